"""`READ-ME-FIRST.txt`: what the folder is, where to start and how to check it, for somebody who has nothing else.

The order is that of `records.md` b3.
"""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from cutover_tui.domain.leads import cutover_lead
from cutover_tui.exports.bag_info import chain_check, description, organisation, retention
from cutover_tui.exports.context import Copy
from cutover_tui.exports.names_removed import moment
from cutover_tui.exports.naming import external_identifier
from cutover_tui.runner.version import TOOL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.exports.context import Context

WIDTH = 78
REPORT = "data/01-report/cutover-report.html"
WORKBOOK = "data/03-registers/cutover-registers.xlsx"
_LOG = {
    Copy.FULL: "the audit log and the plan, byte for byte, and the log as a table",
    Copy.ICB: "the audit log as a table, and its chain, people's entries by fingerprint alone",
    Copy.SUPPLIER: "what of the log this copy holds",
    Copy.LEARNING: "what changed in the plan",
}
_WITH_CHAIN = frozenset({Copy.FULL, Copy.ICB})
_FOLDERS = {
    "01-report": "the story in order, what is still open, and a sheet to sign",
    "02-log": "",
    "03-registers": "one table a subject, as CSV files and as one workbook",
    "04-calendar": "the planned times, for a calendar program",
    "05-paper": "what was printed for the day, and the register of printed sheets",
}


def read_me(context: Context, payload: Mapping[str, bytes]) -> bytes:
    """The whole file."""
    parts = (
        _what_this_is(context),
        _where_to_start(payload),
        _who_made_it(context),
        _how_it_stands(context),
        _no_patients(context),
        _what_it_holds(context, payload),
        _how_to_check(payload),
        f"How long to keep it: {retention(context)}.",
        "This is evidence for the clinical safety case. It is not the safety case.",
    )
    return ("\n".join(_filled(part) for part in parts) + "\n").encode()


def _what_this_is(context: Context) -> str:
    warning = ""
    if not context.verification.passed:
        warning = f"This record did not pass its check. {chain_check(context)}.\n"
    if context.rehearsal:
        warning += "This was a rehearsal, not the day itself.\n"
    made = f"Made from what was recorded up to {moment(context.as_of, context)} (24-hour clock)."
    return f"{warning}{description(context)}, {organisation(context)}.\n{made}"


def _where_to_start(payload: Mapping[str, bytes]) -> str:
    if REPORT in payload:
        return f"Start with {REPORT}"
    first = min(payload, default="bag-info.txt")
    return f"There is no report in this copy. Start with {first}"


def _who_made_it(context: Context) -> str:
    lead = cutover_lead(context.state)
    who = context.person(lead.initials) if lead is not None else "the cutover lead"
    if context.copy is Copy.LEARNING:
        return f"Made by {TOOL} for the practice. Contact: whoever sent it to you."
    phone = f", {lead.phone}" if lead is not None and lead.phone and not context.copy.names_removed else ""
    return f"Made by {TOOL} for {context.plan.practice}. Contact: {who}{phone}. Id: {external_identifier(context)}"


def _how_it_stands(context: Context) -> str:
    status = (
        "Interim: the run is still open, and more may be recorded." if context.interim else "Final: the run is closed."
    )
    seal = (
        f" Seal: {context.seal}. Compare it with the wall sheet."
        if context.records and context.copy in _WITH_CHAIN
        else ""
    )
    return f"{status} Check of the log: {chain_check(context)}.{seal}"


def _no_patients(context: Context) -> str:
    lead = cutover_lead(context.state)
    named = context.person(lead.initials) if lead is not None else "the cutover lead"
    whom = "the practice" if context.copy is Copy.LEARNING else named
    return f"There should be no patient information here. If you find some, stop and tell {whom}."


def _what_it_holds(context: Context, payload: Mapping[str, bytes]) -> str:
    held = {path.split("/")[1] for path in payload}
    folders = {**_FOLDERS, "02-log": _LOG[context.copy]}
    lines = [f"data/{folder}: {words}" for folder, words in folders.items() if folder in held]
    empty = [path.rsplit("/", 1)[1] for path, data in payload.items() if _is_empty_table(path, data)]
    if "data/03-registers/tasks.csv" in payload and WORKBOOK not in payload:
        lines.append("There is no workbook: it needs the extra `excel` to be installed. The CSV files hold the same.")
    if empty:
        lines.append(f"Nothing was recorded for: {', '.join(empty)}. They hold their headings only.")
    return "\n".join(lines)


def _is_empty_table(path: str, data: bytes) -> bool:
    return path.endswith(".csv") and data.count(b"\r\n") == 1


def _how_to_check(payload: Mapping[str, bytes]) -> str:
    lines = [
        "To check that no file has changed, with no software of ours, in this folder:",
        "  sha256sum -c manifest-sha256.txt       Linux, macOS with coreutils",
        "  certutil -hashfile FILE SHA256         Windows, one file at a time",
    ]
    has_log = any(path.startswith("data/02-log/audit-log.j") for path in payload)
    lines.append(f"With this program, {'the files, the chain, balances and late entries' if has_log else 'the same'}:")
    return "\n".join([*lines, "  cutover verify FOLDER"])


def _filled(part: str) -> str:
    """A part with its lines at most 78 columns wide; what hangs over is set in."""
    return "\n".join(
        line
        if line.startswith("  ")
        else fill(line, WIDTH, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)
        for line in part.split("\n")
    )
