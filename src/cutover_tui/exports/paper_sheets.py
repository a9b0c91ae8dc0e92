"""The hard copy: every sheet of one version, made from the plan and the state at the record that says it was printed.

The same plan and log give the same bytes, so what was printed can be made again at any time (`records.md` b1, b3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.fold import fold
from cutover_tui.domain.printing import SheetCopies, SheetsPrinted
from cutover_tui.domain.state import start_state
from cutover_tui.exports.paper_cards import action_cards
from cutover_tui.exports.paper_checks import check_sheets
from cutover_tui.exports.paper_emergency import emergency_sheets, hold_card
from cutover_tui.exports.paper_forms import forms, log_sheets
from cutover_tui.exports.paper_lists import contact_sheet, index_sheet, service_board, signature_register, wall_sheet
from cutover_tui.exports.paper_sheet import Issue, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.plan import Plan
    from cutover_tui.domain.printing import Printing
    from cutover_tui.domain.state import RunState

FILES = {
    "what-to-print": "What to print",
    "contact-sheet": "Contact sheet",
    "action-cards": "Action cards",
    "hold-and-emergency-cards": "Hold and emergency cards",
    "check-sheets": "Check sheets",
    "service-board": "Service board",
    "wall-sheet": "Wall sheet for seals",
    "signature-register": "Signature register",
    "log-sheets": "Log sheets",
    "paper-forms": "Paper forms",
}
"""The files in the order of use: name and what it is called."""


def sheets_of(state: RunState, version: int, at: datetime) -> tuple[SheetCopies, ...]:
    """The sheets the next version has and their copies, for the record that says it is made at an instant."""
    last = state.printings[-1].seq if state.printings else -1
    issue = Issue(state=state, version=version, at=at, seal="", since=last)
    return tuple(SheetCopies(sheet.id, sheet.copies) for sheet in catalogue(issue))


def sheets(plan: Plan, state: RunState) -> dict[str, bytes]:
    """The files of the version that was printed last, by name, in the order of use.

    Args:
        plan: The plan of the run.
        state: The run as it stood at the record of that printing, and not later.

    Raises:
        ValueError: Nothing was printed, or the state is of another plan.
    """
    if not state.printings or state.plan != plan:
        raise ValueError("There is no printing in this state of this plan.")
    from cutover_tui.exports.paper_html import html_of  # noqa: PLC0415 (jinja2 is loaded by what prints)

    issue = issue_of(state, state.printings[-1])
    made = catalogue(issue)
    files: dict[str, bytes] = {}
    for place, (name, title) in enumerate(FILES.items()):
        inside = [sheet for sheet in made if sheet.file == name]
        if inside:
            files[f"{place:02}-{name}.html"] = html_of(title, issue, inside)
    return files


def printed_versions(plan: Plan, entries: Iterable[Entry]) -> dict[int, dict[str, bytes]]:
    """Version to its files, for every printing of a log: exactly what was printed, made again."""
    state = start_state(plan)
    found: dict[int, dict[str, bytes]] = {}
    for entry in entries:
        state = fold(state, (entry,))
        if isinstance(entry.event, SheetsPrinted) and state.printings and state.printings[-1].seq == entry.seq:
            found[entry.event.sheet_version] = sheets(plan, state)
    return found


def issue_of(state: RunState, printing: Printing) -> Issue:
    """What the pages of a printing say."""
    earlier = [one.seq for one in state.printings if one.seq < printing.seq]
    return Issue(
        state=state,
        version=printing.version,
        at=printing.at,
        seal=printing.seal,
        since=max(earlier, default=-1),
    )


def catalogue(issue: Issue) -> Sequence[Sheet]:
    """Every sheet of a version, in the order of use."""
    made = [
        contact_sheet(issue),
        *action_cards(issue),
        hold_card(issue),
        *emergency_sheets(issue),
        *check_sheets(issue),
        service_board(issue),
        wall_sheet(issue),
        signature_register(issue),
        *log_sheets(issue),
        *forms(issue),
    ]
    return [index_sheet(issue, made, FILES), *made]
