"""How the right words for a field of an entry are judged when it is corrected: by the rules of its first entry.

A rule gives the words as they are stored, or refuses them. Nothing is corrected to a blank: what nobody knows is
‘Not recorded’, and what never was is said in an entry of its own (`records.md` c1, blanks).
"""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from cutover_tui.domain.acts import FUTURE_ALLOWED, Act, require_person
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.field_names import FIELD_NAMES
from cutover_tui.domain.happening import NOT_RECORDED, Happening
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import moment_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from cutover_tui.domain.state import RunState

HappeningT = TypeVar("HappeningT", bound=Happening)
_ValueT = TypeVar("_ValueT")

BETWEEN = "; "
"""What stands between the parts of a field that holds several."""
YES_NO = ("yes", "no")
LARGEST = 99_999
"""The largest count that is taken; a larger one is a slip of the finger."""

ATTRIBUTES = {"happening": "what"}
"""Names of fields that stand for an attribute of another name, because that means something else in other entries."""


class Kind(StrEnum):
    """How a field is asked for."""

    LINE = "line"
    LINES = "lines"
    PERSON = "person"
    TIME = "time"
    """A moment that has passed."""
    AHEAD = "time ahead"
    """A moment that may lie ahead."""
    PICK = "pick"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The right words for one field, before they are judged."""

    state: RunState
    act: Act
    seq: int
    """Number of the entry."""
    event: Happening
    """The entry as it was corrected so far."""
    name: str
    new: str
    """The new words, without blanks around them, never empty."""

    def of(self, name: str) -> str:
        """What another field of the entry says."""
        return as_words(getattr(self.event, name))


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How one field is corrected."""

    kind: Kind
    fits: Callable[[Wanted], str]
    """The words as they are stored; raises `Refused`."""
    choices: Callable[[RunState, Happening], tuple[str, ...]] = lambda _state, _event: ()
    """What to pick from, for `Kind.PICK`."""


# -- rules ------------------------------------------------------------------------------------------------------------


def line(judge: Callable[[Wanted], str] | None = None) -> Rule:
    """One line of words, with a rule of its own where there is one."""
    return Rule(kind=Kind.LINE, fits=judge or (lambda wanted: wanted.new))


def lines(judge: Callable[[Wanted], str] | None = None) -> Rule:
    """Words of several lines."""
    return Rule(kind=Kind.LINES, fits=judge or (lambda wanted: wanted.new))


def person(judge: Callable[[Wanted], None] | None = None) -> Rule:
    """Initials on the roster, and what else the first entry asked of that person."""

    def fits(wanted: Wanted) -> str:
        require_person(wanted.state, wanted.new)
        if judge is not None:
            judge(wanted)
        return wanted.new

    return Rule(kind=Kind.PERSON, fits=fits)


def passed(judge: Callable[[Wanted, datetime], None] | None = None) -> Rule:
    """A moment that has passed, as an instant with its offset."""

    def fits(wanted: Wanted) -> str:
        happened = instant_of(wanted.new)
        if happened is None or happened - wanted.act.now > FUTURE_ALLOWED:
            msg = f"‘{wanted.new}’ is not a time that has passed. Give the date and time it happened."
            raise Refused(msg)
        if judge is not None:
            judge(wanted, happened)
        return happened.isoformat(timespec="seconds")

    return Rule(kind=Kind.TIME, fits=fits)


def ahead() -> Rule:
    """A moment after the entry itself, as an instant with its offset."""

    def fits(wanted: Wanted) -> str:
        when = instant_of(wanted.new)
        if when is None:
            raise Refused(f"‘{wanted.new}’ is not a time. Give the date and time.")
        if when <= wanted.event.at:
            said = moment_words(when, wanted.state.plan.calendar.zone)
            raise Refused(f"{said} does not come after entry {wanted.seq}. Give a later time.")
        return when.isoformat(timespec="seconds")

    return Rule(kind=Kind.AHEAD, fits=fits)


def pick(
    choices: Callable[[RunState, Happening], tuple[str, ...]], judge: Callable[[Wanted], None] | None = None
) -> Rule:
    """One of the words the first entry was picked from."""

    def fits(wanted: Wanted) -> str:
        known = choices(wanted.state, wanted.event)
        if wanted.new not in known:
            raise Refused(f"‘{wanted.new}’ is not one of the answers. Pick one of: {', '.join(known)}.")
        if judge is not None:
            judge(wanted)
        return wanted.new

    return Rule(kind=Kind.PICK, fits=fits, choices=choices)


def one_of(*known: str, judge: Callable[[Wanted], None] | None = None) -> Rule:
    """One of some words that are the same in every plan."""
    return pick(lambda _state, _event: known, judge)


def count() -> Rule:
    """A whole number from 0 on."""

    def fits(wanted: Wanted) -> str:
        new = wanted.new
        if not (new.isascii() and new.isdecimal() and int(new) <= LARGEST):
            raise Refused(f"‘{new}’ is not a count. Give a whole number from 0 to {LARGEST:,}.")
        return str(int(new))

    return Rule(kind=Kind.LINE, fits=fits)


def several(judge: Callable[[RunState, str], None], *, commas: bool = True) -> Rule:
    """Several words with `; ` between them, or a comma where none of them can hold one; each judged, none twice."""

    def fits(wanted: Wanted) -> str:
        parts = parts_of(wanted.new.replace(",", ";") if commas else wanted.new)
        for part in parts:
            judge(wanted.state, part)
        if not parts:
            raise Refused(f"Give the right words for {FIELD_NAMES[wanted.name]}, or {NOT_RECORDED} if nobody knows.")
        return BETWEEN.join(parts)

    return Rule(kind=Kind.LINE, fits=fits)


def among(known: Callable[[RunState], tuple[str, ...]]) -> Rule:
    """Several of the words the first entry was picked from."""

    def judge(state: RunState, part: str) -> None:
        words = known(state)
        if part not in words:
            raise Refused(f"‘{part}’ is not one of the answers. Pick from: {', '.join(words)}.")

    return several(judge, commas=False)


# -- words and values -------------------------------------------------------------------------------------------------


def as_words(value: object) -> str:
    """A value of an entry as it is shown, asked for and stored in a correction."""
    match value:
        case bool():
            return YES_NO[0] if value else YES_NO[1]
        case datetime():
            return value.isoformat(timespec="seconds")
        case tuple():
            return BETWEEN.join(str(part) for part in value)
        case _:
            return str(value)


def fitted(value: object, now: str) -> object:
    """The corrected value in place of one, in its own kind; None where the words do not fit it.

    Words that were taken out of a correction are empty, and fit nothing: the value stays.
    """
    if not now:
        return None
    match value:
        case bool():
            return {"yes": True, "no": False}.get(now)
        case int():
            return int(now) if now.isascii() and now.isdecimal() else None
        case datetime():
            return instant_of(now)
        case tuple():
            return parts_of(now)
        case StrEnum():
            return type(value)(now) if now in set(type(value)) else None
        case _:
            return now


def corrected(event: HappeningT, name: str, now: str) -> HappeningT:
    """An event with one field corrected; as it was where it has no such field, or the words do not fit it."""
    attribute = ATTRIBUTES.get(name, name)
    return with_words(event, attribute, now) if attribute in {one.name for one in fields(event)} else event


def with_words(value: _ValueT, attribute: str, now: str) -> _ValueT:
    """A frozen dataclass with corrected words in an attribute; as it was where it holds nothing, or they do not fit."""
    held = getattr(value, attribute, None)
    new = fitted(held, now) if held is not None else None
    if new is None:
        return value
    frozen: Any = value  # `replace` cannot be told that a variable's type is a dataclass
    changed: _ValueT = replace(frozen, **{attribute: new})
    return changed


def parts_of(text: str) -> tuple[str, ...]:
    """The parts of a field that holds several, each once."""
    parts = (part.strip() for part in text.split(";"))
    return tuple(dict.fromkeys(part for part in parts if part))


def instant_of(words: str) -> datetime | None:
    """An RFC 3339 instant, UTC; None when it is not one."""
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo is not None else None
