"""What a plan says about pausing: who may, on which signs, what runs meanwhile, and what comes before a restart.

Frozen with the rest of the plan, before the day (`records.md` c4, `domain.md` 5.1). A plan made before it held any of
this takes the defaults that stand here, so that a pause is possible in every run.
"""

from __future__ import annotations

from cutover_tui.domain.deferred import dataclass


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """One sign on which the rollout is paused, fixed beforehand with its threshold (`domain.md` 5.1)."""

    code: str
    """`T1` to `T11`."""
    name: str
    """What it is called, such as `Safety risk appears`."""
    threshold: str
    """From when on it counts, in words."""
    first_look: str = ""
    """Code of the role that looks first."""


@dataclass(frozen=True, kw_only=True)
class RestartItem:
    """One line of the restart list (`records.md` c4)."""

    id: str
    """Its own word, kept in the log."""
    words: str
    """What is so when it is met."""
    asks: str
    """What to give as evidence."""


@dataclass(frozen=True, kw_only=True)
class EmergencyCard:
    """The first minutes of one emergency, on one card."""

    id: str
    title: str
    """The emergency, in a few words."""
    sign: str = ""
    """How it shows itself."""
    steps: tuple[str, ...] = ()
    """What to do, in order."""
    call: tuple[str, ...] = ()
    """Codes of the roles to call, the first one first."""
    form: str = ""
    """Which paper form is used meanwhile."""
    then: str = ""
    """What comes after the first minutes."""


TOLD_ITEM = "told"
"""The line of the restart list that is met only once every audience of the told strip is answered."""

RESTART_LIST = (
    RestartItem(id="cause", words="Cause looked into", asks="Say what was found out, and where it is written down."),
    RestartItem(
        id="test", words="Test that repeats the problem", asks="Say which test was run, and its result in numbers."
    ),
    RestartItem(id="staff", words="Staff briefed", asks="Say who was briefed on what has changed."),
    RestartItem(id="hazards", words="Hazard log reviewed", asks="Give the version of the hazard log or safety case."),
    RestartItem(id="go-no-go", words="Go or no-go held", asks="Give the reference of the decision, and who took part."),
    RestartItem(id="small-start", words="Small start agreed", asks="Say what starts first, and for whom."),
    RestartItem(id=TOLD_ITEM, words="People told", asks="Say how people were told of the restart."),
)
"""The restart list of a plan that has none of its own."""

AUDIENCES = ("staff", "patients", "pharmacy", "supplier", "icb")
"""Ids of the audiences (`message_plan`) that are told of a pause, in a plan that names none."""
CONTINGENCIES = ("paper", "old system read-only", "phone triage", "other practice")


@dataclass(frozen=True, kw_only=True)
class PausePlan:
    """What is agreed about holds and pauses before the day."""

    declared_by: tuple[str, ...] = ("CL", "PM", "CSO")
    """Codes of the roles of which any one may pause alone, beside the cutover lead."""
    deputies: tuple[str, ...] = ("DPM",)
    """Codes of the roles that stand in for one of them."""
    restart_clinical: tuple[str, ...] = ("CL", "CSO")
    """Codes of the roles of which one signs a restart."""
    restart_practical: tuple[str, ...] = ("PM",)
    """Codes of the roles of which, or the cutover lead, the other one signs a restart."""
    hold_minutes: int = 15
    """Within how many minutes a hold is answered."""
    review_minutes: int = 30
    """How often a pause is looked at again, unless the pause says otherwise."""
    triggers: tuple[Trigger, ...] = ()
    scopes: tuple[str, ...] = ("everything on the new system",)
    """What usually stops, to pick from."""
    contingencies: tuple[str, ...] = CONTINGENCIES
    """How work goes on meanwhile, to pick from."""
    audiences: tuple[str, ...] = AUDIENCES
    """Ids of the audiences that are told of a pause (`message_plan`)."""
    restart_list: tuple[RestartItem, ...] = RESTART_LIST
