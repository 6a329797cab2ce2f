"""Every icon named anywhere in the window exists in the set; a wrong name would show only when drawn."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from fieldapp.ui import icons, tokens

ROOM = Path(tokens.__file__).parent
MAKERS = {
    "Button",
    "IconLabel",
    "EmptyState",
    "Chip",
    "LineInput",
    "icon",
    "paint",
    "set_icon",
    "add",
    "say",
    "paint_chip",
}
SHAPE = re.compile(r"^[a-z]+(-[a-z0-9]+)+$")
OTHER = {*next(iter(tokens.COLORS.values())), *tokens.ROLES}


def named() -> Iterator[tuple[str, str]]:
    """(file, icon) for each literal that looks like an icon and is handed to something that draws one."""
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in MAKERS:
                for part in [*node.args, *(keyword.value for keyword in node.keywords)]:
                    yield from ((path.name, text) for text in _literals(part))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _literals(part: ast.expr) -> Iterator[str]:
    for node in ast.walk(part):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SHAPE.match(node.value):
            yield node.value


def test_all_icons_exist(qapp: object) -> None:
    icons.load()
    found = [(file, name) for file, name in named() if name not in OTHER]
    assert len(found) > 20
    assert [(file, name) for file, name in found if name not in icons._glyphs] == []
