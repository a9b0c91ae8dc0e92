"""Recording without making the screen wait: acts go one after the other through a single worker thread.

The screen stays alive while a slow disk takes its time; order is kept, and nothing is shown before it is on disk.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")


class Recorder:
    """One worker thread, through which everything that touches the log goes."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="recorder")

    async def do(self, what: Callable[[], _T]) -> _T:
        """Do something in the worker thread and give what it gives, or raise what it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, what)

    def close(self) -> None:
        """Wait for what is under way, then end."""
        self._pool.shutdown(wait=True)
