"""From an author's gates to those of one practice: numbers, the roles somebody holds, and the tasks they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.gate_plan import LEAD, Criterion, Gate
from cutover_tui.domain.gates import choices

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cutover_tui.domain.plan import Task
    from cutover_tui.storage.author_gates import AuthorCriterion, AuthorGate
    from cutover_tui.storage.practice_file import PracticeFile

STANDS_IN_FOR_LEAD = "PM"
"""Speaks where the practice file names nobody who leads the cutover."""


def plan_gates(
    authors: Sequence[AuthorGate], practice: PracticeFile, tasks: Sequence[Task], lists: Collection[str]
) -> tuple[Gate, ...]:
    """Make the gates of one practice; a station whose role nobody holds is left out, unless that role decides.

    Args:
        authors: The gates, in the order that numbers them.
        practice: Who leads the cutover, if anybody is named, and the roster.
        tasks: All tasks of the plan.
        lists: Codes of the plan's lists.
    """
    lead = practice.lead
    held = {role for person in practice.people for role in person.roles} | ({LEAD} if lead else set())
    ref_of = {author.id: f"G{place}" for place, author in enumerate(authors, 1)}
    task_of = {task.id: task.ref for task in reversed(tasks)}
    return tuple(
        Gate(
            ref=ref_of[author.id],
            id=author.id,
            title=author.title,
            short_name=author.short_name,
            hard=author.kind == "hard",
            when=author.when,
            question=author.question,
            stations=_stations(author, held, lead=lead),
            decided_by=tuple(_decider(one, lead=lead) for one in author.decided_by),
            clinician=author.clinician,
            suppliers=author.suppliers,
            criteria=tuple(
                _criterion(one, f"{ref_of[author.id]}-{place:02d}") for place, one in enumerate(author.criteria, 1)
            ),
            needs=tuple(ref_of[one] for one in author.needs if one in ref_of),
            guards=author.guards,
            retreat=author.retreat,
            checklist=author.checklist if author.checklist in lists else "",
            task=task_of.get(author.task, ""),
            hazards=author.hazards,
        )
        for author in authors
    )


def _criterion(author: AuthorCriterion, ref: str) -> Criterion:
    return Criterion(
        ref=ref,
        text=author.criterion,
        must=author.must,
        evidence=author.evidence,
        two_people=author.two_people,
        reads=author.reads,
        hazards=author.hazards,
        document=author.document,
    )


def _stations(author: AuthorGate, held: Collection[str], *, lead: str) -> tuple[str, ...]:
    deciding = {code for one in author.decided_by for code in choices(one)}
    kept = [code for code in author.stations if code in held or (code in deciding and code != LEAD)]
    if not lead and LEAD in author.stations and STANDS_IN_FOR_LEAD in held:
        kept = [*(code for code in kept if code != STANDS_IN_FOR_LEAD), STANDS_IN_FOR_LEAD]
    return tuple(kept)


def _decider(one: str, *, lead: str) -> str:
    """The decider; where nobody leads the cutover, the practice manager decides in their place."""
    if lead:
        return one
    return " or ".join(dict.fromkeys(STANDS_IN_FOR_LEAD if code == LEAD else code for code in choices(one)))
