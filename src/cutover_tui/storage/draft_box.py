"""Where drafts are kept beside a run: what somebody typed into a long question and has not recorded yet.

A crash or a closed window must not cost five steps of typing. So drafts stand in a small file of the run folder,
readable by its owner only and replaced in one step. They are no part of the log: nothing in the program reads them but
the question they belong to, no export and no second copy holds them, and a draft is gone once it is recorded, thrown
away, or the run is closed. Words that look as if they could tell who a patient is never come here; the caller sees to
that.
"""

from __future__ import annotations

import json
import threading
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Final

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.atomic_file import write_atomically
from cutover_tui.storage.clean_text import NOTE_LIMIT, clean_text
from cutover_tui.storage.durable_file import read_plain_file
from cutover_tui.storage.log_lock import LogLock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

DRAFTS_NAME: Final = "drafts.json"
"""The file, in the run folder."""
DRAFTS_LOCK_NAME: Final = "drafts.lock"
ABOUT: Final = (
    "What somebody began to write and did not record. It is no part of the log and in no export. The program takes it "
    "away once it is recorded or the run is closed."
)
_MOST_BYTES = 1024 * 1024
_LOCK_SECONDS = 2.0


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What stood in a question that nobody recorded."""

    by: str
    """Initials of who was at the keyboard; empty where nobody said so lately."""
    at: datetime
    """When it was kept last, aware."""
    words: Mapping[str, str]
    """Name of a field to what stood in it."""


class DraftBox:
    """The drafts of one run as one window keeps them. Every method may be called from any thread."""

    def __init__(self, folder: Path) -> None:
        """Takes the run folder."""
        self.path = folder / DRAFTS_NAME
        """The file."""
        self._lock = LogLock(folder / DRAFTS_LOCK_NAME, _LOCK_SECONDS)
        self._mutex = threading.Lock()

    def all(self) -> dict[str, Draft]:
        """Every draft by the question it belongs to; none where the file is not one of this program."""
        with self._mutex, suppress(OSError, Refused):
            return self._read()
        return {}

    def keep(self, kind: str, draft: Draft, *, wanted: Callable[[], bool] = lambda: True) -> bool:
        """Put a draft in place of the one of its question; True once the disk has it.

        Args:
            kind: The question.
            draft: What stands in it.
            wanted: Asked when it is this one's turn to be written: False where it was recorded or overtaken by then.
        """
        return self._change(lambda drafts: {**drafts, kind: draft} if wanted() else drafts)

    def drop(self, kind: str) -> bool:
        """Take a draft away; True once the disk has forgotten it."""
        return self._change(lambda drafts: {name: one for name, one in drafts.items() if name != kind})

    def drop_all(self) -> bool:
        """Take every draft away."""
        return self._change(lambda _drafts: {})

    def _change(self, change: Callable[[dict[str, Draft]], dict[str, Draft]]) -> bool:
        with self._mutex, suppress(OSError, Refused), self._lock.held():
            before = self._read()
            after = change(before)
            if after == before:
                return True
            if after:
                write_atomically(self.path, _as_bytes(after))
            else:
                self.path.unlink(missing_ok=True)
            return True
        return False

    def _read(self) -> dict[str, Draft]:
        try:
            raw = json.loads(read_plain_file(self.path, at_most=_MOST_BYTES).decode())
            return {str(kind): _draft(one) for kind, one in raw["drafts"].items()}
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError, AttributeError) as problem:
            # Somebody's words may be in it: a file this program cannot read is left as it is.
            raise Refused(f"{self.path.name} is not as this program wrote it. Nothing in it was changed.") from problem


def _draft(raw: Mapping[str, object]) -> Draft:
    at, words = datetime.fromisoformat(str(raw["at"])), raw["words"]
    if at.tzinfo is None or not isinstance(words, dict):
        raise ValueError("not a draft")
    cleaned = {str(name): clean_text(str(text), NOTE_LIMIT, lines=True) for name, text in words.items()}
    return Draft(by=clean_text(str(raw["by"]), NOTE_LIMIT), at=at, words=cleaned)


def _as_bytes(drafts: Mapping[str, Draft]) -> bytes:
    listed = {
        kind: {"by": one.by, "at": one.at.isoformat(timespec="seconds"), "words": dict(one.words)}
        for kind, one in drafts.items()
    }
    return (json.dumps({"about": ABOUT, "drafts": listed}, ensure_ascii=False, indent=1) + "\n").encode()
