"""Where pauses stand: every pause as the log tells it, what is still to say about it, and who was told.

`told_of` is the one place that says who was told of a pause; its strip, its board and the restart list ask here.
"""

from __future__ import annotations

import re
from dataclasses import field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.message_plan import PAUSE as PAUSE_OCCASION
from cutover_tui.domain.message_plan import kit_of
from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.domain.message_log import Message
    from cutover_tui.domain.pause_plan import Trigger
    from cutover_tui.domain.state import RunState


_NAMING = ("trigger", "seen", "evidence")
"""Ids of the details that may name an issue."""
_ISSUE = re.compile(r"(?<![\w-])I-[1-9][0-9]*(?![\w-])", re.IGNORECASE | re.ASCII)
"""The number of an issue among other words."""


@dataclass(frozen=True)
class Detail:
    """One thing to say about a pause."""

    id: str
    label: str
    """What it is called, at most 17 letters."""
    asks: str
    """What it asks for, as a sentence."""
    must: bool = False
    """True where a pause is not fully said without it."""
    is_time: bool = False
    """True where it is an instant (RFC 3339)."""


DETAILS = (
    Detail("trigger", "Trigger", "Which agreed sign is it?", must=True),
    Detail("seen", "What was seen", "What was seen, in facts and numbers?", must=True),
    Detail("scope", "What stops", "Which jobs stop?", must=True),
    Detail("carries_on", "What carries on", "Which jobs carry on?", must=True),
    Detail("contingency", "Meanwhile", "How does work go on meanwhile?", must=True),
    Detail("coordinator", "Coordinator", "Who follows issues, supplier actions and feedback?", must=True),
    Detail("expected", "Restart expected", "When may it restart? About is enough.", must=True, is_time=True),
    Detail("review_minutes", "Review every", "After how many minutes is it looked at again?"),
    Detail("evidence", "Evidence", "Which issues, screens or sheets show it? References only."),
    Detail("asked_for_by", "Asked for by", "Who asked for it: name and role, or speak-up route?"),
    Detail("meeting_called", "Meeting called", "When was the pause meeting called?", is_time=True),
    Detail("present", "Present", "Who is in the meeting or on the phone?"),
    Detail("review", "Reviewed", "What did the review find?"),
)
"""Everything that is said about a pause, in the order it is asked (`records.md` c4)."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing that was said about a pause."""

    seq: int
    by: str
    at: datetime
    words: str
    approx: bool = False


@dataclass(frozen=True, kw_only=True)
class Told:
    """Whether one audience was told of a pause."""

    audience: str
    at: datetime | None = None
    """When they were told; None while they were not."""
    how: str = ""
    why_not: str = ""
    by: str = ""
    seq: int = -1
    """The record that says so; -1 while none does."""

    @property
    def is_settled(self) -> bool:
        """True once they were told, or it was said why not."""
        return self.at is not None or bool(self.why_not)


@dataclass(frozen=True, kw_only=True)
class ItemAnswer:
    """The answer to one line of the restart list."""

    seq: int
    by: str
    at: datetime
    met: bool
    words: str
    """The evidence where it is met; the first signer's reason where it is not."""
    second: str = ""
    """The other signer, where it is not met."""
    second_words: str = ""
    """The other signer's reason."""


@dataclass(frozen=True, kw_only=True)
class Restarted:
    """How a pause ended."""

    seq: int
    by: str
    second: str
    at: datetime
    phased_how: str
    minutes: int
    """By how many minutes what runs from recorded moments was planned again; 0 where it stayed."""
    moved: tuple[str, ...] = ()
    """Codes of the planned anchors that were moved with it."""


@dataclass(frozen=True, kw_only=True)
class Pause:
    """One pause, as the log tells it."""

    ref: str
    seq: int
    by: str
    """Initials of who declared it."""
    recorder: str
    at: datetime
    """The key press."""
    hold: str = ""
    asked_by: str = ""
    """Initials of who asked for it by a hold, if anybody did."""
    asked_at: datetime | None = None
    said: Mapping[str, Said] = field(default_factory=dict)
    """Id of a detail to what was said last."""
    told: Mapping[str, Told] = field(default_factory=dict)
    """Audience to whether they were told, for those about whom something was said."""
    items: Mapping[str, ItemAnswer] = field(default_factory=dict)
    """Id of a line of the restart list to its answer."""
    restarted: Restarted | None = None

    @property
    def in_force(self) -> bool:
        """True until it was restarted."""
        return self.restarted is None

    def words(self, detail: str) -> str:
        """What was said about a detail last; empty before anything was."""
        said = self.said.get(detail)
        return said.words if said is not None else ""


# -- what stands ------------------------------------------------------------------------------------------------------


def pauses_in_force(state: RunState) -> tuple[Pause, ...]:
    """The pauses that were not restarted, oldest first."""
    return tuple(pause for pause in state.pauses.values() if pause.in_force)


def paused_since(state: RunState) -> datetime | None:
    """From when on the run stands still without a break; None while it runs."""
    return min((pause.at for pause in pauses_in_force(state)), default=None)


def still_to_say(pause: Pause) -> tuple[Detail, ...]:
    """What a pause is not fully said without, in the order it is asked."""
    return tuple(detail for detail in DETAILS if detail.must and detail.id not in pause.said)


def told_of(state: RunState, pause: Pause) -> tuple[Told, ...]:
    """Who was told of a pause, in the order of the plan's audiences: the one place that answers it.

    A message about a pause on the messages board counts from the pause on, up to the next one; of that and what was
    said on the pause itself, what was recorded last.
    """
    after = min((one.at for one in state.pauses.values() if one.at > pause.at), default=None)
    newest = dict(pause.told)
    for row in state.messages:
        meant = row.occasion == PAUSE_OCCASION and row.at >= pause.at and (after is None or row.at < after)
        earlier = newest.get(row.audience)
        if meant and (earlier is None or row.seq > earlier.seq):
            newest[row.audience] = _told_by(row)
    return tuple(newest.get(audience, Told(audience=audience)) for audience in state.plan.pause.audiences)


def audience_name(state: RunState, audience: str) -> str:
    """`pharmacies`: what people call an audience, for the middle of a sentence."""
    found = kit_of(state.plan).audience(audience)
    name = found.name if found is not None else audience
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _told_by(row: Message) -> Told:
    """What a row of the messages board says about one audience."""
    how = "" if row.not_told_because else f"{row.channel} {row.ref}".strip()
    return Told(
        audience=row.audience,
        at=row.at if row.is_told else None,
        how=how,
        why_not=row.not_told_because,
        by=row.by,
        seq=row.seq,
    )


def not_told(state: RunState, pause: Pause) -> tuple[str, ...]:
    """The audiences that were neither told nor left out with a reason."""
    return tuple(told.audience for told in told_of(state, pause) if not told.is_settled)


def trigger_of(state: RunState, pause: Pause) -> Trigger | None:
    """The agreed trigger a pause names; None before it names one, and for one in other words."""
    code = pause.words("trigger")
    return next((trigger for trigger in state.plan.pause.triggers if trigger.code == code), None)


def trigger_words(state: RunState, pause: Pause) -> str:
    """`T7 Data recheck fails`; the words as they stand where the plan has no such trigger."""
    trigger = trigger_of(state, pause)
    return f"{trigger.code} {trigger.name}" if trigger is not None else pause.words("trigger")


def expected_restart(pause: Pause) -> tuple[datetime, bool] | None:
    """When a restart is expected, and whether that is only about right; None while nobody said."""
    said = pause.said.get("expected")
    instant = instant_of(said.words) if said is not None else None
    return (instant, said.approx) if said is not None and instant is not None else None


def review_at(state: RunState, pause: Pause) -> datetime:
    """When a pause is looked at next: so many minutes after it began, or after it was last reviewed."""
    words = pause.words("review_minutes")
    minutes = int(words) if words.isdecimal() else state.plan.pause.review_minutes
    last = pause.said.get("review")
    return (last.at if last is not None else pause.at) + timedelta(minutes=minutes)


def issues_of(state: RunState, pause: Pause) -> tuple[str, ...]:
    """Numbers of the issues a pause names as what triggered it, what was seen or its evidence, each once."""
    named = (found.upper() for name in _NAMING for found in _ISSUE.findall(pause.words(name)))
    return tuple(dict.fromkeys(ref for ref in named if ref in state.issues))


def pauses_of(state: RunState, issue: str) -> tuple[str, ...]:
    """References of the pauses an issue led to: those that name it, as said last, oldest first."""
    return tuple(pause.ref for pause in state.pauses.values() if issue in issues_of(state, pause))


def find_pause(state: RunState, ref: str) -> Pause:
    """The pause with a reference, refused when there is none."""
    pause = state.pauses.get(ref)
    if pause is None:
        raise Refused(f"There is no pause {ref or 'without a reference'} in this run.")
    return pause


def instant_of(words: str) -> datetime | None:
    """An RFC 3339 instant; None when it is not one."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
