"""Sheets that hang or lie around: contacts, services, signatures, seals, and what to print at all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cutover_tui.domain.leads import role_names
from cutover_tui.domain.services import full_name
from cutover_tui.exports.paper_layout import (
    BODY,
    TITLE,
    Cell,
    Column,
    Page,
    Row,
    Table,
    Words,
    head_height,
    row_height,
    share_out,
)
from cutover_tui.exports.paper_sheet import OFF_SITE, Sheet
from cutover_tui.runner.service_board import service_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cutover_tui.domain.plan import Person, Service
    from cutover_tui.exports.paper_layout import Block
    from cutover_tui.exports.paper_sheet import Issue

MOST = 99
"""No page of these has so many rows that it would have to be cut short."""
MOST_BLANK = 12
"""Blank rows that are added at most, for what becomes known on the day."""
AHEAD = timedelta(days=21)
"""Anchors within this time have a line of their own on the wall sheet."""
WALL_ROW = 16
"""Millimetres of a line that is written and read from a distance."""
DOTS = "." * 18


def contact_sheet(issue: Issue) -> Sheet:
    """Everybody on the roster and every organisation to phone."""
    state = issue.state
    names = role_names(state)
    people = (Column("Person", 52), Column("Roles", 78), Column("Phone", 45))
    rows = [_person_row(person, names) for person in state.people.values()]
    outside = (Column("Organisation", 75), Column("What it is", 55), Column("Phone", 45))
    others = [
        Row((Cell((one.name,), "head"), Cell((one.kind,)), Cell((one.phone or DOTS,)))) for one in state.plan.contacts
    ]
    blank = Row((Cell((DOTS,), "head"), Cell(), Cell((DOTS,))), least=9)
    bridge = state.plan.bridge_call or DOTS
    lines = (f"The call everybody joins: {bridge}", "Emergency: 999. Urgent help: 111.")
    pages = [*_pages("People", people, rows, (Words(lines, framed=True),))]
    if others:
        pages += _pages("Organisations", outside, others, (), blank)
    return Sheet(
        id="PHONES",
        title="Contact sheet",
        file="contact-sheet",
        pages=tuple(pages),
        copies=2 * max(1, len(state.plan.sites)) + 1,
        place=f"By each phone, {OFF_SITE}",
    )


def _person_row(person: Person, names: dict[str, str]) -> Row:
    roles = ", ".join(names.get(code, code) for code in person.roles)
    name = (f"{person.name} ({person.initials})", *((person.organisation,) if person.organisation else ()))
    return Row((Cell(name, "head"), Cell((roles,)), Cell((person.phone or DOTS,))))


def service_board(issue: Issue) -> Sheet:
    """Where each service stood when it was printed, who catches it and by which route, and what comes next."""
    columns = (Column("Service", 52), Column("State now", 33), Column("Caught by, route", 38), Column("Next step", 52))
    rows = [_service_row(issue, service) for service in issue.state.plan.services]
    words = Words(
        (
            f"As it stood at {issue.made}. Write a change in, with time and initials, and tell the screen.",
            "A service is back only once a first real item is seen.",
        )
    )
    pages = _pages("Services", columns, rows, (words,))
    return Sheet(
        id="SERVICES",
        title="Service board",
        file="service-board",
        pages=tuple(pages),
        copies=max(1, len(issue.state.plan.sites)) + 1,
        place=f"Wall of each site's office, {OFF_SITE}",
    )


def _service_row(issue: Issue, service: Service) -> Row:
    row = service_row(issue.state, service, issue.at)
    since = (f"since {issue.moment(row.since)}",) if row.since is not None else ()
    usual = f"usually {', '.join(row.usual_catchers)}" if row.usual_catchers else DOTS
    caught = row.catcher or usual
    return Row(
        (
            Cell((full_name(service),), "head"),
            Cell((row.words, *since)),
            Cell((caught,)),
            Cell((row.next_step or "Nothing to do",)),
        )
    )


def signature_register(issue: Issue) -> Sheet:
    """Whose initials are whose, in ink."""
    columns = (
        Column("Name", 50),
        Column("Initials", 20),
        Column("Roles", 40),
        Column("Signature", 40),
        Column("Date", 25),
    )
    rows = [
        Row(
            (
                Cell((person.name,), "head"),
                Cell((person.initials,)),
                Cell((", ".join(person.roles),)),
                Cell(),
                Cell(),
            ),
            least=12,
        )
        for person in issue.state.people.values()
    ]
    blank = Row((Cell(("",), "head"), *(Cell() for _ in range(4))), least=12)
    words = Words(("Sign once, before your first tick. Initials on paper and on the screen are then yours.",))
    return Sheet(
        id="SIGN",
        title="Signature register",
        file="signature-register",
        pages=tuple(_pages("Signatures", columns, rows, (words,), blank)),
        copies=1,
        place="Cutover lead's desk",
    )


def wall_sheet(issue: Issue) -> Sheet:
    """The seals, written on paper and read out, which nobody at the computer can change afterwards.

    Each gate has a line of its own; in a plan without gates each key moment that is near.
    """
    columns = (Column("Moment", 60), Column("Seal as on the screen", 60), Column("Time", 25), Column("Initials", 30))
    state = issue.state
    near = [
        anchor.name
        for anchor in state.plan.anchors
        if anchor.code in state.anchors and timedelta(0) <= state.anchors[anchor.code] - issue.at <= AHEAD
    ]
    gates = [f"{gate.ref} {gate.title}" for gate in state.plan.gates]
    moments = ["Start of the day", *(gates or near)]
    before = (
        Words(
            (
                (
                    "Write the seal here at each gate and at the end of each day, and read it out. "
                    "Press K on the screen, or run cutover seal."
                ),
                f"Seal when this sheet was made, at {issue.made}:",
                issue.seal,
            ),
            framed=True,
            large=True,
        ),
    )
    rows = [Row((Cell((moment,), "head"), Cell(), Cell(), Cell()), least=WALL_ROW) for moment in moments]
    blank = Row((Cell(("",), "head"), Cell(), Cell(), Cell()), least=WALL_ROW)
    return Sheet(
        id="WALL",
        title="Wall sheet for seals",
        file="wall-sheet",
        pages=tuple(_pages("Seals", columns, rows, before, blank)),
        copies=1,
        place="Wall of the room that decides",
        large=True,
    )


def index_sheet(issue: Issue, sheets: Sequence[Sheet], files: dict[str, str]) -> Sheet:
    """What to print, how many copies, where it hangs, in the order of use."""
    columns = (
        Column("Sheet", 34),
        Column("What it is", 93),
        Column("Pages", 17),
        Column("Copies", 19),
        Column("Out", 12),
    )
    rows = [row for name in files for row in _index_rows(name, files[name], sheets)]
    sides = sum(len(sheet.pages) for sheet in sheets)
    copied = sum(len(sheet.pages) * sheet.copies for sheet in sheets)
    lines = [
        f"{sides:,} A4 pages once, {copied:,} with all copies.",
        "Print from any browser on A4, one side, at 100%, in black and white. Put a whole set in the off-site folder.",
    ]
    if issue.version > 1:
        lines.append(
            f"This is version {issue.version}. Take down the version before of each sheet as you hang this one, and "
            "record it with cutover collect."
        )
    return Sheet(
        id="INDEX",
        title="What to print",
        file="what-to-print",
        pages=tuple(_pages("Sheets in the order of use", columns, rows, (Words(tuple(lines)),))),
        copies=2,
        place=f"Front of the folder, {OFF_SITE}",
    )


def _index_rows(name: str, title: str, sheets: Sequence[Sheet]) -> Iterable[Row]:
    """The sheets of a file under its name; where they all go to one place, that stands once beside the name."""
    inside = [sheet for sheet in sheets if sheet.file == name]
    places = {sheet.place for sheet in inside}
    if inside:
        yield Row(heading=f"{title}. {inside[0].place}" if len(places) == 1 else title)
    for sheet in inside:
        yield Row(
            (
                Cell((sheet.id,), "head"),
                Cell((sheet.title, *((sheet.place,) if len(places) > 1 else ()))),
                Cell((str(len(sheet.pages)),)),
                Cell((str(sheet.copies),)),
                Cell(shape="box"),
            )
        )


def _pages(
    caption: str, columns: tuple[Column, ...], rows: Sequence[Row], before: Sequence[Block], blank: Row | None = None
) -> list[Page]:
    """A table over as many pages as it takes, below what stands on the first; blank rows fill the last of them."""
    room = BODY - TITLE - head_height(columns) - 10
    shared = share_out(rows, columns, first=room - sum(block.height for block in before), later=room, most=MOST)
    if blank is not None:
        left = room - sum(row_height(row, columns) for row in shared[-1])
        left -= sum(block.height for block in before) if len(shared) == 1 else 0
        shared[-1] = (*shared[-1], *[blank] * min(MOST_BLANK, int(left // row_height(blank, columns))))
    return [
        Page((*(before if place == 0 else ()), Table(_caption(caption, place, len(shared)), columns, some)))
        for place, some in enumerate(shared)
    ]


def _caption(caption: str, place: int, pages: int) -> str:
    return caption if pages == 1 else f"{caption}, page {place + 1} of {pages}"
