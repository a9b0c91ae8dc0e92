"""Where concerns are kept apart from the log: in memory first, then in a small file that tells nothing by its times.

What was said must outlive the day, and nothing about the file may say when it was said or where (`records.md` c9). So
handing a concern in touches no disk. Every window writes the file once a minute, and when a run is left, whether or not
anything was said: whoever looks at the times of the file or its folder sees the last minute, not the moment. Its own
times are set to the full hour besides; it holds no time, no name, no device, and its entries in an order drawn anew
each time. It is replaced in one step, so that no half or second file is left.

A computer that stops loses what was handed in since the last minute, and the screen says so before anything is typed.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from cutover_tui.domain.concerns import AREAS, Concern, require_concern
from cutover_tui.domain.deferred import replace
from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.atomic_file import write_atomically
from cutover_tui.storage.clean_text import NOTE_LIMIT, clean_text
from cutover_tui.storage.durable_file import read_plain_file
from cutover_tui.storage.log_lock import LogLock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

BOX_NAME: Final = "speak-up.json"
"""The file, in the run folder. It is in no export, and the second copy of the log does not have it."""
BOX_LOCK_NAME: Final = "speak-up.lock"
ABOUT: Final = (
    "What staff said without a name. Only the lead and the clinical lead read it. It is in no export. Its order and "
    "the times of this file say nothing about who wrote what or when."
)
_MOST_BYTES = 4 * 1024 * 1024
_LOCK_SECONDS = 2.0
_HOUR_SECONDS = 3600


class ConcernBox:
    """The concerns of one run as one window keeps them. Every method may be called from any thread."""

    def __init__(self, folder: Path, *, draw: Callable[[int], str] = secrets.token_hex) -> None:
        """Takes the run folder, and where salts come from."""
        self.path = folder / BOX_NAME
        """The file."""
        self._lock = LogLock(folder / BOX_LOCK_NAME, _LOCK_SECONDS)
        self._draw = draw
        self._known: dict[str, Concern] = {}
        self._mutex = threading.Lock()

    def hand_in(self, area: str, words: str, *, urgent: bool) -> None:
        """Take a concern; it is in memory only until the next `keep`.

        Raises:
            Refused: Nothing is said, the area is none, or the words are too long.
        """
        said = require_concern(area, clean_text(words, NOTE_LIMIT, lines=True))
        concern = Concern(area=area, words=said, urgent=urgent, salt=self._draw(16))
        with self._mutex:
            self._known[concern.salt] = concern

    def keep(self, now: datetime) -> bool:
        """Bring the file and what this window knows together; True once the disk has it.

        Args:
            now: The caller's clock; the file's own times are set to the full hour before it.
        """
        with self._mutex, suppress(OSError, Refused), self._lock.held():
            self._take_in(self._read())
            write_atomically(self.path, _as_bytes(self._known.values()))
            hour = int(now.timestamp()) // _HOUR_SECONDS * _HOUR_SECONDS
            os.utime(self.path, (hour, hour))
            return True
        return False

    def all(self) -> tuple[Concern, ...]:
        """Every concern this window knows, in an order that says nothing."""
        with self._mutex:
            return tuple(sorted(self._known.values(), key=lambda one: one.fingerprint))

    def waiting(self) -> tuple[Concern, ...]:
        """Those that are in no entry yet."""
        return tuple(one for one in self.all() if one.waits)

    def urgent(self) -> tuple[str, ...]:
        """The areas in which somebody asked for action at once, and that are in no entry yet."""
        return tuple(area for area in AREAS if any(one.urgent and one.area == area for one in self.waiting()))

    def received(self, batches: Mapping[int, Iterable[str]]) -> None:
        """Note which concerns are in which entry, by their fingerprints; also after a stop between the two.

        Args:
            batches: Number of an entry to the fingerprints it holds.
        """
        entry = {fingerprint: seq for seq, found in batches.items() for fingerprint in found}
        with self._mutex:
            for salt, one in self._known.items():
                if one.waits and one.fingerprint in entry:
                    self._known[salt] = replace(one, batch=entry[one.fingerprint])

    def hold_over(self) -> None:
        """Note that what waits has waited through a gathering."""
        with self._mutex:
            waiting = {salt: replace(one, held_over=True) for salt, one in self._known.items() if one.waits}
            self._known.update(waiting)

    def _take_in(self, concerns: Iterable[Concern]) -> None:
        """Take up what another window kept; what is in an entry, or was held over, stays so."""
        for one in concerns:
            known = self._known.get(one.salt, one)
            self._known[one.salt] = replace(
                known, batch=max(known.batch, one.batch), held_over=known.held_over or one.held_over
            )

    def _read(self) -> tuple[Concern, ...]:
        try:
            raw = json.loads(read_plain_file(self.path, at_most=_MOST_BYTES).decode())
            return tuple(Concern(**one) for one in raw["concerns"])
        except FileNotFoundError:
            return ()
        except (ValueError, KeyError, TypeError) as problem:
            # Somebody's words may be in it: a file this program cannot read is left as it is.
            raise Refused(f"{self.path.name} is not as this program wrote it. Nothing in it was changed.") from problem


def _as_bytes(concerns: Iterable[Concern]) -> bytes:
    listed = [asdict(one) for one in concerns]
    secrets.SystemRandom().shuffle(listed)
    return (json.dumps({"about": ABOUT, "concerns": listed}, ensure_ascii=False, indent=1) + "\n").encode()
