"""The kinds of value an author's file holds: ids, offsets, yes and no, sentences and their limits.

Every value arrives as text (`yaml_guard`) and is converted only where its key says so: `no` is a no under
`second_person`, and a word everywhere else.
"""

from __future__ import annotations

import re
from datetime import date, time
from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from cutover_tui.domain.timing import OffsetProblem, parse_offset
from cutover_tui.storage.checklist_problems import shortened

ID_PATTERN = r"^[a-z][a-z0-9-]{1,40}$"
CONDITION_PATTERN = r"^(not )?[a-z][a-z0-9-]{1,40}$"
ANCHOR_PATTERN = r"^[A-Z]{2,8}$"
ROLE_PATTERN = r"^[A-Z][A-Z0-9]{1,7}$"
SOURCE_PATTERN = r"^[A-Z][A-Z0-9-]{0,15}$"
INITIALS_PATTERN = r"^[A-Z]{2,4}$"
CLOCK_PATTERN = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
FORM_PATTERN = r"^[A-Z]$"
TRIGGER_PATTERN = r"^T([1-9]|1[01])$"
QUESTION_PATTERN = r"^.{9,}\?$"
DECIDER_PATTERN = r"^[A-Z][A-Z0-9]{1,7}( or [A-Z][A-Z0-9]{1,7})*$"
ODS_PATTERN = r"^([A-Z][0-9]{5}|[A-Z0-9]{3,6})$"

PATTERN_WORDS = {
    ID_PATTERN: "Write small letters, digits and hyphens, 2 to 41 of them, a letter first.",
    CONDITION_PATTERN: "Write the id of a profile question, or 'not' and the id.",
    ANCHOR_PATTERN: "Write the code of an anchor, 2 to 8 capital letters such as FDP.",
    ROLE_PATTERN: "Write the code of a role, 2 to 8 capital letters or digits such as PM.",
    SOURCE_PATTERN: "Write a code of capital letters, digits and hyphens, such as G20-05.",
    INITIALS_PATTERN: "Write 2 to 4 capital letters, such as JB.",
    CLOCK_PATTERN: "Write a local time of day, such as 08:15.",
    FORM_PATTERN: "Write one capital letter, such as C.",
    TRIGGER_PATTERN: "Write the code of a pause trigger, T1 to T11.",
    QUESTION_PATTERN: "Write a question of 10 characters or more that ends in a question mark.",
    DECIDER_PATTERN: "Write the code of a role, or a choice such as CL or CSO.",
    ODS_PATTERN: "Write the practice's ODS code, such as Y09999.",
}
"""What to write where a text does not fit its pattern."""

LIKELY_YEARS = range(2000, 2100)
"""Years a cutover can lie in; any other is a slip of the pen."""


def author_slip(words: str) -> PydanticCustomError:
    """Give an error whose words follow the name of the key, such as `is 'maybe'. Write yes or no.`."""
    return PydanticCustomError("author_slip", "{words}", {"words": words})


def _yes_or_no(value: object) -> object:
    if value in ("yes", "no"):
        return value == "yes"
    if isinstance(value, str) and value:
        raise author_slip(f"is '{shortened(value)}'. Write yes or no.")
    return value


def _one_or_more(value: object) -> object:
    return (value,) if isinstance(value, str) and value else value


def _whole_number(value: object) -> object:
    if isinstance(value, str) and value:
        if re.fullmatch(r"[0-9]{1,4}", value, re.ASCII) is None:
            raise author_slip(f"is '{shortened(value)}'. Write a whole number.")
        return int(value)
    return value


def _number_schema(least: int, most: int) -> dict[str, object]:
    digits = max(len(str(most)), 2)
    return {"type": ["integer", "string"], "minimum": least, "maximum": most, "pattern": f"^[0-9]{{1,{digits}}}$"}


def _offset(value: str) -> str:
    try:
        parse_offset(value)
    except OffsetProblem as problem:
        words = str(problem).replace("‘", "'").replace("’", "'")
        raise author_slip(f"is not understood. {words}") from None
    return value


def parse_moment(text: str) -> tuple[date, time | None]:
    """Read a local date, or a local date and time; raises ValueError for anything else."""
    match = re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: ([0-9]{2}:[0-9]{2}))?", text)
    if match is None:
        raise ValueError(text)
    day = date.fromisoformat(match[1])
    if day.year not in LIKELY_YEARS:
        raise ValueError(text)
    return day, None if match[2] is None else time.fromisoformat(match[2])


def parse_hours(text: str) -> tuple[time, time]:
    """Read two local times of day such as `08:00 to 18:30`; raises ValueError unless the second is later."""
    match = re.fullmatch(r"([0-9]{2}:[0-9]{2}) to ([0-9]{2}:[0-9]{2})", text)
    if match is None:
        raise ValueError(text)
    begins, ends = time.fromisoformat(match[1]), time.fromisoformat(match[2])
    if begins >= ends:
        raise ValueError(text)
    return begins, ends


def _moment(value: str) -> str:
    try:
        parse_moment(value)
    except ValueError:
        raise author_slip(
            f"is '{shortened(value)}'. Write a date of this century as 2026-11-26, with a time as 2026-11-26 18:30."
        ) from None
    return value


def _day(value: str) -> str:
    try:
        _, at = parse_moment(value)
    except ValueError:
        at = time()
    if at is not None:
        raise author_slip(f"is '{shortened(value)}'. Write a date of this century as 2026-11-26.")
    return value


def _hours(value: str) -> str:
    try:
        parse_hours(value)
    except ValueError:
        raise author_slip(
            f"is '{shortened(value)}'. Write two times of day, the earlier first, as 08:00 to 18:30."
        ) from None
    return value


_ID_SCHEMA = {"type": "string", "pattern": ID_PATTERN}
_OFFSET_SCHEMA = {"type": "string", "pattern": r"^[A-Z][A-Z0-9]*([+-][0-9]{1,4}(d|wd|w|h|min))?(@[0-9]{2}:[0-9]{2})?$"}

Name = Annotated[str, StringConstraints(min_length=1, max_length=60)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=90)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Id = Annotated[str, StringConstraints(min_length=1, pattern=ID_PATTERN)]
AnchorCode = Annotated[str, StringConstraints(min_length=1, pattern=ANCHOR_PATTERN)]
RoleCode = Annotated[str, StringConstraints(min_length=1, pattern=ROLE_PATTERN)]
TriggerCode = Annotated[str, StringConstraints(min_length=1, pattern=TRIGGER_PATTERN)]
SourceCode = Annotated[str, StringConstraints(min_length=1, pattern=SOURCE_PATTERN)]
Initials = Annotated[str, StringConstraints(min_length=1, pattern=INITIALS_PATTERN)]
Offset = Annotated[
    str, StringConstraints(min_length=1, max_length=60), AfterValidator(_offset), WithJsonSchema(_OFFSET_SCHEMA)
]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no), WithJsonSchema({"type": "string", "enum": ["yes", "no"]})]
Ids = Annotated[
    tuple[Id, ...],
    BeforeValidator(_one_or_more),
    Field(min_length=1),
    WithJsonSchema({"anyOf": [_ID_SCHEMA, {"type": "array", "minItems": 1, "items": _ID_SCHEMA}]}),
]
"""One id, or a list of them."""
Condition = Annotated[str, StringConstraints(min_length=1, pattern=CONDITION_PATTERN)]
Conditions = Annotated[
    tuple[Condition, ...],
    BeforeValidator(_one_or_more),
    Field(min_length=1),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": CONDITION_PATTERN},
                {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": CONDITION_PATTERN}},
            ]
        }
    ),
]
"""One profile question, or a list of them that must all hold; `not ID` turns one round."""
Offsets = Annotated[
    tuple[Offset, ...],
    BeforeValidator(_one_or_more),
    Field(min_length=1, max_length=2),
    WithJsonSchema(
        {"anyOf": [_OFFSET_SCHEMA, {"type": "array", "minItems": 1, "maxItems": 2, "items": _OFFSET_SCHEMA}]}
    ),
]
"""One offset, or a pair: the earliest and the latest."""
HazardRef = Annotated[str, StringConstraints(min_length=1, pattern=SOURCE_PATTERN)]
Hazards = Annotated[tuple[HazardRef, ...], Field(min_length=1)]
"""Numbers of hazards or of their controls."""
Roles = Annotated[tuple[RoleCode, ...], Field(min_length=1)]
AnchorList = Annotated[tuple[AnchorCode, ...], Field(min_length=1)]
Labels = Annotated[tuple[Sentence, ...], Field(min_length=1)]
ShortName = Annotated[str, StringConstraints(min_length=1, max_length=10)]
OdsCode = Annotated[str, StringConstraints(min_length=1, pattern=ODS_PATTERN)]
Moment = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60),
    AfterValidator(_moment),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}( [0-9]{2}:[0-9]{2})?$"}),
]
"""A local date, or a local date and time."""
Day = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60),
    AfterValidator(_day),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
"""A date."""
Hours = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60),
    AfterValidator(_hours),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]{2}:[0-9]{2} to [0-9]{2}:[0-9]{2}$"}),
]
"""A time of day to a later one."""
DayName = Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
Clock = Annotated[str, StringConstraints(min_length=1, pattern=CLOCK_PATTERN)]
"""A local time of day."""
Clocks = Annotated[
    tuple[Clock, ...],
    BeforeValidator(_one_or_more),
    Field(min_length=1, max_length=6),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": CLOCK_PATTERN},
                {"type": "array", "minItems": 1, "maxItems": 6, "items": {"type": "string", "pattern": CLOCK_PATTERN}},
            ]
        }
    ),
]
"""One local time of day, or a list of them."""
Minutes = Annotated[int, BeforeValidator(_whole_number), Field(ge=10, le=480), WithJsonSchema(_number_schema(10, 480))]
"""Minutes between two of something, from ten minutes to eight hours."""
Days = Annotated[int, BeforeValidator(_whole_number), Field(ge=1, le=60), WithJsonSchema(_number_schema(1, 60))]
"""Days something goes on."""
Watch = Annotated[int, BeforeValidator(_whole_number), Field(ge=1, le=6), WithJsonSchema(_number_schema(1, 6))]
FormLetter = Annotated[str, StringConstraints(min_length=1, pattern=FORM_PATTERN)]
Parts = Annotated[int, BeforeValidator(_whole_number), Field(ge=1, le=12), WithJsonSchema(_number_schema(1, 12))]
Lines = Annotated[int, BeforeValidator(_whole_number), Field(ge=1, le=30), WithJsonSchema(_number_schema(1, 30))]
Slips = Annotated[int, BeforeValidator(_whole_number), Field(ge=1, le=4), WithJsonSchema(_number_schema(1, 4))]
Urgency = Annotated[int, BeforeValidator(_whole_number), Field(ge=1, le=99), WithJsonSchema(_number_schema(1, 99))]
Count = Annotated[int, BeforeValidator(_whole_number), Field(ge=1, le=99), WithJsonSchema(_number_schema(1, 99))]
"""How many of something: minutes on a clock, or things that are counted."""
Rating = Annotated[int, BeforeValidator(_whole_number), Field(ge=1, le=5), WithJsonSchema(_number_schema(1, 5))]


class Wanted(NamedTuple):
    """One condition on the profile, taken apart."""

    question: str
    """Id of the profile question."""
    answer: bool
    """The answer under which the task applies: True for yes."""


def wanted(conditions: tuple[str, ...]) -> tuple[Wanted, ...]:
    """Take conditions such as `uses-eps` and `not uses-erd` apart."""
    return tuple(Wanted(text.removeprefix("not ").strip(), not text.startswith("not ")) for text in conditions)
