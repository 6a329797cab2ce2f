"""Random expressions and damaged forms: each gives a value or a `Problem`, soon, and in little memory.

    python build/soak/fuzz.py [--expressions 100000] [--forms 2000] [--seed 1]

Prints every case that raised something else, took longer than 2 s, or made the process grow by 200 MB.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from fieldapp.form import ListSource, MemoryList, read_form, read_xform  # noqa: E402
from fieldapp.interview import Interview, Refused  # noqa: E402
from fieldapp.problems import Problem  # noqa: E402
from fieldapp.robot.samples import candidates  # noqa: E402
from fieldapp.xpath import FUNCTIONS, Context, XPathError, compile  # noqa: E402
from tests.scenario import FakeHost, Scenario  # noqa: E402

LONGEST = 2.0
LARGEST = 200 * 1024  # KB, as getrusage counts on Linux
FORM = """
    | survey  |                   |      |       |             |
    |         | type              | name | label | calculation |
    |         | text              | t    | T     |             |
    |         | integer           | n    | N     |             |
    |         | decimal           | x    | X     |             |
    |         | date              | d    | D     |             |
    |         | dateTime          | dt   | DT    |             |
    |         | geoshape          | s    | S     |             |
    |         | select_multiple l | m    | M     |             |
    |         | begin_repeat      | r    | R     |             |
    |         | text              | a    | A     |             |
    |         | integer           | b    | B     |             |
    |         | calculate         | c    |       | ${b} + 1    |
    |         | end_repeat        |      |       |             |
    | choices |                   |      |       |             |
    |         | list_name         | name | label |             |
    |         | l                 | y    | 是    |             |
    |         | l                 | n    | 否    |             |
"""
ANSWERS = {
    "t": "𠮷家 a", "n": "7", "x": "2.5", "d": "2024-02-29", "dt": "2024-02-29T13:05:07Z", "m": "y n",
    "s": "1 1 0 0; 1 2 0 0; 2 2 0 0; 1 1 0 0", "r[1]/a": "甲", "r[1]/b": "3",
}  # fmt: skip
_PATHS = (
    ".", "..", "../b", "/data/t", "/data/n", "/data/x", "/data/d", "/data/dt", "/data/s", "/data/m",
    "/data/r", "/data/r/a", "/data/r/b", "//b", "../../r/b", "current()/../a", "instance('l')/root/item",
    "/data/none", "*", "instance('l')/root/item[name = 'y']/label", "/data/r[position() = 2]/a", "@x",
    "/data/r[b > 1]/a",
)  # fmt: skip
_TEXTS = (
    "''", "'a'", "'𠮷'", "'2024-01-31'", "'%Y-%m-%d'", "'[a-z]+'", "'(((('", "'1 1 0 0;2 2 0 0'", "'MD5'",
    "'hex'", "'999999999999999999999'", "'a b c'", "'" + "x" * 300 + "'", "'(a*)*b'",
)  # fmt: skip
_NUMBERS = ("0", "1", "-1", "2.5", "1000000000000000000000", "0.000001", "99999", ".5", "3")
_OPERATORS = ("+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or", "|")
_NAMES = tuple(FUNCTIONS)


def expression(chance: random.Random, depth: int = 0) -> str:
    """Mostly grammatical; now and then a letter too many or too few."""
    roll = chance.random()
    if depth > 4 or roll < 0.3:
        return chance.choice(chance.choice((_PATHS, _TEXTS, _NUMBERS)))
    if roll < 0.65:
        name = chance.choice(_NAMES)
        known = FUNCTIONS[name]
        most = known.most if known.most is not None else known.least + 3
        count = chance.randint(known.least, most) if chance.random() < 0.95 else chance.randint(0, 8)
        return f"{name}({', '.join(expression(chance, depth + 1) for _ in range(count))})"
    if roll < 0.9:
        sides = expression(chance, depth + 1), expression(chance, depth + 1)
        return f"({sides[0]} {chance.choice(_OPERATORS)} {sides[1]})"
    if roll < 0.96:
        return f"{chance.choice(_PATHS)}[{expression(chance, depth + 1)}]"
    return damaged(expression(chance, depth + 1), chance)


def damaged(text: str, chance: random.Random) -> str:
    """One piece dropped, doubled or replaced."""
    if not text:
        return text
    at, length = chance.randrange(len(text)), chance.randint(1, 8)
    put = chance.choice(("", text[at : at + length] * 2, chance.choice("()[]'\"<>/&;*$,. 𠮷"), "-" * 40))
    return text[:at] + put + text[at + length :]


def damaged_form(xml: bytes, chance: random.Random) -> bytes:
    """The bytes of a form with one to six pieces dropped, doubled, moved or replaced."""
    text = xml.decode("utf-8")
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(text)), chance.choice((1, 3, 12, 60, 400))
        other = chance.randrange(len(text))
        piece = text[other : other + length]
        sign = chance.choice("<>&\"'/()")
        put = chance.choice(("", piece, expression(chance), text[at : at + length] * 2, sign))
        text = text[:at] + put + text[at + length :]
    return text.encode("utf-8", "replace")


def subject() -> Interview:
    """The interview in which expressions are evaluated."""
    s = Scenario(FORM)
    while len(s.interview.rows("/data/r")) < 3:
        s.interview.add_repeat("/data/r")
    for reference, value in ANSWERS.items():
        s.answer(f"/data/{reference}", value)
    return s.interview


def try_expression(interview: Interview, text: str) -> None:
    """Compile and evaluate; only an `XPathError` may come out."""
    node = interview.node("/data/r[2]/c")
    assert node is not None, "the form has three instances"
    try:
        compiled = compile(text, node.spec.path)
    except XPathError:
        return
    context = Context.at(node, interview.environment)
    compiled.evaluate(context)
    compiled.string(context)
    compiled.number(context)
    compiled.boolean(context)


def try_form(xml: bytes, chance: random.Random) -> None:
    """Read, open, answer a little and submit; only a `Problem` may come out."""
    try:
        definition = read_xform(xml)
        interview = Interview.start(definition, Anything())
    except Problem:
        return
    for node in [node for node in interview.root.walk() if node.is_question][:12]:
        if node.relevant and not node.readonly:
            try:
                interview.answer(node.reference, next(candidates(node, chance), ""))
            except Refused:
                continue
    interview.screens()
    interview.violations()
    interview.submission()


class Anything(FakeHost):
    """A host that has an empty list for every name."""

    @property
    def lists(self) -> Callable[[str], ListSource | None]:
        return lambda id_: MemoryList(("name", "label"), ())


def faults(name: str, case: Callable[[], None]) -> Iterator[str]:
    """What is wrong with one case."""
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        case()
    except Exception as error:
        yield f"{name}: {type(error).__name__}: {error}"
    took = time.process_time() - begun
    if took > LONGEST:
        yield f"{name}: took {took:.1f} s"
    grew = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    if grew > LARGEST:
        yield f"{name}: grew by {grew // 1024} MB"


def run(expressions: int, forms: int, seed: int) -> Iterator[str]:
    """All faults of so many cases."""
    interview = subject()
    for number in range(expressions):
        text = expression(random.Random(f"{seed} x {number}"))
        yield from faults(f"expression {text!r}", lambda text=text: try_expression(interview, text))  # type: ignore[misc]
    kits = [read_form(path).xml for path in sorted(ROOT.glob("forms/*/form.xlsx"))] if forms else []
    for number in range(forms):
        chance = random.Random(f"{seed} f {number}")
        xml = damaged_form(kits[number % len(kits)], chance)
        yield from faults(f"form {seed} f {number}", lambda xml=xml, chance=chance: try_form(xml, chance))  # type: ignore[misc]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--expressions", type=int, default=100_000)
    parser.add_argument("--forms", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    found = 0
    for fault in run(arguments.expressions, arguments.forms, arguments.seed):
        found += 1
        print(fault[:400], flush=True)
    print(f"{arguments.expressions} expressions, {arguments.forms} forms: {found} faults")
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
