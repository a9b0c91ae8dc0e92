"""One file to send: a zip with fixed times and order, so that the same bundle gives the same file.

The compressed bytes also depend on the zlib a machine has; the files inside do not, and the manifest vouches for them.
"""

from __future__ import annotations

import os
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cutover_tui.exports.bundle import BundleFile

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The first moment a zip can hold: when a file was packed is not evidence."""
_READABLE = 0o100644 << 16
_UNIX = 3


def write_zip(path: Path, folder: str, files: Iterable[BundleFile]) -> None:
    """Pack files under one folder, and wait until the disk has them."""
    with path.open("xb") as out:
        with zipfile.ZipFile(out, "w") as packed:
            for file in files:
                packed.writestr(_entry(f"{folder}/{file.path}"), file.data, compresslevel=6)
        out.flush()
        os.fsync(out.fileno())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _READABLE
    return entry
