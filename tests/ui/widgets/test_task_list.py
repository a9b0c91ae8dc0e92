from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

import pytest
from tests.ui.widgets.stage import HOSTILE, NOW, Stage, a_row, a_section, done_row, due, many, settled
from textual.geometry import Region

from cutover_tui.domain.lateness import Lateness
from cutover_tui.domain.tasks import TaskStatus
from cutover_tui.runner.boards import Badge, Mark, TaskRow
from cutover_tui.ui.palette import DAY, DAY_THEME, NIGHT
from cutover_tui.ui.widgets.painted import FIRST_LOOK
from cutover_tui.ui.widgets.task_lines import Section, cut_title
from cutover_tui.ui.widgets.task_list import TaskList

OVERDUE = a_row(
    "F-7", "17:20", "Clear the signing queue", mark=Mark.OVERDUE, words="OVERDUE 22 min", lateness=Lateness.OVERDUE
)
BEGUN = a_row(
    "F-8",
    "17:30",
    "Take last pathology download; file every result today",
    mark=Mark.OVERDUE,
    words="OVERDUE 12 min",
    lateness=Lateness.OVERDUE,
    status=TaskStatus.STARTED,
    doing_by="SP",
)
SOON = a_row("F-9", "17:50", "Check the recall list", mark=Mark.SOON, words="DUE SOON 7 min")


def freeze(*rows: TaskRow) -> list[Section]:
    """Make one section."""
    return [a_section("freeze", rows or (OVERDUE, BEGUN, SOON))]


def heard(app: Stage, kind: type[TaskList.Highlighted | TaskList.Opened]) -> list[str]:
    """Give the refs of the messages of a kind."""
    return [message.ref for message in app.said if isinstance(message, kind)]


def grounds(app: Stage) -> set[str]:
    """Give the background colours on the screen."""
    segments = (segment for strip in app.screen._compositor.render_strips() for segment in strip)
    return {segment.style.bgcolor.name for segment in segments if segment.style and segment.style.bgcolor}


class ListStage(Stage):
    def on_task_list_highlighted(self, message: TaskList.Highlighted) -> None:
        self.hear(message)

    def on_task_list_opened(self, message: TaskList.Opened) -> None:
        self.hear(message)


async def test_a_list_shows_due_badge_number_title_and_now() -> None:
    tasks = TaskList()
    async with ListStage(tasks).run_test(size=(80, 10)) as pilot:
        tasks.set_sections(freeze())
        tasks.set_now(NOW)
        shown = await settled(pilot)

    assert shown[:5] == [
        " PHASE FREEZE  ─────────────────────────────────────────────  ────────── 0 of 3",
        "▌17:20   ▲ OVERDUE 22 min     F-7   Clear the signing queue",
        " 17:30   ▲ OVERDUE 12 min     F-8   ►SP Take last pathology download; file",
        "                                        every result today",
        " 17:42 ─ NOW ───────────────────────────────────────────────────────────────────",
    ]


async def test_titles_are_cut_at_a_word_where_lines_are_few() -> None:
    tasks = TaskList()
    async with ListStage(tasks).run_test(size=(80, 5)) as pilot:
        tasks.set_sections(freeze())
        tasks.set_now(NOW)
        shown = await settled(pilot)

    assert shown[2] == " 17:30   ▲ OVERDUE 12 min     F-8   ►SP Take last pathology download; file…"


async def test_the_owner_shows_by_name_where_there_is_room() -> None:
    tasks = TaskList(role_names={"GP": "Duty GP"})
    async with ListStage(tasks).run_test(size=(84, 10)) as pilot:
        tasks.set_sections(freeze())
        wide = await settled(pilot)
        await pilot.resize_terminal(83, 10)
        narrow = await settled(pilot)

    assert wide[1].endswith("Duty GP")
    assert "Duty GP" not in "".join(narrow)


async def test_a_title_that_is_cut_keeps_what_it_is_for() -> None:
    words = "Print or export the future appointments of Millbrook branch and keep them"
    row = replace(SOON, task=replace(SOON.task, title=words, item="Millbrook branch"))
    titles = {width: cut_title(row.task, width, FIRST_LOOK) for width in (80, 60, 43, 24)}

    assert titles == {
        80: words,
        60: "Print or export the future appointments of Millbrook branch…",
        43: "Print or export the… Millbrook branch",
        24: "Print or export the…",
    }


def test_a_title_whose_end_is_left_out_says_so_and_has_no_hole() -> None:
    words = "Live sample opened by the practice nurse: safety details seen"
    task = replace(SOON.task, title=words, item="the practice nurse")

    assert cut_title(task, 41, FIRST_LOOK) == "Live sample opened by the practice nurse…"
    assert cut_title(task, 40, FIRST_LOOK) == "Live sample opened by the practice nurse"


async def test_a_guest_says_where_it_comes_from_even_when_its_title_is_cut() -> None:
    tasks = TaskList()
    guest = a_row("P-1", "18:00", "A title that is much too long for the line it stands in, by far", guest=True)
    async with ListStage(tasks).run_test(size=(60, 3)) as pilot:
        tasks.set_sections(freeze(guest, a_row("1"), a_row("2")))
        shown = await settled(pilot)

    assert shown[1].endswith("… (from F)")


@pytest.mark.parametrize("words", HOSTILE)
async def test_titles_headings_and_badges_are_never_markup(words: str) -> None:
    tasks = TaskList(role_names={"GP": words})
    row = replace(a_row("1", "18:00", words), badge=Badge(Mark.OPEN, words))
    async with ListStage(tasks).run_test(size=(120, 10)) as pilot:
        tasks.set_sections([replace(freeze(row)[0], heading=words)])
        shown = await settled(pilot)

    assert words.upper() in shown[0]
    assert shown[1].count(words) == 3


async def test_keys_move_over_headings_and_post_what_is_marked() -> None:
    tasks = TaskList()
    app = ListStage(tasks)
    async with app.run_test(size=(80, 10)) as pilot:
        tasks.set_sections([a_section("a", [a_row("1")]), a_section("b", [a_row("2"), a_row("3")])])
        tasks.focus()
        await pilot.press("down", "j", "j", "k", "home", "end", "pageup", "pagedown", "enter")
        await settled(pilot)

    assert heard(app, TaskList.Highlighted) == ["1", "2", "3", "2", "1", "3", "1", "3"]
    assert heard(app, TaskList.Opened) == ["3"]


async def test_the_cursor_starts_at_the_first_task_with_something_to_do() -> None:
    tasks = TaskList()
    async with ListStage(tasks).run_test(size=(80, 10)) as pilot:
        tasks.set_sections(freeze(done_row("1"), a_row("2")))
        await settled(pilot)

        assert tasks.cursor_ref == "2"


async def test_the_cursor_stays_on_its_task_when_rows_change_around_it() -> None:
    tasks = TaskList()
    app = ListStage(tasks)
    async with app.run_test(size=(80, 10)) as pilot:
        rows = [a_row(str(n), f"18:{n:02}") for n in range(30)]
        tasks.set_sections(freeze(*rows))
        tasks.go_to("20")
        before = await settled(pilot)
        tasks.update_row(done_row("20", "18:20"))
        tasks.set_sections(freeze(*rows[5:]))
        tasks.set_now(due("18:10"))
        after = await settled(pilot)

        assert tasks.cursor_ref == "20"
        assert next(y for y, line in enumerate(before) if "▌" in line) == next(
            y for y, line in enumerate(after) if "▌" in line
        )
        assert heard(app, TaskList.Highlighted) == ["0", "20"]


async def test_a_marked_task_that_leaves_the_list_hands_on_to_the_next() -> None:
    tasks = TaskList()
    app = ListStage(tasks)
    async with app.run_test(size=(80, 10)) as pilot:
        rows = [a_row(str(n)) for n in range(4)]
        tasks.set_sections(freeze(*rows))
        tasks.go_to("1")
        tasks.set_sections(freeze(rows[0], rows[3]))
        await settled(pilot)
        assert tasks.cursor_ref == "3"
        tasks.set_sections([])
        shown = await settled(pilot)

    assert tasks.cursor_ref == ""
    assert shown[0] == " No tasks to show here."
    assert heard(app, TaskList.Highlighted) == ["0", "1", "3", ""]


async def test_folding_waits_on_the_heading_and_opens_to_the_same_task() -> None:
    tasks = TaskList()
    app = ListStage(tasks)
    async with app.run_test(size=(80, 12)) as pilot:
        sections = [a_section("a", [a_row("1"), a_row("2")]), a_section("b", [a_row("3")])]
        tasks.set_sections(sections)
        tasks.go_to("2")
        tasks.toggle_fold(tasks.cursor_section)
        tasks.set_sections(sections)
        shown = await settled(pilot)
        assert (tasks.cursor_ref, tasks.cursor_section) == ("", "a")
        assert shown[0].startswith("▌PHASE A  folded")
        tasks.focus()
        await pilot.press("enter")
        await settled(pilot)

        assert tasks.cursor_ref == "2"
        assert heard(app, TaskList.Opened) == []


async def test_going_to_a_task_opens_its_section() -> None:
    tasks = TaskList()
    async with ListStage(tasks).run_test(size=(80, 12)) as pilot:
        tasks.set_sections([a_section("a", [a_row("1")]), a_section("b", [a_row("2")], folded=True)])

        assert tasks.go_to("2")
        assert not tasks.go_to("99")
        await settled(pilot)
        assert tasks.cursor_ref == "2"


async def test_a_click_marks_a_task_and_folds_a_heading() -> None:
    tasks = TaskList()
    async with ListStage(tasks).run_test(size=(80, 12)) as pilot:
        tasks.set_sections(freeze())
        tasks.set_now(NOW)
        await settled(pilot)
        await pilot.click(tasks, offset=(5, 2))
        assert tasks.cursor_ref == "F-8"
        await pilot.click(tasks, offset=(5, 4))
        assert tasks.cursor_ref == "F-8"
        await pilot.click(tasks, offset=(5, 0))
        assert tasks.cursor_ref == ""


async def test_now_ref_is_the_first_task_to_come() -> None:
    tasks = TaskList()
    async with ListStage(tasks).run_test(size=(80, 12)):
        assert tasks.now_ref == ""
        tasks.set_sections(freeze())
        tasks.set_now(NOW)

        assert tasks.now_ref == "F-9"


async def test_the_wall_spaces_tasks_out() -> None:
    tasks = TaskList()
    async with ListStage(tasks).run_test(size=(80, 12)) as pilot:
        tasks.double_spaced = True
        tasks.set_sections(freeze(a_row("1"), a_row("2")))
        shown = await settled(pilot)

    assert [bool(line) for line in shown[:5]] == [True, True, False, True, False]


async def test_a_settled_task_stays_in_its_place_and_counts() -> None:
    tasks = TaskList()
    async with ListStage(tasks).run_test(size=(80, 10)) as pilot:
        tasks.set_sections(freeze())
        tasks.update_row(done_row("F-8", "17:30", "Take last download"))
        shown = await settled(pilot)

    assert shown[0].endswith("1 of 3")
    assert shown[2] == " 17:30   ✓ DONE JB 17:40      F-8   Take last download"


async def test_one_row_repaints_one_line_and_its_heading() -> None:
    tasks = TaskList()
    async with ListStage(tasks).run_test(size=(80, 24)) as pilot:
        tasks.set_sections(many(400))
        tasks.set_now(NOW)
        await settled(pilot)
        row = a_row("X-3", "17:45")
        with patch.object(tasks, "refresh", wraps=tasks.refresh) as refresh:
            tasks.update_row(replace(row, badge=Badge(Mark.DOING, "DOING JB")))
            assert [call.args for call in refresh.call_args_list] == [(Region(0, 5, 79, 1),)]
            refresh.reset_mock()
            tasks.update_row(done_row("X-3", "17:45"))
            assert [call.args[0].y for call in refresh.call_args_list] == [0, 5]
            refresh.reset_mock()
            tasks.update_row(a_row("X-399", "17:45"))
            tasks.update_row(a_row("not here"))
            assert not refresh.called


async def test_now_repaints_only_what_it_moves_past() -> None:
    tasks = TaskList()
    rows = [a_row(str(n), f"18:{n:02}") for n in range(20)]
    async with ListStage(tasks).run_test(size=(80, 30)) as pilot:
        tasks.set_sections(freeze(*rows))
        tasks.set_now(due("18:04"))
        await settled(pilot)
        with patch.object(tasks, "refresh", wraps=tasks.refresh) as refresh:
            tasks.set_now(due("18:04") + timedelta(seconds=59))
            assert not refresh.called
            tasks.set_now(due("18:06"))
            regions = [call.args[0] for call in refresh.call_args_list]
        shown = await settled(pilot)

    assert [(region.y, region.height) for region in regions] == [(6, 3), (8, 1)]
    assert shown[8].startswith(" 18:06 ─ NOW")


async def test_equal_sections_repaint_nothing() -> None:
    tasks = TaskList()
    async with ListStage(tasks).run_test(size=(80, 24)) as pilot:
        tasks.set_sections(many(400))
        await settled(pilot)
        with patch.object(tasks, "refresh", wraps=tasks.refresh) as refresh:
            tasks.set_sections(many(400))

        assert not refresh.called


async def test_a_longer_due_time_widens_its_column() -> None:
    tasks = TaskList()
    async with ListStage(tasks).run_test(size=(80, 24)) as pilot:
        tasks.set_sections(freeze(a_row("1", "18:00"), a_row("2", "18:30")))
        tasks.update_row(replace(a_row("1", "18:00"), due_words="01:30 BST"))
        shown = await settled(pilot)

    assert "01:30 BST  ○ OPEN" in shown[1]


async def test_a_theme_repaints_with_its_colours() -> None:
    tasks = TaskList()
    app = ListStage(tasks)
    async with app.run_test(size=(80, 10)) as pilot:
        tasks.set_sections(freeze())
        await settled(pilot)
        night = grounds(app)
        app.theme = DAY_THEME
        await settled(pilot)
        day = grounds(app)

    assert NIGHT.background.lower() in night
    assert DAY.background.lower() in day
    assert NIGHT.background.lower() not in day


async def test_ascii_marks_leave_nothing_else() -> None:
    tasks = TaskList()
    app = ListStage(tasks, ascii_marks=True)
    async with app.run_test(size=(60, 4)) as pilot:
        tasks.set_sections(freeze(OVERDUE, BEGUN, SOON, done_row("F-1", "16:00")))
        tasks.set_now(NOW)
        await settled(pilot)

        assert all(tasks.render_line(y).text.isascii() for y in range(4))


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36), (40, 6)])
async def test_no_line_is_wider_than_the_list(size: tuple[int, int]) -> None:
    tasks = TaskList(role_names={"GP": "A role with a rather long name"})
    long = [
        replace(OVERDUE, badge=Badge(Mark.BLOCKED, "BLOCKED by C-112b +12")),
        replace(BEGUN, badge=Badge(Mark.OVERDUE, "OVERDUE 12hr 40min")),
        replace(SOON, task=replace(SOON.task, title="word " * 24)),
    ]
    async with ListStage(tasks).run_test(size=size) as pilot:
        tasks.set_sections(freeze(*long))
        await settled(pilot)
        strips = [tasks.render_line(y) for y in range(tasks.size.height)]

        assert {strip.cell_length for strip in strips} == {tasks.scrollable_content_region.width}


async def test_a_live_resize_keeps_the_marked_task_in_sight() -> None:
    tasks = TaskList()
    async with ListStage(tasks).run_test(size=(120, 40)) as pilot:
        tasks.set_sections(many(400))
        tasks.go_to("X-30")
        await settled(pilot)
        await pilot.resize_terminal(80, 12)
        shown = await settled(pilot)

        assert any(line.startswith("▌") and "X-30" in line for line in shown)


async def test_a_jump_leaves_room_below_and_a_step_scrolls_by_one() -> None:
    tasks = TaskList()
    async with ListStage(tasks).run_test(size=(80, 12)) as pilot:
        tasks.set_sections(many(400))
        tasks.focus()
        tasks.go_to("X-50")
        await settled(pilot)
        assert tasks.scroll_offset.y == 47
        tasks.go_to("X-58")
        await pilot.press("down")
        await settled(pilot)
        assert tasks.scroll_offset.y == 49
        before = tasks.scroll_offset.y
        await pilot.press("pagedown")
        await settled(pilot)
        assert tasks.scroll_offset.y - before == 11
