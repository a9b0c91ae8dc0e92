"""`print`, `collect`: the hard copy, and what came back of it."""

from __future__ import annotations

import sys
from contextlib import closing
from typing import TYPE_CHECKING

from cutover_tui.cli.context import DONE, Context, path_of
from cutover_tui.cli.run_commands import act_of, record_one, say_recovered, second_copy_of
from cutover_tui.domain.happening import PROGRAM

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.exports.printing import HardCopy


def print(context: Context) -> int:  # noqa: A001 (named after its command)
    """Make the next version of the hard copy, or an earlier one again, and print its folder."""
    from cutover_tui.exports.printing import print_again, print_run

    arguments = context.arguments
    folder = context.run_folder(arguments.run)
    to = path_of(arguments.to) if arguments.to else folder / "exports"
    if arguments.again is not None:
        with context.open_to_look() as look:
            _say(print_again(look, to, arguments.again))
        return DONE
    with closing(context.open_for_work(folder)) as run:
        say_recovered(run, context)
        copy = second_copy_of(run, context)
        made = print_run(run, to, by=_initials(context))
        _say(made)
        if copy is not None:
            with closing(copy):
                words = copy.keep_up().words
            sys.stderr.write(f"{words}\n" if words else "")
    return DONE


def collect(context: Context) -> int:
    """Record that copies of a printed sheet came back."""
    arguments = context.arguments
    return record_one(
        context,
        lambda run: run.collect_sheet(
            act_of(context, run), arguments.sheet, version=arguments.sheet_version, copies=arguments.copies
        ),
    )


def _initials(context: Context) -> str:
    return context.arguments.by.strip().upper() or PROGRAM


def _say(made: HardCopy) -> None:
    sys.stdout.write(f"{made.folder}\n")
    sys.stderr.write(f"Version {made.version}, entry {made.seq}. Begin with {_first(made.folder, made)}.\n")


def _first(folder: Path, made: HardCopy) -> Path:
    return folder / made.files[0]
