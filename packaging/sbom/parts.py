"""Every part of what is shipped, with the files it is in. Fails on a file nobody is responsible for."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import known
from sources import TEXTS, Debian, Unknown, Wheel, Wheelhouse

HTMX = "appliance/doors/web/static/vendor/htmx.min.js"
TAGGER = "appliance/engines/reading/tagger/skill_spans.txt"


@dataclass
class Part:
    """One component. ``kind`` is ours, wheel, debian, inside, data or crate; ``files`` are names in the payload."""

    name: str
    version: str
    licence: str
    kind: str
    purl: str = ""
    files: set[str] = field(default_factory=set)
    within: str = ""
    texts: list[tuple[str, bytes]] = field(default_factory=list)
    sha256: str = ""

    @property
    def ref(self) -> str:
        """Its name in the SBOM."""
        return re.sub(
            r"[^a-z0-9.+-]+", "-", f"{self.kind}-{self.within}-{self.name}-{self.version}".lower()
        ).strip("-")


class Parts:
    """Found by following each file of the program to its origin."""

    def __init__(self, version: str, licence: bytes, wheels: Wheelhouse, measured: dict[str, str]) -> None:
        self.wheels, self.debian, self.measured = wheels, Debian(), measured
        self.muster = Part(
            "Muster",
            version,
            "Apache-2.0",
            "ours",
            f"pkg:generic/muster@{version}",
            texts=[("LICENSE", licence)],
        )
        self.found: dict[str, Part] = {"muster": self.muster}

    def follow(self, shipped: list[str], origins: list[list[str]]) -> None:
        """Attribute every file of ``shipped``. Raises Unknown."""
        places = {
            f"_internal/{name}": (source, kind)
            for name, source, kind in origins
            if kind not in {"PYMODULE", "PYSOURCE"}
        }
        for name in shipped:
            if name == "muster":
                self._launcher(origins)
            elif name.startswith("share/"):
                self.muster.files.add(name)
            elif name == "_internal/base_library.zip":
                self._python().files.add(name)
            elif name not in places:
                raise Unknown(f"nothing says where {name} came from")
            else:
                self._of(places[name][0]).files.add(name)

    def _launcher(self, origins: list[list[str]]) -> None:
        """The launcher: PyInstaller's bootloader with every module inside."""
        self._wheel(self.wheels.by_name["pyinstaller"]).files.add("muster")
        for _name, source, kind in origins:
            if kind in {"PYMODULE", "PYSOURCE"} and source and source != "-":
                self._of(source).files.add("muster")

    def _of(self, source: str) -> Part:
        if source.startswith("site:"):
            return self._wheel(self.wheels.holding(source.removeprefix("site:")))
        if source == f"source:{HTMX}":
            return self._htmx()
        if source == f"source:{TAGGER}":
            return self._skillspan()
        if source.startswith("source:"):
            return self.muster
        package = self.debian.holding(source)
        if package.startswith(("libpython3", "python3")):
            return self._python(package)
        return self._package(package)

    def _wheel(self, wheel: Wheel) -> Part:
        if wheel.name not in self.found:
            purl = f"pkg:pypi/{wheel.name}@{wheel.version}"
            self.found[wheel.name] = Part(
                wheel.metadata["Name"], wheel.version, wheel.licence(), "wheel", purl, texts=wheel.texts()
            )
        return self.found[wheel.name]

    def _htmx(self) -> Part:
        wheel = self.wheels.by_name["django-htmx"]
        head = wheel.archive.read("django_htmx/static/django_htmx/htmx-2.min.js")
        version = re.search(rb'version:"([\d.]+)"', head)
        if version is None:
            raise Unknown("htmx does not say its version any more")
        part = Part(
            "htmx",
            version[1].decode(),
            "0BSD",
            "inside",
            f"pkg:npm/htmx.org@{version[1].decode()}",
            texts=[("0BSD", (TEXTS / "htmx.txt").read_bytes())],
        )
        return self.found.setdefault("htmx", part)

    def _skillspan(self) -> Part:
        """The weights of the tagger: they were learned from sentences of others, of which none is contained."""
        texts = [("attribution and notice", (TEXTS / "skillspan.txt").read_bytes())]
        part = Part("SkillSpan (weights learned from it)", "2022", "CC-BY-4.0 AND MIT", "data", texts=texts)
        return self.found.setdefault("skillspan", part)

    def _python(self, package: str = "libpython3.11-stdlib") -> Part:
        if "cpython" not in self.found:
            version = self.debian.version(package)
            purl = f"pkg:deb/debian/python3.11@{version}?distro=debian-12"
            texts = [("copyright", self.debian.copyright(package))]
            self.found["cpython"] = Part("CPython", version, "PSF-2.0", "debian", purl, texts=texts)
        return self.found["cpython"]

    def _package(self, package: str) -> Part:
        if package not in self.found:
            if package not in known.DEBIAN:
                raise Unknown(f"the Debian package {package} is shipped; write its licence into known.py")
            version = self.debian.version(package)
            purl = f"pkg:deb/debian/{package}@{version}?distro=debian-12"
            texts = [("copyright", self.debian.copyright(package))]
            self.found[package] = Part(package, version, known.DEBIAN[package], "debian", purl, texts=texts)
        return self.found[package]

    def look_inside(self, tree: Path) -> None:
        """What is in the machine code of wheels: from known.py and from the SBOMs the wheels carry. Raises Unknown."""
        for name, part in list(self.found.items()):
            machine = sorted(f for f in part.files if re.search(r"\.so(\.|$)", f))
            if part.kind != "wheel" or not machine:
                continue
            if name not in known.INSIDE:
                raise Unknown(f"the wheel {name} ships machine code; write what is inside into known.py")
            for inside in known.INSIDE[name]:
                files = {f for f in machine if not inside.files or any(x in f for x in inside.files)}
                texts = self.wheels.texts(name, inside.texts)
                version = self._version(inside, [tree / f for f in files])
                key = f"{name}/{inside.name}"
                self.found[key] = Part(
                    inside.name, version, inside.licence, "inside", files=files, within=name, texts=texts
                )
                if not files or not texts:
                    raise Unknown(f"{inside.name} is no longer in {name}, or without a licence text")
            for crate in self.wheels.by_name[name].crates():
                self._crate(name, crate, set(machine))

    def _version(self, inside: known.Inside, files: list[Path]) -> str:
        if inside.version.startswith("="):
            return inside.version[1:]
        if inside.version.startswith("@"):
            return self.measured[inside.version[1:]]
        if not inside.version:
            return ""
        for path in files:
            if match := re.search(inside.version.encode(), path.read_bytes()):
                return match[1].decode()
        raise Unknown(f"{inside.name}: no file says its version")

    def _crate(self, wheel: str, crate: dict[str, Any], files: set[str]) -> None:
        purl = str(crate.get("purl", "")).split("?", 1)[0]
        if "pkg:cargo/" not in purl:
            return  # OpenSSL: in known.py, with its licence
        said = [_expression(x) for x in crate.get("licenses", [])]
        if not said or not said[0]:
            raise Unknown(f"the crate {crate['name']} in {wheel} has no licence")
        name, version = str(crate["name"]), str(crate["version"])
        key = f"{wheel}/{name}@{version}"
        self.found[key] = Part(name, version, said[0].replace("/", " OR "), "crate", purl, files, wheel)


def _expression(said: dict[str, Any]) -> str:
    """What a component of CycloneDX says of its licence; a text without a name is recognised by its first words."""
    given = said.get("license", {})
    if text := given.get("text", {}).get("content"):
        return "Unicode-3.0" if base64.b64decode(text).startswith(b"UNICODE LICENSE V3") else ""
    return str(said.get("expression") or given.get("id", ""))


def choose(licence: str) -> str:
    """The licence taken where a part leaves the choice. Raises Unknown when only the GPL is left."""
    options = (
        re.split(r" OR ", licence.replace("(", "").replace(")", "")) if " AND " not in licence else [licence]
    )
    for wish in ("Apache-2.0", "MIT", "BSD-3-Clause"):
        if wish in options:
            return wish
    good = [
        o
        for o in options
        if "GPL" not in o or " WITH " in o or o in known.REPLACEABLE or o.endswith("AND Apache-2.0")
    ]
    if not good:
        raise Unknown(f"{licence} leaves only the GPL")
    return good[0]
