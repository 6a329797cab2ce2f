"""How a stick or folder is laid out, and writing on media that get pulled out.

::

    SURVEY-<study8>/packs/ab/<name>.pck           never changed, named by their content
    SURVEY-<study8>/manifests/<device16>-<n>.man  written last: only now the packs count as sent
    SURVEY-<study8>/READ ME.txt

A file is written under a temporary name, synced, read back and compared, then renamed. Whatever is
there already under a pack's name is compared too: a stick may have spoiled it since.
"""

from __future__ import annotations

from pathlib import Path

from fieldapp import files
from fieldapp.packs import name_of
from fieldapp.problems import COPY_DIFFERS, Problem
from fieldapp.wording import LANGUAGES, language, tr, use


def root(target: Path, study_id: str) -> Path:
    """The folder of a study on a stick."""
    return target / f"SURVEY-{study_id[:8]}"


def pack_path(base: Path, name: str) -> Path:
    """Where a pack lies; two letters of its name keep folders small."""
    return base / "packs" / name[:2] / f"{name}.pck"


def put_pack(base: Path, data: bytes) -> bool:
    """Copy a pack unless it is there and whole; whether it had to be written."""
    path = pack_path(base, name_of(data))
    if path.exists() and _reads(path) == data:
        return False
    put(path, data)
    return True


def put(path: Path, data: bytes) -> None:
    """Write and read back; `COPY_DIFFERS` when the medium gives back something else."""
    files.make_folder(path.parent)
    files.require_space(path.parent, len(data))
    files.write(path, data)
    if _reads(path) != data:
        raise Problem(COPY_DIFFERS, where=path)


def sources(path: Path) -> list[Path]:
    """The study folders on a stick, or the folder itself if it is one."""
    with files.guarded(path, reading=True):
        if (path / "packs").is_dir():
            return [path]
        return sorted(one for one in path.glob("SURVEY-*") if (one / "packs").is_dir())


def pack_files(base: Path) -> list[Path]:
    """All packs in a study folder of a stick."""
    with files.guarded(base, reading=True):
        return sorted((base / "packs").glob("??/*.pck"))


def manifest_files(base: Path) -> list[Path]:
    """All manifests, by name."""
    with files.guarded(base, reading=True):
        return sorted((base / "manifests").glob("*.man"))


def put_note(base: Path, study: str) -> None:
    """What this is, for whoever finds the stick; in both languages."""
    before = language()
    try:
        texts = [_note(code, study) for code in LANGUAGES]
    finally:
        use(before)
    put(base / "READ ME.txt", "\r\n\r\n".join(texts).encode("utf-8-sig"))


def _note(code: str, study: str) -> str:
    use(code)
    return tr("Data of the study “{study}”, made by fieldapp. Nothing in here is to be opened, changed or "
              "deleted by hand. Give the stick to the supervisor.", study=study)  # fmt: skip


def _reads(path: Path) -> bytes | None:
    try:
        return files.read(path)
    except Problem:
        return None
