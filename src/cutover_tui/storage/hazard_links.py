"""What the files say about hazards and cues: every number exists, belongs to one hazard, and is no number of a task.

A task, a gate, a criterion or a cue may name a hazard or, better, the control it shows.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cutover_tui.storage.author_errors import did_you_mean
from cutover_tui.storage.author_values import SOURCE_PATTERN
from cutover_tui.storage.checklist_entries import criteria_of, texts
from cutover_tui.storage.checklist_problems import ChecklistProblem, shortened
from cutover_tui.storage.yaml_guard import TextList, TextMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.storage.checklist_entries import Entry, Names
    from cutover_tui.storage.yaml_guard import Text

_TASK_NUMBER = re.compile(r"[A-Z]-[0-9]+")
"""How the numbers of tasks, decisions and issues look; a hazard of that shape could be taken for one of them."""


def hazard_problems(names: Names) -> Iterator[ChecklistProblem]:
    """Give every mistake about hazards, controls and cues."""
    known = (*names.named("hazard"), *names.named("control"))
    for hazard in names.all("hazard"):
        yield from _number_problems(hazard)
    for what in ("task", "gate", "cue"):
        for entry in names.all(what):
            for text in _named_by(entry):
                unknown = names.surely_unknown("hazard", text.value) and names.surely_unknown("control", text.value)
                if unknown and re.match(SOURCE_PATTERN, text.value):
                    nearest = did_you_mean(text.value, known, what="hazards and controls")
                    words = f"hazard '{shortened(text.value)}' under 'hazards' is not known. {nearest}"
                    yield entry.problem(text.line, words)
    for cue in names.all("cue"):
        yield from _item_problems(cue, names)


def _number_problems(hazard: Entry) -> Iterator[ChecklistProblem]:
    """Give what is wrong about the numbers of a hazard and its controls."""
    if _TASK_NUMBER.fullmatch(hazard.name):
        words = "its number looks like that of a task. Give it another, such as HAZ-03."
        yield hazard.problem(hazard.place.line, words)
    if re.match(SOURCE_PATTERN, hazard.name) is None:
        return
    listed = hazard.node.get("controls")
    for control in listed.items if isinstance(listed, TextList) else ():
        for text in texts(control.get("control")) if isinstance(control, TextMap) else ():
            if not text.value.startswith(f"{hazard.name}-"):
                words = f"control '{shortened(text.value)}' does not begin with its hazard's number."
                yield hazard.problem(text.line, f"{words} Write it as {hazard.name}-1.")


def _named_by(entry: Entry) -> Iterator[Text]:
    """Give every number under `hazards`; of a gate, those of its criteria too."""
    yield from entry.texts("hazards")
    for criterion in criteria_of(entry):
        yield from texts(criterion.get("hazards"))


def _item_problems(cue: Entry, names: Names) -> Iterator[ChecklistProblem]:
    """Give what is wrong about the item a cue names, or leaves a place for."""
    task = names.named("task").get(cue.text("seen_by"))
    if task is None or task.texts("repeats_per"):
        return
    for text in cue.texts("item"):
        words = f"task '{task.name}' under 'seen_by' does not repeat, so it has no item '{shortened(text.value)}'."
        yield cue.problem(text.line, f"{words} Take 'item' out.")
    for key in ("lost", "prompted", "replacement", "place"):
        for text in cue.texts(key):
            if "{item}" in text.value:
                words = f"'{key}' has {{item}} and task '{task.name}' under 'seen_by' repeats per no register."
                yield cue.problem(text.line, f"{words} Take it out of the text.")
