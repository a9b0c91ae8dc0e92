"""Recording a message somebody sent: its words filled in and ready to change, who read it, and to whom it went.

Nothing is sent from here, and the first line says so (`records.md` c6).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar

from textual import on

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.message_plan import TEXT, kit_of
from cutover_tui.domain.message_words import ASKED, blanks_in, count_text, facts_for, fill, said_time
from cutover_tui.domain.messages import ACCESSIBLE, Draft
from cutover_tui.domain.refusals import Refused
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import Field, LineField
from cutover_tui.ui.dialogs.fitted_words import Words
from cutover_tui.ui.dialogs.initials_field import InitialsField
from cutover_tui.ui.dialogs.note_field import NoteField
from cutover_tui.ui.dialogs.question import Question
from cutover_tui.ui.dialogs.when_fields import WhenFields
from cutover_tui.ui.keys import bindings_of
from cutover_tui.ui.keys_dialogs import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from cutover_tui.domain.message_plan import Audience, Channel, MessageEvent, Template
    from cutover_tui.domain.refusals import ReasonNeeded
    from cutover_tui.domain.state import RunState

NOT_SENT = "Nothing is sent from here. Send it as you always do, then record the exact words."
_MOST_CHANNELS = 9
_MORE = {"expected": "the time, or: not known yet", "meanwhile": "phone, 111, FP10, paper ..."}
_VERSIONS = "  ".join(f"{number} {words}" for number, words in enumerate(ACCESSIBLE, 1))


@dataclass(frozen=True, kw_only=True)
class MessageAnswer:
    """A message that somebody sent."""

    draft: Draft
    by: str = ""
    at: datetime | None = None
    """When it was sent, aware, UTC; None for now."""
    late_reason: str = ""


def versions_in(typed: str) -> tuple[str, ...]:
    """The accessible versions somebody named by number or name.

    Raises:
        Refused: One of them is not known.
    """
    found = []
    for word in filter(None, re.split(r"[,;]\s*|\s+(?=\d)", typed.strip())):
        number = int(word) if word.isdecimal() else 0
        named = ACCESSIBLE[number - 1] if 0 < number <= len(ACCESSIBLE) else word.strip().casefold()
        if named not in ACCESSIBLE:
            raise Refused(f"‘{word}’ is no accessible version. Type numbers: {_VERSIONS}.")
        found.append(named)
    return tuple(version for version in ACCESSIBLE if version in found)


class MessageDialog(Question[MessageAnswer]):
    """Asks by which way a message went, with which words, and who read them.

    Args:
        state: The run, for the plan's facts and the roster.
        event: What the message is about.
        audience: Whom it is for.
        now: The caller's clock, aware, UTC.
        typed_by: Initials of the person at the keyboard.
        opened_by: The key that opened it.
        decide: Judges the answer before the strip closes; may raise `Refused`.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(KEYS["note-dialog"])]
    KEY_LINE = "Tab next field · Ctrl+S or F4 records · Esc goes back"
    DEFAULT_CSS = """
    MessageDialog #not-sent { color: $soon; }
    MessageDialog #counted { color: $muted; padding: 0 0 0 1; }
    MessageDialog #counted.-over { color: $soon; text-style: bold; }
    """

    def __init__(
        self,
        state: RunState,
        event: MessageEvent,
        audience: Audience,
        *,
        now: Callable[[], datetime],
        typed_by: str = "",
        opened_by: str = "",
        decide: Callable[[MessageAnswer], object] | None = None,
    ) -> None:
        super().__init__(
            "Told",
            words=f"{audience.name}, {event.name.lower()}",
            opened_by=opened_by,
            typed_by=typed_by,
            decide=decide,
        )
        self.run_state, self.event, self.now = state, event, now
        kit = kit_of(state.plan)
        self.templates = kit.templates_for(event.id, audience.id)
        self.channels = _offered(kit.channels, self.templates)
        self.chosen_for = -1
        """Place of the channel whose words stand there; -1 before one was chosen."""
        self.filled = ""
        """The words as they were filled in last; words that differ were changed by somebody."""
        names = [one.name for one in self.channels]
        self.channel = ChoiceField("", "It went by", names, lacking="Press the number of the way it went.", id="by")
        self.blanks = {
            name: LineField(label, id=f"blank-{name.replace(' ', '-')}", stops=True, hint=_MORE.get(name, ""))
            for name, label in ASKED.items()
        }
        self.words = NoteField(question="Give the exact words that were sent.", id="words")
        self.words.stops = True
        self.counted = Words(id="counted", most=2)
        self.who = LineField(
            "To whom",
            question=f"Say who among {audience.name.lower()} it went to, or how many.",
            hint=", ".join(audience.items) or "who, or how many",
            id="who",
        )
        self._make_people()

    def _make_people(self) -> None:
        """Make the fields for the versions it came in, who wrote, read and sent it, and when."""
        state = self.run_state
        self.also = LineField("Also as", hint=_VERSIONS, rule=_judge, stops=True, id="also")
        self.written = InitialsField(
            "Written by", state, question="Give the initials of who wrote these words.", id="written"
        )
        self.checked = InitialsField(
            "Checked by", state, optional=True, blank_words="somebody else", id="checked", stops=True
        )
        self.unchecked = LineField("Why unchecked", question="Say why nobody else read it.", id="unchecked")
        self.unchecked.display = False
        self.initials = InitialsField("Sent by", state, question="Give the initials of who sent it.", id="initials")
        self.timing = WhenFields(self.now, state.plan.calendar.zone, label="Sent at")

    def compose_fields(self) -> ComposeResult:
        """The reminder, the way, what is asked, the words, and who."""
        yield Words(NOT_SENT, id="not-sent", most=2)
        yield self.channel
        yield from self.blanks.values()
        yield self.words
        yield self.counted
        yield from (self.who, self.also, self.written, self.checked, self.unchecked, self.initials)
        yield from self.timing.widgets()

    # -- what is asked ----------------------------------------------------------------------------------------------

    @property
    def template(self) -> Template | None:
        """The words ready for the way that was chosen."""
        channel = self.chosen_channel
        return next((one for one in self.templates if channel in one.channels), None)

    @property
    def chosen_channel(self) -> str:
        """Id of the way that was chosen; empty before."""
        return self.channels[self.channel.chosen].id if self.channel.chosen >= 0 else ""

    def show_asked(self) -> None:
        """Show the blanks the words need, and fill the words in while nobody has changed them."""
        chosen = self.channel.chosen >= 0
        needed = set(blanks_in(self.template.words)) if self.template is not None else set()
        if self.event.asks_more:
            needed |= {"expected", "meanwhile"}
        for name, field in self.blanks.items():
            field.display = chosen and name in needed
        after: tuple[Field, ...] = (self.words, self.who, self.also, self.written, self.checked, self.initials)
        for each in after:
            each.display = chosen
        self.unchecked.display = chosen and self.unchecked.display and not self.checked.initials
        self.timing.show_asked(shown=chosen)
        self._fill_in()
        self._count()

    def _fill_in(self) -> None:
        """Fill the words in again, unless somebody changed them for this way already."""
        if self.channel.chosen < 0:
            return
        changed = self.words.area.text != self.filled
        if changed and self.chosen_for == self.channel.chosen:
            return
        self.chosen_for = self.channel.chosen
        words = self._filled()
        if words != self.words.area.text:
            self.words.fill(words)
            self.words.area.move_cursor((0, 0))
        self.filled = self.words.area.text

    def _filled(self) -> str:
        template, channel = self.template, self.chosen_channel
        if template is None:
            return ""
        typed = {
            name: said_time(field.value, now=self.now(), state=self.run_state, template=template, channel=channel)
            for name, field in self.blanks.items()
            if field.display and field.value
        }
        return fill(template.words, {**facts_for(self.run_state, template, channel), **typed})

    def _count(self) -> None:
        shown = self.chosen_channel == TEXT
        self.counted.display = shown
        if shown:
            counted = count_text(self.words.value)
            self.counted.say(counted.words)
            self.counted.set_class(counted.over, "-over")

    def reason_needed(self, needed: ReasonNeeded) -> None:
        """Ask why nobody else read it."""
        self.unchecked.display = True
        self.unchecked.take_focus()
        self.refuse(str(needed))

    # -- answering --------------------------------------------------------------------------------------------------

    def answer(self) -> MessageAnswer:
        """The answer as it stands."""
        template = self.template
        draft = Draft(
            occasion=self.event.id,
            channel=self.chosen_channel,
            words=self.words.value,
            who=self.who.value,
            written_by=self.written.initials,
            checked_by=self.checked.initials,
            reason=self.unchecked.value if self.unchecked.display else "",
            template=f"{template.id} {template.version}" if template is not None else "",
            changed=template is not None and self.words.value != self._filled().strip(),
            expected=self._asked("expected"),
            meanwhile=self._asked("meanwhile"),
            accessible=versions_in(self.also.value),
        )
        return MessageAnswer(
            draft=draft, by=self.initials.initials, at=self.timing.at, late_reason=self.timing.late_reason
        )

    def _asked(self, name: str) -> str:
        return self.blanks[name].value if self.blanks[name].display else ""

    def action_finish(self) -> None:
        """Record from anywhere, or go to what is still asked."""
        if self.guard.swallows("ctrl+s"):
            return
        lacking = next((field for field in self.shown_fields() if not field.accept()), None)
        if lacking is None:
            self.finish()
        else:
            lacking.take_focus()
            self.fit()

    @on(Field.Changed)
    def _on_words_changed(self) -> None:
        self._count()


def _offered(channels: tuple[Channel, ...], templates: tuple[Template, ...]) -> tuple[Channel, ...]:
    """The ways to choose from: those with words ready first, then others, as many as there are digits for."""
    ready = [name for template in templates for name in template.channels]
    ordered = sorted(channels, key=lambda one: ready.index(one.id) if one.id in ready else len(ready))
    return tuple(ordered[: max(_MOST_CHANNELS, 0)])


def _judge(typed: str) -> None:
    versions_in(typed)
