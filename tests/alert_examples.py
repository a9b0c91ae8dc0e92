"""What the tests of alerts build with: alerts by hand, a run with a P1, and the words of their records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.examples import at, signed

from cutover_tui.domain.alerts import Alert, AlertAcknowledged, AlertLevel, AlertShelved

if TYPE_CHECKING:
    from cutover_tui.domain.events import Event


def an_alert(*points: str, level: AlertLevel = AlertLevel.CAUTION, name: str = "services unknown") -> Alert:
    """An alert that says some points."""
    return Alert(
        id=name,
        kind=name.split(" ", maxsplit=1)[0],
        level=level,
        words="Nobody has confirmed where it stands: EPS",
        do="Press s.",
        since=at("Thu 17:30"),
        key="s",
        points=points or ("eps",),
    )


ALERT_STORY: tuple[tuple[Event, str], ...] = (
    (
        AlertAcknowledged(
            **signed(), alert="issue I-1", level="warning", words="I-1 is a P1 and not made safe", points=("P1",)
        ),
        "Warning acknowledged: I-1 is a P1 and not made safe",
    ),
    (
        AlertShelved(
            **signed(),
            alert="promises over",
            level="caution",
            words="Promised and not kept yet: EPS by 15:00",
            points=("3",),
            until=at("Thu 18:15"),
            reason="they ring at six",
        ),
        "Caution laid aside until Thu 26 Nov 18:15, they ring at six: Promised and not kept yet: EPS by 15:00",
    ),
)
