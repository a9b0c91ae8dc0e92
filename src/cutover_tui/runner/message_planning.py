"""The author's messages file as a part of the plan: audiences with the practice's own items, words, and the rhythm."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, TypedDict

from cutover_tui.domain.message_plan import Audience, Channel, MessageEvent, MessageKit, Rhythm, Template

if TYPE_CHECKING:
    from collections.abc import Callable

    from cutover_tui.storage.author_messages import AuthorRhythm, MessagesFile
    from cutover_tui.storage.practice_file import PracticeFile


class TellingPart(TypedDict):
    """What the plan takes from the messages file, and from the practice about being reached."""

    messages: MessageKit
    rhythm: Rhythm
    phone: str
    guardian: str


def telling_part(
    author: MessagesFile, practice: PracticeFile, items_of: Callable[[str], tuple[str, ...]]
) -> TellingPart:
    """The part of the plan about telling people and standing together.

    Args:
        author: The messages file.
        practice: The practice, for the number people call and for its guardian.
        items_of: Gives the names of a register's items in this practice.
    """
    return {
        "messages": _kit(author, items_of),
        "rhythm": _rhythm(author.rhythm),
        "phone": practice.phone,
        "guardian": practice.guardian,
    }


def _kit(author: MessagesFile, items_of: Callable[[str], tuple[str, ...]]) -> MessageKit:
    return MessageKit(
        audiences=tuple(
            Audience(
                id=one.id,
                name=one.name,
                public=one.public,
                register=one.register_id,
                items=items_of(one.register_id) if one.register_id else (),
            )
            for one in author.audiences
        ),
        channels=tuple(Channel(id=one.id, name=one.name) for one in author.channels),
        events=tuple(
            MessageEvent(
                id=one.id,
                name=one.name,
                since=one.since,
                moved=one.moved,
                asks_more=one.asks_more,
                tell={each.audience: each.by for each in one.tell},
            )
            for one in author.events
        ),
        templates=tuple(
            Template(
                id=one.id,
                event=one.event,
                audiences=one.audiences,
                channels=one.channels,
                version=one.version,
                lines=one.words,
            )
            for one in author.templates
        ),
    )


def _rhythm(author: AuthorRhythm) -> Rhythm:
    return Rhythm(
        sitrep_minutes=author.sitrep_minutes,
        huddles_on_the_day=tuple(time.fromisoformat(clock) for clock in author.huddles_on_the_day),
        huddle=time.fromisoformat(author.huddle),
        huddle_days=author.huddle_days,
    )
