"""A terminal for one or more programs: types keys, answers what programs ask, and stamps what they paint.

It keeps no screen: a caller waits for the bytes that show what it waits for. All programs at one desk are read all the
time, so that none of them ever waits for a full terminal.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
from contextlib import suppress
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS: Final = 140
ROWS: Final = 40
DOWN: Final = "\x1b[B"
UP: Final = "\x1b[A"
ENTER: Final = "\r"

_ASKED = re.compile(
    rb"\x1b(?:\[\?(?P<mode>\d+)\$p|(?P<kitty>\[\?u)|(?P<da1>\[0?c)|\](?P<colour>1[01]);\?(?:\x07|\x1b\\))"
)
_LONGEST_QUESTION = 16
_SHOWN_WHEN_LOST = 400


class NotSeenError(Exception):
    """A program did not paint what was waited for; the words hold the end of what it painted."""


class Terminal:
    """One program in a terminal of its own.

    Args:
        command: The program and its arguments.
        environment: Variables on top of this process's own, without what changes how Python or Textual work.
    """

    def __init__(self, command: Sequence[str], environment: dict[str, str] | None = None) -> None:
        self._descriptor, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        variables = _plain_environment() | (environment or {})
        self.seen = bytearray()
        """What was painted since the last `forget`."""
        self.last = 0.0
        """When the last of it came, by `perf_counter`."""
        self.started = perf_counter()
        self._process = subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, env=variables, start_new_session=True
        )
        os.close(theirs)
        self.open = True

    def fileno(self) -> int:
        """The descriptor to wait on."""
        return self._descriptor

    def take(self) -> None:
        """Read what there is, stamp it, and answer what is asked in it."""
        try:
            data = os.read(self._descriptor, 65536)
        except OSError:  # the program has ended and its terminal with it
            data = b""
        self.last, self.open = perf_counter(), bool(data)
        start = max(len(self.seen) - _LONGEST_QUESTION, 0)
        known = len(self.seen)
        self.seen += data
        for question in _ASKED.finditer(self.seen, start):
            if question.end() > known:
                os.write(self._descriptor, _answer(question))

    def press(self, keys: str) -> float:
        """Type keys, and give when, by `perf_counter`."""
        at = perf_counter()
        os.write(self._descriptor, keys.encode())
        return at

    def forget(self) -> None:
        """Begin anew with what was painted."""
        self.seen.clear()

    def cpu_ms(self) -> float:
        """Milliseconds its threads have run so far."""
        ran = 0
        for thread in Path(f"/proc/{self._process.pid}/task").iterdir():
            with suppress(OSError):  # a thread that has just ended
                ran += int((thread / "schedstat").read_text().split()[0])
        return ran / 1e6

    def peak_mb(self) -> float:
        """The most memory it has held so far, in MB."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+)", status)
        return int(found[1]) / 1024 if found else 0.0

    def close(self) -> None:
        """End the program."""
        self._process.kill()
        self._process.wait()
        os.close(self._descriptor)


class Desk:
    """Some programs side by side, all read from; a `with` block ends them."""

    def __init__(self) -> None:
        self._terminals: list[Terminal] = []

    def __enter__(self) -> Self:
        """Sit down at it."""
        return self

    def __exit__(self, *_problem: object) -> None:
        """End every program."""
        for terminal in self._terminals:
            terminal.close()

    def open(self, command: Sequence[str], environment: dict[str, str] | None = None) -> Terminal:
        """Start a program."""
        terminal = Terminal(command, environment)
        self._terminals.append(terminal)
        return terminal

    def rest(self, seconds: float) -> None:
        """Let time pass."""
        until = perf_counter() + seconds
        while (left := until - perf_counter()) > 0:
            self._take(left)

    def wait(self, terminal: Terminal, pattern: str, seconds: float = 20.0) -> float:
        """Wait until a program has painted something, and give when it had, by `perf_counter`.

        Args:
            terminal: The program.
            pattern: A regular expression over the bytes since the last `forget`.
            seconds: How long at most.

        Raises:
            NotSeenError: The program ended, or did not paint it in time.
        """
        wanted = re.compile(pattern.encode())
        until = perf_counter() + seconds
        while not wanted.search(terminal.seen):
            if not terminal.open or perf_counter() > until:
                end = terminal.seen[-_SHOWN_WHEN_LOST:].decode(errors="replace")
                raise NotSeenError(f"{pattern!r} was not painted. The last bytes were {end!r}.")
            self._take(until - perf_counter())
        return terminal.last

    def _take(self, seconds: float) -> None:
        live = [terminal for terminal in self._terminals if terminal.open]
        for terminal in select.select(live, [], [], max(seconds, 0))[0]:
            terminal.take()


def _answer(question: re.Match[bytes]) -> bytes:
    """What a plain, modern terminal answers: synchronised output known, no kitty keyboard, light on dark."""
    if question["mode"]:
        return b"\x1b[?%s;%s$y" % (question["mode"], b"2" if question["mode"] == b"2026" else b"0")
    if question["kitty"]:
        return b"\x1b[?0u"
    if question["da1"]:
        return b"\x1b[?62;22c"
    return b"\x1b]%s;rgb:%s\x1b\\" % (
        question["colour"],
        b"dddd/dddd/dddd" if question["colour"] == b"10" else b"1111/1111/1111",
    )


def _plain_environment() -> dict[str, str]:
    """This process's variables without those that slow imports or change colours and sizes."""
    dropped = ("TEXTUAL", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLUMNS", "LINES", "LC_", "CUTOVER")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(dropped) and (name == "PYTHONPATH" or not name.startswith("PYTHON"))
    }
    return kept | {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
