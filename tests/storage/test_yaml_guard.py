"""Nothing but plain maps, lists and text gets through the guard, and what does not is told with its line."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.storage.author_examples import SOUND, Broken, swapped, write_files

from cutover_tui.storage.author_errors import plain
from cutover_tui.storage.checklist_files import open_folder
from cutover_tui.storage.yaml_guard import (
    LARGEST_FILE,
    Reading,
    Text,
    TextList,
    TextMap,
    read_author_bytes,
    read_author_file,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cutover_tui.storage.yaml_guard import Node

SLIPS = (
    Broken(
        "a tab before a key",
        "final.yaml",
        "  - phase: Switch-off",
        "\t- phase: Switch-off",
        ("final.yaml:7: this line has a tab. Use spaces instead.",),
    ),
    Broken(
        "a tab inside a text",
        "final.yaml",
        "why: A late",
        "why: A\tlate",
        ("final.yaml:29: this line has a tab. Use spaces instead.",),
    ),
    Broken(
        "a key that is not closed by a colon",
        "final.yaml",
        "        owner: PM\n        not_before",
        "        owner PM\n        not_before",
        ("final.yaml:15: this line has no ': ' after its key. Write 'key: text'.",),
    ),
    Broken(
        "a second colon in a text",
        "final.yaml",
        "name: Final data production\n",
        "name: Final: data production\n",
        ("final.yaml:2: there is a second ': ' on this line. Put the text in quotes.",),
    ),
    Broken(
        "a line that is not indented like the others",
        "final.yaml",
        "        tier: core\n",
        "       tier: core\n",
        (
            (
                "final.yaml:11: this line does not fit the lines above it. Compare its indentation and quotes with "
                "theirs."
            ),
        ),
    ),
    Broken(
        "quotes that are not closed",
        "final.yaml",
        '"Electronic results from {item}: off"',
        '"Electronic results from {item}: off',
        ("final.yaml:10: the quotes that open here are not closed on this line. Close them.",),
    ),
    Broken(
        "text after closed quotes",
        "final.yaml",
        '{item}: off"',
        '{item}: off" now',
        (
            (
                "final.yaml:10: this line does not fit the lines above it. Compare its indentation and quotes with "
                "theirs."
            ),
        ),
    ),
    Broken(
        "a list that is not closed",
        "final.yaml",
        "[Time off]",
        "[Time off",
        ("final.yaml:19: a list in '[ ]' or a map in '{ }' is not closed before this. Close it.",),
    ),
    Broken(
        "a map that is not closed",
        "roles.yaml",
        "name: Practice manager}",
        "name: Practice manager",
        ("roles.yaml:3: a list in '[ ]' or a map in '{ }' is not closed before this. Close it.",),
    ),
    Broken(
        "a text that begins with a percent sign",
        "final.yaml",
        "why: A late",
        "why: %late",
        ("final.yaml:29: a text cannot begin with this character. Put the text in quotes.",),
    ),
    Broken(
        "a text that begins with an at sign",
        "final.yaml",
        "why: A late",
        "why: @late",
        ("final.yaml:29: a text cannot begin with this character. Put the text in quotes.",),
    ),
    Broken(
        "a backslash in double quotes",
        "final.yaml",
        '{item}: off"',
        '{item}: off\\d"',
        ("final.yaml:10: a '\\' in double quotes has a meaning of its own. Use single quotes.",),
    ),
    Broken(
        "a backslash with half a number",
        "final.yaml",
        '{item}: off"',
        '{item}: off\\x1"',
        ("final.yaml:10: a '\\' in double quotes has a meaning of its own. Use single quotes.",),
    ),
    Broken(
        "a backslash with a number that is no character",
        "final.yaml",
        '{item}: off"',
        '{item}: off\\U00110000"',
        ("final.yaml: a '\\' in double quotes stands before a number that is no character. Use single quotes.",),
    ),
    Broken(
        "two documents",
        "final.yaml",
        "  - phase: Switch-off",
        "---\n  - phase: Switch-off",
        ("final.yaml:7: a second document begins here ('---'). Put it in a file of its own.",),
    ),
    Broken(
        "a directive",
        "final.yaml",
        "checklist: F",
        "%YAML 1.1\n---\nchecklist: F",
        ("final.yaml:1: lines that begin with '%' are not used here. Delete them.",),
    ),
    Broken(
        "a duplicate key",
        "final.yaml",
        "        gate: hard\n",
        "        gate: hard\n        gate: warn\n",
        ("final.yaml:26: key 'gate' stands twice, on lines 25 and 26. Keep one of them.",),
    ),
    Broken(
        "a key that is a list",
        "final.yaml",
        "        gate: hard\n",
        "        gate: hard\n        ? [a, b]\n        : c\n",
        ("final.yaml:26: a key is a word, not a list or a map. Write 'key: text'.",),
    ),
    Broken(
        "an anchor",
        "final.yaml",
        "checked_by: [CL]",
        "checked_by: &who [CL]",
        ("final.yaml:23: the anchor '&who' is not used here. Take it out.",),
    ),
    Broken(
        "an alias",
        "final.yaml",
        "checked_by: [CL]",
        "checked_by: *who",
        ("final.yaml:23: the alias '*who' is not used here. Write the text out in full.",),
    ),
    Broken(
        "a tag",
        "final.yaml",
        "second_person: yes",
        "second_person: !!bool yes",
        ("final.yaml:24: the tag '!!bool' is not used here. Take it out; every value is text.",),
    ),
    Broken(
        "a tag that runs code",
        "final.yaml",
        "why: A late result does not move.",
        "why: !!python/object/apply:os.system [ls]",
        (
            "final.yaml:29: task 'lab-off': 'why' is a list. Write one line of text.",
            (
                "final.yaml:29: the tag '!!python/object/apply:os.system' is not used here. Take it out; every value "
                "is text."
            ),
        ),
    ),
    Broken(
        "a tag of its own on a map",
        "final.yaml",
        "        answers:\n",
        "        answers: !mine\n",
        ("final.yaml:19: the tag '!mine' is not used here. Take it out; every value is text.",),
    ),
    Broken(
        "nine maps and lists inside one another",
        "final.yaml",
        "[Time off]",
        "[[[[[Time off]]]]]",
        ("final.yaml:18: maps and lists stand more than 8 deep here. Write it flatter.",),
    ),
    Broken(
        "an escape character in an escape",
        "final.yaml",
        '"Electronic results from {item}: off"',
        '"Electronic results from {item}: \\e]0;off"',
        ("final.yaml:10: this line holds a character that cannot be seen (U+001B). Delete it.",),
    ),
    Broken(
        "an escape character as it is",
        "final.yaml",
        "why: A late",
        "why: A \x1b[2J late",
        ("final.yaml:29: this line holds a character that cannot be seen (U+001B). Delete it.",),
    ),
    Broken(
        "a character that turns the direction of text",
        "final.yaml",
        "why: A late",
        "why: A \u202e late",
        ("final.yaml:29: this line holds a character that cannot be seen (U+202E). Delete it.",),
    ),
    Broken(
        "a NUL character",
        "final.yaml",
        "why: A late",
        "why: A\x00late",
        ("final.yaml:29: this line holds a character that cannot be seen (U+0000). Delete it.",),
    ),
    Broken(
        "letters with a heap of accents",
        "final.yaml",
        "why: A late",
        "why: Á̂̃̄̅ late",
        ("final.yaml:29: a letter in this text carries more than 3 accents. Take some off.",),
    ),
    Broken(
        "a text on two lines",
        "final.yaml",
        "why: A late result does not move.",
        "why: |\n          A late result\n          does not move.",
        ("final.yaml:29: this text holds a line break or a tab. Write it as one line.",),
    ),
    Broken(
        "a text beyond all limits",
        "final.yaml",
        "why: A late",
        (
            "why: long long long long long long long long long long long long long long long long long long long "
            "long long long long long long long long long long long long long long long long long long long long "
            "long long long long long long long long long long long long long long long long long long long long "
            "long long long long long long long long long long long long long long long long long long long long "
            "long long long long long long long long long long long long long long long long long long long long "
            "long "
        ),
        ("final.yaml:29: task 'lab-off': 'why' is 522 characters long; 300 is the most. Shorten it.",),
    ),
    Broken(
        "the file begins with a list",
        "final.yaml",
        None,
        "- checklist: F\n",
        ("final.yaml:1: this file begins with a list. Begin it with 'key: text' lines.",),
    ),
    Broken(
        "the file begins with plain text",
        "final.yaml",
        None,
        "Final data production\n",
        ("final.yaml:1: this file begins with plain text. Begin it with 'key: text' lines.",),
    ),
    Broken(
        "an empty file",
        "final.yaml",
        None,
        "",
        ("final.yaml: this file is empty. Write it, or take it out of the folder.",),
    ),
    Broken(
        "a file of comments",
        "final.yaml",
        None,
        "# later\n",
        ("final.yaml: this file is empty. Write it, or take it out of the folder.",),
    ),
    Broken(
        "a file of no known kind",
        "final.yaml",
        None,
        "tasks: []\n",
        (
            (
                "final.yaml:1: the first key is 'tasks', so it is not known what this file is. Known first keys: "
                "anchors, audiences, cards, categories, checklist, cues, forms, gates, hazards, levels, pause, "
                "practice, questions, registers, roles, services, sources."
            ),
        ),
    ),
    Broken(
        "a first key that is nearly right",
        "final.yaml",
        None,
        "checklst: F\n",
        (
            (
                "final.yaml:1: the first key is 'checklst', so it is not known what this file is. Did you mean "
                "'checklist'?"
            ),
        ),
    ),
)


@pytest.mark.parametrize("broken", SLIPS, ids=lambda broken: broken.claim)
def test_a_slip_of_the_pen_is_told_in_these_words(
    broken: Broken, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = broken.new if broken.old is None else swapped(SOUND[broken.file], broken.old, broken.new)

    found = open_folder(write_files(tmp_path / "mine", {broken.file: text})).problems

    assert tuple(str(problem).removeprefix("mine/") for problem in found) == broken.says


def _read(data: str | bytes) -> Reading:
    return read_author_bytes(data if isinstance(data, bytes) else data.encode(), "a.yaml")


def _said(reading: Reading) -> list[str]:
    return [str(problem) for problem in reading.problems]


def _tree(node: Node | None) -> object:
    return None if node is None else plain(node)


def test_every_value_stays_the_text_it_is() -> None:
    reading = _read("at: 17:02\nanswer: no\nold: 0123\nday: 2026-11-26\nnothing: null\nless: ~\nempty:\nnumber: 1e3\n")

    assert _said(reading) == []
    assert _tree(reading.root) == {
        "at": "17:02",
        "answer": "no",
        "old": "0123",
        "day": "2026-11-26",
        "nothing": "null",
        "less": "~",
        "empty": "",
        "number": "1e3",
    }


def test_every_node_knows_its_line() -> None:
    root = _read("# note\na: 1\nb:\n  - c\n  - d: e\n    f: g\n").root

    assert root is not None
    assert root.keys() == ("a", "b")
    assert (root.line, root.line_of("a"), root.line_of("b"), root.line_of("z")) == (2, 2, 3, 2)
    assert root.get("z") is None
    assert root.get("b") == TextList(
        (Text("c", 4), TextMap(((Text("d", 5), Text("e", 5)), (Text("f", 6), Text("g", 6))), 5)), 4
    )


def test_text_is_composed_and_its_outer_space_taken_off() -> None:
    root = _read('a: " Sia\u0302n "\nb: >\n  one\n  two\n').root

    assert _tree(root) == {"a": "Si\u00e2n", "b": "one two"}


def test_quotes_may_run_over_lines_when_they_are_closed() -> None:
    reading = _read('a: "one\n  two"\nb: c\n')

    assert _said(reading) == []
    assert _tree(reading.root) == {"a": "one two", "b": "c"}


def test_an_empty_map_has_the_line_it_stands_on() -> None:
    root = _read("a: 1\nb: {}\n").root

    assert root is not None
    assert root.get("b") == TextMap((), 2)


def test_a_byte_order_mark_is_told_and_the_rest_is_read() -> None:
    reading = _read(b"\xef\xbb\xbfa: b\n")

    assert _said(reading) == ["a.yaml:1: this file begins with a byte order mark. Save it again as UTF-8 without one."]
    assert _tree(reading.root) == {"a": "b"}


@pytest.mark.parametrize("ends", [b"\r\n", b"\r"])
def test_other_line_ends_are_told_once_and_the_rest_is_read(ends: bytes) -> None:
    reading = _read(b"a: b" + ends + b"c: d" + ends)

    assert _said(reading) == ["a.yaml:1: the lines end as on Windows (CR LF). Save the file with LF line ends."]
    assert _tree(reading.root) == {"a": "b", "c": "d"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf_16_is_told(encoding: str) -> None:
    data = "a: b\n".encode(encoding)

    reading = _read(data if encoding == "utf-16" else b"\xfe\xff" + data)

    assert _said(reading) == ["a.yaml: this file is saved as UTF-16. Save it again as UTF-8."]
    assert reading.root is None


def test_bytes_that_are_not_utf_8_are_told_with_their_line() -> None:
    reading = _read(b"a: b\nname: Si\xe2n\n")

    assert _said(reading) == ["a.yaml:2: byte 0xe2 is not UTF-8. Save the file again as UTF-8."]
    assert reading.root is None


def test_an_alias_bomb_stops_at_its_first_alias() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [f"{two}: &{two} [{', '.join([f'*{one}'] * 9)}]" for one, two in zip("abcdefgh", "bcdefghi", strict=True)]

    reading = _read("\n".join(lines) + "\n")

    assert _said(reading) == [
        "a.yaml:1: the anchor '&a' is not used here. Take it out.",
        "a.yaml:2: the alias '*a' is not used here. Write the text out in full.",
        "a.yaml:2: the anchor '&b' is not used here. Take it out.",
    ]
    assert reading.root is None


def test_a_map_that_holds_itself_stops_at_its_alias() -> None:
    reading = _read("a: &a\n  b: *a\n")

    assert _said(reading)[-1] == "a.yaml:2: the alias '*a' is not used here. Write the text out in full."
    assert reading.root is None


def test_thousands_of_brackets_stop_at_the_ninth() -> None:
    reading = _read("a: " + "[" * 5000)

    assert _said(reading) == ["a.yaml:1: maps and lists stand more than 8 deep here. Write it flatter."]


def test_too_many_values_stop_the_reading() -> None:
    reading = _read("a:\n" + "- x\n" * 100_000)

    assert _said(reading) == [
        "a.yaml:99997: this file holds more than 100,000 keys and values. Split it into smaller files."
    ]


def test_only_the_first_lines_of_a_spoiled_file_are_told() -> None:
    assert len(_read("# \x00\n" * 1000).problems) == 51
    assert len(_read("\t\n" * 1000).problems) == 50


def test_slips_that_leave_the_file_readable_are_told_together() -> None:
    reading = _read(b'\xef\xbb\xbfa: &x b\r\na: !t c\r\nd: "\\e"\r\n')

    assert [problem.line for problem in reading.problems] == [1, 1, 1, 2, 2, 3]
    assert _tree(reading.root) == {"a": "b", "d": "\ufffd"}


def test_a_word_of_the_parser_that_is_not_known_here_still_has_a_line() -> None:
    reading = _read("a: b\n%c\n")

    assert _said(reading) == ["a.yaml:3: this line is not understood as YAML. Compare it with the lines above it."]


def test_a_folder_is_not_read(tmp_path: Path) -> None:
    assert _said(read_author_file(tmp_path, "a.yaml")) == ["a.yaml: this is a folder. Give a file inside it."]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.yaml").write_text("a: b\n")
    (tmp_path / "a.yaml").symlink_to("real.yaml")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    (tmp_path / "round").symlink_to("round")

    said = "a.yaml: this is a link to another file. Give the file itself."
    assert _said(read_author_file(tmp_path / "a.yaml", "a.yaml")) == [said]
    assert _said(read_author_file(tmp_path / "loop.yaml", "a.yaml")) == [said]
    assert _said(read_author_file(tmp_path / "round" / "a.yaml", "a.yaml")) == [
        "a.yaml: the links on the way to this file lead in a circle. Give the file itself."
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with a name")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")

    assert _said(read_author_file(tmp_path / "a.yaml", "a.yaml")) == [
        "a.yaml: this is not an ordinary file. Give a file written with a text editor."
    ]


def test_a_file_of_more_than_a_mebibyte_is_not_parsed(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * (LARGEST_FILE + 1))

    assert _said(read_author_file(path, "a.yaml")) == [
        "a.yaml: this file is larger than 1 MiB. Split it into smaller files."
    ]
    path.write_bytes(b"a: b\n" + b"#" * (LARGEST_FILE - 5))
    assert _said(read_author_file(path, "a.yaml")) == []


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOENT, "there is no such file. Look at the name and the folder."),
        (errno.EACCES, "this file may not be read by you. Ask its owner for the right to read it."),
        (errno.EIO, "this file cannot be read (Input/output error). Copy it to another folder and try again."),
    ],
)
def test_a_file_the_system_does_not_give_is_told(
    number: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    (tmp_path / "a.yaml").write_text("a: b\n")
    monkeypatch.setattr(os, "open", refuse)

    assert _said(read_author_file(tmp_path / "a.yaml", "a.yaml")) == [f"a.yaml: {words}"]


@given(st.binary(max_size=300))
@example(b"---\n")
@example(b"a: b\n...\n--- c\n")
@example(b"? a\n")
@example(b"a: |9\n b")
@example(b'a: "\\UFFFFFFFF"\n')
@example(b"%YAML 9.9\n--- a\n")
@example(b"!!<a: b")
def test_no_bytes_bring_the_reading_down(data: bytes) -> None:
    reading = _read(data)

    assert reading.root is not None or reading.problems


@given(st.text(alphabet="ab:-[]{}&*!|>'\"%@`#,? \n\\x", max_size=80))
def test_no_marks_of_yaml_bring_the_reading_down(text: str) -> None:
    reading = _read(text)

    assert reading.root is not None or reading.problems
    assert all(problem.line <= text.count("\n") + 1 for problem in reading.problems)
