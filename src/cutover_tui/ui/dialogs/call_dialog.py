"""Recording a call or message to the other end of a service, or that what they promised was done (`peers.md` c18)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.service_calls import MEANS
from cutover_tui.domain.services import full_name
from cutover_tui.domain.time_words import short_words
from cutover_tui.runner.service_offers import open_promises
from cutover_tui.ui.dialogs.fields import ContactField, LineField
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenField, WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.plan import Service
    from cutover_tui.domain.service_calls import Call
    from cutover_tui.domain.state import RunState

NO_PROMISE = "empty: they promised nothing"


@dataclass(frozen=True, kw_only=True)
class CallAnswer:
    """A call or message, or a promise that was kept."""

    means: str
    """`call` or `message`; empty where a promise was kept."""
    kept: int = -1
    """Number of the call whose promise was kept."""
    whom: str = ""
    reference: str = ""
    said: str = ""
    """What was said; or what was seen of a kept promise."""
    promised_by: datetime | None = None
    by: str = ""
    at: datetime | None = None
    """When it happened, aware, UTC; None for now."""
    late_reason: str = ""


class PromiseField(WhenField):
    """By when they promised to be done; blank where they promised nothing."""

    def _show_meaning(self) -> None:
        super()._show_meaning()
        if self.means_now:
            self.aside.say(NO_PROMISE)


class CallDialog(Question[CallAnswer]):
    """Asks what was said to whom and what they promised, or what was seen of a promise.

    Args:
        state: The run, for the open promises and the roster.
        service: The service.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        service: Service,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[CallAnswer], object] | None = None,
    ) -> None:
        name, zone = full_name(service), state.plan.calendar.zone
        super().__init__("Call or message", words=name, opened_by=opened_by, typed_by=typed_by, decide=decide)
        self.place: int | None = None
        """Which line was chosen; None while they are shown."""
        self.promises = open_promises(state.services[service.id])
        kept = [_promise_row(call, now(), zone) for call in self.promises]
        self.menu = PickField([PickRow("call", "by phone"), PickRow("message", "by mail or in a portal"), *kept])
        self.whom = ContactField("To whom", question=f"Say whom it reached about {name}.", id="whom")
        self.reference = LineField("Their reference", id="reference", stops=True)
        self.said = LineField("What was said", id="said", stops=True)
        when = PromiseField("Promised by", now, zone, "", ahead=True, id="promised")
        when.stops = True
        self.promised = WhenFields(now, zone, when=when, asks_why_late=False)
        self.initials = InitialsField("Initials", state, question="Give the initials of who did it.", id="initials")
        self.timing = WhenFields(now, zone)

    def compose_fields(self) -> ComposeResult:
        """What it was, and the fields of what is chosen."""
        yield from (self.menu, self.whom, self.reference, self.said)
        yield from self.promised.widgets()
        yield self.initials
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show the lines to choose from, or what the chosen one asks."""
        chosen, calls = self.place is not None, self.means != ""
        self.menu.display = not chosen
        self.whom.display = self.reference.display = calls
        self.said.display = chosen
        self.promised.show_asked(shown=calls)
        self.initials.display = chosen
        self.timing.show_asked(shown=chosen)

    @property
    def means(self) -> str:
        """`call` or `message`; empty before it was chosen, and where a promise was kept."""
        return MEANS[self.place] if self.place is not None and self.place < len(MEANS) else ""

    def key_words(self) -> str:
        """The last line, which says other things while the lines to choose from are shown."""
        return "A number or Enter chooses · Esc goes back" if self.place is None else self.KEY_LINE

    def go_on(self) -> None:
        """Take the marked line, or go on in its fields."""
        if self.place is not None:
            super().go_on()
            return
        self.place = self.menu.marked
        self.say_heading(f"Record a {self.means}" if self.means else "Promise kept")
        self.said.rename("What was said" if self.means else "What was seen")
        self.show_asked()
        self.say_keys()
        self.start()

    def answer(self) -> CallAnswer:
        """The answer as it stands."""
        means, place = self.means, self.place or 0
        return CallAnswer(
            means=means,
            kept=-1 if means else self.promises[place - len(MEANS)].seq,
            whom=self.whom.value,
            reference=self.reference.value,
            said=self.said.value,
            promised_by=self.promised.at if means else None,
            by=self.initials.initials,
            at=self.timing.at,
            late_reason=self.timing.late_reason,
        )

    @on(PickField.Picked)
    def _on_picked(self) -> None:
        if self.place is None:
            self.go_on()


def _promise_row(call: Call, now: datetime, zone: str) -> PickRow:
    """The line that says a promise was kept."""
    by = short_words(call.promised_by, now, zone) if call.promised_by is not None else ""
    over = ", past its time" if call.is_overdue(now) else ""
    return PickRow("promise kept", f"{call.whom}, by {by}{over}{f': {call.said}' if call.said else ''}")
