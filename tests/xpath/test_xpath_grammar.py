"""Tokens and grammar: what is read, what is refused and where, and that nothing else can happen."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp import wording
from fieldapp.xpath import Context, Expression, XPathError, compile, parse, to_text, unparse
from fieldapp.xpath.parser import AXES, DEEPEST
from fieldapp.xpath.tree import Call, Chain, Filter, Literal, Negate, Node, Number, Path, Step
from tests.xpath.fake import at, oracle_form


@pytest.fixture(autouse=True)
def _english() -> object:
    before = wording.language()
    wording.use("en")
    yield
    wording.use(before)


def refused(text: str) -> XPathError:
    with pytest.raises(XPathError) as failure:
        compile(text, ("data", "out"))
    return failure.value


@pytest.mark.parametrize(
    ("text", "why", "offset"),
    [
        ("1 +", "a value is missing at the end", 3),
        ("", "a value is missing at the end", 0),
        ("a b", "b cannot stand here", 2),
        ("if(1, 2", ") is missing at the end", 7),
        ("a[1", "] is missing at the end", 3),
        ("a[)", "a value is missing before )", 2),
        ("'年龄", "a text has no closing quotation mark", 0),
        ("selected(/data/m, ‘a’)", "a text needs straight quotation marks", 18),
        ("a # b", "the character # means nothing here", 2),
        ("年龄 ＞ 5", "the character ＞ means nothing here", 3),
        ("upper-case('a')", "there is no function upper-case()", 0),
        ("1 + substr('a')", "substr() needs 2-3 values between its brackets, not 1", 4),
        ("join()", "join() needs 1+ values between its brackets, not 0", 0),
        ("true(1)", "true() needs 0 values between its brackets, not 1", 0),
        ("1 + $x", "there is no variable $x", 4),
        ("up::a", "the name of an axis is missing before up", 0),
        ("sum('a')", "sum(): a path is needed between its brackets", 0),
        ("1e3", "e3 cannot stand here", 1),
        ("'it''s'", "s cannot stand here", 4),
    ],
)
def test_refusal_says_why_and_where(text: str, why: str, offset: int) -> None:
    failure = refused(text)
    assert (failure.why, failure.offset, failure.text) == (why, offset, text)


def test_refusal_speaks_chinese() -> None:
    wording.use("zh")
    assert refused("岁数(1)").why == "没有函数 岁数()"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("-a|b", "-child::a | child::b"),
        ("a - -b*2", "child::a - -child::b * 2"),
        ("a-b", "child::a-b"),
        ("a -b", "child::a - child::b"),
        ("* * *", "child::* * child::*"),
        ("div div mod", "child::div div child::mod"),
        ("//年龄[2]/@x", "/descendant-or-self::node()/child::年龄[2]/attribute::x"),
        ("(a or b) and c", "(child::a or child::b) and child::c"),
        ("a or b and c", "child::a or child::b and child::c"),
        ("1 - (2 - 3)", "1 - (2 - 3)"),
        ("(1 - 2) - 3", "1 - 2 - 3"),
        (".//..", "self::node()/descendant-or-self::node()/parent::node()"),
        ("jr:choice-name(a, 'b')", "jr:choice-name(child::a, 'b')"),
        ("ancestor::node()[1]", "ancestor::node()[1]"),
        ("node()", "child::node()"),
        ("node", "child::node"),
        ("text ( )", "child::text()"),
        ("processing-instruction('x')", "child::processing-instruction()"),
        ("_a.b·", None),
        ("/", "/"),
        ("𠮷田 = '㐂'", "child::𠮷田 = '㐂'"),
    ],
)
def test_canonical_form(text: str, canonical: str | None) -> None:
    if canonical is None:
        refused(text)
    else:
        assert unparse(parse(text)) == canonical


NESTED = [
    "({})",
    "if({}, 1, 2)",
    "a[{}]",
    "-({})",
    "/data/n[{}]/../d",
    "not({})",
    "concat('a', {})",
    "1 + ({})",
]


def nested(shape: str, depth: int) -> str:
    before, after = shape.split("{}")
    return before * depth + "1" + after * depth


@pytest.mark.parametrize("shape", NESTED)
def test_deep_nesting_is_refused_not_crashed(shape: str) -> None:
    assert refused(nested(shape, 10_000)).why == f"brackets are nested more than {DEEPEST} deep"


@pytest.mark.parametrize("shape", NESTED)
def test_the_deepest_nesting_works_from_end_to_end(shape: str) -> None:
    text = nested(shape, DEEPEST - 1)
    out, world = oracle_form()
    to_text(compile(text, ("data", "out")).evaluate(at(out, world)))
    assert parse(unparse(parse(text))) == parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1" + " + 1" * 9_999, "10000"),
        ("1" + " = 1" * 9_999, "1"),
        ("1 < " * 9_999 + "1", "0"),
        ("0 or " * 9_999 + "1", "1"),
        ("-" * 10_000 + "7", "7"),
        ("-" * 9_999 + "7", "-7"),
        ("/data/out" + "/../out" * 5_000, ""),
        ("count(" + "/data/n | " * 999 + "/data/d)", "2"),
    ],
)
def test_length_is_no_depth(text: str, value: str) -> None:
    out, world = oracle_form()
    assert to_text(compile(text, ("data", "out")).evaluate(at(out, world))) == value


NAMES = st.sampled_from(["a", "b-c", "年龄", "𠮷", "and", "div", "orx:meta", "x.1"])
STARTS: st.SearchStrategy[Node | str | None] = st.none() | st.just("/")
CHILDREN = st.lists(st.builds(Step, st.just("child"), NAMES, st.just([])), min_size=1, max_size=2)
LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.builds(Literal, st.text("ab 年'", max_size=3) | st.just('"')),
    st.sampled_from([Number(1.0, "1"), Number(0.5, ".5"), Number(2.0, "2.")]),
    st.builds(Path, STARTS, CHILDREN),
)
TESTS = NAMES | st.sampled_from(["*", "p:*", "node()", "text()"])


def _joined(first: Node, rest: list[tuple[str, Node]]) -> Node:
    """As the parser builds it: no chain begins with a chain of the same precedence."""
    chain = Chain(first, rest)
    while isinstance(chain.first, Chain) and _same_level(chain.first, rest[0][0]):
        chain = Chain(chain.first.first, chain.first.rest + chain.rest)
    return chain


def _same_level(chain: Chain, operator: str) -> bool:
    groups = (("or",), ("and",), ("=", "!="), ("<", ">="), ("+", "-"), ("*", "div", "mod"), ("|",))
    return any(operator in group and chain.rest[0][0] in group for group in groups)


def _negated(operand: Node) -> Node:
    return Negate(operand.operand, operand.count + 1) if isinstance(operand, Negate) else Negate(operand, 1)


def _filtered(operand: Node, predicate: Node) -> Node:
    return Filter(operand, [predicate]) if not isinstance(operand, Filter) else operand


def _larger(trees: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    steps = st.builds(Step, st.sampled_from(sorted(AXES)), TESTS, st.lists(trees, max_size=1))
    chains = (
        st.lists(st.tuples(st.sampled_from(operators.split()), trees), min_size=1, max_size=2)
        for operators in ("or", "and", "= !=", "< >=", "+ -", "* div mod", "|")
    )
    return st.one_of(
        st.builds(Call, st.sampled_from(["f", "jr:itext", "div"]), st.lists(trees, max_size=2)),
        st.builds(_negated, trees),
        st.builds(_filtered, trees, trees),
        st.builds(Path, STARTS, st.lists(steps, min_size=1, max_size=3)),
        *(st.builds(_joined, trees, rest) for rest in chains),
    )


TREES = st.recursive(LEAVES, _larger, max_leaves=8)


@given(TREES)
@settings(max_examples=150, deadline=None)
def test_a_tree_written_out_is_read_back(tree: Node) -> None:
    assert parse(unparse(tree)) == tree


VOCABULARY = """
    ( ) [ ] , / // | + - = != < <= > >= * @ :: . .. $ and or div mod ( ) [ ] ,
    1 2.5 'a' '' "年龄" /data/n /data/r /data/r/v /data/dt ../m current()/../e v r node() child:: ancestor::
    preceding:: following-sibling:: instance('list')/root/item [name=/data/one] true() now() last() position()
    if( concat( selected( count( sum( round( substr( date( format-date( position( not( string( number( join(
    indexed-repeat( regex( coalesce( area( randomize( once( pow( translate( substring( max( checklist( name(
"""


@given(st.lists(st.sampled_from(VOCABULARY.split()), min_size=1, max_size=14).map(" ".join))
@settings(max_examples=400, deadline=None)
def test_any_row_of_words_is_answered_or_refused(text: str) -> None:
    out, world = oracle_form()
    try:
        expression = compile(text, ("data", "out"))
    except XPathError as failure:
        refusal = failure
    else:
        check_answers(expression, at(out, world))
        return
    assert refusal.why
    assert 0 <= refusal.offset <= len(text)


def check_answers(expression: Expression, context: Context) -> None:
    assert isinstance(to_text(expression.evaluate(context)), str)
    assert isinstance(expression.string(context), str)
    assert isinstance(expression.number(context), float)
    assert isinstance(expression.boolean(context), bool)
    assert isinstance(expression.nodes(context), list)


@given(st.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_any_text_is_answered_or_refused(text: str) -> None:
    with suppress(XPathError):
        assert compile(text).text == text
