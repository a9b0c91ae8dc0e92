"""What the tests of the screens share: a run worth looking at, an app of five lines around one screen, its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.kept_screens import assert_kept
from textual.app import App

from cutover_tui.domain.acts import Act
from cutover_tui.domain.plan import Anchor, Answers, Checklist, Person, Plan, Role, RunKind, Service, Task
from cutover_tui.runner.clock import SetClock
from cutover_tui.runner.run import Run
from cutover_tui.ui.palette import DAY_THEME, NIGHT_THEME, cutover_themes, theme_variable_defaults
from cutover_tui.ui.screens import log_screen, start_screen, wall_screen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from textual.message import Message
    from textual.screen import Screen

FDP = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
GL = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 17, 42, 17, tzinfo=UTC)
"""The instant the example run stands at."""

SIZES = ((80, 24), (100, 30))
"""The smallest terminal, and the wall."""

HOSTILE = ("[/", "[x]", "[Dr Rao]", "[@click=app.quit]x", "[bold]b[/]", "$text")
"""Texts that break or vanish where they are read as markup (`integrity.md` D2)."""


class StoppedClock(SetClock):
    """A clock that moves only when it is told to."""

    def __init__(self, now: datetime) -> None:
        super().__init__(now, runs=False)
        self.instant = now
        self.ran_us = 0

    def now(self) -> datetime:
        return self.instant

    def mono_us(self) -> int:
        return self.ran_us

    def run_on(self, seconds: float) -> None:
        """Let some time go by."""
        self.instant += timedelta(seconds=seconds)
        self.ran_us += int(seconds * 1_000_000)


def example_plan() -> Plan:
    """Give a small plan with everything the screens show."""
    return Plan(
        version=1,
        practice="Larkfield Surgery",
        ods_code="Y09999",
        from_system="EMIS Web",
        to_system="SystmOne",
        lead="JB",
        anchors=(
            Anchor(code="FDP", name="Final data production", planned_at=FDP, has_time=True),
            Anchor(code="CUT", name="Extract taken", default="FDP"),
            Anchor(code="GL", name="Go-live", planned_at=GL, has_time=True),
        ),
        checklists=(
            Checklist(code="F", name="Final data production", phases=("Freeze",)),
            Checklist(code="G", name="Go-live", phases=("Morning",)),
            Checklist(code="R", name="After go-live", phases=("Re-entry", "Close")),
        ),
        tasks=_tasks(),
        services=(
            Service(id="eps", service="eps", name="EPS", short_name="EPS", off_tasks=("F-1",), watch=1),
            Service(
                id="path",
                service="path",
                name="Pathology",
                short_name="PATHOLOGY",
                cutover_state="paper",
                off_tasks=("F-2",),
                watch=2,
            ),
            Service(id="gp2gp", service="gp2gp", name="GP2GP", short_name="GP2GP", off_tasks=("F-5",), watch=3),
        ),
        people=(
            Person(initials="JB", name="Jo Bell", roles=("PM",)),
            Person(initials="SO", name="Sam Okoro", roles=("ITL",)),
            Person(initials="AK", name="Dr Amina Kent", roles=("CL",), clinician=True),
        ),
        roles=(
            Role(code="PM", name="Practice manager"),
            Role(code="ITL", name="IT lead"),
            Role(code="CL", name="Clinical lead"),
        ),
    )


def _tasks() -> tuple[Task, ...]:
    def task(ref: str, title: str, due: str, owner: str = "PM", phase: str = "Freeze", **more: object) -> Task:
        common = {"ref": ref, "id": ref.lower(), "checklist": ref[0], "phase": phase, "title": title, "due": due}
        return Task(**(common | {"owner": owner} | more))  # type: ignore[arg-type]  # any field of a task

    seen = Answers(question="Items left:", done=("0 left",), not_done=("1 or more",))
    return (
        task("F-1", "Switch EPS off in the old system", "FDP-90min", answers=seen),
        task("F-2", "Take the last pathology download and file every result", "FDP-75min", "CL", answers=seen),
        task("F-3", "Clear the EPS signing queue to zero", "FDP-70min", "CL"),
        task("F-4", "Tell the laboratory that results come on paper from 18:00", "FDP-45min", needs=("F-3",)),
        task("F-5", "Switch GP2GP off in the old system", "FDP-40min", "ITL", second_person=True, answers=seen),
        task("F-6", "Record the time of the final data production", "FDP"),
        task("G-1", "Smoke test: log on, open a record, print", "GL-1h", "ITL", "Morning"),
        task("G-2", "Clinical safety sign-off", "GL", "CL", "Morning"),
        task("R-1", "Re-enter the red slips before all others", "GL+4h", "CL", "Re-entry"),
        task("R-2", "Re-enter prescriptions from cutover by date", "GL+8h", "PM", "Re-entry"),
        task("R-3", "Review the process for lessons learnt", "GL+14d", "PM", "Close"),
    )


@pytest.fixture(autouse=True)
def _no_timers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests say when a screen looks again: what a timer does in between would differ from run to run."""
    monkeypatch.setattr(log_screen, "LOOK_AGAIN_S", 3600)
    monkeypatch.setattr(wall_screen, "READ_EVERY_S", 3600)
    monkeypatch.setattr(start_screen, "QUIET_S", 3600)


@dataclass
class Example:
    """A run with a little history, and the clock it stands at."""

    cutover_run: Run
    clock: StoppedClock
    folder: Path

    def act(self, by: str, *, minutes_ago: float = 0, late_reason: str = "") -> Act:
        """Make an act at some minutes before now."""
        now = self.clock.now()
        at = now - timedelta(minutes=minutes_ago) if minutes_ago else None
        return Act(by=by, now=now, at=at, late_reason=late_reason)

    def at(self, hour: int, minute: int) -> None:
        """Set the clock to a time of the day of the extract."""
        self.clock.instant = FDP.replace(hour=hour, minute=minute)


@pytest.fixture
def make_example(tmp_path: Path) -> Iterator[Callable[..., Example]]:
    """Give a function that starts a run with the example's history."""
    made: list[Example] = []

    def make(plan: Plan | None = None, *, kind: RunKind = RunKind.LIVE, history: bool = True) -> Example:
        clock = StoppedClock(FDP.replace(hour=16, minute=30))
        folder = tmp_path / f"run-{len(made)}"
        example = Example(Run.start(folder, plan or example_plan(), kind=kind, clock=clock), clock, folder)
        made.append(example)
        if history:
            _add_history(example)
        clock.instant = NOW
        return example

    yield make
    for example in made:
        example.cutover_run.close()


def _add_history(example: Example) -> None:
    """Tick two tasks, one late; correct one; note; seal; open again; leave one waiting for a second person."""
    run = example.cutover_run
    example.at(16, 58)
    run.complete_task(example.act("JB"), "F-1", observed="2 left")
    example.at(17, 2)
    run.correct_entry(example.act("JB"), 1, field="observed", now="0 left", reason="Read the wrong line")
    example.at(17, 5)
    run.write_seal(example.act("SO"))
    example.at(17, 20)
    run.add_note(example.act("AK"), "Two items left in the queue, both dated today", ref="F-3")
    example.at(17, 31)
    run.complete_task(
        example.act("AK", minutes_ago=21, late_reason="On the phone to the laboratory"), "F-2", observed="0 left"
    )
    example.at(17, 35)
    run.reopened("JB")
    example.at(17, 40)
    run.complete_task(example.act("SO"), "F-5", observed="link off, seen on screen")


class ScreenApp(App[None]):
    """Shows one screen."""

    def __init__(self, screen: Screen[None], *, theme: str = NIGHT_THEME, ascii_marks: bool = False) -> None:
        super().__init__()
        self.first = screen
        self.first_theme = theme
        self.ascii_marks = ascii_marks
        self.heard: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return theme_variable_defaults()

    def on_mount(self) -> None:
        for theme in cutover_themes():
            self.register_theme(theme)
        self.theme = self.first_theme
        self.show()

    def show(self) -> None:
        """Show the screen."""
        self.push_screen(self.first)

    def action_switch_theme(self) -> None:
        self.theme = DAY_THEME if self.theme == NIGHT_THEME else NIGHT_THEME


def assert_golden(words: str, text: str) -> None:
    """Compare a screen with the one that was looked at.

    Args:
        words: What the screen is called, with its size.
        text: The screen; hashes and the digits of seals, which differ in every run, are blanked out.
    """
    steady = re.sub(
        r"last [0-9a-f]{12}", "last ############", re.sub(r"R(\d{4})( \d{4}){4}", r"R\1 #### #### #### ####", text)
    )
    assert_kept(Path(__file__).parent / "goldens" / f"{words}.txt", f"{steady}\n")


def in_practice(plan: Plan, words: str) -> Plan:
    """Give a plan with some words in every place an author can put them."""
    return replace(
        plan,
        practice=words,
        tasks=tuple(replace(task, title=f"{words} {task.ref}", item=words) for task in plan.tasks),
        people=tuple(replace(person, name=words) for person in plan.people),
        roles=tuple(replace(role, name=words) for role in plan.roles),
        services=tuple(replace(service, short_name=words[:10]) for service in plan.services),
        anchors=tuple(replace(anchor, name=words) for anchor in plan.anchors),
    )
