"""The wheel: built with no network, it works from anywhere, and holds the checklists and nothing of the tests."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cutover_tui.runner.version import VERSION
from cutover_tui.storage.checklist_place import shipped_checklists

ROOT = Path(__file__).parent.parent
COMMAND = "import sys; from cutover_tui.cli.main import main; sys.exit(main())"
WHERE = "import cutover_tui; print(cutover_tui.__file__)"


def build(hook: str, into: Path) -> Path:
    """Call one hook of the build backend, as pip would, without a network; the file it made."""
    built = subprocess.run(
        [sys.executable, "-c", f"import hatchling.build; print(hatchling.build.{hook}({str(into)!r}))"],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert built.returncode == 0, built.stderr
    return into / built.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this source tree."""
    return build("build_wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder the wheel is installed in, beside the packages of this environment."""
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as files:
        files.extractall(target)
    return target


def run_from_root(code: str, *words: object, packages: Path) -> subprocess.CompletedProcess[str]:
    """Run Python from `/` with a folder of packages that comes before all others."""
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, words)],
        cwd=Path(Path.cwd().anchor),
        env={**os.environ, "PYTHONPATH": str(packages)},
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )


def test_the_wheel_holds_the_program_its_checklists_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert wheel.name == f"cutover_tui-{VERSION}-py3-none-any.whl"
    assert {name.split("/", 1)[0] for name in names} == {"cutover_tui", f"cutover_tui-{VERSION}.dist-info"}
    packed = {name.removeprefix("cutover_tui/checklists/") for name in names if "/checklists/" in name}
    shipped = [path for path in shipped_checklists().rglob("*") if path.is_file()]
    assert packed == {path.relative_to(shipped_checklists()).as_posix() for path in shipped}
    assert not [name for name in names if "test" in name or name.endswith((".pyc", ".orig"))]


def test_every_module_of_the_source_is_in_the_wheel(wheel: Path) -> None:
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if name.endswith((".py", ".tcss"))}

    source = ROOT / "src"
    wanted = (path for path in source.rglob("*") if path.suffix in {".py", ".tcss"})
    assert packed == {path.relative_to(source).as_posix() for path in wanted}


def test_the_command_is_named_in_the_wheel(wheel: Path) -> None:
    points = zipfile.ZipFile(wheel).read(f"cutover_tui-{VERSION}.dist-info/entry_points.txt").decode()

    assert "cutover = cutover_tui.cli.main:main" in points


def test_the_installed_wheel_finds_its_checklists_from_anywhere(installed: Path) -> None:
    where = run_from_root(WHERE, packages=installed).stdout.strip()
    said = run_from_root(COMMAND, "check", packages=installed)

    assert Path(where) == installed / "cutover_tui" / "__init__.py"
    assert (said.returncode, said.stdout) == (0, "")
    assert said.stderr == "22 files, 240 tasks: no problems, no warnings.\n"


def test_the_installed_wheel_makes_its_demo_and_copies_its_checklists(installed: Path, tmp_path: Path) -> None:
    demo = run_from_root(COMMAND, "demo", "--dir", tmp_path / "demo", packages=installed)
    verified = run_from_root(COMMAND, "verify", tmp_path / "demo", packages=installed)
    copied = run_from_root(COMMAND, "copy-checklists", tmp_path / "ours", packages=installed)

    assert (demo.returncode, demo.stdout) == (0, f"{tmp_path / 'demo'}\n")
    assert (verified.returncode, verified.stdout.splitlines()[-1]) == (0, "Result: PASS")
    assert copied.returncode == 0
    assert (tmp_path / "ours" / "example-practice.yaml").is_file()


def test_an_editable_install_finds_the_checklists_of_the_source(tmp_path: Path) -> None:
    with zipfile.ZipFile(build("build_editable", tmp_path)) as files:
        files.extractall(tmp_path / "site")
    pointers = [path.read_text("utf-8").strip() for path in (tmp_path / "site").glob("*.pth")]
    assert pointers == [str(ROOT / "src")]

    said = run_from_root(COMMAND, "check", packages=Path(pointers[0]))

    assert said.stderr == "22 files, 240 tasks: no problems, no warnings.\n"
