"""From an author's tasks to the instances of one practice: numbers, letters, items, days, and who points at whom.

A task keeps its number for ever: `C-12` is the twelfth task of the cutover list whatever a practice selects. One that
repeats gets a letter for each instance, even when there is only one, so that a second never renames the first.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING

from cutover_tui.domain.daily import letter_suffix
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.plan import Answers, ReentryCategory, Service, Task
from cutover_tui.domain.services import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from cutover_tui.storage.author_models import AuthorCategory, AuthorService, AuthorTask

DAY = "day"
"""Stands among `repeats_per` for one instance per day; every other word there is a register."""

ITEM = "{item}"
"""Stands in an author's texts for the name of the register item."""


@dataclass(frozen=True)
class ChosenTask:
    """An author's task that is in the plan, with what it takes to make its instances."""

    number: str
    """Its number without a letter, such as `C-12`."""
    checklist: str
    phase: str
    author: AuthorTask
    items: tuple[str, ...] = ()
    """Names of the register items it is done for, in the practice's order; empty when it does not repeat so."""
    condition: str = ""
    """In words, when it applies, for what is known only on the day."""

    @property
    def register(self) -> str:
        """Id of the register it repeats over; empty when it does not."""
        return register_of(self.author)

    @property
    def daily(self) -> bool:
        """True when it has an instance for each day."""
        return DAY in self.author.repeats_per


@dataclass(frozen=True)
class Expanded:
    """A chosen task with its instances."""

    chosen: ChosenTask
    tasks: tuple[Task, ...]


def register_of(author: AuthorTask) -> str:
    """Give the register a task repeats over, or an empty text."""
    return next((name for name in author.repeats_per if name != DAY), "")


def number_of(checklist: str, place: int) -> str:
    """Give the number of the task at a place of its checklist file, counted from 1 over selected and unselected."""
    return f"{checklist}-{place:02d}"


def expand(chosen: ChosenTask, days: Sequence[date]) -> Expanded:
    """Make the instances of a task: per item, then per day; what it points at is filled in by `join`.

    A daily task whose span is not known, or holds no day, gets one instance without a day. It stands for the series,
    and the days get instances of their own once the anchors say which they are (`domain.daily`).
    """
    author = chosen.author
    items = chosen.items if chosen.register else ("",)
    every_day: Sequence[date | None] = (days or (None,)) if chosen.daily else (None,)
    pairs = [(item, day) for item in items for day in every_day]
    lettered = bool(author.repeats_per)
    return Expanded(
        chosen,
        tuple(
            _instance(chosen, f"{chosen.number}{letter_suffix(place)}" if lettered else chosen.number, item, day)
            for place, (item, day) in enumerate(pairs)
        ),
    )


def _instance(chosen: ChosenTask, ref: str, item: str, day: date | None) -> Task:
    author = chosen.author
    return Task(
        ref=ref,
        id=author.id,
        checklist=chosen.checklist,
        phase=chosen.phase,
        title=_filled(author.title, item),
        tier=author.tier,
        do=_all_filled(author.do, item),
        owner=author.owner,
        not_before=author.not_before,
        due=author.due,
        not_after=author.not_after,
        evidence=_all_filled(author.evidence, item),
        answers=_answers(author, item),
        checked_by=author.checked_by,
        second_person=author.second_person,
        gate=author.gate,
        condition=chosen.condition,
        item=item,
        day=day,
        rolls=author.rolls,
        weekends=author.weekends,
        tells=author.tells,
        daily_of=chosen.number if chosen.daily else "",
        hazards=author.hazards,
        source=author.source,
        why=_filled(author.why, item),
    )


def _answers(author: AuthorTask, item: str) -> Answers | None:
    found = author.answers
    if found is None:
        return None
    return Answers(
        question=_filled(found.question, item),
        done=_all_filled(found.done, item),
        not_done=_all_filled(found.not_done, item),
    )


def _filled(text: str, item: str) -> str:
    return text.replace(ITEM, item) if item else text


def _all_filled(texts: Iterable[str], item: str) -> tuple[str, ...]:
    return tuple(_filled(text, item) for text in texts)


def join(expanded: Sequence[Expanded]) -> tuple[Task, ...]:
    """Give all instances, with what each points at turned from the author's ids into refs.

    Where both ends repeat over the same register, an instance points at the other's instance for the same item; where
    both are daily, for the same day; otherwise at all of them. What was left out of the plan is not pointed at.
    """
    by_id = {one.chosen.author.id: one for one in expanded}
    return tuple(
        replace(
            task,
            needs=_refs(one.chosen, task, one.chosen.author.needs, by_id),
            reverses=_refs(one.chosen, task, one.chosen.author.reverses, by_id),
            reversed_by=_refs(one.chosen, task, one.chosen.author.reversed_by, by_id),
            settles=_refs(one.chosen, task, one.chosen.author.settles, by_id),
            settled_by=_refs(one.chosen, task, one.chosen.author.settled_by, by_id),
        )
        for one in expanded
        for task in one.tasks
    )


def _refs(chosen: ChosenTask, task: Task, author_ids: Iterable[str], by_id: Mapping[str, Expanded]) -> tuple[str, ...]:
    refs: list[str] = []
    for other in (by_id[author_id] for author_id in author_ids if author_id in by_id):
        same_item = chosen.register != "" and chosen.register == other.chosen.register
        same_day = chosen.daily and other.chosen.daily
        refs += [
            found.ref
            for found in other.tasks
            if (not same_item or found.item == task.item)
            and (not same_day or None in {found.day, task.day} or found.day == task.day)
        ]
    return tuple(refs)


def expand_service(author: AuthorService, items: Sequence[str], expanded: Sequence[Expanded]) -> tuple[Service, ...]:
    """Make the instances of a service: one, or one for each item; instances no task of the plan touches are left out.

    Args:
        author: The service.
        items: Names of the items it has an instance for; not used when it has no register.
        expanded: The tasks of the plan.
    """
    by_id = {one.chosen.author.id: one for one in expanded}
    slugs: list[str] = []
    services: list[Service] = []
    for item in items if author.register_id else ("",):
        slugs.append(_slug(item, slugs))
        off = _touching(author.off_tasks, item, author.register_id, by_id)
        restore = _touching(author.restore_tasks, item, author.register_id, by_id)
        if off or restore:
            touching = partial(_touching, item=item, register=author.register_id, by_id=by_id)
            services.append(
                Service(
                    id=f"{author.id}:{slugs[-1]}" if item else author.id,
                    service=author.id,
                    name=author.name,
                    short_name=author.short_name,
                    item=item,
                    normal=author.normal,
                    cutover_state=author.cutover_state,
                    off_tasks=off,
                    restore_tasks=restore,
                    brings={
                        ref: stage for ids, stage in _stages(author) for ref in touching(ids) if ref in {*off, *restore}
                    },
                    switched_by=author.switched_by,
                    caught_by=author.caught_by,
                    evidence_off=author.evidence_off,
                    evidence_on=author.evidence_on,
                    watch=author.watch,
                )
            )
    return tuple(services)


def _stages(author: AuthorService) -> tuple[tuple[tuple[str, ...], Stage], ...]:
    """Give which of a service's tasks bring which stage: as the author says, else by their place in the lists."""
    named = (
        (author.asked_by, Stage.ASKED),
        (author.off_by, Stage.OFF),
        (author.on_by, Stage.ON),
        (author.flowing_by, Stage.FLOWING),
    )
    if any(ids for ids, _stage in named):
        return named
    return (
        (author.off_tasks, Stage.OFF),
        (author.restore_tasks[:-1], Stage.ON),
        (author.restore_tasks[-1:], Stage.FLOWING),
    )


def _touching(author_ids: Iterable[str], item: str, register: str, by_id: Mapping[str, Expanded]) -> tuple[str, ...]:
    return tuple(
        task.ref
        for author_id in author_ids
        if author_id in by_id
        for task in by_id[author_id].tasks
        if not register or by_id[author_id].chosen.register != register or task.item == item
    )


def expand_category(author: AuthorCategory, items: Sequence[str]) -> tuple[ReentryCategory, ...]:
    """Make the instances of a re-entry category: one, or one for each item of its register."""
    slugs: list[str] = []
    categories: list[ReentryCategory] = []
    for item in items if author.register_id else ("",):
        slugs.append(_slug(item, slugs))
        categories.append(
            ReentryCategory(
                id=f"{author.id}:{slugs[-1]}" if item else author.id,
                category=author.id,
                name=author.name,
                item=item,
                counts=author.counts,
                holds=author.holds,
                reenter_by=author.reenter_by,
                closed_by=author.closed_by,
                rule=author.rule,
                urgency=author.urgency,
            )
        )
    return tuple(categories)


def _slug(name: str, taken: Sequence[str]) -> str:
    """Make a name fit for an id, different from those taken: `Northgate Pathology` becomes `northgate-pathology`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain)) or "item"
    place = 2
    unique = slug
    while unique in taken:
        unique, place = f"{slug}-{place}", place + 1
    return unique
