"""Starting a run from a practice file: load, plan, freeze, open the log, remember it in the practice book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.plan import Plan, RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.state import start_state
from cutover_tui.domain.time_words import moment_words, to_local
from cutover_tui.runner.copies import open_second_copy
from cutover_tui.runner.run import Run, run_slug
from cutover_tui.storage.checklist_place import shipped_checklists
from cutover_tui.storage.checklist_problems import ChecklistProblems
from cutover_tui.storage.practice_book import RunRow
from cutover_tui.storage.run_place import place_problems

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.runner.clock import Clock
    from cutover_tui.storage.practice_book import PracticeBook


@dataclass(frozen=True, kw_only=True)
class RunRequest:
    """What somebody asks for when they start a run."""

    practice_file: Path
    kind: RunKind
    checklists: Path | None = None
    """Their own checklists; None for the shipped ones."""
    core_only: bool = False
    folder: Path | None = None
    """Where the run goes; None for a folder under home."""
    second_copy: Path | None = None
    """The folder that gets a second copy of the log."""
    clock_check: str = ""
    """How far off this computer's clock was found, who looked, and against what (`integrity.md` A2)."""


@dataclass(frozen=True)
class PlanOutlook:
    """What a practice file gives, or every reason why it gives nothing."""

    plan: Plan | None
    first_due: str = ""
    """When the first task is due, in words."""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class StartedRun:
    """A run that was started, and what people should know about it."""

    run: Run
    notices: tuple[str, ...]


def make_plan_from(practice_file: Path, checklists: Path | None, *, core_only: bool) -> Plan:
    """Load a practice file and the checklists and resolve them into a plan.

    Raises:
        ChecklistProblems: Every mistake in the files, at once.
        Refused: The plan cannot be made; the message lists every reason.
    """
    # The loaders bring pydantic and a YAML parser, which nothing needs once a plan is frozen.
    from cutover_tui.runner.planning import PlanProblems, make_plan  # noqa: PLC0415
    from cutover_tui.storage.checklist_files import load_catalogue  # noqa: PLC0415
    from cutover_tui.storage.practice_file import load_practice  # noqa: PLC0415

    catalogue = load_catalogue(checklists or shipped_checklists())
    practice = load_practice(practice_file, catalogue)
    try:
        return make_plan(catalogue, practice, core_only=core_only)
    except PlanProblems as problems:
        raise Refused("\n".join(problems.problems)) from problems


def plan_outlook(practice_file: Path, checklists: Path | None, *, core_only: bool) -> PlanOutlook:
    """Look at what a practice file gives, without starting anything."""
    try:
        plan = make_plan_from(practice_file, checklists, core_only=core_only)
    except ChecklistProblems as found:
        return PlanOutlook(None, problems=tuple(str(problem) for problem in found.problems))
    except Refused as refused:
        return PlanOutlook(None, problems=tuple(str(refused).split("\n")))
    due = [window.due_at for window in start_state(plan).windows.values() if window.due_at is not None]
    first = moment_words(min(due), plan.calendar.zone) if due else ""
    return PlanOutlook(plan, first)


def start_run(request: RunRequest, book: PracticeBook, home: Path, clock: Clock) -> StartedRun:
    """Start a run and remember it.

    Raises:
        ChecklistProblems: Every mistake in the files, at once.
        Refused: The plan cannot be made, or the folder cannot hold a run.
    """
    plan = make_plan_from(request.practice_file, request.checklists, core_only=request.core_only)
    return start_planned(plan, request, book, home, clock)


def start_planned(plan: Plan, request: RunRequest, book: PracticeBook, home: Path, clock: Clock) -> StartedRun:
    """Start a plan that is already made."""
    day = f"{to_local(clock.now(), plan.calendar.zone):%Y%m%d}"
    taken = frozenset(row.slug for row in book.runs())
    number, folder = _folder_for(plan, request, home, day, taken)
    report = place_problems(folder, second_copy=request.second_copy)
    if report.refusals:
        raise Refused("\n".join(report.refusals))
    run = Run.start(folder, plan, kind=request.kind, clock=clock, number=number, clock_check=request.clock_check)
    row = RunRow(
        folder=folder.resolve(),
        slug=run.log.run,
        practice=plan.practice,
        kind=request.kind,
        started_at=clock.now(),
        last_opened_at=clock.now(),
        second_copy=request.second_copy,
    )
    notices = [*report.warnings]
    try:
        book.remember_run(row)
    except Refused as problem:
        notices.append(f"The run has started, but is not in the list of runs: open it by its folder. {problem}")
    notices.extend(book.notices)
    if request.second_copy is not None:
        copy = open_second_copy(run, request.second_copy, clock, make=True)
        notices.extend([copy.state.words] if copy.state.words else [])
        copy.close()
    return StartedRun(run, tuple(notices))


def _folder_for(plan: Plan, request: RunRequest, home: Path, day: str, taken: frozenset[str]) -> tuple[int, Path]:
    """The run's number among those of its day, and its folder; a rehearsal's says so in its name (`ux.md` D10).

    No two runs this machine knows of share a name: seals and second copies go by it.
    """
    prefix = "REHEARSAL-" if request.kind is RunKind.REHEARSAL else ""
    number = 1
    while True:
        slug = run_slug(plan.ods_code, day, request.kind, number)
        folder = request.folder or home / "runs" / f"{prefix}{slug}"
        if slug not in taken and (request.folder is not None or not folder.exists()):
            return number, folder
        number += 1
