"""Who was told what: the exact words, who wrote, checked and sent them, and who was not told and why.

Nothing is sent by the program. It records that a person sent something, so it never says that a message has arrived:
that somebody acknowledged it is an act of its own, later (`records.md` c6).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_person, require_words, sign
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.message_log import audience_of, channel_of, due_of, event_of, message_of
from cutover_tui.domain.message_plan import TEXT
from cutover_tui.domain.message_words import blanks_in, count_text, refuse_short_links
from cutover_tui.domain.refusals import ReasonNeeded, Refused
from cutover_tui.domain.telling import TellingHappening

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.message_plan import Audience
    from cutover_tui.domain.state import RunState

ACCESSIBLE = ("large print", "easy read", "phone", "interpreter")
"""The accessible versions a message may come in (`records.md` c6)."""

MOST_CHARACTERS = 4_000
"""Characters of free text one entry of the log takes."""

NOT_CHECKED = "not checked by a second person"
"""What is unusual about a message that only one person read."""


@dataclass(frozen=True, kw_only=True)
class MessageHappening(TellingHappening):
    """The part all events about telling people share."""


@dataclass(frozen=True, kw_only=True)
class MessageSent(MessageHappening):
    """Somebody sent a message, or said it: this happened."""

    WIRE: ClassVar[str] = "message.sent"
    ABOUT: ClassVar[str] = "audience"
    TEXTS: ClassVar[tuple[str, ...]] = ("who", "expected", "meanwhile", "reason", "words")
    MEANING: ClassVar[str] = "I sent these words"

    audience: str
    """Whom it is for, such as `patients`."""
    occasion: str
    """What it is about, such as `pause`."""
    channel: str
    template: str = ""
    """The template and its version the words began as, `pause-patients-text 1`; empty where they began as none."""
    changed: bool = False
    """True when the words differ from the template filled in."""
    written_by: str
    """Initials of who wrote it."""
    checked_by: str = ""
    """Initials of who read it before it went out; empty when nobody did."""
    due: str = ""
    """The instant (RFC 3339) by which it had to be sent; empty when there was none."""
    characters: int = 0
    """Places a text message takes; 0 for any other channel."""
    accessible: tuple[str, ...] = ()
    """The accessible versions it also came in, of `ACCESSIBLE`."""
    linked: tuple[str, ...] = ()
    """Refs of what it has to do with: a pause, a decision, an issue."""
    who: str
    """Who exactly, or how many."""
    expected: str = ""
    """When things are expected to go on."""
    meanwhile: str = ""
    """Which other route there is until then."""
    reason: str = ""
    """Why nobody checked it, where nobody did."""
    words: str
    """The exact words."""


@dataclass(frozen=True, kw_only=True)
class MessageNotTold(MessageHappening):
    """Somebody decided that an audience is not told: this happened."""

    WIRE: ClassVar[str] = "message.not_told"
    ABOUT: ClassVar[str] = "audience"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I say why they are not told"

    audience: str
    occasion: str
    due: str = ""
    reason: str


@dataclass(frozen=True, kw_only=True)
class MessageAcknowledged(MessageHappening):
    """Somebody who was told said that they had it: this happened."""

    WIRE: ClassVar[str] = "message.acknowledged"
    ABOUT: ClassVar[str] = "message"
    TEXTS: ClassVar[tuple[str, ...]] = ("whom",)
    MEANING: ClassVar[str] = "I heard them acknowledge it"

    message: str
    """Ref of the message, such as `M-03`."""
    whom: str
    """Who acknowledged it: a desk, a role, a name; never a patient."""


MessageRecord = MessageSent | MessageNotTold | MessageAcknowledged


# -- deciding ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What is said about a message that somebody sent, before it is recorded."""

    occasion: str
    channel: str
    words: str
    """The exact words."""
    who: str
    """Who exactly, or how many."""
    written_by: str
    checked_by: str = ""
    reason: str = ""
    """Why nobody checked it."""
    template: str = ""
    changed: bool = False
    expected: str = ""
    meanwhile: str = ""
    accessible: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()


def send_message(state: RunState, act: Act, audience: str, draft: Draft) -> MessageSent:
    """Decide to record that a person sent a message.

    Raises:
        ReasonNeeded: Nobody but its writer read it, and no reason is given.
        Refused: A name is not known, a word is missing or blank, a link hides where it leads, or all is too long.
    """
    told, about = audience_of(state, audience), event_of(state, draft.occasion)
    channel = channel_of(state, draft.channel).id
    words = require_words(draft.words, f"Give the exact words that went to {told.name.lower()}.")
    require_whole(words)
    who = require_words(draft.who, f"Say who among {told.name.lower()} it went to, or how many.")
    if about.asks_more:
        _require_more(about.name, draft.expected, draft.meanwhile)
    _require_checked(state, draft)
    require_room(who, draft.expected, draft.meanwhile, draft.reason, words)
    return MessageSent(
        **sign(state, act),
        audience=told.id,
        occasion=about.id,
        channel=channel,
        template=draft.template,
        changed=draft.changed,
        written_by=draft.written_by,
        checked_by=draft.checked_by,
        due=_written(due_of(state, about.id, told.id)),
        characters=count_text(words).places if channel == TEXT else 0,
        accessible=_known_versions(draft.accessible),
        linked=draft.linked,
        who=who,
        expected=draft.expected.strip(),
        meanwhile=draft.meanwhile.strip(),
        reason="" if draft.checked_by else draft.reason.strip(),
        words=words,
    )


def mark_not_told(state: RunState, act: Act, audience: str, *, occasion: str, reason: str) -> MessageNotTold:
    """Decide that an audience is not told about an event, and why.

    Raises:
        Refused: There is no such audience or event, or no reason is given.
    """
    told, about = audience_of(state, audience), event_of(state, occasion)
    words = require_words(reason, f"Say why {told.name.lower()} {_are(told)} not told about the {about.name.lower()}.")
    return MessageNotTold(
        **sign(state, act),
        audience=told.id,
        occasion=about.id,
        due=_written(due_of(state, occasion, audience)),
        reason=words,
    )


def acknowledge_message(state: RunState, act: Act, ref: str, *, whom: str) -> MessageAcknowledged:
    """Decide that a message was acknowledged.

    Raises:
        Refused: There is no such message, it comes before the message, or nobody is named.
    """
    message = message_of(state, ref)
    if not message.is_told:
        raise Refused(f"{ref} says why nobody was told, so there is nothing to acknowledge.")
    signature = sign(state, act)
    if signature["at"] < message.at:
        raise Refused(f"{ref} was sent after that. Give the time they acknowledged it.")
    return MessageAcknowledged(
        **signature, message=ref, whom=require_words(whom, f"Say who acknowledged {ref}: a desk, a role or a name.")
    )


# -- private ----------------------------------------------------------------------------------------------------------


def require_whole(words: str) -> None:
    """Refuse words with a blank nobody filled in, or with an address that hides where it leads."""
    blanks = blanks_in(words)
    if blanks:
        raise Refused(f"The words still hold [{blanks[0]}]. Fill it in, or take it out.")
    refuse_short_links(words)


def _require_more(name: str, expected: str, meanwhile: str) -> None:
    """Ask when things are expected to go on, and which other route there is."""
    asked = f"A message about a {name.lower()} says"
    require_words(expected, f"{asked} when things are expected to go on. Give the time, or ‘not known yet’.")
    require_words(meanwhile, f"{asked} which other route there is meanwhile, such as phone, 111 or FP10.")


def _require_checked(state: RunState, draft: Draft) -> None:
    """Refuse a message whose writer checked it, and ask why where nobody did."""
    require_person(state, draft.written_by)
    if draft.checked_by:
        require_person(state, draft.checked_by)
        if draft.checked_by == draft.written_by:
            raise Refused(f"{draft.written_by} wrote it, so somebody else has to check it.")
    elif not draft.reason.strip():
        msg = "Nobody but its writer has read this message. Say who checked it, or why it went out unchecked."
        raise ReasonNeeded(msg, (NOT_CHECKED,))


def require_room(*texts: str) -> None:
    """Refuse what is longer than one entry takes, before anything is cut."""
    taken = sum(len(text.strip()) for text in texts) + len(texts)
    if taken > MOST_CHARACTERS:
        msg = (
            f"The exact words and what was said about them come to {taken:,} characters, and one entry takes "
            f"{MOST_CHARACTERS:,}. Nothing was cut: record the message in two parts, each with its own words."
        )
        raise Refused(msg)


def _known_versions(accessible: tuple[str, ...]) -> tuple[str, ...]:
    for version in accessible:
        if version not in ACCESSIBLE:
            raise Refused(f"‘{version}’ is no accessible version. There are {', '.join(ACCESSIBLE)}.")
    return tuple(version for version in ACCESSIBLE if version in accessible)


def _written(due: datetime | None) -> str:
    return due.isoformat(timespec="seconds") if due is not None else ""


def _are(audience: Audience) -> str:
    """`are` for most audiences, which are several."""
    return "is" if audience.id in {"icb", "out-of-hours"} else "are"
