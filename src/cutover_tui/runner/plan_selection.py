"""Which tasks a practice needs: its answers and lists held against what each task says about itself.

In doubt a task stays in: "not sure" and no answer count as what the question says they count as, which is yes unless
its author said no (`domain.md` 10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.plan import Tier
from cutover_tui.runner.plan_expansion import ChosenTask, number_of, register_of
from cutover_tui.storage.author_values import wanted
from cutover_tui.storage.practice_file import RegisterItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cutover_tui.storage.author_models import AuthorQuestion, AuthorRegister, AuthorTask
    from cutover_tui.storage.author_values import Wanted
    from cutover_tui.storage.checklist_files import Catalogue

NOT_SURE = "not sure"
"""What counts as the answer where there is none."""

ONLY_IF = "only if "
"""Begins the words of a condition known only on the day."""

CORE_ONLY = "It belongs to the extended set, and this plan holds the core set only."


@dataclass(frozen=True)
class Selection:
    """The tasks of a plan before their instances are made."""

    chosen: tuple[ChosenTask, ...]
    """In the order of the checklists."""
    left_out: Mapping[str, str]
    """Author's task id to why it is not in the plan."""


@dataclass(frozen=True)
class Facts:
    """What a practice answered and listed, as the tasks ask about it."""

    questions: Mapping[str, AuthorQuestion]
    registers: Mapping[str, AuthorRegister]
    profile: Mapping[str, str]
    """Question id to yes, no or not sure, for the practice's own questions."""
    listed: Mapping[str, tuple[RegisterItem, ...]]
    """Register id to what the practice listed; a register it does not mention is absent."""

    def items(self, register: str) -> tuple[RegisterItem, ...]:
        """Give the items of a register, the standard ones where the practice does not mention it."""
        if register in self.listed:
            return self.listed[register]
        return tuple(RegisterItem(name=name, answers={}) for name in self.registers[register].standard)

    def why_not(self, conditions: Sequence[str]) -> str:
        """Say which of the practice's own answers rules a task out; an empty text when none does."""
        for question, answer in self._asked("practice", conditions):
            said = self.profile.get(question.id, NOT_SURE)
            if self._counts_as(question, said) != answer:
                return f"‘{question.ask}’ is answered {said}."
        return ""

    def suits(self, conditions: Sequence[str], item: RegisterItem) -> bool:
        """Whether what a practice answered about an item lets a task be done for it."""
        return all(
            self._counts_as(question, item.answers.get(question.id, NOT_SURE)) == answer
            for question, answer in self._asked("item", conditions)
        )

    def on_the_day(self, conditions: Sequence[str]) -> str:
        """Give in words what is known only on the day; an empty text when there is nothing."""
        words = [
            question.words if answer else f"unless {question.words.removeprefix(ONLY_IF)}"
            for question, answer in self._asked("day", conditions)
        ]
        return ", and ".join(words)

    def _asked(self, kind: str, conditions: Sequence[str]) -> Iterator[tuple[AuthorQuestion, bool]]:
        asked: Iterable[Wanted] = wanted(tuple(conditions))
        return (
            (self.questions[one.question], one.answer) for one in asked if self.questions[one.question].kind == kind
        )

    @staticmethod
    def _counts_as(question: AuthorQuestion, said: str) -> bool:
        return question.not_sure if said == NOT_SURE else said == "yes"


def select_tasks(catalogue: Catalogue, facts: Facts, *, core_only: bool) -> Selection:
    """Say which tasks the practice needs, and why it does not need the others.

    A plan of the core set also holds what brings back a switch-off of the core set, whatever set that belongs to:
    nothing may stay off because the task that restores it is extended.
    """
    chosen: list[ChosenTask] = []
    left_out: dict[str, str] = {}
    for candidate in _candidates(catalogue, facts):
        if isinstance(candidate, ChosenTask):
            chosen.append(candidate)
        else:
            task_id, reason = candidate
            left_out[task_id] = reason
    if core_only:
        ways_back = _ways_back(chosen)
        extended = {
            one.author.id for one in chosen if one.author.tier is not Tier.CORE and one.author.id not in ways_back
        }
        left_out |= dict.fromkeys(extended, CORE_ONLY)
        chosen = [one for one in chosen if one.author.id not in extended]
    return Selection(tuple(chosen), dict(sorted(left_out.items())))


def _candidates(catalogue: Catalogue, facts: Facts) -> Iterator[ChosenTask | tuple[str, str]]:
    """Give every task the practice needs, or its id and why the practice does not need it."""
    for checklist in catalogue.checklists:
        places = ((phase.phase, task) for phase in checklist.phases for task in phase.tasks)
        for place, (phase, author) in enumerate(places, 1):
            reason, items = _fit(author, facts)
            if reason:
                yield author.id, reason
            else:
                yield ChosenTask(
                    number=number_of(checklist.checklist, place),
                    checklist=checklist.checklist,
                    phase=phase,
                    author=author,
                    items=items,
                    condition=facts.on_the_day(author.applies_when),
                )


def _fit(author: AuthorTask, facts: Facts) -> tuple[str, tuple[str, ...]]:
    """Say why a task does not apply, or for which items it does."""
    if reason := facts.why_not(author.applies_when):
        return reason, ()
    register = register_of(author)
    if not register:
        return "", ()
    listed = facts.items(register)
    if not listed:
        return f"No {facts.registers[register].plural} are listed.", ()
    items = tuple(item.name for item in listed if facts.suits(author.applies_when, item))
    if not items:
        return f"None of the {facts.registers[register].plural} needs it, by the answers given about each.", ()
    return "", items


def _ways_back(chosen: Sequence[ChosenTask]) -> set[str]:
    """Give the extended tasks without which a core switch-off could not be undone."""
    core = {one.author.id for one in chosen if one.author.tier is Tier.CORE}
    return {
        back
        for one in chosen
        if one.author.id in core and core.isdisjoint(one.author.reversed_by)
        for back in one.author.reversed_by
    }
