"""`cutover verify` on a bundle: every byte of it, the log in it, and what it tells (`records.md` g 1, 2, 6, 12)."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, a_run, an_act, at
from tests.exports.bundles import csv_records, kept_run

from cutover_tui.exports.context import Copy
from cutover_tui.exports.safety_file import export_safety_file
from cutover_tui.runner.bundle_verification import MANIFEST, TAG_MANIFEST, is_bundle, verify_bundle
from cutover_tui.runner.redacted_log import REDACTED_LOG
from cutover_tui.runner.run import Run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cutover_tui.runner.verification import Verification

LOG = "data/02-log/audit-log.jsonl"
REPORTED = "data/02-log/verification.txt"


def exported(run: Path, to: Path, copy: Copy = Copy.FULL) -> Path:
    with closing(Run.open(run, clock=StillClock("Thu 18:00"), read_only=True)) as look:
        return export_safety_file(look, to, copy=copy).folder


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A fresh export of the awkward run."""
    return exported(kept_run(tmp_path / "run"), tmp_path / "out")


def check(bundle: Path, seal: str = "") -> Verification:
    return verify_bundle(bundle, clock=StillClock("Thu 18:00"), seal=seal)


def failures(found: Verification) -> dict[str, str]:
    """The names of the checks that did not pass, with their words."""
    return {check.name: check.words for check in found.checks if not check.passed}


def edit_lines(log: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    log.write_bytes(b"".join(change(log.read_bytes().splitlines(keepends=True))))


def test_a_fresh_export_passes_every_check(bundle: Path) -> None:
    found = check(bundle)

    assert found.lines()[-1] == "Result: PASS"
    assert [check.name for check in found.checks] == [
        *("Payload", "Tag files", "Records", "Plan", "Notes", "Seals in the log", "Paper", "Late entries"),
    ]
    assert is_bundle(bundle)
    assert not is_bundle(bundle / "data" / "02-log")


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("sha256sum"), reason="needs sha256sum")
@pytest.mark.parametrize("copy", Copy)
def test_acceptance_2_sha256sum_passes_on_a_fresh_export(tmp_path: Path, copy: Copy) -> None:
    folder = exported(kept_run(tmp_path / "run"), tmp_path / "out", copy)

    done = subprocess.run(
        ["/usr/bin/env", "sha256sum", "--strict", "-c", MANIFEST, TAG_MANIFEST],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
    )

    assert done.returncode == 0, done.stdout
    assert all(line.endswith(": OK") for line in done.stdout.splitlines())


@pytest.mark.parametrize("copy", Copy)
def test_what_is_read_first_fits_a_plain_window_and_says_what_matters_in_order(tmp_path: Path, copy: Copy) -> None:
    text = (exported(kept_run(tmp_path / "run"), tmp_path / "out", copy) / "READ-ME-FIRST.txt").read_text("utf-8")

    assert [line for line in text.splitlines() if len(line) > 78] == []
    text = " ".join(text.split())
    said = (
        *("rehearsal", "Start with ", "Made by ", "Interim: ", "no patient information", "sha256sum -c"),
        *("How long to keep it", "It is not the safety case."),
    )
    places = [text.index(words) for words in said]
    assert places == sorted(places)


# -- acceptance 1: a change of the log, with the manifests made to fit again


def remake_manifests(folder: Path) -> None:
    """Make both manifests fit what is there, as somebody would who hides a change."""
    import hashlib  # noqa: PLC0415 (only for the forger)

    def line(path: Path) -> str:
        return f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"

    payload = sorted(path for path in (folder / "data").rglob("*") if path.is_file())
    (folder / MANIFEST).write_text("".join(map(line, payload)))
    tags = sorted(path for path in folder.iterdir() if path.is_file() and path.name != TAG_MANIFEST)
    (folder / TAG_MANIFEST).write_text("".join(map(line, tags)))


def test_acceptance_1_one_byte_in_any_line_is_found_and_its_entry_named(bundle: Path) -> None:
    lines = (bundle / LOG).read_bytes().splitlines(keepends=True)
    for number in range(0, len(lines), 5):
        changed = lines[number].replace(b'"device":"s1"', b'"device":"s2"')
        (bundle / LOG).write_bytes(b"".join([*lines[:number], changed, *lines[number + 1 :]]))
        remake_manifests(bundle)

        found = check(bundle)

        assert found.first_bad_seq == number
        assert failures(found)["Records"].startswith(f"record {number}, at byte ")


def test_acceptance_1_a_deleted_line_is_found(bundle: Path) -> None:
    edit_lines(bundle / LOG, lambda lines: [*lines[:7], *lines[8:]])
    remake_manifests(bundle)

    found = check(bundle)

    assert (found.passed, found.first_bad_seq) == (False, 7)


def test_acceptance_1_a_cut_end_passes_the_chain_and_fails_against_the_seal(bundle: Path) -> None:
    with closing(Run.open(bundle / "data/02-log", clock=StillClock(), read_only=True)) as run:
        seal = run.seal()
    edit_lines(bundle / LOG, lambda lines: lines[:-1])
    remake_manifests(bundle)

    assert check(bundle).passed
    found = check(bundle, seal)
    assert not found.passed
    assert failures(found)["Seal on paper"].endswith("the end of the log is missing.")


def test_acceptance_1_a_last_line_written_anew_passes_the_chain_and_fails_against_the_seal(bundle: Path) -> None:
    from cutover_tui.storage.canonical_json import line_of, record_hash  # noqa: PLC0415 (only for the forger)

    with closing(Run.open(bundle / "data/02-log", clock=StillClock(), read_only=True)) as run:
        seal = run.seal()

    def forge(lines: list[bytes]) -> list[bytes]:
        last = {**json.loads(lines[-1]), "device": "elsewhere"}
        return [*lines[:-1], line_of({**last, "hash": record_hash(last)})]

    edit_lines(bundle / LOG, forge)
    remake_manifests(bundle)

    assert check(bundle).passed
    assert "another history" in failures(check(bundle, seal))["Seal on paper"]


# -- files


@pytest.mark.parametrize("path", ["data/03-registers/tasks.csv", "READ-ME-FIRST.txt", "bag-info.txt", LOG])
def test_a_changed_file_is_named(bundle: Path, path: str) -> None:
    (bundle / path).write_bytes((bundle / path).read_bytes() + b" ")

    name = "Payload" if path.startswith("data/") else "Tag files"
    assert failures(check(bundle))[name] == f"{path} was changed."


def test_a_file_that_is_gone_and_one_that_was_added_are_named(bundle: Path) -> None:
    (bundle / "data/03-registers/tasks.csv").rename(bundle / "data/03-registers/tasks2.csv")
    (bundle / "note.txt").write_text("hello")

    assert failures(check(bundle)) == {
        "Payload": "data/03-registers/tasks.csv is missing; data/03-registers/tasks2.csv is not in the manifest.",
        "Tag files": "note.txt is not in the manifest.",
    }


def test_a_file_that_became_a_link_is_not_followed(bundle: Path, tmp_path: Path) -> None:
    path = bundle / "data/03-registers/tasks.csv"
    path.rename(tmp_path / "elsewhere.csv")
    path.symlink_to(tmp_path / "elsewhere.csv")

    assert "data/03-registers/tasks.csv cannot be read: " in failures(check(bundle))["Payload"]


@pytest.mark.parametrize("path", ["../secret", "/etc/hostname", "data/../../secret", "C:\\secret", "~/x"])
def test_a_manifest_that_leads_out_of_the_bundle_is_not_followed(bundle: Path, path: str) -> None:
    manifest = bundle / MANIFEST
    manifest.write_text(f"{manifest.read_text()}{'0' * 64}  {path}\n")

    assert failures(check(bundle))["Payload"].startswith("manifest-sha256.txt has a line that is none of a manifest: ")


def test_a_manifest_that_is_gone_or_no_text_is_said(bundle: Path) -> None:
    (bundle / TAG_MANIFEST).unlink()
    (bundle / MANIFEST).write_bytes(b"\xff\xfe")

    found = failures(check(bundle))

    assert found["Tag files"] == "there is no tagmanifest-sha256.txt."
    assert found["Payload"].startswith("manifest-sha256.txt cannot be read: ")


# -- what the log tells


def test_acceptance_6_paper_that_does_not_add_up_is_said_in_words(tmp_path: Path) -> None:
    with closing(a_run(tmp_path, StillClock())) as run:
        run.issue_slips(an_act("JB"), "C-2 041 to 058", to="Reception")
        run.issue_slips(an_act("JB"), "D 001 to 004", to="Duty room")
        run.count_slips(an_act("JB"), "C-2 041 to 058", used=4, void=1, returned=11, entered=2)
    folder = exported(tmp_path / "run", tmp_path / "out")

    assert failures(check(folder)) == {
        "Paper": "C-2 041 to 058: 18 issued to Reception, but 4 used + 1 void + 11 returned make 16. Look for 2 slips. "
        "4 used = 2 entered + 2 outstanding. See entry 1."
    }
    rows = {row["batch"]: row for row in csv_records((folder / "data/03-registers/paper-records.csv").read_bytes())}
    assert rows["C-2 041 to 058"]["differences"] == "2 slips not accounted for"
    assert rows["D 001 to 004"]["differences"] == "D 001 to 004: 4 issued to Duty room, not counted yet."


def test_acceptance_6_paper_rows_balance(tmp_path: Path) -> None:
    folder = exported(kept_run(tmp_path / "run"), tmp_path / "out")

    for row in csv_records((folder / "data/03-registers/paper-records.csv").read_bytes()):
        issued, used, void, returned, entered, outstanding = (
            int(row[name]) for name in ("issued", "used", "void", "unused_returned", "re_entered", "outstanding")
        )
        assert issued == used + void + returned
        assert used == entered + outstanding


def test_a_late_entry_with_its_reason_is_counted(tmp_path: Path) -> None:
    with closing(a_run(tmp_path, StillClock())) as run:
        run.complete_task(an_act("JB", at=at("Thu 14:00"), late_reason="on paper"), "P-02")
    found = check(exported(tmp_path / "run", tmp_path / "out"))

    (late,) = [check for check in found.checks if check.name == "Late entries"]
    assert (late.passed, late.words) == (True, "1 were recorded more than 5 minutes later, each with its reason.")


def test_acceptance_12_a_broken_log_is_exported_all_the_same_and_says_so_first(tmp_path: Path) -> None:
    run = kept_run(tmp_path / "run")
    edit_lines(run / "audit-log.jsonl", lambda lines: [*lines[:20], lines[20].replace(b'"s1"', b'"s2"'), *lines[21:]])
    broken = (run / "audit-log.jsonl").read_bytes()

    folder = exported(run, tmp_path / "out")

    assert (folder / LOG).read_bytes() == broken
    read_me = (folder / "READ-ME-FIRST.txt").read_text("utf-8").splitlines()
    assert read_me[0] == "This record did not pass its check. FAIL at entry 20. Entries 0 to 19 are"
    facts = dict(line.split(": ", 1) for line in (folder / "bag-info.txt").read_text("utf-8").splitlines())
    assert facts["Chain-Check"] == "FAIL at entry 20. Entries 0 to 19 are sound"
    assert facts["Log-Entries"] == "20"
    found = check(folder)
    assert (found.passed, found.first_bad_seq) == (False, 20)
    assert {"Payload", "Tag files"}.isdisjoint(failures(found))


def test_acceptance_12_a_log_without_one_sound_entry_is_exported_too(tmp_path: Path) -> None:
    run = kept_run(tmp_path / "run")
    edit_lines(run / "audit-log.jsonl", lambda lines: [b"garbage\n", *lines[1:]])

    folder = exported(run, tmp_path / "out")

    facts = dict(line.split(": ", 1) for line in (folder / "bag-info.txt").read_text("utf-8").splitlines())
    assert (facts["Log-Entries"], facts["Log-Seal"]) == ("0", "Not applicable")
    assert facts["Chain-Check"] == "FAIL at entry 0. No entry is sound"


# -- the copy with entries by fingerprint


@pytest.fixture
def icb_log(tmp_path: Path) -> Path:
    return exported(kept_run(tmp_path / "run"), tmp_path / "out", Copy.ICB) / "data/02-log" / REDACTED_LOG


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda lines: [*lines[:7], *lines[8:]], "line 8 does not follow from the line before it."),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "line 1 does not follow from the line before it."),
        (
            lambda lines: [*lines[:7], lines[7].replace(b'"seq"', b'"who":"x","seq"'), *lines[8:]],
            "line 8: it is neither an entry nor the place of one that was taken out.",
        ),
        (
            lambda lines: [*lines[:20], lines[20].replace(b"-420", b"-421"), *lines[21:]],
            "line 21: its contents were changed after it was written (the hash does not fit them).",
        ),
        (lambda _lines: [], "it holds no entry."),
    ],
)
def test_a_changed_redacted_log_is_found(
    icb_log: Path, change: Callable[[list[bytes]], list[bytes]], words: str
) -> None:
    edit_lines(icb_log, change)
    bundle = icb_log.parents[2]
    remake_manifests(bundle)

    assert failures(check(bundle)) == {"Redacted log": words}


def test_the_redacted_log_ends_in_the_head_of_the_whole(icb_log: Path) -> None:
    bundle = icb_log.parents[2]
    facts = dict(line.split(": ", 1) for line in (bundle / "bag-info.txt").read_text("utf-8").splitlines())

    (told,) = [check.words for check in check(bundle).checks if check.name == "Redacted log"]
    assert told.endswith(f"Last hash {facts['Log-Head-SHA256']}.")


def test_a_copy_without_the_log_says_that_it_cannot_be_checked_against_it(tmp_path: Path) -> None:
    found = check(exported(kept_run(tmp_path / "run"), tmp_path / "out", Copy.LEARNING), "R0001 1111 2222 3333 4444")

    assert found.lines()[2:] == [
        "NOTE  This copy does not hold the log itself, so only the practice can check what it was made from.",
        "NOTE  The seal was not compared: the log it stands for is not in this copy.",
        "Result: PASS",
    ]
