"""What the check says: a code of the catalogue, at a cell, with its words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from fieldapp.problems import Severity
from fieldapp.wording import tr


@dataclass(frozen=True, slots=True)
class Code:
    """One entry of the catalogue: `what` is wrong, and the likely `fix`; both keys of translations."""

    code: str
    severity: Severity
    what: str
    fix: str
    strict: bool = False
    """True, but common practice: said only when asked for."""


CODES: dict[str, Code] = {}


def _entry(severity: Severity, strict: bool) -> Callable[[str, str, str], Code]:
    def add(code: str, what: str, fix: str) -> Code:
        if code in CODES:
            raise ValueError(f"the code {code} is in the catalogue twice")
        CODES[code] = Code(code, severity, what, fix, strict)
        return CODES[code]

    return add


error = _entry(Severity.ERROR, strict=False)
warning = _entry(Severity.WARNING, strict=False)
strict = _entry(Severity.WARNING, strict=True)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the workbook: `row` and `column` count from 1, `heading` as the author wrote it."""

    sheet: str
    row: int
    column: int
    heading: str = ""
    text: str = ""

    @property
    def address(self) -> str:
        """As Excel writes it, `D12`."""
        letters, rest = "", self.column
        while rest:
            rest, letter = divmod(rest - 1, 26)
            letters = chr(65 + letter) + letters
        return f"{letters}{self.row}"


@dataclass(frozen=True)
class Finding:
    """One fault at one cell. The words are in the interface language in force when they are read."""

    kind: Code
    cell: Cell
    fields: dict[str, object] = field(default_factory=dict)
    near: str = ""
    """A name the author may have meant."""

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    @property
    def sheet(self) -> str:
        return self.cell.sheet

    @property
    def row(self) -> int:
        return self.cell.row

    @property
    def column(self) -> str:
        """The heading of the column."""
        return self.cell.heading

    @property
    def address(self) -> str:
        return self.cell.address

    @property
    def what(self) -> str:
        """What is wrong."""
        return tr(self.kind.what).format(**self.fields)

    @property
    def fix(self) -> str:
        """The likely cure."""
        cure = tr(self.kind.fix).format(**self.fields)
        return f"{tr('Did you mean {name}?', name=self.near)} {cure}" if self.near else cure


def found(code: Code, cell: Cell, near: str = "", /, **fields: object) -> Finding:
    """A finding with its fields."""
    return Finding(code, cell, fields, near)
