"""A practice file loads into plain facts, and every slip in it is told in exact words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from tests.storage.author_examples import PRACTICE, swapped, write_files

from cutover_tui.domain.plan import Person
from cutover_tui.storage.checklist_files import load_catalogue, shipped_checklists
from cutover_tui.storage.checklist_problems import ChecklistProblems
from cutover_tui.storage.practice_file import PlannedMoment, RegisterItem, load_practice

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.storage.practice_file import PracticeFile


@dataclass(frozen=True)
class Slip:
    """One way a practice file can be wrong, and what is said about it."""

    claim: str
    old: str
    """What stands there when the file is sound."""
    new: str
    """What stands there instead."""
    says: tuple[str, ...]
    """Every problem that is told, without the name of the file."""


SLIPS = (
    Slip(
        "an unknown key",
        "from_system: EMIS Web",
        "form_system: EMIS Web",
        (
            "1: key 'from_system' is missing. Add it: the clinical system it leaves.",
            "3: key 'form_system' is not known. Did you mean 'from_system'?",
        ),
    ),
    Slip(
        "a missing ODS code",
        "ods_code: Y09999\n",
        "",
        ("1: key 'ods_code' is missing. Add it: its ODS code, such as Y09999.",),
    ),
    Slip(
        "an ODS code of the wrong shape",
        "Y09999",
        "Y 9999",
        ("2: 'ods_code' is 'Y 9999'. Write the practice's ODS code, such as Y09999.",),
    ),
    Slip(
        "no people",
        "people:",
        "poeple:",
        (
            "1: key 'people' is missing. Add it: the people who take part.",
            "28: key 'poeple' is not known. Did you mean 'people'?",
        ),
    ),
    Slip(
        "an unknown role",
        "roles: [PM]",
        "roles: [PMM]",
        ("30: person 'JB': role 'PMM' is not known. Did you mean 'PM'?",),
    ),
    Slip(
        "a person without roles",
        "roles: [PM]",
        "roles: []",
        ("30: person 'JB': 'roles' has no entries. Write at least one.",),
    ),
    Slip(
        "initials in small letters",
        "- initials: JB",
        "- initials: jb",
        (
            "5: 'lead' is 'JB', and nobody under 'people' has these initials. Did you mean 'jb'?",
            "28: person 'jb': 'initials' is 'jb'. Write 2 to 4 capital letters, such as JB.",
        ),
    ),
    Slip(
        "initials that are there twice",
        "- initials: AK",
        "- initials: JB",
        (
            "26: 'none_stated_by' is 'AK', and nobody under 'people' has these initials. Known initials: JB.",
            "33: initials 'JB' stand there already, on line 28. Give one of the two other initials.",
        ),
    ),
    Slip(
        "a lead who is nobody",
        "lead: JB",
        "lead: JX",
        ("5: 'lead' is 'JX', and nobody under 'people' has these initials. Known initials: AK, JB.",),
    ),
    Slip(
        "a name with a letter of another script",
        "Jo Bell",
        "Jo Вell",
        ("29: name 'Jo Вell' has 'В' (cyrillic capital letter ve). Use Latin letters, spaces, ' - and . only.",),
    ),
    Slip(
        "a name with a digit",
        "Jo Bell",
        "Jo Bell 2",
        ("29: name 'Jo Bell 2' has '2' (digit two). Use Latin letters, spaces, ' - and . only.",),
    ),
    Slip(
        "a name with a sign",
        "Jo Bell",
        "Jo Bell (locum)",
        ("29: name 'Jo Bell (locum)' has '(' (left parenthesis). Use Latin letters, spaces, ' - and . only.",),
    ),
    Slip(
        "two names that look alike",
        "Jo Bell",
        "dr Sian O'Neil-Kent",
        (
            (
                "34: name 'Dr Siân O’Neil-Kent' looks like 'dr Sian O'Neil-Kent' on line 29. Add something that "
                "tells the two apart."
            ),
        ),
    ),
    Slip(
        "a clinician who is true",
        "clinician: yes",
        "clinician: true",
        ("36: person 'AK': 'clinician' is 'true'. Write yes or no.",),
    ),
    Slip(
        "an unknown anchor",
        "  CUT: 2026-11-26\n",
        "  CUTT: 2026-11-26\n",
        ("11: anchor 'CUTT' is not known. Did you mean 'CUT'?",),
    ),
    Slip(
        "no final data production",
        "  FDP: 2026-11-26 18:30\n",
        "",
        ("8: anchor 'FDP' is missing. Add its date and time, as FDP: 2026-11-26 18:30.",),
    ),
    Slip(
        "no go-live",
        "  GL: 2026-12-01 08:00\n",
        "",
        ("8: anchor 'GL' is missing. Add its date and time, as GL: 2026-11-26 18:30.",),
    ),
    Slip(
        "no anchors",
        "anchors:\n  FDP: 2026-11-26 18:30\n  GL: 2026-12-01 08:00\n  CUT: 2026-11-26\n",
        "",
        (
            (
                "1: key 'anchors' is missing. Add it: the dates: FDP and GL with a time of day, others as agreed, "
                "such as FDP: 2026-11-26 18:30."
            ),
        ),
    ),
    Slip(
        "anchors that are a list",
        "anchors:\n  FDP: 2026-11-26 18:30\n  GL: 2026-12-01 08:00\n  CUT: 2026-11-26\n",
        "anchors: [FDP, GL]\n",
        ("8: 'anchors' is a list. Write a map of 'key: text' lines.",),
    ),
    Slip(
        "an anchor that only happens",
        "  CUT: 2026-11-26\n",
        "  HOLD: 2026-11-26\n",
        ("11: anchor 'HOLD' has no planned time: it is recorded when it happens. Take it out.",),
    ),
    Slip(
        "a date in another order",
        "FDP: 2026-11-26 18:30",
        "FDP: 26/11/2026 18:30",
        (
            (
                "9: anchor 'FDP' is '26/11/2026 18:30'. Write a date of this century as 2026-11-26, with a time as "
                "2026-11-26 18:30."
            ),
        ),
    ),
    Slip(
        "a date that does not exist",
        "FDP: 2026-11-26 18:30",
        "FDP: 2026-11-31 18:30",
        (
            (
                "9: anchor 'FDP' is '2026-11-31 18:30'. Write a date of this century as 2026-11-26, with a time as "
                "2026-11-26 18:30."
            ),
        ),
    ),
    Slip(
        "a year that is a slip",
        "FDP: 2026-11-26 18:30",
        "FDP: 0226-11-26 18:30",
        (
            (
                "9: anchor 'FDP' is '0226-11-26 18:30'. Write a date of this century as 2026-11-26, with a time as "
                "2026-11-26 18:30."
            ),
        ),
    ),
    Slip(
        "a date without a value",
        "FDP: 2026-11-26 18:30",
        "FDP:",
        ("9: anchor 'FDP' is empty. Write it, or take it out.",),
    ),
    Slip(
        "go-live without a time",
        "GL: 2026-12-01 08:00",
        "GL: 2026-12-01",
        ("10: anchor 'GL' has a date and no time. Add the time, as GL: 2026-12-01 18:30.",),
    ),
    Slip(
        "go-live before the extract",
        "GL: 2026-12-01 08:00",
        "GL: 2026-11-26 08:00",
        ("10: anchor 'GL' is not later than FDP. Go-live comes after the final extract.",),
    ),
    Slip(
        "a time the clocks skip",
        "GL: 2026-12-01 08:00",
        "GL: 2027-03-28 01:30",
        ("10: anchor 'GL' is at a time the clocks skip that night. Write a time after the change.",),
    ),
    Slip(
        "an unknown zone",
        "zone: Europe/London",
        "zone: Europe/Londn",
        ("7: zone 'Europe/Londn' is not known. Write one such as Europe/London.",),
    ),
    Slip(
        "a zone that climbs out",
        "zone: Europe/London",
        "zone: ../../etc",
        ("7: zone '../../etc' is not known. Write one such as Europe/London.",),
    ),
    Slip(
        "an unknown day",
        "[Fri, Mon]",
        "[Friday, Mon]",
        ("12: 'opening_days', entry 1, is 'Friday'. Write Mon, Tue, Wed, Thu, Fri, Sat or Sun.",),
    ),
    Slip("a day that is there twice", "[Fri, Mon]", "[Mon, Mon]", ("12: 'Mon' stands twice under 'opening_days'.",)),
    Slip(
        "no opening days",
        "[Fri, Mon]",
        "[]",
        ("12: 'opening_days' has no entries. Write at least one, or take it out.",),
    ),
    Slip(
        "core hours the wrong way round",
        "07:30 to 18:00",
        "18:00 to 07:30",
        ("13: 'core_hours' is '18:00 to 07:30'. Write two times of day, the earlier first, as 08:00 to 18:30.",),
    ),
    Slip(
        "core hours of another shape",
        "07:30 to 18:00",
        "7:30-18:00",
        ("13: 'core_hours' is '7:30-18:00'. Write two times of day, the earlier first, as 08:00 to 18:30.",),
    ),
    Slip(
        "a closure that is no date",
        "day: 2026-12-24",
        "day: Christmas Eve",
        ("15: closure 'Christmas Eve': 'day' is 'Christmas Eve'. Write a date of this century as 2026-11-26.",),
    ),
    Slip(
        "a closure with a time",
        "day: 2026-12-24",
        "day: 2026-12-24 12:00",
        ("15: closure '2026-12-24 12:00': 'day' is '2026-12-24 12:00'. Write a date of this century as 2026-11-26.",),
    ),
    Slip(
        "a closure that is there twice",
        "    reason: Staff training\n",
        "    reason: Staff training\n  - day: 2026-12-24\n    reason: Again\n",
        ("17: closure '2026-12-24' is there already, on line 15. Keep one.",),
    ),
    Slip(
        "a closure without a reason",
        "    reason: Staff training\n",
        "",
        ("15: closure '2026-12-24': key 'reason' is missing. Add it: why it is closed.",),
    ),
    Slip(
        "an unknown question",
        "uses-eps: not sure",
        "uses-esp: not sure",
        ("18: question 'uses-esp' is not known. Did you mean 'uses-eps'?",),
    ),
    Slip(
        "an answer that is none",
        "uses-eps: not sure",
        "uses-eps: maybe",
        ("18: 'uses-eps' is 'maybe'. Write yes, no or not sure.",),
    ),
    Slip(
        "a question of items under profile",
        "uses-eps: not sure",
        "resends: yes",
        ("18: question 'resends' is answered for each lab. Write it beside the names under 'registers'.",),
    ),
    Slip(
        "a question of the day",
        "uses-eps: not sure",
        "over-72h: yes",
        ("18: question 'over-72h' is answered on the day. Take it out.",),
    ),
    Slip(
        "an unknown register",
        "  site: none",
        "  sites: none",
        ("25: register 'sites' is not known. Did you mean 'site'?",),
    ),
    Slip(
        "a register that must be stated",
        "  lab:\n    - name: Northgate Pathology\n      kind: bowel\n      resends: yes\n    - Westmoor Radiology\n",
        "",
        ("19: register 'lab' is not stated. List the labs, or write none.",),
    ),
    Slip(
        "no registers",
        (
            "registers:\n  lab:\n    - name: Northgate Pathology\n      kind: bowel\n      resends: yes\n    - "
            "Westmoor Radiology\n  site: none\n"
        ),
        "",
        ("1: register 'lab' is not stated. List the labs, or write none.",),
    ),
    Slip(
        "none without anybody who states it",
        "none_stated_by: AK\n",
        "",
        ("25: register 'site' is none, and nobody states it. Add 'none_stated_by: ' and initials.",),
    ),
    Slip(
        "none stated by nobody known",
        "none_stated_by: AK",
        "none_stated_by: AX",
        ("26: 'none_stated_by' is 'AX', and nobody under 'people' has these initials. Known initials: AK, JB.",),
    ),
    Slip(
        "a register with one name",
        "  site: none",
        "  site: Main surgery",
        ("25: register 'site' is 'Main surgery'. Write a list, such as [Main surgery], or the word none.",),
    ),
    Slip(
        "an empty register",
        "  site: none",
        "  site: []",
        ("25: register 'site' is empty. Write its items, or the word none.",),
    ),
    Slip(
        "a register without a value",
        "  site: none",
        "  site:",
        ("25: register 'site' is empty. Write it, or take it out.",),
    ),
    Slip(
        "an item that is there twice",
        "    - Westmoor Radiology",
        "    - northgate  PATHOLOGY",
        ("24: lab 'northgate  PATHOLOGY' is there already, on line 21. Keep one of them, or tell them apart.",),
    ),
    Slip(
        "an item without a name",
        "    - name: Northgate Pathology\n      kind: bowel\n",
        "    - kind: bowel\n",
        (
            (
                "21: register 'lab': key 'name' is missing. Add it: what it is called, as it appears in the titles "
                "of tasks."
            ),
        ),
    ),
    Slip(
        "an item with a name that is too long",
        "Westmoor Radiology",
        "Westmoor Radiology Westmoor Radiology Westmoor Radiology Westmoor Radiology ",
        ("24: register 'lab': 'name' is 75 characters long; 60 is the most. Shorten it.",),
    ),
    Slip(
        "an unknown question of an item",
        "resends: yes",
        "resend: yes",
        ("23: lab 'Northgate Pathology': key 'resend' is not known. Did you mean 'resends'?",),
    ),
    Slip(
        "an answer of an item that is none",
        "resends: yes",
        "resends: maybe",
        ("23: lab 'Northgate Pathology': 'resends' is 'maybe'. Write yes, no or not sure.",),
    ),
    Slip(
        "an answer of an item that is a list",
        "resends: yes",
        "resends: [yes]",
        ("23: lab 'Northgate Pathology': 'resends' is a list or a map. Write yes, no or not sure.",),
    ),
    Slip(
        "a kind that is nearly right",
        "kind: bowel",
        "kind: Bowell",
        ("22: lab 'Northgate Pathology': kind 'Bowell' is not known. Did you mean 'bowel'?",),
    ),
)


def _load(text: str, folder: Path) -> PracticeFile:
    path = folder / "practice.yaml"
    path.write_text(text, encoding="utf-8")
    return load_practice(path, load_catalogue(write_files(folder / "mine")))


def _said(text: str, folder: Path) -> tuple[str, ...]:
    with pytest.raises(ChecklistProblems) as raised:
        _load(text, folder)
    return tuple(str(problem).removeprefix("practice.yaml:") for problem in raised.value.problems)


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.claim)
def test_a_slip_in_a_practice_file_is_told_in_these_words(
    slip: Slip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert _said(swapped(PRACTICE, slip.old, slip.new), tmp_path) == slip.says


def test_a_sound_practice_file_gives_its_facts(tmp_path: Path) -> None:
    facts = _load(PRACTICE, tmp_path)

    assert (facts.practice, facts.ods_code) == ("Larkfield Surgery", "Y09999")
    assert (facts.from_system, facts.to_system) == ("EMIS Web", "SystmOne")
    assert (facts.lead, facts.bridge_call, facts.zone) == ("JB", "01632 960 000", "Europe/London")
    assert facts.anchors == {
        "FDP": PlannedMoment(day=date(2026, 11, 26), at=time(18, 30)),
        "GL": PlannedMoment(day=date(2026, 12, 1), at=time(8, 0)),
        "CUT": PlannedMoment(day=date(2026, 11, 26)),
    }
    assert facts.opening_days == (0, 4)
    assert (facts.day_starts, facts.day_ends) == (time(7, 30), time(18, 0))
    assert facts.closures == {"2026-12-24": "Staff training"}
    assert facts.profile == {"uses-eps": "not sure"}
    assert facts.registers == {
        "lab": (
            RegisterItem(name="Northgate Pathology", kind="bowel", answers={"resends": "yes"}),
            RegisterItem(name="Westmoor Radiology", answers={}),
        ),
        "site": (),
    }
    assert facts.none_stated_by == "AK"
    assert facts.people == (
        Person(
            initials="JB",
            name="Jo Bell",
            roles=("PM",),
            organisation="Larkfield Surgery",
            phone="01632 960 001",
        ),
        Person(initials="AK", name="Dr Siân O’Neil-Kent", roles=("CL", "OSUP"), clinician=True),
    )


def test_what_may_be_left_out_has_its_usual_value(tmp_path: Path) -> None:
    text = """\
practice: Larkfield Surgery
ods_code: Y09999
from_system: EMIS Web
to_system: SystmOne
lead: JB
anchors: {FDP: 2026-11-26 18:30, GL: 2026-12-01 08:00}
registers: {lab: [Northgate Pathology]}
people:
  - {initials: JB, name: Jo Bell, roles: [PM]}
"""

    facts = _load(text, tmp_path)

    assert (facts.bridge_call, facts.zone, facts.none_stated_by) == ("", "Europe/London", "")
    assert (facts.opening_days, facts.day_starts, facts.day_ends) == ((0, 1, 2, 3, 4), time(8, 0), time(18, 30))
    assert (facts.closures, facts.profile) == ({}, {})


def test_every_slip_of_a_file_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = swapped(PRACTICE, "Y09999", "Y!")
    text = swapped(text, "roles: [PM]", "roles: [PN]")
    text = swapped(text, "day: 2026-12-24", "day: 24.12.")
    text = swapped(text, "zone: Europe/London", "zone: Mars\nzone: Venus")

    assert _said(text, tmp_path) == (
        "2: 'ods_code' is 'Y!'. Write the practice's ODS code, such as Y09999.",
        "7: zone 'Mars' is not known. Write one such as Europe/London.",
        "8: key 'zone' stands twice, on lines 7 and 8. Keep one of them.",
        "16: closure '24.12.': 'day' is '24.12.'. Write a date of this century as 2026-11-26.",
        "31: person 'JB': role 'PN' is not known. Known roles: CL, OSUP, PM.",
    )


def test_a_time_that_comes_twice_in_autumn_is_taken(tmp_path: Path) -> None:
    facts = _load(swapped(PRACTICE, "GL: 2026-12-01 08:00", "GL: 2027-10-31 01:30"), tmp_path)

    assert facts.anchors["GL"] == PlannedMoment(day=date(2027, 10, 31), at=time(1, 30))


def test_a_zone_that_is_not_known_leaves_the_clock_change_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = swapped(PRACTICE, "GL: 2026-12-01 08:00", "GL: 2027-03-28 01:30")

    assert _said(swapped(text, "zone: Europe/London", "zone: Mars"), tmp_path) == (
        "7: zone 'Mars' is not known. Write one such as Europe/London.",
    )


def test_a_checklist_is_not_a_practice_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert _said("roles:\n  - {code: PM, name: Practice manager}\n", tmp_path) == (
        "1: this is not a practice file. Begin it with 'practice: ' and the practice's name.",
    )


def test_a_practice_file_that_cannot_be_read_says_only_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert _said("", tmp_path) == (" this file is empty. Write it, or take it out of the folder.",)


def test_the_shipped_example_loads() -> None:
    shipped = shipped_checklists()

    assert load_practice(shipped / "example-practice.yaml", load_catalogue(shipped)).practice
