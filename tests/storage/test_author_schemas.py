"""The schemas in the checklists folder are made from the models, current, and fit the shipped files."""

from __future__ import annotations

import json
import re
import runpy
import sys
from typing import TYPE_CHECKING, Any, cast

import pytest

from cutover_tui.storage import author_schemas
from cutover_tui.storage.author_file import FILE_MODELS, open_author_file
from cutover_tui.storage.author_models import FileKind
from cutover_tui.storage.author_schemas import schema_text, schemas, write_schemas
from cutover_tui.storage.checklist_files import shipped_checklists

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

RENEW = "The models changed. Renew the schemas: python -m cutover_tui.storage.author_schemas checklists/schema"


def _parts(node: object) -> Iterator[dict[str, Any]]:
    """Give every map inside a schema."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _parts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _parts(item)


def test_the_shipped_schemas_are_current() -> None:
    folder = shipped_checklists() / "schema"
    shipped = {path.name.removesuffix(".schema.json"): path.read_text(encoding="utf-8") for path in folder.iterdir()}

    assert shipped == {kind: schema_text(schema) for kind, schema in schemas().items()}, RENEW


def test_every_kind_of_file_has_a_schema() -> None:
    assert list(schemas()) == [str(kind) for kind in FILE_MODELS] == [str(kind) for kind in FileKind]


@pytest.mark.parametrize("kind", [str(kind) for kind in FileKind])
def test_every_key_is_explained_and_no_other_is_allowed(kind: str) -> None:
    objects = [part for part in _parts(schemas()[kind]) if "properties" in part and "type" in part]

    assert objects
    for part in objects:
        # An item of a register takes the answers to its questions beside its name; every other object is closed.
        assert part["additionalProperties"] in (False, {"enum": ["yes", "no", "not sure"]})
        if part["additionalProperties"] is False:
            assert all(value["description"] for value in part["properties"].values())


def test_schemas_name_their_dialect_and_hold_no_empty_values() -> None:
    for kind, schema in schemas().items():
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["title"] == f"cutover-tui {kind} file"
        assert not [part for part in _parts(schema) if part.get("type") == "null"]


def test_patterns_of_the_schemas_take_the_words_of_the_format() -> None:
    definitions = cast("dict[str, Any]", schemas()["checklist"]["$defs"])
    task = definitions["AuthorTask"]["properties"]

    assert all(re.search(task["due"]["pattern"], text) for text in ("FDP", "GL+3wd@16:00", "DAILY@08:15", "CUT+30min"))
    assert not re.search(task["due"]["pattern"], "FDP-5days")
    assert task["second_person"]["enum"] == ["yes", "no"]
    assert task["answers"]["$ref"] == "#/$defs/AuthorAnswers"
    assert [choice["type"] for choice in task["applies_when"]["anyOf"]] == ["string", "array"]


def test_every_shipped_file_points_at_its_schema() -> None:
    folder = shipped_checklists()
    for path in sorted(folder.glob("*.yaml")):
        kind = open_author_file(path, path.name).kind
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first == f"# yaml-language-server: $schema=schema/{kind}.schema.json"
        assert (folder / "schema" / f"{kind}.schema.json").is_file()


def test_schemas_are_written_into_a_folder(tmp_path: Path) -> None:
    written = write_schemas(tmp_path / "new")

    assert sorted(path.name for path in written) == sorted(f"{kind}.schema.json" for kind in FileKind)
    assert json.loads(written[0].read_text(encoding="utf-8")) == schemas()["checklist"]
    assert b"\r" not in written[0].read_bytes()


def test_the_command_of_the_docstring_writes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["author_schemas", str(tmp_path)])

    runpy.run_path(str(author_schemas.__file__), run_name="__main__")

    assert len(list(tmp_path.iterdir())) == len(FileKind)
