"""`cutover log`, `verify`, `seal`, `export`: what the log holds, whether it holds, and taking it away."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from tests.cli.command_line import (
    NOW,
    SLUG,
    WITHOUT_ROOTS_POWERS,
    CommandLine,
    Said,
    a_started_run,
    cutover_process,
    damage,
    log_lines,
    needs_posix,
    tear,
)
from tests.examples import StillClock, an_act

from cutover_tui.domain.plan import RunKind
from cutover_tui.exports.log_part import FOLDER
from cutover_tui.runner.bundle_verification import MANIFEST, TAG_MANIFEST
from cutover_tui.runner.run import Run
from cutover_tui.storage.audit_log import LOG_NAME, PLAN_NAME

NAME = "REHEARSAL-Y09999_2026-12-01_cutover_safety-file"


@pytest.fixture
def worked(cutover: CommandLine, run: Path) -> Path:
    """A run with three ticks, one of them typed later."""
    cutover("tick", run, "P-02", "--by", "JB", "--note", "two\nlines", "--now", NOW)
    cutover(
        *("tick", run, "F-02", "--by", "JB", "--checked-by", "SP", "--observed", "paused"),
        *("--at", "17:20", "--late-reason", "on paper", "--now", NOW),
    )
    cutover("tick", run, "F-03", "--by", "MK", "--observed", "12 of 12", "--now", "2026-11-26T17:50:00+00:00")
    return run


# -- log


def test_the_story_is_told_a_line_an_entry(cutover: CommandLine, worked: Path) -> None:
    said = cutover("log", worked)

    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "    1  26-Nov-2026 17:42  JB        P-02 Tell PCSE the dates: done; note: two / lines",
        (
            "    2  26-Nov-2026 17:20  JB        F-02 EPS on the old system: paused: done; paused; checked by SP"
            " [recorded 26-Nov-2026 17:42]"
        ),
        "    3  26-Nov-2026 17:50  MK        F-03 Everyone logged off: done; 12 of 12",
    ]


def test_all_tells_what_the_program_did_too(cutover: CommandLine, worked: Path) -> None:
    said = cutover("log", worked, "--all")

    assert said.out.splitlines()[0] == ("    0  26-Nov-2026 17:00  JB        Run started: Larkfield Surgery, rehearsal")
    assert len(said.out.splitlines()) == 4


def test_the_raw_records_are_the_log_byte_for_byte(worked: Path) -> None:
    said = cutover_process("log", worked, "--json")

    assert (said.code, said.err) == (0, "")
    assert said.out.encode() == (worked / LOG_NAME).read_bytes()


@pytest.mark.parametrize("form", [[], ["--json"], ["--all"]])
def test_a_damaged_log_is_told_as_far_as_it_is_sound(cutover: CommandLine, worked: Path, form: list[str]) -> None:
    damage(worked, 3, '"actor":"MK"', '"actor":"JB"')

    said = cutover("log", worked, *form)

    assert said.code == 1
    assert said.err.startswith("The audit log is broken at record 3: ")
    assert "F-02" in said.out
    assert "F-03" not in said.out


def test_a_torn_end_is_no_entry(cutover: CommandLine, worked: Path) -> None:
    tear(worked)

    said = cutover("log", worked, "--json")

    assert (said.code, said.err) == (0, "")
    assert len(said.out.splitlines()) == 4


# -- verify and seal


def test_a_whole_log_passes(cutover: CommandLine, worked: Path) -> None:
    said = cutover("verify", worked)

    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert [line.split(":")[0] for line in lines[:3]] == ["PASS  Records", "PASS  Plan", "PASS  Notes"]
    assert lines[-1] == "Result: PASS"


def test_the_seal_that_was_shown_fits(cutover: CommandLine, worked: Path) -> None:
    sealed = cutover("seal", worked, "--now", NOW)
    assert sealed.code == 0
    assert sealed.err == ("Write this on the wall sheet with the time, 26-Nov-2026 17:42, and your initials.\n")

    said = cutover("verify", worked, "--seal", sealed.out.strip())

    assert said.code == 0
    assert "PASS  Seal on paper: the log is the one that was sealed, up to record 3." in said.out


def test_an_older_seal_still_fits_what_it_sealed(cutover: CommandLine, worked: Path) -> None:
    seal = cutover("seal", worked).out.strip()
    cutover("tick", worked, "P-01", "--by", "JB", "--observed", "23 Nov", "--now", NOW)

    assert cutover("verify", worked, "--seal", seal).code == 0


def test_a_mistyped_seal_is_told_apart_from_another_history(cutover: CommandLine, worked: Path) -> None:
    seal = cutover("seal", worked).out.strip()
    wrong_digit = seal[:-1] + str((int(seal[-1]) + 1) % 10)

    slip = cutover("verify", worked, "--seal", wrong_digit)
    other = cutover("verify", worked, "--seal", f"R0003 {'1111 ' * 4}".strip())
    no_seal = cutover("verify", worked, "--seal", "twelve")

    assert (slip.code, other.code, no_seal.code) == (1, 1, 1)
    assert "FAIL  Seal on paper: the digits nearly fit (typing error at place 16)" in slip.out
    assert "FAIL  Seal on paper: the digits do not fit: this is another history" in other.out
    assert "FAIL  Seal on paper: ‘twelve’ does not read as a seal." in no_seal.out
    assert all(said.out.endswith("Result: FAIL\n") for said in (slip, other, no_seal))


def test_a_seal_shows_that_the_end_was_cut_off(cutover: CommandLine, worked: Path) -> None:
    seal = cutover("seal", worked).out.strip()
    (worked / LOG_NAME).write_text("\n".join(log_lines(worked)[:-1]) + "\n", "utf-8")

    assert cutover("verify", worked).code == 0
    said = cutover("verify", worked, "--seal", seal)

    assert said.code == 1
    assert "the end of the log is missing" in said.out


def test_a_log_alone_is_verified_with_the_plan_it_is_given(cutover: CommandLine, worked: Path, tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    log = Path(shutil.copy(worked / LOG_NAME, tmp_path / "alone"))
    plan = Path(shutil.copy(worked / PLAN_NAME, tmp_path / "the-plan.json"))

    without, right = cutover("verify", log), cutover("verify", log, "--plan", plan)
    plan.write_bytes(plan.read_bytes() + b"\n")
    wrong = cutover("verify", log, "--plan", plan)

    assert (without.code, right.code, wrong.code) == (0, 0, 1)
    assert "NOTE  There was no plan to hold record 0 against" in without.out
    assert "PASS  Plan: record 0 is tied to this plan, byte for byte." in right.out
    assert "FAIL  Plan: record 0 is tied to another plan" in wrong.out


@pytest.mark.parametrize("line", [0, 2, 3])
def test_a_changed_entry_fails_and_is_named(cutover: CommandLine, worked: Path, line: int) -> None:
    damage(worked, line, '"device":"', '"device":"x')

    said = cutover("verify", worked)

    assert said.code == 1
    assert f"FAIL  Records: record {line}, at byte " in said.out


def test_a_folder_without_a_log_cannot_be_verified(cutover: CommandLine, tmp_path: Path) -> None:
    said = cutover("verify", tmp_path)

    assert said.code == 2
    assert said.out == f"FAIL  File: there is no audit log at {tmp_path / LOG_NAME}.\nResult: FAIL\n"


@needs_posix
def test_a_device_is_no_log(cutover: CommandLine) -> None:
    said = cutover("verify", "/dev/zero")

    assert said.code == 2


def test_a_broken_log_is_not_sealed(cutover: CommandLine, worked: Path) -> None:
    damage(worked, 1, '"actor":"JB"', '"actor":"SP"')

    said = cutover("seal", worked)

    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("The audit log is broken at record 1: ")


# -- export


def test_an_export_is_a_new_folder_each_time(cutover: CommandLine, worked: Path) -> None:
    first, second = cutover("export", worked, "--now", NOW), cutover("export", worked, "--now", NOW)

    exports = worked / "exports"
    assert first == Said(0, f"{exports / f'{NAME}_v1_INTERIM'}\n", "")
    assert second.out == f"{exports / f'{NAME}_v2_INTERIM'}\n"
    assert sorted(path.name for path in exports.iterdir()) == [
        f"{NAME}_v{version}_INTERIM{ending}" for version in (1, 2) for ending in ("", ".zip")
    ]


def test_an_export_is_in_the_log_and_so_in_the_next_export(cutover: CommandLine, worked: Path) -> None:
    before = (worked / LOG_NAME).read_bytes()
    cutover("export", worked, "--now", NOW)
    second = Path(cutover("export", worked, "--now", NOW).out.strip())

    first = second.with_name(f"{NAME}_v1_INTERIM")
    assert (first / FOLDER / LOG_NAME).read_bytes() == before
    assert (second / FOLDER / LOG_NAME).read_bytes().startswith(before)
    assert "Log exported (full copy) as " in cutover("log", worked).out
    assert json.loads(log_lines(worked)[4])["type"] == "export.made"


def test_a_suppliers_copy_is_for_one_supplier_and_the_log_says_which(cutover: CommandLine, worked: Path) -> None:
    with closing(Run.open(worked, clock=StillClock("Thu 18:00"))) as run:
        for ref, supplier in (("I-1", "Beta Ltd"), ("I-2", "Kiosk Co")):
            run.raise_issue(an_act("MK", "Thu 18:00"), f"{ref} is slow", area="cards and printers", answer="no")
            run.note_supplier(an_act("JB", "Thu 18:00"), ref, supplier=supplier)

    asked = cutover("export", worked, "--copy", "supplier", "--now", "2026-11-26T18:01:00+00:00")
    said = cutover(
        "export", worked, "--copy", "supplier", "--supplier", "kiosk co", "--now", "2026-11-26T18:02:00+00:00"
    )

    assert (asked.code, asked.out) == (1, "")
    assert asked.err.startswith("A supplier's copy holds the issues about one supplier. This run has 2:\n")
    assert (said.code, said.err) == (0, "Not in the copy for Kiosk Co: I-1 (Beta Ltd).\n")
    name = "REHEARSAL-Y09999_2026-12-01_cutover_supplier-copy-kiosk-co_v1_INTERIM"
    assert Path(said.out.strip()).name == name
    assert f"Log exported (supplier copy for Kiosk Co) as {name}" in cutover("log", worked).out


def test_answers_before_a_copy_leaves_are_given_once_and_kept_in_the_log(cutover: CommandLine, worked: Path) -> None:
    words = ("--note", "rang 943 476 5919", "--not-a-patient")
    cutover("tick", worked, "F-01a", "--by", "JB", "--observed", "off", *words, "--now", NOW)
    copy = ("export", worked, "--copy", "icb", "--now", NOW)
    code = cutover(*copy).err.splitlines()[1].split()[0]

    nobody = cutover(*copy, "--answer", f"{code}=remove")
    said = cutover(*copy, "--answer", f"{code}=remove", "--by", "sp")
    again = cutover(*copy)

    assert (nobody.code, nobody.out) == (2, "")
    assert nobody.err == "Say who answers, with --by and initials: the log keeps each answer with who gave it.\n"
    assert (said.code, said.err) == (again.code, again.err) == (0, "")
    told = [json.loads(line) for line in log_lines(worked)]
    assert [record["type"] for record in told[-3:]] == ["finding.answered", "export.made", "export.made"]
    assert (told[-3]["actor"], told[-3]["body"]["answer"]) == ("SP", "remove")
    assert "943 476" not in json.dumps(told[-3])
    made = Path(again.out.strip())
    assert b"943 476" not in b"".join(path.read_bytes() for path in made.rglob("*") if path.is_file())
    checked = cutover("verify", made, "--made-from", worked)
    assert (checked.code, "PASS  Made from the log: " in checked.out) == (0, True)


@needs_posix
def test_answers_for_a_log_nobody_may_write_to_hold_for_that_copy_alone(worked: Path, tmp_path: Path) -> None:
    words = ("--note", "rang 943 476 5919", "--not-a-patient")
    cutover_process("tick", worked, "F-01a", "--by", "JB", "--observed", "off", *words, "--now", NOW)
    (worked / LOG_NAME).chmod(0o400)
    worked.chmod(0o500)
    copy = ("export", worked, "--copy", "icb", "--to", tmp_path / "out", "--now", NOW)
    code = cutover_process(*copy, before=WITHOUT_ROOTS_POWERS).err.splitlines()[1].split()[0]

    said = cutover_process(*copy, "--answer", f"{code}=keep", "--by", "SP", before=WITHOUT_ROOTS_POWERS)

    worked.chmod(0o700)
    assert said.code == 0
    assert said.err.startswith("The answers are in this copy alone, not in the log. ")
    assert "1 kept as nobody's" in (Path(said.out.strip()) / "bag-info.txt").read_text("utf-8")
    assert b"finding.answered" not in (worked / LOG_NAME).read_bytes()


@needs_posix
def test_the_manifest_is_one_that_sha256sum_accepts(cutover: CommandLine, worked: Path) -> None:
    folder = Path(cutover("export", worked, "--now", NOW).out.strip())

    checked = subprocess.run(
        ["/usr/bin/env", "sha256sum", "-c", MANIFEST, TAG_MANIFEST],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
    )

    assert checked.returncode == 0, checked.stderr
    named = {line.split(": ")[0] for line in checked.stdout.splitlines()}
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert named == files - {TAG_MANIFEST}


def test_an_export_may_go_elsewhere(cutover: CommandLine, worked: Path, tmp_path: Path) -> None:
    said = cutover("export", worked, "--to", tmp_path / "stick" / "deep", "--now", NOW)

    assert said.code == 0
    assert Path(said.out.strip()).parent == tmp_path / "stick" / "deep"
    assert not (worked / "exports").exists()


def test_a_live_run_is_exported_without_the_word_rehearsal(cutover: CommandLine, tmp_path: Path) -> None:
    run = a_started_run(tmp_path, kind=RunKind.LIVE)

    said = cutover("export", run)

    assert Path(said.out.strip()).name == "Y09999_2026-12-01_cutover_safety-file_v1_INTERIM"


def test_an_export_that_cannot_be_written_is_said(cutover: CommandLine, worked: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    said = cutover("export", worked, "--to", tmp_path / "file" / "exports", "--now", NOW)

    assert (said.code, said.out) == (1, "")
    assert said.err == (
        f"The safety file could not be written to {tmp_path / 'file' / 'exports'}: it is not in a folder. "
        "Choose another folder with --to.\n"
    )
    assert len(log_lines(worked)) == 4


@needs_posix
def test_a_run_nobody_may_write_to_is_exported_elsewhere_and_that_is_said(worked: Path, tmp_path: Path) -> None:
    (worked / LOG_NAME).chmod(0o400)
    worked.chmod(0o500)

    said = cutover_process("export", worked, "--to", tmp_path / "out", "--now", NOW, before=WITHOUT_ROOTS_POWERS)

    worked.chmod(0o700)
    assert said.code == 0
    assert (Path(said.out.strip()) / FOLDER / LOG_NAME).read_bytes() == (worked / LOG_NAME).read_bytes()
    assert said.err.startswith("The safety file is whole, but the log does not say that it was made. ")


@needs_posix
def test_a_full_disk_leaves_no_half_export(cutover: CommandLine, worked: Path, tmp_path: Path) -> None:
    full = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))"

    said = cutover_process("export", worked, "--to", tmp_path / "out", "--now", NOW, before=full)

    assert (said.code, said.out) == (1, "")
    assert "The safety file could not be written" in said.err
    assert list((tmp_path / "out").iterdir()) == []
    assert cutover("verify", worked).code == 0


def test_a_broken_log_is_exported_whole_and_said_to_be_broken(cutover: CommandLine, worked: Path) -> None:
    damage(worked, 2, '"actor":"JB"', '"actor":"SP"')
    broken = (worked / LOG_NAME).read_bytes()

    said = cutover("export", worked, "--now", NOW)

    assert said.code == 1
    assert said.err == "The log did not pass its verification; data/02-log/verification.txt in the export says why.\n"
    folder = Path(said.out.strip())
    assert (folder / FOLDER / LOG_NAME).read_bytes() == broken == (worked / LOG_NAME).read_bytes()
    assert "FAIL  Records: record 2, at byte " in (folder / FOLDER / "verification.txt").read_text("utf-8")
    assert len(json.loads((folder / FOLDER / "audit-log.json").read_bytes())) == 2


def test_a_torn_end_is_set_aside_before_the_export(cutover: CommandLine, worked: Path) -> None:
    tear(worked)

    said = cutover("export", worked, "--now", NOW)

    assert said.code == 0
    assert "A torn last write of " in said.err
    assert cutover("verify", Path(said.out.strip()) / FOLDER).code == 0


def test_a_live_run_is_not_exported_by_a_set_clock(cutover: CommandLine, tmp_path: Path) -> None:
    run = a_started_run(tmp_path, kind=RunKind.LIVE)

    said = cutover("export", run, "--now", NOW)

    assert (said.code, said.out) == (2, "")
    assert "is a live run" in said.err
    assert SLUG not in said.err


def test_a_whole_safety_file_verifies_with_every_check(cutover: CommandLine, worked: Path) -> None:
    folder = Path(cutover("export", worked, "--now", NOW).out.strip())

    said = cutover("verify", folder)

    assert said.code == 0
    assert [line.split(":")[0] for line in said.out.splitlines() if line.startswith("PASS")] == [
        *("PASS  Payload", "PASS  Tag files", "PASS  Records", "PASS  Plan", "PASS  Notes", "PASS  Paper"),
        *("PASS  Late entries", "PASS  Made from the log"),
    ]


def test_a_safety_file_with_a_changed_file_fails(cutover: CommandLine, worked: Path) -> None:
    folder = Path(cutover("export", worked, "--now", NOW).out.strip())
    (folder / "data/03-registers/tasks.csv").write_bytes(b"nothing was late")

    said = cutover("verify", folder)

    assert said.code == 1
    assert "FAIL  Payload: data/03-registers/tasks.csv was changed.\n" in said.out
    assert "FAIL  Made from the log: data/03-registers/tasks.csv: not what this program makes" in said.out


@pytest.mark.parametrize(
    ("copy", "name"), [("icb", "Y09999_2026-12-01_cutover_icb-copy"), ("learning", "practice_cutover_learning-copy")]
)
def test_a_copy_for_another_reader_has_a_name_and_versions_of_its_own(
    cutover: CommandLine, worked: Path, copy: str, name: str
) -> None:
    cutover("export", worked, "--now", NOW)
    first = cutover("export", worked, "--copy", copy, "--now", NOW)
    second = cutover("export", worked, "--copy", copy, "--now", NOW)

    assert Path(first.out.strip()).name == f"REHEARSAL-{name}_v1_INTERIM"
    assert Path(second.out.strip()).name == f"REHEARSAL-{name}_v2_INTERIM"
    assert cutover("verify", Path(second.out.strip())).code == 0


def test_an_answer_that_is_none_is_a_slip_of_the_fingers(cutover: CommandLine, worked: Path) -> None:
    said = cutover("export", worked, "--copy", "icb", "--answer", "keep", "--now", NOW)

    assert (said.code, said.out) == (2, "")
    assert said.err == "‘keep’ is not an answer. Write it as CODE=keep or CODE=remove.\n"
