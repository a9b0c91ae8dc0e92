"""The hard copy in plain words, for the story of the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.printing import SheetsPrinted

if TYPE_CHECKING:
    from cutover_tui.domain.printing import PrintingEvent


def printing_words(event: PrintingEvent) -> str:
    """What a record about the hard copy says happened."""
    if isinstance(event, SheetsPrinted):
        sheets = "1 sheet" if len(event.sheets) == 1 else f"{len(event.sheets)} sheets"
        return f"Hard copy made, version {event.sheet_version}: {sheets}. Seal on the pages: {event.seal}"
    copies = "1 copy" if event.copies == 1 else f"{event.copies} copies"
    return f"Printed sheet {event.sheet} version {event.sheet_version} collected, {copies}"
