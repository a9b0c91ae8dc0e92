"""Loads the checklists and the data files beside them, with every mistake of every file at once.

`load_catalogue` gives everything a plan is made from, or raises `ChecklistProblems`. A folder of an author may hold
only some of the files: its checklists count, and what it does not have of the rest is taken from the shipped files.
"""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, TypeVar

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.hazard_plan import HazardLog
from cutover_tui.domain.pause_plan import EmergencyCard, PausePlan
from cutover_tui.storage.author_file import AuthorFile, open_author_file, shown_path
from cutover_tui.storage.author_gates import GatesFile
from cutover_tui.storage.author_hazards import CuesFile, HazardsFile
from cutover_tui.storage.author_issues import IssuesFile
from cutover_tui.storage.author_messages import MessagesFile
from cutover_tui.storage.author_models import (
    AnchorsFile,
    AuthorChecklist,
    AuthorModel,
    FileKind,
    FormsFile,
    ProfileFile,
    ReentryFile,
    RegistersFile,
    RolesFile,
    ServicesFile,
    SourcesFile,
)
from cutover_tui.storage.author_pauses import CardsFile, PauseFile
from cutover_tui.storage.checklist_entries import Names, Place
from cutover_tui.storage.checklist_links import link_problems
from cutover_tui.storage.checklist_place import shipped_checklists
from cutover_tui.storage.checklist_problems import ChecklistProblem, ChecklistProblems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from cutover_tui.storage.author_gates import AuthorGate
    from cutover_tui.storage.author_hazards import AuthorCue
    from cutover_tui.storage.author_models import (
        AuthorAnchor,
        AuthorCategory,
        AuthorForm,
        AuthorQuestion,
        AuthorRegister,
        AuthorRole,
        AuthorService,
        AuthorSource,
    )

__all__ = [
    "Catalogue",
    "ChecklistProblem",
    "ChecklistProblems",
    "Folder",
    "author_paths",
    "catalogue_of",
    "folder_of",
    "load_catalogue",
    "open_folder",
    "shipped_checklists",
    "shown_in",
]

CHECKLIST_ORDER = "PFCGRH"
"""The order of the six lists."""

DATA_KINDS = (
    FileKind.ANCHORS,
    FileKind.ROLES,
    FileKind.PROFILE,
    FileKind.REGISTERS,
    FileKind.SERVICES,
    FileKind.REENTRY,
    FileKind.MESSAGES,
    FileKind.FORMS,
    FileKind.ISSUES,
    FileKind.GATES,
    FileKind.SOURCES,
    FileKind.PAUSE,
    FileKind.CARDS,
    FileKind.HAZARDS,
    FileKind.CUES,
)
"""The kinds of file that the shipped ones stand in for where a folder has none."""

Model = TypeVar("Model", bound=AuthorModel)


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything authors wrote that a plan is made from, checked."""

    checklists: tuple[AuthorChecklist, ...]
    """The lists, in the order P, F, C, G, R, H."""
    anchors: tuple[AuthorAnchor, ...]
    roles: tuple[AuthorRole, ...]
    questions: tuple[AuthorQuestion, ...]
    registers: tuple[AuthorRegister, ...]
    services: tuple[AuthorService, ...]
    """The services, without those shipped ones whose tasks the author's checklists do not have."""
    categories: tuple[AuthorCategory, ...]
    messages: MessagesFile
    gates: tuple[AuthorGate, ...] = ()
    """The gates, in the order that numbers them."""
    sources: tuple[AuthorSource, ...]
    forms: tuple[AuthorForm, ...] = ()
    issues: IssuesFile | None = None
    """What is said about issues."""
    pause: PausePlan = field(default_factory=PausePlan)
    """What is agreed about holds and pauses."""
    cards: tuple[EmergencyCard, ...] = ()
    """The emergency cards."""
    hazards: HazardLog = field(default_factory=HazardLog)
    """The hazards and their controls."""
    cues: tuple[AuthorCue, ...] = ()
    """The cues that disappear, and what stands in their place."""
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    """Where each thing stands, by what it is and its name: `("task", "lab-off")`."""


@dataclass(frozen=True)
class Folder:
    """The author's files that belong together, and every mistake in them."""

    files: tuple[AuthorFile, ...]
    """The checklists and data files, shipped ones that stand in for missing ones included; no practice files."""
    names: Names
    """Everything they define."""
    problems: tuple[ChecklistProblem, ...]
    """All mistakes, sorted by file and line."""


def load_catalogue(folder: Path) -> Catalogue:
    """Load the checklists and data files of a folder.

    Raises:
        ChecklistProblems: With every mistake of every file, sorted by file and line.
    """
    found = open_folder(folder)
    if found.problems:
        raise ChecklistProblems(found.problems)
    return catalogue_of(found)


def author_paths(folder: Path) -> tuple[tuple[Path, ...], tuple[ChecklistProblem, ...]]:
    """Give the YAML files of a folder, sorted by name, and a problem when there are none to be had.

    Hidden files and the folders inside are left alone.
    """
    try:
        inside = sorted(folder.iterdir())
    except OSError as problem:
        words = f"this folder cannot be read ({problem.strerror}). Look at its name and at your right to read it."
        return (), (ChecklistProblem(shown_path(folder), 0, words),)
    paths = tuple(path for path in inside if path.suffix in {".yaml", ".yml"} and not path.name.startswith("."))
    if not paths:
        return (), (ChecklistProblem(shown_path(folder), 0, "there is no YAML file here. Give another folder."),)
    return paths, ()


def shown_in(folder: Path, path: Path) -> str:
    """Give how a file of a folder is shown: with the folder before it unless that is where the person is."""
    label = "checklists" if folder == shipped_checklists() else shown_path(folder)
    name = shown_path(path).rpartition("/")[2]
    return name if label == "." else f"{label.removesuffix('/')}/{name}"


def open_folder(folder: Path) -> Folder:
    """Read all files of a folder and look for every mistake in and between them."""
    paths, trouble = author_paths(folder)
    if trouble:
        return Folder((), Names(()), trouble)
    own = tuple(open_author_file(path, shown_in(folder, path)) for path in paths)
    return folder_of(own, shown_path(folder))


def folder_of(own: Iterable[AuthorFile], shown: str) -> Folder:
    """Put the shipped files beside an author's own where they are missing, and look for every mistake.

    Args:
        own: The author's files; practice files among them are left out.
        shown: How the folder is called in problems.
    """
    own = tuple(file for file in own if file.kind != FileKind.PRACTICE)
    kinds = {file.kind for file in own}
    missing = {kind for kind in DATA_KINDS if kind not in kinds}
    files = (*own, *_stand_ins(missing))
    names = Names(files)
    problems = [*(problem for file in files for problem in file.problems), *link_problems(names)]
    if FileKind.CHECKLIST not in kinds:
        problems.append(ChecklistProblem(shown, 0, "there is no checklist here. Put one in, or give another folder."))
    return Folder(files, names, tuple(sorted(set(problems))))


def catalogue_of(folder: Folder) -> Catalogue:
    """Give the content of files without mistakes."""
    kept = folder.names.named("service")
    checklists = sorted(_contents(folder, AuthorChecklist), key=lambda each: CHECKLIST_ORDER.index(each.checklist))
    services = (service for file in _contents(folder, ServicesFile) for service in file.services)
    return Catalogue(
        checklists=tuple(checklists),
        anchors=tuple(anchor for file in _contents(folder, AnchorsFile) for anchor in file.anchors),
        roles=tuple(role for file in _contents(folder, RolesFile) for role in file.roles),
        questions=tuple(question for file in _contents(folder, ProfileFile) for question in file.questions),
        registers=tuple(register for file in _contents(folder, RegistersFile) for register in file.registers),
        services=tuple(service for service in services if service.id in kept),
        categories=tuple(category for file in _contents(folder, ReentryFile) for category in file.categories),
        messages=_contents(folder, MessagesFile)[0],
        forms=tuple(form for file in _contents(folder, FormsFile) for form in file.forms),
        gates=tuple(gate for file in _contents(folder, GatesFile) for gate in file.gates),
        sources=tuple(source for file in _contents(folder, SourcesFile) for source in file.sources),
        issues=next(iter(_contents(folder, IssuesFile)), None),
        pause=next((file.plan() for file in _contents(folder, PauseFile)), PausePlan()),
        cards=tuple(card.plan() for file in _contents(folder, CardsFile) for card in file.cards),
        hazards=next((file.plan() for file in _contents(folder, HazardsFile)), HazardLog()),
        cues=tuple(cue for file in _contents(folder, CuesFile) for cue in file.cues),
        places=folder.names.places(),
    )


def _contents(folder: Folder, model: type[Model]) -> tuple[Model, ...]:
    return tuple(file.content for file in folder.files if isinstance(file.content, model))


def _stand_ins(missing: set[FileKind]) -> tuple[AuthorFile, ...]:
    """Open the shipped data files of the kinds that are missing."""
    folder = shipped_checklists()
    paths = (folder / f"{kind}.yaml" for kind in DATA_KINDS if kind in missing)
    return tuple(open_author_file(path, f"shipped {path.name}", stands_in=True) for path in paths)
