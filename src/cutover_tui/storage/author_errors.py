"""Turns what the models find wrong into words an author can act on, with the line it stands on.

Each message names the nearest thing that has a name (a task, a phase, a person), then the key, then what to write. The
model's own wording never reaches anybody.
"""

from __future__ import annotations

import difflib
from itertools import islice
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel, ValidationError

from cutover_tui.storage.author_values import PATTERN_WORDS
from cutover_tui.storage.checklist_problems import ChecklistProblem, shortened
from cutover_tui.storage.yaml_guard import Text, TextList, TextMap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

    from cutover_tui.storage.yaml_guard import Node

Path = tuple[str | int, ...]
"""The way from the top of a file to a value: keys, and places in lists from 0."""

MOST_TOLD = 1_000
"""The most problems of one file that are told at once; a file with more is mended in steps."""

FEW = 20
"""Up to this many known words are all told when none of them is near."""

_NAMED = {
    "tasks": ("task", "id"),
    "phases": ("phase", "phase"),
    "anchors": ("anchor", "code"),
    "roles": ("role", "code"),
    "questions": ("question", "id"),
    "registers": ("register", "id"),
    "services": ("service", "id"),
    "categories": ("category", "id"),
    "gates": ("gate", "id"),
    "sources": ("source", "code"),
    "audiences": ("audience", "id"),
    "channels": ("channel", "id"),
    "events": ("event", "id"),
    "templates": ("template", "id"),
    "levels": ("level", "code"),
    "pause_prompts": ("pause prompt", "id"),
    "triggers": ("trigger", "code"),
    "restart_list": ("restart line", "id"),
    "cards": ("card", "id"),
    "hazards": ("hazard", "hazard"),
    "controls": ("control", "control"),
    "cues": ("cue", "id"),
    "people": ("person", "initials"),
    "closures": ("closure", "day"),
}
"""For each list of an author's file: what one entry is called, and the key that holds its name."""


def plain(node: Node) -> object:
    """Give a tree as dictionaries, lists and text, for the models."""
    if isinstance(node, Text):
        return node.value
    if isinstance(node, TextList):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.entries}


def did_you_mean(word: str, known: Iterable[str], *, what: str) -> str:
    """Give the sentence that follows an unknown word: the nearest known one, or all of them when they are few.

    Args:
        word: What the author wrote.
        known: The words that are known here.
        what: What they are, in the plural, such as `roles`.
    """
    choices = sorted(set(known))
    nearest = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if not nearest:
        nearest = [choice for choice in choices if choice.casefold() == word.casefold()]
    if nearest:
        return f"Did you mean '{nearest[0]}'?"
    if not choices:
        return f"No {what} are known here."
    if len(choices) <= FEW:
        return f"Known {what}: {', '.join(choices)}."
    return f"It is not among the {len(choices)} {what} known here."


def shape_problems(
    file: str, root: TextMap, model: type[BaseModel], error: ValidationError
) -> tuple[ChecklistProblem, ...]:
    """Give each error of a model as a problem with its line."""
    # A list whose entries are all wrong is called too short as well; only an empty one is.
    errors = (each for each in error.errors(include_url=False) if each["type"] != "too_short" or not each["input"])
    return tuple(_problem(file, root, model, details) for details in islice(errors, MOST_TOLD))


def _problem(file: str, root: TextMap, model: type[BaseModel], details: ErrorDetails) -> ChecklistProblem:
    path: Path = tuple(details["loc"])
    line = _line(root, path)
    subject = subject_of(root, path)
    words = _words(model, path, details)
    key = f"'{shortened(str(path[-1]))}' "
    if subject.endswith(f" {key.strip()}") and words.startswith(key):
        words = f"{subject} {words.removeprefix(key)}"
    elif subject:
        words = f"{subject}: {words}"
    return ChecklistProblem(file, line, words)


def subject_of(root: TextMap, path: Path) -> str:
    """Name the nearest thing on the way to a value that has a name, such as `task 'lab-off'`; empty when none has."""
    subject = ""
    node: Node | None = root
    for step, following in zip(path, (*path[1:], ""), strict=True):
        node = _step(node, step)
        if step not in _NAMED or following == "":
            continue
        what, key = _NAMED[str(step)]
        entry = _step(node, following)
        name = entry.get(key) if isinstance(entry, TextMap) else None
        if isinstance(following, str):
            subject = f"{what} '{shortened(following)}'"
        elif isinstance(name, Text) and name.value:
            subject = f"{what} '{shortened(name.value)}'"
        else:
            subject = f"{what} {following + 1}"
    return subject


def _step(node: Node | None, step: str | int) -> Node | None:
    match node:
        case TextMap() if isinstance(step, str):
            return node.get(step)
        case TextList() if isinstance(step, int) and step < len(node.items):
            return node.items[step]
        case _:
            return None


def _line(root: TextMap, path: Path) -> int:
    """Give the line of a value, or of the nearest thing around it that is there."""
    node: Node = root
    line = root.line
    for step in path:
        if isinstance(node, TextMap) and isinstance(step, str):
            line = node.line_of(step)
        following = _step(node, step)
        if following is None:
            return line
        node = following
        line = line if isinstance(node, Text) and isinstance(step, str) else node.line
    return line


def _words(model: type[BaseModel], path: Path, details: ErrorDetails) -> str:
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    entry = f", entry {path[-1] + 1}," if path and isinstance(path[-1], int) else ""
    name = f"'{shortened(key)}'{entry}"
    context = details.get("ctx", {})
    given = details["input"]
    instead = "." if entry == "" and _required(model, path) else ", or take it out."
    if given == "" and details["type"] != "extra_forbidden":
        return f"{name} is empty. Write it{instead}"
    match details["type"]:
        case "missing":
            return f"key '{key}' is missing. {_help(model, path)}"
        case "extra_forbidden":
            return f"key '{shortened(key)}' is not known. {did_you_mean(key, _keys(model, path[:-1]), what='keys')}"
        case "author_slip":
            return f"{name} {context['words']}"
        case "string_too_long":
            return f"{name} is {len(given)} characters long; {context['max_length']} is the most. Shorten it."
        case "string_pattern_mismatch":
            return f"{name} is '{shortened(given)}'. {PATTERN_WORDS[context['pattern']]}"
        case "enum" | "literal_error":
            return f"{name} is {_quoted(given)}. Write {context['expected'].replace(chr(39), '')}."
        case "too_short":
            return f"{name} has no entries. Write at least one{instead}"
        case "too_long":
            return f"{name} has {context['actual_length']} entries; {context['max_length']} is the most. Shorten it."
        case "greater_than_equal":
            return f"{name} is {given}. Write {context['ge']} or more."
        case "less_than_equal":
            return f"{name} is {given}. Write {context['le']} or less."
        case _:
            return f"{name} {_wrong_shape(details['type'], given)}"


def _wrong_shape(kind: str, given: object) -> str:
    """Say that one shape stands where another is meant."""
    here = "a list" if isinstance(given, list) else "a map" if isinstance(given, dict) else f"{_quoted(given)}"
    meant = {
        "tuple_type": "a list, each entry on its own line after '- '",
        "model_type": "a map of 'key: text' lines",
        "model_attributes_type": "a map of 'key: text' lines",
        "dict_type": "a map of 'key: text' lines",
    }.get(kind, "one line of text")
    return f"is {here}. Write {meant}."


def _quoted(given: object) -> str:
    return f"'{shortened(given)}'" if isinstance(given, str) else "a list or a map"


def _keys(model: type[BaseModel], path: Path) -> tuple[str, ...]:
    """Give the keys that are known at a place of a file."""
    return tuple(_fields(_model_at(model, path)))


def _required(model: type[BaseModel], path: Path) -> bool:
    field = _fields(_model_at(model, path[:-1])).get(str(path[-1]))
    return field is not None and field.is_required()


def _help(model: type[BaseModel], path: Path) -> str:
    """Say what a missing key holds, in the first sentence of its help."""
    field = _fields(_model_at(model, path[:-1])).get(str(path[-1]))
    words = (field.description if field else None) or ""
    sentence = words.split(". ")[0].rstrip(".")
    return f"Add it: {sentence[:1].lower()}{sentence[1:]}." if sentence else "Add it."


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """Give the model that describes a place of a file."""
    for step in path:
        field = _fields(model).get(step) if isinstance(step, str) else None
        model = (_inner(field.annotation) if field else None) or model
    return model


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _inner(annotation: object) -> type[BaseModel] | None:
    """Find the model inside an annotation such as `tuple[AuthorTask, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _inner(inner))), None)
