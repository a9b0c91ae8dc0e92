"""One worker thread takes what is handed in, in order, to its end, whoever still waits for it."""

from __future__ import annotations

import asyncio
import threading
from functools import partial
from typing import TYPE_CHECKING

import pytest
from tests.examples import StillClock, a_run, an_act

from cutover_tui.domain.events import Entry
from cutover_tui.domain.refusals import Refused
from cutover_tui.runner.recording import Recorder

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


async def test_what_the_work_gives_comes_back_from_another_thread() -> None:
    recorder = Recorder()
    worker = await recorder.do(threading.get_ident)
    await recorder.close()

    assert worker != threading.get_ident()


async def test_what_the_work_raises_is_raised_here() -> None:
    def refuse() -> None:
        msg = "It was refused"
        raise Refused(msg)

    recorder = Recorder()
    with pytest.raises(Refused, match="was refused"):
        await recorder.do(refuse)
    await recorder.close()


async def test_work_is_done_one_after_the_other_in_the_order_it_came() -> None:
    recorder, begin = Recorder(), threading.Event()
    done: list[int] = []
    first = asyncio.create_task(recorder.do(lambda: begin.wait(5)))
    waiting = [asyncio.create_task(recorder.do(partial(done.append, number))) for number in range(20)]
    await asyncio.sleep(0)
    begin.set()
    await asyncio.gather(first, *waiting)
    await recorder.close()

    assert done == list(range(20))


async def test_the_loop_goes_on_while_the_work_takes_its_time() -> None:
    recorder, begin = Recorder(), threading.Event()
    work = asyncio.create_task(recorder.do(lambda: begin.wait(5)))
    await asyncio.sleep(0)
    assert not work.done()
    begin.set()
    await work
    await recorder.close()


async def test_cancelling_the_wait_drops_neither_the_work_nor_what_stands_behind_it() -> None:
    recorder, begin = Recorder(), threading.Event()
    done: list[str] = []

    def slow() -> None:
        begin.wait(5)
        done.append("first")

    def raises() -> None:
        done.append("second")
        msg = "Nobody hears this."
        raise Refused(msg)

    waits = [asyncio.create_task(recorder.do(work)) for work in (slow, raises)]
    await asyncio.sleep(0)
    for wait in waits:
        wait.cancel()
    await asyncio.gather(*waits, return_exceptions=True)
    begin.set()
    await recorder.do(lambda: done.append("third"))
    await recorder.close()

    assert done == ["first", "second", "third"]


async def test_closing_waits_for_what_was_handed_in_and_takes_nothing_more() -> None:
    recorder = Recorder()
    done: list[str] = []
    wait = asyncio.create_task(recorder.do(lambda: done.append("handed in")))
    await asyncio.sleep(0)
    await recorder.close()
    await wait
    with pytest.raises(Refused, match="This run is being left"):
        await recorder.do(lambda: done.append("too late"))

    assert done == ["handed in"]


def test_work_that_outlives_its_loop_is_done_and_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    recorder, begin = Recorder(), threading.Event()
    done: list[str] = []

    def slow() -> None:
        begin.wait(5)
        done.append("done")

    async def hand_in() -> None:
        wait = asyncio.create_task(recorder.do(slow))
        await asyncio.sleep(0)
        wait.cancel()

    asyncio.run(hand_in())
    begin.set()
    recorder._pool.shutdown()

    assert done == ["done"]
    assert capsys.readouterr().err == ""


def test_whoever_reads_the_entries_first_finds_a_state_that_holds_them(tmp_path: Path) -> None:
    """The recorder's thread takes up what it recorded while the screen's thread reads."""
    run = a_run(tmp_path, StillClock())
    counted: list[tuple[int, int]] = []

    class Watched(list[Entry]):
        def extend(self, entries: Iterable[Entry]) -> None:
            new = list(entries)
            counted.append((new[-1].seq + 1, run.state.count))
            super().extend(new)

    run.entries = Watched(run.entries)
    run.start_task(an_act("SP"), "F-02")
    run.close()

    assert counted == [(2, 2)]
