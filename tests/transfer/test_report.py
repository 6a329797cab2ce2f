"""The report of a merge: what came from whom adds up, and it says the same numbers everywhere."""

from __future__ import annotations

from pathlib import Path

from fieldapp import wording
from fieldapp.study import Study
from fieldapp.transfer import look, report, take, take_back
from fieldapp.transfer.report import Report, all_reports
from fieldapp.transfer.told_report import html, tell, text
from tests.transfer.laptops import Team


def _sums(one: Report) -> dict[str, int]:
    return {
        name: sum(getattr(source, name) for source in one.sources) for name in ("new", "changed", "known")
    }


def _evening(team: Team, folder: Path) -> tuple[Study, list[Report]]:
    """Two enumerators; the second also brings what the first gave on: each interview counts once."""
    a, b, s = team.laptop("a"), team.laptop("b"), team.laptop("s")
    for number, laptop in enumerate((a, b), 1):
        laptop.study.enumerator = f"E0{number}"
        for at in range(number):
            laptop.interviews(f"张{at} 𠮷", 30 + at)
    a.sends(folder / "one")
    b.takes(folder / "one")
    b.sends(folder / "two", onward=True)
    offers = [*look(s.study, folder / "one"), *look(s.study, folder / "two")]
    s.study.enumerator = "S01"
    taken = take(s.study, offers)
    (first,) = all_reports(s.study)
    assert (taken.new, taken.known) == (3, 0)
    return s.study, [first]


def test_lines_of_the_sources_add_up_to_the_whole(team: Team, tmp_path: Path) -> None:
    study, (first,) = _evening(team, tmp_path)
    assert _sums(first) == {name: first.totals[name] for name in ("new", "changed", "known")}
    assert [(one.laptop, one.new) for one in first.sources if one.new] == [("E01", 1), ("E02", 2)]
    take(study, look(study, tmp_path / "two"))
    second = all_reports(study)[0]
    assert (second.totals["new"], second.totals["known"], second.interviews) == (0, 3, 3)
    assert _sums(second) == {"new": 0, "changed": 0, "known": 3}


def test_a_record_that_one_knows_and_another_brings_newer_counts_where_it_is_new(
    team: Team, tmp_path: Path
) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    record = a.interviews("李娜 㐂", 41)
    a.sends(tmp_path / "one")
    s.takes(tmp_path / "one")
    a.corrects(record, age=42)
    a.sends(tmp_path / "two")
    offers = [*look(s.study, tmp_path / "one"), *look(s.study, tmp_path / "two")]
    take(s.study, offers)
    made = all_reports(s.study)[0]
    assert [(one.changed, one.known) for one in made.sources] == [(0, 0), (1, 0)]


def test_what_is_damaged_left_out_or_of_another_study_is_named(team: Team, tmp_path: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    a.interviews("张三", 1)
    stick = tmp_path / "stick"
    a.sends(stick)
    pack = max(stick.rglob("*.pck"), key=lambda path: path.stat().st_size)
    pack.write_bytes(pack.read_bytes()[:-9])
    other = Team(tmp_path / "other")
    other.laptop("x").sends(tmp_path / "foreign")
    left = look(s.study, tmp_path / "foreign")
    take(s.study, look(s.study, stick), left=left)
    made = all_reports(s.study)[0]
    assert [one.state for one in made.sources] == ["merged", "other-study"]
    told = tell(made)
    assert any("请在原来的电脑上重新导出" in line for line in told.todo)
    assert told.table[2][-1] == "另一项调查"
    other.close()


def test_it_is_told_in_both_languages_with_the_same_numbers(team: Team, tmp_path: Path) -> None:
    _, (made,) = _evening(team, tmp_path)
    chinese = tell(made)
    assert chinese.table[-1][:3] == ("合计", "", "3")
    assert "由 S01 在电脑" in chinese.about
    wording.use("en")
    english = tell(made)
    assert english.table[-1][:3] == ("Together", "", "3")
    assert [count for _, count in english.counts] == [count for _, count in chinese.counts]
    assert english.todo == ("Nothing: all that was brought is here.",)
    assert "  E01" in text(english)


def test_names_of_people_are_no_markup(team: Team, tmp_path: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    a.study.enumerator = "<b>𠮷"
    a.interviews("张三", 1)
    a.sends(tmp_path / "one")
    s.takes(tmp_path / "one")
    page = html(tell(all_reports(s.study)[0]))
    assert "&lt;b&gt;𠮷" in page
    assert '<html lang="zh-CN">' in page
    assert "http" not in page, "nothing is fetched from anywhere"


def test_a_merge_that_was_taken_back_says_so(team: Team, tmp_path: Path) -> None:
    study, _ = _evening(team, tmp_path)
    take_back(study)
    (made,) = all_reports(study)
    assert made.undone
    assert "撤销" in tell(made).about


def test_what_is_kept_is_what_was_made(team: Team, tmp_path: Path) -> None:
    study, (made,) = _evening(team, tmp_path)
    report.keep(study, made)
    assert all_reports(study) == [made]
