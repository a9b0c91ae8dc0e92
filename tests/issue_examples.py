"""Issues and decisions as the tests build with them: a plan with the shipped levels and prompts, and one of each event.

Dana Rao (DR) and Sam Patel (SP) are clinicians and hold the role of clinical lead; Jo Baker (JB) leads the cutover;
Mary Kay (MK) works at reception.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from tests.examples import a_plan, at, signed

from cutover_tui.domain.decisions import DecisionDraft, DecisionReadBack, DecisionRecorded, DecisionReviewed
from cutover_tui.domain.issue_facts import (
    IssueCounted,
    IssueHarm,
    IssueNationally,
    IssueOwned,
    IssueRated,
    IssueSupplier,
    IssueUnderstood,
    IssueWorkaround,
)
from cutover_tui.domain.issues import (
    FIRST_ANSWERS,
    IssueClosed,
    IssueJournalled,
    IssueLevelChanged,
    IssueMadeSafe,
    IssueRaised,
    IssueReopened,
)
from cutover_tui.domain.pause_prompts import PauseConsidered
from cutover_tui.runner.plan_issues import issue_rules
from cutover_tui.storage.checklist_files import load_catalogue, shipped_checklists

if TYPE_CHECKING:
    from cutover_tui.domain.events import Event
    from cutover_tui.domain.issue_rules import IssueRules
    from cutover_tui.domain.plan import Plan

WHAT = "Labels print for the patient before"
QUESTION = "Do we go on printing labels from the new system?"
REASONS = "Two labels were wrong in ten minutes"


@cache
def shipped_rules() -> IssueRules:
    """What the shipped checklists say about issues."""
    rules = issue_rules(load_catalogue(shipped_checklists()).issues)
    assert rules is not None
    return rules


def a_plan_with_issues(**fields: object) -> Plan:
    """The small plan with the shipped levels, matrix and prompts."""
    return a_plan(issues=shipped_rules(), **fields)


def raised(
    answer: str = "yes",
    by: str = "MK",
    when: str = "Thu 17:42",
    *,
    ref: str = "I-1",
    what: str = WHAT,
    area: str = "prescriptions",
) -> IssueRaised:
    """Somebody raised an issue."""
    return IssueRaised(
        **signed(by, when), issue=ref, what=what, area=area, answer=answer, level=FIRST_ANSWERS.get(answer, "P9")
    )


def journalled(words: str = "Printing stopped", by: str = "JB", when: str = "Thu 17:44", *, ref: str = "I-1") -> Event:
    """Somebody wrote in the journal."""
    return IssueJournalled(**signed(by, when), issue=ref, words=words)


def safe(
    by: str = "SP", when: str = "Thu 17:50", *, ref: str = "I-1", how: str = "Labels are written by hand"
) -> Event:
    """An issue was made safe."""
    return IssueMadeSafe(**signed(by, when), issue=ref, how=how)


def levelled(to: str, was: str = "P1", by: str = "SP", when: str = "Thu 17:46", *, ref: str = "I-1") -> Event:
    """An issue came to another level."""
    return IssueLevelChanged(**signed(by, when), issue=ref, was=was, to=to, reason="Looked at it")


def a_draft(**fields: object) -> DecisionDraft:
    """A decision with everything it needs."""
    common: dict[str, object] = {
        "question": QUESTION,
        "knew": "2 labels of 40 named the wrong patient",
        "risks": "HAZ-7",
        "decided": "Stop printing and write labels by hand",
        "reasons": REASONS,
        "decided_by": "SP",
        "present": "SP, MK; DR by phone",
        "review_at": at("Thu 18:30"),
    }
    return DecisionDraft(**(common | fields))  # type: ignore[arg-type]  # any field of a draft


def decided(ref: str = "D-01", **fields: object) -> DecisionRecorded:
    """A decision was logged."""
    common: dict[str, object] = {
        "decision": ref,
        "kind": "other",
        "decided_by": "SP",
        "review_at": at("Thu 18:30"),
        "linked": ("I-1",),
        "question": QUESTION,
        "not_known": "None stated",
        "options": "stop; go on",
        "risks": "HAZ-7",
        "decided": "Stop printing",
        "reasons": REASONS,
        "present": "SP, MK",
        "knew": "2 labels were wrong",
    }
    return DecisionRecorded(**signed("JB"), **(common | fields))  # type: ignore[arg-type]  # any field of the event


ISSUE_STORY: tuple[tuple[Event, str], ...] = (
    (raised(), f"I-1 raised as P1, prescriptions: {WHAT}. Harm in the next hour: yes"),
    (
        IssueJournalled(**signed("JB"), issue="I-1", told="reception", words="Printing stopped"),
        "I-1: Printing stopped. Told: reception",
    ),
    (levelled("P2"), "I-1: lowered from P1 to P2: Looked at it"),
    (safe(), "I-1: made safe: Labels are written by hand"),
    (
        IssueClosed(**signed("SP"), issue="I-1", saw="x", cause="A driver of the printer"),
        "I-1: closed. What we found out: A driver of the printer",
    ),
    (IssueReopened(**signed(), issue="I-1", reason="It came back"), "I-1: open again: It came back"),
    (IssueOwned(**signed(), issue="I-1", owner="MK"), "I-1: MK sees to it"),
    (
        IssueWorkaround(**signed(), issue="I-1", workaround="By hand", safe_by="SP"),
        "I-1: workaround, safe says SP: By hand",
    ),
    (
        IssueSupplier(**signed(), issue="I-1", supplier="TPP", reference="C-88", severity="low", release="7.1"),
        "I-1: supplier TPP, reference C-88, their severity low, release 7.1",
    ),
    (
        IssueCounted(**signed(), issue="I-1", patients=12, approx=True, forms="C-2 041 to 052"),
        "I-1: patients affected: about 12, forms C-2 041 to 052",
    ),
    (
        IssueRated(
            **signed("SP"),
            issue="I-1",
            severity="Major",
            likelihood="High",
            rating=4,
            new_hazard="no",
            known_hazard="yes",
            control_failed="do not know",
            hazards="HAZ-7",
            assessment="A wrong label reaches a patient",
        ),
        (
            "I-1: rated 4: severity Major, likelihood High; new hazard no, known hazard yes (HAZ-7), "
            "control failed do not know: A wrong label reaches a patient"
        ),
    ),
    (
        IssueUnderstood(
            **signed(), issue="I-1", cause="A driver", factors=("tools and technology",), learning="Test labels"
        ),
        "I-1: what we found out: A driver. Contributed: tools and technology. Learning: Test labels",
    ),
    (
        IssueHarm(**signed(), issue="I-1", physical="none", near_miss="yes", candour="not applicable"),
        "I-1: physical harm none, near miss yes, candour considered not applicable",
    ),
    (
        IssueNationally(**signed(), issue="I-1", lfpse="recorded", reference="LF-3"),
        "I-1: LFPSE: recorded, reference LF-3",
    ),
    (
        PauseConsidered(
            **signed(), prompt="p1-not-safe", counted=("I-1",), trigger="T1", reason="Labels are written by hand"
        ),
        "Asked whether to pause: p1-not-safe (I-1). Carried on: Labels are written by hand",
    ),
    (
        decided(),
        (
            f"D-01 {QUESTION} Decided by SP: Stop printing. Reasons: {REASONS}. Known: 2 labels were wrong. "
            "Not known: None stated. Options: stop; go on. Risks to patients: HAZ-7. Present: SP, MK. "
            "Review Thu 26 Nov 18:30"
        ),
    ),
    (
        DecisionReadBack(**signed("SP"), decision="D-01", how="by phone, read back"),
        "D-01 read back: by phone, read back",
    ),
    (
        DecisionReviewed(**signed("SP"), decision="D-01", what_happened="No more wrong labels"),
        "D-01 looked at again. What happened next: No more wrong labels",
    ),
)
"""One of each event about issues and decisions, with the words the story has for it."""
