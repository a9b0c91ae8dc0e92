"""What happens to the log itself: opened, left, reopened, recovered, sealed, exported; clock changes and sleep."""

from __future__ import annotations

from typing import ClassVar

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.happening import Happening


@dataclass(frozen=True, kw_only=True)
class RunOpened(Happening):
    """A plan was started as a run: this happened. Always record 0 (`integrity.md` A2, genesis)."""

    WIRE: ClassVar[str] = "run.opened"

    kind: str
    """`live` or `rehearsal`."""
    practice: str
    ods_code: str
    plan_version: int
    plan_sha256: str
    nonce: str
    """32 hex digits at random, so that two runs of one plan differ."""
    versions: str
    """The program, its libraries, Python, operating system and zone database, in words."""
    host: str
    clock_check: str
    """How the computer's clock was checked, in words."""


@dataclass(frozen=True, kw_only=True)
class RunReopened(Happening):
    """Somebody opened the run again: this happened."""

    WIRE: ClassVar[str] = "run.reopened"

    unclean: bool = False
    """True when the window before it ended without leaving, so that the last tick may not have been seen."""


@dataclass(frozen=True, kw_only=True)
class RunLeft(Happening):
    """Somebody left the run in good order: this happened."""

    WIRE: ClassVar[str] = "run.left"


@dataclass(frozen=True, kw_only=True)
class ClockChanged(Happening):
    """The computer slept, or its clock was changed: this happened."""

    WIRE: ClassVar[str] = "clock.changed"

    seconds: int
    """How far the clock went ahead of (or, negative, behind) the time that ran, in whole seconds."""


@dataclass(frozen=True, kw_only=True)
class LogRecovered(Happening):
    """A torn last write was set aside at opening: this happened (`integrity.md` A5)."""

    WIRE: ClassVar[str] = "log.recovered"

    bytes: int
    """How many bytes were set aside."""
    sha256: str
    """Of those bytes."""
    set_aside: str = ""
    """The name of the file they are in."""


@dataclass(frozen=True, kw_only=True)
class CopyCaughtUp(Happening):
    """One of the two copies of the log missed records and got them from the other: this happened."""

    WIRE: ClassVar[str] = "copy.caught_up"

    records: int = 0
    """How many records were missing."""
    which: str = ""
    """Which copy was behind: `first` or `second`."""


@dataclass(frozen=True, kw_only=True)
class SealWritten(Happening):
    """A seal was written on paper: this happened (`integrity.md` A4)."""

    WIRE: ClassVar[str] = "seal.written"
    MEANING: ClassVar[str] = "I wrote this seal on the wall sheet"

    seal: str
    """The seal as shown, such as `R0137 4175 8601 1308 7052`."""
    occasion: str = ""
    """What it was written for, such as `gate G4`; empty where nobody says."""


@dataclass(frozen=True, kw_only=True)
class ExportMade(Happening):
    """The log was exported: this happened."""

    WIRE: ClassVar[str] = "export.made"
    TEXTS: ClassVar[tuple[str, ...]] = ("supplier",)

    copy: str
    """`full`, `icb`, `supplier` or `learning`."""
    folder: str
    """The name of the folder, without its path."""
    supplier: str = ""
    """Which supplier a supplier's copy is for; empty in the others."""


LogEvent = RunOpened | RunReopened | RunLeft | ClockChanged | LogRecovered | CopyCaughtUp | SealWritten | ExportMade


def last_covered(seal: str, otherwise: int) -> int:
    """Number of the last record a seal covers, as it says itself: 137 of `R0137 4175 8601 1308 7052`.

    Args:
        seal: The seal as it was shown.
        otherwise: The number where the seal cannot be read.
    """
    number = seal.partition(" ")[0].removeprefix("R")
    return min(int(number), otherwise) if number.isdecimal() and number.isascii() else otherwise
