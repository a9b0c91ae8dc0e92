"""Gates as the plan fixes them before the day: what is asked, by which criteria, of whom, and who decides."""

from __future__ import annotations

from cutover_tui.domain.deferred import dataclass

LEAD = "LEAD"
"""Code of the cutover lead: a role that `Plan.lead` holds until it is handed over or stood in for (`leads`)."""

LEAD_NAME = "Cutover lead"
"""What people call that place."""

CLOSE = "close"
"""Id of the gate that is the close of the run: it shows criteria and takes a roll call, and closing decides it."""

RESTART = "RESTART"
"""The anchor a restart gate guards; each pause begins it anew, and two people restart it (`restarts`)."""

MOST_TWO_PERSON = 5
"""The most criteria in a plan that two people look at apart from each other (`records.md` c5 rule 3)."""


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One thing that has to be so before a gate is passed, fixed before the day."""

    ref: str
    """Number of the gate and its own, such as `G4-02`."""
    text: str
    """What is so when it is met."""
    must: bool = True
    """False for one that only should be met."""
    evidence: str = ""
    """What shows that it is met."""
    two_people: bool = False
    """True when a second person reads it off the screen without seeing what the first one read."""
    reads: str = ""
    """What those two read, such as `Patients in the new system`; empty for what is shown as evidence."""
    hazards: tuple[str, ...] = ()
    """Refs of the hazards it controls."""
    document: bool = False
    """True where it is met by a required document that is there and in date."""


@dataclass(frozen=True, kw_only=True)
class Gate:
    """One point of the cutover that is passed by a decision."""

    ref: str
    """`G1`, `G2` ...; given once and for ever."""
    id: str
    """The author's word for it, such as `go-live`."""
    title: str
    short_name: str = ""
    """At most 10 letters, for the wall."""
    hard: bool = False
    """True for the few that are loud and take two signatures to pass when something is not met."""
    when: str = ""
    """The offset it is planned at; one whose anchor has no time is not in play."""
    question: str = ""
    """What the chair reads out; ends in a question mark."""
    stations: tuple[str, ...] = ()
    """Codes of the roles that answer, most junior first, the chair last; `LEAD` for the cutover lead."""
    decided_by: tuple[str, ...] = ()
    """Who decides, each a role or a choice such as `CL or CSO`; with two of them, two different people."""
    clinician: bool = False
    """True when at least one of those who decide is a registered clinician."""
    suppliers: tuple[str, ...] = ()
    """Codes of the roles that state facts. They never vote."""
    criteria: tuple[Criterion, ...] = ()
    needs: tuple[str, ...] = ()
    """Refs of the gates that come first."""
    guards: str = ""
    """Code of the anchor that comes after it, such as GL: once that is recorded, the gate has been passed."""
    retreat: str = ""
    """The offset up to which it is still safe to stay on the old system; empty where it does not matter."""
    checklist: str = ""
    """Code of the list that its conditions and actions stand under."""
    task: str = ""
    """Ref of the task that is this decision, if the plan has one."""
    hazards: tuple[str, ...] = ()

    @property
    def chair(self) -> str:
        """The station that answers last."""
        return self.stations[-1] if self.stations else ""

    def criterion(self, ref: str) -> Criterion | None:
        """The criterion with a ref; None when there is none."""
        return next((one for one in self.criteria if one.ref == ref), None)
