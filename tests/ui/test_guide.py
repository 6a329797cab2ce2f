"""The guides inside the app."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, QUrl

from fieldapp.ui.guide import GuidePage, guides
from tests.ui.pages import Person


@pytest.fixture
def page(person: Person) -> GuidePage:
    person.stage.shell.open("guide")
    found = person.stage.shell.page()
    assert isinstance(found, GuidePage)
    return found


def test_every_guide_comes_in_both_languages() -> None:
    names = {language: [guide.name for guide in guides(language)] for language in ("zh", "en")}
    assert names["zh"] == names["en"]
    assert names["zh"][0] == "enumerator"
    assert all(guide.text.isascii() is False for guide in guides("zh"))
    titles = {language: [guide.title for guide in guides(language)] for language in ("zh", "en")}
    assert not set(titles["zh"]) & set(titles["en"])


def test_the_enumerators_guide_stands_first(page: GuidePage) -> None:
    assert page.current == "enumerator"
    assert "没电或程序意外关闭后" in page.text.toPlainText()


def test_the_language_switch_changes_the_text_at_once(person: Person, page: GuidePage) -> None:
    page.read("form-author")
    person.stage.look.use_language("en")
    assert page.current == "form-author"
    assert page.text.toPlainText().isascii() or "Guide" in page.text.toPlainText()
    assert page.finder.placeholderText() == "Find a word"


def test_f3_finds_a_word_in_this_guide_and_then_in_the_others(person: Person, page: GuidePage) -> None:
    person.presses(Qt.Key.Key_F3)
    page.finder.setText("编码本")
    person.presses(Qt.Key.Key_Return)
    assert page.current != "enumerator"
    assert page.text.textCursor().selectedText() == "编码本"


def test_a_word_that_is_nowhere_is_said_to_be(person: Person, page: GuidePage) -> None:
    page.finder.setText("𡋬𠮷")
    assert not page.find_next()
    assert "𡋬𠮷" in page._nothing.text()


def test_links_lead_to_guides_and_nowhere_else(page: GuidePage) -> None:
    page.text.anchorClicked.emit(QUrl("export_zh.md"))
    assert page.current == "export"
    page.text.anchorClicked.emit(QUrl("https://example.org/enumerator_zh.md"))
    page.text.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert page.text.source().isEmpty()
