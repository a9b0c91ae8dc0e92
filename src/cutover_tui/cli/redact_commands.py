"""`redact`: the words of an entry come out of the log."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cutover_tui.cli.context import DONE, Context
from cutover_tui.domain.acts import Act

if TYPE_CHECKING:
    from cutover_tui.runner.redacting import Redacted


def redact(context: Context) -> int:
    """Take the words of an entry out and print the number of the entry that says so; list what else holds them."""
    from cutover_tui.runner.redacting import redact as take_out

    arguments = context.arguments
    by, second = (initials.strip().upper() for initials in (arguments.by, arguments.second))
    act = Act(by=by, now=context.clock.now())
    folder = context.run_folder(arguments.run)
    done = take_out(folder, act, arguments.entry, second=second, reason=arguments.reason, clock=context.clock)
    print(done.seq)
    for line in _still_to_do(done, arguments.entry):
        print(line, file=sys.stderr)
    return DONE


def _still_to_do(done: Redacted, seq: int) -> list[str]:
    lines = [f"The words of entry {seq} are out of this log. Its number, its hash and every seal are as they were."]
    if done.quoting:
        listed = ", ".join(str(one) for one in done.quoting)
        lines.append(f"Corrections of it may quote them: take the words of entry {listed} out too.")
    lines.append("Replace every other copy of the log: the second copy if there is one, sticks, and what was sent.")
    lines += [f"  exports/{name} may hold the words; delete it and its zip, and export again." for name in done.exports]
    return lines
