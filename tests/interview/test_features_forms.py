"""What forms may use, row by row of docs/features.json: types, binds, repeats, texts, actions, entities, submission."""

from __future__ import annotations

from datetime import date

import pytest

from fieldapp.form import read_xform
from fieldapp.interview import Interview, Refused
from fieldapp.interview.periods import date_of
from tests.scenario import FakeHost, Scenario, rows

YES_NO = """
    | choices |           |      |       |
    |         | list_name | name | label |
    |         | yn        | y    | 是    |
    |         | yn        | n    | 否    |
"""
TYPES = (
    """
    | survey |                        |      |       |                     |
    |        | type                   | name | label | parameters          |
    |        | text                   | t    | T     | rows=3              |
    |        | integer                | i    | I     |                     |
    |        | decimal                | x    | X     |                     |
    |        | date                   | d    | D     |                     |
    |        | time                   | h    | H     |                     |
    |        | dateTime               | dt   | DT    |                     |
    |        | select_one yn or_other | s    | S     |                     |
    |        | select_multiple yn     | m    | M     |                     |
    |        | rank yn                | r    | R     |                     |
    |        | range                  | g    | G     | start=0 end=10 step=0.5 |
    |        | acknowledge            | k    | K     |                     |
    |        | barcode                | b    | B     |                     |
    |        | geopoint               | p    | P     |                     |
    |        | geotrace               | l    | L     |                     |
    |        | geoshape               | f    | F     |                     |
    |        | image                  | u    | U     | max-pixels=100      |
    |        | note                   | n    | ${t}  |                     |
    |        | hidden                 | c    |       |                     |
"""
    + YES_NO
)


@pytest.mark.parametrize(
    ("name", "given", "stored"),
    [
        ("t", "𠮷家 ", "𠮷家 "),
        ("i", " +007 ", "7"),
        ("x", "12", "12.0"),
        ("x", "0.10", "0.1"),
        ("d", "2026-1-5", "2026-01-05"),
        ("h", "9:05", "09:05:00.000Z"),
        ("dt", "2026-01-15T12:00:00+02:00", "2026-01-15T10:00:00.000Z"),
        ("s", "y", "y"),
        ("m", "n y", "n y"),
        ("r", "n y", "n y"),
        ("g", "2.5", "2.5"),
        ("k", "OK", "OK"),
        ("b", "0069", "0069"),
        ("p", "1.5 2.5", "1.5 2.5 0.0 0.0"),
        ("l", "1 2;3 4 5 6", "1.0 2.0 0.0 0.0; 3.0 4.0 5.0 6.0"),
        ("f", "1 1 0 0; 1 2 0 0; 1 1 0 0;", "1.0 1.0 0.0 0.0; 1.0 2.0 0.0 0.0; 1.0 1.0 0.0 0.0"),
        ("u", "大门.jpg", "大门.jpg"),
    ],
)
def test_each_type_stores_what_javarosa_stores(name, given, stored):
    s = Scenario(TYPES)
    s.answer(f"/data/{name}", given)
    assert s.value(f"/data/{name}") == stored


@pytest.mark.parametrize(
    ("name", "given"), [("i", "1.9"), ("x", "a"), ("d", "2026-02-30"), ("l", "1 2;x"), ("p", "1")]
)
def test_what_a_type_cannot_hold_is_refused(name, given):
    s = Scenario(TYPES)
    with pytest.raises(Refused):
        s.answer(f"/data/{name}", given)
    assert s.value(f"/data/{name}") == ""


def test_types_have_their_controls_and_parameters():
    s = Scenario(TYPES)
    kinds = {node.name: node.control.kind for node in s.interview.root.walk() if node.control is not None}
    wanted = {
        "t": "input",
        "s": "select1",
        "m": "select",
        "r": "rank",
        "g": "range",
        "k": "trigger",
        "u": "upload",
    }
    assert {name: kinds[name] for name in wanted} == wanted
    assert s.node("/data/g").control.attributes["step"] == "0.5"
    assert s.node("/data/t").control.attributes["rows"] == "3"
    assert s.node("/data/u").definition.bind.extras["max-pixels"] == "100"
    assert s.node("/data/n").readonly
    assert not s.node("/data/c").is_question
    assert s.choices("/data/s") == ["y", "n", "other"]


def test_a_code_that_is_no_choice_reads_as_empty():
    s = Scenario(TYPES)
    s.answer("/data/m", "n nothing")
    assert s.value("/data/m") == "n"


ATTRIBUTES = """
    | survey |         |      |       |            |                  |                    |                             |                  |
    |        | type    | name | label | appearance | bind::saveIncomplete | required_message | body::accuracyThreshold | required |
    |        | text    | t    | T     | masked multiline ex:org.x(a='b c') | true() | 请填写 | 5 | yes |
"""


def test_appearances_and_attributes_reach_the_widgets():
    s = Scenario(ATTRIBUTES)
    node = s.node("/data/t")
    assert node.control.appearance == ("masked", "multiline", "ex:org.x(a='b c')")
    assert node.control.attributes["accuracyThreshold"] == "5"
    assert node.definition.bind.extras["saveIncomplete"] == "true()"
    assert node.violation is not None
    assert node.violation.message == "请填写"


def xform(instance: str, model: str = "", body: str = "") -> Interview:
    return Interview.start(
        read_xform(
            f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
            xmlns:odk="http://www.opendatakit.org/xforms" xmlns:jr="http://openrosa.org/javarosa"><h:head>
            <h:title>t</h:title><model><instance><data id="t">{instance}</data></instance>{model}</model></h:head>
            <h:body>{body}</h:body></h:html>""".encode()
        ),
        FakeHost(),
    )


def value(interview: Interview, reference: str) -> str:
    node = interview.node(reference)
    assert node is not None, reference
    return node.value


def test_old_binds_by_id_and_boolean():
    interview = xform(
        "<a/><b/>",
        '<bind id="x" nodeset="/data/a" type="int"/><bind nodeset="/data/b" type="boolean" calculate="/data/a > 3"/>',
        '<input bind="x"><label>A</label></input>',
    )
    interview.answer("/data/a", "5")
    assert value(interview, "/data/b") == "1"


def test_instances_of_the_model_are_defaults_and_new_ones_come_from_the_template():
    interview = xform(
        "<r jr:template=''><a>new</a></r><r><a>one</a></r><r><a>two</a></r>",
        '<setvalue event="odk-instance-first-load" ref="/data/none" value="1"/>',
        '<group ref="/data/r"><label>R</label><repeat nodeset="/data/r"><input ref="/data/r/a"><label>A</label></input>'
        "</repeat></group>",
    )
    interview.add_repeat("/data/r")
    assert [value(interview, f"/data/r[{at}]/a") for at in (1, 2, 3)] == ["one", "two", "new"]


def test_a_repeat_may_forbid_adding_and_removing():
    interview = xform(
        "<r><a/></r>", body='<repeat nodeset="/data/r" jr:noAddRemove="true()"><input ref="a"/></repeat>'
    )
    assert interview.program.spec("/data/r").definition.fixed  # type: ignore[union-attr]


def test_relevance_of_a_repeat_hides_all_its_instances():
    s = Scenario("""
    | survey |              |      |       |            |             |
    |        | type         | name | label | relevant   | calculation |
    |        | integer      | n    | N     |            |             |
    |        | begin_repeat | r    | R     | ${n} > 1   |             |
    |        | integer      | v    | V     |            |             |
    |        | end_repeat   |      |       |            |             |
    |        | calculate    | c    |       |            | count(${r}) |
    """)
    assert (s.value("/data/c"), s.relevant("/data/r[1]/v")) == ("0", False)
    s.answer("/data/n", 2)
    assert (s.value("/data/c"), s.relevant("/data/r[1]/v")) == ("1", True)


def test_actions_set_values_in_their_order():
    interview = xform(
        "<a/><b>x</b><c/><d/>",
        '<setvalue event="odk-instance-first-load odk-instance-load" ref="/data/c" value="concat(/data/b, \'!\')"/>'
        '<setvalue event="xforms-ready" ref="/data/d">literal</setvalue>',
        '<input ref="/data/a"><label>A</label><setvalue event="xforms-value-changed" ref="/data/b" value="/data/a"/></input>'
        '<input ref="/data/b"><label>B</label><setvalue event="xforms-value-changed" ref="/data/d" value="/data/b"/></input>',
    )
    assert [value(interview, f"/data/{name}") for name in "bcd"] == ["x", "x!", "literal"]
    interview.answer("/data/a", "甲")
    assert [value(interview, f"/data/{name}") for name in "bcd"] == ["甲", "x!", "甲"]
    again = Interview.reopen(interview.definition, FakeHost(), interview.submission())
    assert [value(again, f"/data/{name}") for name in "bcd"] == ["甲", "甲!", "甲"]


def test_actions_that_set_each_other_off_end():
    interview = xform(
        "<a/><b/>",
        body='<input ref="/data/a"><setvalue event="xforms-value-changed" ref="/data/b" value="random()"/></input>'
        '<input ref="/data/b"><setvalue event="xforms-value-changed" ref="/data/a" value="random()"/></input>',
    )
    interview.answer("/data/a", "1")
    assert value(interview, "/data/b") != ""


def test_new_instances_run_their_actions_those_of_the_model_do_not():
    s = Scenario("""
    | survey |              |      |       |                      |
    |        | type         | name | label | default              |
    |        | text         | base | B     | 村                   |
    |        | begin_repeat | r    | R     |                      |
    |        | text         | x    | X     | concat(${base}, position(..)) |
    |        | end_repeat   |      |       |                      |
    """)
    s.interview.add_repeat("/data/r")
    assert s.value("/data/r[2]/x") == "村2"


class Outdoors(FakeHost):
    def location(self) -> str | None:
        return "38.5 111.2 1200 5"


def test_places_are_set_where_the_host_knows_them():
    table = """
    | survey |                     |      |       |         |
    |        | type                | name | label | trigger |
    |        | start-geopoint      | here |       |         |
    |        | text                | t    | T     |         |
    |        | background-geopoint | then |       | ${t}    |
    """
    s = Scenario(table, host=Outdoors())
    assert s.value("/data/here") == "38.5 111.2 1200.0 5.0"
    assert s.value("/data/then") == ""
    s.answer("/data/t", "a")
    assert s.value("/data/then") == s.value("/data/here")
    assert Scenario(table).value("/data/here") == ""


def test_a_trigger_outside_a_repeat_does_not_overwrite_its_instances():
    s = Scenario("""
    | survey |              |      |       |             |         |
    |        | type         | name | label | calculation | trigger |
    |        | text         | a    | A     |             |         |
    |        | begin_repeat | r    | R     |             |         |
    |        | text         | z    | Z     | ${a}        | ${a}    |
    |        | end_repeat   |      |       |             |         |
    """)
    s.answer("/data/a", "1")
    assert s.value("/data/r[1]/z") == "1"
    s.interview.add_repeat("/data/r")
    s.answer("/data/a", "2")
    assert [s.value(f"/data/r[{at}]/z") for at in (1, 2)] == ["1", ""]


LANGUAGES = """
    | survey  |               |      |                     |                |                   |                        |                        |
    |         | type          | name | label::English (en) | label::中文 (zh) | hint::中文 (zh) | guidance_hint::中文 (zh) | media::image::中文 (zh) |
    |         | text          | who  | Name                | 姓名            | 提示             | 指导                    | who.png                |
    |         | select_one yn | s    | Is ${who} here?     | ${who} 在吗？   |                  |                        |                        |
    | choices |               |      |                     |                |                   |                        |                        |
    |         | list_name     | name | label::English (en) | label::中文 (zh) | media::image::中文 (zh) | media::big-image::中文 (zh) | |
    |         | yn            | y    | Yes, ${who}         | 是，${who}      | y.png | y_big.png | |
"""


def test_texts_media_and_choices_in_each_language():
    s = Scenario(LANGUAGES, language="中文 (zh)")
    s.answer("/data/who", "𠮷")
    who, select = s.node("/data/who"), s.node("/data/s")
    assert (who.label, who.hint, who.guidance, who.media["image"]) == ("姓名", "提示", "指导", "who.png")
    choice = select.choices()[0]
    assert (select.label, choice.label) == ("𠮷 在吗？", "是，𠮷")
    assert (choice.media["image"], choice.media["big-image"]) == ("y.png", "y_big.png")
    s.interview.set_language("English (en)")
    assert (s.node("/data/s").label, select.choices()[0].label) == ("Is 𠮷 here?", "Yes, 𠮷")


def test_a_label_keeps_the_blank_before_an_empty_answer():
    s = Scenario("""
    | survey |      |      |               |
    |        | type | name | label         |
    |        | text | a    | A             |
    |        | note | n    | Hello ${a}    |
    """)
    assert s.node("/data/n").label == "Hello "


@pytest.mark.parametrize(
    ("parameters", "stored"),
    [
        ("today", "2026-01-15"),
        ("prevperiod-week-mon-true-false-1", "2026-01-05"),
        ("prevperiod-week-sun-false-true-0", "2026-01-17"),
        ("prevperiod-month-9-1-1", ""),
        ("prevperiod-week", ""),
    ],
)
def test_dates_of_weeks_gone_by(parameters, stored):
    assert date_of(parameters, date(2026, 1, 15)) == stored


ENTITY = """
    | survey   |           |                       |       |         |
    |          | type      | name                  | label | save_to |
    |          | text      | a                     | A     | name_zh |
    |          | integer   | b                     | B     |         |
    | entities |           |                       |       |         |
    |          | list_name | label                 | create_if |     |
    |          | trees     | concat(${a}, ${b})    | ${b} > 3  |     |
"""


def test_an_entity_is_created_with_its_own_id_where_its_condition_holds():
    s = Scenario(ENTITY)
    s.answer("/data/a", "松")
    s.answer("/data/b", 2)
    assert 'create="1"' not in s.interview.submission()
    s.answer("/data/b", 5)
    xml = s.interview.submission()
    assert 'dataset="trees"' in xml
    assert 'create="1"' in xml
    assert "<label>松5</label>" in xml
    assert s.node("/data/a").definition.bind.extras["saveto"] == "name_zh"


UPDATE = """
    | survey   |                              |      |       |         |
    |          | type                         | name | label | save_to |
    |          | select_one_from_file trees.csv | t  | T     |         |
    |          | integer                      | b    | B     | height  |
    | entities |                              |      |       |         |
    |          | list_name                    | label | entity_id |    |
    |          | trees                        | ${b}  | ${t}      |    |
"""


def test_an_update_names_the_version_it_was_made_from():
    s = Scenario(UPDATE, {"trees": rows("name label __version __trunkVersion __branchId", "e1 松 4 3 b1")})
    s.answer("/data/t", "e1")
    xml = s.interview.submission()
    assert 'baseVersion="4"' in xml
    assert 'trunkVersion="3"' in xml
    assert 'branchId="b1"' in xml
    assert 'id="e1"' in xml


def test_each_instance_of_a_repeat_may_make_an_entity():
    s = Scenario("""
    | survey   |              |       |       |         |
    |          | type         | name  | label | save_to |
    |          | begin_repeat | r     | R     |         |
    |          | text         | a     | A     | name_zh |
    |          | end_repeat   |       |       |         |
    | entities |              |       |       |         |
    |          | list_name    | label | repeat |        |
    |          | trees        | ${a}  | ${r}  |         |
    """)
    s.interview.add_repeat("/data/r")
    s.answer("/data/r[1]/a", "松")
    s.answer("/data/r[2]/a", "柏")
    xml = s.interview.submission()
    assert xml.count('dataset="trees"') == 2
    assert "<label>柏</label>" in xml


def test_submission_leaves_out_what_is_not_relevant_and_keeps_what_is_empty():
    s = Scenario(
        """
    | survey |               |      |       |            |
    |        | type          | name | label | relevant   |
    |        | select_one yn | s    | S     |            |
    |        | text          | t    | T     | ${s} = 'y' |
    |        | begin_group   | g    | G     |            |
    |        | text          | u    | U     | ${s} = 'y' |
    |        | end_group     |      |       |            |
"""
        + YES_NO
    )
    s.answer("/data/s", "y")
    s.answer("/data/t", "kept")
    s.answer("/data/s", "n")
    xml = s.interview.submission("uuid:new", "uuid:old")
    assert "<t>" not in xml
    assert "<g/>" in xml
    assert "<s>n</s>" in xml
    assert "deprecatedID>uuid:old<" in xml
    assert "instanceID>uuid:new<" in xml


def test_what_a_saved_record_left_out_begins_again_with_its_default():
    s = Scenario("""
    | survey |         |      |       |          |         |
    |        | type    | name | label | relevant | default |
    |        | integer | n    | N     |          |         |
    |        | text    | t    | T     | ${n} > 1 | 甲      |
    """)
    again = Interview.reopen(s.definition, FakeHost(), s.interview.submission())
    again.answer("/data/n", "2")
    assert value(again, "/data/t") == "甲"
