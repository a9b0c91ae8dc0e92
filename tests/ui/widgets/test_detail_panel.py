from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.examples import a_plan, a_task, at, done, entries_of, given
from tests.hazard_examples import HAZARDOUS
from tests.ui.widgets.stage import HOSTILE, Stage, settled

from cutover_tui.domain.plan import Answers, GateKind
from cutover_tui.domain.tasks import TaskState, TaskStatus
from cutover_tui.runner.boards import Badge, Mark, task_row
from cutover_tui.runner.story import line_of
from cutover_tui.ui.palette import NIGHT, Ink
from cutover_tui.ui.widgets.detail_page import Detail, Related, Said, paint_detail
from cutover_tui.ui.widgets.detail_panel import DetailPanel, detail_of
from cutover_tui.ui.widgets.painted import Look

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

LOOK = Look(NIGHT, ascii_marks=False)
NOW = at("Thu 17:42")
BADGE = Badge(Mark.OVERDUE, "OVERDUE 22 min")


def page(detail: Detail, width: int = 40) -> list[str]:
    """Give the lines of a page."""
    return [strip.text.rstrip() for strip in paint_detail(detail, width, LOOK, Ink.SURFACE, focused=False)]


def a_state() -> RunState:
    """Give a run of three tasks, the first done."""
    first = a_task("F-1", "Warn the lab", "FDP-2h")
    second = replace(
        a_task("F-2", "Clear the signing queue", "FDP-1h"),
        needs=("F-1",),
        reversed_by=("F-3",),
        do=("Ask everyone.", "Count."),
        evidence=("Queue count",),
        answers=Answers(question="The queue is", done=("empty",), not_done=("not empty",)),
        second_person=True,
        gate=GateKind.HARD,
        why="Unsigned prescriptions are lost.",
        source="S4",
    )
    third = a_task("F-3", "Sign again", "GL+1h")
    return given(done("F-1", "JB", "Thu 16:20"), plan=a_plan(tasks=(first, second, third)))


def test_a_detail_says_when_who_how_and_why() -> None:
    state = a_state()

    detail = detail_of(state, "F-2", task_row(state, "F-2", NOW), (), NOW)

    assert (detail.ref, detail.words, detail.due) == ("F-2", "Clear the signing queue", "Thu 26 Nov 17:30")
    assert [(other.ref, other.badge.words) for other in detail.needs] == [("F-1", "DONE JB 16:20")]
    assert dict(detail.related)["Reversed by"][0].ref == "F-3"
    assert detail.answers == ("empty", "not empty")
    assert detail.gate == "Hard gate: the next step waits for this"
    assert detail.checks.startswith("by a second person")


def test_without_the_time_other_tasks_say_what_was_recorded() -> None:
    state = a_state()

    detail = detail_of(state, "F-2", task_row(state, "F-2", NOW), ())

    assert detail.needs[0].badge == Badge(Mark.DONE, "DONE JB")
    assert dict(detail.related)["Reversed by"][0].badge == Badge(Mark.OPEN, "TO DO")


def test_the_history_is_newest_first_and_does_not_repeat_the_title() -> None:
    event = done("F-1", "JB", "Thu 16:20")
    state = a_state()
    lines = [line_of(entry, state) for entry in entries_of(event)]

    detail = detail_of(state, "F-1", task_row(state, "F-1", NOW), [*lines, replace(lines[0], words="later")], NOW)

    assert [said.words for said in detail.history] == ["later", "done"]
    assert detail.history[1].when == "Thu 26 Nov 16:20"


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (TaskState(), ""),
        (TaskState(tell_again=True), "Told people about a date that has moved since: tell them again."),
        (TaskState(status=TaskStatus.CANNOT_DO, reason="no key"), "no key"),
        (TaskState(status=TaskStatus.TO_DO, times_reopened=1, reason="wrong room"), "To do again: wrong room"),
        (TaskState(status=TaskStatus.DONE_WITH_COMPLICATIONS, complications="slow"), "Complications: slow"),
        (
            TaskState(status=TaskStatus.AWAITS_CHECK, by="JB", checked_by="SP", answers_differ=True),
            "JB and SP saw different things: a third person is to look.",
        ),
    ],
)
def test_a_detail_says_why_a_task_stands_as_it_does(standing: TaskState, words: str) -> None:
    state = a_state()
    row = replace(task_row(state, "F-3", NOW), standing=standing)

    assert detail_of(state, "F-3", row, ()).standing == words


def test_what_the_first_person_saw_is_not_told_before_the_check() -> None:
    state = a_state()
    standing = TaskState(status=TaskStatus.AWAITS_CHECK, by="JB", observed="SECRET")
    row = replace(task_row(state, "F-2", NOW), standing=standing)

    assert "SECRET" not in "".join(page(detail_of(state, "F-2", row, ())))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (TaskStatus.STARTED, "DOING JB"),
        (TaskStatus.AWAITS_CHECK, "CHECK after JB"),
        (TaskStatus.NOT_NEEDED, "NOT NEEDED JB"),
        (TaskStatus.CANNOT_DO, "CANNOT DO JB"),
        (TaskStatus.DEFERRED, "DEFERRED to G"),
    ],
)
def test_a_needed_task_says_where_it_stands(status: TaskStatus, words: str) -> None:
    state = a_state()
    other = TaskState(status=status, by="JB", deferred_to="G")
    state = replace(state, tasks={**state.tasks, "F-1": other})

    assert detail_of(state, "F-2", task_row(state, "F-2", NOW), ()).needs[0].badge.words == words


def test_guidance_is_numbered_and_hangs() -> None:
    detail = Detail(ref="7", badge=BADGE, words="Clear", guidance=("Ask every prescriber to stop signing.", "Count."))

    assert page(detail, 24)[-4:] == [" 1  Ask every", "    prescriber to stop", "    signing.", " 2  Count."]


def test_a_need_hangs_after_its_badge() -> None:
    need = Related("F-5", "Tell three nominated pharmacies", Badge(Mark.DONE, "DONE JB"))

    shown = page(Detail(ref="7", badge=BADGE, words="Clear", due="Mon", needs=(need,)))

    assert shown[-2:] == [" Needs    ✓ DONE JB F-5 Tell three", "          nominated pharmacies"]


def test_struck_notes_stay_readable() -> None:
    note = Said("Mon 17:24", "JB", "two left\nby RK", struck=True)

    shown = page(Detail(ref="7", badge=BADGE, words="Clear", notes=(note,)))

    assert shown[-2:] == [" Mon 17:24 JB two left", "   by RK (struck)"]


@pytest.mark.parametrize("width", [12, 20, 38, 80])
@pytest.mark.parametrize("words", [*HOSTILE, "a" * 200, "word " * 40, ""])
def test_nothing_on_the_page_is_clipped(width: int, words: str) -> None:
    related = (Related("F-5", words, Badge(Mark.DONE, "DONE JB")),)
    detail = Detail(
        ref="F-7",
        badge=BADGE,
        words=words,
        standing=words,
        needs=related,
        guidance=(words,),
        evidence=(words,),
        related=(("Settles", related),),
        why=words,
        history=(Said("Mon 17:24", "JB", words),),
    )

    strips = paint_detail(detail, width, LOOK, Ink.SURFACE, focused=True)

    assert {strip.cell_length for strip in strips} == {width}
    letters = "".join("".join(strip.text.split()) for strip in strips)
    assert letters.count("".join(words.split())) >= 7


@pytest.mark.parametrize("words", HOSTILE)
async def test_the_panel_never_reads_markup(words: str) -> None:
    panel = DetailPanel()
    async with Stage(panel).run_test(size=(80, 24)) as pilot:
        panel.show(Detail(ref="F-7", badge=Badge(Mark.OPEN, words), words=words, owner=words, why=words))
        shown = "\n".join(await settled(pilot))

    assert shown.count(words) == 4


async def test_keys_scroll_a_long_page_and_another_task_starts_at_the_top() -> None:
    panel = DetailPanel()
    long = Detail(ref="F-7", badge=BADGE, words="Clear", guidance=tuple(f"Step {n}." for n in range(40)))
    async with Stage(panel).run_test(size=(80, 12)) as pilot:
        empty = await settled(pilot)
        panel.show(long)
        panel.focus()
        await settled(pilot)
        await pilot.press("end")
        end = await settled(pilot)
        panel.show(replace(long, owner="Duty GP"))
        same = await settled(pilot)
        panel.show(replace(long, ref="F-8"))
        other = await settled(pilot)

    assert empty[0].startswith(" No task is marked.")
    assert end[-1].startswith(" 40")
    assert not same[0].startswith("  TASK")
    assert other[0].startswith("  TASK F-8")


def test_says_the_hazards_it_is_done_against_by_number_and_title() -> None:
    state = given(plan=HAZARDOUS)
    lines = page(detail_of(state, "F-01a", task_row(state, "F-01a", NOW), ()))

    assert "HAZARDS" in [line.strip() for line in lines]
    assert "HAZ-01-1 A result is not seen" in " ".join(" ".join(lines).split())


def test_says_nothing_of_hazards_where_the_plan_names_none() -> None:
    state = given(plan=HAZARDOUS)

    assert "HAZARDS" not in [line.strip() for line in page(detail_of(state, "P-01", task_row(state, "P-01", NOW), ()))]
