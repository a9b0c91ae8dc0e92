"""`services.csv` and `deployment.csv`: what was switched off and back on, and what changed in which system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.anchors import AnchorRecorded
from cutover_tui.domain.service_counts import CountKind, count_of, open_differences
from cutover_tui.domain.services import CUTOVER, ServiceStatus, full_name, is_recorded, standing_words
from cutover_tui.exports.context import Copy
from cutover_tui.exports.csv_cells import NONE, NOT_APPLICABLE
from cutover_tui.exports.registers.columns import entry, local, number, person, text, typed
from cutover_tui.exports.registers.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cutover_tui.domain.plan import Service
    from cutover_tui.domain.services import ServiceState, Step
    from cutover_tui.exports.context import Context
    from cutover_tui.exports.registers.register import Row

_COPIES = frozenset(Copy)

SERVICE_COLUMNS = (
    text("service", "Id of the service, with the item where there are several"),
    text("name", "What people call it"),
    text("usual_way", "How it works as usual"),
    text("cutover_way", "off, paper, redirected or continues, as planned"),
    text("state", "Where it stands"),
    local("off_local", "When it was first off, on paper, or redirected"),
    typed("off_confirmed_with", "Who at the other end confirmed that"),
    typed("off_reference", "Their reference"),
    local("on_local", "When it was last switched on again"),
    typed("on_confirmed_with", "Who at the other end confirmed that"),
    local("flowing_local", "When a first real item was seen"),
    typed("first_item", "That item: from where and at what time, nothing about a patient"),
    person("caught_by", "Who caught what it would have carried"),
    typed("route", "How that reached them"),
    local("gap_began_local", "When it stopped carrying what it usually does"),
    local("gap_ended_local", "When it carried it again"),
    number("gap_minutes", "Minutes between the two, all gaps together; up to the last entry while one lasts"),
    number("expected", "How many the other end says it sent"),
    number("received", "How many arrived"),
    number("filed", "How many were filed"),
    number("running", "How many a feed that did not stop had carried"),
    typed("differences", "Counts that differ, and how that was explained", NONE),
    entry("Number of the log entry that put it there; 0, the plan, where nothing was recorded"),
)


def service_rows(context: Context) -> Iterable[Row]:
    """A row for each instance, in the plan's order."""
    for service in context.plan.services:
        standing = context.state.services[service.id]
        yield {
            "service": service.id,
            "name": full_name(service),
            "usual_way": service.normal,
            "cutover_way": service.cutover_state,
            "state": standing_words(standing).lower(),
            **_off_and_on(standing),
            "caught_by": standing.catcher,
            "route": standing.route,
            **_gaps(context, standing),
            **{kind.value: count_of(standing, kind) for kind in CountKind},
            "differences": (*open_differences(standing), *(f"explained: {one.words}" for one in standing.explanations)),
            "entry": max(standing.seq, 0),
        }


def _off_and_on(standing: ServiceState) -> Row:
    off = next((step for step in standing.steps if step.status in CUTOVER), None)
    on = next((step for step in reversed(standing.steps) if step.status is ServiceStatus.ON_UNTESTED), None)
    flowing = next((step for step in reversed(standing.steps) if step.status is ServiceStatus.FLOWING), None)
    return {
        "off_local": off.at if off is not None else None,
        "off_confirmed_with": off.confirmed_with if off is not None else None,
        "off_reference": off.reference if off is not None else None,
        "on_local": on.at if on is not None else None,
        "on_confirmed_with": on.confirmed_with if on is not None else None,
        "flowing_local": flowing.at if flowing is not None else None,
        "first_item": flowing.first_item if flowing is not None else None,
    }


def _gaps(context: Context, standing: ServiceState) -> Row:
    gaps = standing.gaps
    if not gaps:
        return dict.fromkeys(("gap_began_local", "gap_ended_local", "gap_minutes"), NOT_APPLICABLE)
    seconds = sum(((gap.ends or context.as_of) - gap.begins).total_seconds() for gap in gaps)
    return {"gap_began_local": gaps[0].begins, "gap_ended_local": gaps[-1].ends, "gap_minutes": int(seconds // 60)}


DEPLOYMENT_COLUMNS = (
    text("component", "The system or the service"),
    text("old_or_new", "Whether it belongs to the old or the new system"),
    text("version_or_build", "Its version"),
    text("configuration_ref", "Where its configuration is kept"),
    text("change", "What changed"),
    local("changed_local", "When"),
    text("changed_by_organisation", "The organisation that changed it"),
    person("seen_by", "Who saw it and recorded it"),
    text("switched_off_or_on", "off or on", NOT_APPLICABLE),
    typed("rollback_step", "How to go back"),
    text("dspt_asset_register_updated", "Whether the asset register was brought up to date"),
    entry(),
)
_SYSTEM_MOMENTS = {"FDP": "old", "CUT": "old", "GL": "new", "LEG": "old"}
"""The anchors at which a clinical system itself changed, and which of the two."""
_OFF_OR_ON = {
    **dict.fromkeys(CUTOVER - {ServiceStatus.CONTINUES}, ("old", "off")),
    ServiceStatus.RETIRED: ("old", "off"),
    ServiceStatus.FELL_BACK: ("old", "on"),
    ServiceStatus.ON_UNTESTED: ("new", "on"),
    ServiceStatus.FLOWING: ("new", "on"),
}


def deployment_rows(context: Context) -> Iterable[Row]:
    """A row for each change of a system or a service that was seen, in the order of the log."""
    return sorted((*_system_rows(context), *_step_rows(context)), key=_by_entry)


def _by_entry(row: Row) -> int:
    number = row["entry"]
    return number if isinstance(number, int) else 0


def _system_rows(context: Context) -> Iterator[Row]:
    names = {anchor.code: anchor.name for anchor in context.plan.anchors}
    systems = {"old": context.plan.from_system, "new": context.plan.to_system}
    for item in context.entries:
        event = item.event
        if isinstance(event, AnchorRecorded) and event.anchor in _SYSTEM_MOMENTS and event.anchor in names:
            which = _SYSTEM_MOMENTS[event.anchor]
            yield {
                "component": systems[which],
                "old_or_new": which,
                "change": names[event.anchor],
                "changed_local": event.happened,
                "seen_by": event.by,
                "entry": item.seq,
            }


def _step_rows(context: Context) -> Iterator[Row]:
    for service in context.plan.services:
        for step in context.state.services[service.id].steps:
            if step.status in _OFF_OR_ON:
                yield _step_row(service, step)


def _step_row(service: Service, step: Step) -> Row:
    which, way = _OFF_OR_ON[step.status]
    return {
        "component": full_name(service),
        "old_or_new": which,
        "change": step.status.replace("_", " "),
        "changed_local": step.at,
        "changed_by_organisation": service.item if is_recorded(step.confirmed_with) else "",
        "seen_by": step.by,
        "switched_off_or_on": way,
        "entry": step.seq,
    }


SERVICES = Register(
    name="services",
    title="Services",
    about="One row for each service that is switched, redirected or put on paper",
    columns=SERVICE_COLUMNS,
    rows=service_rows,
    key=("service",),
    copies=_COPIES,
)
DEPLOYMENT = Register(
    name="deployment",
    title="Deployment",
    about="One row for each change of a system or a service that somebody saw",
    columns=DEPLOYMENT_COLUMNS,
    rows=deployment_rows,
    copies=_COPIES,
)
