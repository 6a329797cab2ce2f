"""XForm XML into a definition."""

from __future__ import annotations

import pytest

from fieldapp.form import NodeKind, Output, read_xform
from fieldapp.problems import Problem

XFORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
 xmlns:fieldapp="https://fieldapp.org/xforms">
<h:head><h:title>返乡问卷</h:title><model fieldapp:missing-codes="98 99">
<itext><translation lang="en"><text id="q"><value>How old is <output value="/data/r/name"/>?</value></text></translation>
<translation lang="zh" default="true()"><text id="q"><value>多大？</value><value form="guidance">别催</value></text></translation>
</itext>
<instance><data id="f" version="3"><r jr:template=""><name/><age>7</age></r><r><name>王</name><age/></r>
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<instance id="list"><root><item><name>1</name><label>甲</label></item></root></instance>
<instance id="towns" src="jr://file-csv/towns.csv"/>
<bind nodeset="/data/r/age" type="xsd:int" fieldapp:pd="S" constraint=". &lt; 120" jr:constraintMsg="太大"/>
<bind nodeset="/data/orx:meta/orx:instanceID" jr:preload="uid"/></model></h:head>
<h:body><group ref="/data/r"><label>成员</label><repeat nodeset="/data/r" jr:count="2">
<input ref="/data/r/age" appearance="numbers search('a', 'b')"><label ref="jr:itext('q')"/><hint ref="jr:itext('q')"/></input>
<select1 ref="name"><label>名</label>
<itemset nodeset="randomize(instance('towns')/root/item[a = 'x, y'], 42)"><value ref="code"/><label ref="jr:itext(id)"/></itemset>
</select1></repeat></group></h:body></h:html>"""


@pytest.fixture(scope="module")
def definition():
    return read_xform(XFORM.encode())


def test_head(definition):
    assert (definition.form_id, definition.version, definition.title) == ("f", "3", "返乡问卷")
    assert definition.languages == ("en", "zh")
    assert definition.default_language == "zh"
    assert definition.missing_codes == ("98", "99")


def test_repeat_keeps_its_template_and_its_first_instance_apart(definition):
    repeat = definition.node("/data/r")
    assert repeat.kind is NodeKind.REPEAT
    assert [child.default for child in repeat.children] == ["", "7"]
    assert [[child.default for child in one.children] for one in repeat.initial] == [["王", ""]]
    assert repeat.count == "2"
    assert repeat.fixed
    assert repeat.control.label.message == ("成员",)


def test_bind_with_our_own_columns(definition):
    age = definition.node("/data/r/age")
    assert age.bind.type == "int"
    assert age.own.personal == "S"
    assert age.bind.constraint_message.message == ("太大",)
    assert age.bind.extras == {}


def test_names_lose_their_prefix(definition):
    assert definition.node("/data/meta/instanceID").bind.preload == "uid"


def test_texts_keep_outputs_and_guidance(definition):
    assert definition.translations["en"]["q"][""] == ("How old is ", Output("/data/r/name"), "?")
    assert definition.node("/data/r/age").control.guidance is not None


def test_appearance_keeps_a_call_whole(definition):
    assert definition.node("/data/r/age").control.appearance == ("numbers", "search('a', 'b')")


def test_relative_reference_and_itemset(definition):
    itemset = definition.node("/data/r/name").control.itemset
    assert itemset.nodeset == "instance('towns')/root/item[a = 'x, y']"
    assert (itemset.randomize, itemset.seed, itemset.instance_id) == (True, "42", "towns")
    assert (itemset.value, itemset.label, itemset.label_itext) == ("code", "id", True)


def test_instances(definition):
    assert definition.instances["list"].rows == (("1", "甲"),)
    assert definition.instances["towns"].file_name == "towns.csv"


def test_hash_is_of_the_exact_bytes(definition):
    assert read_xform(XFORM.encode()).sha256 == definition.sha256
    assert read_xform(XFORM.encode() + b"\n").sha256 != definition.sha256


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"PK\x03\x04",
        "你好".encode(),
        b"<html/>",
        b"<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:head><model/></h:head></h:html>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
        b"<x><unclosed></x>",
        b"\xff\xfe<\x00x",
    ],
    ids=["empty", "zip", "words", "page", "no instance", "entities", "unclosed", "half utf-16"],
)
def test_what_is_no_form_says_so(bad):
    with pytest.raises(Problem) as caught:
        read_xform(bad, "坏的.xml")
    assert caught.value.kind.code == "form-unreadable"
    assert "坏的.xml" in str(caught.value)


def test_entities_are_never_expanded():
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>'
        + b"&b;" * 1000
        + b"</x>"
    )
    with pytest.raises(Problem):
        read_xform(bomb)
