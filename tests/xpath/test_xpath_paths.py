"""Where paths lead: own instances, axes, relevance, attributes, order."""

from __future__ import annotations

import pytest

from fieldapp.xpath import Context, compile, to_text
from tests.xpath.fake import Fake, World, at, find, leaf, names


def repeats() -> Fake:
    """Three instances of r with inner q; the same form JavaRosa answered on below."""
    rows = [
        Fake("r", leaf("a", "1", "int"), Fake("q", leaf("x", "7")), Fake("q", leaf("x", "8")), leaf("b")),
        Fake("r", leaf("a", "2", "int"), Fake("q", leaf("x", "9")), leaf("b")),
        Fake("r", leaf("a", "3", "int"), Fake("q", leaf("x", "9")), leaf("b")),
    ]
    return Fake("data", *rows, Fake("s", leaf("t", "1")), Fake("s", leaf("t", "2")))


def values(text: str, form: Fake | None = None) -> list[str]:
    """The value on each /data/r/b."""
    form = form or repeats()
    expression = compile(text, ("data", "r", "b"))
    return [to_text(expression.evaluate(at(find(row, "b"), World()))) for row in form.of("r")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum(../../r/a)", "6 6 6"),
        ("count(../../r)", "3 3 3"),
        ("count(..)", "1 1 1"),
        ("count(/data/r)", "1 1 1"),
        ("sum(/data/r/a)", "1 2 3"),
        ("sum(../a)", "1 2 3"),
        ("sum(/data/r[a > 0]/a)", "6 6 6"),
        ("count(/data/r[a > 0])", "3 3 3"),
        ("join(',', ../../r/a)", "1,2,3 1,2,3 1,2,3"),
        ("join(',', current()/../../r/a)", "1,2,3 1,2,3 1,2,3"),
        ("position(..)", "1 2 3"),
        ("indexed-repeat(/data/r/a, /data/r, 1)", "1 1 1"),
        ("indexed-repeat(../a, .., 2)", "2 2 2"),
        ("sum(/data/r[position() < position(current()/..)]/a)", "0 1 3"),
        ("concat('<', /data/r[position() = position(current()/..) - 1]/a, '>')", "<> <1> <2>"),
        ("count(/data/r/q/x)", "2 1 1"),
        ("count(../q/x)", "2 1 1"),
        ("count(/data/s/t)", "2 2 2"),
        ("count(../../s/t)", "2 2 2"),
        ("/data/r[a = 2]/q/x", "9 9 9"),
        ("sum(/data/r[position()=1]/a)", "1 1 1"),
    ],
)
def test_instances_as_in_javarosa(text: str, expected: str) -> None:
    """Recorded from JavaRosa 5.1.0."""
    assert values(text) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("../preceding-sibling::r[1]/a", ["", "1", "2"]),
        ("join(',', ../preceding-sibling::r/a)", ["", "1", "1,2"]),
        ("join(',', ../following-sibling::*[1]/a)", ["2", "3", ""]),
        ("join(',', preceding-sibling::*/x)", ["7,8", "9", "9"]),
        ("count(ancestor::*)", ["2", "2", "2"]),
        ("name(ancestor::*[1])", ["r", "r", "r"]),
        ("count(ancestor-or-self::node())", ["3", "3", "3"]),
        ("count(../descendant::x)", ["2", "1", "1"]),
        ("join(',', //x)", ["7,8,9,9"] * 3),
        ("join(',', ../..//q[1]/x)", ["7,9,9"] * 3),
        ("(//x)[2]", ["8"] * 3),
        ("join(',', following::t)", ["1,2"] * 3),
        ("join(',', preceding::x)", ["7,8", "7,8,9", "7,8,9,9"]),
        ("join(',', //t | //a | //t)", ["1,2,3,1,2"] * 3),
        ("count(/)", ["1"] * 3),
        ("count(/*)", ["1"] * 3),
        ("count(/other/r)", ["0"] * 3),
        ("../a/text()", ["1", "2", "3"]),
        ("count(../a/comment())", ["0"] * 3),
        ("../q[last()]/x", ["8", "9", "9"]),
        ("../q[2]/x", ["8", "", ""]),
        ("../q[1.5]/x", [""] * 3),
        ("../self::r/a", ["1", "2", "3"]),
        ("count(../../../../..)", ["0"] * 3),
        ("../q[x = '9'][1]/x", ["", "9", "9"]),
        ("count(../../r[q[x = 9]])", ["0"] * 3),
    ],
)
def test_xpath_beyond_javarosa(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_inner_repeat_keeps_its_own_place_when_only_the_outer_is_indexed() -> None:
    form = Fake(
        "data",
        Fake("r", Fake("s", leaf("x", "a1")), Fake("s", leaf("x", "a2"))),
        Fake("r", Fake("s", leaf("x", "b1")), Fake("s", leaf("x", "b2"))),
    )
    expression = compile("indexed-repeat(/data/r/s/x, /data/r, 1)", ("data", "r", "s", "x"))
    assert expression.string(at(find(form, "r/2/s/2/x"), World())) == "a2"
    both = compile("indexed-repeat(/data/r/s/x, /data/r, 1, /data/r/s, 1)", ("data", "r", "s", "x"))
    assert both.string(at(find(form, "r/2/s/2/x"), World())) == "a1"


def test_hidden_nodes_are_in_no_node_set_but_keep_their_place() -> None:
    form = repeats()
    find(form, "r/2").hidden = True
    find(form, "r/1/a").hidden = True
    assert values("join(',', ../../r/a)", form) == ["3"] * 3
    assert values("sum(/data/r[position() = 3]/a)", form) == ["3"] * 3
    assert values("concat('<', ../a, '>')", form) == ["<>", "<>", "<3>"]
    assert values("../a = ''", form) == ["1", "1", "0"]
    assert values("position(..)", form) == ["1", "0", "3"]
    assert values("count(../a)", form) == ["0", "0", "1"]


def test_attributes() -> None:
    form = Fake("data", Fake("r", leaf("a"), id="甲"), version="2026")
    context = at(find(form, "r/a"), World())
    assert compile("../@id", names(find(form, "r/a"))).string(context) == "甲"
    assert compile("/data/@version = 2026").boolean(context)
    assert compile("count(../@none)").number(context) == 0
    assert compile("../@id/..").nodes(context) == [find(form, "r")]


def test_prefixed_names() -> None:
    form = Fake("data", Fake("orx:meta", leaf("orx:instanceID", "uuid:1")))
    context = at(form, World())
    assert compile("/data/orx:meta/orx:instanceID").string(context) == "uuid:1"
    assert compile("count(/data/orx:*)").number(context) == 1
    assert compile("local-name(/data/orx:meta)").string(context) == "meta"


def test_chinese_names_and_rare_characters() -> None:
    form = Fake("数据", leaf("年龄", "41", "int"), leaf("𠮷田", "﨑"), leaf("身份证", "620102199003078213"))
    context = at(find(form, "年龄"), World())
    assert compile("../𠮷田 = '﨑' and . > 40", ("数据", "年龄")).boolean(context)
    assert compile("/数据/身份证", ("数据", "年龄")).string(context) == "620102199003078213"
    assert compile("substr(../身份证, 6, 14)").string(context) == "19900307"


def test_label_of_a_list_item_is_read_from_the_item() -> None:
    item = Fake("item", leaf("label", "临洮县"))
    form = repeats()
    context = Context(item, find(form, "r/2/b"), 1, 1, World())
    assert compile("label", ("data", "r", "b")).string(context) == "临洮县"
    assert (
        compile("concat(label, current()/../a, /data/r/a)", ("data", "r", "b")).string(context) == "临洮县22"
    )
