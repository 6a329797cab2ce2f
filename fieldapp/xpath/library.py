"""The register of functions: name, number of arguments, how a call is compiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.xpath.code import Code, Kind, Run, number, plain, string
from fieldapp.xpath.model import Context, Value
from fieldapp.xpath.tree import Node


@dataclass(slots=True)
class Site:
    """The call being compiled: the tree of its arguments, and the names of the expression's own node."""

    args: list[Node]
    names: tuple[str, ...]


Build = Callable[[list[Code], Site], Code]


@dataclass(slots=True)
class Function:
    """`counts` says how many arguments are allowed; None for any."""

    build: Build
    least: int
    most: int | None
    even: bool = False

    def accepts(self, count: int) -> bool:
        enough = self.least <= count and (self.most is None or count <= self.most)
        return enough and not (self.even and count % 2)

    def wanted(self) -> str:
        """For people, in any language: "2", "1-2", "2+"."""
        if self.most is None:
            return f"{self.least}+"
        return str(self.least) if self.most == self.least else f"{self.least}-{self.most}"


FUNCTIONS: dict[str, Function] = {}


def function(name: str, least: int, most: int | None = -1, even: bool = False) -> Callable[[Build], Build]:
    """Register `build` under `name`. Without `most` the number of arguments is exactly `least`."""

    def register(build: Build) -> Build:
        FUNCTIONS[name] = Function(build, least, least if most == -1 else most, even)
        return build

    return register


def of_texts(name: str, kind: Kind, answer: Callable[..., Value], least: int, most: int | None = -1) -> None:
    """Register a function of plain texts."""
    _simple(name, kind, answer, least, most, string)


def of_numbers(
    name: str, kind: Kind, answer: Callable[..., Value], least: int, most: int | None = -1
) -> None:
    """Register a function of plain numbers."""
    _simple(name, kind, answer, least, most, number)


def _simple(
    name: str,
    kind: Kind,
    answer: Callable[..., Value],
    least: int,
    most: int | None,
    convert: Callable[[Code], Run],
) -> None:
    def build(codes: list[Code], _: Site) -> Code:
        return plain(kind, _calling(answer, [convert(code) for code in codes]))

    function(name, least, most)(build)


def _calling(answer: Callable[..., Value], args: list[Run]) -> Run:
    if len(args) == 1:
        only = args[0]
        return lambda context: answer(only(context))
    if len(args) == 2:
        first, second = args
        return lambda context: answer(first(context), second(context))

    def run(context: Context) -> Value:
        return answer(*[arg(context) for arg in args])

    return run
