"""What author's files say about one another: every name exists, and what belongs together agrees.

Roles, anchors, questions, registers, tasks and sources that are named must be defined; ids are used once; a title has
its `{item}` exactly where the task repeats; windows are the right way round (`domain.md` 1.3); a service that goes off
comes back (`domain.md` 3.1). Pairs and circles of tasks are in `checklist_circles`.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from cutover_tui.domain.timing import DAILY, OffsetProblem, parse_offset
from cutover_tui.storage.author_errors import did_you_mean
from cutover_tui.storage.author_values import ANCHOR_PATTERN, ID_PATTERN, ROLE_PATTERN, SOURCE_PATTERN
from cutover_tui.storage.checklist_circles import circle_problems, pair_problems
from cutover_tui.storage.checklist_entries import texts
from cutover_tui.storage.checklist_messages import message_problems
from cutover_tui.storage.checklist_problems import ChecklistProblem, shortened
from cutover_tui.storage.gate_links import gate_problems
from cutover_tui.storage.hazard_links import hazard_problems
from cutover_tui.storage.yaml_guard import Text, TextMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.domain.timing import Offset
    from cutover_tui.storage.checklist_entries import Entry, Names

_REFERENCES = (
    ("checklist", "owner", "role"),
    ("checklist", "waits_for", "anchor"),
    ("task", "owner", "role"),
    ("task", "checked_by", "role"),
    ("task", "applies_when", "question"),
    ("task", "repeats_per", "register"),
    ("task", "needs", "task"),
    ("task", "reverses", "task"),
    ("task", "reversed_by", "task"),
    ("task", "settles", "task"),
    ("task", "settled_by", "task"),
    ("task", "tells", "anchor"),
    ("task", "source", "source"),
    ("anchor", "set_by", "role"),
    ("question", "register", "register"),
    ("register", "questions", "question"),
    ("role", "answers_to", "role"),
    ("service", "register", "register"),
    ("service", "switched_by", "role"),
    ("service", "applies_when", "question"),
    ("service", "off_tasks", "task"),
    ("service", "restore_tasks", "task"),
    ("service", "caught_by", "role"),
    ("pause", "declared_by", "role"),
    ("pause", "deputies", "role"),
    ("pause", "restart_clinical", "role"),
    ("pause", "restart_practical", "role"),
    ("pause", "tell", "audience"),
    ("trigger", "first_look", "role"),
    ("card", "call", "role"),
    ("category", "register", "register"),
    ("category", "closed_by", "role"),
    ("category", "applies_when", "question"),
    ("audience", "register", "register"),
    ("event", "since", "anchor"),
    ("template", "event", "event"),
    ("template", "audiences", "audience"),
    ("template", "channels", "channel"),
    ("level", "tells", "role"),
    ("gate", "suppliers", "role"),
    ("gate", "needs", "gate"),
    ("gate", "guards", "anchor"),
    ("gate", "task", "task"),
    ("cue", "owner", "role"),
    ("cue", "seen_by", "task"),
    ("cue", "removed_by", "task"),
)
"""What names what: the sort of thing, its key, and the sort of thing that is named there."""

_SHAPES = {
    "role": ROLE_PATTERN,
    "anchor": ANCHOR_PATTERN,
    "source": SOURCE_PATTERN,
    "question": ID_PATTERN,
    "register": ID_PATTERN,
    "task": ID_PATTERN,
    "audience": ID_PATTERN,
    "channel": ID_PATTERN,
    "event": ID_PATTERN,
    "gate": ID_PATTERN,
}
"""How a name must look; one that looks otherwise is told as that, and not as unknown too."""

_OFFSETS = (
    ("task", "not_before"),
    ("task", "due"),
    ("task", "not_after"),
    ("anchor", "default"),
    ("category", "reenter_by"),
    ("gate", "when"),
    ("gate", "retreat"),
)
"""Where offsets stand."""

_STAGES = (
    ("asked_by", "off_tasks"),
    ("off_by", "off_tasks"),
    ("on_by", "restore_tasks"),
    ("flowing_by", "restore_tasks"),
)
"""The keys that say which stage of a service a task brings, and the list each must also stand in."""

_WINDOW = (("not_before", "due"), ("due", "not_after"), ("not_before", "not_after"))
"""The ends of a window that must not be the wrong way round."""

MOST_TOLD = 1_000
"""The most problems between files that are told at once; a file with more is mended in steps."""

PER_DAY = "day"
"""Stands where a register would, for a task that repeats for each day."""

OBLIGATORY_ANCHORS = ("FDP", "GL")
"""The two anchors everything else is counted from (`domain.md` 1.1)."""


def link_problems(names: Names) -> tuple[ChecklistProblem, ...]:
    """Give every mistake between the files; those inside shipped files that stand in for others are left out."""
    found = chain(
        _used_twice(names),
        _unknown_names(names),
        _offset_problems(names),
        _anchor_problems(names),
        _question_problems(names),
        (problem for task in names.all("task") for problem in _task_problems(task, names)),
        (problem for service in names.all("service") for problem in _service_problems(service, names)),
        message_problems(names),
        gate_problems(names),
        hazard_problems(names),
        pair_problems(names),
        circle_problems(names),
    )
    standing_in = {entry.place.file for entry in names.everything() if entry.stands_in}
    return tuple(islice((problem for problem in found if problem.file not in standing_in), MOST_TOLD))


def _used_twice(names: Names) -> Iterator[ChecklistProblem]:
    keys = {"checklist": "letter", "anchor": "code", "role": "code", "source": "code", "trigger": "code"}
    keys |= {"hazard": "number", "control": "number"}
    for entry in names.everything():
        first = names.named(entry.what)[entry.name]
        if entry is not first and entry.what != "phase":
            key = keys.get(entry.what, "id")
            yield entry.problem(
                entry.place.line, f"there is one already at {first.place}. Give one of them another {key}."
            )


def _unknown_names(names: Names) -> Iterator[ChecklistProblem]:
    for what, key, meant in _REFERENCES:
        for entry in names.all(what):
            for name, line in _named_under(entry, key):
                if names.surely_unknown(meant, name) and re.match(_SHAPES[meant], name):
                    nearest = did_you_mean(name, names.named(meant), what=f"{meant}s")
                    yield entry.problem(line, f"{meant} '{shortened(name)}' under '{key}' is not known. {nearest}")


def _named_under(entry: Entry, key: str) -> Iterator[tuple[str, int]]:
    """Give the bare names under a key: without `not`, without `day`, and the codes of a source one by one."""
    for text in entry.texts(key):
        if key == "source":
            yield from ((code.strip(), text.line) for code in text.value.split(";") if code.strip())
        elif key == "applies_when":
            yield text.value.removeprefix("not ").strip(), text.line
        elif key != "repeats_per" or text.value != PER_DAY:
            yield text.value, text.line


def _offset_problems(names: Names) -> Iterator[ChecklistProblem]:
    for what, key in _OFFSETS:
        for entry in names.all(what):
            for text in entry.texts(key):
                offset = _offset(text.value)
                if offset is None:
                    continue
                if offset.daily:
                    if key != "due":
                        yield entry.problem(text.line, f"'{key}' is {text.value}. DAILY is for 'due' only.")
                elif names.surely_unknown("anchor", offset.anchor):
                    nearest = did_you_mean(offset.anchor, (*names.named("anchor"), DAILY), what="anchors")
                    yield entry.problem(
                        text.line, f"anchor '{shortened(offset.anchor)}' under '{key}' is not known. {nearest}"
                    )


def _offset(text: str) -> Offset | None:
    try:
        return parse_offset(text)
    except OffsetProblem:
        return None


def _anchor_problems(names: Names) -> Iterator[ChecklistProblem]:
    anchors = names.named("anchor")
    for code in OBLIGATORY_ANCHORS:
        if anchors and names.surely_unknown("anchor", code):
            first = next(iter(anchors.values()))
            yield ChecklistProblem(first.place.file, 0, f"anchor '{code}' is missing. Everything is counted from it.")
    for entry in names.all("anchor"):
        way = [entry.name]
        while (offset := _offset(anchors[way[-1]].text("default"))) and offset.anchor in anchors:
            way.append(offset.anchor)
            if offset.anchor in way[:-1]:
                break
        if len(way) > 1 and way[-1] == entry.name and entry.name == min(way):
            circle = " from ".join(f"'{code}'" for code in way)
            line = entry.node.line_of("default")
            yield entry.problem(line, f"it is counted from itself: {circle}. Give one of them another default.")


def _question_problems(names: Names) -> Iterator[ChecklistProblem]:
    wants = {"item": ("register", "the register whose items answer it"), "day": ("words", "the condition in words")}
    for entry in names.all("question"):
        kind = entry.text("kind")
        key, what = wants.get(kind, ("", ""))
        if key and not entry.text(key):
            yield entry.problem(entry.place.line, f"it is of kind {kind} and has no '{key}'. Add it: {what}.")


def _task_problems(task: Entry, names: Names) -> Iterator[ChecklistProblem]:
    repeats = [text.value for text in task.texts("repeats_per")]
    registers = [name for name in repeats if name != PER_DAY]
    if len(registers) > 1:
        line = task.node.line_of("repeats_per")
        yield task.problem(
            line, f"it repeats per {' and '.join(registers)}. Keep one of them; only 'day' can stand beside it."
        )
    yield from _placeholder_problems(task, registers)
    if PER_DAY not in repeats:
        for text in task.texts("due"):
            if text.value.startswith(DAILY):
                yield task.problem(text.line, "'due' is DAILY and the task does not repeat per day. Add day there.")
        if task.text("weekends") == "yes":
            line = task.node.line_of("weekends")
            yield task.problem(line, "'weekends' is for tasks that repeat per day. Take it out, or add day.")
    for text in task.texts("applies_when"):
        yield from _item_condition_problems(task, text, registers, names)
    yield from _window_problems(task)


def _item_condition_problems(task: Entry, text: Text, registers: list[str], names: Names) -> Iterator[ChecklistProblem]:
    question = names.named("question").get(text.value.removeprefix("not ").strip())
    if question is None or question.text("kind") != "item":
        return
    register = question.text("register")
    if register in names.named("register") and register not in registers:
        yield task.problem(
            text.line,
            f"question '{question.name}' is answered for each {register}, and the task does not repeat per {register}. "
            "Add it under 'repeats_per'.",
        )


def _placeholder_problems(task: Entry, registers: list[str]) -> Iterator[ChecklistProblem]:
    if registers and task.text("title") and "{item}" not in task.text("title"):
        yield task.problem(
            task.node.line_of("title"),
            f"it repeats per {registers[0]} and its title has no {{item}}. Put {{item}} where the name goes.",
        )
    for key, text in _shown_texts(task):
        for found in re.findall(r"\{[^{}]*\}", text.value):
            if found != "{item}":
                yield task.problem(text.line, f"'{key}' has {shortened(found)}. Only {{item}} is filled in.")
            elif not registers:
                yield task.problem(
                    text.line, f"'{key}' has {{item}} and the task repeats per no register. Take it out of the text."
                )


def _shown_texts(task: Entry) -> Iterator[tuple[str, Text]]:
    """Give every text of a task that people see, with its key."""
    for key in ("title", "do", "evidence", "why"):
        yield from ((key, text) for text in task.texts(key))
    answers = task.node.get("answers")
    if isinstance(answers, TextMap):
        for key in ("question", "done", "not_done"):
            yield from ((key, text) for text in texts(answers.get(key)))


def _window_problems(task: Entry) -> Iterator[ChecklistProblem]:
    for earlier, later in _WINDOW:
        first, second = task.text(earlier), task.text(later)
        if _surely_after(_offset(first), _offset(second)):
            line = task.node.line_of(later)
            yield task.problem(line, f"'{later}' ({second}) comes before '{earlier}' ({first}). Correct one of them.")
            return


def _surely_after(first: Offset | None, second: Offset | None) -> bool:
    """Whether an offset lies after another, as far as can be said without a calendar."""
    if first is None or second is None or first.anchor != second.anchor:
        return False
    units = {first.unit, second.unit} - {""}
    if len(units) > 1:
        return False
    if first.amount != second.amount:
        # A time of day moves an offset in hours to another hour of its day, so the two cannot be compared.
        return first.amount > second.amount and (units <= {"d", "wd", "w"} or first.at == second.at)
    return first.at is not None and second.at is not None and first.at > second.at


def _stage_problems(service: Entry) -> Iterator[ChecklistProblem]:
    """Give the tasks that bring a stage and are not among the service's tasks, or bring two."""
    seen: dict[str, str] = {}
    for key, among in _STAGES:
        listed = {text.value for text in service.texts(among)}
        for text in service.texts(key):
            task = shortened(text.value)
            if text.value not in listed:
                yield service.problem(text.line, f"task '{task}' under '{key}' is not under '{among}'. Add it there.")
            elif text.value in seen:
                first = seen[text.value]
                yield service.problem(text.line, f"task '{task}' is under '{first}' and '{key}'. Keep one of them.")
            seen.setdefault(text.value, key)


def _service_problems(service: Entry, names: Names) -> Iterator[ChecklistProblem]:
    yield from _stage_problems(service)
    off, back = service.texts("off_tasks"), service.texts("restore_tasks")
    if back:
        return
    if off and service.text("cutover_state") != "continues":
        yield service.problem(service.place.line, "its tasks switch it off and none brings it back. Add restore_tasks.")
        return
    for text in off:
        task = names.named("task").get(text.value)
        if task and not task.texts("reversed_by") and not task.texts("settled_by"):
            yield task.problem(
                task.place.line,
                f"it changes service '{service.name}' and nothing changes it back. Add reversed_by or settled_by here, "
                f"or restore_tasks to the service ({service.place}).",
            )
