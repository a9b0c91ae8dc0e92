"""The shape of the messages file: whom to tell what, by which way and by when, in words ready to be filled in.

The field docstrings are the hover help of an editor (`author_schemas`), so they speak to the author.
"""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, WithJsonSchema

from cutover_tui.domain.message_words import FIELDS, refuse_short_links, strange_blanks
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.timing import OffsetProblem, parse_offset
from cutover_tui.storage.author_models import AuthorModel
from cutover_tui.storage.author_values import (
    AnchorCode,
    Clock,
    Clocks,
    Days,
    Id,
    Ids,
    Minutes,
    Name,
    YesNo,
    author_slip,
)
from cutover_tui.storage.checklist_problems import shortened

MOST_LINES = 12
"""The most paragraphs one message may have."""


def _words(value: str) -> str:
    strange = strange_blanks(value)
    if strange:
        known = ", ".join(f"[{name}]" for name in FIELDS)
        raise author_slip(f"holds [{shortened(strange[0])}], which nothing fills in. There are {known}.")
    try:
        refuse_short_links(value)
    except Refused:
        raise author_slip("holds a shortened link. Spell the address out in full.") from None
    return value


def _by(value: str) -> str:
    if value.endswith("min") and value[:-3].isdecimal():
        return value
    try:
        parse_offset(value)
    except OffsetProblem as problem:
        words = str(problem).replace("‘", "'").replace("’", "'")
        raise author_slip(f"is not understood. {words}") from None
    return value


Line = Annotated[str, StringConstraints(min_length=1, max_length=500), AfterValidator(_words)]
By = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60),
    AfterValidator(_by),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 60}),
]


class AuthorAudience(AuthorModel):
    """Somebody to tell."""

    id: Id
    """Its own word, such as pharmacy."""
    name: Name
    """What people call it."""
    public: YesNo = False
    """yes where times are written as patients read them: 9.14am, not 09:14."""
    register_id: Annotated[Id, Field(alias="register")] = ""
    """The register whose items belong to it."""


class AuthorChannel(AuthorModel):
    """A way to tell somebody. The one called text is counted in parts of 160 characters."""

    id: Id
    """Its own word, such as website."""
    name: Name
    """What people call it."""


class AuthorTold(AuthorModel):
    """Who is told about an event, and by when."""

    audience: Id
    """Who is told."""
    by: By
    """By when: an offset such as GL+1h, or minutes such as 30min after the event began."""


class AuthorEvent(AuthorModel):
    """Something people have to be told about."""

    id: Id
    """Its own word, such as pause."""
    name: Name
    """What people call it."""
    since: AnchorCode = ""
    """The anchor whose moment begins it. Without it, it is there from the start."""
    moved: YesNo = False
    """yes for the event that begins when the extract or go-live is moved."""
    asks_more: YesNo = False
    """yes where every message says when things are expected to go on and which other route there is."""
    tell: Annotated[tuple[AuthorTold, ...], Field(min_length=1)] = ()
    """Who is told, and by when."""


class AuthorTemplate(AuthorModel):
    """Words for one event and some audiences."""

    id: Id
    """Its own word."""
    event: Id
    """What it is about."""
    audiences: Ids
    """Whom it is for."""
    channels: Ids
    """By which ways it may go."""
    version: Name = "1"
    """Count it up when the words change."""
    words: Annotated[tuple[Line, ...], Field(min_length=1, max_length=MOST_LINES)]
    """One paragraph each. What stands in square brackets is filled in."""


class AuthorRhythm(AuthorModel):
    """How often people stand together, and how often the position is reported."""

    sitrep_minutes: Minutes
    """Minutes between two sitreps on the day of the extract, on that of go-live, and while paused."""
    huddles_on_the_day: Clocks
    """Local times of the huddles on those two days."""
    huddle: Clock
    """Local time of the daily huddle on other working days."""
    huddle_days: Days
    """For how many days after go-live there is one."""


class MessagesFile(AuthorModel):
    """Whom to tell what, and the rhythm of huddles and sitreps."""

    audiences: Annotated[tuple[AuthorAudience, ...], Field(min_length=1)]
    """Everybody to tell."""
    channels: Annotated[tuple[AuthorChannel, ...], Field(min_length=1)]
    """The ways to tell them."""
    events: Annotated[tuple[AuthorEvent, ...], Field(min_length=1)]
    """What they are told about."""
    templates: Annotated[tuple[AuthorTemplate, ...], Field(min_length=1)]
    """Words ready to be filled in."""
    rhythm: AuthorRhythm
    """How often there are huddles and sitreps."""
