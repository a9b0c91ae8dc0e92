"""What the log says about services, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.service_calls import PromiseKept, ServiceCalled
from cutover_tui.domain.service_counts import ServiceCounted, ServiceExplained
from cutover_tui.domain.service_moves import ServiceCaught, ServiceMoved
from cutover_tui.domain.services import STATUS_WORDS, ServiceStatus, full_name, is_recorded
from cutover_tui.domain.time_words import moment_words

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState
    from cutover_tui.domain.tasks import TaskCompleted

ServiceEvent = ServiceMoved | ServiceCaught | ServiceCounted | ServiceExplained | ServiceCalled | PromiseKept
"""What happens about a service."""


def service_words(event: ServiceEvent, state: RunState, *, held_back: str = "") -> str:
    """What an entry about a service says happened; `held_back` stands for what was said while it is not told yet."""
    name = service_name(state, event.service)
    match event:
        case ServiceMoved():
            return f"{name}: {_moved_words(event, held_back=held_back)}"
        case ServiceCaught():
            return f"{name}: caught by {event.catcher}: {event.route}"
        case ServiceCounted():
            why = f". {event.reason}" if event.reason else ""
            return f"{name}: {event.count} {event.what}{why}"
        case ServiceExplained():
            return f"{name}: difference explained. {event.explanation}"
        case ServiceCalled():
            return f"{name}: {_called_words(event, state)}"
        case PromiseKept():
            seen = f": {event.seen}" if event.seen else ""
            return f"{name}: promise of entry {event.call} kept{seen}"
    assert_never(event)


def service_name(state: RunState, instance: str) -> str:
    """The name of an instance, its id where the plan has none of that id."""
    return next((full_name(service) for service in state.plan.services if service.id == instance), instance)


def said_words(event: TaskCompleted | ServiceMoved) -> tuple[str, ...]:
    """What was said about a service with an act; nothing for what was not recorded."""
    asked = isinstance(event, ServiceMoved) and event.to in {ServiceStatus.ASKED_OFF, ServiceStatus.ASKED_ON}
    parts = (
        (event.confirmed_with, "asked" if asked else "confirmed with"),
        (event.reference, "reference"),
        (event.first_item, "first item:"),
    )
    said = tuple(f"{label} {words}" for words, label in parts if is_recorded(words))
    return (*said, f"caught by {event.catcher}: {event.route}") if event.catcher else said


def _moved_words(event: ServiceMoved, *, held_back: str) -> str:
    known = {status.value: words for status, words in STATUS_WORDS.items()}
    parts = [known.get(event.to, event.to), *((held_back,) if held_back else said_words(event))]
    if event.checked_by:
        agrees = "agreed by" if event.to == ServiceStatus.RETIRED else "checked by"
        parts.append(f"{agrees} {event.checked_by}")
    if event.completes:
        parts.append(f"completes {', '.join(event.completes)}")
    if event.reopens:
        parts.append(f"{', '.join(event.reopens)} to do again")
    if event.reason:
        parts.append(f"{' and '.join(event.unusual)}: {event.reason}" if event.unusual else event.reason)
    return "; ".join(parts)


def _called_words(event: ServiceCalled, state: RunState) -> str:
    parts = [f"{event.means} to {event.whom}"]
    if event.said:
        parts.append(event.said)
    if event.reference:
        parts.append(f"reference {event.reference}")
    if event.promised_by:
        instant = state.instant_of(event.promised_by)
        zone = state.plan.calendar.zone
        parts.append(f"promised by {moment_words(instant, zone) if instant is not None else event.promised_by}")
    return "; ".join(parts)
