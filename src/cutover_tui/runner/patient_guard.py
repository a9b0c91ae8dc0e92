"""A soft stop before words enter the log that look as if they could tell who a patient is (`integrity.md` E3).

Questions on the screen put it in the strip itself (`ui.dialogs.question`); everything else meets it here. It never
blocks: said to be nobody's, the same words are recorded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from cutover_tui.domain.events import Event
    from cutover_tui.domain.plan import Plan

INSTEAD = "Write the number of the paper form instead, such as C-014"


class LooksLikeAPatient(Refused):
    """Words look as if they could tell who a patient is, and nobody was asked yet."""


def require_nobody(event: Event, plan: Plan, *, year: int) -> None:
    """Refuse an event whose free text looks as if it could tell who a patient is.

    Raises:
        LooksLikeAPatient: It does.
    """
    from cutover_tui.domain.identifiers import identifiers_in, known_of, looks_words  # noqa: PLC0415 (compiles shapes)

    known = known_of(plan)
    for name in type(event).TEXTS:
        kinds = identifiers_in(str(getattr(event, name)), known, year=year)
        if kinds:
            raise LooksLikeAPatient(
                f"{looks_words(kinds)} Nothing was recorded. {INSTEAD}. Where it is no patient's, do it again with "
                "--not-a-patient."
            )


def detector_of(plan: Plan, now: datetime) -> Callable[[str], Iterable[str]]:
    """What looks for identifiers in the notes of a log before a copy of it leaves the practice."""
    from cutover_tui.domain.identifiers import identifiers_in, known_of  # noqa: PLC0415 (compiles shapes)

    known, year = known_of(plan), now.year
    return lambda text: identifiers_in(text, known, year=year)
