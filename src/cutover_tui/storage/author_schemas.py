"""JSON Schema of every kind of author's file, made from the models, for the hover help and checks of an editor.

The schemas say what one file alone shows. `cutover check` sees more, because it knows the other files.

`python -m cutover_tui.storage.author_schemas checklists/schema` writes them anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import cast

from cutover_tui.storage.author_file import FILE_MODELS

DRAFT = "https://json-schema.org/draft/2020-12/schema"
"""The dialect of all schemas here."""

Json = dict[str, "Json"] | list["Json"] | str | int | bool | None


def schemas() -> dict[str, dict[str, Json]]:
    """Give the schema of each kind of file, by the kind's name."""
    made: dict[str, dict[str, Json]] = {}
    for kind, model in FILE_MODELS.items():
        body = cast("dict[str, Json]", _lean(model.model_json_schema()))
        made[str(kind)] = {"$schema": DRAFT, "title": f"cutover-tui {kind} file", **body}
    return made


def schema_text(schema: dict[str, Json]) -> str:
    """Give a schema as the text of its file."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every schema into a folder and give the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind, schema in schemas().items():
        path = folder / f"{kind}.schema.json"
        path.write_text(schema_text(schema), encoding="utf-8", newline="\n")
        written.append(path)
    return tuple(written)


def _lean(node: Json, *, names: bool = False) -> Json:
    """Take out what tells an editor nothing: titles made from the names of keys, and defaults that stand for absence.

    Args:
        node: A part of a schema.
        names: Whether the keys of this part are names of an author's keys, which all stay.
    """
    if isinstance(node, list):
        return [_lean(item) for item in node]
    if not isinstance(node, dict):
        return node
    choices = node.get("anyOf")
    if isinstance(choices, list) and {"type": "null"} in choices:
        # A key that may be left out is null to the model; an author leaves it out, and an empty key is a mistake.
        [only] = [choice for choice in choices if choice != {"type": "null"}]
        node = {**cast("dict[str, Json]", only), **{key: value for key, value in node.items() if key != "anyOf"}}
    return {
        key: _lean(value, names=key in {"properties", "$defs"} and not names)
        for key, value in node.items()
        if names or key not in {"title", "default"}
    }


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
