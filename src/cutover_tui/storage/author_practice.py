"""The shape of a practice file: one practice's dates, answers, lists and people.

The field docstrings are the hover help of an editor (`author_schemas`), so they speak to the author. What it says about
anchors, roles, questions and registers is looked at in `practice_file`.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from cutover_tui.storage.author_models import AuthorModel
from cutover_tui.storage.author_values import (
    Day,
    DayName,
    Hours,
    Initials,
    Moment,
    Name,
    OdsCode,
    Roles,
    Sentence,
    YesNo,
    author_slip,
)
from cutover_tui.storage.checklist_problems import shortened


class AuthorClosure(AuthorModel):
    """A day the practice is closed."""

    day: Day
    """The day, such as 2026-12-24."""
    reason: Name
    """Why it is closed."""


class AuthorPerson(AuthorModel):
    """Somebody who takes part."""

    initials: Initials
    """2 to 4 capital letters, each once."""
    name: Name
    """The person's name."""
    roles: Roles
    """Codes of the roles the person holds."""
    organisation: Name = ""
    """Where the person works."""
    phone: Name = ""
    """The number to reach the person on during cutover."""
    clinician: YesNo = False
    """yes for a registered clinician."""


class AuthorItem(BaseModel):
    """One item of a register; answers to its questions stand beside its name."""

    model_config = ConfigDict(extra="allow", frozen=True, use_attribute_docstrings=True)

    name: Name
    """What it is called, as it appears in the titles of tasks."""
    kind: Name = ""
    """What sort it is, where a service is only for one sort, such as: bowel"""
    phone: Name = ""
    """The number to reach it on during cutover, for the contact sheet."""


def _items(value: object) -> object:
    """Make items of a register from the word none, or from a list of names and maps."""
    if value == "none":
        return ()
    if isinstance(value, list):
        if not value:
            raise author_slip("is empty. Write its items, or the word none.")
        return [{"name": item} if isinstance(item, str) else item for item in value]
    if isinstance(value, str) and value:
        raise author_slip(f"is '{shortened(value)}'. Write a list, such as [{shortened(value)}], or the word none.")
    return value


Items = Annotated[
    tuple[AuthorItem, ...],
    BeforeValidator(_items),
    WithJsonSchema(
        {
            "oneOf": [
                {"const": "none"},
                {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "oneOf": [
                            {"type": "string", "minLength": 1, "maxLength": 60},
                            {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string", "minLength": 1, "maxLength": 60},
                                    "kind": {"type": "string", "minLength": 1, "maxLength": 60},
                                    "phone": {"type": "string", "minLength": 1, "maxLength": 60},
                                },
                                "additionalProperties": {"enum": ["yes", "no", "not sure"]},
                            },
                        ]
                    },
                },
            ]
        }
    ),
]
"""The items of one register: the word none, or a list of names, some of them with answers beside."""


class AuthorPractice(AuthorModel):
    """The facts of one practice: its dates, its lists and its people."""

    practice: Name
    """The practice's name."""
    ods_code: OdsCode
    """Its ODS code, such as Y09999."""
    from_system: Name
    """The clinical system it leaves."""
    to_system: Name
    """The clinical system it moves to."""
    lead: Initials
    """Initials of the person who leads the cutover."""
    bridge_call: Name = ""
    """The number of the call everybody joins on the day."""
    phone: Name = ""
    """The number patients and pharmacies call."""
    guardian: Sentence = ""
    """Who listens in confidence outside the line of management (the Freedom to Speak Up guardian), with a number."""
    zone: Name = "Europe/London"
    """The time zone of all its times."""
    anchors: dict[str, Moment]
    """The dates: FDP and GL with a time of day, others as agreed, such as FDP: 2026-11-26 18:30"""
    opening_days: Annotated[tuple[DayName, ...], Field(min_length=1)] = ("Mon", "Tue", "Wed", "Thu", "Fri")
    """The days of the week the practice is open."""
    core_hours: Hours = "08:00 to 18:30"
    """When the working day begins and ends, such as 08:00 to 18:30."""
    closures: tuple[AuthorClosure, ...] = ()
    """Days it is closed that are not bank holidays."""
    profile: dict[str, Literal["yes", "no", "not sure"]] = Field(default_factory=dict)
    """Answers to the questions of the profile file. No answer counts as not sure."""
    registers: dict[str, Items] = Field(default_factory=dict)
    """For each register its items, or the word none."""
    none_stated_by: Initials = ""
    """Initials of the person who states that the registers given as none are empty."""
    people: Annotated[tuple[AuthorPerson, ...], Field(min_length=1)]
    """The people who take part."""
