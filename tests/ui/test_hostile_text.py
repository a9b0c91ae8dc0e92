"""Text that people typed is shown as it is: never read as markup, never a reason to fall over (`integrity.md` D)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.ui.run_stage import SIX_LISTS

from cutover_tui.domain.plan import Answers, Plan
from cutover_tui.ui.keys import RUN_KEYS
from cutover_tui.ui.keys_list import KEYS as LIST_KEYS

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager

    from tests.ui.run_stage import Desk

    OpenDesk = Callable[..., AbstractAsyncContextManager[Desk]]

NASTY = (
    "[/",
    "[x] [Dr Rao]",
    "[@click=app.quit]x[/]",
    "[bold red]b[/] $text {0} %s \\[",
    "Llanfair" * 14,
    "🚑 ½ 検査 \u00e9\u0302 ﬁ",
)
"""Texts that break or vanish where they are read as markup, and words that fit nowhere."""

KEPT_FOR_LAST = {"run.quit", "run.theme", "run.ascii", "run.help"}


def in_practice(words: str) -> Plan:
    """A plan with some words in every place an author can put them."""
    plan = SIX_LISTS
    return replace(
        plan,
        practice=words,
        from_system=words,
        to_system=words,
        bridge_call=words,
        checklists=tuple(replace(found, name=words, phases=(words, f"{words} 2")) for found in plan.checklists),
        tasks=tuple(
            replace(
                task,
                title=f"{words} {task.ref}",
                item=words,
                phase=words
                if task.phase in {"Planning", "Switch off", "Extract", "Switch on", "Hold"}
                else f"{words} 2",
                do=(words, words),
                evidence=(words,),
                why=words,
                source=words,
                answers=Answers(question=words, done=(f"{words} done",), not_done=(f"{words} not",))
                if task.answers
                else None,
            )
            for task in plan.tasks
        ),
        people=tuple(replace(person, name=words, organisation=words) for person in plan.people),
        roles=tuple(replace(role, name=words) for role in plan.roles),
        services=tuple(replace(service, name=words, short_name=words[:10], item=words) for service in plan.services),
        anchors=tuple(replace(found, name=words) for found in plan.anchors),
    )


def flat(text: str) -> str:
    """A screen's text without blanks and lines, so that words are found however they are wrapped."""
    return "".join(letter for letter in text if letter not in " \n│▌")


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
async def test_every_key_works_and_the_words_stand_as_they_are(open_desk: OpenDesk, words: str) -> None:
    async with open_desk(plan=in_practice(words), history=False, size=(200, 55)) as desk:
        await desk.at("F-02")
        assert flat(words[:40]) in flat(desk.text.splitlines()[0])
        assert flat(words[:40]) in flat(desk.row("F-02"))
        for key in (*LIST_KEYS, *RUN_KEYS):
            if key.id in KEPT_FOR_LAST:
                continue
            await desk.press(key.key.split(",")[0])
            while desk.place != "RunScreen":
                await desk.press("escape")
            if desk.marked == "":
                await desk.at("F-02")
        await desk.press("M", "T", "question_mark", "escape")

        assert desk.app.is_running
        assert desk.place == "RunScreen"


@pytest.mark.parametrize("words", NASTY, ids=range(len(NASTY)))
async def test_what_people_record_stands_as_they_typed_it(open_desk: OpenDesk, words: str) -> None:
    async with open_desk(plan=in_practice(words), history=False, size=(200, 55)) as desk:
        await desk.at("F-03")
        await desk.press("n")
        await desk.paste(words)
        await desk.press("tab", "=jb", "enter")
        assert [flat(note.text) for note in desk.state.standing("F-03").notes] == [flat(words)]
        assert desk.text.count(words[:12]) >= 2
        await desk.press("x", "1")
        await desk.paste(words)
        await desk.press("enter", "=jb", "enter")
        assert desk.state.standing("F-03").reason.startswith(words[:20])
        await desk.press("u", "1", "1", "enter")
        await desk.press("escape")
        await desk.press("i", "=tm", "enter")
        await desk.paste(words)
        await desk.press("enter", "enter", "enter")
        while desk.place != "RunScreen":
            await desk.press("escape")
        await desk.press("slash")
        await desk.paste(words)
        await desk.press("enter", "g")
        await desk.paste(words)
        await desk.press("enter")
        await desk.press("l", "enter")
        assert flat(words[:40]) in flat(desk.text)

        assert desk.app.is_running


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36)], ids=str)
async def test_the_longest_words_leave_every_row_in_its_place(open_desk: OpenDesk, size: tuple[int, int]) -> None:
    async with open_desk(plan=in_practice("Llanfair" * 14), history=False, size=size) as desk:
        for keys in ("F", "A", "d", "d"):
            await desk.press(keys)
            lines = desk.text.splitlines()

            assert len(lines) == size[1]
            assert all(len(line) <= size[0] for line in lines)
            assert "quit" in lines[-1]
