"""The hard copy: what each sheet holds, that it is whole, and that it is the same whenever it is made."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.examples import PLAN, StillClock, entries_of, given, signed
from tests.paper_examples import HISTORY, HOSTILE, PAPER_PLAN, SEAL, a_printed_state, issued, printed, read_html

from cutover_tui.domain.fold import fold
from cutover_tui.domain.presence import StandInNamed
from cutover_tui.domain.state import start_state
from cutover_tui.exports.paper_layout import BODY, TITLE, Table
from cutover_tui.exports.paper_sheets import catalogue, issue_of, printed_versions, sheets, sheets_of
from cutover_tui.runner.clock import SetClock
from cutover_tui.runner.demo import DEMO_STARTS, make_demo

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.paper_examples import ReadPage

    from cutover_tui.domain.state import RunState
    from cutover_tui.exports.paper_sheet import Sheet
    from cutover_tui.runner.run import Run

GOLDEN = Path(__file__).parent / "golden_paper"


def files_of(state: RunState) -> Mapping[str, bytes]:
    return sheets(state.plan, state)


def pages_of(state: RunState) -> dict[str, ReadPage]:
    """Every file without its number, as it is read."""
    return {name[3:].removesuffix(".html"): read_html(data) for name, data in files_of(state).items()}


def sheet_list(state: RunState) -> dict[str, Sheet]:
    return {sheet.id: sheet for sheet in catalogue(issue_of(state, state.printings[-1]))}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The shipped example practice on the afternoon of its final extract, just printed."""
    folder = tmp_path_factory.mktemp("demo")
    run = make_demo(folder / "run", SetClock(DEMO_STARTS, runs=False), cache=folder / "cache")
    run.print_sheets("JB", sheets_of)
    run.close()
    return run


def test_the_pages_of_the_small_run_are_those_that_are_kept(update_golden: bool) -> None:
    files = files_of(a_printed_state())
    if update_golden:
        for old in GOLDEN.glob("*.html"):
            old.unlink()
        for name, data in files.items():
            (GOLDEN / name).write_bytes(data)

    assert {path.name for path in GOLDEN.iterdir()} == set(files)
    for name, data in files.items():
        assert data == (GOLDEN / name).read_bytes(), f"{name}: --update-golden, read the diff and look at the pages"


def test_every_task_of_the_plan_is_on_one_check_sheet_with_the_number_of_the_screen(example: Run) -> None:
    found: list[str] = []
    for sheet in sheet_list(example.state).values():
        tables = (block for page in sheet.pages for block in page.blocks if isinstance(block, Table))
        if sheet.id.startswith("CS-"):
            refs = [row.cells[0].lines[0] for table in tables for row in table.rows if not row.heading]
            code = sheet.id.removeprefix("CS-")
            assert {example.state.task_by_ref[ref].checklist for ref in refs} == {code}
            assert {ref.split("-")[0] for ref in refs if ref not in example.state.added} == {code}
            found += refs

    assert sorted(found) == sorted(example.state.task_by_ref)
    assert len(found) > 400


def test_a_task_that_joined_on_the_day_is_on_its_check_sheet() -> None:
    state = a_printed_state()

    assert all(f"| {ref}\n" in pages_of(state)["check-sheets"].words for ref in state.task_by_ref)


def test_a_page_has_at_most_12_rows_and_none_is_too_full(example: Run) -> None:
    for sheet in sheet_list(example.state).values():
        for page in sheet.pages:
            assert page.height + TITLE <= BODY + 0.5, (sheet.id, page.height)
            for block in page.blocks:
                if isinstance(block, Table) and sheet.id.startswith("CS-"):
                    assert 1 <= sum(1 for row in block.rows if not row.heading) <= 12


def test_an_action_card_is_one_side(example: Run) -> None:
    cards = [sheet for sheet in sheet_list(example.state).values() if sheet.id.startswith("AC-")]

    assert len(cards) > 15
    assert {len(card.pages) for card in cards} == {1}


def test_the_number_of_pages_is_one_a_practice_can_print(example: Run) -> None:
    by_file: dict[str, int] = {}
    for sheet in sheet_list(example.state).values():
        by_file[sheet.file] = by_file.get(sheet.file, 0) + len(sheet.pages)

    assert by_file["check-sheets"] <= 70
    assert by_file["paper-forms"] <= 15
    assert sum(by_file.values()) <= 130


def test_every_file_is_whole_in_itself_and_well_formed(example: Run) -> None:
    for name, data in files_of(example.state).items():
        page = read_html(data)
        assert page.wrong == [], name
        assert not re.search(rb"(?i)<script|src=|href=|url\(|@import|https?:", data), name
        assert [dict(tag)["lang"] for tag in page.all("html")] == ["en-GB"]
        assert len(list(page.all("h1"))) == 1
        assert len(list(page.all("caption"))) == len(list(page.all("table")))
        assert all(tag.get("scope") in {"col", "row", "rowgroup"} for tag in page.all("th"))
        assert all(tag.get("aria-label") for tag in page.all("section"))


def test_every_page_says_which_it_is_of_how_many_and_carries_the_seal(example: Run) -> None:
    for name, page in pages_of(example.state).items():
        marks = re.findall(r"([A-Z0-9-]+) version 1, page (\d+) of (\d+)", page.words)
        by_sheet: dict[str, list[tuple[int, int]]] = {}
        for sheet, number, many in marks:
            by_sheet.setdefault(sheet, []).append((int(number), int(many)))
        assert by_sheet, name
        for sheet, numbers in by_sheet.items():
            assert numbers == [(place, len(numbers)) for place in range(1, len(numbers) + 1)], sheet
        pages = len(list(page.all("section")))
        assert page.words.count("24-hour clock") >= pages
        assert page.words.count("REHEARSAL, nothing here is real") == pages
        assert page.words.count(f"Seal {example.state.printings[-1].seal}") == pages


def test_what_people_typed_stands_as_they_typed_it_and_is_never_markup() -> None:
    page = pages_of(a_printed_state())

    assert HOSTILE in page["check-sheets"].words
    assert "Siân O’Neil <b> (SN)" in page["contact-sheet"].words
    assert "Issued: C-2 041 to 043 to <Reception>." in page["paper-forms"].words
    for name, data in files_of(a_printed_state()).items():
        assert b"<script" not in data, name
        assert b"<b>" not in data, name
        assert b"<Reception>" not in data, name


def test_what_is_done_is_shown_done_with_time_and_initials_and_what_waits_says_for_what() -> None:
    words = pages_of(a_printed_state())["check-sheets"].words

    assert "| P-01\nThu 29 Oct\nby 18:30 | Planning meeting held\nDone, entry 0. | x | 15:00\n26 Nov | JB |" in words
    assert "Tell PCSE the dates\nNot needed, entry 3. | - | 17:10\n26 Nov | SP |" in words
    assert "Done, waits for a second person, entry 2. | x | 17:00\n26 Nov | 1st JB\n2nd" in words
    assert "Started Thu 26 Nov 17:20 MK, entry 4." in words
    assert "told" not in words.split("Tell PCSE the dates")[1].split("Check sheet F")[0]


def test_an_open_task_has_what_is_to_be_seen_and_room_to_write_it() -> None:
    words = pages_of(given(printed(), plan=PAPER_PLAN))["check-sheets"].words

    assert "Circle: paused / still on / cannot tell" in words
    assert "Head count:\u00a0............" in words
    assert "Rule through unused rows. Initials, date, time:" in words
    assert "If this sheet and the screen disagree, keep both and tell the cutover lead." in words
    assert "Seal when this list is complete:" in words


def test_every_person_on_the_roster_is_on_the_contact_sheet_with_a_phone_or_room_for_one() -> None:
    words = pages_of(a_printed_state())["contact-sheet"].words

    for person in PAPER_PLAN.people:
        assert f"{person.name} ({person.initials})" in words
        assert not person.phone or person.phone in words
    assert "North Lab & Co | lab | 01632 960 200" in words
    assert "PCSE | partner | .................." in words
    assert PAPER_PLAN.bridge_call in words


def test_each_role_that_is_held_has_a_card_with_its_holders_and_their_phones() -> None:
    words = pages_of(a_printed_state())["action-cards"].words

    assert "Action card: Practice manager" in words
    assert "Held by Jo Baker (JB) 01632 960 100" in words
    assert "You answer to the clinical lead: Sam Patel (SP) 01632 960 101; Dana Rao (DR) 01632 960 103" in words
    assert "Your job today\nLead the cutover." in words
    assert "[!] A hard gate is not settled when its time comes." in words
    assert "0. Note the time and what you know:" in words
    assert "Held by Mary Kay (MK) 01632 960 102; Siân O’Neil <b> (SN) ...................." in words


def test_the_steps_of_a_card_are_in_time_order_without_what_is_done() -> None:
    words = pages_of(a_printed_state())["action-cards"].words
    manager = words.split("Action card: Practice manager")[1].split("Action card:")[0]
    steps = re.findall(r"\| (?:\w{3} \d+ \w{3} \d\d:\d\d|no time yet) \| ([A-Z]-\d+\w?) ", manager)

    assert steps[:3] == ["F-01b", "F-03", "C-03a"]
    assert "F-02 " not in manager
    assert "C-03a Huddle. Also C-03b" in manager


def test_a_stand_in_has_the_card_and_whoever_is_stood_in_for_has_not() -> None:
    named = StandInNamed(**signed("JB", "Thu 17:30"), person="JB", stand_in="MK", roles=("PM",))
    words = pages_of(a_printed_state(named))["action-cards"].words

    assert "Held by Mary Kay (MK) 01632 960 102" in words.split("Action card: Practice manager")[1][:200]


def test_the_hold_card_says_who_may_pause_with_their_phones_and_what_comes_before_a_restart() -> None:
    words = pages_of(a_printed_state())["hold-and-emergency-cards"].words

    assert "| Jo Baker (JB) | Cutover lead\nPractice manager | 01632 960 100" in words
    assert "| Sam Patel (SP) | Clinical lead | 01632 960 101" in words
    assert "A lead answers within 15 minutes" in words
    assert "| T1 Safety risk | 2 near misses" in words
    for item in PAPER_PLAN.pause.restart_list:
        assert f"| {item.words} |" in words


def test_an_emergency_card_is_a_side_with_its_steps_and_the_people_to_call() -> None:
    state = a_printed_state()
    words = pages_of(state)["hold-and-emergency-cards"].words

    assert len(sheet_list(state)["EM-NO-PHONES"].pages) == 1
    assert "Emergency: The phones are down\nNo calls come in.\nFirst 5 minutes\nTry a mobile." in words
    assert "| Practice manager | Jo Baker (JB) 01632 960 100" in words
    assert "Paper form meanwhile: B reception message" in words


def test_a_plan_without_emergency_cards_prints_none_of_the_programs_own() -> None:
    assert not [sheet for sheet in sheet_list(given(printed(), plan=PLAN)) if sheet.startswith("EM-")]


def test_slips_are_printed_with_the_numbers_that_were_issued() -> None:
    words = pages_of(a_printed_state())["paper-forms"].words

    assert re.findall(r"Number C-2 (\d+)", words) == ["041", "042", "043"]
    assert words.count("Re-entered: date, time, initials") == 4


def test_a_number_is_printed_once_and_a_refresh_prints_only_what_was_issued_since() -> None:
    state = given(*HISTORY, printed(1), issued("C-2 044 to 045"), printed(2), plan=PAPER_PLAN)

    words = pages_of(state)["paper-forms"].words
    assert re.findall(r"Number C-2 (\d+)", words) == ["044", "045"]
    assert "Printed or handed out with an earlier version, not again here: C-2 041 to 043." in words


def test_too_many_slips_to_print_have_boxes_to_write_their_numbers_in() -> None:
    state = given(issued("C 0001 to 1000"), printed(), plan=PAPER_PLAN)

    words = pages_of(state)["paper-forms"].words
    assert "Issued: C 001 to 1000 to Reception. Write the numbers in." in words
    assert re.findall(r"Number C-2? ?\d", words) == []
    assert len(sheet_list(state)["FORM-C"].pages) == 1


def test_the_slip_for_speaking_up_has_nothing_by_which_anybody_could_be_traced() -> None:
    words = pages_of(a_printed_state())["paper-forms"].words
    slip = words.split("Form M: Speak-up slip")[1]

    assert "Number" not in slip.replace("No name, no number.", "")
    assert "initials" not in slip.split("FORM-M")[0]


def test_log_sheets_are_numbered_and_a_refresh_goes_on_with_the_numbers() -> None:
    first, second = a_printed_state(), given(printed(1), printed(2), plan=PAPER_PLAN)

    assert [sheet for sheet in sheet_list(first) if sheet.startswith("L-")] == ["L-01", "L-02", "L-03"]
    assert [sheet for sheet in sheet_list(second) if sheet.startswith("L-")] == ["L-04", "L-05", "L-06"]


def test_the_service_board_says_where_each_service_stands_who_catches_it_and_what_comes_next() -> None:
    words = pages_of(a_printed_state())["service-board"].words

    assert "Pathology results (north-lab) | PAPER" in words
    assert "Electronic prescriptions" in words
    assert "G-02a Electronic results from North Lab: on" in words


def test_the_index_has_every_sheet_with_its_pages_and_copies_in_the_order_of_use() -> None:
    state = a_printed_state()
    words = pages_of(state)["what-to-print"].words

    places = [words.index(f"\n| {sheet} ") for sheet in sheet_list(state) if sheet != "INDEX"]
    assert places == sorted(places)


def test_the_sheets_of_the_record_are_those_that_are_made(example: Run) -> None:
    made = example.state.printings[-1]

    assert [(one.sheet, one.copies) for one in made.sheets] == [
        (sheet.id, sheet.copies) for sheet in sheet_list(example.state).values()
    ]
    assert len({one.sheet for one in made.sheets}) == len(made.sheets)
    assert all(re.fullmatch(r"[A-Z0-9-]+", one.sheet) for one in made.sheets)


def test_the_same_log_and_plan_give_the_same_bytes_long_afterwards(
    example: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    then = files_of(example.state)
    monkeypatch.setenv("TZ", "America/Lima")

    again = printed_versions(example.plan, example.entries)

    assert again == {1: then}


def test_what_was_printed_does_not_change_when_the_run_goes_on() -> None:
    events = (*HISTORY, printed(1))
    later = (*events, issued("C-2 044 to 060"), printed(2))
    assert printed_versions(PAPER_PLAN, entries_of(*later))[1] == files_of(given(*events, plan=PAPER_PLAN))
    assert set(printed_versions(PAPER_PLAN, entries_of(*later))) == {1, 2}


def test_pages_are_made_only_of_a_printing_of_this_plan() -> None:
    state = fold(start_state(PAPER_PLAN), [])

    with pytest.raises(ValueError, match="no printing"):
        sheets(PAPER_PLAN, state)


def test_a_plan_without_forms_or_contacts_is_printed_all_the_same() -> None:
    state = given(printed(), plan=PLAN)

    assert "paper-forms" not in pages_of(state)
    assert "Organisations" not in pages_of(state)["contact-sheet"].words
    assert SEAL in pages_of(state)["check-sheets"].words


def test_the_whole_hard_copy_is_made_in_under_3_seconds(example: Run) -> None:
    began = time.perf_counter()
    files_of(example.state)

    assert time.perf_counter() - began < 3


def test_a_clock_that_stands_still_is_enough_for_the_seal_and_the_time_on_the_page() -> None:
    assert StillClock("Thu 17:42").now() == a_printed_state().printings[-1].at
