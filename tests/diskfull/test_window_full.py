"""The disk becomes full in front of the real window: it is said, the text stays, and is stored later."""

import json
import subprocess
import sys

import pytest

from tests.diskfull.window_full import TEXT
from tests.kill.killer import ROOT
from tests.kill.layer import above
from tests.kill.making import make


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What somebody at the window met."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("window")
        patch.setenv("FIELDAPP_HOME", str(folder / "home"))
        world = make("plain", folder / "world")
    command = [sys.executable, "-m", "tests.diskfull.window_full", str(world.root)]
    environment = {**above(world.root), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_a_text_stays_on_screen_though_the_person_wants_to_go_on(found):
    full = found["text"]["full"]
    assert "磁盘已满" in full["sentence"]
    assert (full["at"], full["shown"], full["live"]) == ("/data/story", TEXT, "")


def test_with_room_again_it_is_stored_by_one_press(found):
    after = found["text"]["after"]
    assert (after["sentence"], after["live"]) == ("", TEXT)
    assert found["stored"]["story"] == TEXT


def test_a_choice_a_row_and_the_end_are_refused_and_come_through_later(found):
    assert "磁盘已满" in found["choice"]["full"]["sentence"]
    assert found["choice"]["full"]["live"] == ""
    assert found["stored"]["married"] == found["choice"]["after"]["live"] == "yes"
    assert "磁盘已满" in found["row"]["full"]["sentence"]
    assert (found["row"]["full"]["rows"], found["row"]["after"]["rows"]) == (0, 1)
    assert "磁盘已满" in found["finish"]["full"]["sentence"]
    assert (found["finish"]["full"]["finalized"], found["finish"]["after"]["finalized"]) == (0, 1)
