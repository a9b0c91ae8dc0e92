"""The shape of every checklist and data file an author writes: its keys, what each holds, and how long it may be.

The field docstrings are the hover help of an editor (`author_schemas`), so they speak to the author. What one file says
about another (a role, an anchor, another task) is looked at in `checklist_links`; how a mistake is worded, in
`author_errors`; a practice file has its shape in `author_practice`.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from cutover_tui.domain.plan import GateKind, Tier
from cutover_tui.storage.author_values import (
    AnchorCode,
    AnchorList,
    Conditions,
    Count,
    FormLetter,
    Hazards,
    Id,
    Ids,
    Labels,
    Lines,
    Name,
    Offset,
    Offsets,
    Parts,
    RoleCode,
    Roles,
    Sentence,
    ShortName,
    Slips,
    SourceCode,
    Title,
    Urgency,
    Watch,
    YesNo,
)

MOST_STEPS = 6
"""The most steps of guidance one task may have."""


class FileKind(StrEnum):
    """What an author's file is; its value is the name of its schema."""

    CHECKLIST = "checklist"
    ANCHORS = "anchors"
    ROLES = "roles"
    PROFILE = "profile"
    REGISTERS = "registers"
    SERVICES = "services"
    REENTRY = "reentry"
    MESSAGES = "messages"
    FORMS = "forms"
    ISSUES = "issues"
    GATES = "gates"
    SOURCES = "sources"
    PAUSE = "pause"
    CARDS = "cards"
    HAZARDS = "hazards"
    CUES = "cues"
    PRACTICE = "practice"


class AuthorModel(BaseModel):
    """What all parts of an author's file share: unknown keys are refused, and a part never changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class AuthorAnswers(AuthorModel):
    """The question a tick puts about what was seen, and its answers."""

    question: Name
    """The start of a sentence that the answer finishes, such as: The electronic link from {item} is"""
    done: Annotated[tuple[Name, ...], Field(min_length=1)]
    """Answers that mean the task is done. State what is seen ("off"), never "ok" or "checked"."""
    not_done: Annotated[tuple[Name, ...], Field(min_length=1)] = ()
    """Answers that mean it is not done, such as "cannot tell". They never tick."""


class AuthorTask(AuthorModel):
    """One task: one thing to do or to see."""

    id: Id
    """The task's own word, used by other tasks: small letters, digits and hyphens, once in all files."""
    title: Title
    """What to do, or what is seen when it is done, in one line. {item} stands for the item's name where it repeats."""
    tier: Tier
    """core is for every practice; extended may be left out."""
    do: Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=MOST_STEPS)]
    """How to do it, in 1 to 6 short steps."""
    owner: RoleCode
    """The role that does it."""
    not_before: Offset = ""
    """The earliest moment, such as FDP-2wd. Days count from the start of core hours."""
    due: Offset = ""
    """When it should be done, such as FDP-1wd@16:00, or DAILY@17:00 for a task that repeats per day."""
    not_after: Offset = ""
    """After this it is too late to help, such as FDP."""
    evidence: Labels = ()
    """What to write down when it is done: counts, times, references. Never anything about a patient."""
    answers: AuthorAnswers | None = None
    """For a task that looks at a state: the question about it, and the answers."""
    checked_by: Roles = ()
    """The roles that look at it as well."""
    second_person: YesNo = False
    """yes when another person than the one who ticked must confirm it."""
    gate: GateKind = GateKind.NONE
    """How loudly it stands in the way of the next gate while it is not done."""
    applies_when: Conditions = ()
    """The profile question that must be yes; "not ID" turns it round; all of a list must hold."""
    repeats_per: Ids = ()
    """The register it is done once for each item of, or "day", or both in a list."""
    needs: Ids = ()
    """Tasks that come first."""
    reverses: Ids = ()
    """Tasks that this one undoes. Each of them says reversed_by."""
    reversed_by: Ids = ()
    """Tasks that undo this one. Each of them says reverses."""
    settles: Ids = ()
    """Tasks whose log or paper this one clears. Each of them says settled_by."""
    settled_by: Ids = ()
    """Tasks that clear what this one logs. Each of them says settles."""
    rolls: YesNo = True
    """no when its deadlines stay on calendar days, even on days that are not worked."""
    weekends: YesNo = False
    """yes for a daily task that is also done on days the practice is closed."""
    tells: AnchorList = ()
    """Anchors whose date this task tells people. When one of them moves, those people must be told again."""
    hazards: Hazards = ()
    """The hazards, or their controls, that it shows in place once it is done, such as HAZ-03-1."""
    source: Sentence = ""
    """Where it comes from: codes of the sources file, with "; " between them."""
    why: Sentence = ""
    """Why it matters to patients or to the record, in one sentence."""


class AuthorPhase(AuthorModel):
    """One heading of a checklist and what stands under it."""

    phase: Name
    """The heading."""
    tasks: Annotated[tuple[AuthorTask, ...], Field(min_length=1)]
    """Its tasks, in the order the work flows."""


class AuthorChecklist(AuthorModel):
    """A checklist: one of the six lists of a cutover."""

    checklist: Literal["P", "F", "C", "G", "R", "H"]
    """The letter: P preparation, F final data production, C cutover, G go-live, R after go-live, H pause."""
    name: Name
    """What people call it."""
    mode: Literal["read-do", "do-confirm"] = "do-confirm"
    """read-do: read each line, then do it. do-confirm: do the work, then confirm the lines."""
    owner: RoleCode = ""
    """The role that runs the list."""
    completion_call: Name = ""
    """What is said aloud when the list is complete."""
    waits_for: AnchorCode = ""
    """The anchor that must be recorded before the list is in play, such as HOLD."""
    phases: Annotated[tuple[AuthorPhase, ...], Field(min_length=1)]
    """Its headings, in order."""


class AuthorAnchor(AuthorModel):
    """A moment that offsets are counted from."""

    code: AnchorCode
    """Capital letters, such as FDP."""
    name: Name
    """What people call it."""
    kind: Literal["date", "time", "recorded"]
    """date: planned as a day; time: planned to the minute; recorded: unplanned until it happens."""
    default: Offset = ""
    """When it is planned if the practice gives no date, such as FDP-35d."""
    set_by: RoleCode = ""
    """The role that says when it is."""
    note: Sentence = ""
    """What is worth knowing about it."""


class AnchorsFile(AuthorModel):
    """The moments that everything is counted from."""

    anchors: Annotated[tuple[AuthorAnchor, ...], Field(min_length=1)]
    """The anchors, in the order they come."""


class AuthorRole(AuthorModel):
    """A role people hold."""

    code: RoleCode
    """2 to 8 capital letters or digits, such as PM."""
    name: Name
    """What it is called."""
    outside: YesNo = False
    """yes when it belongs to another organisation."""
    note: Sentence = ""
    """What is worth knowing about it."""
    job: Sentence = ""
    """What it does on the day, in one sentence, for its action card."""
    answers_to: RoleCode = ""
    """The role it answers to; whoever leads the cutover when left out."""
    stop_if: Labels = ()
    """What this role may see that means: stop, and ask for a hold."""
    least: Count = 0
    """How many people of this role are to be here on the day at least. The pause prompt "people here" counts them."""


class RolesFile(AuthorModel):
    """The roles of a cutover."""

    roles: Annotated[tuple[AuthorRole, ...], Field(min_length=1)]
    """The roles."""


class AuthorQuestion(AuthorModel):
    """A fact that decides which tasks a practice needs."""

    id: Id
    """Its own word, used by applies_when."""
    ask: Sentence
    """The question, as it is put to people."""
    kind: Literal["practice", "item", "day"]
    """practice: answered once; item: answered for each item of a register; day: known only on the day."""
    register_id: Annotated[Id, Field(alias="register")] = ""
    """For kind item: the register whose items answer it."""
    words: Sentence = ""
    """For kind day: the condition in words, such as: only if the cutover exceeds 72 hours"""
    not_sure: YesNo = True
    """What "not sure" and no answer count as; yes keeps the task in the plan."""


class ProfileFile(AuthorModel):
    """The questions about a practice."""

    questions: Annotated[tuple[AuthorQuestion, ...], Field(min_length=1)]
    """The questions."""


class AuthorRegister(AuthorModel):
    """A list the practice fills in, so that tasks can be done once for each item."""

    id: Id
    """Its own word, used by repeats_per."""
    name: Name
    """What one item is called, such as: lab"""
    plural: Name
    """What several are called, such as: labs"""
    must_state: YesNo = False
    """yes when an empty list must be stated as "none" by a named person."""
    standard: Annotated[tuple[Name, ...], Field(min_length=1)] = ()
    """The items used when the practice gives none."""
    questions: Ids = ()
    """The profile questions each item answers."""
    contacts: YesNo = False
    """yes when its items are organisations to phone, for the contact sheet."""


class RegistersFile(AuthorModel):
    """The lists a practice fills in."""

    registers: Annotated[tuple[AuthorRegister, ...], Field(min_length=1)]
    """The registers."""


class AuthorService(AuthorModel):
    """Something that is off, on paper or redirected during cutover, and comes back."""

    id: Id
    """Its own word."""
    name: Name
    """What people call it."""
    short_name: ShortName
    """At most 10 characters, for the strip of the day screen."""
    register_id: Annotated[Id, Field(alias="register")] = ""
    """The register it has one instance per item of."""
    only: Id = ""
    """Only for items of this kind, such as: bowel"""
    normal: Sentence
    """How it works when nothing is switched off."""
    cutover_state: Literal["off", "paper", "redirected", "continues"]
    """What becomes of it during cutover."""
    switched_by: RoleCode = ""
    """The role that switches it."""
    evidence_off: Sentence = ""
    """What shows that it is off."""
    evidence_on: Sentence = ""
    """What shows that it is back and works."""
    off_tasks: Ids = ()
    """The tasks that switch it off."""
    restore_tasks: Ids = ()
    """The tasks that bring it back."""
    asked_by: Ids = ()
    """The tasks among off_tasks that only ask for it to go off. With these four keys, a task under none moves nothing.
    Without them, all off_tasks take it off, the last of restore_tasks proves that it flows and the others bring it on.
    """
    off_by: Ids = ()
    """The tasks among off_tasks that bring its cutover state, once all of them are done."""
    on_by: Ids = ()
    """The tasks among restore_tasks that bring it on, not proven yet."""
    flowing_by: Ids = ()
    """The tasks among restore_tasks with which a first real item is seen."""
    caught_by: RoleCode = ""
    """The role that usually catches what it would have carried while it is not as usual."""
    watch: Watch = 0
    """Its place in the strip of the day screen, 1 to 6."""
    applies_when: Conditions = ()
    """The profile question that decides whether a practice has it."""
    note: Sentence = ""
    """What is worth knowing about it."""


class ServicesFile(AuthorModel):
    """What goes off for cutover and comes back."""

    services: Annotated[tuple[AuthorService, ...], Field(min_length=1)]
    """The services."""


class AuthorCategory(AuthorModel):
    """One kind of work that is counted during cutover and entered into the new system after it."""

    id: Id
    """Its own word."""
    name: Name
    """What people call it."""
    counts: Sentence
    """What is counted."""
    holds: Sentence
    """What the paper holds, which is never typed into this program."""
    reenter_by: Offsets
    """When it is in the new system at the latest; a pair gives the first and the last moment."""
    closed_by: Roles
    """The roles that close it."""
    rule: Sentence = ""
    """When it may be closed, and what to look out for."""
    urgency: Urgency
    """1 is entered first."""
    register_id: Annotated[Id, Field(alias="register")] = ""
    """The register it is counted per item of."""
    applies_when: Conditions = ()
    """The profile question that decides whether a practice has any of it."""


class ReentryFile(AuthorModel):
    """What is entered into the new system after go-live."""

    categories: Annotated[tuple[AuthorCategory, ...], Field(min_length=1)]
    """The categories."""


class AuthorField(AuthorModel):
    """One place of a paper form to write on."""

    label: Sentence
    """What is written there."""
    width: Parts = 6
    """How wide it is: in sixths of a slip, or beside the other columns of a list."""
    lines: Lines = 1
    """How many lines there are to write on."""


class AuthorForm(AuthorModel):
    """A paper form, for when nothing electronic works."""

    form: FormLetter
    """Its letter. The numbers of its slips begin with it: C, or C-2 for the second site."""
    name: Name
    """What people call it."""
    use: Sentence
    """When to take one, and what to do with it."""
    rows: Lines = 0
    """How many lines a page has, when it is a list. Its fields are the columns then."""
    slips: Slips = 1
    """How many slips a page has, when each is a form of its own."""
    fields: Annotated[tuple[AuthorField, ...], Field(min_length=1)]
    """What is written on it. Patient details stay on the paper."""
    numbered: YesNo = True
    """no for a slip by which nobody shall be traced."""
    reentry: Sentence = ""
    """How it is entered into the new system."""


class FormsFile(AuthorModel):
    """The paper forms."""

    forms: Annotated[tuple[AuthorForm, ...], Field(min_length=1)]
    """The forms, by their letters."""


class AuthorSource(AuthorModel):
    """A document the checklists are built from."""

    code: SourceCode
    """Its short code, such as S4."""
    what: Sentence
    """What it is and where it is found."""


class SourcesFile(AuthorModel):
    """The documents the checklists are built from."""

    sources: Annotated[tuple[AuthorSource, ...], Field(min_length=1)]
    """The sources."""
