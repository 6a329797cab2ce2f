"""The one worker: results, failures and progress come home; what nobody waits for is dropped."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from fieldapp.problems import DISK_FULL, Problem
from fieldapp.ui.tasks import Cancelled, Progress, Tasks


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def fail(problem: Problem) -> None:
    raise AssertionError(problem)


def test_a_result_comes_home_to_this_thread(tasks: Tasks, qtbot: QtBot) -> None:
    owner, came = QObject(), []
    here = threading.get_ident()

    def job(progress: Progress, _cancelled: Cancelled) -> int:
        progress(1, 2)
        return threading.get_ident()

    seen = []
    tasks.run(
        job,
        owner,
        lambda worker: came.append((worker, threading.get_ident())),
        fail,
        lambda done, total: seen.append((done, total, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: bool(came))
    assert came[0][0] != here
    assert came[0][1] == here
    assert seen == [(1, 2, here)]


def test_a_problem_comes_home_as_one(tasks: Tasks, qtbot: QtBot) -> None:
    owner, came = QObject(), []

    def job(_progress: Progress, _cancelled: Cancelled) -> None:
        raise Problem(DISK_FULL, where=Path("/调查"))

    tasks.run(job, owner, fail, came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert came[0].kind is DISK_FULL


def test_a_bug_reaches_the_top_handler(tasks: Tasks, qtbot: QtBot) -> None:
    owner = QObject()

    def job(_progress: Progress, _cancelled: Cancelled) -> None:
        raise ZeroDivisionError("a bug")

    with capture_exceptions() as caught:
        tasks.run(job, owner, fail, fail)
        qtbot.waitUntil(lambda: bool(caught))
    assert isinstance(caught[0][1], ZeroDivisionError)


def test_jobs_run_one_after_the_other(tasks: Tasks, qtbot: QtBot) -> None:
    owner, order = QObject(), []
    for number in range(5):
        tasks.run(lambda *_args, number=number: order.append(number), owner, lambda _none: None, fail)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert order == [0, 1, 2, 3, 4]


def test_a_cancelled_job_is_told_and_its_result_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    owner, started, came = QObject(), threading.Event(), []

    def job(_progress: Progress, cancelled: Cancelled) -> str:
        started.set()
        while not cancelled():
            pass
        return "too late"

    task = tasks.run(job, owner, came.append, fail)
    qtbot.waitUntil(started.is_set)
    task.cancel()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert came == []


def test_results_for_a_closed_page_are_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    import shiboken6

    owner, gate, came = QObject(), threading.Event(), []
    tasks.run(lambda *_args: gate.wait(10), owner, came.append, fail)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert came == []


def test_closing_leaves_no_thread(tasks: Tasks, qtbot: QtBot) -> None:
    tasks.run(lambda *_args: None, QObject(), lambda _none: None, fail)
    tasks.close()
    assert [thread for thread in threading.enumerate() if thread.name.startswith("fieldapp-worker")] == []
