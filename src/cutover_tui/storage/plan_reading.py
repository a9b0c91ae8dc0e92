"""Reads the parts of a plan: JSON into frozen dataclasses, a reader for each, nothing taken for what it is not."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import UTC, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ADVICE = "Compare the run folder with its second copy, or copy the plan again from where it came."

_T = TypeVar("_T")


class PlanUnreadable(Exception):  # noqa: N818 (it says something about a file, not about the program)
    """The bytes are not a plan this program can read; the message says why and what to do next."""


def default_of(field: Any) -> object:  # noqa: ANN401 (dataclasses.Field is generic over the field's own type)
    """The default of a field; `MISSING` when it has none, which no value equals."""
    return field.default if field.default_factory is MISSING else field.default_factory()


class PartReader:
    """Reads one kind of dataclass: its fields by name, each with what turns JSON into its value."""

    def __init__(self, kind: type[Any], label: str, readers: Mapping[str, Callable[[Any], object]]) -> None:
        self._kind = kind
        self._label = label
        self._readers = readers

    @cached_property
    def _required(self) -> set[str]:
        """The fields that have no default. Asking for them makes the class, which a plan without it can do without."""
        return {field.name for field in fields(self._kind) if default_of(field) is MISSING}

    def __call__(self, raw: object) -> Any:  # noqa: ANN401 (each reader gives its own dataclass)
        """Read one value.

        Raises:
            PlanUnreadable: A field is missing, not known, or not what it should be.
        """
        if type(raw) is not dict:
            broken(f"{self._label} is not a group of named fields")
        if missing := self._required - raw.keys():
            broken(f"{self._label} has no {min(missing)}")
        readers = self._readers
        try:
            return self._kind(**{name: readers[name](value) for name, value in raw.items()})
        except KeyError as unknown:
            broken(f"{self._label} has a field ‘{unknown.args[0]}’, which is not known")
        except ValueError:
            broken(f"in {self._label}, the field ‘{self._first_unreadable(raw)}’ does not hold what it should")

    def _first_unreadable(self, raw: dict[str, object]) -> str:
        """Give the field that stopped the reading; it is looked for only once something is known to be wrong."""
        return next(name for name, value in raw.items() if not _reads(self._readers[name], value))


def _reads(read: Callable[[Any], object], value: object) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return True


def broken(what: str) -> NoReturn:
    """Say that a plan is damaged, and where.

    Raises:
        PlanUnreadable: Always.
    """
    msg = f"This plan is damaged: {what}. {ADVICE}"
    raise PlanUnreadable(msg) from None


def no_number(text: str) -> NoReturn:
    """Take no number JSON has beside whole ones."""
    raise ValueError(text)


def exactly(kind: type[_T]) -> Callable[[Any], _T]:
    """Give a reader that takes one JSON type and nothing else: true is no number here, and null is nothing."""

    def read(raw: object) -> _T:
        if type(raw) is not kind:
            raise ValueError(raw)
        return raw

    return read


def several(read: Callable[[Any], _T]) -> Callable[[Any], tuple[_T, ...]]:
    """Give a reader of a list."""

    def read_all(raw: object) -> tuple[_T, ...]:
        if type(raw) is not list:
            raise ValueError(raw)
        return tuple([read(item) for item in raw])

    return read_all


def texts_by_name(raw: object) -> dict[str, str]:
    """Read texts by name."""
    if type(raw) is not dict:
        raise ValueError(raw)
    return {name: a_text(value) for name, value in raw.items()}


def an_instant(raw: object) -> datetime:
    """Read an instant, UTC."""
    text = a_text(raw)
    if not text.endswith("Z"):
        raise ValueError(raw)
    return datetime.fromisoformat(text).astimezone(UTC)


def a_time(raw: object) -> time:
    """Read a local time of day."""
    return time.fromisoformat(a_text(raw))


a_text = exactly(str)
a_flag = exactly(bool)
a_number = exactly(int)
some_texts = several(a_text)


def all_texts(*names: str) -> dict[str, Callable[[Any], object]]:
    """Give the readers of some fields that all hold a text."""
    return dict.fromkeys(names, a_text)
