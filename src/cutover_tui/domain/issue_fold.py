"""What the fold makes of a record about an issue: the next state, and what people should look at.

Nothing disappears: a second issue under a number that is taken gets the next one, and a level that its signer may not
lower stays as it was and is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from cutover_tui.domain.correction_rules import corrected
from cutover_tui.domain.deferred import replace
from cutover_tui.domain.issue_facts import (
    IssueCounted,
    IssueFact,
    IssueHarm,
    IssueNationally,
    IssueOwned,
    IssueRated,
    IssueSupplier,
    IssueUnderstood,
    IssueWorkaround,
)
from cutover_tui.domain.issue_rules import LEVELS, P1, is_worse, rules_of
from cutover_tui.domain.issue_state import Issue, IssueStanding, JournalLine, LevelStep, Stamped
from cutover_tui.domain.issues import (
    IssueClosed,
    IssueJournalled,
    IssueLevelChanged,
    IssueMadeSafe,
    IssueRaised,
    IssueReopened,
    clinical_leads,
    next_ref,
    saw_issue,
)
from cutover_tui.domain.leads import is_clinician

if TYPE_CHECKING:
    from cutover_tui.domain.notes import EntryCorrected
    from cutover_tui.domain.state import RunState

IssueMove = IssueRaised | IssueJournalled | IssueLevelChanged | IssueMadeSafe | IssueClosed | IssueReopened
IssueEvent = IssueMove | IssueFact


def after_issue(state: RunState, event: IssueEvent, seq: int) -> tuple[RunState, str]:
    """The state after a record; what cannot take effect changes nothing and is said in words, else these are empty."""
    if isinstance(event, IssueRaised):
        return _raised(state, event, seq)
    issue = state.issues.get(event.issue)
    if issue is None:
        return state, f"Entry {seq} is about {event.issue or 'an issue without a number'}, which was never raised."
    words = _without_effect(state, issue, event, seq)
    if words:
        return state, words
    after = _with_entry(state, issue, event, seq)
    words = _doubt(issue, after, event)
    return replace(state, issues={**state.issues, issue.ref: after}), words


def after_issue_correction(state: RunState, fix: EntryCorrected) -> RunState:
    """The state after a correction of an entry that may be about an issue: the issue is read anew from its entries.

    Each took effect by the rules and the people of its time, so none is judged again: a correction sets words, people
    and times right, and never what came of them.
    """
    found = next((one for one in state.issues.values() if any(seq == fix.corrects for seq, _ in one.history)), None)
    if found is None:
        return state
    (first, raised), *rest = (
        (seq, _corrected(state, event, fix) if seq == fix.corrects else event) for seq, event in found.history
    )
    if not isinstance(raised, IssueRaised):  # never: an issue begins with being raised
        return state
    issue = _fresh(found.ref, raised, found.levels[0].level, first)
    for seq, event in rest:
        issue = _with_entry(state, issue, event, seq)
    return replace(state, issues={**state.issues, found.ref: issue})


def _corrected(state: RunState, event: IssueEvent, fix: EntryCorrected) -> IssueEvent:
    """An event as it was corrected; the rating follows its severity and likelihood."""
    after = corrected(event, fix.field, fix.now)
    if not isinstance(after, IssueRated) or fix.field not in {"severity", "likelihood"}:
        return after
    return replace(after, rating=rules_of(state.plan).matrix.rating(after.severity, after.likelihood))


def _with_entry(state: RunState, issue: Issue, event: IssueEvent, seq: int) -> Issue:
    """An issue after an entry that takes effect, with its line in the journal."""
    after = _after(state, issue, event, seq)
    line = JournalLine(
        seq=seq,
        at=event.at,
        by=event.by,
        words=journal_words(event),
        told=event.told if isinstance(event, IssueJournalled) else "",
        standing=after.standing,
    )
    seen_at = max(issue.seen_at, event.at)
    return replace(after, journal=(*issue.journal, line), history=(*issue.history, (seq, event)), seen_at=seen_at)


def journal_words(event: IssueEvent) -> str:
    """What a record did or said about its issue, as the journal has it."""
    match event:
        case IssueRaised():
            return f"Raised: {event.what}"
        case IssueJournalled():
            return event.words
        case IssueLevelChanged():
            way = "Lowered" if is_lower(event) else "Raised"
            return f"{way} from {event.was} to {event.to}{f': {event.reason}' if event.reason else ''}"
        case IssueMadeSafe():
            return f"Made safe: {event.how}"
        case IssueClosed():
            return f"Closed. What we found out: {event.cause}"
        case IssueReopened():
            return f"Open again: {event.reason}"
        case _:
            return _fact_words(event)


def is_lower(event: IssueLevelChanged) -> bool:
    """Tell whether a change of level goes down."""
    return event.was in LEVELS and event.to in LEVELS and is_worse(event.was, event.to)


def _raised(state: RunState, event: IssueRaised, seq: int) -> tuple[RunState, str]:
    taken = event.issue in state.issues or not event.issue
    ref = next_ref(state.issues) if taken else event.issue
    level = event.level if event.level in LEVELS else P1
    issue = _fresh(ref, event, level, seq)
    words = ""
    if taken:
        words = f"Entry {seq} raised an issue as {event.issue or 'nothing'}, which is taken. It stands as {ref}."
    elif level != event.level:
        words = f"{ref} came with a level this version does not know, {event.level}. It is treated as {P1}."
    return replace(state, issues={**state.issues, ref: issue}), words


def _fresh(ref: str, event: IssueRaised, level: str, seq: int) -> Issue:
    """An issue as it was raised."""
    return Issue(
        ref=ref,
        seq=seq,
        at=event.at,
        by=event.by,
        on_behalf_of=event.on_behalf_of,
        what=event.what,
        area=event.area,
        answer=event.answer,
        level=level,
        levels=(LevelStep(seq=seq, at=event.at, by=event.by, level=level),),
        journal=(
            JournalLine(seq=seq, at=event.at, by=event.by, words=journal_words(event), standing=IssueStanding.OPEN),
        ),
        history=((seq, event),),
        urgent_at=event.at,
        urgent_seq=seq,
        seen_at=event.at,
    )


def _without_effect(state: RunState, issue: Issue, event: IssueEvent, seq: int) -> str:
    """Why a record changes nothing, in words; empty where it takes effect."""
    match event:
        case IssueLevelChanged():
            return _level_without_effect(state, issue, event, seq)
        case IssueMadeSafe() if issue.safe is not None or issue.closed is not None:
            return f"{event.by} made {issue.ref} safe, which was {issue.standing} already. The first stands."
        case IssueClosed():
            return _close_without_effect(state, issue, event)
        case IssueRated() if not is_clinician(state, event.by):
            return f"{event.by} rated {issue.ref} and is not a clinician. It is not rated yet."
        case _:
            return ""


def _level_without_effect(state: RunState, issue: Issue, event: IssueLevelChanged, seq: int) -> str:
    """A P1 goes down by a clinician's record alone, whatever the record says it was."""
    ref = issue.ref
    if event.to not in LEVELS or event.to == issue.level:
        return f"Entry {seq} brings {ref} to {event.to}, where it is already or cannot be. Nothing changed."
    lower = is_worse(issue.level, event.to)
    if lower and issue.level == P1 and not is_clinician(state, event.by):
        return f"{event.by} lowered {ref} while it was P1, and is not a clinician. It stays P1: look at it again."
    if lower and event.was != issue.level:
        return f"{event.by} lowered {ref} from {event.was} while it came to {issue.level}. It stays: look at it again."
    return ""


def _close_without_effect(state: RunState, issue: Issue, event: IssueClosed) -> str:
    ref = issue.ref
    if issue.closed is not None or event.saw != saw_issue(issue):
        return f"{event.by} closed {ref} while it changed. Look at it again."
    if issue.level == P1 and (issue.safe is None or event.by not in clinical_leads(state)):
        return f"{event.by} closed {ref}, a P1 that the clinical lead closes once it is safe. It is still open."
    return ""


def _doubt(before: Issue, after: Issue, event: IssueEvent) -> str:
    """What people should look at although a record took effect."""
    if not isinstance(event, IssueWorkaround) or not event.safe_by or after.workaround_safe_by:
        return ""
    return f"{event.safe_by} called the workaround of {before.ref} safe and is not a clinician. Ask a clinician."


def _after(state: RunState, issue: Issue, event: IssueEvent, seq: int) -> Issue:
    """Where an issue stands after a record that takes effect."""
    match event:
        case IssueRaised():
            return issue
        case IssueJournalled():
            return _answered(issue, event)
        case IssueLevelChanged():
            return _level(issue, event, seq)
        case IssueMadeSafe():
            return replace(_answered(issue, event), safe=Stamped(seq=seq, at=event.at, by=event.by, words=event.how))
        case IssueClosed():
            closed = Stamped(seq=seq, at=event.at, by=event.by, words=event.cause)
            return replace(_answered(issue, event), closed=closed, cause=event.cause)
        case IssueReopened():
            return _urgent(replace(issue, safe=None, closed=None), event, seq)
        case _:
            return _with_fact(state, issue, event)


def _level(issue: Issue, event: IssueLevelChanged, seq: int) -> Issue:
    """The issue at its new level."""
    lower = is_worse(issue.level, event.to)
    step = LevelStep(seq=seq, at=event.at, by=event.by, level=event.to, reason=event.reason)
    moved = replace(issue, level=event.to, levels=(*issue.levels, step))
    if lower:
        return moved
    # A thing that is worse than it was thought is not safe any more until somebody says so again.
    return _urgent(replace(moved, safe=None, closed=None), event, seq)


def _answered(issue: Issue, event: IssueEvent) -> Issue:
    """The issue with its first answer, where it had none."""
    return issue if issue.answered_at is not None else replace(issue, answered_at=event.at)


def _urgent(issue: Issue, event: IssueEvent, seq: int) -> Issue:
    """The issue with its clocks running from a record."""
    return replace(issue, urgent_at=event.at, urgent_seq=seq, answered_at=None)


def _with_fact(state: RunState, issue: Issue, event: IssueFact) -> Issue:
    match event:
        case IssueOwned():
            return replace(issue, owner=event.owner)
        case IssueWorkaround():
            return _worked_around(state, issue, event)
        case IssueSupplier():
            return replace(
                issue,
                supplier=event.supplier,
                supplier_ref=event.reference or issue.supplier_ref,
                supplier_severity=event.severity or issue.supplier_severity,
                system_release=event.release or issue.system_release,
            )
        case IssueCounted():
            forms = event.forms or issue.form_numbers
            return replace(issue, patients=event.patients, patients_approx=event.approx, form_numbers=forms)
        case IssueRated():
            return _rated(issue, event)
        case IssueUnderstood():
            return replace(
                issue,
                cause=event.cause or issue.cause,
                factors=event.factors or issue.factors,
                learning=event.learning or issue.learning,
            )
        case IssueHarm():
            return replace(
                issue,
                harm_physical=event.physical or issue.harm_physical,
                harm_psychological=event.psychological or issue.harm_psychological,
                near_miss=event.near_miss or issue.near_miss,
                candour=event.candour or issue.candour,
            )
        case IssueNationally():
            return replace(issue, lfpse=event.lfpse, lfpse_ref=event.reference or issue.lfpse_ref)
    assert_never(event)


def _worked_around(state: RunState, issue: Issue, event: IssueWorkaround) -> Issue:
    """The issue with its way round; another one than before has to be called safe anew."""
    kept = issue.workaround_safe_by if event.workaround == issue.workaround else ""
    safe_by = event.safe_by if is_clinician(state, event.safe_by) else kept
    return replace(issue, workaround=event.workaround, workaround_by=event.by, workaround_safe_by=safe_by)


def _rated(issue: Issue, event: IssueRated) -> Issue:
    return replace(
        issue,
        severity=event.severity,
        likelihood=event.likelihood,
        rating=event.rating,
        rated_by=event.by,
        new_hazard=event.new_hazard,
        known_hazard=event.known_hazard,
        control_failed=event.control_failed,
        hazard_refs=event.hazards or issue.hazard_refs,
        control_failed_refs=event.controls or issue.control_failed_refs,
        assessment=event.assessment or issue.assessment,
    )


def _fact_words(event: IssueFact) -> str:
    match event:
        case IssueOwned():
            return f"{event.owner} sees to it"
        case IssueWorkaround():
            safe = f", safe says {event.safe_by}" if event.safe_by else ", not yet called safe by a clinician"
            return f"Workaround{safe}: {event.workaround}"
        case IssueSupplier():
            parts = (
                ("", event.supplier),
                ("reference ", event.reference),
                ("their severity ", event.severity),
                ("release ", event.release),
            )
            return f"Supplier {', '.join(f'{label}{words}' for label, words in parts if words)}"
        case IssueCounted():
            about = "about " if event.approx else ""
            forms = f", forms {event.forms}" if event.forms else ""
            return f"Patients affected: {about}{event.patients}{forms}"
        case IssueRated():
            return _rated_words(event)
        case IssueUnderstood():
            found = (
                ("What we found out: ", event.cause),
                ("Contributed: ", ", ".join(event.factors)),
                ("Learning: ", event.learning),
            )
            return ". ".join(f"{label}{words}" for label, words in found if words)
        case IssueHarm():
            harm = (
                ("Physical harm ", event.physical),
                ("psychological harm ", event.psychological),
                ("near miss ", event.near_miss),
                ("candour considered ", event.candour),
            )
            words = ", ".join(f"{label}{said}" for label, said in harm if said)
            return f"{words[:1].upper()}{words[1:]}"
        case IssueNationally():
            return f"LFPSE: {event.lfpse}{f', reference {event.reference}' if event.reference else ''}"
    assert_never(event)


def _rated_words(event: IssueRated) -> str:
    said = (
        ("new hazard", event.new_hazard, ""),
        ("known hazard", event.known_hazard, event.hazards),
        ("control failed", event.control_failed, event.controls),
    )
    answers = ", ".join(f"{what} {answer}{f' ({refs})' if refs else ''}" for what, answer, refs in said)
    words = f": {event.assessment}" if event.assessment else ""
    return f"Rated {event.rating}: severity {event.severity}, likelihood {event.likelihood}; {answers}{words}"
