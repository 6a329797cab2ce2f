"""The log of acts as people read it and take it away."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict

from fieldapp.store import Act
from fieldapp.study.rights import Right
from fieldapp.study.study import Study
from fieldapp.wording import tr

HEADS = ("seq", "at", "person", "device", "kind", "subject", "details", "prev", "hash")


def acts(study: Study) -> list[Act]:
    """Every act, the first first; Problem NOT_ALLOWED for who may not."""
    study.require(Right.SEE_LOG)
    return list(study.store.acts.all())


def breaks(study: Study) -> list[int]:
    """Numbers of entries that do not follow from the one before; empty when the chain is whole."""
    return study.store.acts.breaks()


def as_csv(rows: Iterable[Act]) -> bytes:
    """A table that Excel opens: UTF-8 with its mark. No cell can be taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADS)
    for act in rows:
        plain = _plain(act)
        writer.writerow([_cell(plain[name]) for name in HEADS])
    return out.getvalue().encode("utf-8-sig", "replace")


def as_json(rows: Iterable[Act]) -> bytes:
    """One JSON object a line, as they are chained."""
    return "".join(json.dumps(_plain(act), ensure_ascii=False) + "\n" for act in rows).encode(
        "utf-8", "replace"
    )


def kind_name(kind: str) -> str:
    """What an act is called in the language in force; the word itself where nobody named it yet."""
    names = {
        "sign-in": tr("signed in"), "unlock": tr("unlocked"), "lock": tr("locked"),
        "wrong-tries": tr("wrong passphrases"), "form-add": tr("form added"), "export": tr("export"),
        "export-contacts": tr("export of personal fields"), "backup": tr("backup"), "restore": tr("restore"),
        "person-add": tr("person added"), "person-change": tr("person changed"),
        "person-reset": tr("new passphrase given"), "person-secret": tr("own passphrase changed"),
        "person-remove": tr("person removed"), "person-back": tr("person back"),
        "recovery-code": tr("new recovery code"), "setting": tr("setting changed"),
        "protect": tr("encrypted"), "unprotect": tr("decrypted"), "rekey": tr("new keys"),
        "list-renew": tr("list renewed"),
        "update-offer": tr("app update put into bundles"), "update-came": tr("app update came"),
        "update-save": tr("app update saved"), "reveal": tr("personal field shown"),
        "log-export": tr("log exported"), "open": tr("opened"),
        "roster": tr("new list of laptops"), "roster-alarm": tr("two lists of laptops with one number"),
        "laptop-add": tr("laptop added"), "laptop-enrol": tr("laptop added"),
        "laptop-revoke": tr("laptop taken off the list"), "team-join": tr("team joined"),
        "lead-over": tr("team led from here"), "team-sheet": tr("recovery sheet made"),
        "team-sheet-kept": tr("key of the recovery sheet kept"), "cases-load": tr("case list loaded"),
        "cases-assign": tr("cases handed out"), "cases-settle": tr("disputed case settled"),
        "cases-export": tr("case list exported"),
    }  # fmt: skip
    return names.get(kind, kind)


def _plain(act: Act) -> dict[str, object]:
    plain = asdict(act)
    return {**plain, "at": act.at.isoformat()}


def _cell(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
