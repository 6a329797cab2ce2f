"""What encryption costs: unlocking, opening, an answer, an export, beside the same study unencrypted.

    python build/bench/cipher.py [--answers 1500] [--interviews 60]

Both studies lie on the same disk and are worked in by turns, so that a busy machine slows both. Prints
medians in ms and ratios protected / unprotected.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from fieldapp import study
from fieldapp.cli.demo import conduct, scripts
from fieldapp.export import export_study
from fieldapp.keys import Vault
from fieldapp.session import Session
from fieldapp.study import Protection, Study, Unlock

KIT = "returnee_entrepreneur"
PLACE = "/data/cover/case_id"
SECRET = "青山绿水长流"
Both = dict[str, Study]


def timed(action: Callable[[], object]) -> float:
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000


def line(name: str, found: dict[str, list[float]]) -> None:
    """One measured thing of both studies."""
    plain, sealed = (statistics.median(found[kind]) for kind in ("plain", "sealed"))
    p99 = (
        statistics.quantiles(found["sealed"], n=100)[98]
        if len(found["sealed"]) > 20
        else max(found["sealed"])
    )
    figures = f"plain {plain:9.2f} ms  encrypted {sealed:9.2f} ms (p99 {p99:8.2f})"
    print(f"{name:26} {figures}  x {sealed / plain:5.2f}")


def unlocking(folder: Path) -> None:
    """The cost of a guess, right or wrong, and of the recovery code."""
    vault = Vault.read(folder / "keys.json")
    times = [timed(lambda: vault.unlock("L01", SECRET)) for _ in range(5)]
    params = vault.slots[0].params
    print(
        f"{'unlock by passphrase':26} {statistics.median(times):9.2f} ms  "
        f"(Argon2id, {params.memory_kib // 1024} MiB, {params.iterations} passes, {params.lanes} lanes)"
    )


def opening(folders: dict[str, Path], both: Both) -> None:
    """Of the database and all that is read at once, keys in hand; beside the open study."""
    found: dict[str, list[float]] = {kind: [] for kind in folders}
    for _ in range(30):
        for kind, folder in folders.items():
            secrets = both[kind].secrets

            def action(folder: Path = folder, secrets: object = secrets) -> None:
                study.open(folder, exclusive=False, unlock=secrets).close()  # type: ignore[arg-type]

            found[kind].append(timed(action))
    line("open, keys in hand", found)


def answering(both: Both, form: dict[str, str], most: int) -> None:
    """One committed answer in the engine's and the store's hands."""
    found: dict[str, list[float]] = {kind: [] for kind in both}
    sessions = {kind: Session.start(one, form[kind]) for kind, one in both.items()}
    for number in range(most):
        for kind, session in sessions.items():
            value = f"RET-{number:04d}"
            found[kind].append(timed(lambda s=session, v=value: s.answer(PLACE, v)))  # type: ignore[misc]
    for session in sessions.values():
        session.close()
    line("answer, committed", found)


def attaching(both: Both, form: dict[str, str], folder: Path) -> None:
    """A photo of 4 MB on its way in, and back into memory."""
    photo = folder / "photo.jpg"
    photo.write_bytes(os.urandom(4 << 20))
    taken: dict[str, list[float]] = {kind: [] for kind in both}
    read: dict[str, list[float]] = {kind: [] for kind in both}
    sessions = {kind: Session.start(one, form[kind]) for kind, one in both.items()}
    for _ in range(10):
        for kind, session in sessions.items():
            taken[kind].append(timed(lambda s=session: s.attach(PLACE, photo)))  # type: ignore[misc]
            name = session.attach(PLACE, photo)
            read[kind].append(timed(lambda s=session, n=name: s.media(n)))  # type: ignore[misc]
    for session in sessions.values():
        session.close()
    line("photo of 4 MB, in", taken)
    line("photo of 4 MB, out", read)


def exporting(both: Both, folder: Path) -> None:
    found: dict[str, list[float]] = {kind: [] for kind in both}
    for number in range(5):
        for kind, one in both.items():
            target = folder / f"{kind}-{number}.xlsx"
            key = one.secrets.lists_key if one.secrets else None
            found[kind].append(
                timed(lambda o=one, t=target, k=key: export_study(o.store, KIT, t, lists_key=k))
            )  # type: ignore[misc]
    line("export", found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=1500)
    parser.add_argument("--interviews", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        os.environ["FIELDAPP_HOME"] = str(base / "home")
        folders = {kind: base / kind for kind in ("plain", "sealed")}
        made = study.create(folders["sealed"], "bench", protection=Protection("L01", SECRET))
        with closing(study.create(folders["plain"], "bench")) as plain, closing(made) as sealed:
            both = {"plain": plain, "sealed": sealed}
            kit = next(path for path in study.kit_forms() if path.parent.name == KIT)
            form = {kind: one.add_form(kit).sha256 for kind, one in both.items()}
            unlocking(folders["sealed"])
            opening(folders, both)
            answering(both, form, given.answers)
            attaching(both, form, base)
            for number, script in enumerate(scripts(given.interviews)):
                for kind, one in both.items():
                    conduct(one, form[kind], script, seed=number)
            opening(folders, both)
            exporting(both, base)
        began = time.perf_counter()
        study.rekey(folders["sealed"], Unlock("L01", SECRET))
        print(f"{'new keys for everything':26} {(time.perf_counter() - began) * 1000:9.2f} ms")


if __name__ == "__main__":
    main()
