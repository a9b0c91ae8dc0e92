"""The seal people write on paper: sixteen digits that stand for the whole log up to one record (`integrity.md` A4)."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from cutover_tui.storage.audit_record import Tail

DIGITS = 16
ENOUGH_DIGITS = 12
"""Digits that agree by chance in 2 of 10^9 cases: with so many right, the rest are slips of the pen."""

_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**15, 8, 1
_SCRYPT_BYTES = 32
_SCRYPT_MEMORY = 64 * 1024 * 1024
_TYPED = re.compile(r"(R?)([0-9\s.,:_-]{1,60})", re.IGNORECASE)


class NotASeal(Refused):
    """What was typed cannot be a seal; the message shows what one looks like."""


@dataclass(frozen=True)
class TypedSeal:
    """A seal as a person typed it."""

    number: int | None
    """The number after R, the last record it covers; None when it was left out."""
    digits: str
    """The digits after it, without spaces."""


def parse_seal(typed: str) -> TypedSeal:
    """The parts of a seal as typed; spaces, dots and dashes between digits do not matter, nor does a small r.

    Raises:
        NotASeal: when it holds anything but R, digits, and spaces or marks between them.
    """
    found = _TYPED.fullmatch(typed.strip())
    groups = re.findall("[0-9]+", found[2]) if found else []
    if found is None or not groups:
        raise NotASeal(f"‘{typed}’ does not read as a seal. A seal looks like R0137 4175 8601 1308 7052.")
    if not found[1]:
        return TypedSeal(None, "".join(groups))
    if len(groups) == 1:
        groups = [groups[0][:-DIGITS], groups[0][-DIGITS:]]
    return TypedSeal(int(groups[0] or "0"), "".join(groups[1:]))


def seal_digits(head: str, run: str) -> str:
    """The sixteen digits for a log whose last hash is `head`. Takes about 0.1 s and 32 MiB, on purpose."""
    stretched = hashlib.scrypt(
        head.encode(),
        salt=run.encode(),
        n=_SCRYPT_N,
        r=_SCRYPT_R,
        p=_SCRYPT_P,
        maxmem=_SCRYPT_MEMORY,
        dklen=_SCRYPT_BYTES,
    )
    return f"{int.from_bytes(stretched, 'big') % 10**DIGITS:0{DIGITS}d}"


def seal_of(tail: Tail, run: str) -> str:
    """The seal of a log up to its last record, such as `R0137 4175 8601 1308 7052`.

    Raises:
        ValueError: when the log has no record yet.
    """
    if tail.count < 1:
        raise ValueError("a log without records has no seal")
    digits = seal_digits(tail.hash, run)
    return f"R{tail.count - 1:04d} " + " ".join(digits[start : start + 4] for start in range(0, DIGITS, 4))


def compare_seal(typed: str, tail: Tail, run: str) -> str:
    """What a seal from paper says about the log up to `tail`.

    Returns:
        `match`; `typing error at place 7` (of the sixteen digits, from 1) or `typing error in the number after R`, when
        at least twelve digits agree; or `no match`.

    Raises:
        NotASeal: when what was typed cannot be a seal.
    """
    seal = parse_seal(typed)
    right = seal_digits(tail.hash, run)
    if seal.digits == right:
        return "match" if seal.number in {None, tail.count - 1} else "typing error in the number after R"
    place = _typing_error(seal.digits, right)
    return f"typing error at place {place}" if place else "no match"


def _typing_error(typed: str, right: str) -> int:
    """The first place, from 1, where nearly right digits differ; 0 when they are too different to be a slip."""
    same_start = next((place for place, pair in enumerate(zip(typed, right, strict=False)) if pair[0] != pair[1]), None)
    first = min(len(typed), len(right)) if same_start is None else same_start
    if len(typed) == len(right):
        agreeing = sum(one == other for one, other in zip(typed, right, strict=True))
    else:
        backwards = zip(reversed(typed), reversed(right), strict=False)
        last = next((place for place, pair in enumerate(backwards) if pair[0] != pair[1]), 0)
        agreeing = min(first + last, len(typed)) if abs(len(typed) - len(right)) == 1 else 0
    return first + 1 if agreeing >= ENOUGH_DIGITS else 0
