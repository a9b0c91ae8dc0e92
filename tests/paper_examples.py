"""What the tests of paper build with: a plan with forms, contacts and hostile words, and a printed run of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from tests.examples import CHECKLISTS, PEOPLE, ROLES, TASKS, a_plan, done, given, signed
from tests.reentry_examples import COUNTED

from cutover_tui.domain.pause_plan import EmergencyCard, PausePlan, Trigger
from cutover_tui.domain.plan import Contact, Form, FormField, Person
from cutover_tui.domain.printing import SheetCollected, SheetsPrinted
from cutover_tui.domain.slips import SlipsIssued
from cutover_tui.domain.state import start_state
from cutover_tui.domain.tasks import TaskNotNeeded, TaskStarted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.domain.events import Event
    from cutover_tui.domain.state import RunState

SEAL = "R0005 4175 8601 1308 7052"
HOSTILE = "<script>alert(1)</script> [x] & \"quoted\" 'words'"
"""A title that a browser or a template could take for something else."""

LIST_FORM = Form(
    code="A",
    name="Appointments",
    use="One line for each patient.",
    rows=14,
    fields=(FormField(label="Time", width=2), FormField(label="Name and date of birth", width=6)),
    reentry="Enter bookings by day.",
)
SLIP_FORM = Form(
    code="C",
    name="Consultation",
    use="One for each consultation.",
    slips=2,
    fields=(
        FormField(label="Name", width=3),
        FormField(label="Date of birth", width=3),
        FormField(label="Notes", lines=4),
    ),
)
LOG_FORM = Form(
    code="L",
    name="Log sheet",
    use="One line for each thing.",
    rows=18,
    fields=(FormField(label="Time", width=2), FormField(label="What happened", width=9)),
    reentry="Type up line by line.",
)
SPEAK_UP = Form(
    code="M", name="Speak-up slip", use="No name, no number.", fields=(FormField(label="What?"),), numbered=False
)

PAPER_PLAN = a_plan(
    reentry=COUNTED.reentry,
    sites=COUNTED.sites,
    tasks=tuple(replace(task, title=HOSTILE) if task.ref == "G-03" else task for task in TASKS),
    checklists=CHECKLISTS,
    people=(
        *(replace(person, phone=f"01632 960 10{place}") for place, person in enumerate(PEOPLE)),
        Person(initials="SN", name="Siân O’Neil <b>", roles=("REC",)),
    ),
    roles=(
        replace(
            ROLES[0],
            job="Lead the cutover.",
            answers_to="CL",
            stop_if=("A hard gate is not settled when its time comes",),
        ),
        *ROLES[1:],
    ),
    pause=PausePlan(triggers=(Trigger(code="T1", name="Safety risk", threshold="2 near misses"),)),
    cards=(
        EmergencyCard(
            id="no-phones",
            title="The phones are down",
            sign="No calls come in.",
            steps=("Try a mobile.", "Put somebody at the door."),
            call=("PM", "CSO"),
            form="B reception message",
            then="Ring the bypass number.",
        ),
    ),
    forms=(LIST_FORM, SLIP_FORM, LOG_FORM, SPEAK_UP),
    contacts=(Contact(name="North Lab & Co", kind="lab", phone="01632 960 200"), Contact(name="PCSE", kind="partner")),
)
"""The small plan with what paper needs."""


def printed(version: int = 1, *sheets: str, when: str = "Thu 17:42") -> SheetsPrinted:
    """A version of the hard copy was made."""
    return SheetsPrinted(
        **signed("JB", when), sheet_version=version, seal=SEAL, sheets=sheets or ("CS-F x2", "CS-G x2", "HOLD x1")
    )


def collected(sheet: str = "CS-F", version: int = 1, copies: int = 2, when: str = "Thu 17:50") -> SheetCollected:
    """Copies of a sheet came back."""
    return SheetCollected(**signed("SP", when), sheet=sheet, sheet_version=version, copies=copies)


def issued(slips: str, to: str = "Reception") -> SlipsIssued:
    """Slips were handed out."""
    return SlipsIssued(**signed(), slips=slips, to=to)


_SAW = start_state(PAPER_PLAN).saw_task("P-02")
HISTORY: tuple[Event, ...] = (
    done("P-01", "JB", "Thu 15:00", observed="3 Nov"),
    done("F-01a", "JB", "Thu 16:00", observed="off, confirmed by the lab", confirmed_with="the desk"),
    done("F-02", "JB", "Thu 17:00", observed="paused"),
    TaskNotNeeded(**signed("SP", "Thu 17:10"), task="P-02", reason="[b]told[/b] <i>", saw=_SAW),
    TaskStarted(**signed("MK", "Thu 17:20"), task="F-03"),
    issued("C-2 041 to 043", "<Reception>"),
)


def a_printed_state(*before: Event) -> RunState:
    """Where a run of the plan stands at the record that says that its hard copy was made."""
    return given(*(before or HISTORY), printed(), plan=PAPER_PLAN)


# -- reading pages


class _Reader(HTMLParser):
    """Reads a page as a browser would, and notices what is not well formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag in {"br", "tr", "p", "li", "div"}:
            self.words.append("\n")
        elif tag in {"td", "th"}:
            self.words.append(" | ")
        if tag not in {"meta", "br", "col"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


@dataclass(frozen=True)
class ReadPage:
    """What a file of pages says."""

    tags: list[tuple[str, dict[str, str]]]
    words: str
    wrong: list[str]
    """Tags that were closed out of order, or never."""

    def all(self, tag: str) -> Iterator[dict[str, str]]:
        """The attributes of every tag of a name."""
        return (attributes for name, attributes in self.tags if name == tag)


def read_html(data: bytes) -> ReadPage:
    """Read a file of pages."""
    reader = _Reader()
    reader.feed(data.decode("utf-8"))
    reader.close()
    words = re.sub(r"[ \t]*\n\s*", "\n", "".join(reader.words)).strip()
    return ReadPage(reader.tags, words, [*reader.wrong, *reader.open])
