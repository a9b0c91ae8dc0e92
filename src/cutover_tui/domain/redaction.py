"""Taking the words of an entry out of the log, because they hold something about a patient (`integrity.md` A7).

Two different people decide it, with a reason. The words go and the entry stays: its number, its hash and every seal are
as they were, and a later entry says who took the words out and why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from cutover_tui.domain.acts import Act, require_person, require_words, sign
from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.happening import Happening
from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from cutover_tui.domain.events import Entry
    from cutover_tui.domain.state import RunState


@dataclass(frozen=True, kw_only=True)
class EntryRedacted(Happening):
    """Two people took the words of an earlier entry out of the log: this happened."""

    WIRE: ClassVar[str] = "entry.redacted"
    TEXTS: ClassVar[tuple[str, ...]] = ("reason",)
    MEANING: ClassVar[str] = "I agree that these words come out of the log"

    seq: int
    """Number of the entry whose words went."""
    second: str
    """Initials of the other person who agreed."""
    reason: str
    """Why, without saying again what the words were."""


def redact_entry(state: RunState, act: Act, entry: Entry, *, second: str, reason: str) -> EntryRedacted:
    """Decide that two people take the words of an entry out of the log.

    Raises:
        Refused: The entry has no words, they are out already, one person decides alone, or the reason is missing or
            itself looks as if it could tell who a patient is.
    """
    # The shapes to look for are compiled when first looked for: a start of the program needs none.
    from cutover_tui.domain.identifiers import identifiers_in, known_of, looks_words  # noqa: PLC0415 (see above)

    texts = [name for name in type(entry.event).TEXTS if getattr(entry.event, name)]
    if entry.redacted:
        raise Refused(f"The words of entry {entry.seq} are out already.")
    if not texts:
        raise Refused(f"Entry {entry.seq} holds no words anybody typed freely, so there is nothing to take out.")
    require_person(state, second)
    if second in {act.by, act.on_behalf_of}:
        raise Refused(f"Taking words out needs two people. {second} is one of them already. Ask somebody else.")
    words = require_words(reason, f"Say why the words of entry {entry.seq} come out, without repeating them.")
    kinds = identifiers_in(words, known_of(state.plan), year=act.now.year)
    if kinds:
        raise Refused(f"{looks_words(kinds)} The reason stays in the log, so say it without that.")
    return EntryRedacted(
        **sign(state, act, auth="two-person", addendum=True), seq=entry.seq, second=second, reason=words
    )
