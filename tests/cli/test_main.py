"""`cutover` itself: its help, wrong usage, what it loads, and how it ends when something else goes wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.cli.command_line import CommandLine, cutover_process, needs_posix

from cutover_tui.cli import main as main_module
from cutover_tui.runner.version import VERSION

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = [
    *("demo", "open", "wall", "start", "status", "tick", "log", "verify", "seal", "export", "check"),
    *("copy-checklists", "reentry", "slips"),
]
HEAVY = ("textual", "rich", "pydantic", "holidays", "jinja2", "ruamel")


def test_help_names_every_command(cutover: CommandLine) -> None:
    said = cutover("--help")

    assert (said.code, said.err) == (0, "")
    assert {line.split()[0] for line in said.out.splitlines() if line.startswith("    ")} >= set(COMMANDS)
    assert "--now" not in said.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(cutover: CommandLine, command: str) -> None:
    said = cutover(command, "--help")

    assert said.code == 0
    assert said.out.startswith(f"usage: cutover {command} ")
    assert "--now" not in said.out


def test_the_version_is_said(cutover: CommandLine) -> None:
    assert cutover("--version").out == f"cutover-tui {VERSION}\n"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["frob"], "Argument COMMAND: invalid choice: 'frob'"),
        (["tick"], "The following arguments are required: RUN, TASK, --by. `cutover tick --help` says"),
        (["start"], "The following arguments are required: --practice. `cutover start --help` says"),
        (["status"], "The following arguments are required: RUN. `cutover status --help` says"),
        (["status", "run", "more"], "Unrecognized arguments: more. `cutover --help` says what can be typed."),
        (["start", "--practice", "p.yaml", "--kind", "real"], "Argument --kind: invalid choice: 'real'"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_where_to_read_on(cutover: CommandLine, typed: list[str], words: str) -> None:
    said = cutover(*typed)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: cutover ")
    assert words in said.err
    assert "error:" not in said.err


@pytest.mark.parametrize("typed", [[], ["open", "run"], ["wall", "run"]])
def test_a_screen_needs_a_terminal(typed: list[str]) -> None:
    said = cutover_process(*typed)

    assert (said.code, said.out) == (2, "")
    assert said.err == ("This command needs a terminal. `cutover status RUN` and `cutover log RUN` work without one.\n")


@pytest.mark.parametrize("now", ["soon", "2026-11-26T15:42:00", "26 Nov 15:42"])
def test_a_time_to_set_the_clock_to_has_to_be_an_instant(cutover: CommandLine, now: str) -> None:
    said = cutover("status", "run", "--now", now)

    assert said.code == 2
    assert said.err == (
        f"--now {now} is not an instant. Write it as 2026-11-26T15:42:00+00:00, with + at the end to run on.\n"
    )


# -- what is loaded


@pytest.mark.parametrize(
    ("typed", "more"),
    [
        (["--help"], ("pendulum", "tinydb", "filelock")),
        (["status", "RUN"], ("tinydb", "filelock")),
        (["tick", "RUN", "P-02", "--by", "JB"], ("tinydb",)),
        (["log", "RUN"], ("tinydb", "filelock")),
        (["verify", "RUN"], ("tinydb", "filelock", "pendulum")),
        (["seal", "RUN"], ("tinydb", "filelock")),
        (["export", "RUN"], ("tinydb",)),
    ],
)
def test_what_is_heavy_is_loaded_by_what_needs_it(run: Path, typed: list[str], more: tuple[str, ...]) -> None:
    words = [str(run) if word == "RUN" else word for word in typed]
    told = "import atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"

    said = cutover_process(*words, before=told)

    assert said.code == 0
    loaded = {name.split(".", maxsplit=1)[0] for name in said.err.split()}
    assert "cutover_tui" in loaded
    pages = {"jinja2"} if typed[0] == "export" else set()
    assert not loaded & ({*HEAVY, *more} - pages)


# -- how it ends


@needs_posix
def test_a_reader_that_has_seen_enough_ends_it_quietly(run: Path) -> None:
    log = subprocess.Popen(
        [sys.executable, "-m", "cutover_tui", "log", str(run), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": ""},
    )
    assert log.stdout is not None
    assert log.stderr is not None
    log.stdout.close()

    code = log.wait(timeout=60)

    assert (code, log.stderr.read()) == (0, b"")
    log.stderr.close()


def test_a_fault_of_ours_ends_with_2_and_keeps_its_details_off_the_screen(
    cutover: CommandLine, run: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_context: object) -> int:
        raise RuntimeError("a secret of the program")

    monkeypatch.setattr(main_module, "_command", lambda _name: fail)

    said = cutover("status", run)

    details = f"{os.environ['CUTOVER_HOME']}/unexpected.txt"
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "Something unexpected happened and the command stopped. What was recorded is safe. "
        f"The details are in {details}.\n"
    )
    with open(details, encoding="utf-8") as written:  # noqa: PTH123 (one line for one reading)
        assert "a secret of the program" in written.read()


def test_a_fault_of_ours_is_said_even_where_nothing_can_be_written(
    cutover: CommandLine, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CUTOVER_HOME", str(tmp_path / "file"))

    def fail(_context: object) -> int:
        raise RuntimeError("a secret of the program")

    monkeypatch.setattr(main_module, "_command", lambda _name: fail)

    said = cutover("status", run)

    assert said.code == 2
    assert said.err.endswith("What was recorded is safe. The details could not be written to a file.\n")


def test_an_interruption_ends_with_130(cutover: CommandLine, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_context: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(main_module, "_command", lambda _name: interrupted)

    assert cutover("status", run).code == 130


def test_the_home_folder_may_be_named_before_or_after_the_command(cutover: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "place" / "runs").mkdir(parents=True)

    for typed in (["--home", tmp_path / "place", "status", "none"], ["status", "none", "--home", tmp_path / "place"]):
        assert cutover(*typed).code == 2
