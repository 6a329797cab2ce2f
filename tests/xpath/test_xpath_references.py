"""What an expression says it reads: the edges of the dependency graph."""

from __future__ import annotations

import pytest

from fieldapp.xpath import Reference, compile

HERE = ("data", "r", "b")


def read(text: str, context: tuple[str, ...] = HERE) -> list[str]:
    """References in short: path, `*` for a wildcard, `#` for positions, `x:` before those of an instance."""
    return list(dict.fromkeys(_short(reference) for reference in compile(text, context).references))


def _short(reference: Reference) -> str:
    instance = f"{reference.instance}:" if reference.instance else ""
    marks = "*" * reference.wildcard + "#" * reference.position
    return f"{instance}/{'/'.join(reference.path)}{marks}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (". > 0 and . < 120", ["/data/r/b"]),
        ("../a + ../../n", ["/data/r/a", "/data/n"]),
        ("/data/r/a = 'x'", ["/data/r/a"]),
        ("current()/../a", ["/data/r/a"]),
        ("selected(current(), '1')", ["/data/r/b"]),
        ("sum(/data/r/a)", ["/data/r/a"]),
        ("count(/data/r)", ["/data/r#"]),
        ("count(/data/r[a > ../n])", ["/data/r/a", "/data/n", "/data/r#"]),
        ("position(..)", ["/data/r#"]),
        ("/data/r[position() = position(current()/..) - 1]/a", ["/data/r#", "/data/r/a"]),
        ("/data/r[2]/a", ["/data/r#", "/data/r/a"]),
        ("/data/r[last()]/a", ["/data/r#", "/data/r/a"]),
        ("string-length()", ["/data/r/b"]),
        ("//年龄", ["/*"]),
        ("count(/data/*)", ["/data*#"]),
        ("../*[. = 1]", ["/data/r*"]),
        ("../preceding-sibling::r/a", ["/data/r#", "/data/r/a"]),
        ("ancestor::r/a", ["/data*"]),
        ("/data/r/a | /data/n", ["/data/r/a", "/data/n"]),
        ("if(../t = 1, ../a, /data/n)", ["/data/r/t", "/data/r/a", "/data/n"]),
        ("(../a | ../t)[. = 1]/c", ["/data/r/a", "/data/r/t", "/data/r/a/c", "/data/r/t/c"]),
        ("indexed-repeat(/data/r/a, /data/r, ../t - 1)", ["/data/r#", "/data/r/t", "/data/r/a"]),
        ("once(concat('x', ../a))", ["/data/r/a"]),
        ("../@id", ["/data/r/@id"]),
        ("jr:choice-name(../a, ' ../a ')", ["/data/r/a"]),
        ("today() > date(/data/start)", ["/data/start"]),
        ("instance('v')/root/item", ["v:/root/item"]),
        (
            "instance('v')/root/item[county = current()/../county and code != /data/n]/label",
            ["v:/root/item/county", "/data/r/county", "v:/root/item/code", "/data/n", "v:/root/item/label"],
        ),
        (
            "count(instance('v')/root/item[p = instance('w')/root/item[q = /data/n]/x])",
            ["v:/root/item/p", "w:/root/item/q", "/data/n", "w:/root/item/x", "v:/root/item#"],
        ),
        ("randomize(instance('v')/root/item[a = 1], 3)/label", ["v:/root/item/a", "v:/root/item/label"]),
    ],
)
def test_references(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        ("../a", 2),
        (".", 3),
        ("/data/r/a", 2),
        ("sum(../../r/a)", 1),
        ("sum(/data/r[a > 0]/x)", 1),
        ("/data/n", 1),
        ("indexed-repeat(/data/r/a, /data/r, 1)", 1),
        ("../preceding-sibling::r/a", 1),
        ("//a", 0),
        ("instance('v')/root/item/a", 0),
    ],
)
def test_how_much_of_a_path_is_the_own_place(text: str, owned: int) -> None:
    assert compile(text, HERE).references[-1].own == owned


def test_functions_and_volatility() -> None:
    expression = compile("if(selected(../a, '1'), now(), jr:itext('x'))", HERE)
    assert expression.functions == {"if", "selected", "now", "jr:itext"}
    assert expression.volatile
    assert not compile("once(../a)", HERE).volatile
    assert all(compile(text).volatile for text in ("random()", "today() + 1", "string-length(uuid())"))
