"""The shape of the file about issues: levels, areas, risk matrix, and the counts at which people are asked to pause.

The field docstrings are the hover help of an editor (`author_schemas`), so they speak to the author.
"""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo

from cutover_tui.domain.issue_rules import LEVELS
from cutover_tui.storage.author_models import AuthorModel
from cutover_tui.storage.author_values import Count, Id, Name, Rating, Roles, Sentence, TriggerCode, author_slip
from cutover_tui.storage.checklist_problems import shortened

LevelCode = Literal["P1", "P2", "P3", "P4"]


class AuthorLevel(AuthorModel):
    """How urgent an issue is."""

    code: LevelCode
    """P1, P2, P3 or P4."""
    meaning: Sentence
    """What it means, in one line."""
    answer_minutes: Count = 0
    """Count until somebody has answered. Leave it out for the end of the day."""
    review_minutes: Count = 0
    """Count until it is looked at again. Leave it out where 'review' says when."""
    review: Name
    """When it is looked at again, in words."""
    tells: Roles
    """The roles that hear of it."""
    tells_words: Name
    """Who hears of it, in words."""


class AuthorMatrixRow(AuthorModel):
    """The ratings of one likelihood."""

    likelihood: Name
    """How likely it is."""
    ratings: Annotated[tuple[Rating, ...], Field(min_length=1)]
    """A rating from 1 to 5 for each severity, in their order."""


class AuthorRating(AuthorModel):
    """What a rating means."""

    rating: Rating
    """1 to 5."""
    meaning: Sentence
    """What it means for whether the risk is accepted."""


class AuthorMatrix(AuthorModel):
    """Severity with likelihood gives a rating."""

    source: Sentence
    """Where this matrix comes from; every export names it."""
    severities: Annotated[tuple[Name, ...], Field(min_length=1)]
    """How bad the harm is, the least first."""
    rows: Annotated[tuple[AuthorMatrixRow, ...], Field(min_length=1)]
    """The likelihoods, the likeliest first."""
    meanings: Annotated[tuple[AuthorRating, ...], Field(min_length=1)]
    """What each rating means."""


class AuthorPrompt(AuthorModel):
    """A count at which people are asked whether to pause."""

    id: Id
    """Its own word."""
    counts: Literal["not made safe", "same area", "no workaround", "record check", "people here", "document at a gate"]
    """What it counts: issues not made safe, issues in the same area, issues without a workaround, wrong records in one
    sample, roles with fewer people here than `least` in the roles file, or documents not met at a gate."""
    level: LevelCode = "P1"
    """The level of the issues it counts. More urgent ones count too, but for those without a workaround."""
    at_least: Count = 1
    """How many are enough to ask."""
    minutes: Count = 0
    """For how many minutes they must have stood."""
    areas: Annotated[tuple[Name, ...], Field(min_length=1)] = ()
    """Only issues in these areas."""
    trigger: TriggerCode = ""
    """The code of the pause trigger it points to, T1 to T11."""
    says: Sentence
    """What has been counted, as a sentence without its full stop."""


def _all_levels(levels: tuple[AuthorLevel, ...]) -> tuple[AuthorLevel, ...]:
    codes = tuple(level.code for level in levels)
    if codes != LEVELS:
        raise author_slip(f"has {', '.join(codes) or 'nothing'}. Write P1, P2, P3 and P4, each once, in this order.")
    return levels


def _once_each(names: tuple[str, ...]) -> tuple[str, ...]:
    twice = next((name for place, name in enumerate(names) if name in names[:place]), "")
    if twice:
        raise author_slip(f"has '{shortened(twice)}' twice. Write each once.")
    return names


def _whole_matrix(matrix: AuthorMatrix) -> AuthorMatrix:
    for row in matrix.rows:
        if len(row.ratings) != len(matrix.severities):
            raise author_slip(
                f"has {len(row.ratings)} ratings for likelihood '{shortened(row.likelihood)}' and "
                f"{len(matrix.severities)} severities. Write one rating for each severity."
            )
    _once_each(tuple(row.likelihood for row in matrix.rows))
    _once_each(matrix.severities)
    return matrix


def _known_areas(prompts: tuple[AuthorPrompt, ...], info: ValidationInfo) -> tuple[AuthorPrompt, ...]:
    known: tuple[str, ...] | None = info.data.get("areas")
    for prompt in prompts if known is not None else ():
        strange = next((area for area in prompt.areas if area not in (known or ())), "")
        if strange:
            raise author_slip(
                f"has prompt '{prompt.id}' with area '{shortened(strange)}', which is not under 'areas'. "
                "Write it as it stands there."
            )
        if prompt.counts == "no workaround" and not prompt.areas:
            raise author_slip(f"has prompt '{prompt.id}' without 'areas'. Add the areas nobody can do without.")
    return prompts


Picks = Annotated[tuple[Name, ...], Field(min_length=1), AfterValidator(_once_each)]
MOST_AREAS = 20
"""Areas that can each have a key of their own."""


class IssuesFile(AuthorModel):
    """What a plan says about issues."""

    levels: Annotated[tuple[AuthorLevel, ...], AfterValidator(_all_levels)]
    """The four levels, the most urgent first."""
    areas: Annotated[tuple[Name, ...], Field(min_length=1, max_length=MOST_AREAS), AfterValidator(_once_each)]
    """What an issue can touch."""
    matrix: Annotated[AuthorMatrix, AfterValidator(_whole_matrix)]
    """How a clinician rates the risk."""
    pause_prompts: Annotated[tuple[AuthorPrompt, ...], AfterValidator(_known_areas)] = ()
    """The counts at which people are asked whether to pause."""
    room_judges: Annotated[tuple[Sentence, ...], AfterValidator(_once_each)] = ()
    """The agreed signs that no program can count, as a pause names them: the room judges these."""
    factors: Picks
    """The contributory factors to pick from."""
    harm_physical: Picks
    """The words for physical harm, the least first."""
    harm_psychological: Picks
    """The words for psychological harm, the least first."""
