"""`catch-up`: a sheet of paper that was typed up in a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cutover_tui.cli.context import DONE, NO, NotUsable, path_of
from cutover_tui.cli.run_commands import say_recovered, second_copy_of
from cutover_tui.domain.acts import require_person
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.tasks import TaskStatus

if TYPE_CHECKING:
    from cutover_tui.cli.context import Context
    from cutover_tui.domain.events import Entry
    from cutover_tui.runner.catch_up_file import CheckedFile, FileRow
    from cutover_tui.runner.catching_up import PaperLine
    from cutover_tui.runner.run import Run


def catch_up(context: Context) -> int:
    """Type up a sheet: all lines are tried first, then all are recorded, or none."""
    from cutover_tui.runner.catch_up_file import read_rows

    rows = read_rows(_data(context))
    run = context.open_for_work(context.run_folder(context.arguments.run))
    try:
        say_recovered(run, context)
        checked = _checked(run, context, rows)
        for words in (*checked.known, *checked.mistakes):
            print(words, file=sys.stderr)
        if checked.mistakes:
            print("Nothing was recorded. Mend these rows and give the file again.", file=sys.stderr)
            return NO
        if context.arguments.check:
            print(f"Nothing was recorded: {_many(len(checked.lines))} would be.", file=sys.stderr)
            return DONE
        return _record(run, context, checked)
    finally:
        run.close()


def _checked(run: Run, context: Context, rows: list[FileRow]) -> CheckedFile:
    from cutover_tui.runner.catch_up_file import check_rows

    arguments = context.arguments
    recorder = _recorder(context)
    require_person(run.state, recorder)
    return check_rows(
        run.state,
        run.entries,
        rows,
        sheet=arguments.sheet.strip().upper(),
        recorder=recorder,
        now=context.clock.now(),
        day=arguments.day.strip(),
    )


def _record(run: Run, context: Context, checked: CheckedFile) -> int:
    """Record the lines and print each entry's number once it is on disk; stop at the first that is refused now."""
    from cutover_tui.runner.catching_up import record_line

    copy = second_copy_of(run, context)
    try:
        for line in checked.lines:
            try:
                entry = record_line(run, line, _recorder(context))
                print(entry.seq)
                _say_missing(line, entry, run)
            except Refused as refused:
                print(f"{line.place.words}: {refused} The lines after it were not recorded.", file=sys.stderr)
                return NO
        if copy is not None:
            words = copy.keep_up().words
            if words:
                print(words, file=sys.stderr)
    finally:
        if copy is not None:
            copy.close()
    print(f"{_many(len(checked.lines))} recorded, {len(checked.known)} already there.", file=sys.stderr)
    return DONE


def _say_missing(line: PaperLine, entry: Entry, run: Run) -> None:
    """Say what the paper left open about a task, as a tick from a script does."""
    event, where = entry.event, line.place.words
    if line.ref and run.state.standing(line.ref).status is TaskStatus.AWAITS_CHECK:
        print(f"{where}: {line.ref} now waits for a second person to check it.", file=sys.stderr)
    if getattr(event, "observed", "") == NOT_RECORDED:
        print(f"{where}: what was seen is recorded as {NOT_RECORDED}.", file=sys.stderr)
    if getattr(event, "reason", "") == NOT_RECORDED:
        unusual = " and ".join(getattr(event, "unusual", ()))
        print(f"{where}: recorded as {unusual}, reason: {NOT_RECORDED}.", file=sys.stderr)
    if NOT_RECORDED in {getattr(event, "confirmed_with", ""), getattr(event, "first_item", "")}:
        print(f"{where}: nobody at the other end is named as confirming it, or no first item.", file=sys.stderr)


def _recorder(context: Context) -> str:
    initials: str = context.arguments.by.strip().upper()
    return initials


def _many(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"


def _data(context: Context) -> bytes:
    """The bytes of the file, or of what is piped in."""
    given = context.arguments.file
    if given == "-":
        return sys.stdin.buffer.read()
    try:
        return path_of(given).read_bytes()
    except OSError as problem:
        raise NotUsable(
            f"{given} cannot be read: {problem.strerror}. Give another file, or - for what is piped."
        ) from None
