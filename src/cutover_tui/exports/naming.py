"""What a bundle is called: folders that sort, without spaces or people's names (`records.md` b2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.log_events import ExportMade
from cutover_tui.exports.context import Copy

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
    return f"{prefix}{context.plan.ods_code}_{context.go_live_date}_cutover_{_WHAT[context.copy]}"


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
    copy = "" if context.copy is Copy.FULL else f"/{context.copy}"
    return f"{context.plan.ods_code}/{kind}-{context.go_live_date}{copy}/v{context.version}"


def next_version(entries: Sequence[Entry], copy: Copy) -> int:
    """The version after those the log says were made of a copy, wherever they were put."""
    return 1 + sum(isinstance(entry.event, ExportMade) and entry.event.copy == copy for entry in entries)
