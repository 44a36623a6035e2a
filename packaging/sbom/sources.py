"""Where each shipped file came from, and what its origin says of itself: wheels, Debian packages, our sources."""

from __future__ import annotations

import email
import email.message
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import known

TEXT_NAMES = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$|/(BUILD_)?LICENSES/", re.I)


TEXTS = Path(__file__).resolve().parent / "texts"


class Unknown(Exception):
    """Something is shipped of which nobody wrote down what it is."""


def normal(name: str) -> str:
    """The name of a distribution as the package index spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


class Wheel:
    """One wheel of the wheelhouse."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.archive = zipfile.ZipFile(path)
        self.members = [name for name in self.archive.namelist() if not name.endswith("/")]
        self.info = next(n.split("/")[0] for n in self.members if n.endswith(".dist-info/METADATA"))
        self.name = normal(self.metadata["Name"])
        self.version = str(self.metadata["Version"])

    @cached_property
    def metadata(self) -> email.message.Message:
        return email.message_from_bytes(self.archive.read(f"{self.info}/METADATA"))

    def licence(self) -> str:
        """An SPDX expression. Raises Unknown."""
        if self.name in known.LOOKED_AT:
            return known.LOOKED_AT[self.name]
        if expression := self.metadata["License-Expression"]:
            return str(expression)
        classifiers = [
            c.split(" :: ")[-1] for c in self.metadata.get_all("Classifier", []) if c.startswith("License ::")
        ]
        for said in [str(self.metadata["License"] or "").strip(), *classifiers]:
            if said in known.DECLARED:
                return known.DECLARED[said]
        raise Unknown(
            f"{self.path.name} declares no licence that is known; read it and write it into known.py"
        )

    def texts(self) -> list[tuple[str, bytes]]:
        """Its licence files, or the comment at the head of its code when it carries none."""
        found = [
            (n.split("/", 1)[1], self.archive.read(n))
            for n in self.members
            if self.info in n and TEXT_NAMES.search(n)
        ]
        for number, (name, text) in enumerate(found):
            if include := re.search(rb"#include \./(\S+)", text):
                found[number] = (
                    name,
                    text + b"".join(t for n, t in found if n.endswith(include[1].decode())),
                )
        if not found:
            head = self.archive.read(next(n for n in self.members if n.endswith(".py")))
            lines = [line for line in head.split(b"\n") if line.startswith(b"#")]
            found = [("head of the source", b"\n".join(line[1:].strip() for line in lines) + b"\n")]
        if b"edistribut" not in b"".join(t for _, t in found) and len(found[0][1]) < 200:
            raise Unknown(f"{self.path.name} carries no text of its licence")
        return found

    def crates(self) -> Iterator[dict[str, object]]:
        """The components of the SBOMs the wheel carries (PEP 770)."""
        for name in self.members:
            if f"{self.info}/sboms/" in name and name.endswith(".json"):
                yield from json.loads(self.archive.read(name)).get("components", [])


class Wheelhouse:
    """Every wheel, and which of them holds a file of the environment."""

    def __init__(self, folder: Path) -> None:
        self.wheels = [Wheel(path) for path in sorted(folder.glob("*.whl"))]
        self.by_name = {wheel.name: wheel for wheel in self.wheels}
        self.owner: dict[str, Wheel] = {}
        for wheel in self.wheels:
            for member in wheel.members:
                self.owner.setdefault(re.sub(r"^[^/]+\.data/(purelib|platlib)/", "", member), wheel)

    def holding(self, place: str) -> Wheel:
        """The wheel a file of site-packages came from. Raises Unknown."""
        if place not in self.owner:
            raise Unknown(f"no wheel holds {place}")
        return self.owner[place]

    def standard(self, licence: str) -> bytes:
        """The words of a licence many parts share. Raises Unknown."""
        wheel, ending = known.STANDARD.get(licence, ("", ""))
        found = [text for name, text in self.by_name[wheel].texts() if name.endswith(ending)] if wheel else []
        if not found:
            raise Unknown(f"no text of the licence {licence} is at hand; see STANDARD in known.py")
        return found[0]

    def texts(self, wheel: str, wanted: tuple[str, ...]) -> list[tuple[str, bytes]]:
        """The texts an entry of known.INSIDE names. Raises Unknown."""
        made: list[tuple[str, bytes]] = []
        for one in wanted:
            where, _, name = one.rpartition(":")
            if where == "std":
                made.append((name, self.standard(name)))
            elif where == "own":
                made.append((name, (TEXTS / name).read_bytes()))
            elif where == "deb":
                made.append((f"copyright of Debian's {name}", Debian.copyright(name)))
            else:
                made += [text for text in self.by_name[wheel].texts() if text[0].endswith(one)]
        return made


class Debian:
    """The installed packages that own files of the interpreter."""

    def __init__(self) -> None:
        # read once: asking dpkg-query for each file of the interpreter took minutes on a busy machine
        self.owner: dict[str, str] = {}
        for listing in sorted(Path("/var/lib/dpkg/info").glob("*.list")):
            package = listing.stem.split(":")[0]
            self.owner.update(dict.fromkeys(listing.read_text(encoding="utf-8").splitlines(), package))

    def holding(self, path: str) -> str:
        """The package that owns a file. Raises Unknown."""
        for form in (path, str(Path(path).resolve())):
            for one in (form, form.removeprefix("/usr"), f"/usr{form}"):
                if one in self.owner:
                    return self.owner[one]
        raise Unknown(f"no Debian package owns {path}")

    @staticmethod
    def version(package: str) -> str:
        command = ["dpkg-query", "-W", "-f", "${Version}\n", package]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]

    @staticmethod
    def copyright(package: str) -> bytes:
        place = Path("/usr/share/doc") / package / "copyright"
        if not place.is_file():
            raise Unknown(f"the Debian package {package} has no copyright file here")
        return place.read_bytes()
