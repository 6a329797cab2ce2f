"""A small study as this version writes it, for the tests that open it with every later version.

python build/schema_fixture.py [FOLDER]    writes tests/store/schemas/v<N>.tar.gz, N the number of migrations

Run it when a version is released that added migrations, and add their hashes to tests/store/test_schemas.py.
The files of released versions are never made anew: they are what old laptops hold. Those of versions 1 and 2
were made by this script with the code of their time. The tests make the present version's study as they run.
"""

from __future__ import annotations

import json
import os
import sys
import tarfile
import tempfile
from pathlib import Path

from pyxform.xls2xform import convert

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "tests" / "store" / "schemas"
NAME, DRAFT, NOTE = "王﨑", "𠮷祥养殖场\n第二行 㐂", "下次再问"
ID_NUMBER = "110101199003074514"
PHOTO = b"\x89PNG\r\n\x1a\n" + "照片".encode() * 40
LIST = "name,label\n140932100901,石桥村\n140932100902,𡋬上\n"
FORM = """
| survey   |                             |       |              |          |            |
|          | type                        | name  | label        | save_to  | constraint |
|          | text                        | who   | 姓名         | full     |            |
|          | text                        | id_no | 身份证号     |          |            |
|          | select_one_from_file villages.csv | vill | 村        |          |            |
|          | integer                     | age   | 年龄         |          | . < 130    |
|          | begin repeat                | kin   | 家庭成员     |          |            |
|          | text                        | k     | 姓名         |          |            |
|          | end repeat                  |       |              |          |            |
|          | image                       | photo | 照片         |          |            |
| entities |                             |       |              |          |            |
|          | list_name                   | label |              |          |            |
|          | people                      | ${who} |             |          |            |
| settings |                             |       |              |          |            |
|          | form_title                  | form_id | version    | instance_name |       |
|          | 住户问卷                    | hh    | 1            | ${who}   |            |
"""


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else FOLDER
    with tempfile.TemporaryDirectory() as place:
        os.environ["FIELDAPP_HOME"] = str(Path(place) / "home")
        version = make(Path(place))
        target = folder / f"v{version}.tar.gz"
        folder.mkdir(parents=True, exist_ok=True)
        with tarfile.open(target, "w:gz") as archive:
            for path in sorted((Path(place) / "study").rglob("*")):
                if path.is_file() and path.name != "lock":
                    archive.add(path, path.relative_to(place), filter=_nobody)
    print(f"{target}: {target.stat().st_size:,} bytes")
    return 0


def make(place: Path) -> int:
    """The study, closed, with what it must still say in `expected.json`; gives its version."""
    from fieldapp import study
    from fieldapp.session import Session

    form = place / "form.xml"
    form.write_bytes(convert(FORM, validate=False).xform.encode())
    (place / "villages.csv").write_text(LIST, "utf-8")
    made = study.create(place / "study", "返乡创业调查")
    made.enumerator = "E07"
    sha256 = made.add_form(form).sha256
    done = Session.start(made, sha256)
    for name, value in (("who", NAME), ("id_no", ID_NUMBER), ("vill", "140932100901"), ("age", "41")):
        done.answer(f"/data/{name}", value)
    done.answer("/data/photo", done.attach_bytes("/data/photo", PHOTO, ".png"))
    revision = done.finalize()
    done.close()
    draft = Session.start(made, sha256)
    draft.answer("/data/who", DRAFT)
    draft.add_repeat("/data/kin")
    draft.answer("/data/kin[1]/k", "李梅")
    draft.answer("/data/age", "7")
    draft.undo()
    draft.note("/data/who", NOTE)
    draft.close()
    made.settings.set("theme", "sunlight")
    version = made.store.database.version
    expected = {"rev_id": revision.rev_id, "xml": revision.xml, "device": made.device_id}
    made.close()
    (place / "study" / "expected.json").write_text(json.dumps(expected, ensure_ascii=False), "utf-8")
    return version


def _nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """No name and no time of whoever ran this."""
    member.uid = member.gid = member.mtime = 0
    member.uname = member.gname = ""
    return member


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
