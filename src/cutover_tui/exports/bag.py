"""The tag files of the bundle: BagIt's (RFC 8493), so that any archive takes it, and the one people read first."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from cutover_tui.exports.bag_info import bag_info
from cutover_tui.exports.read_me import read_me
from cutover_tui.runner.bundle_verification import DECLARATION, MANIFEST, TAG_MANIFEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cutover_tui.exports.context import Context

READ_ME = "READ-ME-FIRST.txt"
BAG_INFO = "bag-info.txt"

_BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def tag_files(context: Context, payload: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file outside `data/`, in the order people should meet them; the manifest of these files last."""
    tags = {
        READ_ME: read_me(context, payload),
        DECLARATION: _BAGIT,
        BAG_INFO: bag_info(context, payload),
        MANIFEST: manifest(payload),
    }
    return {**tags, TAG_MANIFEST: manifest(tags)}


def manifest(files: Mapping[str, bytes]) -> bytes:
    """One line a file: SHA-256, two spaces, path; what `sha256sum -c` reads."""
    return "".join(f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in files.items()).encode()
