"""What a practice file says about the checklists and about itself: every name exists, and what belongs together agrees.

The rules come from `domain.md` 1.1 (anchors), 10 (registers that must be stated, profile answers) and `integrity.md` D3
(names that look alike).
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, time
from difflib import get_close_matches
from typing import TYPE_CHECKING, get_args
from zoneinfo import ZoneInfo

from cutover_tui.storage.author_errors import did_you_mean
from cutover_tui.storage.author_models import FileKind
from cutover_tui.storage.author_values import DayName, parse_moment
from cutover_tui.storage.checklist_entries import texts
from cutover_tui.storage.checklist_links import OBLIGATORY_ANCHORS
from cutover_tui.storage.checklist_problems import ChecklistProblem, shortened
from cutover_tui.storage.yaml_guard import Text, TextList, TextMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.storage.author_file import AuthorFile
    from cutover_tui.storage.author_models import AuthorAnchor, AuthorRegister
    from cutover_tui.storage.checklist_files import Catalogue
    from cutover_tui.storage.yaml_guard import Node

DAY_NAMES: tuple[str, ...] = get_args(DayName)
"""The days of the week as they are written, Monday first."""

ITEM_KEYS = ("name", "kind", "phone")
"""The keys an item of a register has beside its answers."""

ANSWERS = ("yes", "no", "not sure")
"""What a profile question can be answered with."""

NONE = "none"
"""Stands for an empty register that somebody states to be empty."""

_NAME_MARKS = " '’-."
"""What a person's name may hold beside Latin letters."""


def practice_problems(file: AuthorFile, catalogue: Catalogue) -> tuple[ChecklistProblem, ...]:
    """Give every mistake of a practice file that its shape alone does not show."""
    if file.root is None:
        return ()
    if file.kind != FileKind.PRACTICE:
        words = "this is not a practice file. Begin it with 'practice: ' and the practice's name."
        return (ChecklistProblem(file.file, file.root.line, words),)
    checks = _PracticeChecks(file.file, file.root, catalogue)
    return tuple(sorted(set(checks.problems())))


class _PracticeChecks:
    """The checks of one practice file; each method gives the problems of one part."""

    def __init__(self, file: str, root: TextMap, catalogue: Catalogue) -> None:
        self._file = file
        self._root = root
        self._catalogue = catalogue
        self._initials = {text.value for person in self._maps("people") for text in texts(person.get("initials"))}

    def problems(self) -> Iterator[ChecklistProblem]:
        """Give the problems of all parts."""
        yield from self._zone()
        yield from self._anchors()
        yield from self._days()
        yield from self._profile()
        yield from self._registers()
        yield from self._people()

    def _problem(self, line: int, words: str) -> ChecklistProblem:
        return ChecklistProblem(self._file, line, words)

    def _maps(self, key: str) -> tuple[TextMap, ...]:
        node = self._root.get(key)
        return tuple(item for item in node.items if isinstance(item, TextMap)) if isinstance(node, TextList) else ()

    def _entries(self, key: str) -> tuple[tuple[Text, Node], ...]:
        node = self._root.get(key)
        return node.entries if isinstance(node, TextMap) else ()

    def _zone(self) -> Iterator[ChecklistProblem]:
        for text in texts(self._root.get("zone")):
            if _zone_info(text.value) is None:
                words = f"zone '{shortened(text.value)}' is not known. Write one such as Europe/London."
                yield self._problem(text.line, words)

    def _anchors(self) -> Iterator[ChecklistProblem]:
        known = {anchor.code: anchor for anchor in self._catalogue.anchors}
        moments: dict[str, tuple[datetime, int]] = {}
        for code, value in self._entries("anchors"):
            anchor = known.get(code.value)
            if anchor is None:
                nearest = did_you_mean(code.value, known, what="anchors")
                yield self._problem(code.line, f"anchor '{shortened(code.value)}' is not known. {nearest}")
            elif isinstance(value, Text) and value.value:
                yield from self._anchor(anchor, value, moments)
        given = {name.value for name, _ in self._entries("anchors")}
        for obligatory in OBLIGATORY_ANCHORS:
            if obligatory not in given and isinstance(self._root.get("anchors"), TextMap):
                words = f"anchor '{obligatory}' is missing. Add its date and time, as {obligatory}: 2026-11-26 18:30."
                yield self._problem(self._root.line_of("anchors"), words)
        if set(OBLIGATORY_ANCHORS) <= moments.keys():
            (extract, _), (live, line) = (moments[code] for code in OBLIGATORY_ANCHORS)
            if live <= extract:
                yield self._problem(line, "anchor 'GL' is not later than FDP. Go-live comes after the final extract.")

    def _anchor(
        self, anchor: AuthorAnchor, value: Text, moments: dict[str, tuple[datetime, int]]
    ) -> Iterator[ChecklistProblem]:
        if anchor.kind == "recorded":
            words = f"anchor '{anchor.code}' has no planned time: it is recorded when it happens. Take it out."
            yield self._problem(value.line, words)
            return
        try:
            day, at = parse_moment(value.value)
        except ValueError:
            return  # its shape is told already
        if at is None and anchor.code in OBLIGATORY_ANCHORS:
            words = f"anchor '{anchor.code}' has a date and no time. Add the time, as {anchor.code}: {day} 18:30."
            yield self._problem(value.line, words)
            return
        moment = datetime.combine(day, at or time())
        moments[anchor.code] = (moment, value.line)
        if at is not None and self._skipped(moment):
            words = f"anchor '{anchor.code}' is at a time the clocks skip that night. Write a time after the change."
            yield self._problem(value.line, words)

    def _skipped(self, moment: datetime) -> bool:
        """Whether a local time does not exist because the clocks go forward over it."""
        zone = _zone_info(next((text.value for text in texts(self._root.get("zone"))), "Europe/London"))
        if zone is None:
            return False
        there = moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
        return there.replace(tzinfo=None) != moment

    def _days(self) -> Iterator[ChecklistProblem]:
        seen: set[str] = set()
        for text in texts(self._root.get("opening_days")):
            if text.value in seen:
                yield self._problem(text.line, f"'{shortened(text.value)}' stands twice under 'opening_days'.")
            seen.add(text.value)
        days: dict[str, int] = {}
        for closure in self._maps("closures"):
            for text in texts(closure.get("day")):
                if text.value in days:
                    words = f"closure '{shortened(text.value)}' is there already, on line {days[text.value]}. Keep one."
                    yield self._problem(text.line, words)
                days.setdefault(text.value, text.line)

    def _profile(self) -> Iterator[ChecklistProblem]:
        questions = {question.id: question for question in self._catalogue.questions}
        for name, _ in self._entries("profile"):
            question = questions.get(name.value)
            subject = f"question '{shortened(name.value)}'"
            if question is None:
                asked = (known.id for known in questions.values() if known.kind == "practice")
                nearest = did_you_mean(name.value, asked, what="questions")
                yield self._problem(name.line, f"{subject} is not known. {nearest}")
            elif question.kind == "item":
                words = f"is answered for each {question.register_id}. Write it beside the names under 'registers'."
                yield self._problem(name.line, f"{subject} {words}")
            elif question.kind == "day":
                yield self._problem(name.line, f"{subject} is answered on the day. Take it out.")

    def _registers(self) -> Iterator[ChecklistProblem]:
        known = {register.id: register for register in self._catalogue.registers}
        entries = self._entries("registers")
        for name, value in entries:
            register = known.get(name.value)
            if register is None:
                nearest = did_you_mean(name.value, known, what="registers")
                yield self._problem(name.line, f"register '{shortened(name.value)}' is not known. {nearest}")
            elif isinstance(value, TextList):
                yield from self._items(register, value)
        given = {name.value for name, _ in entries}
        for register in known.values():
            if register.must_state and register.id not in given:
                words = f"register '{register.id}' is not stated. List the {register.plural}, or write none."
                yield self._problem(self._root.line_of("registers"), words)
        yield from self._stated_none()

    def _stated_none(self) -> Iterator[ChecklistProblem]:
        stated = texts(self._root.get("none_stated_by"))
        for text in stated if self._initials else ():
            if text.value not in self._initials:
                yield self._problem(text.line, self._nobody(text.value, "none_stated_by"))
        empty = [name for name, value in self._entries("registers") if isinstance(value, Text) and value.value == NONE]
        if empty and not stated:
            words = f"register '{shortened(empty[0].value)}' is none, and nobody states it."
            yield self._problem(empty[0].line, f"{words} Add 'none_stated_by: ' and initials.")

    def _items(self, register: AuthorRegister, items: TextList) -> Iterator[ChecklistProblem]:
        questions = {
            question.id
            for question in self._catalogue.questions
            if question.kind == "item" and (question.register_id == register.id or question.id in register.questions)
        }
        seen: dict[str, Text] = {}
        for item in items.items:
            for name in texts(item.get("name") if isinstance(item, TextMap) else item):
                first = seen.setdefault(_folded(name.value), name)
                if first is not name:
                    words = f"{register.name} '{shortened(name.value)}' is there already, on line {first.line}."
                    yield self._problem(name.line, f"{words} Keep one of them, or tell them apart.")
            if isinstance(item, TextMap):
                yield from self._item(register, item, questions)

    def _item(self, register: AuthorRegister, item: TextMap, questions: set[str]) -> Iterator[ChecklistProblem]:
        name = next((text.value for text in texts(item.get("name"))), "")
        subject = f"{register.name} '{shortened(name)}'" if name else register.name
        for key, value in item.entries:
            if key.value == "kind":
                yield from self._item_kind(register, subject, value)
            elif key.value in questions:
                if not isinstance(value, Text) or value.value not in ANSWERS:
                    given = f"'{shortened(value.value)}'" if isinstance(value, Text) else "a list or a map"
                    words = f"{subject}: '{key.value}' is {given}. Write yes, no or not sure."
                    yield self._problem(key.line, words)
            elif key.value not in ITEM_KEYS:
                nearest = did_you_mean(key.value, {*questions, *ITEM_KEYS}, what="keys")
                yield self._problem(key.line, f"{subject}: key '{shortened(key.value)}' is not known. {nearest}")

    def _item_kind(self, register: AuthorRegister, subject: str, value: Node) -> Iterator[ChecklistProblem]:
        """Find a kind that is nearly one a service is for: a slip there would lose the service without a word."""
        kinds = {service.only for service in self._catalogue.services if service.register_id == register.id} - {""}
        for text in texts(value):
            nearest = get_close_matches(text.value.casefold(), kinds, n=1, cutoff=0.75)
            if nearest and text.value != nearest[0]:
                words = f"{subject}: kind '{shortened(text.value)}' is not known. Did you mean '{nearest[0]}'?"
                yield self._problem(text.line, words)

    def _people(self) -> Iterator[ChecklistProblem]:
        roles = {role.code for role in self._catalogue.roles}
        initials: dict[str, int] = {}
        names: dict[str, Text] = {}
        for person in self._maps("people"):
            for text in texts(person.get("initials")):
                if text.value in initials:
                    words = f"initials '{shortened(text.value)}' stand there already, on line {initials[text.value]}."
                    yield self._problem(text.line, f"{words} Give one of the two other initials.")
                initials.setdefault(text.value, text.line)
            for text in texts(person.get("roles")):
                if text.value not in roles:
                    nearest = did_you_mean(text.value, roles, what="roles")
                    who = next((f"person '{shortened(own.value)}': " for own in texts(person.get("initials"))), "")
                    yield self._problem(text.line, f"{who}role '{shortened(text.value)}' is not known. {nearest}")
            for text in texts(person.get("name")):
                yield from self._name(text, names)
        for text in texts(self._root.get("lead")) if self._initials else ():
            if text.value not in initials:
                yield self._problem(text.line, self._nobody(text.value, "lead"))

    def _name(self, name: Text, names: dict[str, Text]) -> Iterator[ChecklistProblem]:
        strange = next((letter for letter in name.value if not _in_a_name(letter)), None)
        if strange is not None:
            called = unicodedata.name(strange, "no name").lower()
            words = (
                f"name '{shortened(name.value)}' has '{strange}' ({called}). Use Latin letters, spaces, ' - and . only."
            )
            yield self._problem(name.line, words)
        first = names.setdefault(_folded(name.value), name)
        if first is not name:
            words = f"name '{shortened(name.value)}' looks like '{shortened(first.value)}' on line {first.line}."
            yield self._problem(name.line, f"{words} Add something that tells the two apart.")

    def _nobody(self, initials: str, key: str) -> str:
        nearest = did_you_mean(initials, self._initials, what="initials")
        return f"'{key}' is '{shortened(initials)}', and nobody under 'people' has these initials. {nearest}"


def _zone_info(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # An unknown zone is a kind of KeyError; a name that climbs out of the folder of zones, or is one, the others.
        return None


def _in_a_name(letter: str) -> bool:
    return letter in _NAME_MARKS or "LATIN" in unicodedata.name(letter, "")


def _folded(name: str) -> str:
    """Give a name without what the eye overlooks: width, case, accents, the kind of space and apostrophe."""
    spread = unicodedata.normalize("NFKD", name).casefold().replace("’", "'")
    return " ".join("".join(letter for letter in spread if not unicodedata.combining(letter)).split())
