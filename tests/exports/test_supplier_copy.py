"""The supplier's copy: for one supplier by name, with the issues about that one and no others (`records.md` b6)."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.examples import PEOPLE, StillClock, a_plan, a_run, an_act
from tests.examples import given as given_history
from tests.exports.bundles import csv_records
from tests.gate_examples import GATES

from cutover_tui.domain.plan import Person, Plan
from cutover_tui.domain.refusals import Refused
from cutover_tui.exports.bundle import bundle_files
from cutover_tui.exports.context import Copy, context_of
from cutover_tui.exports.safety_file import export_safety_file
from cutover_tui.exports.suppliers import NO_SUPPLIER, choose_supplier, is_same, left_out_words, short_name
from cutover_tui.runner.bundle_verification import verify_bundle
from cutover_tui.runner.verification import verify

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.runner.run import Run

WORDS = {"I-1": "labels print twice", "I-2": "results are slow", "I-3": "the kiosk is dark", "I-4": "no booking today"}


def a_plan_with(**fields: object) -> Plan:
    return a_plan(**{"gates": (), **fields})


def a_run_with_issues(folder: Path) -> Run:
    """Two issues of one supplier, written two ways, one of another, one that names none."""
    clock = StillClock()
    run = a_run(folder, clock, plan=a_plan_with())
    for words in WORDS.values():
        run.raise_issue(an_act("MK"), words, area="cards and printers", answer="no")
    run.note_supplier(an_act("JB"), "I-1", supplier="Beta Ltd", reference="551")
    run.note_supplier(an_act("JB"), "I-2", supplier="Kiosk & Söhne", reference="K-9")
    run.note_supplier(an_act("JB"), "I-4", supplier=" beta  LTD")
    run.journal_issue(an_act("SP"), "I-2", "rang them, they look")
    return run


def files_for(run: Run, supplier: str) -> dict[str, bytes]:
    log = (run.log.folder / "audit-log.jsonl").read_bytes()
    context = context_of(run, verify(run.log.folder), log, copy=Copy.SUPPLIER, supplier=supplier)
    return {file.path: file.data for file in bundle_files(context)}


@pytest.mark.parametrize(
    ("supplier", "held"), [("Beta Ltd", {"I-1", "I-4"}), ("beta ltd", {"I-1", "I-4"}), ("KIOSK & SÖHNE", {"I-2"})]
)
def test_a_suppliers_copy_holds_the_issues_about_that_supplier_and_no_others(
    tmp_path: Path, supplier: str, held: set[str]
) -> None:
    with closing(a_run_with_issues(tmp_path)) as run:
        files = files_for(run, supplier)

    everything = b"".join(files.values())
    for ref, words in WORDS.items():
        assert (words.encode() in everything) is (ref in held), ref
    for table in ("issues", "issue-journal"):
        assert {row["reference"] for row in csv_records(files[f"data/03-registers/{table}.csv"])} <= held
    assert (b"rang them, they look" in everything) is ("I-2" in held)
    assert (b"Kiosk" in everything) is ("I-2" in held)


def test_the_copy_says_whom_it_is_for_in_its_name_its_facts_and_on_page_1(tmp_path: Path) -> None:
    with closing(a_run_with_issues(tmp_path)) as run:
        made = export_safety_file(run, tmp_path / "out", copy=Copy.SUPPLIER, supplier="kiosk & söhne")

    facts = (made.folder / "bag-info.txt").read_text("utf-8")
    assert made.folder.name == "REHEARSAL-Y09999_2026-12-01_cutover_supplier-copy-kiosk-sohne_v1_INTERIM"
    assert "Supplier: Kiosk & Söhne\n" in facts
    assert "External-Identifier: Y09999/rehearsal-2026-12-01/supplier/kiosk-sohne/v1\n" in facts
    report = (made.folder / "data/01-report/cutover-report.txt").read_text("utf-8")
    assert "Copy for Kiosk & Söhne: it holds the issues about that supplier and no others" in " ".join(report.split())
    assert "1 issue about this supplier is recorded (section 6)." in " ".join(report.split())
    assert verify_bundle(made.folder, clock=StillClock()).passed


def test_each_supplier_has_versions_of_its_own(tmp_path: Path) -> None:
    with closing(a_run_with_issues(tmp_path)) as run:
        for supplier in ("Beta Ltd", "Kiosk & Söhne", "beta ltd"):
            made = export_safety_file(run, tmp_path / "out", copy=Copy.SUPPLIER, supplier=supplier)
            run.note_export("JB", copy="supplier", folder=made.folder.name, supplier=made.context.supplier)

    names = sorted(path.name.split("supplier-copy-")[1] for path in (tmp_path / "out").iterdir() if path.is_dir())
    assert names == ["beta-ltd_v1_INTERIM", "beta-ltd_v2_INTERIM", "kiosk-sohne_v1_INTERIM"]


def test_the_same_log_and_the_supplier_of_its_facts_give_the_same_bytes(tmp_path: Path) -> None:
    with closing(a_run_with_issues(tmp_path)) as run:
        made = export_safety_file(run, tmp_path / "out", copy=Copy.SUPPLIER, supplier="KIOSK & söhne")
        facts = dict(line.split(": ", 1) for line in (made.folder / "bag-info.txt").read_text("utf-8").splitlines())
        again = files_for(run, facts["Supplier"])

    assert {path: (made.folder / path).read_bytes() for path in again} == again


def test_a_run_with_several_suppliers_asks_which(tmp_path: Path) -> None:
    with closing(a_run_with_issues(tmp_path)) as run, pytest.raises(Refused) as refusal:
        export_safety_file(run, tmp_path / "out", copy=Copy.SUPPLIER)

    assert str(refusal.value) == (
        "A supplier's copy holds the issues about one supplier. This run has 2:\n"
        "  Beta Ltd: 2 issues\n"
        "  Kiosk & Söhne: 1 issue\n"
        "Say which: --supplier NAME."
    )
    assert list((tmp_path / "out").iterdir()) == []


def test_an_unknown_supplier_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with closing(a_run_with_issues(tmp_path)) as run, pytest.raises(Refused) as refusal:
        files_for(run, "Betta")

    assert str(refusal.value) == (
        "No supplier of this run is called ‘Betta’. It has:\n"
        "  Beta Ltd: 2 issues\n"
        "  Kiosk & Söhne: 1 issue\n"
        "Say which: --supplier NAME."
    )


@pytest.mark.parametrize("copy", [Copy.FULL, Copy.ICB, Copy.LEARNING])
def test_no_other_copy_is_for_one_supplier(tmp_path: Path, copy: Copy) -> None:
    with closing(a_run_with_issues(tmp_path)) as run, pytest.raises(Refused) as refusal:
        export_safety_file(run, tmp_path / "out", copy=copy, supplier="Beta Ltd")

    assert str(refusal.value) == (
        f"The {copy} copy is for no one supplier. Leave out --supplier, or add --copy supplier."
    )


def test_a_run_without_any_supplier_has_no_such_copy() -> None:
    with pytest.raises(Refused) as refusal:
        choose_supplier(given_history(plan=a_plan_with()), "")

    assert str(refusal.value) == NO_SUPPLIER


def test_the_one_supplier_of_a_plan_need_not_be_named() -> None:
    gates = tuple(replace(gate, suppliers=("NSUP",)) for gate in GATES)
    outside = Person(initials="KL", name="Kit Lowe", roles=("NSUP",), organisation="New Systems Ltd")

    held = given_history(plan=a_plan_with(gates=gates, people=(*PEOPLE, outside)))

    assert choose_supplier(held, "") == "New Systems Ltd"


def test_a_suppliers_role_nobody_holds_stands_by_its_own_name() -> None:
    gates = tuple(replace(gate, suppliers=("OSUP",)) for gate in GATES)

    assert choose_supplier(given_history(plan=a_plan_with(gates=gates)), "osup") == "OSUP"


def test_whoever_sends_it_is_told_which_issues_are_not_in_it(tmp_path: Path) -> None:
    with closing(a_run_with_issues(tmp_path)) as run:
        said = left_out_words(run.state, "Beta Ltd")

    assert said == "Not in the copy for Beta Ltd: I-2 (Kiosk & Söhne), I-3 (no supplier named)."


@given(st.text(max_size=80))
def test_a_suppliers_name_never_leaves_the_letters_of_a_folder(name: str) -> None:
    short = short_name(name)

    assert len(short) <= 40
    assert set(short) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not short.startswith("-")
    assert not short.endswith("-")
    assert is_same(name, f"  {name} ")
