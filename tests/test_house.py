"""The house rules a linter has no rule for: sizes, names, paths, and words of people never taken for markup."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
MODULES = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))]

MODULE_LINES = 420
FUNCTION_LINES = 50
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "managers", "manager"}
MACHINE = re.compile(r"/(?:home|Users)/(?!practice\b|x\b)[\w.-]+|/(?:root|work)/[\w.-]+|/tmp/(?:venv|pytest)[\w-]*")
"""Paths of somebody's own machine; the practice's invented one is nobody's."""

SHOWS_MARKUP = {"Static", "Label", "Button", "Checkbox", "RadioButton", "Option", "Tab", "Collapsible"}
SHOWS_MARKUP_WHEN_CALLED = {"notify", "add_row", "add_column", "add_option", "update"}
SAFE_MAKERS = {"Content", "Text"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < MODULE_LINES


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_function_fits_on_a_screen(path: Path) -> None:
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= FUNCTION_LINES
    ]

    assert long == []


def test_no_module_has_a_vague_name() -> None:
    assert [name_of(path) for path in MODULES if {path.stem, path.parent.name} & VAGUE] == []


def test_no_path_of_a_developers_machine_is_left_anywhere() -> None:
    here = Path(__file__).name
    text = {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".jsonl", ".tcss", ".txt", ".csv"}
    kept = [path for folder in ("src", "tests", "checklists", "docs") for path in (ROOT / folder).rglob("*")]
    found = [
        f"{name_of(path)}: {match[0]}"
        for path in [*kept, *ROOT.glob("*.md"), ROOT / "pyproject.toml"]
        if path.suffix in text and path.name != here and "__pycache__" not in path.parts
        for match in MACHINE.finditer(path.read_text("utf-8"))
    ]

    assert found == []


def test_nothing_needs_what_is_not_in_the_project() -> None:
    outside = re.compile(r"\.\./shared\b")
    others = [path for path in MODULES if path.name != Path(__file__).name]

    assert [name_of(path) for path in others if outside.search(path.read_text("utf-8"))] == []


# -- words people typed are never markup (`integrity.md` D2)


def unsafe_words(tree: ast.AST) -> Iterator[str]:
    """Every place in a module that gives text to Textual which it would parse as markup."""
    makers = SAFE_MAKERS | {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.returns is not None and ast.unparse(node.returns) in SAFE_MAKERS
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _shows_markup(node) and not _is_told_not_to(node):
            yield from (
                f"line {word.lineno}: {ast.unparse(node)[:80]}" for word in _words(node) if not _is_safe(word, makers)
            )
        if isinstance(node, ast.Assign):
            yield from (
                f"line {node.lineno}: {ast.unparse(node)[:80]}"
                for target in node.targets
                if isinstance(target, ast.Attribute)
                and target.attr in {"border_title", "border_subtitle", "tooltip"}
                and not _is_safe(node.value, makers)
            )


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _shows_markup(node: ast.Call) -> bool:
    name = _called(node)
    if name in SHOWS_MARKUP:
        return True
    return name in SHOWS_MARKUP_WHEN_CALLED and isinstance(node.func, ast.Attribute) and bool(node.args)


def _is_told_not_to(node: ast.Call) -> bool:
    return any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in node.keywords
    )


def _words(node: ast.Call) -> list[ast.expr]:
    """The arguments Textual shows: the first, or all of a table's row."""
    several = _called(node) in {"add_row", "add_column"}
    return [word for word in (node.args if several else node.args[:1]) if not isinstance(word, ast.Starred)]


def _is_safe(word: ast.expr, makers: set[str]) -> bool:
    match word:
        case ast.Constant():
            return not (isinstance(word.value, str) and "[" in word.value)
        case ast.Call():
            made = _called(word)
            owner = word.func.value if isinstance(word.func, ast.Attribute) else None
            return made in makers or (isinstance(owner, ast.Name) and owner.id in makers)
        case ast.IfExp():
            return _is_safe(word.body, makers) and _is_safe(word.orelse, makers)
        case _:
            return False


@pytest.mark.parametrize("path", [path for path in SOURCES if "ui" in path.parts], ids=name_of)
def test_words_people_typed_are_never_markup(path: Path) -> None:
    assert list(unsafe_words(tree_of(path))) == []


@pytest.mark.parametrize(
    "source",
    [
        "Static(note)",
        "Label(f'{note}')",
        "Button(task.title, id='x')",
        "Option(title)",
        "Static('[bold]x[/]')",
        "self.notify(str(problem))",
        "table.add_row(Text(a), title)",
        "widget.border_title = title",
        "widget.update(note)",
        "Static(note, markup=True)",
    ],
)
def test_the_lint_finds_words_that_would_be_markup(source: str) -> None:
    assert len(list(unsafe_words(ast.parse(source)))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "Static('fixed words')",
        "Static()",
        "Static(note, markup=False)",
        "Label(Content(note))",
        "Label(Content.styled(note, 'bold'))",
        "Option(Content(title), id=ref)",
        "self.notify(str(problem), markup=False)",
        "table.add_row(Text(a), Text(b))",
        "widget.border_title = Content(title)",
        "Static(Content(a) if b else 'none')",
        "state.update()",
        "def edge(words: str) -> Content: ...\nstrip.border_title = edge(heading)",
    ],
)
def test_the_lint_lets_safe_words_pass(source: str) -> None:
    assert list(unsafe_words(ast.parse(source))) == []
