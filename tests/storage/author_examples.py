"""A small sound set of author's files, for tests to load as it stands or to break in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Broken:
    """One way a file can be broken, and what is said about it."""

    claim: str
    """What is wrong."""
    file: str
    """The file that is broken."""
    old: str | None
    """What stands there when the file is sound; None when the whole file is replaced."""
    new: str
    """What stands there instead."""
    says: tuple[str, ...]
    """Every problem that is told, in order."""


FINAL = """\
checklist: F
name: Final data production
mode: read-do
owner: PM
completion_call: Final data production complete
phases:
  - phase: Switch-off
    tasks:
      - id: lab-off
        title: "Electronic results from {item}: off"
        tier: core
        do:
          - Ask {item} to confirm that its link is off.
        owner: PM
        not_before: FDP-2wd
        due: FDP-1wd
        not_after: FDP
        evidence: [Time off]
        answers:
          question: The link from {item} is
          done: [off]
          not_done: [still on]
        checked_by: [CL]
        second_person: yes
        gate: hard
        repeats_per: lab
        reversed_by: [lab-on]
        source: S4; G20-05
        why: A late result does not move.
      - id: paper-log
        title: "Keep the day's paper together"
        tier: extended
        do: [Put it in the dated folder.]
        owner: CL
        due: DAILY@17:00
        repeats_per: day
        settled_by: [paper-enter]
        weekends: yes
        source: S4
"""

GO_LIVE = """\
checklist: G
name: Go-live
mode: do-confirm
owner: CL
completion_call: Go-live complete
phases:
  - phase: Links
    tasks:
      - id: lab-on
        title: "Electronic results from {item}: on"
        tier: core
        do: [Ask for a test result.]
        owner: PM
        not_before: GL
        due: GL+1wd
        applies_when: resends
        repeats_per: lab
        reverses: [lab-off]
        source: S4
  - phase: Paper
    tasks:
      - id: paper-enter
        title: Enter the paper of cutover
        tier: core
        do: [Start with the oldest folder.]
        owner: CL
        not_before: GL
        due: GL+5wd
        applies_when: [uses-eps, not over-72h]
        needs: [lab-on]
        settles: [paper-log]
        rolls: no
"""

SOUND: Mapping[str, str] = {
    "final.yaml": FINAL,
    "go-live.yaml": GO_LIVE,
    "anchors.yaml": """\
anchors:
  - {code: FDP, name: Final data production, kind: time}
  - {code: CUT, name: Extract taken, kind: time, default: FDP, set_by: PM}
  - {code: GL, name: Go-live, kind: time}
  - {code: HOLD, name: Paused, kind: recorded}
""",
    "roles.yaml": """\
roles:
  - {code: PM, name: Practice manager}
  - {code: CL, name: Clinical lead, note: Usually a GP}
  - {code: OSUP, name: Current supplier, outside: yes}
""",
    "profile.yaml": """\
questions:
  - {id: uses-eps, ask: Does it send prescriptions electronically?, kind: practice}
  - {id: resends, ask: Will the lab send results again?, kind: item, register: lab, not_sure: no}
  - {id: over-72h, ask: Is cutover longer than 72 hours?, kind: day, words: only if it is longer than 72 hours}
""",
    "registers.yaml": """\
registers:
  - {id: lab, name: lab, plural: labs, must_state: yes, questions: [resends]}
  - {id: site, name: site, plural: sites, standard: [Main surgery]}
""",
    "services.yaml": """\
services:
  - id: pathology
    name: Results from the lab
    short_name: PATH
    register: lab
    only: bowel
    normal: Electronic results
    cutover_state: paper
    switched_by: PM
    off_tasks: [lab-off]
    restore_tasks: [lab-on]
    watch: 1
    applies_when: uses-eps
""",
    "reentry.yaml": """\
categories:
  - id: red-slips
    name: Red slips
    counts: New allergies
    holds: Name and detail
    reenter_by: [GL@18:00, GL+1wd]
    closed_by: [CL]
    urgency: 1
    register: site
""",
    "sources.yaml": """\
sources:
  - {code: S4, what: The migration guide}
  - {code: G20-05, what: "Chapter 5"}
""",
}
"""File name to text; nothing in it is wrong and nothing in it could be worded better."""

PRACTICE = """\
practice: Larkfield Surgery
ods_code: Y09999
from_system: EMIS Web
to_system: SystmOne
lead: JB
bridge_call: 01632 960 000
zone: Europe/London
anchors:
  FDP: 2026-11-26 18:30
  GL: 2026-12-01 08:00
  CUT: 2026-11-26
opening_days: [Fri, Mon]
core_hours: 07:30 to 18:00
closures:
  - day: 2026-12-24
    reason: Staff training
profile:
  uses-eps: not sure
registers:
  lab:
    - name: Northgate Pathology
      kind: bowel
      resends: yes
    - Westmoor Radiology
  site: none
none_stated_by: AK
people:
  - initials: JB
    name: Jo Bell
    roles: [PM]
    organisation: Larkfield Surgery
    phone: 01632 960 001
  - initials: AK
    name: Dr Siân O’Neil-Kent
    roles: [CL, OSUP]
    clinician: yes
"""
"""A sound practice file for these checklists."""


def write_files(folder: Path, changed: Mapping[str, str | bytes | None] | None = None) -> Path:
    """Write the sound files into a folder, some of them changed, and give the folder.

    Args:
        folder: Where; it is made.
        changed: File name to its other content; None leaves the file out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {**SOUND, **(changed or {})}.items():
        if text is not None:
            (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def swapped(text: str, old: str, new: str) -> str:
    """Give a text with one place changed; the place must be there exactly once."""
    assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
    return text.replace(old, new)
