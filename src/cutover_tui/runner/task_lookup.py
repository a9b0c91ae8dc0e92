"""Finding a task by its number as people type or write it, and saying what is wrong with one that is not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.domain.state import RunState

_NUMBER = re.compile(r"([A-Z]) *-? *0*([0-9]+)([A-Z]*)")


def ref_of(state: RunState, text: str, *, otherwise: str = "`cutover status --json` lists them all.") -> str:
    """The number of a task as the plan writes it, in capitals or not.

    Args:
        state: The run, for its tasks.
        text: What was typed.
        otherwise: Where to look when nothing in the plan resembles it.

    Raises:
        Refused: The plan has no such task; the words name those that look like it.
    """
    refs = list(state.task_by_ref)
    wanted = " ".join(text.split())
    if wanted in state.task_by_ref:
        return wanted
    same = [ref for ref in refs if ref.casefold() == wanted.casefold()]
    if len(same) == 1:
        return same[0]
    # A task that repeats has a letter for each, so its number alone stands for several.
    series = [ref for ref in refs if ref.casefold().startswith(wanted.casefold()) and ref[len(wanted) :].isalpha()]
    close = same or series or near_misses(wanted, refs, 1)
    meant = f"Did you mean {_listed(close[:6])}?" if close else otherwise
    raise Refused(f"There is no task {wanted or 'without a number'} in this plan. {meant}")


def ref_on_paper(state: RunState, text: str, *, otherwise: str = "Look at the number on the sheet.") -> str:
    """The number of a task as people write it by hand: `f3`, `F 3` and `F-03` are one.

    Raises:
        Refused: As `ref_of`.
    """
    same = _same_number(" ".join(text.split()), state.task_by_ref)
    return same[0] if len(same) == 1 else ref_of(state, text, otherwise=otherwise)


def near_misses(text: str, names: Iterable[str], at_most: int) -> list[str]:
    """The names that look like a mistyped one, the nearest first."""
    import difflib  # noqa: PLC0415 (only a mistyped name needs it)

    by_plain_name = {name.casefold(): name for name in names}
    close = difflib.get_close_matches(text.casefold(), by_plain_name, at_most)
    return [by_plain_name[name] for name in close]


def _same_number(text: str, refs: Iterable[str]) -> list[str]:
    """The tasks of the same list, number and letter, whatever noughts, hyphens and capitals there are."""
    wanted = _NUMBER.fullmatch(text.upper())
    if wanted is None:
        return []
    found = ((ref, _NUMBER.fullmatch(ref.upper())) for ref in refs)
    return [ref for ref, number in found if number is not None and number.groups() == wanted.groups()]


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0]
