"""What a bundle is called: folders that sort, without spaces or people's names (`records.md` b2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.log_events import ExportMade
from cutover_tui.exports.context import Copy
from cutover_tui.exports.names_removed import without_names
from cutover_tui.exports.suppliers import is_same, short_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutover_tui.domain.events import Entry
    from cutover_tui.exports.context import Context

INTERIM = "_INTERIM"
_WHAT = {Copy.FULL: "safety-file", Copy.ICB: "icb-copy", Copy.SUPPLIER: "supplier-copy", Copy.LEARNING: "learning-copy"}


def base_name(context: Context) -> str:
    """The folder's name up to its version: `Y09999_2026-11-22_cutover_safety-file`.

    A rehearsal has a prefix nobody overlooks. The learning copy names neither practice nor date, because the two lead
    to the practice.
    """
    prefix = "REHEARSAL-" if context.rehearsal else ""
    if context.copy is Copy.LEARNING:
        return f"{prefix}practice_cutover_{_WHAT[context.copy]}"
    for_whom = supplier_short(context)
    what = f"{_WHAT[context.copy]}-{for_whom}" if for_whom else _WHAT[context.copy]
    return f"{prefix}{context.plan.ods_code}_{context.go_live_date}_cutover_{what}"


def versioned(context: Context, version: int) -> str:
    """The folder's whole name in some version: interim until the run is closed."""
    return f"{base_name(context)}_v{version}{INTERIM if context.interim else ''}"


def folder_name(context: Context) -> str:
    """The folder's whole name."""
    return versioned(context, context.version)


def external_identifier(context: Context) -> str:
    """What other papers cite a bundle by: `Y09999/cutover-2026-11-22/v1`."""
    kind = "rehearsal" if context.rehearsal else "cutover"
    if context.copy is Copy.LEARNING:
        return f"practice/{kind}/learning/v{context.version}"
    for_whom = supplier_short(context)
    copy = "" if context.copy is Copy.FULL else f"/{context.copy}{f'/{for_whom}' if for_whom else ''}"
    return f"{context.plan.ods_code}/{kind}-{context.go_live_date}{copy}/v{context.version}"


def supplier_shown(context: Context) -> str:
    """The supplier a copy is for, as the copy may name it; empty in the copies for nobody in particular."""
    return without_names(context.supplier, context) if context.supplier else ""


def supplier_short(context: Context) -> str:
    """The same as a part of a folder's name."""
    return short_name(supplier_shown(context))


def next_version(entries: Sequence[Entry], copy: Copy, supplier: str = "") -> int:
    """The version after those the log says were made of a copy, wherever they were put."""
    return 1 + sum(
        isinstance(entry.event, ExportMade) and entry.event.copy == copy and is_same(entry.event.supplier, supplier)
        for entry in entries
    )
