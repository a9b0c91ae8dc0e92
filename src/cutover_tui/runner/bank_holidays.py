"""Which days are bank holidays in England, asked once when a plan is made and frozen into its calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def england_bank_holidays(years: Iterable[int]) -> dict[str, str]:
    """List England's bank holidays, ISO date to name, in order of date.

    A holiday that falls on a weekend stands there beside its substitute day: a practice that opens on Saturdays is
    closed on both.

    Args:
        years: The calendar years the plan touches.
    """
    import holidays  # noqa: PLC0415 (about 150 ms, and only making a plan needs it)

    wanted = sorted(set(years))
    if not wanted:
        return {}
    found = holidays.country_holidays("GB", subdiv="ENG", years=wanted, language="en_GB")
    return {day.isoformat(): name for day, name in sorted(found.items())}
