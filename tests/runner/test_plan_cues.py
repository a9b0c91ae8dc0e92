"""Cues of one practice: one for each task that looks for it, and none that nobody would look for."""

from __future__ import annotations

from dataclasses import replace

from tests.examples import TASKS, a_task

from cutover_tui.runner.plan_cues import plan_cues
from cutover_tui.storage.author_hazards import AuthorCue

WALK = tuple(
    replace(a_task(f"F-09{letter}", f"See in place: {item}"), id="walk", item=item)
    for letter, item in (("a", "the card"), ("b", "the door sign"))
)
DOWN = replace(a_task("G-09", "Take all down"), id="down")


def a_cue(id_: str, **fields: str) -> AuthorCue:
    """An author's cue."""
    about = {"lost": "A screen", "prompted": "Looking", "replacement": "{item}", "kind": "physical", "place": "Door"}
    return AuthorCue.model_validate({"id": id_, "owner": "PM", "seen_by": "walk", **about, **fields})


def test_a_cue_about_one_item_is_seen_by_that_items_task() -> None:
    [cue] = plan_cues((a_cue("card", item="the card", removed_by="down"),), (*TASKS, *WALK, DOWN))

    assert (cue.id, cue.replacement, cue.physical) == ("card", "the card", True)
    assert (cue.seen_by, cue.removed_by) == (("F-09a",), ("G-09",))


def test_a_cue_without_an_item_stands_for_every_item_no_other_cue_names() -> None:
    cues = plan_cues((a_cue("card", item="the card"), a_cue("own")), (*TASKS, *WALK))

    assert [(cue.id, cue.replacement, cue.seen_by) for cue in cues] == [
        ("card", "the card", ("F-09a",)),
        ("own:the door sign", "the door sign", ("F-09b",)),
    ]


def test_a_cue_whose_task_is_not_in_the_plan_is_left_out() -> None:
    assert plan_cues((a_cue("card", seen_by="nothing"),), (*TASKS, *WALK)) == ()
