"""Advice on wording: what the study of checklists says makes a line easy to act on (`peers.md` (e)).

Everything here is a warning. A line may be right as it stands, and nothing is refused for it.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from cutover_tui.storage.checklist_entries import texts
from cutover_tui.storage.checklist_problems import ChecklistProblem, shortened
from cutover_tui.storage.yaml_guard import TextList, TextMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.storage.checklist_entries import Entry, Names

TITLE_LENGTH = 60
"""The most characters of a title that is taken in at a glance; `{item}` counts as it is written."""
STEP_WORDS = 20
"""The most words of a step that is read once and done."""
HARD_GATES = 9
"""The most hard gates in one phase: more than that are no longer the few that must not be missed."""

_WEAK_OPENING = re.compile(r"(?i)(ensure|check)\b")
_WEAK_WORDS = re.compile(r"(?i)\b(ensure|not unless|and/or)\b")
_VERBS = (
    "add|agree|ask|back up|book|brief|call|clear|close|confirm|copy|count|delete|empty|enter|export|file|find|give|"
    "import|keep|list|log|look|make|map|match|meet|move|note|open|pause|phone|print|publish|put|read|record|remove|"
    "replace|report|restart|restore|return|review|save|scan|send|set|sign|start|stop|switch|take|tell|test|turn|"
    "update|verify|write"
)
_TWO_ACTIONS = re.compile(rf"(?i)({_VERBS})\b.* (and|then) ({_VERBS})\b(?! [a-z]+s\b)")
"""A title that starts with one of some 50 verbs of this work and has another one straight after "and" or "then". Only
those are looked for, so a title that lists things, or names two states, is left alone."""
_COUNTING = re.compile(r"(?i)\b(zero|counts?|counted|0)\b")
_NUMBER = re.compile(r"(?i)\d|\b(number|counts?|counted|totals?|how many|left|waiting)\b|^\w+s\b")
"""A label that asks for a number: it says so, gives a target, or begins with what is counted ("Patients affected")."""


def wording_warnings(names: Names) -> tuple[ChecklistProblem, ...]:
    """Give advice on the checklists among some files, sorted by file and line; shipped ones that stand in have none."""
    found = chain(
        (warning for checklist in names.all("checklist") for warning in _of_checklist(checklist)),
        (warning for task in names.all("task") for warning in _of_task(task)),
        (warning for service in _own_services(names) for warning in _of_service(service, names)),
    )
    return tuple(sorted(set(found)))


def _own_services(names: Names) -> tuple[Entry, ...]:
    return tuple(service for service in names.all("service") if not service.stands_in)


def _advise(entry: Entry, line: int, words: str) -> ChecklistProblem:
    return ChecklistProblem(entry.place.file, line, f"{entry}: {words}", "warning")


def _of_checklist(checklist: Entry) -> Iterator[ChecklistProblem]:
    meaning = {
        "owner": "the role that runs it",
        "mode": "read-do or do-confirm",
        "completion_call": "what is said aloud when it is complete",
    }
    for key, what in meaning.items():
        if not checklist.text(key):
            yield _advise(checklist, checklist.place.line, f"it has no '{key}'. Add it: {what}.")
    phases = checklist.node.get("phases")
    for phase in phases.items if isinstance(phases, TextList) else ():
        if isinstance(phase, TextMap):
            yield from _of_phase(checklist, phase)


def _of_phase(checklist: Entry, phase: TextMap) -> Iterator[ChecklistProblem]:
    tasks = phase.get("tasks")
    listed = tasks.items if isinstance(tasks, TextList) else ()
    hard = sum(1 for task in listed if isinstance(task, TextMap) and [*_values(task, "gate")] == ["hard"])
    if hard > HARD_GATES:
        name = next(_values(phase, "phase"), "")
        words = f"phase '{shortened(name)}' has {hard} hard gates; {HARD_GATES} is the most people keep in view."
        yield _advise(checklist, phase.line, f"{words} Split the phase, or let some of them warn.")


def _values(node: TextMap, key: str) -> Iterator[str]:
    yield from (text.value for text in texts(node.get(key)))


def _of_task(task: Entry) -> Iterator[ChecklistProblem]:
    title, line = task.text("title"), task.node.line_of("title")
    if len(title) > TITLE_LENGTH:
        words = f"the title is {len(title)} characters long; up to {TITLE_LENGTH} are taken in at a glance."
        yield _advise(task, line, f"{words} Move detail to the steps.")
    if weak := (_WEAK_OPENING.match(title) or _WEAK_WORDS.search(title)):
        words = f"the title says '{weak[0].lower()}'. Name the thing, then the state to be seen, as 'EPS: paused'."
        yield _advise(task, line, words)
    if two := _TWO_ACTIONS.match(title):
        words = f"the title holds two actions, '{two[1].lower()}' and '{two[3].lower()}'. Make two tasks of it."
        yield _advise(task, line, words)
    if _COUNTING.search(title) and not any(_NUMBER.search(text.value) for text in task.texts("evidence")):
        words = "the title speaks of a count, and no line of 'evidence' asks for a number. Add one."
        yield _advise(task, line, words)
    for step in task.texts("do"):
        if (count := len(step.value.split())) > STEP_WORDS:
            yield _advise(task, step.line, f"a step has {count} words; {STEP_WORDS} is plenty. Split it in two.")


def _of_service(service: Entry, names: Names) -> Iterator[ChecklistProblem]:
    off = service.texts("off_tasks")
    if service.texts("restore_tasks") and not off and not service.text("evidence_off"):
        words = "no task switches it off, and nothing says what shows that it is off. Add off_tasks or evidence_off."
        yield _advise(service, service.place.line, words)
    for text in off:
        task = names.named("task").get(text.value)
        if task and not task.texts("reversed_by") and not task.texts("settled_by"):
            words = f"it changes service '{service.name}' and names no task that changes it back."
            yield _advise(task, task.place.line, f"{words} Add reversed_by or settled_by.")
