"""What is out of the ordinary about doing a task, which is never blocked but asks for a reason.

Too early, out of order, past its window (`domain.md` 1.3 rule 5); or in the name of somebody who is not here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.presence import NOT_HERE, absent_words
from cutover_tui.domain.refusals import ReasonNeeded
from cutover_tui.domain.time_words import moment_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.acts import Act
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


def require_reason(
    state: RunState, act: Act, refs: tuple[str, ...], *, reason: str, others: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """What is out of the ordinary about doing some tasks, which a reason was given for.

    Args:
        state: The run as it stands.
        act: Who does them, and when.
        refs: The tasks.
        reason: Why they are done now, or how it is known.
        others: Initials of further people who saw it.

    Raises:
        ReasonNeeded: Something is out of the ordinary and there is no reason.
    """
    at = act.at or act.now
    found = {ref: unusual for ref in refs if (unusual := what_is_unusual(state, ref, at))}
    away = absent_words(state, act, others) if refs else ""
    together = tuple(dict.fromkeys(word for unusual in found.values() for word in unusual))
    together += (NOT_HERE,) if away else ()
    if together and not reason.strip():
        words = [f"{ref} {reasons_in_words(state, ref, unusual)}" for ref, unusual in found.items()]
        words += [away] if away else []
        raise ReasonNeeded(f"{' '.join(words)} {_question(refs, timed=bool(found), away=bool(away))}", together)
    return together


def _question(refs: tuple[str, ...], *, timed: bool, away: bool) -> str:
    if not timed:
        return f"Say how it is known that {' and '.join(refs)} {'was' if len(refs) == 1 else 'were'} done."
    known = ", and how that is known" if away else ""
    return f"Say why it was done now{known}, and it is recorded with the reason."


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
