"""The laws of merging once more, through packs on sticks and two databases: what stores show is what sets say."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.merge import State, ancestors, merge, view, view_hash
from fieldapp.transfer import look, send, take
from tests.transfer.bare import Bare, Workshop

LAPTOPS = 3
EXAMPLES = 300 if settings().max_examples >= 10_000 else 12  # with --hypothesis-profile=long
RECORDS = ("uuid:张", "uuid:𡋬")
steps = st.lists(
    st.tuples(
        st.sampled_from(["new", "edit", "edit", "delete", "settle", "review", "send", "take", "take"]),
        st.integers(0, LAPTOPS - 1),
        st.integers(0, 5),
    ),
    max_size=14,
)
endings = st.permutations([*range(LAPTOPS), *range(LAPTOPS)])


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("laws"))


class Story:
    """Laptops and one stick that goes round; `made` is all that anybody ever made, as plain sets."""

    def __init__(self, workshop: Workshop, stack: ExitStack) -> None:
        self.laptops = [stack.enter_context(closing(workshop.laptop(number))) for number in range(LAPTOPS)]
        self.stick: Path = workshop.place("stick")
        self.made = State()

    def play(self, verb: str, laptop: Bare, number: int) -> None:
        records = laptop.records()
        record = records[number % len(records)] if records else ""
        last = laptop.heads(record) if record else ()
        if verb == "new":
            self._revise(laptop, RECORDS[number % len(RECORDS)], (), "content")
        elif verb in ("send", "take"):
            (self.send if verb == "send" else self.take)(laptop)
        elif verb == "review" and last:
            event = laptop.review(record, last[number % len(last)], ("approved", "rejected")[number % 2])  # type: ignore[arg-type]
            self.made = merge(self.made, State(reviews=frozenset({event})))
        elif verb == "settle" and len(last) > 1:
            self._revise(laptop, record, last, "resolve")
        elif verb in ("edit", "delete") and last:
            self._revise(
                laptop, record, (last[number % len(last)],), "content" if verb == "edit" else "tombstone"
            )

    def _revise(self, laptop: Bare, record: str, parents: tuple[str, ...], kind: str) -> None:
        revision = laptop.revise(record, parents, kind, who="张𡋬\n㐂")
        self.made = merge(self.made, State(revisions=frozenset({revision})))

    def send(self, laptop: Bare) -> None:
        send(laptop, self.stick, onward=True)

    def take(self, laptop: Bare) -> None:
        take(laptop, look(laptop, self.stick))

    def settle_down(self, order: list[int]) -> None:
        """Everybody sends and takes, in any order, until there is nothing new: twice round is enough."""
        for act in (self.send, self.take, self.take):
            for number in order:
                act(self.laptops[number])


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(story=steps, order=endings)
def test_whatever_happened_every_laptop_shows_what_the_sets_say(
    workshop: Workshop, story: list[tuple[str, int, int]], order: list[int]
) -> None:
    with ExitStack() as stack:
        told = Story(workshop, stack)
        for verb, laptop, number in story:
            told.play(verb, told.laptops[laptop], number)
        told.settle_down(order)
        expected = view_hash(view(told.made))
        assert [view_hash(view(laptop.state)) for laptop in told.laptops] == [expected] * LAPTOPS
        _loses_nothing(told)
        before = [laptop.bodies() for laptop in told.laptops]
        told.settle_down(order)  # old bundles again
        assert [laptop.bodies() for laptop in told.laptops] == before
        assert view_hash(view(told.laptops[0].state)) == expected


def _loses_nothing(told: Story) -> None:
    for laptop in told.laptops:
        history = {one.rev_id: one for one in laptop.state.revisions}
        shown = {head for record in view(laptop.state).records.values() for head in record.heads}
        assert {old for head in shown for old in ancestors(history, head)} == set(history)
        assert set(laptop.bodies()) == {one.rev_id for one in told.made.revisions}
