"""Whatever a signed event says, it is an event or none: no laptop's view breaks by what another one signed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.merge import state_from, view, view_hash
from fieldapp.merge.canonical import canonical

texts = st.text(max_size=4)
odd = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)
names = ("record_id", "rev_id", "state", "supersedes", "records", "verdict", "keep", "question", "text")
said = st.fixed_dictionaries(
    {"kind": st.sampled_from(["review", "comment", "decision", "purge"]), "state": st.just("approved") | odd,
     "verdict": st.just("same") | odd},
    optional={name: odd for name in (*names, "author", "wall_time", "answers") if name not in ("state", "verdict")},
)  # fmt: skip


@given(st.lists(said, max_size=4))
def test_events_of_any_content(events: list[dict[str, object]]) -> None:
    bodies = [canonical(event) for event in events]
    assert view_hash(view(state_from((), bodies)))
