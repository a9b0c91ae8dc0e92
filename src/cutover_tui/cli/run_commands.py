"""`start`, `status`, `tick`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cutover_tui.cli.context import DONE, NO, Context
from cutover_tui.domain.acts import Act
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import ReasonNeeded, Refused
from cutover_tui.domain.tasks import TaskStatus
from cutover_tui.domain.time_words import TimeNotUnderstood, clock_words, parse_local_time
from cutover_tui.runner.run import Run

if TYPE_CHECKING:
    from datetime import datetime

    from cutover_tui.domain.events import Entry


def start(context: Context) -> int:
    """Make a plan, freeze it, start it, and print the run folder."""
    from cutover_tui.runner.starting import RunRequest, start_run
    from cutover_tui.storage.checklist_problems import ChecklistProblems

    arguments = context.arguments
    kind = RunKind.REHEARSAL if context.set_time else RunKind(arguments.kind)
    if context.set_time and arguments.kind == RunKind.LIVE:
        print("The clock was set by hand, so this run is a rehearsal.", file=sys.stderr)
    request = RunRequest(
        practice_file=Path(arguments.practice),
        checklists=Path(arguments.checklists) if arguments.checklists else None,
        core_only=arguments.core_only,
        kind=kind,
        folder=Path(arguments.dir) if arguments.dir else None,
        second_copy=Path(arguments.second_copy) if arguments.second_copy else None,
    )
    try:
        started = start_run(request, context.book, context.home, context.clock)
    except ChecklistProblems as problems:
        for problem in problems.problems:
            print(problem, file=sys.stderr)
        return NO
    for notice in started.notices:
        print(notice, file=sys.stderr)
    print(started.run.log.folder)
    started.run.close()
    return DONE


def status(context: Context) -> int:
    """Say where a run stands."""
    from cutover_tui.runner.status import status_lines, status_object

    run = Run.open(context.run_folder(context.arguments.run), clock=context.clock, read_only=True)
    now = context.clock.now()
    if context.arguments.json:
        json.dump(status_object(run, now), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        print("\n".join(status_lines(run, now)))
    if run.log.broken is not None:
        print(run.log.broken, file=sys.stderr)
        return NO
    return DONE


def tick(context: Context) -> int:
    """Complete one task; whoever asks from a script is not asked back, so what is unusual is said and recorded."""
    from cutover_tui.runner.copies import remembered_copy

    arguments = context.arguments
    folder = context.run_folder(arguments.run)
    run = Run.open(folder, clock=context.clock)
    copy = remembered_copy(run, context.book, context.clock)
    try:
        entry = _complete(run, arguments.task.strip(), _act(context, run), context)
        if copy is not None:
            state = copy.keep_up()
            if state.words:
                print(state.words, file=sys.stderr)
    finally:
        if copy is not None:
            copy.close()
        run.close()
    print(entry.seq)
    return DONE


def _act(context: Context, run: Run) -> Act:
    arguments = context.arguments
    now = context.clock.now()
    return Act(
        by=arguments.by.strip().upper(),
        now=now,
        at=_instant(arguments.at, now, run.plan.calendar.zone) if arguments.at else None,
        late_reason=arguments.late_reason,
    )


def _complete(run: Run, ref: str, act: Act, context: Context) -> Entry:
    arguments = context.arguments
    facts = {
        "observed": arguments.observed,
        "checked_by": arguments.checked_by.strip().upper(),
        "note": arguments.note,
    }
    try:
        entry = run.complete_task(act, ref, reason=arguments.reason, **facts)
    except ReasonNeeded as unusual:
        entry = run.complete_task(act, ref, reason=NOT_RECORDED, **facts)
        words = " and ".join(unusual.unusual)
        print(f"Recorded as {words}, reason: {NOT_RECORDED}. Say why with --reason, or correct the entry.", file=sys.stderr)
    standing = run.state.standing(ref)
    if standing.status is TaskStatus.AWAITS_CHECK:
        print(f"{ref} now waits for a second person to check it.", file=sys.stderr)
    if standing.observed == NOT_RECORDED:
        print(f"{ref} asks for what was seen; recorded as {NOT_RECORDED}. Say it with --observed.", file=sys.stderr)
    return entry


def _instant(text: str, now: datetime, zone: str) -> datetime:
    """The instant of a typed time; refused where it could be two."""
    try:
        readings = parse_local_time(text, now, zone)
    except TimeNotUnderstood as problem:
        raise Refused(str(problem)) from problem
    if not readings:
        msg = f"{text} does not exist on that day: the clocks went forward. Give the time with its offset."
        raise Refused(msg)
    if len(readings) > 1:
        both = " or ".join(clock_words(reading, zone) for reading in readings)
        msg = f"{text} came twice that night: {both}. Give it with its offset, such as 2026-10-25T01:30+01:00."
        raise Refused(msg)
    return readings[0]
