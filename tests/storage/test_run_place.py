from __future__ import annotations

import errno
import json
import os
import shutil
import socket
from collections import namedtuple
from pathlib import Path

import pytest
from tests.storage.log_examples import FailingDisk

from cutover_tui.storage.run_place import PlaceReport, place_problems

MOUNTS = """22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:40 / {base}/share rw,relatime shared:5 - {kind} //server/share rw
31 22 0:41 / {base}/my\\040share rw - cifs //server/other rw
32 22 0:42 / {base}/srv rw - nfs4 server:/srv rw
33 32 8:2 / {base}/srv rw - ext4 /dev/sdb1 rw
odd line
"""
LOCAL = "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw"
NO_ENVIRON: dict[str, str] = {}


def report(folder: Path, mounts: str = LOCAL) -> PlaceReport:
    return place_problems(folder, environ=NO_ENVIRON, mounts=mounts)


def test_a_folder_on_this_computers_disk_is_fine_and_left_as_it_was(tmp_path: Path) -> None:
    assert report(tmp_path) == PlaceReport((), ())
    assert report(tmp_path / "not" / "there" / "yet") == PlaceReport((), ())
    assert list(tmp_path.iterdir()) == []


def test_this_computers_own_mounts_and_environment_are_read_by_default(tmp_path: Path) -> None:
    assert place_problems(tmp_path).refusals == ()


def mounts_under(base: Path, kind: str = "cifs") -> str:
    return MOUNTS.format(base=base, kind=kind)


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "ceph", "fuse.rclone"])
def test_a_network_drive_is_refused(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "share" / "run"

    assert report(folder, mounts_under(tmp_path, kind)).refusals == (
        (
            f"{folder} is on a network drive ({kind}). A network can lose entries that were said to be saved: keep the "
            f"run on this computer's own disk."
        ),
    )


def test_a_mount_point_with_a_space_is_read_right(tmp_path: Path) -> None:
    assert "(cifs)" in report(tmp_path / "my share" / "run", mounts_under(tmp_path)).refusals[0]
    assert report(tmp_path / "my shareholders", mounts_under(tmp_path)).refusals == ()


def test_of_two_mounts_at_one_point_the_later_one_counts(tmp_path: Path) -> None:
    assert report(tmp_path / "srv" / "run", mounts_under(tmp_path)).refusals == ()


def test_a_network_share_by_its_name_is_refused() -> None:
    assert "is on a network share" in report(Path("//server/share/run")).refusals[0]


def test_a_computer_that_has_no_disk_but_the_network_is_warned_of(tmp_path: Path) -> None:
    found = report(tmp_path, "22 1 0:5 / / rw - nfs4 server:/root rw")

    assert found.refusals == ()
    assert found.warnings == (
        (
            f"{tmp_path} is on a network drive (nfs4), as is this whole computer. A network can lose entries that were "
            f"said to be saved: keep a second copy on a USB stick."
        ),
    )


def test_a_system_without_a_mount_table_refuses_nothing_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_arguments: object, **_named: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", none)

    assert place_problems(tmp_path, environ={"HOME": str(tmp_path)}).refusals == ()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    assert report(tmp_path / "file").refusals == (f"{tmp_path / 'file'} is not a folder. Choose a folder for the run.",)
    assert report(tmp_path / "file" / "run").refusals == (
        f"{tmp_path / 'file'} is not a folder. Choose a folder for the run.",
    )


def test_too_little_room_is_refused_with_both_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 (stands in for the system's own)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(0, 0, 12_300_000))

    assert report(tmp_path).refusals == (
        f"{tmp_path} has 12 MB free and a run needs 50 MB. Make room, or choose another folder.",
    )


@pytest.mark.parametrize("call", ["write", "sync"])
def test_a_folder_that_can_not_be_written_is_refused(tmp_path: Path, call: str) -> None:
    disk = FailingDisk(call, code=errno.EROFS)
    found = place_problems(tmp_path, environ=NO_ENVIRON, mounts=LOCAL, disk=disk)

    assert found.refusals == (
        f"Nothing can be written in {tmp_path}: the disk can only be read. Choose another folder.",
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="the superuser may write anywhere")
def test_a_folder_this_user_may_not_write_in_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    assert "this user may not write there" in report(tmp_path).refusals[0]
    tmp_path.chmod(0o700)


def test_a_disk_that_gives_other_bytes_back_is_refused(tmp_path: Path) -> None:
    class Forgetful(FailingDisk):
        def write(self, descriptor: int, data: bytes) -> int:
            return super().write(descriptor, bytes(len(data)))

    found = place_problems(tmp_path, environ=NO_ENVIRON, mounts=LOCAL, disk=Forgetful())

    assert found.refusals == (f"{tmp_path} gives back other bytes than were written to it. Choose another disk.",)


def test_the_trial_write_is_timed_when_there_is_a_clock(tmp_path: Path) -> None:
    ticks = iter([5.0, 5.25])

    assert place_problems(tmp_path, environ=NO_ENVIRON, mounts=LOCAL, timer=lambda: next(ticks)).trial_ms == 250


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Elm Street Surgery", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("Mobile Documents", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("CloudStorage", "a file-sync program"),
        ("Nextcloud", "a file-sync program"),
    ],
)
def test_a_folder_that_is_kept_in_step_is_warned_of(tmp_path: Path, part: str, name: str) -> None:
    folder = tmp_path / part / "run"
    found = report(folder)

    assert found.refusals == ()
    assert found.warnings == (
        (
            f"{folder} is kept in step by {name}, which can replace the audit log while it is written. Choose a folder "
            f"it does not watch; finished exports may go there."
        ),
    )


def test_onedrives_own_word_for_its_folder_is_believed(tmp_path: Path) -> None:
    found = place_problems(
        tmp_path / "work" / "run", environ={"OneDriveCommercial": str(tmp_path / "work")}, mounts=LOCAL
    )

    assert ["OneDrive" in words for words in found.warnings] == [True]


@pytest.mark.parametrize(("variable", "name"), [("HOME", ".dropbox"), ("APPDATA", "Dropbox")])
def test_dropboxs_own_word_for_its_folder_is_believed(tmp_path: Path, variable: str, name: str) -> None:
    (tmp_path / "home" / name).mkdir(parents=True)
    info = {"personal": {"path": str(tmp_path / "box"), "host": 1}}
    (tmp_path / "home" / name / "info.json").write_text(json.dumps(info), encoding="utf-8")
    environ = {variable: str(tmp_path / "home")}

    assert len(place_problems(tmp_path / "box" / "run", environ=environ, mounts=LOCAL).warnings) == 1
    assert place_problems(tmp_path / "other" / "run", environ=environ, mounts=LOCAL).warnings == ()


def test_a_folder_that_is_a_link_into_a_watched_one_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "OneDrive")

    assert len(report(tmp_path / "plain").warnings) == 1


@pytest.mark.parametrize(
    "name",
    [
        "audit-log (conflicted copy 2026-10-25).jsonl",
        f"audit-log-{socket.gethostname()}.jsonl",
        "audit-log (1).jsonl",
        "plan.sync-conflict-20261025.json",
        f"copy-{socket.gethostname().upper()}.jsonl",
    ],
)
def test_other_versions_beside_the_log_are_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "audit-log.jsonl").write_bytes(b"")
    (tmp_path / "plan.json").write_bytes(b"")
    (tmp_path / "audit-log.jsonl.torn-3-20261025T013005123Z").write_bytes(b"")
    (tmp_path / name).write_bytes(b"")

    assert report(tmp_path).warnings == (
        (
            f"Beside the audit log in {tmp_path} lie other versions of it: {name}. A file-sync program may have made "
            f"them. Have the project lead compare them before going on; none is chosen for you."
        ),
    )


def test_a_second_copy_on_the_same_disk_is_warned_of(tmp_path: Path) -> None:
    found = place_problems(tmp_path, second_copy=tmp_path / "copy", environ=NO_ENVIRON, mounts=LOCAL)

    assert found.warnings == (
        (
            f"The second copy in {tmp_path / 'copy'} is on the same disk as the run, so one fault can take both. "
            f"Choose a USB stick or another disk."
        ),
    )


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="needs a second file system")  # noqa: S108 (nothing is written)
def test_a_second_copy_on_another_disk_is_fine(tmp_path: Path) -> None:
    other = Path("/dev/shm")  # noqa: S108 (nothing is written)
    if other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("this computer has one file system")

    assert place_problems(tmp_path, second_copy=other, environ=NO_ENVIRON, mounts=LOCAL).warnings == ()


def test_a_disk_that_does_not_say_which_it_is_is_not_warned_of(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)

    assert place_problems(tmp_path, second_copy=loop, environ=NO_ENVIRON, mounts=LOCAL).warnings == ()
