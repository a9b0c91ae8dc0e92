"""Imports point down at run time too, and what is heavy stays out of what every command loads."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from importlib import import_module

import pytest

SCREENS = ("textual", "rich")
HEAVY = ("pydantic", "ruamel", "holidays", "jinja2", "tinydb")
LAYERS = ("domain", "storage", "runner", "exports", "ui", "cli")

LOAD = """
import importlib, sys
for name in {names!r}:
    importlib.import_module(name)
print("\\n".join(sorted({{name.partition(".")[0] for name in sys.modules}})))
print("---")
print("\\n".join(sorted(name for name in sys.modules if name.startswith("cutover_tui."))))
"""


def modules_of(layer: str) -> list[str]:
    """Every module of a layer, by its full name."""
    package = import_module(f"cutover_tui.{layer}")
    found = pkgutil.walk_packages(package.__path__, f"cutover_tui.{layer}.")
    return [f"cutover_tui.{layer}", *(module.name for module in found)]


def loaded_by(*names: str) -> tuple[set[str], set[str]]:
    """What a fresh Python has loaded after importing some modules: top-level packages, and modules of this program."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD.format(names=list(names))], capture_output=True, text=True, check=True
    )
    packages, _, own = done.stdout.partition("---\n")
    return set(packages.split()), set(own.split())


@pytest.mark.parametrize("layer", ["domain", "storage", "runner", "exports"])
def test_below_the_screens_nothing_knows_textual(layer: str) -> None:
    packages, _own = loaded_by(*modules_of(layer))

    assert not packages & set(SCREENS)


@pytest.mark.parametrize("layer", LAYERS[:4])
def test_a_layer_loads_nothing_of_the_layers_above_it(layer: str) -> None:
    _packages, own = loaded_by(*modules_of(layer))

    above = tuple(f"cutover_tui.{name}." for name in LAYERS[LAYERS.index(layer) + 1 :])
    assert not [name for name in own if name.startswith(above)]


def test_the_domain_needs_nothing_but_itself_to_load() -> None:
    packages, _own = loaded_by(*modules_of("domain"))

    assert not packages & {*SCREENS, *HEAVY, "filelock", "platformdirs", "pendulum"}


@pytest.mark.parametrize(
    "module", ["runner.run", "runner.boards", "runner.story", "runner.service_tiles", "storage.event_json"]
)
def test_working_a_run_loads_nothing_heavy(module: str) -> None:
    packages, _own = loaded_by(f"cutover_tui.{module}")

    assert not packages & {*SCREENS, *HEAVY}
