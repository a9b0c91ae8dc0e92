"""The files of the safety file, collected from its parts: the payload under `data/`, and the tag files around it.

To add a part, write a function `Context -> {path: bytes}` whose paths begin with `data/`, and name it in `PARTS`.
It takes everything from the context, and decides by `context.copy` what its copy holds (`records.md` b6).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.exports.bag import tag_files
from cutover_tui.exports.calendar_part import calendar_files
from cutover_tui.exports.log_part import log_files
from cutover_tui.exports.paper_part import paper_files
from cutover_tui.exports.registers.all_registers import register_files
from cutover_tui.exports.report.report_part import report_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cutover_tui.exports.context import Context

PARTS: tuple[Callable[[Context], Mapping[str, bytes]], ...] = (
    *(report_files, log_files, register_files, calendar_files, paper_files),
)
"""Every part of the payload."""

_PATH = re.compile(r"data/[0-9]{2}-[a-z]+/[a-z0-9]+(?:[.-][a-z0-9]+)*")
"""Small letters, digits, dots and hyphens: a path that every system and every manifest reader takes as it is."""


@dataclass(frozen=True)
class BundleFile:
    """One file of a bundle."""

    path: str
    """Its path in the bundle's folder, with `/` between folders."""
    data: bytes


def payload_of(context: Context) -> dict[str, bytes]:
    """Every file under `data/`, by path, in order of path.

    Raises:
        ValueError: Two parts give the same path, or a path is not one a bundle holds.
    """
    payload: dict[str, bytes] = {}
    for part in PARTS:
        for path, data in part(context).items():
            if path in payload or not _PATH.fullmatch(path):
                raise ValueError(f"{path} stands twice in the bundle, or is no path of a bundle")
            payload[path] = data
    return dict(sorted(payload.items()))


def bundle_files(context: Context) -> tuple[BundleFile, ...]:
    """Every file of a bundle: the tag files first, then the payload in order of path."""
    payload = payload_of(context)
    tags = tag_files(context, payload)
    return tuple(BundleFile(path, data) for path, data in {**tags, **payload}.items())
