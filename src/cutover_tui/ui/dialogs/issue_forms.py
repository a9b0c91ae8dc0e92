"""The forms of the issues board: what is asked for each thing that can be recorded about an issue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain import issue_facts, issues
from cutover_tui.domain.issue_rules import LEVELS, rules_of
from cutover_tui.domain.pause_prompts import carry_on
from cutover_tui.domain.refusals import Refused
from cutover_tui.ui.dialogs.choice_field import ChoiceField
from cutover_tui.ui.dialogs.fields import LineField
from cutover_tui.ui.dialogs.form_dialog import Form
from cutover_tui.ui.dialogs.initials_field import InitialsField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.domain.pause_prompts import Crossing
    from cutover_tui.domain.state import RunState

YES_NO = ("yes", "no")
_APPROX = ("about", "about ", "approx", "ca", "~")


class OpenChoice(ChoiceField):
    """A choice that may be left open; Enter stops at it once."""

    STOPS = True

    def lacks(self) -> str:
        """Nothing: it may be left open."""
        return ""


def journal_form(issue: Issue) -> Form:
    """What was done or said, and who was told."""
    return Form(
        heading="Journal",
        fields={
            "words": LineField("Done or said", question=f"Say what was done or said about {issue.ref}."),
            "told": LineField("Told", hint="whom, or empty: nobody new", stops=True),
        },
        facts=dict,
        decide=issues.journal_issue,
        record=lambda run: run.journal_issue,
        signer="Give the initials of who did or said it.",
    )


def level_form(state: RunState, issue: Issue) -> Form:
    """Another level, and why."""
    rules = rules_of(state.plan)
    levels = [f"{level.code} {level.meaning}" for level in rules.levels]
    codes = dict(zip(levels, LEVELS, strict=True))
    return Form(
        heading=f"Level of {issue.ref}, now {issue.level}",
        fields={
            "to": ChoiceField("", "It is", levels, lacking="Press the number of a level."),
            "reason": LineField("Why", hint="needed to lower it", stops=True),
        },
        facts=lambda values: {"to": codes[values["to"]], "reason": values["reason"]},
        decide=issues.change_level,
        record=lambda run: run.change_level,
        signer="Give your initials. Only a clinician lowers a P1.",
    )


def safe_form(issue: Issue) -> Form:
    """What made it safe."""
    return Form(
        heading=f"{issue.ref} made safe",
        fields={"how": LineField("What made it safe", question=f"Say what made {issue.ref} safe.")},
        facts=dict,
        decide=issues.make_safe,
        record=lambda run: run.make_issue_safe,
    )


def close_form(issue: Issue) -> Form:
    """What was found out, and who closes it."""
    asked = f"Say what was found out about {issue.ref}, or that nobody knows yet."
    return Form(
        heading=f"Close {issue.ref}",
        fields={"cause": LineField("What we found", issue.cause, question=asked, stops=True)},
        facts=dict,
        decide=issues.close_issue,
        record=lambda run: run.close_issue,
        signer="Give the initials of the lead who closes it.",
    )


def reopen_form(issue: Issue) -> Form:
    """Why it is open again."""
    return Form(
        heading=f"Open {issue.ref} again",
        fields={"reason": LineField("Why again", question=f"Say why {issue.ref} is open again.")},
        facts=dict,
        decide=issues.reopen_issue,
        record=lambda run: run.reopen_issue,
    )


def carry_on_form(crossing: Crossing) -> Form:
    """Why people carry on although a count was reached."""
    asked = "Say why people carry on. To pause instead, press Esc and then !."
    return Form(
        heading="Asked whether to pause: carry on",
        fields={"reason": LineField("Why carry on", question=asked)},
        facts=lambda values: {"about": crossing.about, "reason": values["reason"]},
        decide=carry_on,
        record=lambda run: run.carry_on,
        signer="Give the initials of one who may pause.",
        timed=False,
    )


def fact_forms(state: RunState, issue: Issue) -> Sequence[Form]:
    """What else can be recorded about an issue, in the order people come to know it."""
    return (
        _owner_form(state, issue),
        _workaround_form(state, issue),
        _supplier_form(issue),
        _patients_form(issue),
        _rating_form(state, issue),
        _cause_form(state, issue),
        _harm_form(state),
        _lfpse_form(issue),
    )


def _owner_form(state: RunState, issue: Issue) -> Form:
    return Form(
        heading=f"Who sees to {issue.ref}",
        menu="owner",
        meaning=issue.owner or "nobody yet",
        fields={"owner": InitialsField("Who sees to it", state, question="Give the initials of who sees to it.")},
        facts=dict,
        decide=issue_facts.own_issue,
        record=lambda run: run.own_issue,
        timed=False,
    )


def _workaround_form(state: RunState, issue: Issue) -> Form:
    asked = f"Say how people get round {issue.ref} meanwhile."
    return Form(
        heading=f"Workaround of {issue.ref}",
        menu="workaround",
        meaning=issue.workaround or "none yet",
        fields={
            "workaround": LineField("Way round it", issue.workaround, question=asked, stops=True),
            "safe_by": InitialsField(
                "Safe, says", state, optional=True, stops=True, blank_words="a clinician; empty: nobody yet"
            ),
        },
        facts=dict,
        decide=issue_facts.work_around,
        record=lambda run: run.work_around,
    )


def _supplier_form(issue: Issue) -> Form:
    asked = f"Say which supplier was told about {issue.ref}."
    return Form(
        heading=f"Supplier of {issue.ref}",
        menu="supplier",
        meaning=" ".join(filter(None, (issue.supplier, issue.supplier_ref))) or "not told yet",
        fields={
            "supplier": LineField("Supplier", issue.supplier, question=asked, stops=True),
            "reference": LineField("Their reference", issue.supplier_ref, stops=True),
            "severity": LineField(
                "Their severity", issue.supplier_severity, hint="theirs; it never changes our level", stops=True
            ),
            "release": LineField("System release", issue.system_release, hint="empty: not known", stops=True),
        },
        facts=dict,
        decide=issue_facts.note_supplier,
        record=lambda run: run.note_supplier,
    )


def _patients_form(issue: Issue) -> Form:
    known = "" if issue.patients is None else f"{'about ' if issue.patients_approx else ''}{issue.patients}"
    return Form(
        heading=f"Patients affected by {issue.ref}",
        menu="patients",
        meaning=known or "nobody has counted",
        fields={
            "patients": LineField(
                "How many",
                known,
                question="Give how many patients it touches: a number, or about and a number. Never who.",
                hint="12, or about 12; never who",
                rule=_require_count,
                stops=True,
            ),
            "forms": LineField(
                "Form numbers", issue.form_numbers, hint="of the paper that says who, such as C-2 041", stops=True
            ),
        },
        facts=lambda values: {
            "patients": patients_in(values["patients"])[0],
            "approx": patients_in(values["patients"])[1],
            "forms": values["forms"],
        },
        decide=issue_facts.count_patients,
        record=lambda run: run.count_patients,
    )


def _require_count(words: str) -> None:
    patients_in(words)


def patients_in(words: str) -> tuple[int, bool]:
    """The number in `12` or `about 12`, and whether it is about right.

    Raises:
        Refused: There is no number in it.
    """
    bare = words.casefold().strip()
    approx = next((mark for mark in _APPROX if bare.startswith(mark)), "")
    number = bare.removeprefix(approx).strip(" .")
    if not number.isdecimal():
        raise Refused("Give a whole number, such as 12, or about 12 where nobody can count exactly.")
    return int(number), bool(approx)


def _rating_form(state: RunState, issue: Issue) -> Form:
    matrix = rules_of(state.plan).matrix
    answers = issue_facts.HAZARD_ANSWERS
    return Form(
        heading=f"Rate {issue.ref}: a clinician",
        menu="rating",
        meaning=f"{issue.rating} by {issue.rated_by}" if issue.rating else "not rated yet",
        fields={
            "severity": ChoiceField("", "The harm it can do is", matrix.severities or ("no matrix",)),
            "likelihood": ChoiceField("", "That it does is of likelihood", matrix.likelihoods or ("no matrix",)),
            "new_hazard": ChoiceField("", "A new hazard?", answers),
            "known_hazard": ChoiceField("", "A known hazard becoming real?", answers),
            "control_failed": ChoiceField("", "Has a control failed?", answers),
            "hazards": LineField("Hazard refs", issue.hazard_refs, stops=True),
            "controls": LineField("Control refs", issue.control_failed_refs, stops=True),
            "assessment": LineField("Assessment", issue.assessment, stops=True),
        },
        facts=dict,
        decide=issue_facts.rate_issue,
        record=lambda run: run.rate_issue,
        signer="Give the initials of the clinician who rates it.",
    )


def _cause_form(state: RunState, issue: Issue) -> Form:
    factors = rules_of(state.plan).factors
    numbered = ", ".join(f"{number} {factor}" for number, factor in enumerate(factors, 1))

    def require_factors(words: str) -> None:
        factors_in(words, factors)

    return Form(
        heading=f"What we found out about {issue.ref}",
        menu="what we found out",
        meaning=issue.cause or "nothing yet",
        fields={
            "cause": LineField("What we found out", issue.cause, stops=True),
            "factors": LineField(
                "What contributed",
                ", ".join(issue.factors),
                hint=numbered,
                rule=require_factors,
                stops=True,
            ),
            "learning": LineField("Learning", issue.learning, stops=True),
        },
        facts=lambda values: {**values, "factors": factors_in(values["factors"], factors)},
        decide=issue_facts.understand_issue,
        record=lambda run: run.understand_issue,
    )


def factors_in(words: str, factors: Sequence[str]) -> tuple[str, ...]:
    """The factors in `1, 3` or in `people, workplace`, in the plan's order.

    Raises:
        Refused: A part is neither a factor nor its number.
    """
    parts = [part.strip().casefold() for part in words.replace(";", ",").split(",") if part.strip()]
    parts = [each for part in parts for each in (part.split() if part.replace(" ", "").isdecimal() else (part,))]
    known = {str(number): factor for number, factor in enumerate(factors, 1)} | {one.casefold(): one for one in factors}
    strange = next((part for part in parts if part not in known), "")
    if strange:
        numbered = ", ".join(f"{number} {factor}" for number, factor in enumerate(factors, 1))
        raise Refused(f"‘{strange}’ is not a contributory factor. Give numbers or words: {numbered}.")
    chosen = {known[part] for part in parts}
    return tuple(factor for factor in factors if factor in chosen)


def _harm_form(state: RunState) -> Form:
    rules = rules_of(state.plan)
    return Form(
        heading="Harm and candour",
        menu="harm",
        meaning="physical, psychological, near miss, candour",
        fields={
            "physical": OpenChoice("", "Physical harm:", rules.harm_physical),
            "psychological": OpenChoice("", "Psychological harm:", rules.harm_psychological),
            "near_miss": OpenChoice("", "A near miss?", YES_NO),
            "candour": OpenChoice("", "Was the duty of candour considered?", issue_facts.CANDOUR_ANSWERS),
        },
        facts=dict,
        decide=issue_facts.record_harm,
        record=lambda run: run.record_harm,
    )


def _lfpse_form(issue: Issue) -> Form:
    return Form(
        heading="National recording (LFPSE)",
        menu="LFPSE",
        meaning=" ".join(filter(None, (issue.lfpse or issue_facts.NOT_DECIDED, issue.lfpse_ref))),
        fields={
            "lfpse": ChoiceField("", f"With LFPSE, {issue.ref} is", issue_facts.LFPSE_ANSWERS),
            "reference": LineField("LFPSE reference", issue.lfpse_ref, hint="where it is recorded", stops=True),
        },
        facts=dict,
        decide=issue_facts.record_nationally,
        record=lambda run: run.record_nationally,
    )
