"""The one worker thread, and the one way its results come home.

A job is a plain function `job(progress, cancelled)` that knows no Qt: it calls `progress(done, total)`
now and then, and returns early when `cancelled()` is true. What it returns arrives in the window's
thread; what it raises does too. If the widget that asked is gone by then, nothing happens.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Signal

from fieldapp.problems import Problem

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
Job = Callable[[Progress, Cancelled], Any]


@dataclass(eq=False, slots=True)
class Task:
    """One job under way."""

    owner: QObject
    done: Callable[[Any], object]
    failed: Callable[[Problem], object]
    progress: Callable[[int, int], object] | None
    quiet: bool = False
    stop: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the job to stop; its result is dropped."""
        self.stop.set()


@dataclass(frozen=True, slots=True)
class _Message:
    task: Task
    kind: str
    content: Any


class Tasks(QObject):
    """`run` starts a job; one at a time, in order."""

    _arrived = Signal(object)
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="fieldapp-worker")
        self._open: list[Task] = []
        self._arrived.connect(self._receive)

    def run(
        self,
        job: Job,
        owner: QObject,
        done: Callable[[Any], object],
        failed: Callable[[Problem], object],
        progress: Callable[[int, int], object] | None = None,
        *,
        quiet: bool = False,
    ) -> Task:
        """Start `job`; `done`, `failed` and `progress` are called in this thread while `owner` lives.

        Nobody waits for a `quiet` one: leaving stops it without a question.
        """
        task = Task(owner, done, failed, progress, quiet)
        self._open.append(task)
        self._pool.submit(self._work, task, job)
        self.changed.emit()
        return task

    @property
    def busy(self) -> bool:
        """Whether a job that somebody waits for is under way or waiting."""
        return any(not task.quiet for task in self._open)

    def close(self) -> None:
        """Cancel everything and wait for the worker to end."""
        for task in self._open:
            task.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._open.clear()

    def _work(self, task: Task, job: Job) -> None:
        def report(done: int, total: int) -> None:
            self._arrived.emit(_Message(task, "progress", (done, total)))

        try:
            result = job(report, task.stop.is_set)
        except BaseException as failure:  # a bug too must reach the top handler, in the window's thread
            self._arrived.emit(_Message(task, "failed", failure))
        else:
            self._arrived.emit(_Message(task, "done", result))

    def _receive(self, message: _Message) -> None:
        task = message.task
        wanted = shiboken6.isValid(task.owner) and not task.stop.is_set()
        if message.kind == "progress":
            if wanted and task.progress is not None:
                task.progress(*message.content)
            return
        if task in self._open:
            self._open.remove(task)
            self.changed.emit()
        self._finish(message, wanted)

    def _finish(self, message: _Message, wanted: bool) -> None:
        if message.kind == "done":
            if wanted:
                message.task.done(message.content)
        elif not isinstance(message.content, Problem):
            raise message.content
        elif wanted:
            message.task.failed(message.content)
