"""The plan: checklists resolved once for one practice, then frozen.

Everything here is a value. Instants are aware and UTC; offsets stay text (`"FDP-5wd@16:00"`, see `timing`) because the
instants move when an anchor does. Text was cleaned on the way in (`storage.clean_text`).
"""

from __future__ import annotations

from dataclasses import field
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.hazard_plan import Cue, HazardLog
from cutover_tui.domain.message_plan import MessageKit, Rhythm
from cutover_tui.domain.pause_plan import EmergencyCard, PausePlan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.domain.gate_plan import Gate
    from cutover_tui.domain.issue_rules import IssueRules


class RunKind(StrEnum):
    """What a run is: the day itself, or practice for it."""

    LIVE = "live"
    REHEARSAL = "rehearsal"


class Tier(StrEnum):
    """Whether a task belongs to the core set or to the extended set a practice may leave out."""

    CORE = "core"
    EXTENDED = "extended"


class GateKind(StrEnum):
    """How loudly a task that is not done stands in the way of the next gate (`domain.md` 2, column notes)."""

    HARD = "hard"
    WARN = "warn"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """A moment every offset hangs off, such as FDP or GL (`domain.md` 1.1)."""

    code: str
    """Upper-case code, such as `FDP`."""
    name: str
    """What people call it."""
    planned_at: datetime | None = None
    """The planned instant, UTC; None until somebody records it (HOLD, RESTART)."""
    has_time: bool = False
    """True when the plan gave a time of day, False when it gave a date."""
    default: str = ""
    """The offset it is planned at when the practice gives no date, such as `FDP-35d`; re-planned with its anchor."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The question a tick puts about what was seen, and the answers that mean done or not done."""

    question: str
    """The start of a sentence the answer finishes."""
    done: tuple[str, ...]
    """Answers that mean the task is done."""
    not_done: tuple[str, ...] = ()
    """Answers that mean it is not; they never tick."""


@dataclass(frozen=True, kw_only=True)
class Task:
    """One line of the plan: one thing to do, for one register item or day where it repeats."""

    ref: str
    """Short number, given once and for ever, such as `C-12` or `C-12b`."""
    id: str
    """The author's id, shared by all instances of a repeated task."""
    checklist: str
    """Code of its checklist, such as `F`."""
    phase: str
    """The heading it stands under."""
    title: str
    """What to do or see, in one line, with the item's name filled in."""
    tier: Tier = Tier.CORE
    do: tuple[str, ...] = ()
    """Guidance, one step each."""
    owner: str = ""
    """Code of the role that owns it."""
    not_before: str = ""
    due: str = ""
    not_after: str = ""
    evidence: tuple[str, ...] = ()
    """What to write down when it is done; never anything about a patient."""
    answers: Answers | None = None
    checked_by: tuple[str, ...] = ()
    """Codes of the roles that check it."""
    second_person: bool = False
    """True when a different person from the one who ticked must confirm."""
    gate: GateKind = GateKind.NONE
    condition: str = ""
    """In words, when it applies, for conditions that are known only on the day; empty means always."""
    item: str = ""
    """The register item it is for, such as the lab's name."""
    day: date | None = None
    """The day it is for, where it repeats per day."""
    needs: tuple[str, ...] = ()
    """Refs of tasks that come first."""
    reverses: tuple[str, ...] = ()
    reversed_by: tuple[str, ...] = ()
    settles: tuple[str, ...] = ()
    settled_by: tuple[str, ...] = ()
    rolls: bool = True
    """False when its deadlines stay on calendar days even if those are not worked (`domain.md` 1.3 rule 4)."""
    weekends: bool = False
    """True when a daily task also has instances on days the practice is closed (`domain.md` 1.3 rule 10)."""
    tells: tuple[str, ...] = ()
    """Anchor codes this task tells people about; when one of them moves, those people must be told again."""
    daily_of: str = ""
    """The ref without its letter, for an instance of a daily task; empty otherwise."""
    hazards: tuple[str, ...] = ()
    """Refs of the hazards, or of their controls, that its completion shows."""
    source: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """One of the six lists, with its phases in order."""

    code: str
    """One letter: P, F, C, G, R or H."""
    name: str
    mode: str = "do-confirm"
    """`read-do` (read each, do each) or `do-confirm` (act, then confirm)."""
    owner: str = ""
    completion_call: str = ""
    """What is said aloud when the list is complete."""
    phases: tuple[str, ...] = ()
    waits_for: str = ""
    """Code of an anchor without which the list is not in play, such as HOLD."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody on the roster of this run."""

    initials: str
    """Two to four capital letters, unique in the run."""
    name: str
    roles: tuple[str, ...] = ()
    organisation: str = ""
    phone: str = ""
    clinician: bool = False
    """True for a registered clinician."""


@dataclass(frozen=True, kw_only=True)
class Role:
    """A role code of `domain.md` 6.1 and what it is called."""

    code: str
    name: str
    outside: bool = False
    """True when the role belongs to another organisation."""
    job: str = ""
    """What it does on the day, in one sentence, for its action card; empty in plans made before there were cards."""
    answers_to: str = ""
    """Code of the role it answers to; empty for the person who leads the cutover."""
    stop_if: tuple[str, ...] = ()
    """What this role may see that means: stop, and ask for a hold."""
    least: int = 0
    """How many people of this role are to be here on the day at least; 0 where the plan asks for none."""


@dataclass(frozen=True, kw_only=True)
class FormField:
    """One place of a paper form to write on."""

    label: str
    width: int = 6
    """How wide it is: in sixths of a slip, or beside the other columns of a list."""
    lines: int = 1


@dataclass(frozen=True, kw_only=True)
class Form:
    """A paper form for work that is otherwise done on a screen; what is written on it never comes into this program."""

    code: str
    """One letter; the slips of its series begin with it, such as `C` and `C-2`."""
    name: str
    use: str = ""
    """When to take one, and what to do with it."""
    rows: int = 0
    """Lines on a page where it is a list; 0 where each is a slip of its own."""
    slips: int = 1
    """How many slips stand on a page."""
    fields: tuple[FormField, ...] = ()
    """Columns of a list, or places of a slip."""
    numbered: bool = True
    """False for a slip nobody shall be traced by."""
    reentry: str = ""
    """How it is entered into the new system."""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Somebody outside the practice to phone: an item of a register of organisations."""

    name: str
    kind: str = ""
    """What it is, as its register calls one item: lab, pharmacy."""
    phone: str = ""


@dataclass(frozen=True, kw_only=True)
class Service:
    """One instance of a service that is switched off, redirected or put on paper for cutover (`domain.md` 3)."""

    id: str
    """Service id, with the item where it repeats: `eps`, `pathology:north-lab`."""
    service: str
    """The id of the service without the item."""
    name: str
    short_name: str
    """At most 10 letters, capital, for the strip."""
    item: str = ""
    normal: str = ""
    cutover_state: str = "off"
    """off, paper, redirected or continues."""
    off_tasks: tuple[str, ...] = ()
    """Refs of the tasks that switch it off."""
    restore_tasks: tuple[str, ...] = ()
    """Refs of the tasks that bring it back."""
    brings: Mapping[str, str] | None = None
    """Ref of a task to the stage its completion brings (`services.Stage`); None in a plan that does not say."""
    switched_by: str = ""
    """Code of the role that switches it."""
    caught_by: str = ""
    """Code of the role that usually catches what it would have carried while it is not as usual."""
    evidence_off: str = ""
    """What shows that it is off."""
    evidence_on: str = ""
    """What shows that it is back and works."""
    watch: int = 0
    """Place in the strip, from 1; 0 when it is not in the strip."""


@dataclass(frozen=True, kw_only=True)
class ReentryCategory:
    """One kind of paper that is counted during cutover and typed into the new system after it (`domain.md` 4)."""

    id: str
    """Category id, with the item where it repeats: `red-slips`, `paper-results:north-lab`."""
    category: str
    """The id without the item."""
    name: str
    item: str = ""
    """The register item it is counted for, such as the lab's name."""
    counts: str = ""
    """What is counted."""
    holds: str = ""
    """What the paper holds, which never comes into this program."""
    reenter_by: tuple[str, ...] = ()
    """The offset it is re-entered by; two give the first and the last moment."""
    closed_by: tuple[str, ...] = ()
    """Codes of the roles that close it."""
    rule: str = ""
    """When it may be closed, in words."""
    urgency: int = 99
    """1 is entered first."""

    @property
    def title(self) -> str:
        """What people call it, with the item where it repeats: `Paper results (North Lab)`."""
        return f"{self.name} ({self.item})" if self.item else self.name


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """Which days count as working days, and between which hours."""

    zone: str = "Europe/London"
    opening_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    """Days of the week the practice is open, Monday is 0."""
    bank_holidays: Mapping[str, str] = field(default_factory=dict)
    """ISO date to name, England, for all the years the plan touches."""
    closures: Mapping[str, str] = field(default_factory=dict)
    """ISO date to reason, local closures."""
    day_starts: time = time(8, 0)
    """Core hours begin, local; a `not before` given in days opens then."""
    day_ends: time = time(18, 30)
    """Core hours end, local; a deadline given in days falls then."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One practice's whole plan, as frozen in `plan.json`."""

    version: int
    """Format of plan.json, 1."""
    practice: str
    ods_code: str
    from_system: str
    to_system: str
    lead: str = ""
    """Initials of the person who leads the cutover."""
    bridge_call: str = ""
    """The number of the call everybody joins on the day."""
    selection: str = "all"
    """`core` or `all`: which tiers were selected."""
    calendar: Calendar = field(default_factory=Calendar)
    anchors: tuple[Anchor, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    tasks: tuple[Task, ...] = ()
    services: tuple[Service, ...] = ()
    reentry: tuple[ReentryCategory, ...] = ()
    """What is counted for re-entry, in the order of the author's file; empty in plans made before it was counted."""
    issues: IssueRules | None = None
    """Levels, areas and pause prompts of issues; None in plans made before issues were recorded."""
    gates: tuple[Gate, ...] = ()
    """The points that are passed by a decision, in order; empty in plans made before there were any."""
    sites: tuple[str, ...] = ()
    """Names of the practice's sites, for counts that are kept per site."""
    people: tuple[Person, ...] = ()
    roles: tuple[Role, ...] = ()
    forms: tuple[Form, ...] = ()
    """The paper forms, by their letters; empty in plans made before there were any."""
    contacts: tuple[Contact, ...] = ()
    """Organisations to phone, in the order of the registers; empty in plans made before they were kept."""
    pause: PausePlan = field(default_factory=PausePlan)
    """What was agreed about holds and pauses; the defaults where the plan was made before it held any."""
    cards: tuple[EmergencyCard, ...] = ()
    """The emergency cards; empty in plans made before there were any."""
    hazards: HazardLog = field(default_factory=HazardLog)
    """The hazards and their controls; none in plans made before they held any."""
    cues: tuple[Cue, ...] = ()
    """What stands in for lost cues; empty in plans made before they held any."""
    profile: Mapping[str, str] = field(default_factory=dict)
    """Profile question id to `yes`, `no` or `not sure`."""
    left_out: Mapping[str, str] = field(default_factory=dict)
    """Author's task id to why it is not in the plan."""
    messages: MessageKit = field(default_factory=MessageKit)
    """Whom to tell what; empty in plans made before they said so (`message_plan.kit_of`)."""
    rhythm: Rhythm = field(default_factory=Rhythm)
    """How often there are huddles and sitreps."""
    phone: str = ""
    """The number patients and pharmacies call; empty where the practice gives none."""
    guardian: str = ""
    """Who listens in confidence outside the line of management, and how to reach them; empty where none is named."""


@dataclass(frozen=True)
class PlanIndex:
    """Look-ups over a plan, made once; the plan itself stays a plain value."""

    plan: Plan
    task_by_ref: dict[str, Task]
    role_names: dict[str, str]
    holders: dict[str, tuple[str, ...]]
    """Role code to the initials of the people who hold it."""


def index_plan(plan: Plan) -> PlanIndex:
    """Make the look-ups for a plan."""
    holders: dict[str, tuple[str, ...]] = {}
    for person in plan.people:
        for role in person.roles:
            holders[role] = (*holders.get(role, ()), person.initials)
    return PlanIndex(
        plan=plan,
        task_by_ref={task.ref: task for task in plan.tasks},
        role_names={role.code: role.name for role in plan.roles},
        holders=holders,
    )
