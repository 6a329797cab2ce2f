"""Titles and questions in the language of the window."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from fieldapp import wording
from fieldapp.ui.names import in_our_language, our_language


@pytest.mark.parametrize(
    ("window", "languages", "ours"),
    [
        ("zh", ("中文 (zh)", "English (en)"), "中文 (zh)"),
        ("en", ("中文 (zh)", "English (en)"), "English (en)"),
        ("en", ("Français (fr)", "Chinese (zh)"), None),
        ("en", ("中文", "English"), "English"),
        ("zh", ("English", "中文"), "中文"),
        ("zh", ("English (en)", "Chinese (zh-Hans)"), "Chinese (zh-Hans)"),
        ("en", (), None),
    ],
)
def test_the_language_of_a_form_that_the_window_speaks(
    window: str, languages: Sequence[str], ours: str | None
) -> None:
    wording.use(window)
    assert our_language(languages) == ours


def test_half_of_a_title_in_two_languages() -> None:
    wording.use("zh")
    assert in_our_language("返乡创业者 / Returnees") == "返乡创业者"
    wording.use("en")
    assert in_our_language("返乡创业者 / Returnees") == "Returnees"
    assert in_our_language("Round 1 / 2") == "Round 1 / 2"
