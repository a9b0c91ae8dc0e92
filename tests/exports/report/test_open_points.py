"""What is still to do: everything once, with the number to find it by."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.examples import StillClock, a_plan, a_run, an_act, at
from tests.exports.bundles import context_from
from tests.gate_examples import GATES
from tests.message_examples import TELLING

from cutover_tui.domain.gate_criteria import Marked
from cutover_tui.domain.messages import Draft
from cutover_tui.exports.report.document import parts
from cutover_tui.exports.report.gathered import gather
from cutover_tui.exports.report.icb_page import icb_page
from cutover_tui.exports.report.open_points import Matter, open_points, open_told
from cutover_tui.exports.report.report import report_of
from cutover_tui.exports.report.text import text_of
from cutover_tui.runner.run import Run

if TYPE_CHECKING:
    from pathlib import Path


def with_a_condition(folder: Path) -> Path:
    """A run with a condition of a gate, which the program made a task of."""
    plan = a_plan(gates=tuple(replace(gate, suppliers=()) for gate in GATES[:2]))
    with closing(a_run(folder, StillClock(), plan=plan)) as run:
        said = Marked(met="met with condition", condition="Box B is emptied", owner="PM", due=at("Thu 19:00"))
        run.mark_criterion(an_act("MK"), "G1", "G1-02", said)
    return folder / "run"


def test_a_condition_of_a_gate_is_told_once_under_the_number_of_its_task(tmp_path: Path) -> None:
    points = open_points(gather(context_from(with_a_condition(tmp_path))))

    risks = [point for point in points if point.risk]
    assert [(point.matter, point.ref, point.owner, point.by) for point in risks] == [
        (Matter.CONDITION, "A-1", "Practice manager", at("Thu 19:00"))
    ]
    assert [str(getattr(part, "words", part)) for part in parts(risks[0].words)] == [
        "Condition of G1: ",
        "Box B is emptied",
    ]
    assert open_told(risks) == "1 condition of a gate"
    assert "A-1" not in {point.ref for point in points if point.matter is not Matter.CONDITION}


def test_a_condition_that_was_seen_to_is_no_longer_open(tmp_path: Path) -> None:
    folder = with_a_condition(tmp_path)
    with closing(Run.open(folder, clock=StillClock("Thu 18:00"))) as run:
        run.complete_task(an_act("JB", "Thu 18:00"), "A-1")

    assert [point for point in open_points(gather(context_from(folder))) if point.risk] == []


def test_page_1_names_the_most_urgent_issue_and_section_16_begins_with_what_people_raised(tmp_path: Path) -> None:
    folder = with_a_condition(tmp_path)
    with closing(Run.open(folder, clock=StillClock("Thu 18:00"))) as run:
        run.raise_issue(an_act("MK", "Thu 18:00"), "printer is slow", area="cards and printers", answer="no")
        run.raise_issue(an_act("MK", "Thu 18:00"), "pack sizes differ", area="prescriptions", answer="maybe")
        run.record_anchor(an_act("JB", "Thu 18:00"), "GL", happened=at("Thu 17:55"))

    told = " ".join(text_of(report_of(context_from(folder))).decode().split())

    assert 'The most urgent issue is I-2, P2: "pack sizes differ".' in told
    section = told.partition("16. Still to do")[2]
    raised = "Pauses, issues, conditions of gates and added tasks"
    assert 0 < section.index(raised) < section.index("Box B is emptied") < section.index("Tasks of the plan")


def test_the_icb_page_tells_the_beginning_of_a_long_message_and_where_the_rest_is(tmp_path: Path) -> None:
    with closing(a_run(tmp_path, StillClock(), plan=TELLING)) as run:
        words = f"Please keep {'the urgent care desk open and ' * 20}ring us."
        draft = Draft(
            occasion="planned", channel="phone", words=words, who="the desk", written_by="MK", checked_by="JB"
        )
        run.send_message(an_act("MK"), "icb", draft)

    said = " ".join(text_of(icb_page(gather(context_from(tmp_path / "run")))).decode().split())

    assert '"Please keep the urgent care desk open' in said
    assert ' ..." The rest is in section 9 of the report.' in said
    assert "ring us" not in said
