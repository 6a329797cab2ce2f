"""The sample study: all kits, made-up enumerators, and a few drafts to look at."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from fieldapp import files
from fieldapp.study.doors import create, open
from fieldapp.study.kits import kit_forms
from fieldapp.study.recents import forget
from fieldapp.study.study import Study
from fieldapp.wording import tr

Answers = Sequence[tuple[str, str]]


class Draft(Protocol):
    """What a begun interview can do here; a `fieldapp.session.Session` does."""

    def answer(self, reference: str, value: str, /) -> Any: ...
    def go(self, reference: str, /) -> None: ...
    def close(self) -> None: ...


Begin = Callable[[Study, str], Draft]


def make_sample(folder: Path, begin: Begin | None = None) -> Study:
    """Make the sample study in `folder` and open it.

    `begin` begins an interview (`Session.start`; the two packages do not know each other); without it
    there are no drafts. The folder gets its name when all is there, so a break leaves no half study.
    """
    folder = folder.absolute()
    making = folder.with_name(f".{folder.name}.making")
    shutil.rmtree(making, ignore_errors=True)
    with closing(create(making, tr("Sample study"))) as study:
        _fill(study, begin)
    with files.guarded(folder):
        making.replace(folder)
    forget(making)
    return open(folder)


def _fill(study: Study, begin: Begin | None) -> None:
    forms = {form.form_id: form.sha256 for form in map(study.add_form, kit_forms())}
    study.enumerator = "E01"
    for form_id, answers, position in _drafts(datetime.now().astimezone()) if begin else ():
        assert begin is not None
        with closing(begin(study, forms[form_id])) as draft:
            for reference, value in answers:
                draft.answer(reference, value)
            draft.go(position)


def _drafts(now: datetime) -> list[tuple[str, Answers, str]]:
    """Form, answers in the order they were given, and where the person stopped. All made up."""
    consent = "/data/consent_grp/consent_"
    agreed = [
        ("/data/ready", "1"),
        *((consent + name, "1") for name in ("part", "sens")),
        (consent + "audio", "0"),
    ]
    screened = [
        ("/data/screen/s_age", "38"),
        ("/data/screen/s_home", "1"),
        ("/data/screen/s_out", "1"),
        ("/data/screen/s_ret", str(now.year - 6)),
        ("/data/screen/s_biz", "1"),
    ]
    return [
        (
            "returnee_entrepreneur",
            [*_cover("RET-9101", "140932100901"), *_visit(now), *agreed, *screened],
            "/data/screen/s_biz",
        ),
        (
            "returnee_entrepreneur",
            [*_cover("RET-9102", "140932100902"), *_visit(now, "2")],
            "/data/visits[1]/v_next",
        ),
        ("village_resident", [*_cover("RES-9101", "140932100901"), *_visit(now), *agreed], consent + "panel"),
    ]


def _cover(case: str, village: str) -> Answers:
    places = {"prov": "14", "pref": "1409", "cnty": "140932", "town": "140932100", "vill": village}
    return [
        ("/data/cover/case_id", case),
        ("/data/cover/enum_id", "E01"),
        ("/data/cover/iv_mode", "1"),
        *((f"/data/cover/loc_{level}", code) for level, code in places.items()),
    ]


def _visit(now: datetime, result: str = "1") -> Answers:
    at = (now - timedelta(minutes=20)).isoformat(timespec="milliseconds")
    return [("/data/visits[1]/v_dt", at), ("/data/visits[1]/v_result", result)]
