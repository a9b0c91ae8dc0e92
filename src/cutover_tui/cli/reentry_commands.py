"""`reentry`, `slips`: what the re-entry screen does, from a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.cli.context import Context, NotUsable
from cutover_tui.cli.run_commands import act_of, record_one
from cutover_tui.domain.reentry_counts import EXPLAINED
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.slips import read_slips
from cutover_tui.domain.time_words import TimeNotUnderstood, parse_local_time, to_local
from cutover_tui.runner.task_lookup import near_misses

if TYPE_CHECKING:
    from cutover_tui.domain.events import Entry
    from cutover_tui.runner.run import Run

COUNTS_OF_SLIPS = ("used", "void", "returned", "entered")
"""What is said of a range of slips when it is counted; what is left out stays as it was counted last."""


def reentry(context: Context) -> int:
    """Record one count, nil return, sample or close of a re-entry category."""
    return record_one(context, lambda run: _reentry(context, run))


def slips(context: Context) -> int:
    """Record that a range of slips was issued, or what became of it."""
    return record_one(context, lambda run: _slips(context, run))


def _reentry(context: Context, run: Run) -> Entry:
    arguments = context.arguments
    act = act_of(context, run)
    category = _category(run, arguments.category.strip())
    place = {"day": _day(context, run), "site": arguments.site}
    if arguments.logged is not None:
        return run.count_logged(act, category, arguments.logged, **place)
    if arguments.entered is not None:
        return run.count_entered(act, category, arguments.entered, **place)
    if arguments.explained is not None:
        why = _why(arguments.reason)
        return run.count_explained(act, category, arguments.explained, why=why, reason=_more(arguments.reason), **place)
    if arguments.take_back is not None:
        return run.take_back_count(
            act, category, arguments.take_back, count=arguments.of, reason=arguments.reason, **place
        )
    if arguments.sampled is not None:
        if arguments.right is None:
            raise NotUsable("Say with --right how many of the sample were right.")
        return run.check_sample(act, category, looked=arguments.sampled, right=arguments.right)
    if arguments.close:
        checked_by = arguments.checked_by.strip().upper()
        return run.close_category(act, category, checked_by=checked_by, reason=arguments.reason)
    return run.return_nil(act, category, **place)


def _slips(context: Context, run: Run) -> Entry:
    arguments = context.arguments
    act = act_of(context, run)
    given = {name: getattr(arguments, name) for name in COUNTS_OF_SLIPS}
    counted = any(number is not None for number in given.values())
    if counted == bool(arguments.issued_to):
        raise NotUsable("Say either --issued-to, or what was counted: --used, --void, --returned, --entered.")
    if arguments.issued_to:
        return run.issue_slips(act, arguments.slips, to=arguments.issued_to)
    known = run.state.slips.get(read_slips(arguments.slips).words)
    numbers = {name: getattr(known, name, 0) if number is None else number for name, number in given.items()}
    return run.count_slips(act, arguments.slips, **numbers)


def _category(run: Run, text: str) -> str:
    """The id of a category as the plan writes it, however it was typed.

    Raises:
        Refused: The plan has no such category.
    """
    ids = list(run.state.reentry)
    for known in ids:
        if known.casefold() == text.casefold():
            return known
    if not ids:
        return text
    # One that repeats has an instance for each item, so its bare id stands for several.
    instances = [known for known in ids if known.startswith(f"{text.casefold()}:")]
    if len(instances) == 1:
        return instances[0]
    close = instances or near_misses(text, ids, 1)
    meant = f" Did you mean {' or '.join(close)}?" if close else " `cutover status --json` lists them all."
    raise Refused(f"There is no re-entry category {text or 'without a name'} in this plan.{meant}")


def _why(reason: str) -> str:
    """Which of the three reasons a text begins with, or else names alone; empty for none, which the rule refuses."""
    said = " ".join(reason.casefold().split())
    named = [str(why) for why in EXPLAINED if why in said]
    first = [why for why in named if said.startswith(why)]
    found = first or named
    return found[0] if len(found) == 1 else ""


def _more(reason: str) -> str:
    """What a text says beyond the bare reason."""
    said = " ".join(reason.split())
    return "" if said.casefold() in set(EXPLAINED) else said


def _day(context: Context, run: Run) -> str:
    """The local date that was typed, ISO; empty when none was.

    Raises:
        NotUsable: It is no day this program understands.
    """
    text = context.arguments.day.strip()
    if not text:
        return ""
    zone = run.plan.calendar.zone
    try:
        noon = parse_local_time(f"{text} 12:00", context.clock.now(), zone)
    except TimeNotUnderstood:
        raise NotUsable(f"‘{text}’ is not a day. Write it as 2026-11-27, 27 Nov, today or yesterday.") from None
    return to_local(noon[0], zone).date().isoformat()
