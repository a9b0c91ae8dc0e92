"""What the file of gates may not say, word for word, and what the shipped one says (`records.md` c1, c5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cutover_tui.domain.gate_plan import LEAD, MOST_TWO_PERSON
from cutover_tui.storage.checklist_files import load_catalogue, open_folder, shipped_checklists

if TYPE_CHECKING:
    from pathlib import Path

GATES = """gates:
  - id: go
    title: Ready
    short_name: READY
    kind: hard
    when: GL-1wd@16:00
    question: Are we ready to go live?
    stations: [REC, CL, LEAD]
    decided_by: [CL or CSO, PM]
    clinician: yes
    suppliers: [NSUP]
    guards: GL
    checklist: G
    task: go-nogo-live
    criteria:
      - criterion: "Results: 0"
        evidence: Results left
        two_people: yes
        reads: Results not reviewed
"""


def problems(tmp_path: Path, text: str) -> list[str]:
    """What is wrong with a file of gates beside the shipped files."""
    for path in shipped_checklists().glob("*.yaml"):
        if path.stem not in {"gates", "example-practice"}:
            (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "gates.yaml").write_text(text, encoding="utf-8")
    return [str(problem).removeprefix(f"{tmp_path}/") for problem in open_folder(tmp_path).problems]


def test_a_sound_file_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, GATES) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "stations: [REC, CL, LEAD]",
            "stations: [REC, CX, LEAD]",
            "gates.yaml:8: gate 'go': role 'CX' under 'stations' is not known.",
        ),
        (
            "CL or CSO, PM]",
            "CL or CSX, PM]",
            "gates.yaml:9: gate 'go': role 'CSX' under 'decided_by' is not known.",
        ),
        (
            "[REC, CL, LEAD]",
            "[REC, NSUP, LEAD]",
            (
                "gates.yaml:8: gate 'go': NSUP belongs to another organisation, so it states facts and does not vote. "
                "Take it out of 'stations'; suppliers stand under 'suppliers'."
            ),
        ),
        (
            "[REC, CL, LEAD]",
            "[REC, CL, REC]",
            "gates.yaml:8: gate 'go': REC is under 'stations' twice. Nobody answers twice.",
        ),
        (
            "[CL or CSO, PM]",
            "[CL, CL]",
            "gates.yaml:9: gate 'go': 'decided_by' has CL twice. Name two different roles.",
        ),
        (
            "        reads: Results not reviewed\n",
            "",
            (
                "gates.yaml:16: gate 'go': criterion 'Results: 0' is looked at by two people. Say under 'reads' what "
                "each reads."
            ),
        ),
        (
            "        two_people: yes\n",
            "",
            "gates.yaml:18: gate 'go': criterion 'Results: 0' has 'reads' and one person looks. Add two_people: yes.",
        ),
        (
            "Are we ready to go live?",
            "We are ready to go live",
            (
                "gates.yaml:7: gate 'go': 'question' is 'We are ready to go live'. Write a question of 10 characters "
                "or more that ends in a question mark."
            ),
        ),
        ("task: go-nogo-live", "task: go-nogo", "gates.yaml:14: gate 'go': task 'go-nogo' under 'task' is not known."),
        ("guards: GL", "guards: GLL", "gates.yaml:12: gate 'go': anchor 'GLL' under 'guards' is not known."),
        ("when: GL-1wd", "when: GX-1wd", "gates.yaml:6: gate 'go': anchor 'GX' under 'when' is not known."),
        (
            "CL or CSO, PM]",
            "CL and CSO, PM]",
            (
                "gates.yaml:9: gate 'go': 'decided_by', entry 1, is 'CL and CSO'. Write the code of a role, or a "
                "choice such as CL or CSO."
            ),
        ),
        ("kind: hard", "kind: loud", "gates.yaml:5: gate 'go': 'kind' is 'loud'. Write hard or soft."),
    ],
)
def test_a_slip_is_told_in_these_words(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in GATES
    told = problems(tmp_path, GATES.replace(old, new, 1))

    assert any(line.startswith(words) for line in told), told


def test_more_than_five_criteria_for_two_people_are_refused(tmp_path: Path) -> None:
    one = GATES[GATES.index("      - criterion") :]
    text = GATES + "".join(one.replace("Results: 0", f"Results {place}: 0") for place in range(5))
    told = problems(tmp_path, text)

    assert told == [
        (
            "gates.yaml:38: gate 'go': criterion 'Results 4: 0' is one too many for two people: 5 in all gates is "
            "the most, so that each is really read twice."
        )
    ]


# The shipped file


def test_the_shipped_gates_ask_what_the_records_say() -> None:
    gates = {gate.id: gate for gate in load_catalogue(shipped_checklists()).gates}

    assert list(gates) == ["extract", "logged-off", "data-sign-off", "go-live", "restart", "close"]
    assert {name for name, gate in gates.items() if gate.kind == "hard"} == {
        "logged-off",
        "go-live",
        "restart",
        "close",
    }
    assert all(gate.question.endswith("?") for gate in gates.values())
    assert gates["go-live"].needs == ("data-sign-off",)


def test_who_decides_is_the_table_of_the_records() -> None:
    gates = {gate.id: gate for gate in load_catalogue(shipped_checklists()).gates}

    assert gates["logged-off"].decided_by == (LEAD, "CL or CSO")
    assert gates["data-sign-off"].decided_by[0] == "CL"
    assert gates["go-live"].decided_by == ("CL", "PM")
    assert gates["restart"].decided_by == ("CL or CSO", "PM or LEAD")
    assert gates["close"].decided_by == (LEAD, "CL")
    assert all(gate.clinician for gate in gates.values())


def test_the_chair_answers_last_and_the_shipped_gates_keep_to_five_for_two_people() -> None:
    gates = load_catalogue(shipped_checklists()).gates

    assert all(gate.stations[-1] in {LEAD, "CL"} for gate in gates)
    assert sum(one.two_people for gate in gates for one in gate.criteria) == MOST_TWO_PERSON
