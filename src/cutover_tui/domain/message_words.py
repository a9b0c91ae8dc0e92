"""The words of a message: blanks filled in with the plan's facts, characters of a text counted, addresses spelt out.

What is sent to the public says times as patients read them, to everybody else on the 24-hour clock (`records.md` d1).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.leads import cutover_lead
from cutover_tui.domain.message_plan import TEXT, kit_of
from cutover_tui.domain.public_words import public_day, public_time, text_day
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import TimeNotUnderstood, clock_words, parse_local_time, to_local

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cutover_tui.domain.message_plan import Template
    from cutover_tui.domain.plan import Plan
    from cutover_tui.domain.state import RunState

FROM_PLAN: Final = (
    "practice",
    "old system",
    "new system",
    "extract day",
    "extract time",
    "go-live day",
    "go-live time",
    "order by",
    "line",
    "lead",
    "bridge call",
)
"""Blanks the plan fills."""
ASKED: Final = {
    "time": "Time",
    "expected": "Expected time",
    "next update": "Next update",
    "jobs": "Jobs that stop",
    "what we saw": "What we saw",
    "fix": "Fix we need",
    "by": "Needed by",
    "meanwhile": "Meanwhile",
    "reason": "Reason",
    "open items": "Open items",
}
"""Blanks people fill on the day, and what they are asked."""
FIELDS: Final = (*FROM_PLAN, *ASKED)
"""Every blank the words of a template may hold."""
EXPECTED: Final = "expected"
"""The blank for when things are expected to go on."""

_BLANK: Final = re.compile(r"\[([^][\n]{1,40})\]")
_GSM: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The alphabet of a text message (GSM 03.38)."""
_GSM_TWICE: Final = frozenset("^{}\\[~]|€")
"""Letters of it that take two places."""
_ONE, _PART = 160, 153
"""Places in one text, and in each part of a longer one."""
_ONE_WIDE, _PART_WIDE = 70, 67
"""The same once a single letter is not in the alphabet."""
_SHORTENERS: Final = (
    *("bit.ly", "tinyurl.com", "goo.gl", "t.co", "ow.ly", "is.gd", "buff.ly", "rebrand.ly", "cutt.ly", "rb.gy"),
    *("shorturl.at", "tiny.cc", "t.ly", "bl.ink", "lnkd.in", "snip.ly", "s.id", "v.gd", "qrco.de", "short.io"),
)
_SHORTENED: Final = re.compile(
    rf"(?i)(?<![\w.@-])(?:https?://)?(?:www\.)?({'|'.join(re.escape(host) for host in _SHORTENERS)})(?![\w-]|\.\w)"
)


@dataclass(frozen=True)
class TextCount:
    """How long a text message is."""

    places: int
    """Places it takes; most letters take one."""
    parts: int
    """How many texts it is sent as."""
    fits: int
    """Places that one text holds for these letters."""

    @property
    def over(self) -> bool:
        """True when it does not fit in one text."""
        return self.parts > 1

    @property
    def words(self) -> str:
        """`153 of 160 characters`, and what follows from more."""
        counted = f"{self.places} of {self.fits} characters"
        if not self.over:
            return counted
        why = "" if self.fits == _ONE else f" A letter outside the plain alphabet leaves room for {_ONE_WIDE} only."
        return f"{counted}: it goes out as {self.parts} texts.{why}"


def count_text(words: str) -> TextCount:
    """Count a text message as networks do: 160 places, or 70 where a letter is not in their plain alphabet."""
    if all(letter in _GSM or letter in _GSM_TWICE for letter in words):
        places = len(words) + sum(letter in _GSM_TWICE for letter in words)
        return TextCount(places, 1 if places <= _ONE else -(-places // _PART), _ONE)
    places = len(words.encode("utf-16-le")) // 2
    return TextCount(places, 1 if places <= _ONE_WIDE else -(-places // _PART_WIDE), _ONE_WIDE)


def refuse_short_links(words: str) -> None:
    """Refuse words with an address that hides where it leads."""
    found = _SHORTENED.search(words)
    if found is not None:
        msg = (
            f"These words hold a shortened link, {found[1]}. Spell the address out in full, so that people see where "
            "it leads. If it has gone out so already, write that as a note."
        )
        raise Refused(msg)


def blanks_in(words: str) -> tuple[str, ...]:
    """The blanks still to fill in some words, each once, in the order they come."""
    return tuple(dict.fromkeys(name for name in _BLANK.findall(words) if name in FIELDS))


def strange_blanks(words: str) -> tuple[str, ...]:
    """What stands in square brackets and is no blank that anything fills."""
    return tuple(name for name in _BLANK.findall(words) if name not in FIELDS)


def fill(words: str, facts: Mapping[str, str]) -> str:
    """Words with the blanks filled that there are facts for; the others stay as they are."""
    return _BLANK.sub(lambda found: facts.get(found[1]) or found[0], words)


def facts_for(state: RunState, template: Template, channel: str) -> dict[str, str]:
    """What the plan says for the blanks of a template, in the words its readers use; nothing for what it lacks."""
    plan, anchors = state.plan, state.anchors
    public, zone = is_public(plan, template), plan.calendar.zone
    day = text_day if channel == TEXT else public_day
    clock = public_time if public else clock_words
    facts = {
        "practice": plan.practice,
        "old system": plan.from_system,
        "new system": plan.to_system,
        "line": plan.phone,
        "bridge call": plan.bridge_call,
        "lead": _lead(state),
    }
    for name, code in (("extract", "FDP"), ("go-live", "GL")):
        if code in anchors:
            facts[f"{name} day"] = day(anchors[code], zone)
            facts[f"{name} time"] = clock(anchors[code], zone)
    order_by = state.instant_of("FDP-7d")
    if order_by is not None:
        facts["order by"] = day(order_by, zone)
    return {name: words for name, words in facts.items() if words}


def said_time(typed: str, *, now: datetime, state: RunState, template: Template, channel: str) -> str:
    """A typed time in the words of the message's readers; anything else as it was typed."""
    zone, public = state.plan.calendar.zone, is_public(state.plan, template)
    try:
        readings = parse_local_time(typed, now, zone)
    except TimeNotUnderstood:
        return typed
    if len(readings) != 1:
        return typed
    clock = (public_time if public else clock_words)(readings[0], zone)
    if to_local(readings[0], zone).date() == to_local(now, zone).date():
        return clock
    return f"{clock} on {(text_day if channel == TEXT else public_day)(readings[0], zone)}"


def is_public(plan: Plan, template: Template) -> bool:
    """Whether a template speaks to the public."""
    kit = kit_of(plan)
    return any(one.public for one in kit.audiences if one.id in template.audiences)


def _lead(state: RunState) -> str:
    """The lead by name, with the number to reach them on."""
    lead = cutover_lead(state)
    if lead is None:
        return ""
    return f"{lead.name}, {lead.phone}" if lead.phone else lead.name
