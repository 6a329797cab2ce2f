"""What the outline lists: sections, and the questions of the open ones. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from fieldapp.interview import Interview, Screen, Section
from fieldapp.interview.outline import is_asked, roster_state, state_of
from fieldapp.ui.controls import find
from fieldapp.ui.interview import words
from fieldapp.ui.interview.veil import Veil


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the outline.

    `state` is done, begun, error, empty, note or ""; `target` the reference of a screen or question.
    """

    kind: str
    mark: str
    text: str
    state: str
    section: str
    target: str
    tally: str = ""
    current: bool = False
    open: bool = False
    hit: str = ""
    """What was searched for, where it stands in `text` as it was typed."""


def screen_state(interview: Interview, screen: Screen) -> str:
    """ "done", "error", "begun", "empty", or "" for a page without questions."""
    if screen.kind == "roster":
        return roster_state(interview, screen.rows)
    states = [state_of(interview, node) for node in screen.nodes if is_asked(node.spec)]
    if not states:
        return ""
    if "error" in states:
        return "error"
    done = states.count("done")
    return "done" if done == len(states) else "begun" if done else "empty"


def rows(
    interview: Interview,
    sections: Sequence[Section],
    opened: Collection[str],
    here: str,
    noted: Callable[[Screen], bool],
) -> list[Row]:
    """The lines, in order; `here` is the reference of the screen in front."""
    out: list[Row] = []
    for section in sections:
        out.append(_section(section, section.reference in opened))
        if section.reference in opened:
            out += [_question(interview, section, screen, here, noted) for screen in section.screens]
    return out


def _section(section: Section, is_open: bool) -> Row:
    return Row(
        kind="section",
        mark=section.letter,
        text=words.plain(section.title),
        state=section.state,
        section=section.reference,
        target=section.screens[0].reference,
        tally=f"{section.answered}/{section.total}",
        current=False,
        open=is_open,
    )


def _question(
    interview: Interview, section: Section, screen: Screen, here: str, noted: Callable[[Screen], bool]
) -> Row:
    state = screen_state(interview, screen)
    return Row(
        kind="question",
        mark=screen.number,
        text=words.plain(title_of(screen)),
        state="note" if noted(screen) and state != "error" else state,
        section=section.reference,
        target=screen.reference,
        current=screen.reference == here,
    )


def title_of(screen: Screen) -> str:
    """What a screen is called in a list."""
    return screen.title or (screen.nodes[0].label if screen.nodes else "")


def veiled(rows: Sequence[Row], veil: Veil) -> list[Row]:
    """Without the personal values that labels repeat."""
    return [replace(row, text=text) if (text := veil.text(row.text)) != row.text else row for row in rows]


def search(query: str, sections: Sequence[Section]) -> list[Row]:
    """Questions whose number, words or pinyin fit, best first."""
    everything = [
        Row(
            "found",
            node.number or screen.number,
            words.plain(node.label),
            "",
            section.reference,
            node.reference,
        )
        for section in sections
        for screen in section.screens
        for node in screen.nodes
    ]
    rosters = [
        Row("found", screen.number, words.plain(screen.title), "", section.reference, screen.reference)
        for section in sections
        for screen in section.screens
        if screen.kind == "roster"
    ]
    wanted = query.strip()
    found = find.found(query, everything + rosters, lambda row: (row.text, row.mark), limit=60)
    return [replace(row, hit=wanted if wanted.casefold() in row.text.casefold() else "") for row in found]
