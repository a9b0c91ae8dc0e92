"""Recording a report of the position: filled in from the run, looked at and sent by a person (`records.md` c8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.huddles import ETHANE, ON_TIME, NewProblem, Position, Report
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.huddle_dialog import next_fields
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.number_field import NumberField
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.huddle_board import SitrepFacts


@dataclass(frozen=True, kw_only=True)
class SitrepAnswer:
    """A report of the position."""

    report: Report
    by: str = ""
    at: datetime | None = None
    """When it was sent, aware, UTC; None for now."""
    late_reason: str = ""


_KNOWN = frozenset({"position", "p1", "p2", "gate", "on-time", "forms", "next"})
"""What is filled in from the run as it stands, and so is no part of a draft."""


class SitrepDialog(Question[SitrepAnswer]):
    """Asks what a report of the position says.

    Args:
        state: The run, for the roster.
        facts: What the run knows.
        seal: The seal of the log as it stands.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    UNDRAFTED = Question.UNDRAFTED | _KNOWN

    def __init__(
        self,
        state: RunState,
        facts: SitrepFacts,
        seal: str,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[SitrepAnswer], object] | None = None,
    ) -> None:
        words = f"Nothing is sent from here. Seal to give with it: {seal}"
        super().__init__("Sitrep", words=words, opened_by=opened_by, typed_by=typed_by, decide=decide)
        self.seal = seal
        zone, positions = state.plan.calendar.zone, [one.value for one in Position]
        self.position = ChoiceField(
            "", "The position is", positions, chosen=positions.index(facts.position), id="position"
        )
        self.position.stops = True
        self.since = LineField(
            "Since the last", question="Say what has happened since the last report, or ‘None’.", id="since"
        )
        self.p1 = NumberField("Open P1", str(facts.p1), question="Count the open P1.", id="p1", stops=True)
        self.p2 = NumberField("Open P2", str(facts.p2), question="Count the open P2.", id="p2", stops=True)
        self.gate = LineField("Next gate", facts.gate, hint="empty: none", stops=True, id="gate")
        chosen = ON_TIME.index(facts.gate_on_time) if facts.gate_on_time in ON_TIME else -1
        self.on_time = ChoiceField("", "It is on time:", ON_TIME, chosen=chosen, id="on-time")
        self.forms = NumberField(
            "Forms to type in", str(facts.forms), question="Count the forms still to type in.", id="forms", stops=True
        )
        self.new = ChoiceField("", "A new problem to report:", ("no", "yes, under six headings"), id="new")
        self.headings = {
            name: LineField(label, question=f"Write ‘{label}’, or ‘Unknown’.", id=f"new-{name}")
            for name, label in _SHORT.items()
        }
        self.help = LineField("Help needed", question="Say what help is needed, or ‘None’.", id="help")
        self.to = LineField("Sent to", question="Say to whom it was sent: a role or an organisation.", id="to")
        self.next = next_fields(now, zone, facts.next_at, "Next update")
        self.initials = InitialsField("Initials", state, question="Give the initials of who sent it.", id="initials")
        self.timing = WhenFields(now, zone, label="Sent at")

    def compose_fields(self) -> ComposeResult:
        """The position, what has happened, counts, the gate, a new problem, help, to whom, the next one."""
        yield from (self.position, self.since, self.p1, self.p2, self.gate, self.on_time, self.forms, self.new)
        yield from self.headings.values()
        yield from (self.help, self.to)
        yield from self.next.widgets()
        yield self.initials
        yield from self.timing.widgets()

    def show_asked(self) -> None:
        """Show the six headings for a new problem, and whether a gate is on time where there is one."""
        self.on_time.display = bool(self.gate.value)
        for field in self.headings.values():
            field.display = self.new.chosen == 1
        self.next.show_asked()
        self.timing.show_asked()

    def answer(self) -> SitrepAnswer:
        """The answer as it stands."""
        problem = None
        if self.new.chosen == 1:
            problem = NewProblem(**{name: field.value for name, field in self.headings.items()})
        report = Report(
            position=self.position.words,
            since_last=self.since.value,
            help_needed=self.help.value,
            sent_to=self.to.value,
            p1=self.p1.number or 0,
            p2=self.p2.number or 0,
            gate=self.gate.value,
            gate_on_time=self.on_time.words,
            forms=self.forms.number or 0,
            seal=self.seal,
            next_at=self.next.at,
            problem=problem,
        )
        return SitrepAnswer(
            report=report, by=self.initials.initials, at=self.timing.at, late_reason=self.timing.late_reason
        )


_SHORT = {name: label.split(":", maxsplit=1)[0].replace(" and system", "") for name, label in ETHANE.items()}
