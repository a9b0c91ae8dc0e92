"""Solid letters for the one word about the whole run, which a room reads from 4 metres."""

from __future__ import annotations

from typing import Final

LETTERS: Final = {
    "A": (".##.", "#..#", "####", "#..#", "#..#"),
    "B": ("###.", "#..#", "###.", "#..#", "###."),
    "D": ("###.", "#..#", "#..#", "#..#", "###."),
    "E": ("####", "#...", "###.", "#...", "####"),
    "G": (".###", "#...", "#.##", "#..#", ".###"),
    "H": ("#..#", "#..#", "####", "#..#", "#..#"),
    "I": ("###", ".#.", ".#.", ".#.", "###"),
    "L": ("#...", "#...", "#...", "#...", "####"),
    "N": ("#...#", "##..#", "#.#.#", "#..##", "#...#"),
    "O": (".##.", "#..#", "#..#", "#..#", ".##."),
    "P": ("###.", "#..#", "###.", "#...", "#..."),
    "R": ("###.", "#..#", "###.", "#.#.", "#..#"),
    "S": (".###", "#...", ".##.", "...#", "###."),
    "T": ("#####", "..#..", "..#..", "..#..", "..#.."),
    "U": ("#..#", "#..#", "#..#", "#..#", ".##."),
    "V": ("#...#", "#...#", ".#.#.", ".#.#.", "..#.."),
    "W": ("#...#", "#...#", "#.#.#", "##.##", "#...#"),
    " ": ("..", "..", "..", "..", ".."),
}
"""The letters of the state words, five rows of dots each."""


def big(words: str, *, large: bool = False, ascii_marks: bool = False) -> list[str]:
    """Words in solid letters, drawn as `solid` draws digits: in three rows, or in five where large or plain."""
    dots = [".".join(LETTERS[letter][y] for letter in words) for y in range(5)]
    if large or ascii_marks:
        block = ("#" if ascii_marks else "█") * (2 if large else 1)
        return [line.replace(".", " " * len(block)).replace("#", block) for line in dots]
    pairs = [(dots[0], dots[1]), (dots[2], dots[3]), (dots[4], "." * len(dots[4]))]
    blocks = {("#", "#"): "█", ("#", "."): "▀", (".", "#"): "▄", (".", "."): " "}
    return ["".join(blocks[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs]
