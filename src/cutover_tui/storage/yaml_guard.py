"""Reads an author's YAML file without trusting it, and keeps the line of every word.

Only the plain part of YAML gets through: maps, lists and text. Nothing is converted, so `17:02`, `no` and `007` stay
text. Tags, anchors, aliases and directives are refused, so are duplicate keys, depth over 8, files over 1 MiB and over
100,000 events, and characters that cannot be seen (`integrity.md` D1 and D3, YAML rows). The tree is built straight
from the parser's events, so that a file cannot grow in memory beyond what it says.
"""

from __future__ import annotations

import codecs
import errno
import os
import stat
from itertools import islice
from typing import TYPE_CHECKING, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from cutover_tui.domain.deferred import dataclass
from cutover_tui.storage.checklist_problems import ChecklistProblem, shortened
from cutover_tui.storage.clean_text import BOX, FORBIDDEN, clean_text, forbidden_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from ruamel.yaml.events import Event

LARGEST_FILE = 1024 * 1024
"""The most bytes an author's file may have."""
MOST_EVENTS = 100_000
"""The most keys, values and list marks a file may hold."""
DEEPEST = 8
"""How many maps and lists may stand inside one another."""
LONGEST_TEXT = 400
"""The most characters of a text that is brought into its composed form; no key allows as many."""
MOST_TOLD = 50
"""How many lines with a forbidden character are told before the rest is left out."""


@dataclass(frozen=True)
class Text:
    """A key or a value: text and nothing else."""

    value: str
    line: int
    """The line it begins on, from 1."""


@dataclass(frozen=True)
class TextList:
    """A list of an author's file."""

    items: tuple[Node, ...]
    line: int
    """The line it begins on, from 1."""


@dataclass(frozen=True)
class TextMap:
    """A map of an author's file, in the author's order, each key once."""

    entries: tuple[tuple[Text, Node], ...]
    line: int
    """The line of its first key, from 1."""

    def get(self, key: str) -> Node | None:
        """Give the value of a key, or None."""
        return next((value for name, value in self.entries if name.value == key), None)

    def line_of(self, key: str) -> int:
        """Give the line a key stands on, or the first line of the map when it has no such key."""
        return next((name.line for name, _ in self.entries if name.value == key), self.line)

    def keys(self) -> tuple[str, ...]:
        """Give the keys in the author's order."""
        return tuple(name.value for name, _ in self.entries)


Node = Text | TextList | TextMap


@dataclass(frozen=True)
class Reading:
    """What came of reading one file: its content, its mistakes, or both."""

    file: str
    """The file as it is shown to people."""
    root: TextMap | None
    """The content; None when nothing could be made of it."""
    problems: tuple[ChecklistProblem, ...] = ()


class _Stop(Exception):  # noqa: N818 (it ends the reading of one file; its words are already noted)
    """Nothing after this point of the file can be understood."""


def read_author_file(path: Path, shown: str) -> Reading:
    """Read one file of an author.

    Args:
        path: Where the file is; a regular file, never a link, a folder or a device.
        shown: How the file is called in problems.
    """
    try:
        data = _read_bytes(path)
    except OSError as problem:
        return Reading(shown, None, (ChecklistProblem(shown, 0, _unreadable(problem)),))
    except ValueError as problem:
        return Reading(shown, None, (ChecklistProblem(shown, 0, str(problem)),))
    return read_author_bytes(data, shown)


def read_author_bytes(data: bytes, shown: str) -> Reading:
    """Read the content of a file of an author, given as bytes."""
    problems: list[ChecklistProblem] = []
    root: TextMap | None = None
    try:
        text = _decode(data, shown, problems)
        root = _Builder(shown, problems).build(text)
    except _Stop:
        pass
    return Reading(shown, root, tuple(sorted(set(problems))))


def _read_bytes(path: Path) -> bytes:
    """Read a regular file of at most 1 MiB; raises ValueError with the words for anything else."""
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        raise ValueError("this is a link to another file. Give the file itself.")
    if stat.S_ISDIR(mode):
        raise ValueError("this is a folder. Give a file inside it.")
    if not stat.S_ISREG(mode):
        raise ValueError("this is not an ordinary file. Give a file written with a text editor.")
    # The kind is looked at first and held by the flags, so that a file swapped in between neither leads elsewhere
    # (a link) nor waits for ever (a pipe).
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise ValueError("this file is larger than 1 MiB. Split it into smaller files.")
    return data


def _unreadable(problem: OSError) -> str:
    """Say why the operating system did not give the file."""
    match problem.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return "there is no such file. Look at the name and the folder."
        case errno.EACCES | errno.EPERM:
            return "this file may not be read by you. Ask its owner for the right to read it."
        case errno.ELOOP:
            return "the links on the way to this file lead in a circle. Give the file itself."
        case _:
            return f"this file cannot be read ({problem.strerror}). Copy it to another folder and try again."


def _decode(data: bytes, file: str, problems: list[ChecklistProblem]) -> str:
    """Turn bytes into text with plain line ends; every oddity is noted, and what cannot go on raises `_Stop`."""

    def note(line: int, words: str) -> None:
        problems.append(ChecklistProblem(file, line, words))

    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        note(0, "this file is saved as UTF-16. Save it again as UTF-8.")
        raise _Stop
    if data.startswith(codecs.BOM_UTF8):
        note(1, "this file begins with a byte order mark. Save it again as UTF-8 without one.")
        data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        note(line, f"byte 0x{data[problem.start]:02x} is not UTF-8. Save the file again as UTF-8.")
        raise _Stop from None
    if "\r" in text:
        note(1, "the lines end as on Windows (CR LF). Save the file with LF line ends.")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _seen(text, note)


def _seen(text: str, note: Callable[[int, str], None]) -> str:
    """Note tabs and characters that cannot be seen, and give the text with a mark in their place."""
    lines = text.split("\n")
    odd = ((number, line) for number, line in enumerate(lines, 1) if forbidden_in(line))
    for number, line in islice(odd, MOST_TOLD):
        note(number, _hidden(line))
        lines[number - 1] = FORBIDDEN.sub(BOX, line)
    tabs = [number for number, line in enumerate(lines, 1) if "\t" in line]
    for number in tabs[:MOST_TOLD]:
        note(number, "this line has a tab. Use spaces instead.")
    if tabs:
        raise _Stop
    return "\n".join(lines)


def _hidden(text: str) -> str:
    """Say which characters of a text cannot be seen."""
    return f"this line holds a character that cannot be seen ({', '.join(forbidden_in(text))}). Delete it."


def _events(text: str) -> Iterator[Event]:
    """Give the parser's events, at most `MOST_EVENTS` of them."""
    yield from islice(YAML(typ="safe", pure=True).parse(text), MOST_EVENTS + 1)


class _Builder:
    """Builds the tree of one file from the parser's events, noting every mistake on the way."""

    def __init__(self, file: str, problems: list[ChecklistProblem]) -> None:
        self._file = file
        self._problems = problems
        self._count = 0
        self._events: Iterator[Event] = iter(())
        self._spread = 0

    def build(self, text: str) -> TextMap | None:
        """Give the one map a file consists of; None when it is empty or begins with something else."""
        self._events = _events(text)
        root: Node | None = None
        try:
            while not isinstance(event := self._next(), StreamEndEvent):
                match event:
                    case DocumentStartEvent() if root is not None:
                        self._stop(event, "a second document begins here ('---'). Put it in a file of its own.")
                    case DocumentStartEvent() if event.version or event.tags:
                        self._note(1, "lines that begin with '%' are not used here. Delete them.")
                    case StreamStartEvent() | DocumentStartEvent() | DocumentEndEvent():
                        pass
                    case _:
                        root = self._node(event, 1)
        except YAMLError as problem:
            self._note(*_syntax_words(problem, self._spread))
            return None
        except (ValueError, OverflowError):
            # The parser turns a number such as "\U00110000" into a character without looking whether there is one.
            self._note(0, "a '\\' in double quotes stands before a number that is no character. Use single quotes.")
            return None
        return self._map_or_none(root)

    def _map_or_none(self, root: Node | None) -> TextMap | None:
        match root:
            case TextMap():
                return root
            case TextList():
                self._note(root.line, "this file begins with a list. Begin it with 'key: text' lines.")
            case Text() if root.value:
                self._note(root.line, "this file begins with plain text. Begin it with 'key: text' lines.")
            case _:
                self._note(0, "this file is empty. Write it, or take it out of the folder.")
        return None

    def _next(self) -> Event:
        self._count += 1
        event = next(self._events)
        if self._count > MOST_EVENTS:
            self._stop(event, "this file holds more than 100,000 keys and values. Split it into smaller files.")
        return event

    def _node(self, event: Event, depth: int) -> Node:
        line = event.start_mark.line + 1
        if isinstance(event, AliasEvent):
            self._stop(event, f"the alias '*{shortened(event.anchor)}' is not used here. Write the text out in full.")
        if (anchor := getattr(event, "anchor", None)) is not None:
            self._note(line, f"the anchor '&{shortened(anchor)}' is not used here. Take it out.")
        if (tag := getattr(event, "tag", None)) is not None:
            tag = tag.replace("tag:yaml.org,2002:", "!!")
            self._note(line, f"the tag '{shortened(tag)}' is not used here. Take it out; every value is text.")
        if isinstance(event, ScalarEvent):
            return self._text(event)
        if depth > DEEPEST:
            self._stop(event, f"maps and lists stand more than {DEEPEST} deep here. Write it flatter.")
        if isinstance(event, MappingStartEvent):
            return self._map(line, depth)
        return self._list(line, depth)

    def _map(self, line: int, depth: int) -> TextMap:
        entries: list[tuple[Text, Node]] = []
        seen: dict[str, int] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if not isinstance(key, Text):
                self._note(key.line, "a key is a word, not a list or a map. Write 'key: text'.")
            elif key.value in seen:
                lines = f"on lines {seen[key.value]} and {key.line}"
                self._note(key.line, f"key '{shortened(key.value)}' stands twice, {lines}. Keep one of them.")
            else:
                seen[key.value] = key.line
                entries.append((key, value))
        return TextMap(tuple(entries), entries[0][0].line if entries else line)

    def _list(self, line: int, depth: int) -> TextList:
        items: list[Node] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return TextList(tuple(items), line)

    def _text(self, event: ScalarEvent) -> Text:
        value, line = event.value.strip(), event.start_mark.line + 1
        if event.style in ("'", '"') and event.end_mark.line > event.start_mark.line:
            self._spread = line
        if "\n" in value or "\t" in value:
            self._note(line, "this text holds a line break or a tab. Write it as one line.")
        if forbidden_in(value):
            self._note(line, _hidden(value))
        if len(value) > LONGEST_TEXT:
            return Text(value, line)
        cleaned = clean_text(value, LONGEST_TEXT)
        if cleaned.count(BOX) > FORBIDDEN.sub(BOX, value).count(BOX):
            self._note(line, "a letter in this text carries more than 3 accents. Take some off.")
        return Text(cleaned, line)

    def _note(self, line: int, words: str) -> None:
        self._problems.append(ChecklistProblem(self._file, line, words))

    def _stop(self, event: Event, words: str) -> NoReturn:
        self._note(event.start_mark.line + 1, words)
        raise _Stop


_SYNTAX = (
    ("found '<stream end>'", "the file ends inside a list in '[ ]' or a map in '{ }'. Close it."),
    ("mapping values are not allowed", "there is a second ': ' on this line. Put the text in quotes."),
    ("could not find expected ':'", "this line has no ': ' after its key. Write 'key: text'."),
    (
        "expected <block end>",
        "this line does not fit the lines above it. Compare its indentation and quotes with theirs.",
    ),
    ("expected the node content", "something stands where a text should begin. Put the text in quotes."),
    ("expected ',' or", "a list in '[ ]' or a map in '{ }' is not closed before this. Close it."),
    ("that cannot start any token", "a text cannot begin with this character. Put the text in quotes."),
    ("unexpected end of stream", "the quotes that open here are not closed. Close them."),
    ("unknown escape character", "a '\\' in double quotes has a meaning of its own. Use single quotes."),
    ("expected escape sequence", "a '\\' in double quotes has a meaning of its own. Use single quotes."),
)
"""The parser's own words for the usual slips, and ours."""


def _syntax_words(problem: YAMLError, spread: int) -> tuple[int, str]:
    """Say where the parser stopped, and what the author can do about it.

    Args:
        problem: What the parser says.
        spread: The line of the last quotes that were not closed where they opened, or 0: the parser only notices much
            later that quotes were forgotten.
    """
    if spread:
        return spread, "the quotes that open here are not closed on this line. Close them."
    context, mark = getattr(problem, "context_mark", None), getattr(problem, "problem_mark", None)
    said = str(problem)
    if "unexpected end of stream" in said:
        mark = context
    words = next((ours for theirs, ours in _SYNTAX if theirs in said), None)
    line = 0 if mark is None else mark.line + 1
    return line, words or "this line is not understood as YAML. Compare it with the lines above it."
