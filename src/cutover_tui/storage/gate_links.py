"""What the file of gates says about itself and the other files: stations, deciders, suppliers, two-person criteria.

Rules of `records.md` c1 and c5: a supplier states facts and never votes, the chair answers last, at most five criteria
of a plan are looked at by two people, and a gate that takes two deciders has two different ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.gate_plan import LEAD, MOST_TWO_PERSON
from cutover_tui.storage.author_errors import did_you_mean
from cutover_tui.storage.checklist_entries import criteria_of, texts
from cutover_tui.storage.checklist_problems import ChecklistProblem, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cutover_tui.storage.checklist_entries import Entry, Names
    from cutover_tui.storage.yaml_guard import Text, TextMap


def gate_problems(names: Names) -> Iterator[ChecklistProblem]:
    """Give every mistake in and between the gates."""
    for gate in names.all("gate"):
        yield from _unknown_places(gate, names)
        yield from _place_problems(gate, names)
        yield from _criterion_problems(gate)
    yield from _too_many_looks(names)


def _unknown_places(gate: Entry, names: Names) -> Iterator[ChecklistProblem]:
    for key, text, code in _places(gate):
        if code != LEAD and names.surely_unknown("role", code):
            nearest = did_you_mean(code, (*names.named("role"), LEAD), what="roles")
            yield gate.problem(text.line, f"role '{shortened(code)}' under '{key}' is not known. {nearest}")


def _places(gate: Entry) -> Iterator[tuple[str, Text, str]]:
    """Give every code under the stations and the deciders."""
    yield from (("stations", text, text.value) for text in gate.texts("stations"))
    for text in gate.texts("decided_by"):
        yield from (("decided_by", text, code) for code in text.value.split(" or "))


def _place_problems(gate: Entry, names: Names) -> Iterator[ChecklistProblem]:
    stations = [text.value for text in gate.texts("stations")]
    suppliers = {text.value for text in gate.texts("suppliers")}
    for text in gate.texts("stations"):
        role = names.named("role").get(text.value)
        if text.value in suppliers or (role is not None and role.text("outside") == "yes"):
            words = f"{text.value} belongs to another organisation, so it states facts and does not vote."
            yield gate.problem(text.line, f"{words} Take it out of 'stations'; suppliers stand under 'suppliers'.")
        elif stations.count(text.value) > 1:
            yield gate.problem(text.line, f"{text.value} is under 'stations' twice. Nobody answers twice.")
            return
    deciders = [text.value for text in gate.texts("decided_by")]
    if len(deciders) != len(set(deciders)):
        line = gate.node.line_of("decided_by")
        yield gate.problem(line, f"'decided_by' has {deciders[0]} twice. Name two different roles.")


def _criterion_problems(gate: Entry) -> Iterator[ChecklistProblem]:
    for criterion in criteria_of(gate):
        two, reads = _text(criterion, "two_people") == "yes", _text(criterion, "reads")
        title = shortened(_text(criterion, "criterion"))
        if two and not reads:
            yield gate.problem(
                criterion.line, f"criterion '{title}' is looked at by two people. Say under 'reads' what each reads."
            )
        if reads and not two:
            line = criterion.line_of("reads")
            yield gate.problem(line, f"criterion '{title}' has 'reads' and one person looks. Add two_people: yes.")


def _too_many_looks(names: Names) -> Iterator[ChecklistProblem]:
    looks = [
        (gate, criterion)
        for gate in names.all("gate")
        for criterion in criteria_of(gate)
        if _text(criterion, "two_people") == "yes"
    ]
    for gate, criterion in looks[MOST_TWO_PERSON:]:
        words = f"criterion '{shortened(_text(criterion, 'criterion'))}' is one too many for two people"
        yield gate.problem(
            criterion.line_of("two_people"),
            f"{words}: {MOST_TWO_PERSON} in all gates is the most, so that each is really read twice.",
        )


def _text(node: TextMap, key: str) -> str:
    return next((text.value for text in texts(node.get(key))), "")
