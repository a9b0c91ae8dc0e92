"""Recording without making the screen wait: acts go one after the other through a single worker thread.

The screen stays alive while a slow disk takes its time; order is kept, and nothing is shown before it is on disk. What
was handed in is done even if nobody waits for it any more: an act is never dropped half way.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from cutover_tui.domain.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

_T = TypeVar("_T")


class Recorder:
    """One worker thread, through which everything that writes to the log goes."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="recorder")
        self._closed = False

    async def do(self, what: Callable[[], _T]) -> _T:
        """Do something in the worker thread and give what it gives, or raise what it raises.

        Cancelling the wait does not cancel the work, nor take it out of the line it stands in.

        Raises:
            Refused: The run is being left.
        """
        if self._closed:
            raise Refused("This run is being left, so nothing more is recorded in this window.")
        loop = asyncio.get_running_loop()
        told: asyncio.Future[_T] = loop.create_future()

        def tell(done: Future[_T]) -> None:
            with suppress(RuntimeError):  # the screen has closed and taken its loop with it
                loop.call_soon_threadsafe(_pass_on, done, told)

        self._pool.submit(what).add_done_callback(tell)
        return await told

    async def close(self) -> None:
        """End once everything handed in is done; the screen stays alive until then."""
        self._closed = True
        await asyncio.to_thread(self._pool.shutdown)


def _pass_on(done: Future[_T], told: asyncio.Future[_T]) -> None:
    if told.done():
        return
    problem = done.exception()
    if problem is None:
        told.set_result(done.result())
    else:
        told.set_exception(problem)
