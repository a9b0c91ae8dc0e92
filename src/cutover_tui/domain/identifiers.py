"""What in a text looks as if it could tell who a patient is (`integrity.md` E3, `records.md` b7).

It finds shapes, not people: a number that passes the check of an NHS number, a date of birth, a postcode, a telephone
number, an address for mail, a title or the word patient before a name. What it finds is named and never repeated. What
the plan itself says, such as the telephone number of a laboratory or the name of a product, is not found.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from cutover_tui.domain.deferred import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cutover_tui.domain.plan import Plan

NHS_NUMBER = "an NHS number"
BIRTH_DATE = "a date of birth"
POSTCODE = "a postcode"
TELEPHONE = "a telephone number"
MAIL = "an address for mail"
NAME = "a person's name"

_DIGITS = 10
_ELEVEN = 11
_TEN = 10
_OLDEST = 1900
_OLD_ENOUGH = 1
"""A date without the word born is a date of birth when its year lies at least this many years back."""

_ISO_DATE = re.compile(r"(?<!\d)(\d{4})-\d\d-\d\d(?!\d)")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?!\d)")
_TEN_DIGITS = re.compile(r"(?<![\w])\d(?:[ \u00a0-]?\d){9}(?!\w)")
_DAY_FIRST = re.compile(r"(?<!\d)\d{1,2}[/. -]\d{1,2}[/. -](\d{4}|\d\d)(?!\d)")
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    "aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WORDED = re.compile(
    rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[ -](?:{_MONTHS})[ -,]*(\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_BORN = re.compile(r"\b(?:d\.?o\.?b\.?|born|date of birth)\b", re.IGNORECASE)
_ANY_DATE = re.compile(r"\d{1,4}[/. -](?:\d{1,2}|[A-Za-z]{3,9})[/. -]\d{1,4}")
_POSTCODE = re.compile(r"(?<![\w-])[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}(?![\w-])")
_TELEPHONE = re.compile(r"(?<![\w+])(?:\+44[ -]?(?:\(0\))?|0)(?:[ -]?\d){9,10}(?!\w)")
_MAIL = re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Master|Dr)\.? +([A-Z][a-z'-]+)")
_PATIENT = re.compile(r"\b(?:[Pp]t|[Pp]atient)s? +([A-Z][a-z'-]+)")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")


@dataclass(frozen=True)
class Known:
    """What stands in the plan, and so identifies nobody."""

    words: frozenset[str]
    """Words of names, registers, services and tasks, in small letters."""
    numbers: frozenset[str]
    """Telephone numbers, digits only."""
    texts: str
    """All of it, for addresses and postcodes."""


NOTHING_KNOWN = Known(frozenset(), frozenset(), "")


def known_of(plan: Plan) -> Known:
    """What a plan says by itself: people, telephone numbers, products, places."""
    people = [part for person in plan.people for part in (person.name, person.organisation, person.phone)]
    things = [
        *(part for service in plan.services for part in (service.name, service.item)),
        *(part for task in plan.tasks for part in (task.title, task.item)),
        *plan.sites,
        *(role.name for role in plan.roles),
        *(item for audience in plan.messages.audiences for item in audience.items),
        *(template.words for template in plan.messages.templates),
    ]
    own = (plan.practice, plan.from_system, plan.to_system, plan.bridge_call, plan.phone, plan.guardian)
    contacts = [part for contact in plan.contacts for part in (contact.name, contact.phone)]
    return _known("\n".join([*own, *people, *contacts, *things]))


@lru_cache(maxsize=4)
def _known(texts: str) -> Known:
    numbers = frozenset(_digits(found[0]) for found in _TELEPHONE.finditer(texts))
    return Known(frozenset(word.casefold() for word in _WORD.findall(texts)), numbers, texts)


def identifiers_in(text: str, known: Known = NOTHING_KNOWN, *, year: int) -> tuple[str, ...]:
    """What in a text looks as if it could tell who a patient is, each kind once, in words that never repeat it.

    Args:
        text: What somebody typed.
        known: What the plan says by itself.
        year: The year it is, for telling a date of birth from a date of the cutover.
    """
    looks = (
        (NHS_NUMBER, _holds_nhs_number(text)),
        (BIRTH_DATE, _holds_birth_date(text, year)),
        (POSTCODE, any(found[0] not in known.texts for found in _POSTCODE.finditer(text))),
        (TELEPHONE, any(_digits(found[0]) not in known.numbers for found in _TELEPHONE.finditer(text))),
        (MAIL, any(found[0] not in known.texts for found in _MAIL.finditer(text))),
        (NAME, _holds_name(text, known)),
    )
    return tuple(kind for kind, seen in looks if seen)


def passes_check(digits: str) -> bool:
    """Tell whether ten digits pass the check of an NHS number: modulus 11, weights 10 to 2."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(_TEN, 1, -1), strict=False))
    check = (_ELEVEN - total % _ELEVEN) % _ELEVEN
    return check != _TEN and check == int(digits[-1])


def looks_words(kinds: Iterable[str]) -> str:
    """Say what was seen in a sentence, such as `This looks like an NHS number and a postcode`."""
    named = list(kinds)
    listed = f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else "".join(named)
    return f"This looks like {listed}."


def _holds_nhs_number(text: str) -> bool:
    plain = _CLOCK.sub(" . ", _ISO_DATE.sub(" . ", text))
    return any(passes_check(_digits(found[0])) for found in _TEN_DIGITS.finditer(plain))


def _holds_birth_date(text: str, year: int) -> bool:
    if _BORN.search(text) and _ANY_DATE.search(text):
        return True
    found = (*_ISO_DATE.finditer(text), *_DAY_FIRST.finditer(text), *_WORDED.finditer(text))
    years = [int(one[1]) for one in found if len(one[1]) == len("1999")]
    return any(_OLDEST <= born < year - _OLD_ENOUGH for born in years)


def _holds_name(text: str, known: Known) -> bool:
    return any(
        found[1].casefold() not in known.words for pattern in (_TITLED, _PATIENT) for found in pattern.finditer(text)
    )


def _digits(text: str) -> str:
    digits = "".join(letter for letter in text if letter.isdigit())
    return f"0{digits[2:].lstrip('0')}" if text.startswith("+44") else digits
