"""What a correction is asked about: the fields of an entry that can be wrong, and those that stay as recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.correction_rules import Kind
from cutover_tui.domain.corrections import correctable
from cutover_tui.domain.room_corrections import CORRECTABLE, choices_of, kind_of
from cutover_tui.domain.room_stays import staying
from cutover_tui.runner.story import line_of
from cutover_tui.ui.dialogs.correct_dialog import Correctable

if TYPE_CHECKING:
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState
    from cutover_tui.runner.run import Run


def correctable_about(run: Run, ref: str) -> list[Entry]:
    """The entries about a task that can be corrected, newest first."""
    return [entry for entry in reversed(run.entries_about(ref)) if correctable(entry)]


def asked_of(state: RunState, entry: Entry) -> Correctable:
    """What can be corrected in an entry, as it stands after earlier corrections, and what stays."""
    event, names = entry.event, correctable(entry)
    stays = staying(state, event, entry.seq)
    values = {name: state.corrected_value(entry.seq, name, was) for name, was in names.items() if name not in stays}
    kinds = {name: kind_of(event, name) for name in values if type(event) in CORRECTABLE}
    return Correctable(
        line_of(entry, state),
        values,
        kinds=kinds,
        choices={name: choices_of(state, event, name) for name, kind in kinds.items() if kind is Kind.PICK},
        stays=stays,
    )
