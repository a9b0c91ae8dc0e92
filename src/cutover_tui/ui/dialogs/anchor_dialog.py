"""The moments everything is timed from: recording that one happened, and moving one that has not.

Before a move is recorded, the strip shows what it changes (`domain.md` 1.3 rule 8).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from textual import on

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import clock_words, moment_words
from cutover_tui.ui.dialogs.fields import Field, LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import NOW_WORD, WhenFields

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.anchors import Replan
    from cutover_tui.domain.plan import Anchor
    from cutover_tui.domain.state import RunState

AnchorKind = Literal["happened", "move"]

_KINDS: tuple[AnchorKind, ...] = ("happened", "move")


@dataclass(frozen=True, kw_only=True)
class AnchorAnswer:
    """What is to be recorded about an anchor."""

    kind: AnchorKind
    code: str
    when: datetime
    """When it happened, or its new planned time, aware, UTC."""
    reason: str = ""
    agreed_by: str = ""
    """Who agreed to a move, in words."""
    by: str


def replan_words(change: Replan) -> str:
    """What a change of anchors changes, in words: `23 tasks get new times; 2 become too late: F-03, F-04`."""
    parts: list[str] = []
    if change.moved:
        one = len(change.moved) == 1
        parts.append("1 task gets a new time" if one else f"{len(change.moved)} tasks get new times")
    if change.added:
        parts.append(f"{len(change.added)} more daily {'task' if len(change.added) == 1 else 'tasks'}")
    if change.too_late:
        become = "becomes" if len(change.too_late) == 1 else "become"
        parts.append(f"{len(change.too_late)} {become} too late: {', '.join(change.too_late)}")
    if change.tell_again:
        parts.append(f"tell again: {', '.join(change.tell_again)}")
    return f"{'; '.join(parts)}." if parts else "No task changes its time."


LONG_PAST = timedelta(hours=12)
"""An anchor that was planned longer ago than this and not recorded is not the one people come to record."""


class AnchorDialog(Question[AnchorAnswer]):
    """Asks which anchor, what about it, and when.

    Args:
        state: The run, for its anchors and roster.
        now: The caller's clock, aware, UTC.
        preview: What a new time for an anchor changes; may raise `Refused`.
        code: An anchor to begin with; empty shows the list.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    DEFAULT_CSS = """
    AnchorDialog #changes { color: $soon; padding: 0 0 0 20; }
    """

    def __init__(
        self,
        state: RunState,
        *,
        now: Callable[[], datetime],
        preview: Callable[[str, datetime], Replan],
        code: str = "",
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[AnchorAnswer], object] | None = None,
    ) -> None:
        super().__init__("Dates", opened_by=opened_by, typed_by=typed_by, decide=decide)
        self.run_state = state
        self.preview = preview
        self.kind: AnchorKind | None = None
        """What is to be recorded; None before it is chosen."""
        self.chosen = next((found for found in state.plan.anchors if found.code == code), None)
        """The anchor; None while the list is shown."""
        self._previewed: datetime | None = None
        self._refused = ""
        """Why the new time cannot be, in the words of the rules."""
        zone = state.plan.calendar.zone
        self.zone = zone
        rows = [_row(found, state) for found in state.plan.anchors]
        self.which = PickField(rows, id="which", marked=_likeliest(state, now()))
        self.what = PickField(_kind_rows(self.chosen, state), id="what")
        self.happened = WhenFields(now, zone, label="Happened", value=NOW_WORD, asks_why_late=False)
        self.planned = WhenFields(
            now,
            zone,
            label="New time",
            value="",
            ahead=True,
            question="Give the new date and time, such as 1 Dec 08:00.",
            asks_why_late=False,
        )
        self.changes = Words(id="changes", most=3)
        self.why = LineField("Reason", id="reason")
        self.agreed = LineField("Who agreed", id="agreed")
        self.initials = InitialsField("Initials", state, question="Give the initials of who says so.", id="initials")

    def compose_about(self) -> ComposeResult:
        """The chosen anchor; nothing while the list is shown."""
        yield Words(id="about", most=2)

    def compose_fields(self) -> ComposeResult:
        """The anchors, what can be done, and its fields."""
        yield self.which
        yield self.what
        yield from self.happened.widgets()
        yield from self.planned.widgets()
        yield self.changes
        yield self.why
        yield self.agreed
        yield self.initials

    def start(self) -> None:
        """Begin on the likeliest anchor, in sight."""
        super().start()
        self.call_after_refresh(self.which.pick_lines.mark, self.which.marked)

    def show_asked(self) -> None:
        """Show the list, the two things to do, or the fields of one of them."""
        chosen, kind = self.chosen, self.kind
        self.which.display = chosen is None
        self.what.display = chosen is not None and kind is None
        self.happened.show_asked(shown=kind == "happened")
        self.planned.show_asked(shown=kind == "move")
        self.changes.display = kind == "move" and bool(self.changes.words)
        again = kind == "happened" and chosen is not None and chosen.code in self.run_state.recorded
        self.why.display = kind == "move" or again
        self.agreed.display = kind == "move"
        self.initials.display = kind is not None
        about = self.query_one_optional("#about", Words)
        if about is not None:
            about.display = chosen is not None
            if chosen is not None:
                about.lead = chosen.code
                about.say(f"{chosen.name}. {_times(chosen, self.run_state)}")

    def key_words(self) -> str:
        """The last line, which says other things at the lists."""
        return "A number or Enter chooses · Esc goes back" if self.kind is None else self.KEY_LINE

    def go_on(self) -> None:
        """Take the marked line of a list, or go on in the fields; a move goes on once its changes are shown."""
        if self.chosen is None:
            self.chosen = self.run_state.plan.anchors[self.which.marked]
            self.what.refill(_kind_rows(self.chosen, self.run_state))
        elif self.kind is None:
            self.kind = _KINDS[self.what.marked]
            self._ask()
        else:
            self._preview()
            super().go_on()
            return
        self.show_asked()
        self.say_keys()
        self.start()

    def answer(self) -> AnchorAnswer:
        """The answer as it stands."""
        timing = self.planned if self.kind == "move" else self.happened
        return AnchorAnswer(
            kind=self.kind or "happened",
            code=self.chosen.code if self.chosen is not None else "",
            when=timing.at or timing.when.now(),
            reason=self.why.value if self.why.display else "",
            agreed_by=self.agreed.value if self.agreed.display else "",
            by=self.initials.initials,
        )

    def finish(self) -> None:
        """Give the answer, unless what the move would change is refused."""
        if self._refused and self.kind == "move":
            self.refuse(self._refused)
            self.planned.when.take_focus()
            return
        super().finish()

    @on(PickField.Picked)
    def _on_picked(self) -> None:
        if self.kind is None:
            self.go_on()

    @on(Field.Changed)
    def _on_time_changed(self) -> None:
        self._preview()

    def _ask(self) -> None:
        """Put the questions in the words of the rules."""
        if self.chosen is None:
            return
        about = f"{self.chosen.code} ({self.chosen.name})"
        earlier = self.run_state.recorded.get(self.chosen.code)
        self.why.question = f"Say why {about} moves."
        if self.kind == "happened" and earlier is not None:
            self.why.question = (
                f"{about} is already recorded at {clock_words(earlier, self.zone)}. "
                "Say why the record changes; both stay in the log."
            )
        self.agreed.question = f"Say who agreed to the new time of {about}."
        self.say_heading("Record that it happened" if self.kind == "happened" else "Move the plan")

    def _preview(self) -> None:
        """Show what the new time changes, once it is clear which time is meant."""
        to = self.planned.at if self.kind == "move" and not self.planned.when.lacks() else None
        if to == self._previewed or self.chosen is None:
            return
        self._previewed = to
        words = self._refused = ""
        if to is not None:
            try:
                words = replan_words(self.preview(self.chosen.code, to))
            except Refused as refused:
                words = self._refused = str(refused)
        self.changes.say(words)
        self.show_asked()


def _likeliest(state: RunState, now: datetime) -> int:
    """The place of the anchor that comes next, or is to be recorded late; the first when there is none."""
    times = {
        place: state.anchors[found.code]
        for place, found in enumerate(state.plan.anchors)
        if found.code in state.anchors and found.code not in state.recorded
    }
    near = [place for place, at in times.items() if at > now - LONG_PAST]
    return min(near, key=times.__getitem__, default=0)


def _times(found: Anchor, state: RunState) -> str:
    zone = state.plan.calendar.zone
    recorded = state.recorded.get(found.code)
    planned = state.moved.get(found.code, found.planned_at)
    if recorded is not None:
        return f"Happened {moment_words(recorded, zone)}"
    counts = state.anchors.get(found.code, planned)
    return f"Planned {moment_words(counts, zone)}" if counts is not None else "Has no time until it happens"


def _row(found: Anchor, state: RunState) -> PickRow:
    return PickRow(f"{found.code:<8} {found.name}", _times(found, state))


def _kind_rows(found: Anchor | None, state: RunState) -> list[PickRow]:
    """The two things to do with an anchor; one that happened cannot be moved."""
    recorded = state.recorded.get(found.code) if found is not None else None
    happened = PickRow("It happened" if recorded is None else "It happened at another time")
    if recorded is None:
        return [happened, PickRow("Move its plan")]
    why_not = f"it happened {moment_words(recorded, state.plan.calendar.zone)}"
    return [happened, PickRow("Move its plan", why_not, applies=False)]
