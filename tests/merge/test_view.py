"""What people are shown: conflicts, review states, what is missing."""

from __future__ import annotations

from fieldapp.merge import Decision, Purge, Review, Revision, State, common_version, merge, view

R = "uuid:张三"


def _state(*revisions: Revision, reviews: tuple[Review, ...] = (), blobs: tuple[str, ...] = ()) -> State:
    return State(frozenset(revisions), frozenset(reviews), blobs=frozenset(blobs))


FIRST = Revision("1", R)
LEFT, RIGHT = Revision("2", R, ("1",)), Revision("3", R, ("1",))


def test_two_edits_of_one_version_are_a_conflict_until_one_builds_on_both() -> None:
    shown = view(_state(FIRST, LEFT, RIGHT)).records[R]
    assert shown.heads == ("2", "3")
    assert shown.in_conflict
    settled = view(_state(FIRST, LEFT, RIGHT, Revision("4", R, ("2", "3"), "resolve"))).records[R]
    assert settled.heads == ("4",)


def test_settled_differently_by_two_supervisors_is_a_conflict_again() -> None:
    one, other = Revision("4", R, ("2", "3"), "resolve"), Revision("5", R, ("2", "3"), "resolve")
    assert view(_state(FIRST, LEFT, RIGHT, one, other)).records[R].heads == ("4", "5")


def test_a_deleted_record_says_so_only_when_nobody_edited_it() -> None:
    gone = Revision("9", R, ("1",), "tombstone")
    assert view(_state(FIRST, gone)).records[R].deleted
    assert not view(_state(FIRST, gone, LEFT)).records[R].deleted


def test_an_edit_after_approval_is_not_approved() -> None:
    approved = Review("a", R, "1", "approved")
    assert view(_state(FIRST, reviews=(approved,))).records[R].reviews == {"1": "approved"}
    assert view(_state(FIRST, LEFT, reviews=(approved,))).records[R].reviews == {"2": "edited"}


def test_two_supervisors_who_disagree_are_shown_until_one_replaces_both() -> None:
    yes, no = Review("a", R, "1", "approved"), Review("b", R, "1", "rejected")
    assert view(_state(FIRST, reviews=(yes, no))).records[R].reviews == {"1": "disputed"}
    last = Review("c", R, "1", "has_issues", ("a", "b"))
    assert view(_state(FIRST, reviews=(yes, no, last))).records[R].reviews == {"1": "has_issues"}


def test_taking_a_decision_back_leaves_the_record_as_received() -> None:
    yes, back = Review("a", R, "1", "approved"), Review("b", R, "1", "received", ("a",))
    assert view(_state(FIRST, reviews=(yes, back))).records[R].reviews == {"1": "received"}


def test_files_nobody_has_are_named() -> None:
    photo = Revision("1", R, blobs=("beef", "cafe"))
    assert view(_state(photo, blobs=("cafe",))).records[R].missing == ("beef",)


def test_a_purged_record_goes_and_does_not_come_back() -> None:
    purge = State(purges=frozenset({Purge("p", R)}))
    after = merge(
        merge(_state(FIRST, reviews=(Review("a", R, "1", "approved"),)), purge), _state(FIRST, LEFT)
    )
    assert view(after).records == {}
    assert after.reviews == frozenset()


def test_a_decision_about_doubles_holds_until_it_is_replaced() -> None:
    same = Decision("a", (R, "uuid:李四"), "same", R)
    other = Decision("b", (R, "uuid:李四"), "different", "", ("a",))
    assert view(State(decisions=frozenset({same}))).decisions == (same,)
    assert view(State(decisions=frozenset({same, other}))).decisions == (other,)


def test_the_common_version_is_the_last_one_both_build_on() -> None:
    history = {one.rev_id: one for one in (FIRST, LEFT, RIGHT, Revision("4", R, ("2",)))}
    assert common_version(history, "4", "3") == "1"
    assert common_version(history, "4", "2") == "2"


def test_where_sides_took_over_halves_of_each_other_there_is_no_one_common_version() -> None:
    crossed = (Revision("4", R, ("2", "3"), "resolve"), Revision("5", R, ("2", "3"), "resolve"))
    history = {one.rev_id: one for one in (FIRST, LEFT, RIGHT, *crossed)}
    assert common_version(history, "4", "5") is None


def test_two_first_versions_under_one_number_are_a_conflict_without_a_common_version() -> None:
    twin = Revision("7", R)
    assert view(_state(FIRST, twin)).records[R].in_conflict
    assert common_version({"1": FIRST, "7": twin}, "1", "7") is None
