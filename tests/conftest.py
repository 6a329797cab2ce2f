"""What holds for every test: no test is timed, and none touches this person's own folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings
from hypothesis.database import DirectoryBasedExampleDatabase

from fieldapp import wording

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # windows are drawn, never shown

settings.register_profile(
    "fieldapp",
    deadline=None,  # a shared machine is slow now and then
    database=DirectoryBasedExampleDatabase(".cache/hypothesis"),
)
settings.register_profile("long", settings.get_profile("fieldapp"), max_examples=10_000)  # for soak runs
settings.load_profile("fieldapp")


@pytest.fixture(scope="session", autouse=True)
def _home_of_its_own() -> Iterator[None]:
    """Recent studies and device keys go to a folder that ends with the run, also those of child processes."""
    with tempfile.TemporaryDirectory(prefix="fieldapp-") as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDAPP_HOME", os.path.join(folder, "home"))
        yield


@pytest.fixture(autouse=True)
def _interface_in_chinese() -> Iterator[None]:
    """Each test begins as the app does."""
    wording.use("zh")
    yield
    wording.use("zh")
