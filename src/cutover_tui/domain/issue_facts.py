"""What becomes known about an issue once it is raised: owner, way round, supplier, patients, rating, cause, harm.

Each is a record of its own, so that it is seen who said it and when. What a record leaves empty stays as it was.
Severity and likelihood come from a clinician, on the day or later; the supplier's severity never changes our level
(`records.md` c3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_person, require_words, sign
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.issue_rules import rules_of
from cutover_tui.domain.issues import DO_NOT_KNOW, NO, YES, IssueHappening, issue_of, require_clinician
from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

HAZARD_ANSWERS = (YES, NO, DO_NOT_KNOW)
"""The answers to the three clinical-risk questions."""
RECORDED, NOT_NEEDED, NOT_DECIDED = "recorded", "not needed", "not decided"
LFPSE_ANSWERS = (RECORDED, NOT_NEEDED, NOT_DECIDED)
"""Whether it was recorded with the national service for learning from patient safety events."""
CANDOUR_ANSWERS = (YES, NO, "not applicable")
MOST_PATIENTS = 99_999
"""The largest number of patients one issue may touch; a larger one is a slip of the finger."""


@dataclass(frozen=True, kw_only=True)
class IssueOwned(IssueHappening):
    """Somebody was named who sees to an issue: this happened."""

    WIRE: ClassVar[str] = "issue.owned"
    MEANING: ClassVar[str] = "I say who sees to it"

    owner: str
    """Initials of the person."""


@dataclass(frozen=True, kw_only=True)
class IssueWorkaround(IssueHappening):
    """A way round an issue was found, or a clinician called it safe: this happened."""

    WIRE: ClassVar[str] = "issue.workaround"
    TEXTS: ClassVar[tuple[str, ...]] = ("workaround",)
    MEANING: ClassVar[str] = "I say this is the way round it"

    safe_by: str = ""
    """Initials of the clinician who says that it is safe; empty while none has."""
    workaround: str


@dataclass(frozen=True, kw_only=True)
class IssueSupplier(IssueHappening):
    """A supplier was told of an issue, or said something about it: this happened."""

    WIRE: ClassVar[str] = "issue.supplier"
    TEXTS: ClassVar[tuple[str, ...]] = ("supplier", "reference", "severity", "release")
    MEANING: ClassVar[str] = "I say what the supplier calls it"

    supplier: str
    reference: str = ""
    """Their reference."""
    severity: str = ""
    """Their severity, in their words."""
    release: str = ""
    """The release of the system it was seen in."""


@dataclass(frozen=True, kw_only=True)
class IssueCounted(IssueHappening):
    """Somebody counted how many patients an issue touches: this happened."""

    WIRE: ClassVar[str] = "issue.counted"
    TEXTS: ClassVar[tuple[str, ...]] = ("forms",)
    MEANING: ClassVar[str] = "I counted this many"

    patients: int
    approx: bool = False
    """True where the number is about right."""
    forms: str = ""
    """Numbers of the paper forms that say who."""


@dataclass(frozen=True, kw_only=True)
class IssueRated(IssueHappening):
    """A clinician judged the risk of an issue: this happened."""

    WIRE: ClassVar[str] = "issue.rated"
    TEXTS: ClassVar[tuple[str, ...]] = ("hazards", "controls", "assessment")
    MEANING: ClassVar[str] = "I rate the clinical risk"

    severity: str
    likelihood: str
    rating: int
    """What the plan's matrix gave for the two."""
    new_hazard: str
    """Whether this is a hazard the log does not have, one of `HAZARD_ANSWERS`."""
    known_hazard: str
    """Whether it is a known hazard becoming real."""
    control_failed: str
    """Whether a control did not hold."""
    hazards: str = ""
    """References of hazards in the hazard log."""
    controls: str = ""
    """References of the controls that did not hold."""
    assessment: str = ""


@dataclass(frozen=True, kw_only=True)
class IssueUnderstood(IssueHappening):
    """Something was found out about how an issue came about: this happened."""

    WIRE: ClassVar[str] = "issue.understood"
    TEXTS: ClassVar[tuple[str, ...]] = ("learning", "cause")
    MEANING: ClassVar[str] = "I say what we found out"

    factors: tuple[str, ...] = ()
    """The contributory factors of the plan."""
    learning: str = ""
    cause: str = ""
    """What we found out."""


@dataclass(frozen=True, kw_only=True)
class IssueHarm(IssueHappening):
    """Somebody said what harm an issue did, and what was done about telling: this happened."""

    WIRE: ClassVar[str] = "issue.harm"
    MEANING: ClassVar[str] = "I say what harm was done"

    physical: str = ""
    psychological: str = ""
    near_miss: str = ""
    """`yes` or `no`."""
    candour: str = ""
    """Whether the duty of candour was considered, one of `CANDOUR_ANSWERS`."""


@dataclass(frozen=True, kw_only=True)
class IssueNationally(IssueHappening):
    """It was decided whether an issue is recorded nationally (LFPSE): this happened."""

    WIRE: ClassVar[str] = "issue.lfpse"
    TEXTS: ClassVar[tuple[str, ...]] = ("reference",)
    MEANING: ClassVar[str] = "I say whether this is recorded nationally"

    lfpse: str
    """One of `LFPSE_ANSWERS`."""
    reference: str = ""


IssueFact = (
    IssueOwned
    | IssueWorkaround
    | IssueSupplier
    | IssueCounted
    | IssueRated
    | IssueUnderstood
    | IssueHarm
    | IssueNationally
)


def own_issue(state: RunState, act: Act, ref: str, *, owner: str) -> IssueOwned:
    """Decide who sees to an issue.

    Raises:
        Refused: There is no such issue or person, or the same person does already.
    """
    issue = issue_of(state, ref)
    require_person(state, owner)
    if issue.owner == owner:
        raise Refused(f"{owner} sees to {ref} already.")
    return IssueOwned(**sign(state, act), issue=ref, owner=owner)


def work_around(state: RunState, act: Act, ref: str, *, workaround: str, safe_by: str = "") -> IssueWorkaround:
    """Decide what the way round an issue is, and which clinician says that it is safe.

    Raises:
        Refused: There is no such issue or way round, or the one who calls it safe is not a clinician.
    """
    issue = issue_of(state, ref)
    words = require_words(workaround or issue.workaround, f"Say how people get round {ref} meanwhile.")
    if safe_by:
        require_person(state, safe_by)
        require_clinician(state, safe_by, f"A clinician says that a workaround is safe, and {safe_by} is not one.")
    return IssueWorkaround(**sign(state, act), issue=ref, workaround=words, safe_by=safe_by)


def note_supplier(
    state: RunState, act: Act, ref: str, *, supplier: str, reference: str = "", severity: str = "", release: str = ""
) -> IssueSupplier:
    """Decide what a supplier calls an issue; our level stays as it is.

    Raises:
        Refused: There is no such issue, or no supplier is named.
    """
    issue = issue_of(state, ref)
    name = require_words(supplier or issue.supplier, f"Say which supplier was told about {ref}.")
    return IssueSupplier(
        **sign(state, act),
        issue=ref,
        supplier=name,
        reference=reference.strip(),
        severity=severity.strip(),
        release=release.strip(),
    )


def count_patients(
    state: RunState, act: Act, ref: str, *, patients: int, approx: bool = False, forms: str = ""
) -> IssueCounted:
    """Decide how many patients an issue touches: a number, and never who.

    Raises:
        Refused: There is no such issue, or the number cannot be right.
    """
    issue_of(state, ref)
    if not 0 <= patients <= MOST_PATIENTS:
        raise Refused(f"{patients} is not a count of patients. Give a whole number from 0 to {MOST_PATIENTS:,}.")
    return IssueCounted(**sign(state, act), issue=ref, patients=patients, approx=approx, forms=forms.strip())


def rate_issue(
    state: RunState,
    act: Act,
    ref: str,
    *,
    severity: str,
    likelihood: str,
    new_hazard: str,
    known_hazard: str,
    control_failed: str,
    hazards: str = "",
    controls: str = "",
    assessment: str = "",
) -> IssueRated:
    """Decide how a clinician rates the risk of an issue, on the day or later.

    Raises:
        Refused: There is no such issue, somebody else rates it, a word is not one of the matrix, one of the three
            questions is not answered, or a yes names no reference.
    """
    issue_of(state, ref)
    require_clinician(state, act.by, f"A clinician rates {ref}, and {act.by} is not one.")
    matrix = rules_of(state.plan).matrix
    if not matrix.rows:
        raise Refused("This plan has no risk matrix. Write the assessment in the journal; plans made from now on do.")
    _require_one_of(severity, matrix.severities, "severity")
    _require_one_of(likelihood, matrix.likelihoods, "likelihood")
    require_hazards(new_hazard, (known_hazard, hazards), (control_failed, controls))
    return IssueRated(
        **sign(state, act),
        issue=ref,
        severity=severity,
        likelihood=likelihood,
        rating=matrix.rating(severity, likelihood),
        new_hazard=new_hazard,
        known_hazard=known_hazard,
        control_failed=control_failed,
        hazards=hazards.strip(),
        controls=controls.strip(),
        assessment=assessment.strip(),
    )


def understand_issue(
    state: RunState, act: Act, ref: str, *, cause: str = "", factors: tuple[str, ...] = (), learning: str = ""
) -> IssueUnderstood:
    """Decide what was found out about an issue, which factors contributed, and what is learnt.

    Raises:
        Refused: There is no such issue, a factor is not one of the plan's, or nothing is said.
    """
    issue_of(state, ref)
    known = rules_of(state.plan).factors
    for factor in factors:
        _require_one_of(factor, known, "contributory factor")
    if not (cause.strip() or factors or learning.strip()):
        raise Refused(f"Say what was found out about {ref}, what contributed, or what is learnt.")
    return IssueUnderstood(
        **sign(state, act), issue=ref, cause=cause.strip(), factors=factors, learning=learning.strip()
    )


def record_harm(
    state: RunState,
    act: Act,
    ref: str,
    *,
    physical: str = "",
    psychological: str = "",
    near_miss: str = "",
    candour: str = "",
) -> IssueHarm:
    """Decide what harm an issue did, whether it was a near miss, and whether candour was considered.

    Raises:
        Refused: There is no such issue, a word is not one to pick, or nothing is said.
    """
    issue_of(state, ref)
    rules = rules_of(state.plan)
    picks = (
        (physical, rules.harm_physical, "physical harm"),
        (psychological, rules.harm_psychological, "psychological harm"),
        (near_miss, (YES, NO), "near miss"),
        (candour, CANDOUR_ANSWERS, "candour"),
    )
    for answer, known, what in picks:
        if answer:
            _require_one_of(answer, known, what)
    if not any(answer for answer, _known, _what in picks):
        raise Refused(f"Say what harm {ref} did, whether it was a near miss, or whether candour was considered.")
    return IssueHarm(
        **sign(state, act),
        issue=ref,
        physical=physical,
        psychological=psychological,
        near_miss=near_miss,
        candour=candour,
    )


def record_nationally(state: RunState, act: Act, ref: str, *, lfpse: str, reference: str = "") -> IssueNationally:
    """Decide whether an issue is recorded with LFPSE, and under which reference.

    Raises:
        Refused: There is no such issue, the answer is not known, or a recorded one has no reference.
    """
    issue_of(state, ref)
    _require_one_of(lfpse, LFPSE_ANSWERS, "answer about LFPSE")
    if lfpse == RECORDED:
        require_words(reference, "Give the LFPSE reference, or write that it is to follow.")
    return IssueNationally(**sign(state, act), issue=ref, lfpse=lfpse, reference=reference.strip())


def require_hazards(new: str, known: tuple[str, str], failed: tuple[str, str]) -> None:
    """Refuse one of the three clinical-risk questions without an answer, and a yes without a reference."""
    for answer, question in (
        (new, "Is this a new hazard?"),
        (known[0], "Is it a known hazard becoming real?"),
        (failed[0], "Has a control failed?"),
    ):
        if answer not in HAZARD_ANSWERS:
            raise Refused(f"{question} Answer yes, no or do not know.")
    if known[0] == YES:
        require_words(known[1], "Give the reference of the known hazard, or write that it is not to hand.")
    if failed[0] == YES:
        require_words(failed[1], "Give the reference of the control, or write that it is not to hand.")


def _require_one_of(answer: str, known: tuple[str, ...], what: str) -> None:
    if answer not in known:
        raise Refused(f"‘{answer}’ is not a {what}. Pick one of: {', '.join(known)}.")
