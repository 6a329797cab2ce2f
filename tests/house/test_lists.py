"""The administrative codes and the sample lists that come with the study kits."""

from __future__ import annotations

import csv
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LISTS = ROOT / "forms" / "lists"
LEVELS = {"admin_prov": (31, 2), "admin_pref": (342, 4), "admin_cnty": (2978, 6), "admin_town": (41352, 9)}


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (LISTS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def label(name: str, code: str) -> tuple[str, str]:
    return next((row["label"], row["label_en"]) for row in rows(name) if row["name"] == code)


@pytest.mark.parametrize("name", LEVELS)
def test_each_level_has_its_rows_and_no_code_twice(name: str) -> None:
    count, length = LEVELS[name]
    codes = [row["name"] for row in rows(name)]
    assert len(codes) == len(set(codes)) == count
    assert {len(code) for code in codes} == {length}
    assert all(row["label"] and row["label_en"] for row in rows(name))


@pytest.mark.parametrize(("upper", "lower"), [*zip(LEVELS, list(LEVELS)[1:], strict=False)])
def test_the_cascade_has_no_dead_end(upper: str, lower: str) -> None:
    codes = {row["name"] for row in rows(upper)}
    parents = {row["parent"] for row in rows(lower)}
    assert parents == codes, "a parent is missing, or a place has nothing under it"


def test_pianguan_has_its_eight_townships() -> None:
    inside = [row["name"] for row in rows("admin_town") if row["parent"] == "140932"]
    tails = ["100", "102", "103", "104", "105", "106", "200", "201"]
    assert inside == [f"140932{tail}" for tail in tails]


@pytest.mark.parametrize("county", ["441900", "442000", "460400"])
def test_prefectures_without_counties_have_a_stand_in(county: str) -> None:
    prefecture = county[:4]
    assert [row["name"] for row in rows("admin_cnty") if row["parent"] == prefecture] == [county]


ENGLISH = [
    ("admin_prov", "61", "陕西省", "Shaanxi"),
    ("admin_prov", "14", "山西省", "Shanxi"),
    ("admin_prov", "15", "内蒙古自治区", "Inner Mongolia"),
    ("admin_prov", "54", "西藏自治区", "Tibet"),
    ("admin_pref", "5001", "市辖区", "Urban districts"),
    ("admin_pref", "3415", "六安市", "Lu'an City"),
    ("admin_pref", "2113", "朝阳市", "Chaoyang City"),
    ("admin_pref", "4228", "恩施土家族苗族自治州", "Enshi Tujia and Miao Autonomous Prefecture"),
    ("admin_cnty", "140932", "偏关县", "Pianguan County"),
    ("admin_cnty", "141024", "洪洞县", "Hongtong County"),
    ("admin_cnty", "310112", "闵行区", "Minhang District"),
    ("admin_cnty", "371722", "单县", "Shanxian County"),
    ("admin_cnty", "150521", "科尔沁左翼中旗", "Horqin Left Wing Middle Banner"),
    ("admin_town", "140932102", "老营镇", "Laoying Town"),
]


@pytest.mark.parametrize(("name", "code", "chinese", "english"), ENGLISH)
def test_english_names(name: str, code: str, chinese: str, english: str) -> None:
    assert label(name, code) == (chinese, english)


def test_the_english_names_are_those_the_script_makes() -> None:
    """In a process of its own: the script teaches pypinyin readings that other tests must not see."""
    script = "import sys, romanise; print(*map(romanise.english, sys.stdin.read().split()), sep='\\n')"
    every = [row for name in LEVELS for row in rows(name)]
    labels = "\n".join(row["label"] for row in every)
    made = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script],
        input=labels, cwd=ROOT / "build", capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert made.stdout.splitlines() == [row["label_en"] for row in every]


def test_files_are_plain_utf8_with_line_feeds() -> None:
    for path in LISTS.glob("*.csv"):
        content = path.read_bytes()
        assert b"\r" not in content, path.name
        assert content.decode("utf-8")[0] != "\ufeff", path.name


def test_samples_say_that_they_are_made_up() -> None:
    for name in ("enumerators", "admin_vill", "track_cases"):
        made_up = [row for row in rows(name) if row["name"] != "000000000000"]
        assert made_up, name
        assert all("虚构" in row["label"] for row in made_up), name


def test_sample_villages_stand_in_real_townships_and_one_says_not_listed() -> None:
    towns = {row["name"] for row in rows("admin_town")}
    villages = {row["name"]: row for row in rows("admin_vill")}
    assert villages.pop("000000000000")["label"] == "不在清单 / not listed"
    assert all(row["parent"] in towns and code.startswith(row["parent"]) for code, row in villages.items())
    assert {row["parent"][:6] for row in villages.values()} >= {"140932", "520303", "320922"}
