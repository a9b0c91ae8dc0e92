"""The wall board is read from afar, follows the file, and says when it no longer does."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from tests.gate_examples import GATES
from tests.reentry_examples import CONSULTATIONS, RED
from tests.ui.keyboard import screen_text, settled
from tests.ui.screens.conftest import FDP, GL, HOSTILE, NOW, SIZES, ScreenApp, assert_golden, example_plan, in_practice

from cutover_tui.domain.gate_decisions import Wish
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.run import Run
from cutover_tui.runner.wall_board import StateWord
from cutover_tui.storage.audit_log import AuditLogBroken
from cutover_tui.ui.keys_screens import KEYS
from cutover_tui.ui.palette import DAY_THEME, NIGHT
from cutover_tui.ui.screens.wall_screen import WallScreen, greyed
from cutover_tui.ui.widgets.letters import big

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.screens.conftest import Example
    from textual.pilot import Pilot

    from cutover_tui.domain.state import RunState

    Make = Callable[..., Example]

BLOCKS = str.maketrans(dict.fromkeys("█▀▄", "#"))


@dataclass
class Followed:
    """A run that can be told not to be readable."""

    followed: Run
    trouble: list[Exception] = field(default_factory=list)
    closed: bool = False

    @property
    def state(self) -> RunState:
        return self.followed.state

    def catch_up(self) -> object:
        if self.trouble:
            raise self.trouble[0]
        return self.followed.catch_up()

    def close(self) -> None:
        self.closed = True
        self.followed.close()


def follow(example: Example) -> Followed:
    return Followed(Run.open(example.folder, clock=example.clock, read_only=True))


def wall(example: Example, followed: Followed | None = None) -> WallScreen:
    return WallScreen(followed or follow(example), example.clock)


async def after(pilot: Pilot[None], example: Example, seconds: float) -> str:
    """Let time go by, then let the board look again."""
    example.clock.run_on(seconds)
    screen = pilot.app.screen
    assert isinstance(screen, WallScreen)
    screen.look_again()
    return await settled(pilot)


def on_paper(example: Example) -> None:
    """Count paper of two categories, and slips of which two are missing."""
    run = example.cutover_run
    run.count_logged(example.act("AK"), "red-slips", 12)
    run.count_logged(example.act("AK"), "consultations", 40)
    run.count_entered(example.act("AK"), "red-slips", 9)
    run.issue_slips(example.act("AK"), "C-1 001 to 010", to="GPs")
    run.count_slips(example.act("AK"), "C-1 001 to 010", used=7, void=0, returned=1, entered=7)


def gone_live(example: Example) -> None:
    run = example.cutover_run
    example.clock.instant = FDP + timedelta(minutes=12)
    run.record_anchor(example.act("JB"), "CUT", happened=FDP + timedelta(minutes=3))
    example.clock.instant = GL + timedelta(minutes=12)
    run.record_anchor(example.act("JB"), "GL", happened=GL + timedelta(minutes=9))
    example.clock.instant = GL + timedelta(hours=2)
    run.complete_task(example.act("AK"), "R-1")


@pytest.mark.parametrize("size", [*SIZES, (120, 36), (160, 45)])
async def test_the_board_before_the_extract(make_example: Make, size: tuple[int, int]) -> None:
    app = ScreenApp(wall(make_example()))
    async with app.run_test(size=size) as pilot:
        assert_golden(f"wall-{size[0]}x{size[1]}", await settled(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_the_board_after_go_live_shows_what_is_left_on_paper(make_example: Make, size: tuple[int, int]) -> None:
    example = make_example(replace(example_plan(), reentry=(RED, CONSULTATIONS)), kind=RunKind.REHEARSAL)
    gone_live(example)
    on_paper(example)
    app = ScreenApp(wall(example))
    async with app.run_test(size=size) as pilot:
        assert_golden(f"wall-live-{size[0]}x{size[1]}", await settled(pilot))


async def test_the_board_follows_what_another_window_records(make_example: Make) -> None:
    example = make_example()
    app = ScreenApp(wall(example))
    async with app.run_test(size=(100, 30)) as pilot:
        before = await settled(pilot)
        example.cutover_run.complete_task(example.act("AK"), "F-3")
        later = await after(pilot, example, 1)

        assert "2 of 11 done" in before
        assert "▲ 1 overdue" in before
        assert "3 of 11 done" in later
        assert "overdue" not in later


async def test_the_mark_moves_with_every_reading_and_says_when_it_was(make_example: Make) -> None:
    example = make_example()
    app = ScreenApp(wall(example))
    async with app.run_test(size=(80, 24)) as pilot:
        heads = [(await settled(pilot)).splitlines()[0]]
        heads += [(await after(pilot, example, 1)).splitlines()[0] for _second in range(5)]

        assert [head.split("as at ")[1] for head in heads] == [
            "17:42:17  ■····",
            "17:42:18  ·■···",
            "17:42:19  ··■··",
            "17:42:20  ···■·",
            "17:42:21  ····■",
            "17:42:22  ■····",
        ]


async def test_a_file_unread_for_ten_seconds_turns_the_board_grey_and_stale(make_example: Make) -> None:
    example = make_example()
    followed = follow(example)
    app = ScreenApp(wall(example, followed))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        followed.trouble.append(OSError(5, "Input/output error"))
        fresh = await after(pilot, example, 10)
        stale = await after(pilot, example, 1)
        colours = {
            segment.style.color.name.upper()
            for strip in app.screen._compositor.render_strips()[:-1]
            for segment in strip
            if segment.style is not None and segment.style.color is not None and segment.text.strip()
        }

        assert "do not rely on this" not in fresh
        assert "since 17:42:17" in stale
        assert "do not rely on this" in stale
        assert "The run's file cannot be read: Input/output error." in stale
        assert "as at 17:42:17" in stale
        assert big("STALE")[0].rstrip() in stale
        assert colours == {NIGHT.muted, NIGHT.rule, NIGHT.badge_ink}


async def test_a_stale_board_comes_back_with_the_next_reading(make_example: Make) -> None:
    example = make_example()
    followed = follow(example)
    app = ScreenApp(wall(example, followed))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        followed.trouble.append(Refused("The file is in use."))
        await after(pilot, example, 8)
        stale = await after(pilot, example, 8)
        followed.trouble.clear()
        back = await after(pilot, example, 1)

        assert "The file is in use." in stale
        assert "do not rely on this" not in back
        assert "as at 17:42:34" in back


async def test_a_broken_log_is_said_at_once(make_example: Make) -> None:
    example = make_example()
    followed = follow(example)
    app = ScreenApp(wall(example, followed))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        words = (
            "The audit log is broken at record 3: its contents were changed. Keep the file, and call the project lead."
        )
        followed.trouble.append(AuditLogBroken(words, first_bad_seq=3, byte_offset=0))
        text = await after(pilot, example, 1)

        assert "The audit log is broken at record 3" in text
        assert "project lead." in text
        assert big("STALE")[0].rstrip() in text


async def test_a_clock_set_back_does_not_keep_a_dead_board_alive(make_example: Make) -> None:
    example = make_example()
    followed = follow(example)
    app = ScreenApp(wall(example, followed))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        followed.trouble.append(OSError(5, "Input/output error"))
        example.clock.instant = NOW - timedelta(hours=1)
        example.clock.ran_us += 11_000_000
        assert "do not rely on this" in await after(pilot, example, 0)


async def test_a_run_nobody_has_touched(make_example: Make) -> None:
    example = make_example(history=False)
    example.clock.instant = FDP - timedelta(hours=8)
    app = ScreenApp(wall(example))
    async with app.run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)

        assert big("NOT STARTED")[0].rstrip() in text
        assert "All 3 watched services are normal." in text


async def test_a_plan_without_times_services_or_reentry_says_so(make_example: Make) -> None:
    bare = replace(example_plan(), tasks=(), services=(), checklists=())
    example = make_example(bare, history=False)
    example.cutover_run.record_anchor(example.act("JB"), "GL", happened=NOW)
    app = ScreenApp(wall(example))
    async with app.run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)

        assert "No service is watched." in text
        assert "Nothing that has a time is left to do." in text
        assert "This plan counts no paper." in text


async def test_services_that_do_not_fit_are_counted(make_example: Make) -> None:
    plan = example_plan()
    many = tuple(
        replace(
            plan.services[0], id=f"s{number}", service=f"s{number}", short_name=f"SERVICE {number:02}", watch=number
        )
        for number in range(1, 13)
    )
    app = ScreenApp(wall(make_example(replace(plan, services=many))))
    async with app.run_test(size=(80, 24)) as pilot:
        text = await settled(pilot)
        await pilot.resize_terminal(100, 30)
        roomy = await settled(pilot)

        assert "SERVICE 12  OFF  16:58" in roomy
        assert "SERVICE 01  OFF  16:58" in text
        assert "+7 more" in text


def test_no_key_of_the_board_writes() -> None:
    assert {key.id for key in KEYS["wall"]} == {"wall.leave", "app.theme", "app.help"}


async def test_leaving_closes_the_board_and_its_file(make_example: Make) -> None:
    example = make_example()
    followed = follow(example)
    app = ScreenApp(wall(example, followed))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("q")
        await settled(pilot)

        assert not isinstance(app.screen, WallScreen)
        assert followed.closed


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_are_shown_as_they_are(make_example: Make, words: str) -> None:
    app = ScreenApp(wall(make_example(in_practice(example_plan(), words))))
    async with app.run_test(size=(100, 30)) as pilot:
        text = await settled(pilot)

        assert text.splitlines()[0].startswith(f" {words}")
        assert f"{words} F-3" in text
        assert f"{words[:10]}  OFF " in text


async def test_notes_never_reach_the_board(make_example: Make) -> None:
    app = ScreenApp(wall(make_example()))
    async with app.run_test(size=(160, 45)) as pilot:
        assert "Two items left" not in await settled(pilot)


async def test_every_size_both_themes_and_plain_marks(make_example: Make) -> None:
    example = make_example(kind=RunKind.REHEARSAL)
    gone_live(example)
    app = ScreenApp(wall(example), theme=DAY_THEME, ascii_marks=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for size in ((80, 24), (100, 30), (120, 36), (160, 45), (40, 12), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.press("T")
            text = await settled(pilot)
            assert "REHEARSAL" in text
            assert not {"█", "▀", "■", "◆", "▲", "─"} & set(screen_text(app))
        assert "L I V E" in screen_text(app)
        assert "R-2" in screen_text(app)


def test_every_state_word_can_be_drawn_in_five_rows_and_in_three() -> None:
    for words in (*(word.value for word in StateWord), "STALE", "HOLD", "IN TROUBLE"):
        small, large, plain = big(words), big(words, large=True), big(words, ascii_marks=True)

        assert (len(small), len(large), len(plain)) == (3, 5, 5)
        assert len({len(line) for line in small}) == 1
        assert len(small[0]) <= 60
        assert len(large[0]) == 2 * len(small[0])
        assert large[0].translate(BLOCKS)[::2] == plain[0]


def test_grey_leaves_only_grey() -> None:
    grey = greyed(NIGHT)

    assert {grey.text, grey.overdue, grey.soon, grey.done, grey.waits, grey.accent, grey.settled} == {NIGHT.muted}


async def test_each_gate_says_go_or_no_go_in_one_line_and_no_go_alone_is_filled(make_example: Make) -> None:
    gates = (replace(GATES[1], needs=()), replace(GATES[3], when="FDP"))
    example = make_example(replace(example_plan(), gates=gates), history=False)
    example.cutover_run.decide_gate(example.act("AK"), "G2", Wish(result="no-go", reasons="12 do not match"))
    for size in SIZES:
        async with ScreenApp(wall(example)).run_test(size=size) as pilot:
            text = await settled(pilot)

            (line,) = [each for each in text.splitlines() if each.startswith(" GATES")]
            assert " ".join(line.split()) == "GATES DATA NO GO RESTART -"
