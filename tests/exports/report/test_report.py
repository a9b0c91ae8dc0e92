"""The report: what its page 1 says, where names stand, how it is worded, and that it is the same every time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.exports.bundles import kept_context

from cutover_tui.domain.concerns import Batch, ConcernsAnswered
from cutover_tui.domain.gate_plan import LEAD
from cutover_tui.exports.context import Copy
from cutover_tui.exports.report.document import Said, Section, parts
from cutover_tui.exports.report.report import all_words, report_of
from cutover_tui.exports.report.report_part import ICB_PAGE, REPORT, SIGN_OFF, TEXT, report_files
from cutover_tui.exports.report.text import WIDTH, said_in, width_of
from cutover_tui.runner.verification import Check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.exports.context import Context
    from cutover_tui.exports.report.document import Document

NOT_OURS = re.compile(
    r"\b(?:mistakes?|failures?|failed|late by|overdue|forgot|forgotten|ignored|should have|override|overridden|breach|"
    r"non-compliant|violations?|false alarm|user error|root cause|whistleblow\w*|tamper\w*|legally admissible|eg|ie|"
    r"etc|don't|can't|isn't|won't)\b|(?<!\[)!|DCB\d+ compliant",
    re.IGNORECASE,
)
"""Words the report's own text has no use for (`records.md` d2, d3 and f)."""


def our_words(section: Section) -> Iterator[str]:
    """Everything in a section that nobody typed, its heading first."""
    yield section.heading
    for block in section.blocks:
        for words in all_words(block):
            yield from (part for part in parts(words) if isinstance(part, str))


def section_told(number: str, context: Context) -> str:
    """The words of one section."""
    found = next(section for section in report_of(context).sections if section.number == number)
    return " ".join(said_in(words) for block in found.blocks for words in all_words(block))


def led_by(context: Context, lead: str) -> Context:
    """The same run, led by somebody from now on."""
    people = {
        initials: replace(
            person, roles=(*(role for role in person.roles if role != LEAD), *((LEAD,) if initials == lead else ()))
        )
        for initials, person in context.state.people.items()
    }
    return replace(context, state=replace(context.state, people=people))


def document(copy: Copy = Copy.FULL) -> Document:
    return report_of(kept_context(copy))


def test_the_sections_stand_in_the_order_of_the_specification() -> None:
    numbers = [section.number for section in document().sections]

    assert numbers == [*map(str, range(1, 19)), "Annex A", "Annex B", "Annex C"]


@pytest.mark.parametrize(
    ("copy", "files"),
    [
        (Copy.FULL, {REPORT, TEXT, ICB_PAGE, SIGN_OFF}),
        (Copy.ICB, {REPORT, TEXT, ICB_PAGE}),
        (Copy.SUPPLIER, {REPORT, TEXT}),
        (Copy.LEARNING, {REPORT, TEXT}),
    ],
)
def test_each_copy_holds_its_files(copy: Copy, files: set[str]) -> None:
    assert set(report_files(kept_context(copy))) == files


@pytest.mark.parametrize("copy", Copy)
def test_no_line_of_the_text_twin_is_over_78_columns(copy: Copy) -> None:
    text = report_files(kept_context(copy))[TEXT].decode()

    assert max(width_of(line) for line in text.splitlines()) <= WIDTH


def names_of(context: Context) -> re.Pattern[str]:
    names = {name for person in context.state.people.values() for name in (person.name, person.name.split()[-1])}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def test_names_stand_in_sections_2_and_18_alone_and_in_quoted_words_that_are_listed() -> None:
    context = kept_context()
    names = names_of(context)

    found = report_of(context)

    for section in found.sections:
        if section.number not in {"2", "18"}:
            assert not [words for words in our_words(section) if names.search(words)], section.heading
    assert any(names.search(words) for words in our_words(found.sections[1]))
    quoting = [
        section.heading
        for section in found.sections
        if section.number not in {"2", "18"}
        and any(
            names.search(part.words)
            for block in section.blocks
            for words in all_words(block)
            for part in parts(words)
            if isinstance(part, Said)
        )
    ]
    statement = next(section for section in found.sections if section.number == "17")
    said = " ".join(our_words(statement))
    assert all(heading in said for heading in quoting)


@pytest.mark.parametrize("copy", [Copy.ICB, Copy.SUPPLIER, Copy.LEARNING])
def test_no_name_stands_anywhere_in_a_copy_without_names(copy: Copy) -> None:
    context = kept_context(copy)
    names = names_of(context)

    files = report_files(context)

    assert [(path, found) for path, data in files.items() if (found := names.findall(data.decode()))] == []


def test_the_learning_copy_names_neither_practice_nor_date() -> None:
    text = report_files(kept_context(Copy.LEARNING))[TEXT].decode()

    assert "Example Surgery" not in text
    assert "Y09999" not in text
    assert "2026" not in text.replace("2026. The clinical", "")


@pytest.mark.parametrize("copy", Copy)
def test_our_own_words_blame_nobody_and_claim_nothing(copy: Copy) -> None:
    plan = {task.title for task in kept_context(copy).plan.tasks}
    found = [
        words
        for section in document(copy).sections
        for words in our_words(section)
        if words not in plan and NOT_OURS.search(words)
    ]

    assert found == []


def first_page(copy: Copy) -> str:
    words = [piece for block in document(copy).sections[0].blocks for piece in all_words(block)]
    return " ".join(said_in(piece) for piece in words)


def test_page_1_answers_what_a_new_reader_asks_first() -> None:
    said = first_page(Copy.FULL)

    assert "We have not gone live on SystmOne." in said
    assert "by the Clinical lead and the Practice manager. Why: 6 of 7 points of the restart list were met" in said
    assert "Still open: 2 issues and" in said
    assert "Changed afterwards: 3 entries were corrected" in said


def test_a_copy_says_nothing_about_what_it_does_not_hold() -> None:
    said = first_page(Copy.SUPPLIER)

    assert "pause" not in said
    assert "section 1" not in said
    assert "Gates" not in said


def test_page_1_says_loudly_that_a_record_did_not_pass_and_where_it_stops() -> None:
    context = kept_context()
    broken = replace(
        context.verification,
        checks=(Check("Records", passed=False, words="record 9, at byte 4,321: it is not the next one."),),
        first_bad_seq=9,
        byte_offset=4321,
        records=9,
    )

    text = report_files(replace(context, verification=broken))[TEXT].decode()

    first_page = text[: text.index("2. People and roles")]
    assert "THIS RECORD DID NOT PASS ITS CHECK" in first_page
    assert "FAIL at entry 9. Entries 0 to 8 are sound." in first_page
    assert "Record 9, at byte 4,321: it is not the next one." in first_page


def test_page_1_says_that_it_is_a_rehearsal_and_interim() -> None:
    found = document()

    lines = [said_in(line) for mark in found.marks for line in mark.lines]
    assert [line.split(".")[0] for line in lines] == ["REHEARSAL", "INTERIM"]
    assert found.watermark == "REHEARSAL"


def test_the_integrity_statement_says_how_people_were_told_apart() -> None:
    statement = next(section for section in document().sections if section.number == "17")

    said = " ".join(our_words(statement))

    assert "It cannot show who was at the keyboard: the program asks for initials." in said
    assert "16-digit seal" in said


def test_section_2_says_who_leads_the_cutover_by_the_plan_and_now() -> None:
    context = kept_context()
    lead = context.plan.lead
    other = next(person for person in context.state.people.values() if person.initials != lead)
    named = f"{context.state.people[lead].name} ({lead})"

    as_planned, handed_over = (section_told("2", led_by(context, initials)) for initials in (lead, other.initials))

    assert as_planned.endswith(f"Cutover lead: {named}.")
    assert handed_over.endswith(
        f"Cutover lead: {named} by the plan, {other.name} ({other.initials}) at the time of this report."
    )


def test_the_same_log_and_plan_give_the_same_report() -> None:
    assert report_files(kept_context()) == report_files(kept_context())


def with_concerns(*batches: Batch) -> Context:
    context = kept_context()
    return replace(context, state=replace(context.state, concerns=batches))


def a_batch(count: int, *areas: str, action_taken: str = "") -> Batch:
    noon = datetime(2026, 11, 26, 12, tzinfo=UTC)
    answers = tuple(
        ConcernsAnswered(
            by="JB",
            recorder="JB",
            at=noon,
            area=area,
            batch=3,
            feedback_given="at the huddle",
            action_taken=action_taken,
        )
        for area in areas
        if action_taken
    )
    return Batch(seq=3, count=count, areas=areas, urgent=(), since=noon, until=noon, fingerprints=(), answers=answers)


def test_a_few_concerns_are_told_in_words_with_what_was_done_and_no_breakdown() -> None:
    said = section_told("12", with_concerns(a_batch(2, "phones", action_taken="a second line")))

    assert "Two concerns came by the speak-up route. So few are not broken down." in said
    assert '"a second line"' in said
    assert "phones" not in said


def test_many_concerns_are_told_with_what_they_were_about_and_that_an_answer_is_to_come() -> None:
    said = section_told("12", with_concerns(a_batch(4, "phones"), a_batch(3, "results")))

    assert "7 concerns came by the speak-up route, about: phones; results." in said
    assert "An answer is still to come on some of it." in said


def test_what_helped_is_what_the_huddles_said_goes_well() -> None:
    found = next(section for section in document().sections if section.number == "11")

    said = " ".join(said_in(words) for block in found.blocks for words in all_words(block))
    assert '"=the phones"' in said
