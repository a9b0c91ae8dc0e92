"""The columns registers share, so that the same thing reads the same everywhere."""

from __future__ import annotations

from cutover_tui.exports.csv_cells import NOT_APPLICABLE, NOT_RECORDED
from cutover_tui.exports.registers.register import Column, Kind


def text(name: str, about: str, blank: str = NOT_RECORDED) -> Column:
    """Words of the plan or of this program."""
    return Column(name, about, blank=blank)


def typed(name: str, about: str, blank: str = NOT_RECORDED) -> Column:
    """Words people typed."""
    return Column(name, about, blank=blank, typed=True)


def number(name: str, about: str, blank: str = NOT_RECORDED) -> Column:
    """A whole number."""
    return Column(name, about, Kind.NUMBER, blank)


def flag(name: str, about: str, blank: str = NOT_RECORDED) -> Column:
    """Yes or no."""
    return Column(name, about, Kind.FLAG, blank)


def at(name: str, about: str, blank: str = NOT_RECORDED) -> Column:
    """A moment for machines."""
    return Column(name, about, Kind.INSTANT, blank)


def local(name: str, about: str, blank: str = NOT_RECORDED) -> Column:
    """A moment for people."""
    return Column(name, about, Kind.LOCAL, blank)


def person(name: str, about: str, blank: str = NOT_RECORDED) -> Column:
    """One person or several."""
    return Column(name, about, Kind.PERSON, blank)


def entry(about: str = "Number of the log entry this row came from", name: str = "entry") -> Column:
    """The entry a row came from, so that every cell traces home."""
    return Column(name, about, Kind.ENTRY, NOT_APPLICABLE)


def entries(name: str, about: str, blank: str = NOT_APPLICABLE) -> Column:
    """Numbers of other log entries."""
    return Column(name, about, Kind.TEXT, blank)
