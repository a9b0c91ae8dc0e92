"""A small run, and an app of one screen that puts one question over a list, for the tests of the dialogs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tests.ui import keyboard
from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static

from cutover_tui.domain.plan import Anchor, Answers, Checklist, Person, Plan, Role, Task
from cutover_tui.domain.state import start_state
from cutover_tui.domain.tasks import TaskState, TaskStatus
from cutover_tui.ui.palette import DAY_THEME, NIGHT_THEME, cutover_themes, theme_variable_defaults

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from cutover_tui.domain.state import RunState
    from cutover_tui.ui.dialogs.question import Question

ResultT = TypeVar("ResultT")

ZONE = "Europe/London"
NOW = datetime(2026, 11, 23, 17, 42, 17, tzinfo=UTC)
HOSTILE = "[/ [x] [Dr Rao] [@click=app.quit]x[/] \x1b]0;gone\x07 \u202eevil\u200b [bold red]"

GP2GP = Task(
    ref="F-12",
    id="gp2gp-off",
    checklist="F",
    phase="Freeze",
    title="GP2GP on the old system: off",
    evidence=("Time GP2GP went off", "Number of open transfers"),
    answers=Answers(
        question="GP2GP on the old system is",
        done=("off, no open transfers", "off, open transfers listed by count"),
        not_done=("still on", "cannot tell"),
    ),
)
QUEUE = Task(
    ref="F-07",
    id="eps-queue",
    checklist="F",
    phase="Freeze",
    title="Clear the EPS signing queue to zero",
    evidence=("Items in the queue (target 0)",),
)
PHONE = Task(ref="F-13", id="phone", checklist="F", phase="Freeze", title="Tell the laboratory: results on paper")
SECOND = Task(
    ref="F-14",
    id="eps-off",
    checklist="F",
    phase="Freeze",
    title="EPS on the old system: paused",
    answers=Answers(question="EPS on the old system is", done=("paused",), not_done=("still on", "cannot tell")),
    second_person=True,
)
SECOND_TEXT = Task(
    ref="F-15",
    id="counts",
    checklist="F",
    phase="Freeze",
    title="Count the open tasks in both systems",
    evidence=("Open tasks, old system", "Open tasks, new system"),
    second_person=True,
)
NASTY = Task(ref="F-16", id="nasty", checklist="F", phase="Freeze", title=HOSTILE, evidence=(HOSTILE,))

PLAN = Plan(
    version=1,
    practice="Larkfield Surgery",
    ods_code="Y09999",
    from_system="EMIS Web",
    to_system="SystmOne",
    lead="JB",
    anchors=(
        Anchor(code="KO", name="Kick-off meeting", planned_at=datetime(2026, 9, 10, 9, 0, tzinfo=UTC)),
        Anchor(
            code="FDP",
            name="Final data production",
            planned_at=datetime(2026, 11, 23, 18, 30, tzinfo=UTC),
            has_time=True,
        ),
        Anchor(code="GL", name="Go-live", planned_at=datetime(2026, 12, 1, 8, 0, tzinfo=UTC), has_time=True),
        Anchor(code="HOLD", name="Hold called"),
    ),
    checklists=(
        Checklist(code="P", name="Preparation"),
        Checklist(code="F", name="Final data production"),
        Checklist(code="C", name="Cutover"),
        Checklist(code="G", name="Go-live"),
        Checklist(code="R", name="After go-live"),
        Checklist(code="H", name="Hold and pause"),
    ),
    tasks=(GP2GP, QUEUE, PHONE, SECOND, SECOND_TEXT, NASTY),
    people=(
        Person(initials="JB", name="Jo Bell", roles=("PM",)),
        Person(initials="TM", name="Tom Mason", roles=("CL",), clinician=True),
        Person(initials="SP", name="Sam Patel", roles=("REC",)),
        Person(initials="JK", name="June Kerr"),
        Person(initials="DR", name="[Dr Rao]"),
    ),
    roles=(
        Role(code="PM", name="Practice manager"),
        Role(code="CL", name="Clinical lead"),
        Role(code="REC", name="Reception lead"),
    ),
)


def state_with(ref: str, **standing: Any) -> RunState:  # noqa: ANN401 (the fields of TaskState, by name)
    """The run with one task standing somewhere."""
    state = plain_state()
    return replace(state, tasks={**state.tasks, ref: TaskState(**standing)})


def awaiting(ref: str, observed: str, **more: Any) -> RunState:  # noqa: ANN401 (the fields of TaskState, by name)
    """The run with one task recorded by JB at 17:30, which waits for its second person."""
    return state_with(
        ref,
        status=TaskStatus.AWAITS_CHECK,
        seq=3,
        by="JB",
        recorder="JB",
        happened_at=NOW - timedelta(minutes=12),
        observed=observed,
        **more,
    )


def plain_state() -> RunState:
    """The run before any record."""
    return start_state(PLAN)


def still_now() -> datetime:
    """A clock that stands still."""
    return NOW


class StepClock:
    """A monotonic clock that goes on by a second at each look, so that no key counts as held."""

    def __init__(self, step: float = 1.0) -> None:
        self.at = 0.0
        self.step = step

    def __call__(self) -> float:
        self.at += self.step
        return self.at


class Stage(App[None], Generic[ResultT]):
    """Shows some lines, and one question over them."""

    CSS = "Screen { layers: default question; overflow: hidden; }"

    def __init__(self, question: Question[ResultT], theme: str = NIGHT_THEME) -> None:
        super().__init__()
        self.question = question
        self.shown_theme = theme
        self.given: list[ResultT | None] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return theme_variable_defaults()

    def compose(self) -> ComposeResult:
        yield Static(Content("\n".join(f"line {number} of the list" for number in range(1, 60))))

    def on_mount(self) -> None:
        for theme in cutover_themes():
            self.register_theme(theme)
        self.theme = self.shown_theme
        self.question.gave = self._take
        self.mount(self.question)

    def on_resize(self) -> None:
        self.call_after_refresh(self.question.fit)

    def _take(self, answer: ResultT | None) -> None:
        self.given.append(answer)
        self.question.remove()


def day_stage(question: Question[ResultT]) -> Stage[ResultT]:
    """The same in the day colours."""
    return Stage(question, DAY_THEME)


def screen_text(app: App[None]) -> str:
    """The words on the screen as lines, without blanks at their ends."""
    return f"{keyboard.screen_text(app)}\n".replace("\xa0", " ")


async def settled(pilot: Pilot[None]) -> str:
    """Wait until the screen stands still, and give its text."""
    await keyboard.settled(pilot)
    return screen_text(pilot.app)


async def press(pilot: Pilot[None], *words: str) -> str:
    """Press keys, or type text given as `=text`, each when the one before is done; give the screen's text after it."""
    for word in words:
        for key in keyboard.keys_of(word):
            keyboard.send_key(pilot.app, key)
        await keyboard.settled(pilot)
    return await settled(pilot)


async def paste(pilot: Pilot[None], text: str) -> str:
    """Paste a text as a terminal does; give the screen's text after it."""
    pilot.app.post_message(events.Paste(text))
    return await settled(pilot)


def strip_of(screen: str) -> list[str]:
    """The lines of the strip, from its edge on."""
    lines = screen.splitlines()
    edge = next(place for place, line in enumerate(lines) if line.startswith("─ "))
    return lines[edge:]


def words_of(screen: str) -> str:
    """The strip as running text, so that a sentence can be found however it is wrapped."""
    return " ".join(" ".join(strip_of(screen)).split())
