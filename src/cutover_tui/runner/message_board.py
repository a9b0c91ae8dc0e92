"""The rows of the messages board and of `status`: for each event, whom to tell, by when, and who was told."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.message_log import Message, began, due_of, has_begun, told
from cutover_tui.domain.message_plan import PAUSE, kit_of
from cutover_tui.domain.message_words import facts_for, fill
from cutover_tui.domain.pause_log import pauses_in_force, told_of
from cutover_tui.domain.time_words import short_words

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.message_plan import Audience, MessageEvent, Template
    from cutover_tui.domain.pause_log import Told
    from cutover_tui.domain.state import RunState


class Telling(StrEnum):
    """How it stands between an event and an audience."""

    TOLD = "told"
    OVERDUE = "past due"
    """Somebody is to be told and the time has passed."""
    DUE = "to tell"
    """Somebody is to be told, and there is time."""
    NOT_TOLD = "not told"
    """Nobody is told, for a reason."""
    NO_NEED = "no time set"
    """Nothing says that they are to be told, and they were not."""
    NOT_YET = "not yet"
    """What they would be told about has not happened."""


class MessageFilter(StrEnum):
    """What the board is narrowed to."""

    BEGUN = "What has happened"
    TO_TELL = "To tell"
    TOLD = "Told"
    ALL = "Everything"


@dataclass(frozen=True, kw_only=True)
class MessageRow:
    """One event and one audience."""

    event: MessageEvent
    audience: Audience
    telling: Telling
    due_at: datetime | None
    last: Message | None
    """The newest message or reason that counts; None where there is none."""
    strip: Told | None = None
    """What was said on the pause itself about telling them, where that is newer than any message."""
    messages: tuple[Message, ...] = ()
    """All of them about this event and audience, newest first, those of an earlier pause included."""
    templates: tuple[Template, ...] = ()

    @property
    def key(self) -> str:
        """What marks it on the board, `pause/patients`."""
        return f"{self.event.id}/{self.audience.id}"

    @property
    def presses(self) -> bool:
        """True where somebody has still to be told."""
        return self.telling in {Telling.OVERDUE, Telling.DUE}


def message_rows(state: RunState, now: datetime) -> list[MessageRow]:
    """Every event with every audience, in the plan's order; what is pressing is not moved, so that places stay."""
    kit = kit_of(state.plan)
    rows: list[MessageRow] = []
    for event in kit.events:
        newest, on_strip = told(state, event.id, began(state, event)), _said_on_the_pause(state, event)
        for audience in kit.audiences:
            due_at = due_of(state, event.id, audience.id)
            last, strip = newest.get(audience.id), on_strip.get(audience.id)
            all_of = (one for one in state.messages if (one.occasion, one.audience) == (event.id, audience.id))
            rows.append(
                MessageRow(
                    event=event,
                    audience=audience,
                    telling=_telling(state, event, strip or last, due_at, now),
                    due_at=due_at,
                    last=last,
                    strip=strip,
                    messages=tuple(reversed([*all_of])),
                    templates=kit.templates_for(event.id, audience.id),
                )
            )
    return rows


def shows(row: MessageRow, chosen: MessageFilter) -> bool:
    """Whether a filter leaves a row on the board."""
    match chosen:
        case MessageFilter.BEGUN:
            return row.telling not in {Telling.NOT_YET, Telling.NO_NEED} or bool(row.messages)
        case MessageFilter.TO_TELL:
            return row.presses
        case MessageFilter.TOLD:
            return bool(row.messages)
        case MessageFilter.ALL:
            return True


def row_words(row: MessageRow, now: datetime, zone: str) -> str:
    """`told 14:20 by MC`, `to tell by 15:00`, `past due 14:30`, `not told: no care homes`."""
    said, how = row_parts(row, now, zone)
    by_strip = row.strip is not None
    return f"{said}: {how}" if how and (by_strip or row.telling is Telling.NOT_TOLD) else said


def row_parts(row: MessageRow, now: datetime, zone: str) -> tuple[str, str]:
    """What was done about telling them, and how or why not: `told 14:20 by MC` and `text to 4,120`."""
    last = row.last
    if row.strip is not None:
        return _strip_parts(row.strip, now, zone)
    if last is not None and last.is_told:
        heard = f", heard by {last.acknowledged[-1].whom}" if last.acknowledged else ""
        return f"told {short_words(last.at, now, zone)} by {last.by}", f"{last.channel} to {last.who}{heard}"
    if last is not None:
        return "not told", last.not_told_because
    if row.due_at is not None:
        said = short_words(row.due_at, now, zone)
        return f"past due {said}" if row.telling is Telling.OVERDUE else f"to tell by {said}", ""
    return str(row.telling), ""


def filled(state: RunState, template: Template, channel: str = "") -> str:
    """The words of a template with the plan's facts; what is asked on the day stays in square brackets."""
    return fill(template.words, facts_for(state, template, channel or template.channels[0]))


def counted_words(rows: list[MessageRow]) -> str:
    """`3 to tell, 1 past due, 8 told, 1 not told`."""
    counts = [
        (sum(row.presses for row in rows), "to tell"),
        (sum(row.telling is Telling.OVERDUE for row in rows), "past due"),
        (sum(row.telling is Telling.TOLD for row in rows), "told"),
        (sum(row.telling is Telling.NOT_TOLD for row in rows), "not told"),
    ]
    return ", ".join(f"{count} {words}" for count, words in counts if count) or "nobody to tell yet"


def _said_on_the_pause(state: RunState, event: MessageEvent) -> dict[str, Told]:
    """Whom the pause in force, or the last one, counts as told or left out by its own strip and by no message."""
    if event.id != PAUSE or not state.pauses:
        return {}
    pause = (pauses_in_force(state) or tuple(state.pauses.values()))[-1]
    entries = {one.seq for one in state.messages}
    return {one.audience: one for one in told_of(state, pause) if one.is_settled and one.seq not in entries}


def _strip_parts(said: Told, now: datetime, zone: str) -> tuple[str, str]:
    if said.at is None:
        return "not told", said.why_not
    return f"told {short_words(said.at, now, zone)} by {said.by}", said.how


def _telling(
    state: RunState, event: MessageEvent, last: Message | Told | None, due_at: datetime | None, now: datetime
) -> Telling:
    if isinstance(last, Message):
        return Telling.TOLD if last.is_told else Telling.NOT_TOLD
    if last is not None:
        return Telling.TOLD if last.at is not None else Telling.NOT_TOLD
    if not has_begun(state, event):
        return Telling.NOT_YET
    if due_at is None:
        return Telling.NO_NEED
    return Telling.OVERDUE if now > due_at else Telling.DUE
