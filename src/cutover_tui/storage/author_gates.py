"""The shape of the file of gates: what is asked at each, by which criteria, of whom, and who decides.

The field docstrings are the hover help of an editor, as in `author_models`. What they say about other files, and how
many criteria two people look at, is looked at in `gate_links`.
"""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, WithJsonSchema

from cutover_tui.storage.author_models import AuthorModel
from cutover_tui.storage.author_values import (
    DECIDER_PATTERN,
    QUESTION_PATTERN,
    AnchorCode,
    Hazards,
    Id,
    Ids,
    Name,
    Offset,
    Roles,
    Sentence,
    ShortName,
    Title,
    YesNo,
)

Question = Annotated[str, StringConstraints(min_length=1, max_length=140, pattern=QUESTION_PATTERN)]
Decider = Annotated[
    str,
    StringConstraints(min_length=1, pattern=DECIDER_PATTERN),
    WithJsonSchema({"type": "string", "pattern": DECIDER_PATTERN}),
]


class AuthorCriterion(AuthorModel):
    """One thing that has to be so before the gate is passed."""

    criterion: Title
    """What is so when it is met, in one line: "Initial data checks: signed off"."""
    must: YesNo = True
    """no for one that only should be met."""
    evidence: Sentence
    """What shows that it is met. Never anything about a patient."""
    two_people: YesNo = False
    """yes when a second person reads it too, without seeing what the first one read. 5 at most in all gates."""
    reads: Name = ""
    """For two_people: what each of them reads, such as: Patients in the new system"""
    hazards: Hazards = ()
    """The hazards it controls."""
    document: YesNo = False
    """yes where a required document has to be there and in date; the pause prompt "document at a gate" counts these."""


class AuthorGate(AuthorModel):
    """One point of the cutover that is passed by a decision."""

    id: Id
    """Its own word."""
    title: Name
    """What people call it."""
    short_name: ShortName
    """At most 10 characters, for the wall."""
    kind: Literal["hard", "soft"]
    """hard: loud, and two people sign to pass it when something is not met. soft: it warns."""
    when: Offset
    """When it is planned, such as FDP-1wd@16:00."""
    question: Question
    """What the chair reads out. It ends in a question mark."""
    stations: Roles
    """The roles that answer, most junior first and the chair last. LEAD is the person who leads the cutover."""
    decided_by: Annotated[tuple[Decider, ...], Field(min_length=1, max_length=2)]
    """Who decides: a role, or a choice such as CL or CSO. With two of them, two different people."""
    clinician: YesNo = False
    """yes when at least one of those who decide is a registered clinician."""
    suppliers: Roles = ()
    """The roles that state facts. They never vote."""
    needs: Ids = ()
    """The gates that come first."""
    guards: AnchorCode = ""
    """The anchor that comes after it, such as GL."""
    retreat: Offset = ""
    """Up to when it is still safe to stay on the old system, such as FDP-1h."""
    checklist: Literal["P", "F", "C", "G", "R", "H"]
    """The list that its conditions and actions stand under."""
    task: Id = ""
    """The task that is this decision."""
    hazards: Hazards = ()
    """The hazards it controls."""
    criteria: Annotated[tuple[AuthorCriterion, ...], Field(min_length=1)]
    """What has to be so, the most important first."""


class GatesFile(AuthorModel):
    """The points of the cutover that are passed by a decision."""

    gates: Annotated[tuple[AuthorGate, ...], Field(min_length=1)]
    """The gates, in order. The first is G1 for ever."""
