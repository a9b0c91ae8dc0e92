"""`audit-log.csv`: the columns that are promised, and what stands in them (`records.md` b4)."""

from __future__ import annotations

import json
import re

import pytest
from tests.exports.bundles import EVIDENCE, csv_records, kept_context

from cutover_tui.exports.registers.log_registers import AUDIT_LOG
from cutover_tui.exports.registers.register import filled

PROMISED = (
    "entry, type, plain_words, recorded_at, recorded_local, occurred_at, occurred_local, late_minutes, late_reason, "
    "actor, actor_role, on_behalf_of, device, about, text, corrects_entry, corrected_by_entry, prev"
)


@pytest.fixture(scope="module")
def written() -> bytes:
    """The CSV of the awkward log that is kept."""
    return filled(AUDIT_LOG, kept_context()).csv()


@pytest.fixture(scope="module")
def rows(written: bytes) -> list[dict[str, str]]:
    return csv_records(written)


@pytest.fixture(scope="module")
def records() -> list[dict[str, object]]:
    return [json.loads(line) for line in EVIDENCE["audit-log.jsonl"].read_text("utf-8").splitlines()]


def of_type(rows: list[dict[str, str]], wire: str, about: str = "") -> dict[str, str]:
    return next(row for row in rows if row["type"] == wire and about in row["about"])


def test_the_columns_are_those_that_are_promised() -> None:
    assert ", ".join(column.name for column in AUDIT_LOG.columns) == PROMISED


def test_every_entry_has_its_row(rows: list[dict[str, str]], records: list[dict[str, object]]) -> None:
    assert [int(row["entry"]) for row in rows] == [record["seq"] for record in records]
    assert [row["prev"] for row in rows] == [record["prev"] for record in records]
    assert [row["type"] for row in rows] == [record["type"] for record in records]


def test_no_cell_is_blank_or_runs(rows: list[dict[str, str]], written: bytes) -> None:
    cells = [cell for row in rows for cell in row.values()]
    assert all(cell.strip() for cell in cells)
    assert not [cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@|＝＋－＠")]
    assert written.startswith(b'\xef\xbb\xbf"entry",')
    assert written.count(b"\r\n") == len(rows) + 1 == written.count(b"\n")


def test_each_time_stands_twice(rows: list[dict[str, str]]) -> None:
    for row in rows:
        for name in ("recorded", "occurred"):
            assert re.fullmatch(r"2026-11-26T\d\d:\d\d:\d\d\+00:00", row[f"{name}_at"])
            assert re.fullmatch(r"26-Nov-2026 \d\d:\d\d", row[f"{name}_local"])
            assert row[f"{name}_at"][11:16] == row[f"{name}_local"][12:]


def test_hostile_words_are_text(rows: list[dict[str, str]]) -> None:
    told = of_type(rows, "task.completed", "P-02")["text"]

    assert told.startswith('\'=HYPERLINK("http://x","open"), [/] [@click=app.quit] ')
    assert "<b>Siân</b>" in told
    assert not re.search("[\x00-\x1f\x7f\u202e]", told)


def test_a_late_entry_says_how_late_and_why(rows: list[dict[str, str]]) -> None:
    late = of_type(rows, "task.completed", "F-01b")

    assert late["late_reason"] == "'@paper, screen in use"
    prompt = of_type(rows, "task.completed", "P-01")
    assert (prompt["late_minutes"], prompt["late_reason"]) == ("Not applicable", "Not applicable")


def test_a_corrected_time_is_when_it_occurred(rows: list[dict[str, str]]) -> None:
    late = of_type(rows, "task.completed", "F-01b")

    assert (late["occurred_local"], late["recorded_local"]) == ("26-Nov-2026 14:02", "26-Nov-2026 15:15")
    assert late["late_minutes"] == "73"


def test_people_stand_as_initials_with_their_roles(rows: list[dict[str, str]]) -> None:
    behalf = of_type(rows, "task.completed", "F-01a")
    assert (behalf["actor"], behalf["actor_role"], behalf["on_behalf_of"]) == (
        "JB (Practice manager)",
        "Practice manager",
        "DR (Clinical safety officer, Clinical lead)",
    )
    both = of_type(rows, "task.completed", "P-02")
    assert (both["actor"], both["actor_role"]) == (
        "SN (Reception, Clinical safety officer)",
        "Reception, Clinical safety officer",
    )
    program = of_type(rows, "clock.changed")
    assert (program["actor"], program["actor_role"]) == ("PROGRAM (program)", "program")


def test_corrections_and_what_they_correct_name_each_other(rows: list[dict[str, str]]) -> None:
    late = of_type(rows, "task.completed", "F-01b")
    fixes = [row for row in rows if row["type"] == "entry.corrected" and row["corrects_entry"] == late["entry"]]

    assert len(fixes) == 2
    assert late["corrected_by_entry"] == ", ".join(row["entry"] for row in fixes)
    assert late["corrects_entry"] == "None"


def test_what_was_taken_out_says_so(rows: list[dict[str, str]]) -> None:
    assert rows[3]["text"] == "Removed"
    assert rows[0]["text"] == "None"


def test_a_kind_of_a_later_version_keeps_its_row(rows: list[dict[str, str]]) -> None:
    later = of_type(rows, "weather.seen")

    assert (later["about"], later["text"]) == ("'@SUM(A1)", "'+snow")
    assert "not known to this version" in later["plain_words"]


def test_no_full_name_of_anybody_stands_in_a_column_for_people(rows: list[dict[str, str]]) -> None:
    for row in rows:
        for column in ("actor", "actor_role", "on_behalf_of"):
            assert "Baker" not in row[column]
            assert "Siân" not in row[column]
