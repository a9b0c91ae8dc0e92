"""When each anchor is: as recorded, as moved, as planned, or counted from another (`domain.md` 1.1 and 1.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.timing import LocalTime, Offset, parse_offset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from cutover_tui.domain.plan import Anchor, Calendar


def resolve_anchors(
    anchors: Sequence[Anchor],
    recorded: Mapping[str, datetime],
    moved: Mapping[str, datetime],
    calendar: Calendar,
) -> dict[str, datetime]:
    """Say when each anchor is, as far as is known: as recorded, else as moved, else as planned, else by its default.

    A default that counts back is counted from the other anchor's plan: what came before does not change because
    something happened late. One that counts forward follows the record once there is one, so that 90 days after
    go-live are 90 days after it really happened (`domain.md` 1.3 rule 1). A default in days without a time of day falls
    at the start of core hours, as every planned date without a time does.

    Args:
        anchors: The anchors of the plan.
        recorded: Instants at which anchors came about, UTC.
        moved: Instants anchors were re-planned to, UTC.
        calendar: The practice's calendar.

    Returns:
        Instants by anchor code, UTC; an anchor nothing is known about is absent.

    Raises:
        ValueError: A default names an anchor the plan lacks, is daily, or leads back to itself.
        OffsetProblem: A default is not an offset.
    """
    plans = _Plans({anchor.code: anchor for anchor in anchors}, recorded, moved, calendar)
    effective: dict[str, datetime] = {}
    for anchor in anchors:
        instant = recorded[anchor.code] if anchor.code in recorded else plans.find(anchor.code, ())
        if instant is not None:
            effective[anchor.code] = instant
    return effective


class _Plans:
    """The planned instant of each anchor, worked out when it is first asked for."""

    def __init__(
        self,
        by_code: Mapping[str, Anchor],
        recorded: Mapping[str, datetime],
        moved: Mapping[str, datetime],
        calendar: Calendar,
    ) -> None:
        self._by_code = by_code
        self._recorded = recorded
        self._moved = moved
        self._local = LocalTime(calendar)
        self._found: dict[str, datetime | None] = {}

    def find(self, code: str, path: tuple[str, ...]) -> datetime | None:
        """When an anchor is planned; `path` holds the anchors that were asked for on the way here."""
        if code in path:
            circle = ", ".join((*path[path.index(code) :], code))
            raise ValueError(
                f"The planned times of these anchors depend on each other: {circle}. Give one of them a date."
            )
        if code not in self._found:
            anchor = self._by_code[code]
            instant = self._moved.get(code, anchor.planned_at)
            if instant is None and anchor.default:
                instant = self._by_default(anchor, (*path, code))
            self._found[code] = instant
        return self._found[code]

    def _by_default(self, anchor: Anchor, path: tuple[str, ...]) -> datetime | None:
        offset = _default_offset(anchor, self._by_code)
        base = self.find(offset.anchor, path)
        if offset.amount >= 0:
            base = self._recorded.get(offset.anchor, base)
        return None if base is None else self._local.instant(offset, base, deadline=False, rolls=False)


def _default_offset(anchor: Anchor, known: Mapping[str, Anchor]) -> Offset:
    offset = parse_offset(anchor.default)
    if offset.daily:
        raise ValueError(f"Anchor {anchor.code} is planned at {anchor.default}, but an anchor happens once, not daily.")
    if offset.anchor not in known:
        raise ValueError(
            f"Anchor {anchor.code} is planned at {anchor.default}, but there is no anchor {offset.anchor}. "
            f"Anchors defined: {', '.join(known)}."
        )
    return offset
