"""Counts at which people are asked whether to pause. The program counts and asks; it never pauses by itself.

A crossing is asked about once: an answer, with who carried on and why, covers the issues it was judged on. One more
issue, or one of them that came to be urgent again, is another crossing (`records.md` c3, `domain.md` 5.1).
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_words, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.gate_state import Met
from cutover_tui.domain.happening import RoomHappening
from cutover_tui.domain.issue_rules import PromptKind, is_worse, rules_of
from cutover_tui.domain.leads import may_pause, pausers
from cutover_tui.domain.pause_log import pauses_in_force
from cutover_tui.domain.presence import Whereabouts, is_here
from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cutover_tui.domain.issue_rules import PausePrompt
    from cutover_tui.domain.issue_state import Issue
    from cutover_tui.domain.presence import Presence
    from cutover_tui.domain.state import RunState

_NAMED = 4
"""How many numbers a question names."""


@dataclass(frozen=True, kw_only=True)
class PauseConsidered(RoomHappening):
    """People were asked whether to pause, and carried on: this happened."""

    WIRE: ClassVar[str] = "pause.considered"
    ABOUT: ClassVar[str] = "prompt"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I was asked whether to pause, and carry on"

    prompt: str
    """Id of the plan's prompt."""
    counted: tuple[str, ...] = ()
    """What it had counted: numbers of issues, ids of re-entry categories, codes of roles, or refs of criteria."""
    trigger: str = ""
    reason: str
    """Why people carry on."""


@dataclass(frozen=True)
class Considered:
    """An answer to a prompt."""

    seq: int
    at: datetime
    by: str
    prompt: str
    about: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Crossing:
    """A count that has been reached."""

    prompt: PausePrompt
    about: tuple[str, ...]
    """What was counted."""
    since: int
    """Number of the newest entry that made it so; an answer before it does not cover it."""

    @property
    def key(self) -> tuple[str, tuple[str, ...], int]:
        """What makes it another crossing than an earlier one."""
        return (self.prompt.id, self.about, self.since)

    @property
    def words(self) -> str:
        """What people are asked: `Pause? 1 P1 is not made safe after 15 minutes (I-1, trigger T1)` and a full stop."""
        more = f" and {len(self.about) - _NAMED} more" if len(self.about) > _NAMED else ""
        trigger = f", trigger {self.prompt.trigger}" if self.prompt.trigger else ""
        return f"Pause? {self.prompt.says} ({', '.join(self.about[:_NAMED])}{more}{trigger})."


def asking(state: RunState, now: datetime) -> tuple[Crossing, ...]:
    """The crossings nobody has answered yet, in the order of the plan's prompts; none while a pause is in force."""
    if state.closed is not None or pauses_in_force(state):
        return ()
    return tuple(crossing for crossing in crossings(state, now) if not _is_answered(state, crossing))


def crossings(state: RunState, now: datetime) -> Iterator[Crossing]:
    """Every count that is reached now, answered or not."""
    for prompt in rules_of(state.plan).prompts:
        match prompt.counts:
            case PromptKind.SAMPLE:
                yield from _wrong_samples(state, prompt)
            case PromptKind.SAME_AREA:
                yield from _same_area(state, prompt, now)
            case PromptKind.TOO_FEW:
                yield from _too_few(state, prompt, now)
            case PromptKind.DOCUMENT:
                yield from _documents(state, prompt)
            case _:
                found = _counted(state, prompt, now)
                if len(found) >= prompt.at_least:
                    yield _crossing(prompt, found)


def judged_words(state: RunState) -> str:
    """The agreed signs that nobody counts but the room, as a sentence; empty where the plan names none."""
    judged = rules_of(state.plan).judged
    return f"The room judges, no program counts it: {'; '.join(judged)}." if judged else ""


def carry_on(state: RunState, act: Act, prompt: str, *, about: tuple[str, ...], reason: str) -> PauseConsidered:
    """Decide that people were asked and carry on; one of those who may pause says so, with the reason.

    Raises:
        Refused: Nothing asks that any more, the actor is not one of those who may pause, or no reason is given.
    """
    found = next((one for one in asking(state, act.now) if (one.prompt.id, one.about) == (prompt, about)), None)
    if found is None:
        raise Refused("That has been answered, or has changed since it was asked. Look at the question again.")
    if not may_pause(state, act.by):
        names = ", ".join(f"{one} {state.people[one].name}" for one in pausers(state))
        raise Refused(
            f"One of those who may pause answers this: {names}. {act.by} may raise an issue or ask for a hold."
        )
    words = require_words(reason, "Say why people carry on. To pause instead, go back and press !.")
    return PauseConsidered(**sign(state, act), prompt=prompt, counted=about, trigger=found.prompt.trigger, reason=words)


def after_considered(state: RunState, event: PauseConsidered, seq: int) -> RunState:
    """The state with one more answer."""
    answer = Considered(seq, event.at, event.by, event.prompt, event.counted, event.reason)
    return replace(state, considered=(*state.considered, answer))


def _is_answered(state: RunState, crossing: Crossing) -> bool:
    answered = {
        name
        for answer in state.considered
        if answer.prompt == crossing.prompt.id
        for name in answer.about
        if answer.seq > _since(state, name)
    }
    return answered.issuperset(crossing.about)


def _since(state: RunState, name: str) -> int:
    """Number of the entry from which something counts: an answer before it was about something else.

    What is counted is an issue, a re-entry category, a criterion of a gate, or a role.
    """
    issue = state.issues.get(name)
    if issue is not None:
        return issue.urgent_seq
    standing = state.reentry.get(name)
    if standing is not None:
        return max((sample.seq for sample in standing.samples), default=-1)
    criterion = next((one.criteria[name] for one in state.gates.values() if name in one.criteria), None)
    if criterion is not None:
        return max((look.seq for look in criterion.looks), default=-1)
    return max((one.seq for one in _left(state, name)), default=-1)


def _crossing(prompt: PausePrompt, issues: list[Issue]) -> Crossing:
    return Crossing(prompt, tuple(issue.ref for issue in issues), max(issue.urgent_seq for issue in issues))


def _counted(state: RunState, prompt: PausePrompt, now: datetime) -> list[Issue]:
    """The issues a prompt counts now."""
    stood = timedelta(minutes=prompt.minutes)
    return [
        issue
        for issue in state.issues.values()
        if issue.is_unsafe
        and _is_of_level(prompt, issue)
        and (not prompt.areas or issue.area in prompt.areas)
        and now - issue.urgent_at >= stood
    ]


def _is_of_level(prompt: PausePrompt, issue: Issue) -> bool:
    """Tell whether an issue has the level a prompt counts, or a worse one.

    A lost function is asked about at its own level alone: a worse issue is asked about as one that is not made safe.
    """
    if prompt.counts == PromptKind.NO_WORKAROUND:
        return issue.level == prompt.level and not issue.workaround
    return not is_worse(prompt.level, issue.level)


def _same_area(state: RunState, prompt: PausePrompt, now: datetime) -> Iterator[Crossing]:
    found = _counted(state, prompt, now)
    for area in dict.fromkeys(issue.area for issue in found):
        alike = [issue for issue in found if issue.area == area]
        if len(alike) >= prompt.at_least:
            yield _crossing(prompt, alike)


def _wrong_samples(state: RunState, prompt: PausePrompt) -> Iterator[Crossing]:
    """The categories whose newest sample had too many wrong; one crossing for them together."""
    wrong = [
        (name, standing.samples[-1].seq)
        for name, standing in state.reentry.items()
        if standing.samples and standing.samples[-1].looked - standing.samples[-1].right >= prompt.at_least
    ]
    if wrong:
        yield Crossing(prompt, tuple(name for name, _seq in wrong), max(seq for _name, seq in wrong))


def _too_few(state: RunState, prompt: PausePrompt, now: datetime) -> Iterator[Crossing]:
    """The roles of which fewer people are here than the plan asks for, while a roll is kept; one crossing for them all.

    It asks some minutes after that began. Whoever is on the phone is here.
    """
    first = min((one.since for roll in state.presence.values() for one in roll), default=None)
    if first is None:
        return
    stood, short = timedelta(minutes=prompt.minutes), []
    for role in state.plan.roles:
        here = sum(role.code in person.roles and is_here(state, name, now) for name, person in state.people.items())
        began = max((first, *(one.since for one in _left(state, role.code))))
        if here < role.least and now - began >= stood:
            short.append(role.code)
    if len(short) >= prompt.at_least:
        yield Crossing(prompt, tuple(short), max(_since(state, code) for code in short))


def _left(state: RunState, role: str) -> list[Presence]:
    """When those who hold a role now left, as far as the roll says and they have not come back."""
    held = [name for name, person in state.people.items() if role in person.roles]
    newest = [max(roll, key=lambda one: (one.since, one.seq)) for name in held if (roll := state.presence.get(name))]
    return [one for one in newest if one.where is Whereabouts.AWAY]


def _documents(state: RunState, prompt: PausePrompt) -> Iterator[Crossing]:
    """The required documents that were found missing or out of date at gates not passed yet, together."""
    missing = [
        ref
        for gate in state.gates.values()
        if not (gate.passed or gate.ahead)
        for ref, one in gate.criteria.items()
        if one.criterion.document and one.met == Met.NOT_MET
    ]
    if len(missing) >= prompt.at_least:
        yield Crossing(prompt, tuple(missing), max(_since(state, ref) for ref in missing))
