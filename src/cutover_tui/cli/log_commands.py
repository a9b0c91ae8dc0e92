"""`log`, `verify`, `seal`, `export`."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from cutover_tui.cli.context import DONE, NO, UNUSABLE, Context, NotUsable, path_of
from cutover_tui.cli.run_commands import say_recovered
from cutover_tui.domain.deferred import replace
from cutover_tui.domain.refusals import Refused
from cutover_tui.domain.time_words import date_time_words
from cutover_tui.runner.run import Run
from cutover_tui.storage.audit_log import AuditLogBroken

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.exports.safety_file import Export
    from cutover_tui.runner.story import Line
    from cutover_tui.runner.verification import Verification


def log(context: Context) -> int:
    """Tell the story, or print the raw records."""
    with context.open_to_look() as run:
        if context.arguments.json:
            _print_records(run)
        else:
            _print_story(run, everything=context.arguments.all)
    if run.log.broken is not None:
        print(run.log.broken, file=sys.stderr)
        return NO
    return DONE


def _print_records(run: Run) -> None:
    from cutover_tui.storage.canonical_json import line_of

    for record in run.log.records:
        sys.stdout.buffer.write(line_of(record))


def _print_story(run: Run, *, everything: bool) -> None:
    from cutover_tui.runner.story import line_of

    for entry in run.entries:
        line = line_of(entry, run.state)
        if everything or not line.system:
            print(_story_line(line, run.plan.calendar.zone))


def _story_line(line: Line, zone: str) -> str:
    who = f"{line.by} (typed by {line.recorder})" if line.recorder else line.by or "program"
    late = f" [recorded {date_time_words(line.recorded_at, zone)}]" if line.late else ""
    words = line.words.replace("\n", " / ")
    return f"{line.seq:>5}  {date_time_words(line.happened_at, zone)}  {who:<8}  {words}{late}"


def verify(context: Context) -> int:
    """Check every record; PASS or FAIL per check, then the result."""
    from cutover_tui.runner.bundle_verification import is_bundle
    from cutover_tui.runner.verification import verify as verify_log

    given = path_of(context.arguments.run)
    path = given if os.path.lexists(given) else context.run_folder(context.arguments.run)
    plan = path_of(context.arguments.plan) if context.arguments.plan else None
    if is_bundle(path):
        verification = _verify_bundle(path, context)
    else:
        verification = verify_log(path, plan=plan, seal=context.arguments.seal)
    print("\n".join(verification.lines()))
    if not verification.readable:
        return UNUSABLE
    return DONE if verification.passed else NO


def _verify_bundle(folder: Path, context: Context) -> Verification:
    """What checking a safety file found; where its log holds, also whether its other files follow from that."""
    from cutover_tui.exports.rebuild import check_rebuild
    from cutover_tui.runner.bundle_verification import verify_bundle

    found = verify_bundle(folder, clock=context.clock, seal=context.arguments.seal)
    made_from = context.run_folder(context.arguments.made_from) if context.arguments.made_from else None
    rebuilt = check_rebuild(folder, clock=context.clock, made_from=made_from)
    checks = (*found.checks, rebuilt.check) if rebuilt.check is not None else found.checks
    notes = (*found.recheck_notes, rebuilt.note) if rebuilt.note else found.recheck_notes
    return replace(found, checks=checks, recheck_notes=notes)


def seal(context: Context) -> int:
    """Show the seal to write on paper."""
    with context.open_to_look() as run:
        if run.log.broken is not None:
            print(run.log.broken, file=sys.stderr)
            return NO
        print(run.seal())
    zone = run.plan.calendar.zone
    print(
        f"Write this on the wall sheet with the time, {date_time_words(context.clock.now(), zone)}, and your initials.",
        file=sys.stderr,
    )
    return DONE


def export(context: Context) -> int:
    """Write the safety file and print its folder."""
    from cutover_tui.domain.happening import PROGRAM
    from cutover_tui.exports.context import Copy
    from cutover_tui.exports.safety_file import export_safety_file
    from cutover_tui.exports.suppliers import left_out_words

    folder = context.run_folder(context.arguments.run)
    run, in_the_way = _open_to_export(folder, context)
    with closing(run):
        to = path_of(context.arguments.to) if context.arguments.to else folder / "exports"
        made = export_safety_file(
            run,
            to,
            copy=Copy(context.arguments.copy),
            supplier=context.arguments.supplier,
            answers=_said(run, context, in_the_way),
        )
        print(made.folder)
        if made.context.supplier and (others := left_out_words(run.state, made.context.supplier)):
            print(others, file=sys.stderr)
        if context.arguments.pdf:
            _make_pdf(made)
        if not made.passed:
            print(
                "The log did not pass its verification; data/02-log/verification.txt in the export says why.",
                file=sys.stderr,
            )
            return NO
        try:
            if in_the_way is not None:
                raise in_the_way
            run.note_export(
                PROGRAM, copy=context.arguments.copy, folder=made.folder.name, supplier=made.context.supplier
            )
        except Refused as problem:
            print(f"The safety file is whole, but the log does not say that it was made. {problem}", file=sys.stderr)
    return DONE


def _make_pdf(made: Export) -> None:
    """Make the report as a PDF too, or say how; the export stands either way."""
    from cutover_tui.exports.report.pdf import make_pdf

    pdf = make_pdf(made)
    if pdf.path is not None:
        print(pdf.path)
    print(pdf.words, file=sys.stderr)


def _said(run: Run, context: Context, in_the_way: Refused | None) -> dict[str, str]:
    """The answers given now that the log does not hold: none, but for a log nobody can write to.

    Raises:
        NotUsable: An answer is not of the form CODE=ANSWER, or it is not said who gives it.
    """
    answers = _answers(context.arguments.answer)
    if not answers:
        return {}
    by = context.arguments.by.strip().upper()
    if not by:
        raise NotUsable("Say who answers, with --by and initials: the log keeps each answer with who gave it.")
    if in_the_way is not None:
        print(f"The answers are in this copy alone, not in the log. {in_the_way}", file=sys.stderr)
        return answers
    from cutover_tui.domain.acts import Act
    from cutover_tui.exports.review import record_answers

    record_answers(run, Act(by=by, now=context.clock.now()), answers)
    return {}


def _answers(typed: list[str]) -> dict[str, str]:
    """The answers to what was found, by the code each was given.

    Raises:
        NotUsable: One is not of the form CODE=ANSWER.
    """
    pairs = [answer.partition("=") for answer in typed]
    for (code, equals, answer), words in zip(pairs, typed, strict=True):
        if not (code and equals and answer):
            raise NotUsable(f"‘{words}’ is not an answer. Write it as CODE=keep or CODE=remove.")
    return {code: answer for code, _equals, answer in pairs}


def _open_to_export(folder: Path, context: Context) -> tuple[Run, Refused | None]:
    """The run, for work where that can be, so that a torn last write is set aside; else for looking, and why.

    A log that cannot be written to, or is broken, is exported all the same (`records.md` b1 principle 4, g 12).
    """
    try:
        run = context.open_for_work(folder)
    except NotUsable:
        raise
    except (Refused, AuditLogBroken) as problem:
        in_the_way = problem if isinstance(problem, Refused) else Refused(str(problem))
        return Run.open(folder, clock=context.clock, read_only=True), in_the_way
    say_recovered(run, context)
    return run, None
