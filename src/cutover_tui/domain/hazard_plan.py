"""What a plan says about hazards and lost cues: the hazards with their controls, and what stands in for lost cues.

The practice's clinical safety officer owns the hazard log; a plan holds its numbers and words, so that a task, a gate
criterion or a cue can say which control it shows (`records.md` a1, b4). Only what a list says beforehand stands here;
where a control was seen in place is told by the run.
"""

from __future__ import annotations

from cutover_tui.domain.deferred import dataclass


@dataclass(frozen=True, kw_only=True)
class Control:
    """One thing that is done against a hazard."""

    ref: str
    """The number of its hazard and its own, such as `HAZ-03-1`."""
    words: str
    """What is done, in one sentence."""


@dataclass(frozen=True, kw_only=True)
class Hazard:
    """One source of possible harm to a patient, as the hazard log numbers it."""

    ref: str
    """Its number, such as `HAZ-03`; never the shape of a task's number."""
    title: str
    harm: str = ""
    """What may come of it for a patient."""
    controls: tuple[Control, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HazardLog:
    """The hazards a plan knows, and which version of the hazard log they are from."""

    version: str = ""
    """In the hazard log's own words; empty in plans made before they held hazards."""
    hazards: tuple[Hazard, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Cue:
    """A prompt that disappears with the change, and what stands in its place (`records.md` e, lost cues)."""

    id: str
    """The author's word for it, with the item where its task repeats: `screen-cue:recalls`."""
    lost: str
    """What disappears."""
    prompted: str
    """What it made people do."""
    replacement: str
    """What stands in its place."""
    physical: bool = False
    """True for a card, lid or sign; False for something on a screen."""
    place: str = ""
    """Where it is."""
    owner: str = ""
    """Code of the role that sees to it."""
    seen_by: tuple[str, ...] = ()
    """Refs of the tasks that are ticked once it is seen in place."""
    removed_by: tuple[str, ...] = ()
    """Refs of the tasks with which it is taken away again; empty for what stays."""
    hazards: tuple[str, ...] = ()
    """Refs of the hazards or controls it shows."""
