"""The board of huddles and sitreps, and speaking up: what each key records, and that a concern leaves no trace."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, at
from tests.ui.telling_stage import TELLING, at_board, make_told

from cutover_tui.domain.concerns import AREAS

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]
    AssertScreen = Callable[[str, str], None]

SIZES = ((80, 24), (100, 30), (120, 36))
SPOKEN = "The zebra printer in room 2 jams at noon"
HUDDLE = ("t", "=pm cl", "enter", "=calm", "enter", "=None", "enter", "4", "enter", "enter", "=jb", "enter")


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run in which people stood together and reported."""
    return make_told(tmp_path / "run")


def named(size: tuple[int, int]) -> str:
    """A size as it stands in the name of a kept screen."""
    return f"{size[0]}x{size[1]}"


async def speak(desk: Desk, words: str, *, area: str = "phones", now: bool = False) -> None:
    """Raise a concern without a name, from the run screen."""
    key = "123456789abcd"[AREAS.index(area)]
    await desk.press("S", "3", key, "2" if now else "1", "tab", f"={words}", "ctrl+s")


def files_of(folder: Path) -> list[Path]:
    """Every file in a folder and those inside it."""
    return [path for path in folder.rglob("*") if path.is_file()]


def times_of(folder: Path) -> dict[str, tuple[int, int, int]]:
    """When each file and folder was changed and when the system last touched it, and its size."""
    stats = {str(path): path.stat() for path in (folder, *folder.rglob("*"))}
    return {name: (one.st_mtime_ns, one.st_ctime_ns, one.st_size) for name, one in stats.items()}


@pytest.mark.parametrize("size", SIZES, ids=named)
async def test_the_board_of_huddles_and_sitreps(
    open_desk: OpenDesk, run: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with at_board(open_desk, run, "B", size=size) as board:
        assert_screen(board.desk.text, f"huddles-{named(size)}")


@pytest.mark.parametrize("size", SIZES[:2], ids=named)
async def test_the_questions_of_a_huddle_and_a_sitrep(
    open_desk: OpenDesk, run: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with at_board(open_desk, run, "B", size=size) as board:
        await board.press("t")
        assert_screen(board.desk.text, f"huddle-question-{named(size)}")
        await board.press("escape", "n")
        assert_screen(board.desk.text, f"sitrep-question-{named(size)}")


@pytest.mark.parametrize("size", SIZES[:2], ids=named)
async def test_the_ways_to_speak_up(
    open_desk: OpenDesk, run: Path, assert_screen: AssertScreen, size: tuple[int, int]
) -> None:
    async with open_desk(run, size=size) as desk:
        await desk.press("S")
        assert_screen(desk.text, f"speak-up-{named(size)}")
        await desk.press("3", "4")
        assert_screen(desk.text, f"speak-up-nameless-{named(size)}")


async def test_a_due_clock_stands_over_huddles_and_sitreps(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "B") as board:
        assert "◆ Huddles. Next huddle was due 17:30, 12 min ago" in board.desk.text
        assert "◆ Sitreps. Next sitrep was due 17:30, 12 min ago" in board.desk.text
        assert "The position is paused." in board.desk.text


async def test_t_records_a_huddle_with_the_next_one_as_the_plan_has_it(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "B") as board:
        await board.press("t")
        assert "What goes well is asked first." in board.asked
        assert "Fri 27 Nov 08:15" in board.asked
        await board.press("escape", *HUDDLE)

        (held, said) = (board.desk.state.huddles[-1], board.desk.state.huddles[-1].said)
        assert (held.ref, said.present, said.well, said.worries, said.confidence) == (
            "HU-02",
            ("PM", "CL"),
            "calm",
            "None",
            4,
        )
        assert held.next_at == at("Fri 08:15")
        assert board.said == "HU-02 recorded."


async def test_n_records_a_sitrep_filled_in_from_the_run(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "B") as board:
        await board.press("n")
        assert "The position is paused" in board.asked
        await board.press("enter", "=fixed", "enter", "enter", "enter", "enter", "enter", "1", "enter")
        await board.press("=None", "enter", "=ICB", "enter", "=jb", "enter")

        said = board.desk.state.sitreps[-1].said
        assert (said.position, said.since_last, said.help_needed, said.sent_to) == ("paused", "fixed", "None", "ICB")
        assert said.seal.startswith("R000")
        assert board.desk.state.sitreps[-1].next_at == at("Thu 18:42")


async def test_a_new_problem_asks_six_headings(open_desk: OpenDesk, run: Path) -> None:
    async with at_board(open_desk, run, "B") as board:
        await board.press("n", "enter", "=x", "enter", "enter", "enter", "enter", "enter", "2", "enter")
        for number in range(6):
            await board.press(f"=line {number}", "enter")
        await board.press("=None", "enter", "=ICB", "enter", "=jb", "enter")

        said = board.desk.state.sitreps[-1].said
        assert (said.place, said.kind, said.hazard, said.access, said.number, said.escalated) == tuple(
            f"line {number}" for number in range(6)
        )


# -- speaking up (`records.md` c9)


async def test_1_three_choices_stand_in_order_and_in_confidence_stores_nothing(open_desk: OpenDesk, run: Path) -> None:
    async with open_desk(run) as desk:
        await desk.press("S")
        asked = desk.asked()
        places = [asked.index(words) for words in ("with your name", "in confidence", "without a name")]
        assert places == sorted(places)
        await desk.press("2")
        assert "The guardian: Ros Hart, ICB, 01632 960 060. Nothing is stored here." in desk.asked()
        await desk.press("enter")
        assert (desk.place, desk.screen.desk.box().all()) == ("RunScreen", ())


async def test_1_with_your_name_is_a_note_with_initials(open_desk: OpenDesk, run: Path) -> None:
    async with open_desk(run) as desk:
        before = len(desk.kinds)
        await desk.press("S", "1", "=Breaks are missed", "tab", "=mk", "ctrl+s")

        assert desk.kinds[before:] == ["run.reopened", "note.added"][-1:]
        assert "Concern: Breaks are missed" in str(desk.run.log.read(before)[0]["note"])


async def test_2_the_first_line_says_that_the_computer_is_shared(open_desk: OpenDesk, run: Path) -> None:
    async with open_desk(run) as desk:
        await desk.press("S")
        assert (
            "This is a shared computer in a small team. People may guess who wrote this from the words. You can use "
            "the paper slip (form M) or phone the guardian: Ros Hart, ICB, 01632 960 060."
        ) in desk.asked()


async def test_3_no_sign_in_and_neither_the_acting_person_nor_the_idle_clock_change(
    open_desk: OpenDesk, run: Path, clock: StillClock
) -> None:
    async with open_desk(run) as desk:
        inner = desk.screen.desk
        clock.move(minutes=2)
        before = (inner.keyboard, inner.keyboard_seen, inner.last_recorded, len(desk.kinds), desk.saved)
        await speak(desk, SPOKEN)

        assert (inner.keyboard, inner.keyboard_seen, inner.last_recorded, len(desk.kinds), desk.saved) == before
        assert "typed by" not in desk.text
        clock.move(minutes=2)
        assert inner.typist() == ""


async def test_4_two_that_wait_are_one_entry_after_the_next_huddle(open_desk: OpenDesk, run: Path) -> None:
    async with open_desk(run, size=(80, 30)) as desk:
        await speak(desk, SPOKEN)
        await speak(desk, "Results wait in the tray", area="results")
        assert "concern" not in " ".join(desk.kinds)
        await desk.press("B", *HUDDLE)

        assert desk.kinds[-2:] == ["huddle.held", "concerns.received"]
        (batch,) = desk.state.concerns
        assert (batch.count, batch.areas, batch.urgent) == (2, ("results", "phones"), ())
        assert "Thu 26 Nov between 14:00 and 18:00" in await desk.press("end")


async def test_4_what_the_record_says_of_place_and_time_is_that_of_the_huddle(open_desk: OpenDesk, run: Path) -> None:
    async with open_desk(run) as desk:
        await speak(desk, SPOKEN, now=True)
        await desk.press("B", *HUDDLE)

        huddle, received = desk.run.log.read(0)[-2:]
        for member in ("recorded_at", "recorded_local", "device", "session", "mono_us", "zone", "tool"):
            assert received[member] == huddle[member]
        assert (received["actor"], received["recorder"]) == ("PROGRAM", "PROGRAM")
        assert not {"occurred_at", "on_behalf_of", "about", "note"} & set(received)


async def test_4_one_alone_is_held_over_to_the_next_huddle(open_desk: OpenDesk, run: Path, clock: StillClock) -> None:
    async with open_desk(run, size=(80, 30)) as desk:
        await speak(desk, SPOKEN)
        await desk.press("B", *HUDDLE)
        assert desk.kinds[-1] == "huddle.held"
        clock.move(minutes=60)
        await desk.press(*HUDDLE)

        assert desk.kinds[-1] == "concerns.received"
        assert "Thu 26 Nov between 14:00 and 19:00" in await desk.press("end")


async def test_5_who_needs_to_act_now_sees_a_banner_at_once(open_desk: OpenDesk, run: Path) -> None:
    async with open_desk(run) as desk:
        await speak(desk, SPOKEN, area="prescriptions", now=True)
        assert desk.said == ("A concern has been raised about prescriptions. Lead and clinical lead: press B, then w.")
        await desk.press("B")
        assert "A concern has been raised about prescriptions: w." in desk.text
        await desk.press(*HUDDLE)
        assert desk.state.concerns[0].urgent == ("prescriptions",)
        assert "A concern has been raised" not in desk.text


async def test_6_the_lead_reads_the_words_and_nobody_else(open_desk: OpenDesk, run: Path) -> None:
    async with open_desk(run) as desk:
        await speak(desk, SPOKEN, now=True)
        before = len(desk.kinds)
        await desk.press("B", "w", "=mk", "enter")
        assert "MK does not answer for concerns." in desk.asked()
        await desk.press("escape", "w", "=sp", "enter")
        assert SPOKEN in desk.asked()
        await desk.press("enter")
        assert SPOKEN not in desk.text
        assert len(desk.kinds) == before


async def test_6_what_waits_and_is_not_urgent_is_read_and_counted_by_nobody(open_desk: OpenDesk, run: Path) -> None:
    async with open_desk(run) as desk:
        await desk.press("B")
        before = desk.text
        await desk.press("escape")
        await speak(desk, SPOKEN)
        assert await desk.press("B") == before
        await desk.press("w")
        assert "There is nothing to read." in desk.text


async def test_7_staff_see_an_answer(open_desk: OpenDesk, run: Path) -> None:
    async with open_desk(run, size=(80, 30)) as desk:
        await speak(desk, SPOKEN, now=True)
        await desk.press("B", *HUDDLE, "end")
        assert "No answer yet about phones. Staff must see one: press a." in desk.text
        await desk.press(
            "a", "enter", "=a new line", "enter", "=at the huddle", "enter", "enter", "=jb", "enter", "enter"
        )

        assert desk.state.concerns[0].open_areas == ()
        assert "1 concern about phones: answered." in desk.text


async def test_8_a_person_fraud_or_safeguarding_goes_to_the_guardian_and_nothing_is_stored(
    open_desk: OpenDesk, run: Path
) -> None:
    async with open_desk(run) as desk:
        await desk.press("S", "3", "g")
        assert (
            "Please use the guardian for a concern about a person, fraud or safeguarding. Nothing is stored here."
        ) in desk.asked()
        await desk.press("escape")
        assert desk.screen.desk.box().all() == ()


async def test_9_it_is_no_incident_report_and_says_so(open_desk: OpenDesk, run: Path) -> None:
    async with open_desk(run) as desk:
        await desk.press("S", "3", "4", "1", "tab", "down")
        assert "If a patient could be affected, the lead also raises an issue, in the lead's own words." in desk.asked()


async def test_10_and_check_8_a_concern_leaves_no_trace_in_any_file_of_the_run_or_the_home(
    open_desk: OpenDesk, run: Path, tmp_path: Path, clock: StillClock
) -> None:
    """Nothing of it in the log, in the times of files, in temporary files, or in who acts."""
    async with open_desk(run) as desk:
        await desk.second()
        clock.move(minutes=1)
        await desk.second()
        before = times_of(tmp_path)
        await speak(desk, SPOKEN, now=True)
        assert times_of(tmp_path) == before
        clock.move(minutes=1)
        await desk.second()
        await desk.press("B", *HUDDLE)

    files = files_of(tmp_path)
    holding = [path.name for path in files if b"zebra" in path.read_bytes()]
    kept = run / "speak-up.json"
    assert holding == ["speak-up.json"]
    assert kept.stat().st_mtime == int(at("Thu 17:00").timestamp())
    words = kept.read_text("utf-8")
    assert [one["words"] for one in json.loads(words)["concerns"]] == [SPOKEN]
    for trace in ("JB", "17:4", "T17", "2026", "5e55", "device", "seq"):
        assert trace not in words
    assert [path.name for path in files if ".tmp" in path.name] == []


async def test_what_was_said_outlives_the_window(open_desk: OpenDesk, run: Path) -> None:
    async with open_desk(run) as desk:
        await speak(desk, SPOKEN)
        await desk.screen.leave_at_once()

    assert SPOKEN in (run / "speak-up.json").read_text("utf-8")


async def test_without_a_guardian_the_icb_is_named(open_desk: OpenDesk, tmp_path: Path) -> None:
    from dataclasses import replace  # noqa: PLC0415 (one test needs it)

    folder = make_told(tmp_path / "other", replace(TELLING, guardian=""))
    async with open_desk(folder) as desk:
        await desk.press("S")
        assert "phone the guardian of your ICB." in desk.asked()
