"""Everything with a name in a set of author's files, found even where a file is not right in all places.

The checks across files (`checklist_links`, `checklist_circles`, `checklist_wording`) read this, not the models, so that
one mistake does not hide another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cutover_tui.domain.deferred import dataclass
from cutover_tui.storage.author_models import FileKind
from cutover_tui.storage.checklist_problems import ChecklistProblem, shortened
from cutover_tui.storage.yaml_guard import Text, TextList, TextMap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cutover_tui.storage.author_file import AuthorFile
    from cutover_tui.storage.yaml_guard import Node


class Place(NamedTuple):
    """Where something stands."""

    file: str
    """The file as it is shown to people."""
    line: int
    """The line, from 1."""

    def __str__(self) -> str:
        """Give it as `checklists/cutover.yaml:41`."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True)
class Entry:
    """One named thing of an author's file."""

    what: str
    """What it is: `task`, `role`, `anchor` ..."""
    name: str
    """Its id or code."""
    place: Place
    """Where its name stands."""
    node: TextMap
    """What is written about it."""
    stands_in: bool
    """True when it comes from a shipped file that stands in for a missing one."""

    def texts(self, key: str) -> tuple[Text, ...]:
        """Give the text or the texts under a key, each with its line."""
        return texts(self.node.get(key))

    def text(self, key: str) -> str:
        """Give the text under a key; empty when there is none."""
        found = self.texts(key)
        return found[0].value if found else ""

    def problem(self, line: int, words: str) -> ChecklistProblem:
        """Give a problem of this entry."""
        return ChecklistProblem(self.place.file, line, f"{self}: {words}")

    def __str__(self) -> str:
        """Give it as `task 'lab-off'`."""
        return f"{self.what} '{shortened(self.name)}'"


class Names:
    """All named things of a set of files, by what they are and by name."""

    def __init__(self, files: Sequence[AuthorFile]) -> None:
        unread = {file.kind for file in files if file.root is None}
        self._incomplete = {what for what, kind, _, _ in _PARTS if kind in unread}
        self._entries = tuple(_entries(files))
        self._by_name: dict[str, dict[str, Entry]] = {what: {} for what, _, _, _ in _PARTS}
        for entry in self._entries:
            self._by_name[entry.what].setdefault(entry.name, entry)
        self._leave_out_stand_ins()

    def all(self, what: str) -> tuple[Entry, ...]:
        """Give all things of one sort in the order they are written, those with a name used twice included."""
        return tuple(entry for entry in self._entries if entry.what == what)

    def everything(self) -> tuple[Entry, ...]:
        """Give all things of every sort."""
        return self._entries

    def named(self, what: str) -> Mapping[str, Entry]:
        """Give all things of one sort by name; the first when a name is used twice."""
        return self._by_name[what]

    def surely_unknown(self, what: str, name: str) -> bool:
        """Whether no file defines a name, and no unreadable file might."""
        return what not in self._incomplete and name not in self._by_name[what]

    def places(self) -> dict[tuple[str, str], Place]:
        """Give where each thing stands, by what it is and its name."""
        return {(entry.what, entry.name): entry.place for named in self._by_name.values() for entry in named.values()}

    def _leave_out_stand_ins(self) -> None:
        """Drop the shipped services whose tasks the author's own checklists do not have."""
        tasks = self._by_name["task"]
        gone = {
            entry.name
            for entry in self._by_name["service"].values()
            if entry.stands_in
            and any(text.value not in tasks for key in ("off_tasks", "restore_tasks") for text in entry.texts(key))
        }
        self._entries = tuple(entry for entry in self._entries if entry.what != "service" or entry.name not in gone)
        self._by_name["service"] = {name: entry for name, entry in self._by_name["service"].items() if name not in gone}


_PARTS = (
    ("anchor", FileKind.ANCHORS, "anchors", "code"),
    ("role", FileKind.ROLES, "roles", "code"),
    ("question", FileKind.PROFILE, "questions", "id"),
    ("register", FileKind.REGISTERS, "registers", "id"),
    ("service", FileKind.SERVICES, "services", "id"),
    ("category", FileKind.REENTRY, "categories", "id"),
    ("audience", FileKind.MESSAGES, "audiences", "id"),
    ("channel", FileKind.MESSAGES, "channels", "id"),
    ("event", FileKind.MESSAGES, "events", "id"),
    ("template", FileKind.MESSAGES, "templates", "id"),
    ("form", FileKind.FORMS, "forms", "form"),
    ("level", FileKind.ISSUES, "levels", "code"),
    ("pause prompt", FileKind.ISSUES, "pause_prompts", "id"),
    ("gate", FileKind.GATES, "gates", "id"),
    ("source", FileKind.SOURCES, "sources", "code"),
    ("pause", FileKind.PAUSE, "", "pause"),
    ("trigger", FileKind.PAUSE, "triggers", "code"),
    ("restart line", FileKind.PAUSE, "restart_list", "id"),
    ("card", FileKind.CARDS, "cards", "id"),
    ("hazard", FileKind.HAZARDS, "hazards", "hazard"),
    ("control", FileKind.HAZARDS, "controls", "control"),
    ("cue", FileKind.CUES, "cues", "id"),
    ("checklist", FileKind.CHECKLIST, "", "checklist"),
    ("phase", FileKind.CHECKLIST, "phases", "phase"),
    ("task", FileKind.CHECKLIST, "tasks", "id"),
)
"""What a thing is called, the kind of file it is in, the list it stands in and the key of its name."""


def texts(node: Node | None) -> tuple[Text, ...]:
    """Give a text, or the texts of a list; nothing for anything else and for empty texts."""
    match node:
        case Text():
            return (node,) if node.value else ()
        case TextList():
            return tuple(item for item in node.items if isinstance(item, Text) and item.value)
        case _:
            return ()


def criteria_of(gate: Entry) -> tuple[TextMap, ...]:
    """Give what is written about each criterion of a gate; nothing for anything that is no gate."""
    return _listed(gate.node.get("criteria"))


def _entries(files: Iterable[AuthorFile]) -> Iterator[Entry]:
    for file in files:
        if file.root is None:
            continue
        for what, kind, inside, key in _PARTS:
            if file.kind != kind:
                continue
            for node in _maps(file.root, inside):
                name = node.get(key)
                if isinstance(name, Text) and name.value:
                    yield Entry(what, name.value, Place(file.file, name.line), node, file.stands_in)


def _maps(root: TextMap, inside: str) -> tuple[TextMap, ...]:
    """Give the maps of a list, and the file itself for the empty word.

    `tasks` gives those of all phases, `controls` those of all hazards.
    """
    if not inside:
        return (root,)
    if inside == "tasks":
        return tuple(task for phase in _maps(root, "phases") for task in _listed(phase.get("tasks")))
    if inside == "controls":
        return tuple(each for hazard in _maps(root, "hazards") for each in _listed(hazard.get("controls")))
    return _listed(root.get(inside))


def _listed(node: Node | None) -> tuple[TextMap, ...]:
    return tuple(item for item in node.items if isinstance(item, TextMap)) if isinstance(node, TextList) else ()
