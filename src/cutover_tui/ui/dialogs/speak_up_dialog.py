"""Speaking up: three ways in order, in plain words, and what each of them keeps (`records.md` c9).

No initials are asked, nobody at the keyboard is named, and no act is recorded by this question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on

from cutover_tui.domain.concerns import AREAS, require_concern
from cutover_tui.domain.deferred import dataclass
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.note_field import NoteField
from cutover_tui.ui.dialogs.pick_field import PickField, PickRow
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_dialogs import KEYS

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

WAYS = (
    ("say it with your name", "easiest to follow up"),
    ("say it in confidence", "only the guardian, outside, has your name"),
    ("say it without a name", "nothing points to you but your words"),
)
"""The three ways, in this order."""

NAMED, CONFIDENCE, NAMELESS = range(len(WAYS))

_AREA_KEYS = "123456789abcd"
PERSON = "a person, fraud or safeguarding"
USE_THE_GUARDIAN = (
    "Please use the guardian for a concern about a person, fraud or safeguarding. Nothing is stored here."
)
STORED_NOTHING = "Nothing is stored here."
KEPT = (
    "Kept apart from the log, with no time, name or computer. A later huddle shows how many there were and about what. "
    "It is with the run within a minute: if the computer stops before that, it is lost."
)
NO_INCIDENT = "If a patient could be affected, the lead also raises an issue, in the lead's own words."


def first_line(guardian: str) -> str:
    """What is said before anything else: the risk, and the ways that do without this screen."""
    number = f": {guardian}" if guardian else " of your ICB"
    return (
        "This is a shared computer in a small team. People may guess who wrote this from the words. You can use the "
        f"paper slip (form M) or phone the guardian{number}."
    )


@dataclass(frozen=True, kw_only=True)
class SpeakUpAnswer:
    """Which way was chosen, and for the way without a name what was said."""

    way: int
    area: str = ""
    urgent: bool = False
    words: str = ""


class SpeakUpDialog(Question[SpeakUpAnswer]):
    """Asks how somebody wants to speak up, and takes what is said without a name.

    Args:
        guardian: Who listens in confidence, with a number; empty where the plan names nobody.
        opened_by: The key that opened it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["note-dialog"])]
    DEFAULT_CSS = """
    SpeakUpDialog #about { color: $soon; text-style: none; }
    SpeakUpDialog .told { color: $muted; }
    SpeakUpDialog #guardian { color: $text; text-style: bold; }
    """

    def __init__(self, guardian: str, *, opened_by: str = "") -> None:
        super().__init__("Speak up", words=first_line(guardian), opened_by=opened_by)
        self.way: int | None = None
        """Which way was chosen; None while they are shown."""
        named = guardian or "the Freedom to Speak Up guardian of your ICB, through its main number"
        self.menu = PickField([PickRow(words, aside) for words, aside in WAYS], id="ways")
        self.menu.pick_lines.swallows = self.guard.swallows
        self.shown = Words(f"The guardian: {named}. {STORED_NOTHING}", id="guardian", most=3)
        self.goes_back = PickField([PickRow("go back", "nothing is stored")], id="goes-back")
        rows = [PickRow(PERSON, "use the guardian", key="g")]
        rows += [PickRow(area, key=key) for area, key in zip(AREAS, _AREA_KEYS, strict=True)]
        self.areas = PickField(rows, id="areas")
        self.areas.pick_lines.swallows = self.guard.swallows
        self.area = ""
        self.now = ChoiceField("", "Does someone need to act now?", ("no", "yes"), id="now")
        self.said = NoteField(
            question="There is nothing written yet. Say what you saw and what worries you.", id="said"
        )
        self.no_incident = Words(NO_INCIDENT, classes="told", id="no-incident", most=2)

    def compose_fields(self) -> ComposeResult:
        """The ways, the guardian, and what is asked of a concern without a name."""
        yield from (self.menu, self.shown, self.goes_back, self.areas, self.now, self.said, self.no_incident)

    def show_asked(self) -> None:
        """Show the ways, or what the chosen one asks."""
        nameless, chosen = self.way == NAMELESS, bool(self.area)
        self.menu.display = self.way is None
        self.shown.display = self.goes_back.display = self.way == CONFIDENCE
        self.areas.display = nameless and not chosen
        self.now.display = self.said.display = self.no_incident.display = nameless and chosen

    def key_words(self) -> str:
        """The last line: what the keys do now."""
        if self.way == CONFIDENCE:
            return "Enter or Esc goes back"
        if self.way == NAMELESS and self.area:
            return "Tab next field · Ctrl+S or F4 hands it in · Esc goes back, nothing is kept"
        return "A number or Enter chooses · Esc goes back"

    def go_on(self) -> None:
        """Take the marked way or area, or go on in the fields."""
        if self.way is None:
            self._take_way(self.menu.marked)
        elif self.way == CONFIDENCE:
            self.give(None)
        elif not self.area:
            self._take_area(self.areas.marked)
        else:
            super().go_on()

    def action_finish(self) -> None:
        """Hand it in from anywhere, or go to what is still asked."""
        if self.way != NAMELESS or not self.area or self.guard.swallows("ctrl+s"):
            return
        lacking = next((field for field in self.shown_fields() if not field.accept()), None)
        if lacking is None:
            self.finish()
        else:
            lacking.take_focus()
            self.fit()

    def answer(self) -> SpeakUpAnswer:
        """The answer as it stands."""
        words = require_concern(self.area, self.said.value)
        return SpeakUpAnswer(way=NAMELESS, area=self.area, urgent=self.now.chosen == 1, words=words)

    def _take_way(self, way: int) -> None:
        if way == NAMED:
            self.give(SpeakUpAnswer(way=NAMED))
            return
        self.way = way
        self.say_heading(f"Speak up: {WAYS[way][0]}")
        self._show_next()

    def _take_area(self, place: int) -> None:
        if not place:
            self.refuse(USE_THE_GUARDIAN)
            return
        self.area = AREAS[place - 1]
        self.query_one("#about", Words).say(KEPT)
        self.say_heading(f"Speak up without a name: {self.area}")
        self._show_next()

    def _show_next(self) -> None:
        self.refuse("")
        self.show_asked()
        self.say_keys()
        self.start()

    @on(PickField.Picked)
    def _on_picked(self) -> None:
        self.go_on()
