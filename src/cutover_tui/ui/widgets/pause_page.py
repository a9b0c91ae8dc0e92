"""One line of the pause board in full: what it asks, what was said, and who said it when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from cutover_tui.domain.leads import role_words
from cutover_tui.domain.pause_log import DETAILS, Pause, audience_name, told_of, trigger_of
from cutover_tui.domain.pause_prompts import judged_words
from cutover_tui.domain.restarts import unanswered_items
from cutover_tui.domain.sealing import pause_moment, restart_moment, seal_covering
from cutover_tui.domain.time_words import moment_words
from cutover_tui.runner.pause_board import detail_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cutover_tui.domain.state import RunState

_Part = tuple[str, str]


def pause_page(state: RunState, pause: Pause, key: str) -> Content:
    """The marked line in full."""
    kind, _, name = key.partition(":")
    match kind:
        case "detail":
            parts = _detail(state, pause, name)
        case "told":
            parts = _told(state, pause, name)
        case "item":
            parts = _item(state, pause, name)
        case "restart":
            parts = _restart(state, pause)
        case "seal":
            parts = _seal(state, pause, name)
        case _:
            parts = iter(())
    return Content.assemble(*parts)


def _detail(state: RunState, pause: Pause, name: str) -> Iterator[_Part]:
    detail = next(one for one in DETAILS if one.id == name)
    yield f"{detail.asks}\n", "bold $accent"
    words = detail_words(state, pause, detail)
    if words:
        yield f"{words}\n", "$text"
    trigger = trigger_of(state, pause) if name == "trigger" else None
    if trigger is not None:
        look = role_words(state, [trigger.first_look]) if trigger.first_look else ""
        yield f"Threshold in the plan: {trigger.threshold}\n", "$text"
        yield (f"First look: {look}\n" if look else ""), "$muted"
    if name == "trigger" and (judged := judged_words(state)):
        yield f"{judged}\n", "$muted"
    said = pause.said.get(name)
    if said is not None:
        yield _signed(state, said.by, said.at, said.seq), "$muted"
    else:
        yield "Enter or t records it. The pause counts already.", "$muted"


def _told(state: RunState, pause: Pause, audience: str) -> Iterator[_Part]:
    yield f"Were {audience_name(state, audience)} told?\n", "bold $accent"
    told = next((one for one in told_of(state, pause) if one.audience == audience), None)
    if told is None or not told.is_settled:
        yield "Not yet. Enter or t records how, or why not; the messages board has the words to send.", "$text"
        return
    yield f"{told.how or f'Not told: {told.why_not}'}\n", "$text"
    yield _signed(state, told.by, told.at, told.seq), "$muted"


def _item(state: RunState, pause: Pause, name: str) -> Iterator[_Part]:
    item = next((one for one in state.plan.pause.restart_list if one.id == name), None)
    if item is None:
        return
    yield f"{item.words}. {item.asks}\n", "bold $accent"
    answer = pause.items.get(name)
    if answer is None:
        yield "Enter or t records that it is met, with evidence; or not met, with the reasons of two.", "$muted"
        return
    yield f"{'Met' if answer.met else 'Not met'}: {answer.words}\n", "$text"
    if answer.second:
        yield f"{answer.second}: {answer.second_words}\n", "$text"
    yield _signed(state, answer.by, answer.at, answer.seq), "$muted"


def _restart(state: RunState, pause: Pause) -> Iterator[_Part]:
    done = pause.restarted
    if done is not None:
        yield f"Restarted: {done.phased_how}\n", "bold $accent"
        if done.minutes:
            yield f"What runs from recorded times moved by {done.minutes} min.\n", "$text"
        if done.moved:
            yield f"Moved with it: {', '.join(done.moved)}.\n", "$text"
        yield _signed(state, f"{done.by} and {done.second}", done.at, done.seq), "$muted"
        return
    plan = state.plan.pause
    clinical, practical = role_words(state, plan.restart_clinical), role_words(state, plan.restart_practical)
    yield "A restart takes two different people, one of them a registered clinician.\n", "bold $accent"
    yield f"One is the {clinical}; the other the {practical} or the cutover lead.\n", "$text"
    left = unanswered_items(state, pause)
    if left:
        yield f"The restart list still waits for: {'; '.join(item.words for item in left)}.", "$soon"
    else:
        yield "The restart list is answered. Enter, t or r restarts.", "$done"


def _seal(state: RunState, pause: Pause, name: str) -> Iterator[_Part]:
    moment = restart_moment(pause) if name == "restart" else pause_moment(pause)
    if moment is None:
        return
    yield f"{moment.what}. Is a seal on the wall sheet that covers it?\n", "bold $accent"
    seal, written = seal_covering(state, moment.seq), state.seals_for.get(moment.occasion)
    if written is not None:
        yield f"{written[1]}\n", "$text"
        yield f"Written for the {moment.occasion} by {written[2]}, entry {written[0]}", "$muted"
    elif seal:
        yield f"{seal}\n", "$text"
        yield "Written after it, so it covers this too.", "$muted"
    else:
        yield "Not yet. Enter, t or v shows it large; it can wait until there is a hand free.", "$text"


def _signed(state: RunState, by: str, at: datetime | None, seq: int) -> str:
    when = f"{moment_words(at, state.plan.calendar.zone)} " if at is not None else ""
    return f"{when}{by}, entry {seq}"
