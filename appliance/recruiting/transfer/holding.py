"""Packets brought in through the browser wait here, sealed as they came, until somebody accepts or drops them."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from appliance.foundation.kernel.errors import NotFound
from appliance.foundation.kernel.ids import new_id

_NAME = re.compile(r"[0-9a-f]{64}\.(mpk|receipt|sent)")


class Held:
    """A folder of sealed files, each called by its hash; the only place where such a name becomes a path."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, untrusted_pieces: Iterable[bytes], kind: str = "mpk") -> str:
        """Keep what is sent; its name."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        coming, digest = self._folder / f"{new_id('coming')}.part", hashlib.sha256()
        with coming.open("xb") as file:
            os.fchmod(file.fileno(), 0o600)
            for piece in untrusted_pieces:
                file.write(piece)
                digest.update(piece)
        name = f"{digest.hexdigest()}.{kind}"
        coming.replace(self._folder / name)
        return name

    def path(self, untrusted_name: str) -> Path:
        """Raises NotFound."""
        path = self._folder / untrusted_name
        if not _NAME.fullmatch(untrusted_name) or not path.is_file():
            raise NotFound(what="packet", reference=untrusted_name[:80])
        return path

    def names(self) -> list[str]:
        """Packets that wait, newest first."""
        if not self._folder.is_dir():
            return []
        found = [p for p in self._folder.iterdir() if p.name.endswith(".mpk") and _NAME.fullmatch(p.name)]
        return [p.name for p in sorted(found, key=lambda p: -p.stat().st_mtime_ns)]

    def put(self, path: Path, sha256: str) -> str:
        """Hold a packet that was sealed here, in the place of those sealed before; its name."""
        for old in self._folder.glob("*.sent"):
            old.unlink()
        name = f"{sha256}.sent"
        path.replace(self._folder / name)
        return name

    def drop(self, untrusted_name: str) -> None:
        """Forget one. Raises NotFound."""
        self.path(untrusted_name).unlink()

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self._folder
