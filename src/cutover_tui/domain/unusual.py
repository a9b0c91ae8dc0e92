"""What is out of the ordinary about doing a task: too early, out of order, past its window (`domain.md` 1.3 rule 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.time_words import moment_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.state import RunState


def what_is_unusual(state: RunState, ref: str, at: datetime) -> tuple[str, ...]:
    """What is out of the ordinary about doing a task at an instant; empty when nothing is."""
    window = state.window(ref)
    found: list[str] = []
    if window.not_before_at is not None and at < window.not_before_at:
        found.append("too early")
    if state.unmet(ref):
        found.append("out of order")
    if window.not_after_at is not None and at > window.not_after_at:
        found.append("past its window")
    return tuple(found)


def unusual_words(state: RunState, ref: str, at: datetime) -> str:
    """What is out of the ordinary about doing a task at an instant, as a sentence; empty when nothing is."""
    unusual = what_is_unusual(state, ref, at)
    return f"{ref} {reasons_in_words(state, ref, unusual)}" if unusual else ""


def reasons_in_words(state: RunState, ref: str, unusual: tuple[str, ...]) -> str:
    """What was found unusual, with the times and tasks it hangs on, as the end of a sentence about the task."""
    window = state.window(ref)
    zone = state.plan.calendar.zone
    words: list[str] = []
    if "too early" in unusual and window.not_before_at is not None:
        words.append(f"opens on {moment_words(window.not_before_at, zone)}")
    if "out of order" in unusual:
        words.append(f"comes after {', '.join(state.unmet(ref)[:3])}, not done yet")
    if "past its window" in unusual and window.not_after_at is not None:
        words.append(f"had a window up to {moment_words(window.not_after_at, zone)}")
    return " and ".join(words) + "."
