"""How a re-entry category is finished: a second person looks at a sample, and it is closed with nothing left.

The sample is 10 % of what was entered or 10, whichever is more, and at most all of it; who entered some of it does not
check it (`domain.md` 4, closing evidence).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_person, sign
from cutover_tui.domain.deferred import dataclass, replace
from cutover_tui.domain.reentry import CountEvent, ReentryEntered, evolve_count, standing_of
from cutover_tui.domain.reentry_counts import Closing, ReentryHappening, ReentryState, Sample
from cutover_tui.domain.refusals import ReasonNeeded, Refused

if TYPE_CHECKING:
    from cutover_tui.domain.state import RunState

LEAST_SAMPLE = 10
"""The fewest that are looked at, where there are as many."""

ONE_IN = 10
"""One in this many is looked at."""

ANOTHER_ROLE = "closed by another role"
"""What is unusual about a close by somebody without one of the category's roles."""

DIFFERENCES = "closed with differences"
"""What is unusual about a close of a category whose sample was not all right."""


@dataclass(frozen=True, kw_only=True)
class ReentrySampled(ReentryHappening):
    """A second person compared some of what was entered with its paper: this happened."""

    WIRE: ClassVar[str] = "reentry.sampled"
    MEANING: ClassVar[str] = "I compared these with their paper"

    looked: int
    """How many were looked at."""
    right: int
    """How many of them were right."""


@dataclass(frozen=True, kw_only=True)
class ReentryClosed(ReentryHappening):
    """A category with nothing left was closed: this happened."""

    WIRE: ClassVar[str] = "reentry.closed"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I close this with nothing left"

    checked_by: str
    """Initials of the second person."""
    unusual: tuple[str, ...] = ()
    """`closed by another role`, `closed with differences`."""
    reason: str = ""
    """Why it was closed although unusual."""
    saw: str
    """Digest of the counts it was judged on."""


ReentryEvent = CountEvent | ReentrySampled | ReentryClosed


def sample_size(entered: int) -> int:
    """How many of those entered a second person looks at."""
    return min(entered, max(LEAST_SAMPLE, -(-entered // ONE_IN)))


def sampled(standing: ReentryState) -> tuple[int, int]:
    """How many were looked at in all samples, and how many of them were right."""
    return sum(sample.looked for sample in standing.samples), sum(sample.right for sample in standing.samples)


def sample_to_go(standing: ReentryState) -> int:
    """How many a second person has still to look at."""
    return max(0, sample_size(standing.total.entered) - sampled(standing)[0])


def check_sample(state: RunState, act: Act, category: str, *, looked: int, right: int) -> ReentrySampled:
    """Decide that a second person looked at a sample.

    Raises:
        Refused: They entered some of it themselves, more were looked at than were entered, or more were right than were
            looked at.
    """
    standing = standing_of(state, category)
    title, entered = standing.category.title, standing.total.entered
    for second in (act.by, act.on_behalf_of):
        if second in standing.entered_by:
            raise Refused(f"{second} entered some of {title}. Ask somebody who did not to look at the sample.")
    if not 1 <= looked <= entered:
        raise Refused(f"{title} has {entered} entered, so a sample of {looked} is not possible.")
    if not 0 <= right <= looked:
        raise Refused(f"Of {looked} looked at, {right} cannot be right. Give a number from 0 to {looked}.")
    return ReentrySampled(**sign(state, act, auth="two-person"), category=category, looked=looked, right=right)


def close_category(
    state: RunState, act: Act, category: str, *, checked_by: str = "", reason: str = ""
) -> ReentryClosed:
    """Decide that a category is closed.

    Args:
        state: The run as it stands.
        act: Who closes it, and when.
        category: The category's id.
        checked_by: The second person; who looked at the sample last, where none is named.
        reason: Why it is closed by another role, or although the sample was not all right.

    Raises:
        ReasonNeeded: The person holds none of the category's roles, or the sample showed differences.
        Refused: Something is left, the sample is too small, nobody said that there was nothing, there is no second
            person, or it is closed already.
    """
    standing = standing_of(state, category)
    title = standing.category.title
    if standing.closing is not None:
        raise Refused(f"{title} is already closed by {standing.closing.by}, checked by {standing.closing.checked_by}.")
    _require_nothing_left(standing)
    second = _second_person(state, act, standing, checked_by)
    unusual = _unusual(state, act, standing)
    if unusual and not reason.strip():
        raise ReasonNeeded(_unusual_words(state, act, standing, unusual), unusual)
    return ReentryClosed(
        **sign(state, act, auth="two-person"),
        category=category,
        checked_by=second,
        unusual=unusual,
        reason=reason.strip() if unusual else "",
        saw=standing.saw,
    )


def evolve_reentry(standing: ReentryState, event: ReentryEvent, seq: int) -> tuple[ReentryState, str]:
    """Where a category stands after one of its events, and what about it people should look at."""
    match event:
        case ReentrySampled():
            return _evolve_sampled(standing, event, seq)
        case ReentryClosed():
            return _evolve_closed(standing, event, seq)
        case _:
            return evolve_count(standing, event, seq)


def kept_apart(standing: ReentryState, event: ReentryEvent, name: str) -> set[str]:
    """Initials that a field of an entry is not corrected to: two places of one piece of work take two people."""
    match event:
        case ReentryEntered():
            return {sample.by for sample in standing.samples}
        case ReentrySampled():
            return set(standing.entered_by)
        case ReentryClosed() if standing.closing is not None:
            return {standing.closing.checked_by if name == "by" else standing.closing.by}
        case _:
            return set()


def _evolve_sampled(standing: ReentryState, event: ReentrySampled, seq: int) -> tuple[ReentryState, str]:
    title = standing.category.title
    if {event.by, event.on_behalf_of} & set(standing.entered_by):
        return standing, f"{event.by} entered some of {title} and checked a sample of it. Somebody else has to look."
    if not 0 <= event.right <= event.looked:
        return standing, f"{event.by} checked a sample of {title} whose numbers do not fit. It was not counted."
    sample = Sample(seq=seq, by=event.by, looked=event.looked, right=event.right)
    return replace(standing, seq=seq, samples=(*standing.samples, sample)), ""


def _evolve_closed(standing: ReentryState, event: ReentryClosed, seq: int) -> tuple[ReentryState, str]:
    title = standing.category.title
    if event.saw != standing.saw or standing.total.left:
        return standing, f"{event.by} closed {title} while it changed. Look at it again."
    if event.checked_by in {"", event.by}:
        return standing, f"{event.by} closed {title} and checked it too. Somebody else has to look."
    closing = Closing(seq=seq, by=event.by, checked_by=event.checked_by, at=event.at, reason=event.reason)
    return replace(standing, seq=seq, closing=closing), ""


def _require_nothing_left(standing: ReentryState) -> None:
    title, total = standing.category.title, standing.total
    if total.left:
        raise Refused(f"{title} has {total.left} left. Enter or explain them, then close it.")
    if not total.logged and not standing.nil_returns:
        msg = f"Nothing was logged for {title}, and nobody said that there was nothing."
        raise Refused(f"{msg} Log what was found, or record a nil return.")
    to_go = sample_to_go(standing)
    if to_go:
        raise Refused(f"{title} has {to_go} of its sample to look at still. A second person compares them first.")


def _second_person(state: RunState, act: Act, standing: ReentryState, checked_by: str) -> str:
    """The initials of the second person, refused when they are not somebody who can have checked it."""
    title = standing.category.title
    lookers = tuple(dict.fromkeys(sample.by for sample in standing.samples))
    second = checked_by or (lookers[-1] if lookers else "")
    if not second:
        raise Refused(f"Say who checked that {title} has nothing left: initials of a second person.")
    require_person(state, second)
    if second in {act.by, act.on_behalf_of}:
        raise Refused(f"{title} needs a different person to check it: {second} closes it. Ask somebody else.")
    if lookers and second not in lookers:
        raise Refused(f"{second} did not look at the sample of {title}. Those who did are {', '.join(lookers)}.")
    return second


def _unusual(state: RunState, act: Act, standing: ReentryState) -> tuple[str, ...]:
    found: list[str] = []
    person = state.people.get(act.by)
    roles = standing.category.closed_by
    if roles and person is not None and set(roles).isdisjoint(person.roles):
        found.append(ANOTHER_ROLE)
    looked, right = sampled(standing)
    if right < looked:
        found.append(DIFFERENCES)
    return tuple(found)


def _unusual_words(state: RunState, act: Act, standing: ReentryState, unusual: tuple[str, ...]) -> str:
    names = {role.code: role.name for role in state.plan.roles}
    title = standing.category.title
    words: list[str] = []
    if ANOTHER_ROLE in unusual:
        roles = " or ".join(names.get(code, code) for code in standing.category.closed_by)
        words.append(f"{title} is closed by {roles}, which {act.by} is not.")
    if DIFFERENCES in unusual:
        looked, right = sampled(standing)
        words.append(f"Of the {looked} in the sample of {title}, {looked - right} were not right.")
    return f"{' '.join(words)} Say why it is closed now, and it is recorded with the reason."
