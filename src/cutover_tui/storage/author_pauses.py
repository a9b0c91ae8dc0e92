"""The shape of the two files about emergencies: what is agreed about holds and pauses, and the emergency cards.

The field docstrings are the hover help of an editor, as in `author_models`.
"""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from cutover_tui.domain.pause_plan import RESTART_LIST, EmergencyCard, PausePlan, RestartItem, Trigger
from cutover_tui.storage.author_models import AuthorModel
from cutover_tui.storage.author_values import (
    TRIGGER_PATTERN,
    Count,
    Id,
    Labels,
    Minutes,
    Name,
    RoleCode,
    Roles,
    Sentence,
    Title,
    author_slip,
)

MOST_CARD_STEPS = 7
"""The most steps of one emergency card: what fits one screen and one head."""

TriggerCode = Annotated[str, StringConstraints(min_length=1, pattern=TRIGGER_PATTERN)]


class AuthorTrigger(AuthorModel):
    """A sign on which the rollout is paused."""

    code: TriggerCode
    """T and a number, such as T1."""
    name: Name
    """What it is called."""
    threshold: Sentence
    """From when on it counts. Give numbers."""
    first_look: RoleCode
    """The role that looks first."""


class AuthorRestartItem(AuthorModel):
    """One line of the restart list."""

    id: Id
    """Its own word."""
    words: Name
    """What is so when it is met."""
    asks: Sentence
    """What to give as evidence, as a sentence that asks for it."""


def _all_lines(items: tuple[AuthorRestartItem, ...]) -> tuple[AuthorRestartItem, ...]:
    missing = [item.id for item in RESTART_LIST if item.id not in {given.id for given in items}]
    if missing:
        raise author_slip(f"has no line '{missing[0]}'. Every restart list has it; add it, in your own words.")
    return items


class PauseFile(AuthorModel):
    """What is agreed about holds and pauses before the day."""

    pause: Name
    """What this file is called."""
    declared_by: Roles
    """The roles of which any one pauses alone. The cutover lead always may."""
    deputies: Annotated[tuple[RoleCode, ...], Field(min_length=1)] = ()
    """The roles that stand in for one of them."""
    restart_clinical: Roles
    """The roles of which one signs every restart. One of the two who sign is a registered clinician."""
    restart_practical: Roles
    """The roles of which, or the cutover lead, the other one signs."""
    hold_minutes: Count = 15
    """Within how many minutes a hold is answered."""
    review_minutes: Minutes = 30
    """How often a pause is looked at again."""
    triggers: Annotated[tuple[AuthorTrigger, ...], Field(min_length=1)]
    """The signs on which the rollout is paused, each with its threshold."""
    scopes: Labels
    """What may stop, to pick from."""
    contingencies: Labels
    """How work goes on meanwhile, to pick from."""
    tell: Annotated[tuple[Id, ...], Field(min_length=1)]
    """The audiences of the messages file that are told of a pause."""
    restart_list: Annotated[tuple[AuthorRestartItem, ...], Field(min_length=1), AfterValidator(_all_lines)]
    """What comes before a restart. The seven lines of the shipped list are obligatory; there may be more."""

    def plan(self) -> PausePlan:
        """Give it as it stands in a plan."""
        return PausePlan(
            declared_by=self.declared_by,
            deputies=self.deputies,
            restart_clinical=self.restart_clinical,
            restart_practical=self.restart_practical,
            hold_minutes=self.hold_minutes,
            review_minutes=self.review_minutes,
            triggers=tuple(
                Trigger(code=each.code, name=each.name, threshold=each.threshold, first_look=each.first_look)
                for each in self.triggers
            ),
            scopes=self.scopes,
            contingencies=self.contingencies,
            audiences=self.tell,
            restart_list=tuple(RestartItem(id=each.id, words=each.words, asks=each.asks) for each in self.restart_list),
        )


class AuthorCard(AuthorModel):
    """One emergency card: the first five minutes."""

    id: Id
    """Its own word."""
    title: Title
    """The emergency, in a few words."""
    sign: Sentence
    """How it shows itself."""
    steps: Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=MOST_CARD_STEPS)]
    """What to do in the first five minutes, in order."""
    call: Roles
    """The roles to call, the first one first; their names and numbers come from the practice file."""
    form: Name
    """Which paper form is used meanwhile."""
    then: Sentence = ""
    """What comes after the first five minutes."""

    def plan(self) -> EmergencyCard:
        """Give it as it stands in a plan."""
        return EmergencyCard(
            id=self.id,
            title=self.title,
            sign=self.sign,
            steps=self.steps,
            call=self.call,
            form=self.form,
            then=self.then,
        )


class CardsFile(AuthorModel):
    """The emergency cards."""

    cards: Annotated[tuple[AuthorCard, ...], Field(min_length=1, max_length=9)]
    """The cards, the likeliest first; a digit chooses one."""
