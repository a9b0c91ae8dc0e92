"""`start`, `status`, `tick`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from cutover_tui.cli.context import DONE, NO, UNUSABLE, Context, NotUsable, path_of
from cutover_tui.domain.acts import Act
from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.log_events import LogRecovered
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import ReasonNeeded, Refused
from cutover_tui.domain.tasks import TaskStatus
from cutover_tui.domain.time_words import TimeNotUnderstood, clock_words, parse_local_time, to_local
from cutover_tui.runner.story import plain_words
from cutover_tui.runner.task_lookup import ref_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from cutover_tui.domain.events import Entry, Event
    from cutover_tui.runner.run import Run
    from cutover_tui.storage.second_copy import SecondCopy


def start(context: Context) -> int:
    """Make a plan, freeze it, start it, and print the run folder."""
    from cutover_tui.runner.starting import RunRequest, start_run
    from cutover_tui.storage.checklist_problems import ChecklistProblems

    arguments = context.arguments
    kind = RunKind.REHEARSAL if context.set_time else RunKind(arguments.kind)
    if context.set_time and arguments.kind == RunKind.LIVE:
        print("The clock was set by hand, so this run is a rehearsal.", file=sys.stderr)
    request = RunRequest(
        practice_file=path_of(arguments.practice),
        checklists=path_of(arguments.checklists) if arguments.checklists else None,
        core_only=arguments.core_only,
        kind=kind,
        folder=path_of(arguments.dir) if arguments.dir else None,
        second_copy=path_of(arguments.second_copy) if arguments.second_copy else None,
        clock_check=arguments.clock_check,
    )
    try:
        started = start_run(request, context.book, context.home, context.clock)
    except ChecklistProblems as problems:
        for problem in problems.problems:
            print(problem, file=sys.stderr)
        named = [path for path in (request.practice_file, request.checklists) if path is not None]
        return NO if all(path.exists() for path in named) else UNUSABLE
    for notice in started.notices:
        print(notice, file=sys.stderr)
    print(started.run.log.folder)
    started.run.close()
    return DONE


def status(context: Context) -> int:
    """Say where a run stands."""
    from cutover_tui.runner.status import status_lines, status_object

    now = context.clock.now()
    with context.open_to_look() as run:
        if context.arguments.json:
            data = json.dumps(status_object(run, now), ensure_ascii=False, indent=1)
            sys.stdout.buffer.write(f"{data}\n".encode())
        else:
            print("\n".join(status_lines(run, now)))
    if run.log.broken is not None:
        print(run.log.broken, file=sys.stderr)
        return NO
    return DONE


def tick(context: Context) -> int:
    """Complete one task; whoever asks from a script is not asked back, so what is unusual is said and recorded."""
    return record_one(
        context,
        lambda run: _complete(run, ref_of(run.state, context.arguments.task), act_of(context, run), context),
    )


def record_one(context: Context, act: Callable[[Run], Entry]) -> int:
    """Open the run the command names, record one act, and print its number once it is on disk, in both copies."""
    run = context.open_for_work(context.run_folder(context.arguments.run))
    say_recovered(run, context)
    copy = second_copy_of(run, context)
    try:
        entry = act(run)
        print(entry.seq)
        if copy is not None:
            words = copy.keep_up().words
            if words:
                print(words, file=sys.stderr)
    finally:
        if copy is not None:
            copy.close()
        run.close()
    return DONE


def say_recovered(run: Run, context: Context) -> None:
    """Say what opening a run for work has just set aside."""
    for entry in run.entries:
        if isinstance(entry.event, LogRecovered) and entry.session == context.clock.session:
            words = plain_words(entry, run.state)
            print(f"{words}. It was never confirmed to anyone. Entry {entry.seq} says so.", file=sys.stderr)


def second_copy_of(run: Run, context: Context) -> SecondCopy | None:
    """The second copy of the log, where the practice book knows of one."""
    if not context.has_book:
        return None
    from cutover_tui.runner.copies import remembered_copy

    return remembered_copy(run, context.book, context.clock)


def act_of(context: Context, run: Run) -> Act:
    """Who acts and when, as `--by`, `--at` and `--late-reason` say.

    Raises:
        NotUsable: The time is none this program understands.
        Refused: It came twice or not at all that night.
    """
    arguments = context.arguments
    now = context.clock.now()
    return Act(
        by=arguments.by.strip().upper(),
        now=now,
        at=_instant(arguments.at, now, run.plan.calendar.zone) if arguments.at else None,
        late_reason=arguments.late_reason,
        looked_over=arguments.not_a_patient,
    )


def _complete(run: Run, ref: str, act: Act, context: Context) -> Entry:
    arguments = context.arguments
    facts = {
        "observed": arguments.observed,
        "checked_by": arguments.checked_by.strip().upper(),
        "note": arguments.note,
    }
    said = what_was_said(context)
    try:
        entry = run.complete_task(act, ref, reason=arguments.reason, said=said, **facts)
    except ReasonNeeded as unusual:
        entry = run.complete_task(act, ref, reason=NOT_RECORDED, said=said, **facts)
        words = " and ".join(unusual.unusual)
        print(
            f"Recorded as {words}, reason: {NOT_RECORDED}. Say why with --reason, or correct the entry.",
            file=sys.stderr,
        )
    standing = run.state.standing(ref)
    if standing.status is TaskStatus.AWAITS_CHECK:
        print(f"{ref} now waits for a second person to check it.", file=sys.stderr)
    if standing.observed == NOT_RECORDED:
        print(f"{ref} asks for what was seen; recorded as {NOT_RECORDED}. Say it with --observed.", file=sys.stderr)
    _say_unconfirmed(entry.event)
    return entry


def what_was_said(context: Context) -> Confirmation:
    """What the other end of a service said, as the options say."""
    arguments = context.arguments
    return Confirmation(
        confirmed_with=arguments.confirmed_with,
        reference=arguments.ref,
        first_item=arguments.first_item,
        catcher=arguments.catcher.strip().upper(),
        route=arguments.route,
    )


def _say_unconfirmed(event: Event) -> None:
    """Say what the completion of a task left open about its services."""
    if getattr(event, "confirmed_with", "") == NOT_RECORDED:
        words = "Nobody at the other end is named as confirming it; recorded as"
        print(f"{words} {NOT_RECORDED}. Say it with --confirmed-with and --ref.", file=sys.stderr)
    if getattr(event, "first_item", "") == NOT_RECORDED:
        print(f"No first real item is named; recorded as {NOT_RECORDED}. Say it with --first-item.", file=sys.stderr)


def _zone_name(instant: datetime, zone: str) -> str:
    return to_local(instant, zone).tzname() or ""


def _instant(text: str, now: datetime, zone: str) -> datetime:
    """The instant of a typed time.

    Raises:
        NotUsable: It is no time this program understands.
        Refused: It came twice or not at all that night.
    """
    try:
        readings = parse_local_time(text, now, zone)
    except TimeNotUnderstood as problem:
        raise NotUsable(str(problem)) from problem
    if not readings:
        msg = f"{text} did not come that night: the clocks went forward over it. Give the time the clock showed."
        raise Refused(msg)
    if len(readings) > 1:
        both = " or ".join(clock_words(reading, zone) for reading in readings)
        named = " ".join(text.split())
        msg = (
            f"{named} came twice that night: {both}. Say which, such as --at ‘{named} {_zone_name(readings[0], zone)}’."
        )
        raise Refused(msg)
    return readings[0]
