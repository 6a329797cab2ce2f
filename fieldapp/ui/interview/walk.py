"""Where the person is among the screens. Pure, no Qt."""

from __future__ import annotations

from fieldapp.interview import Interview, Screen


class Walk:
    """The screens there are now, and the one in front. Relevance moves; the place is kept by reference."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self.screens: tuple[Screen, ...] = interview.screens()
        self.at = 0

    @property
    def here(self) -> Screen | None:
        """The screen in front; None while the form shows nothing at all."""
        return self.screens[self.at] if self.screens else None

    @property
    def is_last(self) -> bool:
        """Whether review comes next."""
        return self.at >= len(self.screens) - 1

    def refresh(self) -> None:
        """Ask for the screens anew; if the one in front is gone, the nearest one before it is in front."""
        before, at = self.screens, self.at
        self.screens = self._interview.screens()
        places = {screen.reference: place for place, screen in enumerate(self.screens)}
        for screen in reversed(before[: at + 1]):
            if screen.reference in places:
                self.at = places[screen.reference]
                return
        self.at = 0

    def find(self, reference: str) -> int | None:
        """The place of the screen that shows a node, preferring its own page over the roster around it."""
        found = [place for place, screen in enumerate(self.screens) if screen.holds(reference)]
        return found[-1] if found else None

    def go_to(self, reference: str) -> bool:
        """Put the screen of a node in front."""
        place = self.find(reference)
        if place is None:
            return False
        self.at = place
        return True

    def step(self, direction: int) -> bool:
        """One screen on or back; False at the ends."""
        if not 0 <= self.at + direction < len(self.screens):
            return False
        self.at += direction
        return True
