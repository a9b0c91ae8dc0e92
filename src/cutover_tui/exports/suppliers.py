"""The suppliers of a run, and the one a supplier's copy is made for: it holds the issues about that one alone (b6).

A supplier is whoever an issue names, or who states facts at a gate of the plan. The names are compared without capitals
and spaces, because people type them on the day.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.domain.state import RunState

NO_SUPPLIER = (
    "There is no supplier to make this copy for: no issue of this run names one, and none takes part in a gate. Record "
    "the supplier on its issue, then export again."
)


def is_same(one: str, other: str) -> bool:
    """Whether two names stand for one supplier."""
    return _plain(one) == _plain(other)


def suppliers_of(state: RunState) -> tuple[str, ...]:
    """The suppliers of a run: those issues name first, each as it was first written, then those of the gates."""
    found: dict[str, str] = {}
    for name in (*(issue.supplier for issue in state.issues.values()), *_at_gates(state)):
        if name.strip():
            found.setdefault(_plain(name), " ".join(name.split()))
    return tuple(found.values())


def choose_supplier(state: RunState, asked: str) -> str:
    """The supplier a copy is for: the one asked for, or the only one there is.

    Raises:
        Refused: The run has no supplier, it has several and none was named, or it has none of that name.
    """
    known = suppliers_of(state)
    if not known:
        raise Refused(NO_SUPPLIER)
    if not asked.strip():
        if len(known) == 1:
            return known[0]
        raise Refused(
            f"A supplier's copy holds the issues about one supplier. This run has {len(known)}:\n"
            f"{_listed(state, known)}\nSay which: --supplier NAME."
        )
    chosen = next((name for name in known if is_same(name, asked)), None)
    if chosen is None:
        raise Refused(
            f"No supplier of this run is called ‘{asked.strip()}’. It has:\n"
            f"{_listed(state, known)}\nSay which: --supplier NAME."
        )
    return chosen


def issues_about(state: RunState, supplier: str) -> dict[str, Issue]:
    """The issues whose supplier, as it stands now, is this one."""
    return {ref: issue for ref, issue in state.issues.items() if is_same(issue.supplier, supplier)}


def left_out_words(state: RunState, supplier: str) -> str:
    """Which issues a supplier's copy does not hold, for whoever sends it; empty where it holds all."""
    others = [issue for issue in state.issues.values() if not is_same(issue.supplier, supplier)]
    if not others:
        return ""
    said = ", ".join(f"{issue.ref} ({issue.supplier.strip() or 'no supplier named'})" for issue in others)
    return f"Not in the copy for {supplier}: {said}."


def short_name(supplier: str) -> str:
    """A supplier in the name of a folder: `beta-ltd`; empty where its name has no letter or digit for that."""
    plain = unicodedata.normalize("NFKD", supplier).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST].strip("-")


_LONGEST = 40
"""Characters of a folder's name: a path has to stay short enough for Windows."""


def _at_gates(state: RunState) -> Iterator[str]:
    """The organisations of whoever states facts at the gates; the role itself where nobody holds it."""
    names = {role.code: role.name for role in state.plan.roles}
    for code in dict.fromkeys(code for gate in state.plan.gates for code in gate.suppliers):
        holders = [person for person in state.plan.people if code in person.roles]
        yield from (person.organisation or names.get(code, code) for person in holders)
        if not holders:
            yield names.get(code, code)


def _listed(state: RunState, known: tuple[str, ...]) -> str:
    counts = {name: len(issues_about(state, name)) for name in known}
    return "\n".join(f"  {name}: {_issues(count)}" for name, count in counts.items())


def _issues(count: int) -> str:
    return {0: "no issue", 1: "1 issue"}.get(count, f"{count} issues")


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
