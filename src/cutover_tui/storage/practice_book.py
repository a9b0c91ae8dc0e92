"""The practice book: which runs there are, and how this machine likes its screens. Convenience, never evidence.

It is TinyDB over a storage of ours, because TinyDB's own loses the file to a kill, a full disk or a second window
(`integrity.md` B2). Every change reads, changes and replaces the whole file under a kernel lock, through a TinyDB made
for that one change: TinyDB remembers document numbers and query results, which a second window would make wrong.

A book that cannot be read is set aside under the time it was last written, and a new one is begun; a book of a newer
format is shown as far as it is understood and never written to. Both are said in `PracticeBook.notices`.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from tinydb import TinyDB, where
from tinydb.storages import Storage

from cutover_tui.domain.deferred import dataclass
from cutover_tui.domain.plan import RunKind
from cutover_tui.domain.refusals import Refused
from cutover_tui.storage.atomic_file import replace_file, sync_folder, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BOOK_FORMAT: Final = 1
"""The format this program writes; a book with a higher number belongs to a newer version."""

LOCK_WAIT_S: Final = 10.0
"""Seconds a change waits for another window's change, which takes milliseconds, before it gives up."""

PreferenceName = Literal["theme", "ascii", "bell", "last_run"]
"""What a machine can prefer: its colours, plain characters, whether the bell rings, and the run it opened last."""

_CHOICES: Final[Mapping[PreferenceName, tuple[str, ...]]] = {
    "theme": ("night", "day"),
    "ascii": ("yes", "no", "ask"),
    "bell": ("on", "off"),
}


class BookUnreadable(Exception):  # noqa: N818 (it never leaves this module's two classes)
    """The practice book's file holds something that is not a practice book."""


@dataclass(frozen=True, kw_only=True)
class RunRow:
    """One run in the list of runs, as known when it was last opened from this machine."""

    folder: Path
    """The run folder, absolute; what tells runs apart."""
    slug: str
    """The run's short name, as in its folder's name."""
    practice: str
    kind: RunKind
    started_at: datetime
    last_opened_at: datetime
    second_copy: Path | None = None
    """Where the audit log's second copy goes, if anywhere."""


class AtomicJSONStorage(Storage):
    """Keeps TinyDB's tables in one JSON file that is only ever replaced whole, and never one it cannot read.

    Attributes:
        newer: True when what was last read is of a newer format.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.newer = False

    def read(self) -> dict[str, dict[str, dict[str, object]]] | None:
        """Read all tables; None when there is no file yet.

        Raises:
            BookUnreadable: The file is not a practice book.
            OSError: The file cannot be opened.
        """
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return None
        try:
            book = json.loads(data)
        except (ValueError, RecursionError) as problem:
            raise BookUnreadable from problem
        version = book.get("format") if isinstance(book, dict) else None
        if type(version) is not int or version < 1:
            raise BookUnreadable
        self.newer = version > BOOK_FORMAT
        tables = book.get("tables")
        if _are_tables(tables):
            return dict(tables)
        if self.newer:
            return {}
        raise BookUnreadable

    def write(self, data: Mapping[str, Mapping[str, Mapping[str, object]]]) -> None:
        """Replace all tables, in one step.

        Raises:
            Refused: The file is of a newer format, which this version would damage.
            BookUnreadable: The file is not a practice book, so it is not overwritten.
            OSError: The disk did not take it; the file is unchanged.
        """
        self.read()
        if self.newer:
            raise Refused(
                f"The practice book {self._path} was written by a newer version of this program, so this version "
                "leaves it as it is. Use the newer version, or keep a separate book with --home."
            )
        write_atomically(self._path, json.dumps({"format": BOOK_FORMAT, "tables": data}, indent=1).encode())


def _are_tables(tables: object) -> bool:
    """Whether this is what TinyDB expects: table name to document number to document."""
    return isinstance(tables, dict) and all(
        isinstance(documents, dict)
        and all(number.isdecimal() and isinstance(document, dict) for number, document in documents.items())
        for documents in tables.values()
    )


class PracticeBook:
    """The list of runs and the preferences of one machine, safe to use from several windows at once."""

    def __init__(self, home: Path) -> None:
        """Use the book in a folder; nothing is read or made until it is needed."""
        self.path = home / "practice-book.json"
        self._lock_path = home / "practice-book.lock"
        self._notices: list[str] = []

    @property
    def notices(self) -> tuple[str, ...]:
        """What people should be told about the book itself, in sentences, each once."""
        return tuple(self._notices)

    def runs(self) -> list[RunRow]:
        """List the runs, the one opened last first."""
        documents = self._documents("runs")
        rows = [row for document in documents if (row := _row(document)) is not None]
        if len(rows) < len(documents):
            self._say(
                f"{len(documents) - len(rows)} of the runs listed in {self.path} cannot be understood, so they are not "
                "shown. Their folders are untouched: open such a run by its folder."
            )
        return sorted(rows, key=lambda row: row.last_opened_at, reverse=True)

    def remember_run(self, row: RunRow) -> None:
        """Put a run into the list, in place of what was known about the same folder.

        Raises:
            Refused: The book could not be changed; the words say why.
        """
        document = _document(row)
        with self._changing() as book:
            book.table("runs").upsert(document, where("folder") == document["folder"])

    def opened(self, folder: Path, at: datetime) -> bool:
        """Note that a listed run was opened, which makes it the last one.

        Args:
            folder: The run folder.
            at: When, UTC.

        Returns:
            False when the book does not list that folder; nothing is noted then.

        Raises:
            Refused: The book could not be changed; the words say why.
        """
        key = _key(folder)
        with self._changing() as book:
            known = book.table("runs").update({"last_opened_at": at.isoformat()}, where("folder") == key)
            if known:
                _set(book, "last_run", key)
        return bool(known)

    def forget(self, folder: Path) -> None:
        """Take a run out of the list; its folder is not touched.

        Raises:
            Refused: The book could not be changed; the words say why.
        """
        key = _key(folder)
        with self._changing() as book:
            book.table("runs").remove(where("folder") == key)
            book.table("preferences").remove((where("name") == "last_run") & (where("value") == key))

    def preference(self, name: PreferenceName, default: str) -> str:
        """Give what this machine prefers, or the default when it has not said or says something not on offer."""
        for document in self._documents("preferences"):
            value = document.get("value")
            if document.get("name") == name and isinstance(value, str) and value in _CHOICES.get(name, (value,)):
                return value
        return default

    def set_preference(self, name: PreferenceName, value: str) -> None:
        """Note what this machine prefers.

        Raises:
            Refused: The value is not on offer, or the book could not be changed; the words say which.
        """
        choices = _CHOICES.get(name, (value,))
        if value not in choices:
            raise Refused(f"‘{value}’ is not a choice for {name}. Choose {' or '.join(choices)}.")
        with self._changing() as book:
            _set(book, name, value)

    def _documents(self, table: str) -> list[Mapping[str, object]]:
        """Read one table, which needs no lock: the file is only ever replaced whole."""
        try:
            try:
                return self._read(table)
            except BookUnreadable:
                with self._changing():
                    return self._read(table)
        except Refused as refusal:
            self._say(str(refusal))
        except OSError as problem:
            self._say(
                f"The practice book {self.path} cannot be opened ({problem.strerror}), so the list of runs is not "
                "shown. No run is lost: open one by its folder."
            )
        return []

    def _read(self, table: str) -> list[Mapping[str, object]]:
        storage = AtomicJSONStorage(self.path)
        documents: list[Mapping[str, object]] = [*TinyDB(storage=lambda: storage).table(table)]
        if storage.newer:
            self._say(
                f"The practice book {self.path} was written by a newer version of this program. What this version "
                "understands is shown, and nothing in it is changed."
            )
        return documents

    @contextmanager
    def _changing(self) -> Iterator[TinyDB]:
        """Open the book for one change, alone; sets an unreadable book aside first."""
        from filelock import FileLock, Timeout  # noqa: PLC0415 (about 25 ms, and looking at the list needs no lock)

        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(self._lock_path, timeout=LOCK_WAIT_S, mode=0o600):
                self._set_aside_if_unreadable()
                with TinyDB(self.path, storage=AtomicJSONStorage) as book:
                    yield book
        except Timeout as problem:
            raise Refused(
                f"Another window has been writing the practice book {self.path} for {LOCK_WAIT_S:.0f} seconds, so it "
                "was left as it is. Close windows that hang, then try again."
            ) from problem
        except OSError as problem:
            raise Refused(
                f"The practice book {self.path} could not be written ({problem.strerror}), so it still says what it "
                "said before. Make room on the disk or check the folder, then try again."
            ) from problem

    def _set_aside_if_unreadable(self) -> None:
        try:
            AtomicJSONStorage(self.path).read()
        except BookUnreadable:
            # The file's own time names it, so that no clock is needed and two of them stay in order.
            written = datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
            aside = self.path.with_name(f"practice-book.unreadable-{written:%Y%m%dT%H%M%SZ}.json")
            number = 1
            while aside.exists():
                number += 1
                aside = self.path.with_name(f"practice-book.unreadable-{written:%Y%m%dT%H%M%SZ}-{number}.json")
            replace_file(self.path, aside)
            sync_folder(self.path.parent)
            self._say(
                f"The practice book could not be read, so it was set aside as {aside.name} and a new one begun. "
                "No run is lost, but the list of runs starts empty: open a run by its folder to list it again."
            )

    def _say(self, words: str) -> None:
        if words not in self._notices:
            self._notices.append(words)


def default_home() -> Path:
    """Give the folder this program keeps its own files in, by the platform's custom; it may not exist yet."""
    from platformdirs import user_data_path  # noqa: PLC0415 (not needed when a folder is named with --home)

    return user_data_path("cutover-tui", appauthor=False)


def _set(book: TinyDB, name: PreferenceName, value: str) -> None:
    book.table("preferences").upsert({"name": name, "value": value}, where("name") == name)


def _key(folder: Path) -> str:
    """Name a folder the same way wherever the program was started from."""
    return str(folder.absolute())


def _document(row: RunRow) -> dict[str, object]:
    return {
        "folder": _key(row.folder),
        "slug": row.slug,
        "practice": row.practice,
        "kind": row.kind.value,
        "started_at": row.started_at.isoformat(),
        "last_opened_at": row.last_opened_at.isoformat(),
        "second_copy": None if row.second_copy is None else _key(row.second_copy),
    }


def _row(document: Mapping[str, object]) -> RunRow | None:
    """Read one row; None when a hand or another program has made it something else."""
    second_copy = document.get("second_copy")
    try:
        return RunRow(
            folder=Path(_text(document, "folder")),
            slug=_text(document, "slug"),
            practice=_text(document, "practice"),
            kind=RunKind(_text(document, "kind")),
            started_at=_instant(document, "started_at"),
            last_opened_at=_instant(document, "last_opened_at"),
            second_copy=None if second_copy is None else Path(_text(document, "second_copy")),
        )
    except ValueError:
        return None


def _text(document: Mapping[str, object], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str):
        raise ValueError(name)  # noqa: TRY004 (one kind of slip for the one caller, which drops the row)
    return value


def _instant(document: Mapping[str, object], name: str) -> datetime:
    instant = datetime.fromisoformat(_text(document, name))
    if instant.tzinfo is None:
        raise ValueError(name)
    return instant.astimezone(UTC)
