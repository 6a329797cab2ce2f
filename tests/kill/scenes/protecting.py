"""Encrypting a study, its way back, new keys, another passphrase, more people."""

from __future__ import annotations

from fieldapp import keys, study
from fieldapp.keys import argon
from fieldapp.study import Role
from tests.kill.auditor import Found
from tests.kill.day import Day
from tests.kill.ledger import Facts, changed
from tests.kill.making import LEAD, WORDS
from tests.kill.scenes import fact, scene


@scene(weight=1, aim=10)
def protect(day: Day) -> None:
    """An open study is encrypted; an encrypted one is opened first."""
    if protected(day.facts):
        day.play("unprotect")
        day.scene = "protect"
    protection = keys.Protection(LEAD, WORDS, name="王芳", params=argon.LIGHT)
    more = {f"secret/{LEAD}": WORDS, "recovery/code": protection.recovery, "protected/study": True}
    new, given = changed(day.facts, more), day.unlock()
    day.close()
    with day.doing(then=[new], all=True) as facts:
        study.protect(day.world.study, protection, unlock=given)
        facts.update(new)


@scene(weight=1, aim=10)
def unprotect(day: Day) -> None:
    """An encrypted study is open again: who decrypted it signs in by the same words as before."""
    if not protected(day.facts):
        day.play("protect")
        day.scene = "unprotect"
    lost = [name for name in day.facts if name.startswith(("secret/E", "recovery/"))]
    new = changed(day.facts, {**dict.fromkeys(lost), "protected/study": False})
    given = day.unlock()
    day.close()
    assert given is not None
    with day.doing(then=[new], all=True) as facts:
        study.unprotect(day.world.study, given)
        facts.update(new)


@scene(weight=1, aim=10)
def rekey(day: Day) -> None:
    """New keys for all data; passphrases stay, but for those of people who are gone."""
    given = day.unlock()
    if not protected(day.facts) or given is None:
        day.play("protect")
        return
    gone = [name.removeprefix("secret/") for name in day.facts if name.startswith("secret/E")][:1]
    code = keys.new_recovery_code()
    new = changed(day.facts, {"recovery/code": code, **{f"secret/{person}": None for person in gone}})
    day.close()
    with day.doing(then=[new], all=True) as facts:
        study.rekey(day.world.study, given, gone=gone, code=code)
        facts.update(new)


@scene(weight=1, aim=8)
def change_passphrase(day: Day) -> None:
    """The lead takes another passphrase."""
    if not protected(day.facts):
        day.play("protect")
        return
    secret = f"新口令 {day.chance.randrange(1000)} 两亩地"
    new: Facts = {f"secret/{LEAD}": secret}
    with day.doing(then=[{**day.facts, **new}]) as facts:
        day.study.people.reset(LEAD, secret)
        facts.update(new)


@scene(weight=1, aim=4)
def add_person(day: Day) -> None:
    """An enumerator is let in."""
    people = [name for name in day.facts if name.startswith("secret/E")]
    if not protected(day.facts) or len(people) > 3:
        return
    code = f"E{day.chance.randrange(10_000):04}"
    new: Facts = {f"secret/{code}": "我家门前有小河"}
    with day.doing(then=[{**day.facts, **new}]) as facts:
        day.study.people.add(code, "李明𠮷", Role.ENUMERATOR, "我家门前有小河")
        facts.update(new)


def protected(facts: Facts) -> bool:
    """Whether the study is encrypted by now."""
    return bool(facts.get("protected/study"))


@fact("protected")
def encrypted(found: Found, name: str, told: bool, moving: bool) -> str:
    """An encrypted study stays one, and an open one open."""
    return "" if found.study.protected == told else f"encrypted: {found.study.protected}"


@fact("secret")
def secret(found: Found, person: str, told: str, moving: bool) -> str:
    """Everybody who was let in is let in."""
    if not protected(found.facts):
        present = found.study.people.present
        return "" if present is not None and present.code == person else "not signed in"
    secrets, own = keys.Vault.read(found.study.layout.keys).unlock(person, told), found.study.secrets
    return "" if own is not None and secrets.masters == own.masters else "opens other keys"


@fact("recovery")
def recovery(found: Found, name: str, told: str, moving: bool) -> str:
    """The printed code opens the study."""
    return secret(found, "", told, moving)
