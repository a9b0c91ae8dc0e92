"""Loads a practice file: the facts of one practice that turn checklists into its plan.

Every mistake is told at once. Names are looked up in the catalogue of checklists; the names of people are held to
Latin letters, so that nobody can appear twice under letters that only look the same (`integrity.md` D3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.plan import Person
from cutover_tui.storage.author_file import open_author_file, shown_path
from cutover_tui.storage.author_practice import AuthorPractice
from cutover_tui.storage.author_values import parse_hours, parse_moment
from cutover_tui.storage.checklist_problems import ChecklistProblems
from cutover_tui.storage.practice_links import DAY_NAMES, practice_problems

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, time
    from pathlib import Path

    from cutover_tui.storage.author_practice import AuthorItem
    from cutover_tui.storage.checklist_files import Catalogue


@dataclass(frozen=True, kw_only=True)
class PlannedMoment:
    """When a practice plans an anchor, in its own local time."""

    day: date
    at: time | None = None
    """Local time of day; None when only the date is agreed."""


@dataclass(frozen=True, kw_only=True)
class RegisterItem:
    """One item of a register, such as one lab."""

    name: str
    """As it is filled into titles."""
    kind: str = ""
    """What sort it is, such as `bowel`; empty when the practice says nothing."""
    phone: str = ""
    """The number to reach it on during cutover."""
    answers: Mapping[str, str]
    """Question id to `yes`, `no` or `not sure`; questions nobody answered are not in it."""


@dataclass(frozen=True, kw_only=True)
class PracticeFile:
    """The facts of one practice, checked against the checklists."""

    practice: str
    ods_code: str
    from_system: str
    to_system: str
    lead: str
    """Initials of the person who leads the cutover."""
    bridge_call: str
    """The number of the call everybody joins; empty when there is none."""
    zone: str
    """Name of the time zone of every local time here."""
    anchors: Mapping[str, PlannedMoment]
    """Anchor code to its planned moment; FDP and GL are always in it."""
    opening_days: tuple[int, ...]
    """Days of the week the practice is open, Monday is 0."""
    day_starts: time
    """Core hours begin, local."""
    day_ends: time
    """Core hours end, local."""
    closures: Mapping[str, str]
    """ISO date to reason."""
    profile: Mapping[str, str]
    """Question id to `yes`, `no` or `not sure`; questions nobody answered are not in it."""
    registers: Mapping[str, tuple[RegisterItem, ...]]
    """Register id to its items; empty where the practice stated none; registers it left out are not in it."""
    none_stated_by: str
    """Initials of the person who stated that those registers are empty."""
    people: tuple[Person, ...]
    phone: str = ""
    """The number patients and pharmacies call; empty when there is none."""
    guardian: str = ""
    """Who listens in confidence, with a number; empty when nobody is named."""


def load_practice(path: Path, catalogue: Catalogue) -> PracticeFile:
    """Load a practice file.

    Args:
        path: The file.
        catalogue: The checklists it will be used with: the anchors, roles, questions and registers it may name.

    Raises:
        ChecklistProblems: With every mistake, sorted by line.
    """
    file = open_author_file(path, shown_path(path))
    problems = (*file.problems, *practice_problems(file, catalogue))
    if problems or not isinstance(file.content, AuthorPractice):
        raise ChecklistProblems(problems)
    return _facts(file.content)


def _facts(author: AuthorPractice) -> PracticeFile:
    day_starts, day_ends = parse_hours(author.core_hours)
    moments = {code: parse_moment(text) for code, text in author.anchors.items()}
    return PracticeFile(
        practice=author.practice,
        ods_code=author.ods_code,
        from_system=author.from_system,
        to_system=author.to_system,
        lead=author.lead,
        bridge_call=author.bridge_call,
        phone=author.phone,
        guardian=author.guardian,
        zone=author.zone,
        anchors={code: PlannedMoment(day=day, at=at) for code, (day, at) in moments.items()},
        opening_days=tuple(sorted(DAY_NAMES.index(name) for name in author.opening_days)),
        day_starts=day_starts,
        day_ends=day_ends,
        closures={closure.day: closure.reason for closure in author.closures},
        profile=dict(author.profile),
        registers={name: tuple(_item(item) for item in items) for name, items in author.registers.items()},
        none_stated_by=author.none_stated_by,
        people=tuple(
            Person(
                initials=person.initials,
                name=person.name,
                roles=person.roles,
                organisation=person.organisation,
                phone=person.phone,
                clinician=person.clinician,
            )
            for person in author.people
        ),
    )


def _item(item: AuthorItem) -> RegisterItem:
    answers = {key: str(answer) for key, answer in (item.model_extra or {}).items()}
    return RegisterItem(name=item.name, kind=item.kind, phone=item.phone, answers=answers)
