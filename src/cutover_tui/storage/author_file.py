"""One file of an author: what kind it is, what it holds and what is wrong with it.

A file is known by its keys (`checklist:`, `anchors:`, `practice:` ...), never by its name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from cutover_tui.domain.deferred import dataclass
from cutover_tui.storage.author_errors import did_you_mean, plain, shape_problems
from cutover_tui.storage.author_gates import GatesFile
from cutover_tui.storage.author_hazards import CuesFile, HazardsFile
from cutover_tui.storage.author_issues import IssuesFile
from cutover_tui.storage.author_messages import MessagesFile
from cutover_tui.storage.author_models import (
    AnchorsFile,
    AuthorChecklist,
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
from cutover_tui.storage.author_practice import AuthorPractice
from cutover_tui.storage.checklist_problems import ChecklistProblem
from cutover_tui.storage.clean_text import BOX, FORBIDDEN
from cutover_tui.storage.yaml_guard import read_author_file

if TYPE_CHECKING:
    from cutover_tui.storage.author_models import AuthorModel
    from cutover_tui.storage.yaml_guard import TextMap

FILE_MODELS: dict[FileKind, type[AuthorModel]] = {
    FileKind.CHECKLIST: AuthorChecklist,
    FileKind.ANCHORS: AnchorsFile,
    FileKind.ROLES: RolesFile,
    FileKind.PROFILE: ProfileFile,
    FileKind.REGISTERS: RegistersFile,
    FileKind.SERVICES: ServicesFile,
    FileKind.REENTRY: ReentryFile,
    FileKind.MESSAGES: MessagesFile,
    FileKind.FORMS: FormsFile,
    FileKind.ISSUES: IssuesFile,
    FileKind.GATES: GatesFile,
    FileKind.SOURCES: SourcesFile,
    FileKind.PAUSE: PauseFile,
    FileKind.CARDS: CardsFile,
    FileKind.HAZARDS: HazardsFile,
    FileKind.CUES: CuesFile,
    FileKind.PRACTICE: AuthorPractice,
}
"""The shape of each kind of file."""

_TELLING_KEYS = (
    (FileKind.PRACTICE, ("practice", "people", "ods_code")),
    (FileKind.CHECKLIST, ("checklist", "phases")),
    (FileKind.PROFILE, ("questions",)),
    (FileKind.REENTRY, ("categories",)),
    (FileKind.MESSAGES, ("audiences", "templates")),
    (FileKind.FORMS, ("forms",)),
    (FileKind.GATES, ("gates",)),
    (FileKind.SERVICES, ("services",)),
    (FileKind.ISSUES, ("levels", "areas", "pause_prompts")),
    (FileKind.SOURCES, ("sources",)),
    (FileKind.REGISTERS, ("registers",)),
    (FileKind.ROLES, ("roles",)),
    (FileKind.ANCHORS, ("anchors",)),
    (FileKind.PAUSE, ("pause", "triggers")),
    (FileKind.CARDS, ("cards",)),
    (FileKind.HAZARDS, ("hazards",)),
    (FileKind.CUES, ("cues",)),
)
"""The keys that give a kind away, looked for in this order: a practice file has anchors and registers too."""


@dataclass(frozen=True, kw_only=True)
class AuthorFile:
    """One file as far as it could be understood."""

    file: str
    """The file as it is shown to people."""
    kind: FileKind
    """What it is; when it could not be read, what its name suggests."""
    root: TextMap | None
    """Its tree, with lines; None when it could not be read or is of no known kind."""
    content: AuthorModel | None
    """Its content; None when its shape is not right."""
    problems: tuple[ChecklistProblem, ...]
    """What is wrong inside it, other files not considered."""
    stands_in: bool = False
    """True for a shipped file that stands in for one the author's folder does not have."""


def open_author_file(path: Path, shown: str, *, stands_in: bool = False) -> AuthorFile:
    """Read one file and look at everything that can be judged without the others."""
    reading = read_author_file(path, shown)
    root, content, problems = reading.root, None, reading.problems
    kind = None if root is None else _kind(root)
    if root is not None and kind is None:
        problems = (*problems, _unknown_kind(shown, root))
        root = None
    if root is not None and kind is not None:
        model = FILE_MODELS[kind]
        try:
            content = model.model_validate(plain(root))
        except ValidationError as error:
            problems = (*problems, *shape_problems(shown, root, model, error))
    return AuthorFile(
        file=shown,
        kind=kind or _suggested(path),
        root=root,
        content=content,
        problems=problems,
        stands_in=stands_in,
    )


def shown_path(path: Path) -> str:
    """Give a path as it is shown to people: relative to where they are when it lies under it, always with `/`."""
    try:
        path = path.absolute().relative_to(Path.cwd())
    except ValueError:
        path = path.absolute()
    return FORBIDDEN.sub(BOX, path.as_posix().encode(errors="replace").decode())


def _kind(root: TextMap) -> FileKind | None:
    keys = set(root.keys())
    return next((kind for kind, telling in _TELLING_KEYS if not keys.isdisjoint(telling)), None)


def _suggested(path: Path) -> FileKind:
    """Guess what an unreadable file would have been, so that nothing it may define is called unknown."""
    try:
        return FileKind(path.stem)
    except ValueError:
        return FileKind.CHECKLIST


def _unknown_kind(file: str, root: TextMap) -> ChecklistProblem:
    known = tuple(telling[0] for _, telling in _TELLING_KEYS)
    first = root.keys()[0] if root.keys() else ""
    words = f"the first key is '{first}', so it is not known what this file is."
    return ChecklistProblem(file, root.line, f"{words} {did_you_mean(first, known, what='first keys')}")
