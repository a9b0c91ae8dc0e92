"""The shipped messages: filled in with the example practice, counted, and worded as patients and partners need them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.storage.author_examples import SOUND

from cutover_tui.domain.identifiers import identifiers_in, known_of
from cutover_tui.domain.message_plan import STANDARD_KIT, TEXT
from cutover_tui.domain.message_words import ASKED, FROM_PLAN, blanks_in, count_text, facts_for, fill, strange_blanks
from cutover_tui.domain.state import start_state
from cutover_tui.runner.planning import make_plan
from cutover_tui.storage.checklist_files import ChecklistProblems, load_catalogue, shipped_checklists
from cutover_tui.storage.plan_json import plan_from_bytes, plan_to_bytes
from cutover_tui.storage.practice_file import load_practice

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.domain.message_plan import Template

CATALOGUE = load_catalogue(shipped_checklists())
PLAN = make_plan(CATALOGUE, load_practice(shipped_checklists() / "example-practice.yaml", CATALOGUE))
STATE = start_state(PLAN)
TEMPLATES = PLAN.messages.templates
NOT_SAID = re.compile(r"\b(e\.?g|i\.?e|etc|overdue|don't|won't|can't|isn't|failed to|error|whistleblow\w*)\b|!| - |–|—")
EVERY_EVENT = ("staff", "patients", "supplier", "pharmacy", "icb")
"""Whom the record has words for (`records.md` c7)."""

every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.id)


def filled(template: Template, channel: str) -> str:
    """A template with the example practice's facts and an answer for everything that is asked."""
    asked = {name: ("14:30" if name in {"time", "next update", "expected", "by"} else "phone") for name in ASKED}
    return fill(template.words, {**facts_for(STATE, template, channel), **asked})


def test_the_kit_has_the_lists_of_the_record() -> None:
    assert [one.id for one in PLAN.messages.audiences] == [one.id for one in STANDARD_KIT.audiences]
    assert [one.id for one in PLAN.messages.events] == [one.id for one in STANDARD_KIT.events]
    assert {one.id for one in PLAN.messages.events if one.asks_more} == {"delay", "pause"}


@pytest.mark.parametrize("event", [one.id for one in STANDARD_KIT.events])
@pytest.mark.parametrize("audience", [one.id for one in STANDARD_KIT.audiences])
def test_there_are_words_for_every_event_and_audience(event: str, audience: str) -> None:
    assert PLAN.messages.templates_for(event, audience)


@every_template
def test_a_template_filled_with_the_example_practice_has_no_blank_left(template: Template) -> None:
    for channel in template.channels:
        assert blanks_in(filled(template, channel)) == ()
    assert strange_blanks(template.words) == ()
    assert {*blanks_in(template.words)} <= {*FROM_PLAN, *ASKED}


@every_template
def test_the_words_of_a_template_are_taken_for_no_patients(template: Template) -> None:
    for channel in template.channels:
        assert identifiers_in(filled(template, channel), known_of(PLAN), year=2026) == ()


@every_template
def test_a_text_fits_in_one_part_after_filling_in_the_practice_name(template: Template) -> None:
    if TEXT in template.channels:
        counted = count_text(filled(template, TEXT))
        assert counted.places <= 160, f"{counted.words}: {filled(template, TEXT)}"
        assert template.words.startswith("[practice]: ")
        assert "999" in template.words or template.event == "all-clear"


@every_template
def test_public_words_say_dates_and_times_as_patients_read_them(template: Template) -> None:
    public = any(one.public for one in PLAN.messages.audiences if one.id in template.audiences)
    for channel in template.channels:
        words = fill(template.words, facts_for(STATE, template, channel))
        if public and channel != TEXT:
            assert "18:30" not in words
            assert not re.search(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d", words)
        if "[go-live day]" in template.words and channel != TEXT:
            assert "Tuesday 1 December 2026" in words


@every_template
def test_public_notices_keep_the_order_what_changed_what_to_do_another_route_999(template: Template) -> None:
    if "patients" not in template.audiences or TEXT in template.channels:
        return
    words = template.words
    order = [words.find("new computer system" if template.event != "planned" else "computer system"), words.find("111")]
    order.append(words.find("999"))

    assert order == sorted(order)
    assert "999" in template.lines[-1]


@every_template
def test_a_pause_and_a_delay_say_when_and_which_other_route(template: Template) -> None:
    if template.event in {"pause", "delay"} and "media" not in template.audiences and TEXT not in template.channels:
        assert "[meanwhile]" in template.words
        assert "[next update]" in template.words


@every_template
def test_the_words_are_plain(template: Template) -> None:
    for line in template.lines:
        assert not NOT_SAID.search(line), line
        assert not re.search(r"\b(?!(?:ICB|NHS|EPS|PCN)\b)[A-Z]{4,}\b", line), line
        assert all(len(sentence.split()) <= 26 for sentence in re.split(r"[.?:;] ", line)), line


def test_the_same_plan_gives_the_same_bytes_and_comes_back() -> None:
    assert plan_from_bytes(plan_to_bytes(PLAN)) == PLAN
    assert (PLAN.phone, PLAN.guardian.split(",")[0]) == ("01632 960 050", "Ros Hart")
    assert next(one for one in PLAN.messages.audiences if one.id == "pharmacy").items[0] == "Larkfield Pharmacy"


# -- what an author gets wrong is said with its line

MESSAGES = """\
audiences:
  - {id: staff, name: Staff}
channels:
  - {id: phone, name: Phone}
events:
  - id: pause
    name: Pause
    since: HOLD
    tell:
      - {audience: staff, by: 30min}
templates:
  - id: pause-staff
    event: pause
    audiences: [staff]
    channels: [phone]
    words:
      - "Stop using [new system]."
rhythm:
  sitrep_minutes: 60
  huddles_on_the_day: [08:15, 13:00]
  huddle: 08:15
  huddle_days: 14
"""


def said(tmp_path: Path, old: str, new: str) -> list[str]:
    """What is said about the small set of files with one thing in its messages changed."""
    assert old in MESSAGES
    for name, text in {**SOUND, "messages.yaml": MESSAGES.replace(old, new)}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    try:
        load_catalogue(tmp_path)
    except ChecklistProblems as problems:
        return [f"{problem}".rpartition("messages.yaml:")[2] for problem in problems.problems]
    return []


def test_a_sound_messages_file_is_taken(tmp_path: Path) -> None:
    assert said(tmp_path, "30min", "HOLD+1h") == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[new system]", "[new sistem]", "17: template 'pause-staff': 'words', entry 1, holds [new sistem], which"),
        ("[new system]", "bit.ly/x", "17: template 'pause-staff': 'words', entry 1, holds a shortened link. Spell"),
        ("audience: staff", "audience: cats", "10: event 'pause': audience 'cats' under 'tell' is not known."),
        ("by: 30min", "by: HOLT+1h", "10: event 'pause': anchor 'HOLT' under 'by' is not known. Did you mean 'HOLD'?"),
        ("by: 30min", "by: soon", "10: event 'pause': 'by' is not understood."),
        ("    since: HOLD\n", "", "9: event 'pause': 'by' is 30min, and nothing says when the event begins. Add"),
        ("event: pause\n", "event: paws\n", "13: template 'pause-staff': event 'paws' under 'event' is not known."),
        ("channels: [phone]", "channels: [owl]", "15: template 'pause-staff': channel 'owl' under 'channels' is not"),
        ("huddle: 08:15", "huddle: 8", "21: 'huddle' is '8'. Write a local time of day, such as 08:15."),
        ("sitrep_minutes: 60", "sitrep_minutes: 5", "19: 'sitrep_minutes' is 5. Write 10 or more."),
        (
            "by: 30min}\n",
            "by: 30min}\n      - {audience: staff, by: 40min}\n",
            "11: event 'pause': audience 'staff' stands twice under 'tell'. Keep one.",
        ),
    ],
)
def test_a_slip_in_a_messages_file_is_said_with_its_line(tmp_path: Path, old: str, new: str, words: str) -> None:
    problems = said(tmp_path, old, new)

    assert len(problems) == 1
    assert problems[0].startswith(words)
