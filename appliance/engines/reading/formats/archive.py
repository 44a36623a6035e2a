"""ZIP archives: their files as members, counted while they are inflated."""

from __future__ import annotations

import stat

from appliance.engines.reading import limits
from appliance.engines.reading.formats.members import Members
from appliance.engines.reading.formats.package import Package
from appliance.engines.reading.refusals import Refused
from appliance.foundation.contracts.reading import Container


def unpack(untrusted_content: bytes) -> Container:
    """The files of an archive; folders, links and what operating systems leave behind are skipped.

    Raises Refused: damaged, too_large, encrypted (every file is).
    """
    package = Package(untrusted_content)
    members = Members("zip")
    locked = found = 0
    for entry in package.members:
        name = entry.filename
        if name.endswith("/") or _left_behind(name):
            continue
        if stat.S_ISLNK(entry.external_attr >> 16):
            members.note("link_member", "Links were left out: they name a file and are none.")
            continue
        found += 1
        try:
            members.add(name, package.read_member(entry, limits.FILE_BYTES))
        except Refused as refused:
            if refused.code == "encrypted":
                locked += 1
                members.note("encrypted_member", "Files protected by a password were left out.")
            elif refused.code == "damaged":
                members.note("damaged_member", "Damaged files were left out.")
            else:
                raise
    if found and locked == found:
        raise Refused("encrypted")
    return members.container()


def _left_behind(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return (
        "__MACOSX" in parts
        or parts[-1].startswith(".")
        or parts[-1].casefold() in {"thumbs.db", "desktop.ini"}
    )
