"""What `cutover check` does: looks for every mistake in checklists and practice files, and gives advice on wording.

Nothing is printed here and nothing is written. A practice file is known by its `practice:` key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.storage.author_file import open_author_file, shown_path
from cutover_tui.storage.author_models import FileKind
from cutover_tui.storage.checklist_files import (
    author_paths,
    catalogue_of,
    folder_of,
    open_folder,
    shipped_checklists,
    shown_in,
)
from cutover_tui.storage.checklist_problems import ChecklistProblem
from cutover_tui.storage.checklist_wording import wording_warnings
from cutover_tui.storage.practice_links import practice_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cutover_tui.storage.author_file import AuthorFile


@dataclass(frozen=True)
class CheckReport:
    """What a check found."""

    problems: tuple[ChecklistProblem, ...]
    """Mistakes, sorted by file and line; a file with one cannot be used."""
    warnings: tuple[ChecklistProblem, ...]
    """Advice on wording, sorted by file and line."""
    files: int
    """How many files were looked at."""
    tasks: int
    """How many tasks they hold."""

    @property
    def passed(self) -> bool:
        """Whether there is no problem; warnings do not count."""
        return not self.problems


def check(paths: Sequence[Path] = ()) -> CheckReport:
    """Look at files and folders; at the shipped checklists when none are given.

    A checklist or data file is read together with the files beside it, because it names what they define; only what is
    wrong in the files that were asked for is told. A practice file is held against the checklists beside it, or against
    the shipped ones when there are none.
    """
    asked: dict[Path, dict[Path, None]] = {}
    found: list[ChecklistProblem] = []
    for path in paths or (shipped_checklists(),):
        if not path.is_dir():
            asked.setdefault(path.absolute().parent, {})[path.absolute()] = None
            continue
        inside, trouble = author_paths(path)
        found.extend(trouble)
        asked.setdefault(path.absolute(), {}).update(dict.fromkeys(each.absolute() for each in inside))
    looks = [_Look(folder, tuple(files)) for folder, files in asked.items()]
    for look in looks:
        found.extend(look.found())
    return CheckReport(
        problems=tuple(sorted({each for each in found if each.severity == "problem"})),
        warnings=tuple(sorted({each for each in found if each.severity == "warning"})),
        files=sum(len(files) for files in asked.values()),
        tasks=sum(look.tasks() for look in looks),
    )


def summary(report: CheckReport) -> str:
    """Give the last sentence of a check, such as `22 files, 240 tasks: no problems, 1 warning.` ."""
    return (
        f"{_counted(report.files, 'file')}, {_counted(report.tasks, 'task')}: "
        f"{_counted(len(report.problems), 'problem')}, {_counted(len(report.warnings), 'warning')}."
    )


def _counted(count: int, thing: str) -> str:
    return f"{count or 'no'} {thing}{'' if count == 1 else 's'}"


class _Look:
    """The look at the files of one folder."""

    def __init__(self, folder: Path, asked: tuple[Path, ...]) -> None:
        beside, _ = author_paths(folder)
        opened = {path: open_author_file(path, shown_in(folder, path)) for path in sorted({*beside, *asked})}
        self._asked = {opened[path].file for path in asked}
        self._files = tuple(opened.values())
        self._folder = folder_of(self._files, shown_path(folder))

    def found(self) -> Iterator[ChecklistProblem]:
        """Give every problem and warning of the files that were asked for."""
        seen = (*self._folder.problems, *wording_warnings(self._folder.names))
        yield from (each for each in seen if each.file in self._asked)
        for file in self._files:
            if file.kind == FileKind.PRACTICE and file.file in self._asked:
                yield from file.problems
                yield from self._held_against_checklists(file)

    def tasks(self) -> int:
        """Give how many tasks the files that were asked for hold."""
        return sum(1 for task in self._folder.names.all("task") if task.place.file in self._asked)

    def _held_against_checklists(self, file: AuthorFile) -> tuple[ChecklistProblem, ...]:
        has_checklists = any(each.kind == FileKind.CHECKLIST and each.root is not None for each in self._files)
        folder = self._folder if has_checklists else open_folder(shipped_checklists())
        if folder.problems:
            words = "its names were not looked up, because the checklists have problems. Mend those, then check again."
            return (ChecklistProblem(file.file, 0, words, "warning"),)
        return practice_problems(file, catalogue_of(folder))
