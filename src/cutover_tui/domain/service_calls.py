"""Calls and messages to the other end of a service: to whom, reference, promised by when (`peers.md` c18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.happening import DOUBLE_PRESS, Happening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.services import full_name, service_of
from cutover_tui.domain.time_words import moment_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.state import RunState

MEANS = ("call", "message")
"""How somebody at the other end is reached."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call or message, and what became of its promise."""

    seq: int
    by: str
    at: datetime
    means: str
    whom: str
    reference: str
    said: str
    promised_by: datetime | None
    """When they promised to be done; None when they promised nothing."""
    kept_at: datetime | None = None
    """When the promise was kept; None while it is open."""

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether a promise has passed its time and was not kept."""
        return self.promised_by is not None and self.kept_at is None and now > self.promised_by


@dataclass(frozen=True, kw_only=True)
class ServiceCalled(Happening):
    """Somebody called or wrote to the other end of a service: this happened."""

    WIRE: ClassVar[str] = "service.called"
    ABOUT: ClassVar[str] = "service"
    TEXTS: ClassVar[tuple[str, ...]] = ("whom", "reference", "said")
    MEANING: ClassVar[str] = "I called or wrote to them"

    service: str
    means: str
    """`call` or `message`."""
    whom: str
    """Whom it reached: a desk, a role, a name; never a patient."""
    reference: str = ""
    promised_by: str = ""
    """The instant (RFC 3339) by which they promised to be done; empty when they promised nothing."""
    said: str = ""
    """What was asked and answered."""


@dataclass(frozen=True, kw_only=True)
class PromiseKept(Happening):
    """What somebody at the other end had promised was done: this happened."""

    WIRE: ClassVar[str] = "service.promise_kept"
    ABOUT: ClassVar[str] = "service"
    TEXTS: ClassVar[tuple[str, ...]] = ("seen",)
    MEANING: ClassVar[str] = "I saw this promise kept"

    service: str
    call: int
    """Number of the record of the call."""
    seen: str = ""
    """What was seen."""


def call_about_service(
    state: RunState,
    act: Act,
    instance: str,
    *,
    whom: str,
    means: str = "call",
    reference: str = "",
    promised_by: datetime | None = None,
    said: str = "",
) -> ServiceCalled:
    """Decide to record a call or message to the other end of a service.

    Raises:
        Refused: There is no such service or means, nobody is named, what was promised lies before the call, or the
            same person has just recorded it.
    """
    name = full_name(service_of(state, instance))
    if means not in MEANS:
        msg = f"‘{means}’ is not a way to reach somebody here. It is {' or '.join(MEANS)}."
        raise Refused(msg)
    signature = sign(state, act)
    if promised_by is not None and promised_by <= signature["at"]:
        zone = state.plan.calendar.zone
        msg = f"{moment_words(promised_by, zone)} is before the {means} itself. Give the time they promised."
        raise Refused(msg)
    reached = require_words(whom, f"Say whom the {means} about {name} reached.")
    for last in state.services[instance].calls[-1:]:
        same = (last.by, last.means, last.whom, last.said) == (act.by, means, reached, said.strip())
        if same and abs(signature["at"] - last.at) < DOUBLE_PRESS:
            msg = f"This {means} is already in the log, as entry {last.seq}."
            raise Refused(msg)
    return ServiceCalled(
        **signature,
        service=instance,
        means=means,
        whom=reached,
        reference=reference.strip(),
        promised_by=promised_by.isoformat(timespec="seconds") if promised_by is not None else "",
        said=said.strip(),
    )


def keep_promise(state: RunState, act: Act, instance: str, *, call: int, seen: str = "") -> PromiseKept:
    """Decide that what was promised in a call is done.

    Raises:
        Refused: There is no such service or call, nothing was promised in it, or it is kept already.
    """
    name = full_name(service_of(state, instance))
    found = next((each for each in state.services[instance].calls if each.seq == call), None)
    if found is None or found.promised_by is None:
        msg = f"Entry {call} holds no promise about {name}. Give the number of the call in which it was promised."
        raise Refused(msg)
    if found.kept_at is not None:
        zone = state.plan.calendar.zone
        msg = f"The promise of entry {call} about {name} was kept, {moment_words(found.kept_at, zone)}."
        raise Refused(msg)
    return PromiseKept(**sign(state, act), service=instance, call=call, seen=seen.strip())
