"""Zip files with the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

WHEN = (2026, 1, 12, 9, 30, 0)


def pack(members: Iterable[tuple[str, bytes]], stored: tuple[str, ...] = ()) -> bytes:
    """The members in the given order, deflated but for the `stored` ones, all dated WHEN."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, WHEN)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, content, compresslevel=9)
    return out.getvalue()


def repack(data: bytes) -> bytes:
    """The same archive with our dates."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return pack([(info.filename, archive.read(info)) for info in archive.infolist()])
