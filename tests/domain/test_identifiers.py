"""What looks as if it could tell who a patient is: shapes that are found, and everyday notes that are not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from tests.examples import PLAN, a_plan

from cutover_tui.domain.identifiers import (
    BIRTH_DATE,
    MAIL,
    NAME,
    NHS_NUMBER,
    POSTCODE,
    TELEPHONE,
    identifiers_in,
    known_of,
    looks_words,
    passes_check,
)
from cutover_tui.domain.plan import Contact
from cutover_tui.ui.dialogs.fields import ContactField

CLEAN = (
    "the lab rings 214",
    "SC-9004 at 17:02",
    "14 of 14 logged off",
    "ref INC0012345678",
    "2026-11-26 18:30 extract",
    "batch 1 to 200, used 180",
    "EPS paused 16:30, NSD-20418",
    "rang 26/11/2026 at 09:14",
    "patient list printed",
    "count 1204 against 1204",
    "C-014 to C-050",
    "Dr on call phoned",
    "call ref 4471 8823",
    "moved to 1 Dec 2026",
    "the patient was told",
    "P1 closed 10.15",
    "R0137 4175 8601 1308 7052",
    "Tue 24/11/26, 3 forms",
    "the patient said the line was engaged",
    "born out of the discussion",
)
DIRTY = (
    ("NHS 943 476 5919", NHS_NUMBER),
    ("943-476-5919", NHS_NUMBER),
    ("9434765919", NHS_NUMBER),
    ("DOB 01/02/2026", BIRTH_DATE),
    ("born 3 March 1961", BIRTH_DATE),
    ("3/4/1972", BIRTH_DATE),
    ("1950-06-01", BIRTH_DATE),
    ("rang Mrs Smith", NAME),
    ("pt Jones upset", NAME),
    ("lives in SW1A 1AA", POSTCODE),
    ("call 07700 900123", TELEPHONE),
    ("call +44 7700 900123", TELEPHONE),
    ("a.person@example.org", MAIL),
)
KNOWN = known_of(PLAN)


@pytest.mark.parametrize("note", CLEAN)
def test_an_everyday_note_is_not_stopped(note: str) -> None:
    assert identifiers_in(note, KNOWN, year=2026) == ()


@pytest.mark.parametrize(("note", "kind"), DIRTY)
def test_what_could_tell_who_a_patient_is_is_found(note: str, kind: str) -> None:
    assert kind in identifiers_in(note, KNOWN, year=2026)


def test_people_of_the_roster_are_no_patients() -> None:
    assert identifiers_in("Dr Rao and Mrs Kay agreed", KNOWN, year=2026) == ()


def test_a_telephone_number_of_the_plan_is_nobodys_private_one() -> None:
    assert KNOWN.numbers
    assert identifiers_in(f"ring {PLAN.bridge_call}", KNOWN, year=2026) == ()


def test_the_practices_own_line_and_its_guardians_are_nobodys_private_ones() -> None:
    plan = replace(PLAN, phone="01632 960 050", guardian="Ros Hart, guardian, 01632 960 060")

    for line in ("01632 960050", "01632 960 060"):
        assert identifiers_in(f"Please ring {line}", known_of(plan), year=2026) == ()
        assert identifiers_in(f"Please ring {line}", KNOWN, year=2026) == (TELEPHONE,)


@for_all(st.integers(0, 999_999_999))
def test_every_number_that_passes_the_check_is_found_in_all_its_spellings(first_nine: int) -> None:
    digits = next((f"{first_nine:09}{last}" for last in range(10) if passes_check(f"{first_nine:09}{last}")), "")
    if not digits:
        return
    for spelt in (digits, f"{digits[:3]} {digits[3:6]} {digits[6:]}", f"{digits[:3]}-{digits[3:6]}-{digits[6:]}"):
        assert NHS_NUMBER in identifiers_in(f"seen {spelt}, rang", year=2026)


@for_all(st.datetimes())
def test_a_time_stamp_is_no_nhs_number(moment: object) -> None:
    assert NHS_NUMBER not in identifiers_in(f"{moment:%Y-%m-%d %H:%M:%S}", year=2026)


@for_all(st.text(max_size=300))
def test_what_is_seen_is_named_and_never_repeated(text: str) -> None:
    for kind in identifiers_in(text, year=2026):
        assert kind in {NHS_NUMBER, BIRTH_DATE, POSTCODE, TELEPHONE, MAIL, NAME}


def test_what_was_seen_is_said_in_a_sentence() -> None:
    assert looks_words((NHS_NUMBER,)) == "This looks like an NHS number."
    assert looks_words((NHS_NUMBER, POSTCODE, NAME)) == (
        "This looks like an NHS number, a postcode and a person's name."
    )


def test_a_line_for_a_contact_expects_what_reaches_somebody() -> None:
    assert {TELEPHONE, MAIL} == ContactField.EXPECTS


def test_the_practices_own_number_its_guardian_and_its_contacts_are_no_patients() -> None:
    contact = Contact(name="Northgate desk", kind="lab", phone="01632 960 777")
    known = known_of(a_plan(phone="01632 960 050", guardian="Ros Hart, ICB, 01632 960 060", contacts=(contact,)))

    for number in ("01632 960 050", "01632 960 060", "01632 960 777"):
        assert identifiers_in(f"ring {number}", known, year=2026) == ()
    assert identifiers_in("ring 01632 960 999", known, year=2026) == ("a telephone number",)
