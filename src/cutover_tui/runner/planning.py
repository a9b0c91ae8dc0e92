"""Checklists and one practice's facts make a plan: the tasks it needs, for each item and day, with everything resolved.

The plan is a frozen value; `storage.plan_json` turns it into the bytes a run starts from. The same files always make
the same plan (`design.md` 1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.anchor_times import resolve_anchors
from cutover_tui.domain.deferred import replace
from cutover_tui.domain.plan import Anchor, Calendar, Checklist, Plan
from cutover_tui.domain.timing import daily_days
from cutover_tui.runner.bank_holidays import england_bank_holidays
from cutover_tui.runner.message_planning import telling_part
from cutover_tui.runner.paper_planning import contacts_of, forms_of, roles_of
from cutover_tui.runner.plan_checks import (
    list_problems,
    order_problems,
    roster_problems,
    title_problems,
    way_back_problems,
)
from cutover_tui.runner.plan_cues import plan_cues
from cutover_tui.runner.plan_expansion import Expanded, expand, expand_category, expand_service, join
from cutover_tui.runner.plan_gates import plan_gates
from cutover_tui.runner.plan_issues import issue_rules
from cutover_tui.runner.plan_selection import NOT_SURE, Facts, Selection, select_tasks
from cutover_tui.runner.planned_moments import MomentUnclear, planned_instant
from cutover_tui.storage.plan_json import PLAN_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cutover_tui.domain.plan import ReentryCategory, Service
    from cutover_tui.storage.author_models import AuthorAnchor, AuthorService
    from cutover_tui.storage.checklist_files import Catalogue
    from cutover_tui.storage.practice_file import PracticeFile


SITES = "site"
"""The register of the practice's sites."""


class PlanProblems(Exception):  # noqa: N818 (the practice's facts do not make a plan yet; nothing broke)
    """No plan can be made yet; its message is one plain sentence or two for each reason.

    Attributes:
        problems: Everything found, each with what to do next.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(dict.fromkeys(problems))
        super().__init__("\n".join(self.problems))


def make_plan(catalogue: Catalogue, practice: PracticeFile, *, core_only: bool = False) -> Plan:
    """Make the plan of one practice.

    Args:
        catalogue: The checklists and the data files beside them.
        practice: The practice's dates, answers, lists and people.
        core_only: Whether to leave the extended set out.

    Raises:
        PlanProblems: Something stands in the way; everything that does is named at once.
    """
    facts = _facts(catalogue, practice)
    selection = select_tasks(catalogue, facts, core_only=core_only)
    services = _services_needed(catalogue, facts)
    calendar, anchors = _calendar_and_anchors(catalogue, practice)
    expanded = _expand_all(selection, anchors, calendar)
    tasks = join(expanded)
    checklists = _checklists(catalogue, selection)
    plan = Plan(
        version=PLAN_VERSION,
        practice=practice.practice,
        ods_code=practice.ods_code,
        from_system=practice.from_system,
        to_system=practice.to_system,
        lead=practice.lead,
        bridge_call=practice.bridge_call,
        selection="core" if core_only else "all",
        calendar=calendar,
        anchors=anchors,
        checklists=checklists,
        tasks=tasks,
        services=_services(services, facts, expanded),
        reentry=_reentry(catalogue, facts),
        issues=issue_rules(catalogue.issues),
        gates=plan_gates(catalogue.gates, practice, tasks, {checklist.code for checklist in checklists}),
        sites=_names(facts, SITES),
        people=practice.people,
        roles=roles_of(catalogue),
        forms=forms_of(catalogue),
        contacts=contacts_of(catalogue, facts),
        pause=catalogue.pause,
        cards=catalogue.cards,
        hazards=catalogue.hazards,
        cues=plan_cues(catalogue.cues, tasks),
        profile=dict(facts.profile),
        left_out=dict(selection.left_out),
        **telling_part(catalogue.messages, practice, lambda register: _names(facts, register)),
    )
    return _sound(plan, [*list_problems(facts, services), *_problems(plan, selection)])


def _sound(plan: Plan, problems: Sequence[str]) -> Plan:
    """Give the plan unless something stands in its way."""
    if problems:
        raise PlanProblems(problems)
    return plan


def _problems(plan: Plan, selection: Selection) -> Iterable[str]:
    """Give what stands in the way of working a plan."""
    reversed_by = {one.author.id: one.author.reversed_by for one in selection.chosen}
    yield from roster_problems(plan)
    yield from way_back_problems(plan.tasks, reversed_by, selection.left_out)
    yield from order_problems(plan.tasks)
    yield from title_problems(plan.tasks)


def _facts(catalogue: Catalogue, practice: PracticeFile) -> Facts:
    """Put the practice's answers and lists beside the questions and registers they belong to."""
    asked = (question.id for question in catalogue.questions if question.kind == "practice")
    return Facts(
        questions={question.id: question for question in catalogue.questions},
        registers={register.id: register for register in catalogue.registers},
        profile={question_id: practice.profile.get(question_id, NOT_SURE) for question_id in sorted(asked)},
        listed=practice.registers,
    )


def _services_needed(catalogue: Catalogue, facts: Facts) -> tuple[AuthorService, ...]:
    return tuple(service for service in catalogue.services if not facts.why_not(service.applies_when))


def _calendar_and_anchors(catalogue: Catalogue, practice: PracticeFile) -> tuple[Calendar, tuple[Anchor, ...]]:
    """Give the calendar with the bank holidays of every year from the order to a year after the old system ends."""
    bare = Calendar(
        zone=practice.zone,
        opening_days=practice.opening_days,
        closures=dict(sorted(practice.closures.items())),
        day_starts=practice.day_starts,
        day_ends=practice.day_ends,
    )
    anchors = _planned_anchors(catalogue, practice, bare)
    years = [instant.year for instant in resolve_anchors(anchors, {}, {}, bare).values()]
    return replace(bare, bank_holidays=england_bank_holidays(range(min(years), max(years) + 2))), anchors


def _planned_anchors(catalogue: Catalogue, practice: PracticeFile, calendar: Calendar) -> tuple[Anchor, ...]:
    """Give every anchor, or all the anchors whose time is not clear at once."""
    anchors: list[Anchor] = []
    unclear: list[str] = []
    for author in catalogue.anchors:
        try:
            anchors.append(_anchor(author, practice, calendar))
        except MomentUnclear as problem:
            unclear.append(f"Anchor {author.code} ({author.name}): {problem}")
    if unclear:
        raise PlanProblems(unclear)
    return tuple(anchors)


def _anchor(author: AuthorAnchor, practice: PracticeFile, calendar: Calendar) -> Anchor:
    """Give an anchor as the practice planned it: its own date, else the default counted from the others."""
    if author.code not in practice.anchors:
        return Anchor(code=author.code, name=author.name, default=author.default)
    moment = practice.anchors[author.code]
    return Anchor(
        code=author.code,
        name=author.name,
        planned_at=planned_instant(moment.day, moment.at or calendar.day_starts, calendar.zone),
        has_time=moment.at is not None,
    )


def _expand_all(selection: Selection, anchors: Sequence[Anchor], calendar: Calendar) -> tuple[Expanded, ...]:
    """Make the instances of every chosen task, the daily ones for the days of their planned span."""
    instants = resolve_anchors(anchors, {}, {}, calendar)
    expanded: list[Expanded] = []
    for one in selection.chosen:
        pattern = expand(one, ())
        days = daily_days(pattern.tasks[0], instants, calendar) if one.daily else ()
        expanded.append(expand(one, days) if days else pattern)
    return tuple(expanded)


def _checklists(catalogue: Catalogue, selection: Selection) -> tuple[Checklist, ...]:
    """Give the lists with the headings something of the plan stands under; a list with none is left out."""
    used = {(one.checklist, one.phase) for one in selection.chosen}
    lists = (
        Checklist(
            code=author.checklist,
            name=author.name,
            mode=author.mode,
            owner=author.owner,
            completion_call=author.completion_call,
            phases=tuple(phase.phase for phase in author.phases if (author.checklist, phase.phase) in used),
            waits_for=author.waits_for,
        )
        for author in catalogue.checklists
    )
    return tuple(found for found in lists if found.phases)


def _services(needed: Iterable[AuthorService], facts: Facts, expanded: Sequence[Expanded]) -> tuple[Service, ...]:
    """Give the instances of the services the practice has, each for the items it is for."""
    return tuple(service for author in needed for service in expand_service(author, _items_of(author, facts), expanded))


def _items_of(author: AuthorService, facts: Facts) -> tuple[str, ...]:
    if not author.register_id:
        return ()
    return tuple(
        item.name
        for item in facts.items(author.register_id)
        if author.only in {"", item.kind} and facts.suits(author.applies_when, item)
    )


def _reentry(catalogue: Catalogue, facts: Facts) -> tuple[ReentryCategory, ...]:
    """Give what the practice counts for re-entry, one instance for each item where it repeats."""
    return tuple(
        category
        for author in catalogue.categories
        if not facts.why_not(author.applies_when)
        for category in expand_category(author, _names(facts, author.register_id))
    )


def _names(facts: Facts, register: str) -> tuple[str, ...]:
    """Give the names of the items of a register; none where the checklists have no such register."""
    return tuple(item.name for item in facts.items(register)) if register in facts.registers else ()
