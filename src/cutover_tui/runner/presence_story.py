"""What the story says about who is here, who stands in, and what was handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.handover import HandoverAccepted, HandoverOffered, HandoverRefused
from cutover_tui.domain.leads import role_names
from cutover_tui.domain.presence import PresenceRecorded, StandInEnded, StandInNamed

if TYPE_CHECKING:
    from cutover_tui.domain.handover import HandoverEvent
    from cutover_tui.domain.presence import PresenceEvent
    from cutover_tui.domain.state import RunState


def presence_words(event: PresenceEvent, state: RunState) -> str:
    """What one record says about who is here or who stands in."""
    match event:
        case PresenceRecorded():
            verb = "is" if len(event.people) == 1 else "are"
            return f"{_and(event.people)} {verb} {event.where}"
        case StandInNamed():
            because = f". {event.reason}" if event.reason else ""
            return f"{event.stand_in} stands in for {event.person} as {_roles(event.roles, state)}{because}"
        case StandInEnded():
            return f"{event.person} has their own roles again"
    assert_never(event)


def handover_words(event: HandoverEvent, state: RunState) -> str:
    """What one record says about handing a role over."""
    match event:
        case HandoverOffered():
            parts = (
                ("Situation", event.situation),
                ("Background", event.background),
                ("Assessment", event.assessment),
                ("Recommendation", event.recommendation),
            )
            said = ". ".join(f"{name}: {words.rstrip('.')}" for name, words in parts if words)
            seal = f". Seal {event.seal}" if event.seal else ""
            return f"Handover of {_roles((event.role,), state)} offered to {event.to}, {event.place}. {said}{seal}"
        case HandoverAccepted():
            asked = f". Question: {event.question}" if event.question else ""
            many = len(event.said_back)
            back = f", {many} block{'s' if many > 1 else ''} read back" if many else ""
            return (
                f"Handover {event.handover} accepted, heard by {event.heard_by}{back}. "
                f"Said back: {event.top_three.rstrip('.')}{asked}"
            )
        case HandoverRefused():
            return f"Handover {event.handover} not accepted. {event.reason}"
    assert_never(event)


def _roles(codes: tuple[str, ...], state: RunState) -> str:
    names = role_names(state)
    return _and(tuple(_small(names.get(code, code)) for code in codes))


def _small(name: str) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _and(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
