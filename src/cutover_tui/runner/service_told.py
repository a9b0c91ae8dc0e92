"""What is said about services right after an act on a task: where they stand now, and what is missing.

The words come from the state after the record, never from what was meant: so a message cannot say other than the log.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.services import (
    ServiceState,
    ServiceStatus,
    full_name,
    is_recorded,
    service_of,
    standing_words,
    stands_words,
)
from cutover_tui.runner.service_board import needs_catcher

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.domain.plan import Service
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True)
class Told:
    """What is said about services after an act."""

    words: str = ""
    """A sentence for each service that stands otherwise than before; empty when none does."""
    caution: bool = False
    """True when one of them is not confirmed, or nobody catches what it would have carried."""


def told_after(before: RunState, after: RunState, instances: Iterable[str]) -> Told:
    """What is said about some services after an act changed the run from one state to another."""
    sentences: list[str] = []
    caution = False
    for instance in dict.fromkeys(instances):
        was, standing = before.services[instance], after.services[instance]
        if _stand(was) != _stand(standing):
            sentences.append(_sentence(service_of(after, instance), was, standing))
            caution = caution or needs_catcher(standing) or not standing.confirmed
    return Told(" ".join(sentences), caution)


def services_of_task(state: RunState, ref: str) -> tuple[str, ...]:
    """The instances a task is about."""
    return tuple(instance for instance, _stage in state.moved_by.get(ref, ()))


def services_of_entry(state: RunState, seq: int) -> tuple[str, ...]:
    """The instances that an entry moved or confirmed."""
    return tuple(
        instance for instance, standing in state.services.items() if any(step.seq == seq for step in standing.steps)
    )


def said_about_task(state: RunState, ref: str) -> str:
    """Where the services of a task stand and what the other end said, for the person who checks it; empty for none."""
    return ". ".join(
        _with_confirmation(service_of(state, instance), state.services[instance])
        for instance in services_of_task(state, ref)
    )


def staying_words(state: RunState, ref: str) -> str:
    """Where the services of a task stay after an act that moved none of them; empty for a task that is about none."""
    return " ".join(
        f"{full_name(service_of(state, instance))} stays {standing_words(state.services[instance])}."
        for instance in services_of_task(state, ref)
    )


def _stand(standing: ServiceState) -> tuple[str, bool]:
    return standing_words(standing), needs_catcher(standing)


def _sentence(service: Service, was: ServiceState, standing: ServiceState) -> str:
    words = standing_words(standing)
    if standing.status is ServiceStatus.NORMAL and was.status is not ServiceStatus.NORMAL:
        return f"{full_name(service)} is {words} again."
    if needs_catcher(standing):
        comma = "," if "," in words else ""
        return f"{full_name(service)} is {words}{comma} and nobody catches it."
    return f"{full_name(service)} {stands_words(standing)}."


def _with_confirmation(service: Service, standing: ServiceState) -> str:
    parts = [f"{full_name(service)} is {standing_words(standing)}"]
    for what, words in (
        ("confirmed with", standing.confirmed_with),
        ("reference", standing.reference),
        ("first item:", standing.first_item),
    ):
        if is_recorded(words):
            parts.append(f"{what} {words}")
    return "; ".join(parts)
