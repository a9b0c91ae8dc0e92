"""`cutover`: what can be typed, and how each command ends.

Data goes to stdout, words to stderr. Exit 0 done, 1 refused or a check did not pass, 2 wrong usage or unreadable. What
is heavy is imported by the command that needs it, so that `--help` and `status` answer at once.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from cutover_tui.cli.context import DONE, NO, UNUSABLE, NotUsable, context_of
from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn, TextIO

    from cutover_tui.cli.context import Context

    Command = Callable[[Context], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        _show_what_it_can(stream)
    try:
        typed = sys.argv[1:] if argv is None else argv
        arguments = _parser(typed[0] if typed else "").parse_args(typed)
        context = context_of(arguments)
        return _guarded(_command(arguments.command or "home"), context)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return UNUSABLE if isinstance(refusal, NotUsable) else NO


def _show_what_it_can(stream: TextIO) -> None:
    """Let a terminal that lacks a character show its number instead of ending the command."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")


def _guarded(command: Command, context: Context) -> int:
    try:
        code = command(context)
        sys.stdout.flush()
    except Refused:
        raise
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as problem:  # noqa: BLE001 (the shared screen never shows a traceback; it goes to a file)
        return _ended_by(problem, context)
    else:
        return code


def _ended_by(problem: Exception, context: Context) -> int:
    """Words and an exit code for what was raised; the details of a fault of ours go to a file."""
    import traceback

    from cutover_tui.storage.audit_log import AuditLogBroken
    from cutover_tui.storage.plan_json import PlanUnreadable

    if isinstance(problem, AuditLogBroken):
        print(problem, file=sys.stderr)
        return NO
    if isinstance(problem, PlanUnreadable):
        print(problem, file=sys.stderr)
        return UNUSABLE
    details = context.home / "unexpected.txt"
    try:
        details.parent.mkdir(parents=True, exist_ok=True)
        details.write_text("".join(traceback.format_exception(problem)), encoding="utf-8")
        where = f"The details are in {details}."
    except OSError:
        where = "The details could not be written to a file."
    print(f"Something unexpected happened and the command stopped. What was recorded is safe. {where}", file=sys.stderr)
    return UNUSABLE


_MODULES = {
    **dict.fromkeys(("home", "open", "wall", "demo"), "screen_commands"),
    **dict.fromkeys(("start", "status", "tick"), "run_commands"),
    **dict.fromkeys(("reentry", "slips"), "reentry_commands"),
    "service": "service_commands",
    **dict.fromkeys(("log", "verify", "seal", "export"), "log_commands"),
    "redact": "redact_commands",
    **dict.fromkeys(("print", "collect"), "paper_commands"),
    "catch-up": "catch_up_commands",
    **dict.fromkeys(("check", "copy-checklists"), "checklist_commands"),
}
"""Command to the module that holds it; only that one is loaded."""


def _command(name: str) -> Command:
    """The function behind a command, imported now."""
    module = import_module(f"cutover_tui.cli.{_MODULES[name]}")
    command: Command = getattr(module, name.replace("-", "_"))
    return command


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong with what was typed, and where to read on."""

    def error(self, message: str) -> NoReturn:
        """End with the usage, the words and exit code 2."""
        self.print_usage(sys.stderr)
        self.exit(UNUSABLE, f"{message[:1].upper()}{message[1:]}. `{self.prog} --help` says what can be typed.\n")


def _parser(first: str = "") -> argparse.ArgumentParser:
    """The parser; where the first word typed names a command, of its family only: each command takes time to add."""
    everywhere = _Parser(add_help=False)
    everywhere.add_argument("--home", metavar="DIR", default=argparse.SUPPRESS, help="where the list of runs is kept")
    everywhere.add_argument("--now", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    parser = _Parser(
        prog="cutover",
        description="Runs the checklists of a GP practice's cutover, with an audit log anyone can check.",
        epilog="Alone, cutover shows the runs on this machine.",
        parents=[everywhere],
    )
    parser.add_argument("--version", action="version", version=f"cutover-tui {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    def add(name: str, words: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=words, description=words, parents=[everywhere])

    families = {
        "screen_commands": _add_screen_commands,
        "run_commands": _add_run_commands,
        "reentry_commands": _add_reentry_commands,
        "service_commands": _add_service_command,
        "log_commands": _add_log_commands,
        "redact_commands": _add_redact_command,
        "paper_commands": _add_paper_commands,
        "catch_up_commands": _add_catch_up_command,
        "checklist_commands": _add_checklist_commands,
    }
    for module, add_family in families.items():
        if _MODULES.get(first, module) == module:
            add_family(add)
    return parser


def _add_screen_commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    demo = add("demo", "work a rehearsal of an example practice on the afternoon of its final extract")
    demo.add_argument("--dir", metavar="DIR", help="where to put it; a fresh temporary folder when left out")
    opened = add("open", "work a run")
    _add_run(opened)
    opened.add_argument("--as", dest="initials", metavar="INITIALS", help="who is at the keyboard")
    opened.add_argument("--second-copy", metavar="DIR", help="keep a second copy of the log in another folder")
    _add_run(add("wall", "show the read-only wall board of a run, following its log"))


def _add_run_commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    start = add("start", "make a plan from a practice file and start it as a run; prints the run folder")
    start.add_argument("--practice", metavar="FILE", required=True, help="the practice file (YAML)")
    start.add_argument("--checklists", metavar="DIR", help="your own checklists instead of the shipped ones")
    start.add_argument("--core-only", action="store_true", help="leave out the extended tasks")
    start.add_argument("--kind", choices=("live", "rehearsal"), default="rehearsal", help="rehearsal unless said")
    start.add_argument("--dir", metavar="DIR", help="the run folder; under the home folder when left out")
    start.add_argument("--second-copy", metavar="DIR", help="keep a second copy of the log in another folder")
    start.add_argument(
        "--clock-check", metavar="TEXT", default="", help='such as "2 s behind the phone, JB"; kept in the first record'
    )
    status = add("status", "say where a run stands")
    _add_run(status)
    status.add_argument("--json", action="store_true", help="as one JSON object")
    tick = add("tick", "complete one task; prints the record's number once it is on disk")
    _add_run(tick)
    tick.add_argument("task", metavar="TASK", help="the task's number, such as F-03")
    _add_act(tick)
    tick.add_argument("--checked-by", metavar="YY", default="", help="initials of a different person who checked it")
    tick.add_argument("--observed", metavar="TEXT", default="", help="what was seen")
    tick.add_argument("--reason", metavar="TEXT", default="", help="why it is done early, out of order or late")
    tick.add_argument("--note", metavar="TEXT", default="", help="anything else; nothing about a patient")
    _add_what_was_said(tick)


def _add_service_command(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    service = add("service", "record where a service stands; prints the record's number once it is on disk")
    _add_run(service)
    service.add_argument("instance", metavar="INSTANCE", help="the service, such as eps or pathology:north-lab")
    service.add_argument("state", metavar="STATE", help="off, paper, asked_on, on_untested, flowing, unknown ...")
    service.add_argument("--by", metavar="XX", required=True, help="initials of the person who saw it")
    _add_what_was_said(service)
    service.add_argument("--checked-by", metavar="YY", default="", help="initials of a second person who agrees")
    service.add_argument("--at", metavar="TIME", help="when it happened, if not now: 14:05, or with date and offset")
    _add_not_a_patient(service)
    service.add_argument("--late-reason", metavar="TEXT", default="", help="why it is recorded more than 5 min later")
    service.add_argument("--reason", metavar="TEXT", default="", help="why it goes back, is unknown or is retired")


def _add_what_was_said(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--confirmed-with", metavar="TEXT", default="", help="who at the service's other end confirmed it"
    )
    parser.add_argument("--ref", metavar="TEXT", default="", help="their reference, or that they gave none")
    parser.add_argument("--first-item", metavar="TEXT", default="", help="the first real item: from where, what time")
    parser.add_argument("--catcher", metavar="YY", default="", help="initials of who catches what the service carried")
    parser.add_argument("--route", metavar="TEXT", default="", help="how it reaches them")


def _add_reentry_commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    reentry = add("reentry", "count paper that is typed into the new system after go-live; prints the record's number")
    _add_run(reentry)
    reentry.add_argument("category", metavar="CATEGORY", help="such as red-slips or paper-results:north-lab")
    what = reentry.add_mutually_exclusive_group(required=True)
    what.add_argument("--logged", metavar="N", type=int, help="so many more were found")
    what.add_argument("--entered", metavar="N", type=int, help="so many were typed into the new system")
    what.add_argument(
        "--explained",
        metavar="N",
        type=int,
        help="so many are not typed; --reason says not needed, duplicate or arrived electronically",
    )
    what.add_argument("--nil", action="store_true", help="somebody looked and there was nothing")
    what.add_argument("--take-back", metavar="N", type=int, help="an earlier count was wrong; --of says which")
    what.add_argument("--sampled", metavar="N", type=int, help="a second person compared so many with their paper")
    what.add_argument("--close", action="store_true", help="nothing is left; --checked-by says who checked")
    _add_act(reentry)
    reentry.add_argument("--reason", metavar="TEXT", default="", help="why; nothing about a patient")
    reentry.add_argument("--site", metavar="SITE", default="", help="the site the paper is of")
    reentry.add_argument("--day", metavar="DAY", default="", help="the day the paper is of: 27 Nov, yesterday")
    reentry.add_argument(
        "--of", metavar="COUNT", default="logged", help="which count, or ‘nil return’ or ‘sample’; logged unless said"
    )
    reentry.add_argument("--right", metavar="N", type=int, help="how many of the sample were right")
    reentry.add_argument("--checked-by", metavar="YY", default="", help="initials of a different person who checked it")
    slips = add("slips", "issue or count numbered paper slips; prints the record's number")
    _add_run(slips)
    slips.add_argument("slips", metavar="SLIPS", help='the range, such as "C-2 041 to 058"')
    slips.add_argument("--issued-to", metavar="WHO", default="", help="the role or place the slips went to")
    slips.add_argument("--used", metavar="N", type=int, help="how many were used; with the others, as they stand now")
    slips.add_argument("--void", metavar="N", type=int, help="how many were spoilt or are lost for good")
    slips.add_argument("--returned", metavar="N", type=int, help="how many came back unused")
    slips.add_argument("--entered", metavar="N", type=int, help="how many of those used are in the new system")
    _add_act(slips)


def _add_log_commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    log = add("log", "tell the story of a run")
    _add_run(log)
    log.add_argument("--json", action="store_true", help="the raw records, one a line")
    log.add_argument("--all", action="store_true", help="also openings, clock changes and recoveries")
    verify = add("verify", "check every record of a log; changes nothing")
    verify.add_argument(
        "run", metavar="RUN-OR-FILE", help="a run folder, an audit-log.jsonl, or the folder of a safety file"
    )
    verify.add_argument("--plan", metavar="FILE", help="the plan, when it is not beside the log")
    verify.add_argument(
        "--seal", metavar="TEXT", default="", help='the seal from paper, such as "R0137 4175 8601 1308 7052"'
    )
    verify.add_argument(
        "--made-from", metavar="RUN", default="", help="the run a copy without the log was made from, to make it again"
    )
    _add_run(add("seal", "show the seal to write on paper"))
    export = add("export", "write the safety file")
    _add_run(export)
    export.add_argument("--to", metavar="DIR", help="where to put it; the run's exports folder when left out")
    export.add_argument(
        "--copy",
        choices=("full", "icb", "supplier", "learning"),
        default="full",
        help="for whom; all but the full copy have roles in place of names",
    )
    export.add_argument(
        "--supplier",
        metavar="NAME",
        default="",
        help="whom the supplier copy is for: it holds the issues about that supplier; needed where there are several",
    )
    export.add_argument("--pdf", action="store_true", help="the report as a PDF too, beside the folder")
    export.add_argument(
        "--answer",
        metavar="CODE=ANSWER",
        action="append",
        default=[],
        help="keep or remove what looks like it could identify a patient; the refusal gives the code",
    )
    export.add_argument("--by", metavar="XX", default="", help="initials of the person who answers")


def _add_redact_command(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    redact = add("redact", "take the words of an entry out of the log, with two people; prints the record's number")
    _add_run(redact)
    redact.add_argument("--entry", metavar="N", type=int, required=True, help="its number in the log")
    redact.add_argument("--by", metavar="XX", required=True, help="initials of the first of the two")
    redact.add_argument("--second", metavar="YY", required=True, help="initials of the other")
    redact.add_argument("--reason", metavar="TEXT", required=True, help="why, without saying again what the words were")


def _add_paper_commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    printed = add("print", "make the hard copy, before or during the day; prints the folder with its pages")
    _add_run(printed)
    printed.add_argument("--to", metavar="DIR", help="where to put it; the run's exports folder when left out")
    printed.add_argument("--by", metavar="XX", default="", help="initials of the person who prints it")
    printed.add_argument(
        "--again", metavar="VERSION", type=int, help="an earlier version, exactly as it was; records nothing"
    )
    collect = add("collect", "record that copies of a printed sheet came back; prints the record's number")
    _add_run(collect)
    collect.add_argument("sheet", metavar="SHEET", help="its id, such as CS-F")
    collect.add_argument(
        "--version", dest="sheet_version", metavar="N", type=int, help="the oldest that is out when left out"
    )
    collect.add_argument("--copies", metavar="N", type=int, help="how many came back; all when left out")
    _add_act(collect)


def _add_catch_up_command(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    catch_up = add("catch-up", "type up a sheet of paper from a file; prints the number of each entry")
    _add_run(catch_up)
    catch_up.add_argument("file", metavar="FILE", nargs="?", default="-", help="CSV, a row a line; - for what is piped")
    catch_up.add_argument("--by", metavar="XX", required=True, help="initials of the person who types it up")
    catch_up.add_argument("--sheet", metavar="SHEET", default="L-01", help="the sheet, where a row does not say")
    catch_up.add_argument("--day", metavar="DAY", default="", help="the day of times without one: 26 Nov, yesterday")
    catch_up.add_argument("--check", action="store_true", help="only say what is wrong; records nothing")


def _add_checklist_commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    check = add("check", "find every mistake in checklists and practice files; the shipped ones when none are given")
    check.add_argument("paths", metavar="FILE-OR-DIR", nargs="*")
    copy = add("copy-checklists", "copy the shipped checklists into a new folder, to edit")
    copy.add_argument("folder", metavar="DIR")


def _add_act(parser: argparse.ArgumentParser) -> None:
    """Who did it and when: the same for every command that records something."""
    parser.add_argument("--by", metavar="XX", required=True, help="initials of the person who did it")
    parser.add_argument("--at", metavar="TIME", help="when it happened, if not now: 14:05, or with date and offset")
    parser.add_argument(
        "--late-reason", metavar="TEXT", default="", help="why it is recorded more than 5 minutes later"
    )
    _add_not_a_patient(parser)


def _add_not_a_patient(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--not-a-patient",
        action="store_true",
        help="record words that look as if they could tell who a patient is: they are nobody's",
    )


def _add_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run", metavar="RUN", help="a run folder, or the name of a run on this machine")


if __name__ == "__main__":
    sys.exit(main())
