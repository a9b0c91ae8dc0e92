"""`bag-info.txt`: the facts about a bundle, one a line, for archives and for whoever checks it (`records.md` b5)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cutover_tui.domain.findings import KEEP
from cutover_tui.domain.happening import NOT_RECORDED
from cutover_tui.domain.log_events import RunOpened
from cutover_tui.domain.notes import EntryCorrected
from cutover_tui.domain.time_words import long_date_words, rfc3339, to_local
from cutover_tui.exports.context import Copy
from cutover_tui.exports.names_removed import NOT_SHOWN
from cutover_tui.exports.naming import external_identifier, supplier_shown
from cutover_tui.runner.redacted_log import redacted_lines
from cutover_tui.runner.version import TOOL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from cutover_tui.exports.context import Context

RETENTION_YEARS = (10, 20)
"""Years from going live before which the file is not destroyed: ordinarily, and where a serious incident is linked."""
_MARKING = {
    Copy.FULL: "OFFICIAL-SENSITIVE: contains staff names. Practice to confirm",
    Copy.ICB: "OFFICIAL: roles in place of staff names. Practice to confirm",
    Copy.SUPPLIER: "OFFICIAL: roles in place of staff names. Practice to confirm",
    Copy.LEARNING: "OFFICIAL: no staff names and no practice name. Practice to confirm",
}


def bag_info(context: Context, payload: Mapping[str, bytes]) -> bytes:
    """The whole file."""
    facts = {**_what_it_is(context, payload), **_what_the_log_holds(context), **_who_may_have_it(context)}
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in facts.items()).encode()


def description(context: Context) -> str:
    """What a bundle is, in one line: `Safety file for the clinical system cutover of 22 November 2026`."""
    what = "Safety file of a rehearsal of" if context.rehearsal else "Safety file for"
    if context.copy is Copy.LEARNING:
        return f"{what} a clinical system cutover: learning copy"
    day = f"of {long_date_words(context.go_live, context.zone)}" if context.go_live else "without a date in its plan"
    return f"{what} the clinical system cutover {day}{_copy_words(context)}"


def _copy_words(context: Context) -> str:
    if context.copy is Copy.FULL:
        return ""
    return f": copy for {'the integrated care board' if context.copy is Copy.ICB else supplier_shown(context)}"


def organisation(context: Context) -> str:
    """The practice with its code; no name in the learning copy."""
    if context.copy is Copy.LEARNING:
        return "A general practice (name removed)"
    return f"{context.plan.practice} ({context.plan.ods_code})"


def marking(context: Context) -> str:
    """How the copy is to be handled."""
    return _MARKING[context.copy]


def concern_entries(context: Context) -> str:
    """How many entries hold concerns, and why they look different."""
    count = len(context.state.concerns)
    return f"{count or 'None recorded'}. Where there are any, they are batched and timed to the hour by design"


def chain_check(context: Context) -> str:
    """What checking the log found: `PASS, entries 0 to 213`, or where it stopped.

    It says nothing about the clock at the time of the check: the same log gives the same words.
    """
    found = context.verification
    if context.copy is Copy.LEARNING:
        return "PASS" if found.passed else "FAIL"
    if found.passed:
        return f"PASS up to entry {found.records - 1}, recorded {rfc3339(context.as_of, context.zone)}"
    if not found.readable:
        return "FAIL. The log could not be read"
    where = "before its first entry" if found.first_bad_seq is None else f"at entry {found.first_bad_seq}"
    return f"FAIL {where}. {_sound(found.records)}"


def retention(context: Context) -> str:
    """How long to keep the file; the dates count from going live (`records.md` a1)."""
    if context.copy is Copy.LEARNING:
        return "as long as it teaches something. The practice keeps the record itself"
    live = context.go_live or context.as_of
    ten, twenty = (long_date_words(_years_on(live, years), context.zone) for years in RETENTION_YEARS)
    return (
        f"life of the new clinical system, then review; not before {ten}; not before {twenty} if a serious incident "
        f"is linked. Records lead to confirm"
    )


def late_entries(context: Context) -> str:
    """How many entries were recorded late, and whether each says why."""
    late = [entry for entry in context.entries if entry.event.late_reason]
    return f"{len(late)}, all with reasons" if late else "0"


def seals_written(context: Context) -> str:
    """How many decided gates have their seal on paper, and how many seals were written in all."""
    decided = [ref for ref, one in context.state.gates.items() if one.decision is not None]
    sealed = sum(f"gate {ref}" in context.state.seals_for for ref in decided)
    gates = f"{sealed} of {len(decided)} decided gates, see gates.csv. " if decided else ""
    count = len(context.state.seals)
    if not count:
        return f"{gates}0 seals written on paper"
    last = context.state.seals[-1][0]
    return f"{gates}{count} {'seal' if count == 1 else 'seals'} written on paper, the last for entries 0 to {last}"


def patient_information(context: Context) -> str:
    """What looking for identifiers found, and what became of it."""
    found = len(context.findings)
    words = f"none intended. {found} possible {'identifier' if found == 1 else 'identifiers'} found on export"
    if not found:
        return words
    said = [context.answers[finding.code] for finding in context.findings if finding.code in context.answers]
    kept = said.count(KEEP)
    if len(said) == found:
        gone = "left out" if context.copy.names_removed else "left out of copies without names"
        return f"{words}, all looked at: {kept} kept as nobody's, {found - kept} {gone}"
    which = f"{found - len(said)} of them " if said else ""
    return f"{words}, {which}to be looked at before a copy leaves the practice"


def identity_assurance(context: Context) -> str:
    """What was asked for to vouch for who acted."""
    asked = [str(record.get("auth", "")) for record in context.records if record.get("actor") != "PROGRAM"]
    words = ["initials chosen at the keyboard. No password or smartcard check"]
    for auth, said in (("two-person", "two different people's initials"), ("pin", "initials and a PIN")):
        if auth in asked:
            words.append(f"{asked.count(auth)} entries with {said}")
    return ". ".join(words)


def _what_it_is(context: Context, payload: Mapping[str, bytes]) -> dict[str, str]:
    return {
        "Source-Organization": organisation(context),
        "External-Description": description(context),
        "External-Identifier": external_identifier(context),
        "Bagging-Date": _date(context),
        "Bag-Software-Agent": TOOL,
        "Payload-Oxum": f"{sum(map(len, payload.values()))}.{len(payload)}",
        "Cutover-Status": "open, this is an interim copy" if context.interim else "closed",
    }


def _what_the_log_holds(context: Context) -> dict[str, str]:
    opened = context.entries[0].event if context.entries else None
    corrections = sum(isinstance(entry.event, EntryCorrected) for entry in context.entries)
    return {
        "Plan-SHA256": hashlib.sha256(context.plan_bytes).hexdigest(),
        "Log-Entries": str(len(context.entries)),
        "Log-Head-SHA256": context.head or "Not applicable",
        "Log-Seal": context.seal or "Not applicable",
        "Chain-Check": chain_check(context),
        "Clock-Check": opened.clock_check if isinstance(opened, RunOpened) else NOT_RECORDED,
        "Seal-Witnessed": seals_written(context),
        "Late-Entries": late_entries(context),
        "Corrections": str(corrections),
        "Redacted-Entries": _redacted(context),
        "Concern-Entries": concern_entries(context),
        "Identity-Assurance": identity_assurance(context),
    }


def _who_may_have_it(context: Context) -> dict[str, str]:
    return {
        "Marking": marking(context),
        "Patient-Information": patient_information(context),
        "Audience": str(context.copy),
        **({"Supplier": supplier_shown(context)} if context.supplier else {}),
        "Derived-From": _derived_from(context),
        "Retain": retention(context),
    }


def _derived_from(context: Context) -> str:
    """The record a names-removed copy was made from: its id, as far as this copy may say it, and its head hash."""
    if context.copy is Copy.FULL:
        return "Not applicable, this is the full copy"
    record = "the practice's record" if context.copy is Copy.LEARNING else f"run {context.run}"
    return f"{record}, {len(context.entries)} entries, head {context.head or 'Not applicable'}"


def _date(context: Context) -> str:
    """The day of the last entry: when a bundle was made is no fact of the log, and the same log gives the same file."""
    if context.copy is Copy.LEARNING:
        return NOT_SHOWN
    return f"{to_local(context.as_of, context.zone):%Y-%m-%d}"


def _redacted(context: Context) -> str:
    """How many entries have lost their words, here or in the log itself."""
    words = str(sum(entry.redacted for entry in context.entries))
    if context.copy is Copy.ICB:
        by_fingerprint = sum(b'"redacted":true' in line for line in redacted_lines(context.records))
        return f"{words}. {by_fingerprint} entries stand in the log of this copy by their fingerprint alone"
    return words


def _sound(count: int) -> str:
    return {0: "No entry is sound", 1: "Entry 0 is sound"}.get(count, f"Entries 0 to {count - 1} are sound")


def _years_on(instant: datetime, years: int) -> datetime:
    """The same day some years later; 1 March for 29 February, never earlier."""
    try:
        return instant.replace(year=instant.year + years)
    except ValueError:
        return instant.replace(year=instant.year + years, month=3, day=1)
