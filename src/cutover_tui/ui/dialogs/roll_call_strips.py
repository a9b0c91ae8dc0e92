"""What is asked in a roll call: that the question is put, a station's answer, strong objections, a supplier's fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.css.query import NoMatches

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.gate_state import Vote
from cutover_tui.domain.gates import place_words, role_name
from cutover_tui.domain.roll_call import CLOSING_QUESTION, PAUSE_SECONDS, Said, speakers
from cutover_tui.runner.gate_story import VOTE_WORDS
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.owner_field import OwnerField, by_when
from cutover_tui.ui.dialogs.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult

    from cutover_tui.domain.gate_plan import Gate
    from cutover_tui.domain.gate_state import GateState
    from cutover_tui.domain.state import RunState

_BY_PHONE = 1
"""Place of the answer `by phone`."""
_SOMEBODY = 1
"""Place of the answer that somebody objects."""
_OWN_TIME = "30 min from now"


class PutQuestionStrip(Question[str]):
    """Repeats the question of a gate and asks who puts it; every earlier answer is void.

    Args:
        state: The run, for its roster.
        standing: The gate.
        warning: What is worth knowing first, such as criteria nobody has looked at; may be empty.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the initials before the strip closes; may raise `Refused`.
    """

    DEFAULT_CSS = """
    PutQuestionStrip #warning { color: $soon; }
    """

    def __init__(
        self,
        state: RunState,
        standing: GateState,
        *,
        warning: str = "",
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[str], object] | None = None,
    ) -> None:
        again = standing.poll is not None
        super().__init__(
            "Put the question again: all answers are cleared" if again else "Put the question",
            lead=standing.gate.ref,
            words=standing.gate.question,
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.warning = warning
        self.initials = InitialsField("Put by", state, question="Give the initials of who reads it out.", id="initials")

    def compose_fields(self) -> ComposeResult:
        """What is worth knowing, and who puts it."""
        if self.warning:
            yield Words(self.warning, id="warning", most=2)
        yield self.initials

    def answer(self) -> str:
        """The initials of who puts it."""
        return self.initials.initials


@dataclass(frozen=True, kw_only=True)
class StationAnswer:
    """What a station says, and who says it."""

    said: Said
    by: str


class StationStrip(Question[StationAnswer]):
    """Repeats the answer of a station and asks who gives it, how, and what stands in the way.

    Args:
        state: The run, for its roster.
        standing: The gate.
        station: Code of the station.
        vote: The answer chosen by its key.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    DEFAULT_CSS = """
    StationStrip.-stop #about { color: $overdue; }
    StationStrip #who { color: $muted; }
    """

    def __init__(
        self,
        state: RunState,
        standing: GateState,
        station: str,
        vote: Vote,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[StationAnswer], object] | None = None,
    ) -> None:
        name = role_name(state, station)
        super().__init__(
            f"{standing.gate.ref} roll call",
            lead=f"{name}:",
            words=VOTE_WORDS[vote],
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.vote = vote
        self.set_class(vote is Vote.NO_GO, "-stop")
        self.who = place_words(state, station)
        may = speakers(state, standing, station)
        absent = vote is Vote.ABSENT
        asks = "Give the initials of who records it." if absent else f"Give the initials of who answers for {name}."
        self.why = LineField(
            "What stands in way" if vote is Vote.NO_GO else "The objection",
            question="Say what stands in the way." if vote is Vote.NO_GO else "Say what the objection is.",
            id="words",
        )
        self.owner = OwnerField(state, may[0] if len(may) == 1 else "")
        self.due = by_when(now, state.plan.calendar.zone, "")
        self.due.when.question = ""
        self.due.when.stops = True
        self.initials = InitialsField("Recorded by" if absent else "Answered by", state, question=asks, id="initials")
        self.how = ChoiceField("", "Answered", ("in the room", "by phone"), id="how", chosen=0)
        self.how.stops = True
        self.reference = LineField("Reference of call", id="reference", stops=True)

    def compose_fields(self) -> ComposeResult:
        """What stands in the way and who sees to it, who answers, and how."""
        yield Words(self.who, lead="Place:", id="who", most=1)
        yield from (self.why, self.owner)
        yield from self.due.widgets()
        yield from (self.initials, self.how, self.reference)

    def show_asked(self) -> None:
        """Ask for the reason where the answer needs one, and for a reference where it came by phone."""
        stops, speaks = self.vote is Vote.NO_GO, self.vote is not Vote.ABSENT
        self.why.display = stops or self.vote is Vote.OBJECTION
        self.owner.display = stops
        self.due.show_asked(shown=stops)
        if stops and self.due.when.means_now:
            self.due.when.aside.say(f"empty: {_OWN_TIME}")
        self.how.display = speaks
        self.reference.display = speaks and self.how.chosen == _BY_PHONE

    def answer(self) -> StationAnswer:
        """The answer as it stands."""
        return StationAnswer(
            said=Said(
                vote=self.vote,
                words=self.why.value if self.why.display else "",
                by_phone=self.how.display and self.how.chosen == _BY_PHONE,
                reference=self.reference.value,
                owner=self.owner.owner if self.owner.display else "",
                due=self.due.at if self.owner.display else None,
            ),
            by=self.initials.initials,
        )


@dataclass(frozen=True, kw_only=True)
class ClosePollAnswer:
    """What the room said at the end."""

    by: str
    objector: str = ""
    objection: str = ""


class ClosePollStrip(Question[ClosePollAnswer]):
    """Asks ‘Any strong objections?’, shows ten seconds for the room to speak, and never makes anybody wait for them.

    Args:
        state: The run, for its roster.
        gate: The gate.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    DEFAULT_CSS = """
    ClosePollStrip #pause { color: $accent; text-style: bold; }
    """

    def __init__(
        self,
        state: RunState,
        gate: Gate,
        *,
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[ClosePollAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            "Read this aloud, then wait",
            lead=gate.ref,
            words=CLOSING_QUESTION,
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.left = PAUSE_SECONDS
        """Seconds of the pause that are left."""
        self.choice = ChoiceField("", "The room:", ("nobody objects strongly", "somebody does"), id="choice")
        self.objector = InitialsField("Who", state, question="Give the initials of who objects.", id="objector")
        self.words = LineField("To what", question="Say what they object to.", id="objection")
        self.initials = InitialsField("Chaired by", state, question="Give the initials of who asked.", id="initials")

    def compose_fields(self) -> ComposeResult:
        """The pause, what the room said, and who asked."""
        yield Words(self._pause_words(), id="pause", most=1)
        yield from (self.choice, self.objector, self.words, self.initials)

    def on_mount(self) -> None:
        """Count the pause down; nothing waits for it."""
        super().on_mount()
        self.set_interval(1.0, self._tick, repeat=PAUSE_SECONDS)

    def show_asked(self) -> None:
        """Ask who objects to what once somebody does."""
        objects = self.choice.chosen == _SOMEBODY
        self.objector.display = self.words.display = objects

    def answer(self) -> ClosePollAnswer:
        """The answer as it stands."""
        objects = self.choice.chosen == _SOMEBODY
        return ClosePollAnswer(
            by=self.initials.initials,
            objector=self.objector.initials if objects else "",
            objection=self.words.value if objects else "",
        )

    def _tick(self) -> None:
        self.left = max(self.left - 1, 0)
        try:
            self.query_one("#pause", Words).say(self._pause_words())
        except NoMatches:
            return

    def _pause_words(self) -> str:
        return f"A pause of {self.left} s for the room to speak" if self.left else "The room has had its pause"


@dataclass(frozen=True, kw_only=True)
class FactAnswer:
    """What a supplier stated."""

    party: str
    fact: str
    reference: str
    by: str


class FactStrip(Question[FactAnswer]):
    """Asks what a supplier states. It is no vote.

    Args:
        state: The run, for its roster.
        gate: The gate, for its suppliers.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    def __init__(
        self,
        state: RunState,
        gate: Gate,
        *,
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[FactAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            "A supplier states a fact, which is no vote",
            lead=gate.ref,
            words=gate.title,
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.parties = gate.suppliers
        names = [place_words(state, code) for code in gate.suppliers]
        self.party = ChoiceField("", "Stated by", names, id="party", chosen=0 if len(names) == 1 else -1)
        self.fact = LineField("What they state", question="Say what they state.", id="fact")
        self.reference = LineField("Their reference", id="reference", stops=True)
        self.initials = InitialsField(
            "Initials", state, question="Give the initials of who stated or heard it.", id="initials"
        )

    def compose_fields(self) -> ComposeResult:
        """Who, what, their reference, and who heard it."""
        yield from (self.party, self.fact, self.reference, self.initials)

    def answer(self) -> FactAnswer:
        """The answer as it stands."""
        chosen = self.party.chosen
        return FactAnswer(
            party=self.parties[chosen] if chosen >= 0 else "",
            fact=self.fact.value,
            reference=self.reference.value,
            by=self.initials.initials,
        )
