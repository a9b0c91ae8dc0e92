"""Every register: its columns in their order, no blank cell, every entry there, and what programs are told of it."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pytest
from tests.exports.bundles import csv_records, csv_rows, kept_context

from cutover_tui.exports.context import Copy
from cutover_tui.exports.registers.all_registers import METADATA, REGISTERS, register_files, tables_of
from cutover_tui.exports.registers.register import Column, Kind, Register, filled

if TYPE_CHECKING:
    from cutover_tui.exports.context import Context

PROMISED = {
    "tasks": "ref, section, task, why_it_matters, owner_role, hazard_refs, planned_start_local, planned_end_local, "
    "actual_end_local, minutes_from_plan, state, done_by, checked_by, check_method, times_reopened, reopen_reasons, "
    "evidence_refs, note, entry",
    "gates": "ref, gate, kind, planned_local, opened_local, decided_local, result, rationale, conditions, votes, "
    "decided_by, chaired_by, logged_by, confirmed_local, last_safe_rollback_local, seal_at_decision, linked_decision, "
    "entry",
    "gate-criteria": "gate_ref, criterion_ref, criterion, must_or_should, state, evidence_ref, first_checker, "
    "first_value, second_checker, second_value, values_agree, condition, condition_owner_role, condition_due_local, "
    "condition_closed_local, entry",
    "decisions": "ref, decided_at, decided_local, question, what_we_knew, what_we_did_not_know, options, "
    "risks_to_patients, basis, decision, reasons, decided_by, present_or_phoned, other_views, logged_by, "
    "read_back_local, review_local, linked, what_happened_next, entry",
    "issues": "reference, reported_by, reported_local, incident_summary, clinical_risk_assessment, system_release, "
    "journal, made_safe_local, closed_local, cause, area, first_answer, level_now, level_history, severity, "
    "likelihood, rating, rated_by, new_hazard, hazard_refs, control_failed_refs, patients_affected, form_numbers, "
    "workaround, workaround_safe_by, supplier, supplier_ref, supplier_severity, owner_role, pause_ref, harm_physical, "
    "harm_psychological, near_miss, candour_considered, lfpse, lfpse_ref, contributory_factors, learning, entry",
    "issue-journal": "reference, written_local, by, what_was_done_or_said, told_whom, new_state, entry",
    "pauses": "ref, asked_for_by, asked_local, declared_by, declared_local, scope, trigger, threshold_in_plan, "
    "what_was_seen, evidence_refs, contingency_in_use, coordinator, meeting_called_local, meeting_present, "
    "expected_restart_local, told, review_every_minutes, restart_list, restarted_local, restarted_by_1, "
    "restarted_by_2, phased_how, minutes_paused, safety_case_or_hazard_log_updated, entry",
    "communications": "ref, audience, who_or_how_many, channel, message_version, event, written_by, checked_by, "
    "sent_by, due_local, sent_local, exact_words, accessible_versions, acknowledged_by, acknowledged_local, "
    "not_told_reason, linked, entry",
    "handovers": "ref, role, from, to, place_or_phone, started_local, situation, background, assessment, "
    "recommendation, top_three, read_back, accepted, question_or_reason, accepted_local, open_issues, next_gate, seal, "
    "entry",
    "paper-records": "batch, form_type, first_number, last_number, issued, issued_to_role, issued_local, used, void, "
    "unused_returned, re_entered, re_entered_by, re_entered_local, checked_sample, check_by, differences, outstanding, "
    "stored_at, destroyed_or_scanned_note, reconciled_local, reconciled_by, entry",
    "hazard-controls": "hazard_ref, hazard_log_version, hazard_title, control_ref, control, evidence_kind, "
    "evidence_ref, in_place, in_place_local, worked_as_intended, how_known, entry",
    "deployment": "component, old_or_new, version_or_build, configuration_ref, change, changed_local, "
    "changed_by_organisation, seen_by, switched_off_or_on, rollback_step, dspt_asset_register_updated, entry",
    "cues": "lost_cue, what_it_prompted, replacement, physical_or_screen, place, owner_role, seen_in_place_by, "
    "seen_in_place_local, removed_local, entry",
    "evidence-index": "ref, kind, what_it_shows, where_kept, captured_local, captured_by, sha256, "
    "contains_patient_data, entry",
    "printed-register": "sheet_id, version, title, copies, printed_local, held_at, collected_local, superseded_by",
    "people": "person_id, name, initials, role, organisation, deputy_for, on_site, registration_body, "
    "first_entry_local, last_entry_local",
    "concerns": "period, area, asked_for_action, action_taken, feedback_given, linked_decision, entry",
    "corrections": "entry, original_entry, field, original_words, new_words, reason, corrected_by, corrected_local, "
    "confirmed_by",
    "plan-changes": "entry, changed_local, item, was, now, reason, agreed_by, safety_effect, plan_version",
    "audit-log": "entry, type, plain_words, recorded_at, recorded_local, occurred_at, occurred_local, late_minutes, "
    "late_reason, actor, actor_role, on_behalf_of, device, about, text, corrects_entry, corrected_by_entry, prev",
}
"""The columns of `records.md` b4, c2 to c8, in order."""
ALL = [pytest.param(register, id=register.name) for register in REGISTERS]


@pytest.fixture(scope="module")
def context() -> Context:
    return kept_context()


@pytest.fixture(scope="module")
def files(context: Context) -> dict[str, bytes]:
    return register_files(context)


@pytest.mark.parametrize("name", PROMISED)
def test_the_columns_are_those_that_are_promised_in_their_order(name: str, files: dict[str, bytes]) -> None:
    found = next(data for path, data in files.items() if PurePosixPath(path).stem == name and path.endswith(".csv"))

    assert ", ".join(csv_rows(found)[0]) == PROMISED[name]


@pytest.mark.parametrize("register", ALL)
def test_acceptance_5_every_cell_is_filled_and_every_rows_entry_exists(register: Register, context: Context) -> None:
    rows = csv_records(filled(register, context).csv())

    assert [cell for row in rows for cell in row.values() if not cell.strip()] == []
    if register.name not in {"people", "printed-register"}:
        assert [row["entry"] for row in rows if int(row["entry"]) not in range(len(context.entries))] == []


@pytest.mark.parametrize("register", ALL)
def test_a_registers_key_tells_its_rows_apart(register: Register, context: Context) -> None:
    rows = csv_records(filled(register, context).csv())

    keys = [tuple(row[name] for name in register.key) for row in rows if register.key]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("register", ALL)
def test_every_column_says_what_stands_in_it(register: Register) -> None:
    names = [column.name for column in register.columns]

    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in names)
    assert all(column.about and not column.about.endswith(".") for column in register.columns)


def test_acceptance_4_a_cell_typed_as_a_formula_is_text_in_a_csv_and_raw_in_the_log(
    context: Context, files: dict[str, bytes]
) -> None:
    (late,) = [row for row in csv_records(files["data/03-registers/corrections.csv"]) if row["entry"] == "10"]

    assert late["original_words"] == "'＝1+1; last one 14:02"
    assert "\n＝1+1; last one 14:02" in f"\n{context.records[5]['note']}"
    runs = [
        cell
        for path, data in files.items()
        if path.endswith(".csv")
        for row in csv_rows(data)
        for cell in row
        if cell.lstrip()[:1] in tuple("=+@|＝＋－＠\t") or re.match(r"\s*-(?!\d+$)", cell)
    ]
    assert runs == []


def test_programs_are_told_the_name_and_type_of_every_column(files: dict[str, bytes]) -> None:
    described = json.loads(files[METADATA])

    assert described["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    folder = PurePosixPath(METADATA).parent
    for table in described["tables"]:
        path = (folder / table["url"]).as_posix().replace("03-registers/../", "")
        heading = csv_rows(files[path])[0]
        assert [column["name"] for column in table["tableSchema"]["columns"]] == heading
        assert all(column["titles"][0] == column["name"] for column in table["tableSchema"]["columns"])
    assert len(described["tables"]) == sum(path.endswith(".csv") for path in files)


def test_every_cell_is_of_the_type_programs_are_told(files: dict[str, bytes]) -> None:
    shapes = {
        "integer": r"-?\d+",
        "dateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d",
        "boolean": "yes|no",
        "string": r"(?s).*",
    }
    for table in json.loads(files[METADATA])["tables"]:
        path = (
            table["url"].replace("../", "data/")
            if table["url"].startswith("..")
            else f"data/03-registers/{table['url']}"
        )
        for row in csv_rows(files[path])[1:]:
            for column, cell in zip(table["tableSchema"]["columns"], row, strict=True):
                kind = column["datatype"] if isinstance(column["datatype"], str) else column["datatype"]["base"]
                assert cell in column["null"] or re.fullmatch(shapes[kind], cell), (path, column["name"], cell)


def test_a_reference_to_another_register_leads_to_a_column_that_is_there() -> None:
    columns = {register.name: {column.name for column in register.columns} for register in REGISTERS}

    for register in REGISTERS:
        for column, target in (register.refers or {}).items():
            table, name = target.split(".")
            assert column in columns[register.name]
            assert name in columns[table]


def test_a_row_with_a_column_that_is_not_there_is_a_mistake_of_ours(context: Context) -> None:
    wrong = Register(
        name="wrong", title="", about="", columns=(Column("ref", ""),), rows=lambda _context: [{"reff": "A"}]
    )

    with pytest.raises(ValueError, match="wrong has no column reff"):
        filled(wrong, context)


def test_a_time_stands_twice_from_one_value(context: Context) -> None:
    columns = (Column("seen_at", "", Kind.INSTANT), Column("seen_local", "", Kind.LOCAL))
    moment = context.entries[1].recorded_at
    given_at = Register(name="a", title="", about="", columns=columns, rows=lambda _context: [{"seen_at": moment}])
    given_local = Register(
        name="b", title="", about="", columns=columns, rows=lambda _context: [{"seen_local": moment}]
    )

    assert filled(given_at, context).cells == filled(given_local, context).cells
    assert filled(given_at, context).cells == (("2026-11-26T15:03:00+00:00", "26-Nov-2026 15:03"),)


def test_no_register_counts_what_a_person_did() -> None:
    (people,) = [register for register in REGISTERS if register.name == "people"]

    assert [column.name for column in people.columns if column.kind is Kind.NUMBER] == []
    assert people.copies == {Copy.FULL}


def test_the_tables_of_a_copy_are_made_once_and_alike(context: Context) -> None:
    assert tables_of(context) == tables_of(context)
