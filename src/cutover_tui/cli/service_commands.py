"""`service`: what the services board does, from a script."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cutover_tui.cli.context import DONE
from cutover_tui.cli.run_commands import act_of, say_recovered, second_copy_of, what_was_said
from cutover_tui.domain.confirmation import Confirmation
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.refusals import ReasonNeeded
from cutover_tui.domain.services import ServiceState, ServiceStatus
from cutover_tui.domain.tasks import TaskStatus
from cutover_tui.runner.service_board import needs_catcher

if TYPE_CHECKING:
    from cutover_tui.cli.context import Context
    from cutover_tui.domain.acts import Act
    from cutover_tui.domain.events import Entry
    from cutover_tui.runner.run import Run


def service(context: Context) -> int:
    """Record where a service stands, or who catches it."""
    run = context.open_for_work(context.run_folder(context.arguments.run))
    say_recovered(run, context)
    copy = second_copy_of(run, context)
    try:
        entry = _record(run, act_of(context, run), context)
        print(entry.seq)
        _say_what_follows(run, entry, context)
        if copy is not None:
            words = copy.keep_up().words
            if words:
                print(words, file=sys.stderr)
    finally:
        if copy is not None:
            copy.close()
        run.close()
    return DONE


def _record(run: Run, act: Act, context: Context) -> Entry:
    arguments = context.arguments
    instance = arguments.instance.strip().lower()
    to = arguments.state.strip().lower().replace("-", "_").replace(" ", "_")
    said = what_was_said(context)
    standing = run.state.services.get(instance, ServiceState())
    if to == standing.status and said == Confirmation(catcher=said.catcher, route=said.route) and said.catcher:
        return run.name_catcher(act, instance, catcher=said.catcher, route=said.route)
    checked_by = arguments.checked_by.strip().upper()
    try:
        return run.move_service(act, instance, to, said=said, reason=arguments.reason, checked_by=checked_by)
    except ReasonNeeded as unusual:
        entry = run.move_service(act, instance, to, said=said, reason=NOT_RECORDED, checked_by=checked_by)
        words = " and ".join(unusual.unusual)
        print(f"Its tasks are recorded as {words}, reason: {NOT_RECORDED}. Say why with --reason.", file=sys.stderr)
        return entry


def _say_what_follows(run: Run, entry: Entry, context: Context) -> None:
    """Say which tasks the act completed, and what is still missing."""
    state, instance = run.state, context.arguments.instance.strip().lower()
    for ref in getattr(entry.event, "completes", ()):
        waits = state.standing(ref).status is TaskStatus.AWAITS_CHECK
        words = "is recorded with it and waits for a second person to check it" if waits else "is completed with it"
        print(f"{ref} {words}.", file=sys.stderr)
    for ref in getattr(entry.event, "reopens", ()):
        print(f"{ref} is to do again.", file=sys.stderr)
    standing = state.services[instance]
    if needs_catcher(standing) and standing.status is not ServiceStatus.NORMAL:
        print(f"{instance} has no catcher. Name one with --catcher and --route.", file=sys.stderr)
