"""A laptop that carries and is killed by the system at a random moment; then everything is looked at."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fieldapp import files, keys
from fieldapp.merge import view, view_hash
from fieldapp.packs import Fault, name_of, scan
from fieldapp.problems import IMPORT_NONE, Problem
from fieldapp.repair import Level, check
from fieldapp.transfer import look, send, send_file, take, take_back
from fieldapp.transfer.status import missing_files, state_of
from tests.transfer.laptops import Laptop, Team

BROKEN = {Fault.CUT, Fault.DAMAGED, Fault.FORGED, Fault.NO_PACK}


@dataclass(frozen=True)
class Scene:
    """Who does what with what; `after` is what the view of the laptop is when it is done."""

    who: str
    act: Callable[[Laptop, Path], object]
    place: str
    after: str


def write_in_place(path: Path, data: bytes, **_: bool) -> None:
    """What carrying would be without care: a file under its name before it is whole."""
    with path.open("wb") as file:
        for at in range(0, len(data), 4096):
            file.write(data[at : at + 4096])
            file.flush()
            time.sleep(0.0005)


class Killing:
    """Laptop `a` with a day's work, supervisor `s` before and `t` after taking it in; one stick of each time."""

    def __init__(self, folder: Path, seed: int, *, torn: bool = False) -> None:
        self.folder, self.random, self.torn = folder, random.Random(seed), torn
        self.faults: list[str] = []
        self.killed, self.finished = Counter[str](), Counter[str]()
        self.took: dict[str, float] = {}
        self.shown = self._made(Team(folder / "base"))
        self.scenes = {
            "send": Scene("a", lambda one, place: send(one.study, place), "old", "a"),
            "send_file": Scene(
                "a", lambda one, place: send_file(one.study, place / "给主管.fapp"), "none", "a"
            ),
            "take": Scene("s", lambda one, place: take(one.study, look(one.study, place)), "full", "t"),
            "take_back": Scene("t", lambda one, place: take_back(one.study), "none", "s"),
        }

    def _made(self, team: Team) -> dict[str, str]:
        """The team on the evening; what each laptop shows."""
        a, s, base = team.laptop("a"), team.laptop("s"), self.folder / "base"
        for name in ("old", "full", "none"):
            (base / name).mkdir()
        first = [a.interviews(f"张{n} 𡋬", 20 + n, "妻", paper=self._paper(n)) for n in range(3)]
        a.sends(base / "old")
        s.takes(base / "old")
        for record in first[:2]:
            a.corrects(record, age=50)
        s.corrects(first[0], age=60)
        for n in range(6):
            a.interviews(f"李{n}\n㐂", 30 + n, "子", "女", paper=self._paper(9 + n))
        a.sends(base / "full")
        shown = {"a": _shown(a), "s": _shown(s)}
        team.close()
        shutil.copytree(base / "s", base / "t")
        shutil.copytree(base / "home-s", base / "home-t")
        t = Laptop(base / "t", base / "home-t")
        t.takes(base / "full")
        shown["t"] = _shown(t)
        t.closes()
        return shown

    def _paper(self, number: int) -> Path:
        path = self.folder / f"证明{number}.jpg"
        path.write_bytes(random.Random(number).randbytes(60_000))
        return path

    def run(self, runs: int) -> tuple[list[str], list[str]]:
        """What is to be told, and what went wrong."""
        for name in self.scenes:
            self.once(name, None)
        for _ in range(runs):
            self.once(self.random.choice(list(self.scenes)), self.random.random() * 1.1)
        return [
            f"{name}: {self.killed[name]} times killed, {self.finished[name]} times done before"
            for name in self.scenes
        ], self.faults

    def once(self, name: str, share: float | None) -> None:
        """One run; `share` of the usual time until the kill, None to let it end."""
        scene, work = self.scenes[name], self.folder / "work"
        shutil.rmtree(work, ignore_errors=True)
        for part in (scene.who, f"home-{scene.who}", scene.place):
            shutil.copytree(self.folder / "base" / part, work / part)
        laptop, place = (work / scene.who, work / f"home-{scene.who}"), work / scene.place
        ended, took = self._child(scene, laptop, place, None if share is None else share * self.took[name])
        if share is None:
            self.took[name] = took
        (self.finished if ended else self.killed)[name] += 1
        try:
            self._look_at(name, scene, laptop, place)
        except Exception as failure:  # whatever escapes is what this is for
            self.faults.append(f"{name} at {share}: {failure!r}")

    def _child(
        self, scene: Scene, laptop: tuple[Path, Path], place: Path, after: float | None
    ) -> tuple[bool, float]:
        """Whether it came to its end by itself, and in how long. Time counts from when the study is open."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            self._act(scene, laptop, place, writing)
        os.close(writing)
        os.read(reading, 1)
        os.close(reading)
        begun = time.monotonic()
        if after is not None:
            time.sleep(after)
            with suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        return os.waitstatus_to_exitcode(status) == 0, time.monotonic() - begun

    def _act(self, scene: Scene, laptop: tuple[Path, Path], place: Path, writing: int) -> None:
        code = 1
        try:
            if self.torn:
                files.write = write_in_place  # type: ignore[assignment]
            one = Laptop(*laptop)
            os.write(writing, b".")
            scene.act(one, place)
            code = 0
        finally:
            os._exit(code)

    def _look_at(self, name: str, scene: Scene, laptop: tuple[Path, Path], place: Path) -> None:
        for path in place.rglob("*"):
            if path.suffix in (".pck", ".man", ".fapp"):
                self._expect(_is_whole(path), f"{name}: {path.name} is broken")
        self._check(name, laptop[0])
        one = Laptop(*laptop)
        try:
            found = _shown(one) if name != "take" else ""
            self._expect(found in ("", *self.shown.values()), f"{name}: neither before nor after")
            self._again(name, scene, one, place)
        finally:
            one.closes()

    def _check(self, name: str, folder: Path) -> None:
        """Files of an import come last, and the study says which are missing; nothing else may be amiss."""
        allowed = "media-missing" if name == "take" else ""
        for one in check(files.Layout(folder), None).findings:
            self._expect(
                one.level is not Level.DAMAGE or one.kind.code == allowed, f"{name}: {one.kind.code}"
            )

    def _again(self, name: str, scene: Scene, one: Laptop, place: Path) -> None:
        """Doing it again completes it, and what was sent arrives whole."""
        try:
            scene.act(one, place)
        except Problem as problem:
            self._expect(
                (name == "take_back" and problem.kind is IMPORT_NONE) or _imports(one) == 1, str(problem)
            )
        self._expect(_shown(one) == self.shown[scene.after], f"{name}: not complete after doing it again")
        if name.startswith("send"):
            self._arrives(name, place)
        elif name == "take":
            self._expect(not missing_files(one.study), "take: files are missing")

    def _arrives(self, name: str, place: Path) -> None:
        base, work = self.folder / "base", self.folder / "work"
        for part in ("s", "home-s"):
            shutil.copytree(base / part, work / part)
        other, source = Laptop(work / "s", work / "home-s"), place
        try:
            if name == "send_file":
                source = place / "给主管.fapp"
            other.takes(source)
            self._expect(_shown(other) == self.shown["t"], f"{name}: did not arrive whole")
        finally:
            other.closes()

    def _expect(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.faults.append(otherwise)


def _shown(laptop: Laptop) -> str:
    return view_hash(view(state_of(laptop.study)))


def _imports(laptop: Laptop) -> int:
    return len([one for one in laptop.study.store.arrivals.all() if not one.undone])


def _is_whole(path: Path) -> bool:
    data = path.read_bytes()
    named = path.suffix != ".pck" or name_of(data) == path.stem
    return named and not {one.fault for one in scan(data, keys.verify)} & BROKEN
