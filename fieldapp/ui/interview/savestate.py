"""What the top bar says about saving. Pure, no Qt."""

from __future__ import annotations

from datetime import datetime

from fieldapp.wording import tr

MINUTE = 60


def said(saved: datetime | None, now: datetime, failed: bool) -> str:
    """Seconds since the last save, after a minute the time of day."""
    if failed:
        return tr("Not saved")
    if saved is None:
        return tr("Saved")
    seconds = (now - saved).total_seconds()
    if seconds < 1:
        return tr("Saved {seconds} s ago", seconds="0.1")
    if seconds < MINUTE:
        return tr("Saved {seconds} s ago", seconds=int(seconds))
    return tr("Saved at {time}", time=f"{saved:%H:%M}")


def clock(seconds: float) -> str:
    """`14:32`, `1:02:03`."""
    hours, rest = divmod(int(seconds), 3600)
    minutes, left = divmod(rest, MINUTE)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes:02}:{left:02}"
