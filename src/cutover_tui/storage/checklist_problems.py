"""What is wrong in an author's file: one mistake with its line, or all of them at once.

It stands apart from the loader so that a command can catch `ChecklistProblems` without loading a parser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cutover_tui.domain.deferred import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["problem", "warning"]
"""A problem stops the file from being used; a warning is advice on wording and stops nothing."""


@dataclass(frozen=True, order=True)
class ChecklistProblem:
    """One slip in a checklist or practice file, in words an author can act on."""

    file: str
    """The file as it was given, shown relative to where the person is."""
    line: int
    """The line, from 1; 0 when it is about the whole file."""
    words: str
    """What is wrong, which one, and what to do."""
    severity: Severity = "problem"

    def __str__(self) -> str:
        """Give the line shown to people: `checklists/cutover.yaml:41: task 'lab-on' ...`."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.words}"


class ChecklistProblems(Exception):  # noqa: N818 (an author's slips, not a fault of the program)
    """The author's files hold mistakes; its message is one line for each.

    Attributes:
        problems: Every mistake found, sorted by file and line.
    """

    def __init__(self, problems: Iterable[ChecklistProblem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def shortened(text: str, limit: int = 60) -> str:
    """Give a text short enough to be quoted in a problem, with a mark where it was cut."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
