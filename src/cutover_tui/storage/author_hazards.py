"""The shape of the two files about hazards: the hazards with their controls, and the cues that disappear.

The field docstrings are the hover help of an editor, as in `author_models`. What they say about other files is looked
at in `hazard_links`.
"""

from typing import Annotated, Literal

from pydantic import Field

from cutover_tui.domain.hazard_plan import Control, Hazard, HazardLog
from cutover_tui.storage.author_models import AuthorModel
from cutover_tui.storage.author_values import HazardRef, Hazards, Id, Name, RoleCode, Sentence, Title


class AuthorControl(AuthorModel):
    """One thing that is done against a hazard."""

    control: HazardRef
    """The number of its hazard, a hyphen and its own, such as HAZ-03-1."""
    words: Title
    """What is done, in one line."""


class AuthorHazard(AuthorModel):
    """One source of possible harm to a patient."""

    hazard: HazardRef
    """Its number in the hazard log, such as HAZ-03. Not one letter and a number: tasks have those."""
    title: Title
    """What may go wrong, in one line."""
    harm: Sentence = ""
    """What may come of it for a patient."""
    controls: Annotated[tuple[AuthorControl, ...], Field(min_length=1)]
    """What is done against it."""


class HazardsFile(AuthorModel):
    """The hazards of a cutover, as the clinical safety officer's hazard log numbers them."""

    version: Name
    """The version of the hazard log these are from."""
    hazards: Annotated[tuple[AuthorHazard, ...], Field(min_length=1)]
    """The hazards."""

    def plan(self) -> HazardLog:
        """Give them as they stand in a plan."""
        return HazardLog(
            version=self.version,
            hazards=tuple(
                Hazard(
                    ref=each.hazard,
                    title=each.title,
                    harm=each.harm,
                    controls=tuple(Control(ref=one.control, words=one.words) for one in each.controls),
                )
                for each in self.hazards
            ),
        )


class AuthorCue(AuthorModel):
    """A prompt that disappears with the change, and what stands in its place."""

    id: Id
    """Its own word."""
    lost: Title
    """What disappears. {item} stands for the item's name where the task under seen_by repeats."""
    prompted: Title
    """What it made people do."""
    replacement: Title
    """What stands in its place."""
    kind: Literal["physical", "screen"]
    """physical: a card, a lid, a sign. screen: something the program shows."""
    place: Name
    """Where it is."""
    owner: RoleCode
    """The role that sees to it."""
    seen_by: Id
    """The task that is ticked once it is seen in place."""
    item: Name = ""
    """The item of that task it is about. Left out, it stands for every item no other cue names."""
    removed_by: Id = ""
    """The task with which it is taken away again. Left out for what stays."""
    hazards: Hazards = ()
    """The hazards, or their controls, that it shows."""


class CuesFile(AuthorModel):
    """The cues that disappear with the change."""

    cues: Annotated[tuple[AuthorCue, ...], Field(min_length=1)]
    """The cues."""
