"""Make the folder for the stick out of what was built. See docs/formats/bundle.md.

.venv/bin/python packaging/bundle/make.py OUT [--tree dist/muster]
    signed with the development keys; such a bundle is refused by a released Muster
.venv/bin/python packaging/bundle/make.py OUT --release --keyring FOLDER --key SECRET.pem
    for people: refuses development keys and roots, a version in the making, and changed sources
"""

from __future__ import annotations

import argparse
import hashlib
import os
import runpy
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import elf
import inputs
import keys
import manual
import rebuild
from payload import QUICK, SMALL, pack

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "sbom"))
from make_sbom import Unknown
from make_sbom import write as sbom_of

ROOT = Path(__file__).resolve().parents[2]
from appliance.foundation.kernel.version import VERSION  # noqa: E402
from appliance.lifecycle.bundle import built_in_trust, verify_bundle  # noqa: E402
from appliance.lifecycle.bundle.signature import as_minisign, as_pem, read_signature  # noqa: E402
from appliance.lifecycle.bundle.spelling import spelled  # noqa: E402

HERE = Path(__file__).resolve().parent
INSTALLER = ROOT / "packaging/install"
EPOCH = 1767225600


def schema_version() -> int:
    """How many migrations the program has."""
    return len(list((ROOT / "appliance/foundation/store/migrations").glob("m[0-9]*.py")))


def commit() -> str:
    """The commit the sources are at, with ``+`` when they differ from it; "unknown" outside a repository."""

    def git(*arguments: str) -> str:
        done = subprocess.run(
            ["git", "-C", str(ROOT), *arguments], capture_output=True, text=True, check=False
        )
        return done.stdout.strip() if done.returncode == 0 else "unknown"

    changed = git("status", "--porcelain", "--untracked-files=no")
    return git("rev-parse", "HEAD") + ("+" if changed and changed != "unknown" else "")


class Bundle:
    """A folder being filled. Names are relative with ``/``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, name: str, content: bytes) -> None:
        """Write one file."""
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)

    def entries(self) -> list[dict[str, object]]:
        """Every file, by lower-case name."""
        found = [p for p in self.folder.rglob("*") if p.is_file()]
        rows = [
            {
                "path": p.relative_to(self.folder).as_posix(),
                "sha256": hashlib.sha256(p.read_bytes()).hexdigest(),
                "size": p.stat().st_size,
            }
            for p in found
        ]
        return sorted(rows, key=lambda row: str(row["path"]).lower())


def fill(bundle: Bundle, options: argparse.Namespace, facts: dict[str, object]) -> None:
    """Everything but the manifest and its signatures."""
    name = (
        f"muster-{facts['version']}-linux-{facts['arch']}-glibc{str(facts['glibc_floor']).replace('.', '')}"
    )
    print("bundle: " + elf.check(options.tree, str(facts["glibc_floor"])))
    for difference in inputs.differences():
        print(f"bundle: {difference}")
    packed = pack(
        options.tree, INSTALLER / "share", EPOCH, ROOT / "build/payload", SMALL if options.release else QUICK
    )
    bundle.add(f"payload/{name}.tar.xz", packed.archive)
    bundle.add(f"payload/{name}.files", packed.listing)
    facts |= {
        "payload": f"payload/{name}.tar.xz",
        "payload_list": f"payload/{name}.files",
        "payload_size": packed.size,
    }
    print(f"bundle: {len(packed.archive) / 1e6:.1f} MB payload, {packed.size / 1e6:.1f} MB unpacked")
    start = (HERE / "start_here.txt").read_text(encoding="ascii")
    mark = "   (DEVELOPMENT KEYS: for trials only)" if facts["development"] else ""
    for word, value in (
        ("VERSION", facts["version"]),
        ("MARK", mark),
        ("ARCH", facts["arch"]),
        ("FLOOR", facts["glibc_floor"]),
    ):
        start = start.replace(f"@{word}@", str(value))
    bundle.add("START-HERE.txt", start.encode("ascii"))
    bundle.add("verify.py", (HERE / "verify.py").read_bytes())
    try:
        parts = sbom_of(options.tree, INSTALLER / "share", str(facts["version"]))
    except Unknown as problem:
        sys.exit(f"sbom: {problem}")
    parts |= {
        f"manual/{name}": content for name, content in manual.write(str(facts["version"]), EPOCH).items()
    }
    parts |= rebuild.kit(str(facts["version"]), EPOCH)
    digest = runpy.run_path(str(ROOT / "packaging/build/sources.py"))["digest"]()
    parts["provenance/build.json"] = rebuild.provenance(facts, packed.archive, digest, EPOCH)
    for place, content in parts.items():
        bundle.add(place, content)
    if (INSTALLER / "install.sh").is_file():
        bundle.add("install.sh", (INSTALLER / "install.sh").read_bytes())


def sign(bundle: Bundle, facts: dict[str, object], secret: keys.Secret) -> None:
    """The manifest and its one signature in two forms."""
    bundle.add("release.pem", as_pem(secret.public))
    bundle.add("release.pub", as_minisign(secret.public, secret.name))
    content = spelled({**facts, "files": bundle.entries()})
    signed = secret.sign(content, f"muster {facts['version']} seq={facts['release_seq']}")
    bundle.add("MANIFEST.json", content)
    bundle.add("MANIFEST.json.minisig", signed)
    bundle.add("MANIFEST.json.sig", read_signature(signed).signature)


def refuse_for_release(
    options: argparse.Namespace, facts: dict[str, object], secret: keys.Secret
) -> list[str]:
    """Why this must not be a release."""
    trust = built_in_trust(options.tree / "_internal/appliance/lifecycle/bundle/roots.json")
    keyring = sorted(options.keyring.glob("keyring-*.json"))
    text = b"".join(p.read_bytes() for p in keyring).decode("ascii")
    faults = []
    if trust.development or any(keys.is_development(bytes.fromhex(root.key)) for root in trust.roots):
        faults.append("the program was built with the development roots (ROOTS=roots.json when building)")
    if keys.is_development(secret.raw):
        faults.append("the key that would sign is a development key")
    if '"development": true' in text or any(
        keys.development(f"root {n}").raw.hex() in text for n in (1, 2, 3)
    ):
        faults.append("the keyring is one for development")
    if "dev" in str(facts["version"]):
        faults.append(f"{facts['version']} is a version in the making")
    if str(facts["commit"]).endswith("+") or facts["commit"] == "unknown":
        faults.append("the sources are not those of a commit")
    return faults + inputs.differences()


def empty(folder: Path) -> None:
    """Make place for the bundle: an older bundle is replaced, anything else is left alone and refused."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        sys.exit(f"bundle: {folder} is not a folder")
    if folder.is_dir() and any(folder.iterdir()):
        if not ((folder / "MANIFEST.json").is_file() and (folder / "keyring").is_dir()):
            sys.exit(f"bundle: {folder} holds something else; give the name of a new folder")
        clear(folder)
    folder.mkdir(parents=True, exist_ok=True)


def clear(folder: Path) -> None:
    """Remove everything in it."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path, help="the folder to make; a bundle that is in it is replaced")
    parser.add_argument("--tree", type=Path, default=ROOT / "dist/muster", help="the built program")
    parser.add_argument("--release", action="store_true")
    parser.add_argument("--keyring", type=Path, help="the folder with the keyrings")
    parser.add_argument("--key", type=Path, help="the secret key that signs the release")
    parser.add_argument("--seq", type=int, help="another number than that of release.toml (development only)")
    parser.add_argument(
        "--version", default=VERSION, help="another version in the manifest (development only)"
    )
    options = parser.parse_args()
    settings = tomllib.loads((HERE / "release.toml").read_text(encoding="utf-8"))
    if options.release and (
        options.seq or options.version != VERSION or not options.keyring or not options.key
    ):
        parser.error("a release takes --keyring and --key, and its number and version from the sources")
    facts: dict[str, object] = {
        **settings,
        "format": 1,
        "kind": "muster-bundle",
        "product": "muster",
        "version": options.version,
        "release_seq": options.seq or settings["release_seq"],
        "schema_version": schema_version(),
        "os": "linux",
        "arch": os.uname().machine,
        "commit": commit(),
        "epoch": EPOCH,
        "development": not options.release,
        "keyring_version": 1,
    }
    secret = keys.load(options.key) if options.release else keys.DEVELOPMENT_RELEASE
    if options.release and (faults := refuse_for_release(options, facts, secret)):
        sys.exit("bundle: this is no release:\n  " + "\n  ".join(faults))
    empty(options.out)
    bundle = Bundle(options.out)
    try:
        fill(bundle, options, facts)
        if options.release:
            shutil.copytree(options.keyring, options.out / "keyring")
            facts["keyring_version"] = len(list(options.keyring.glob("keyring-*.json")))
        else:
            keys.write_keyring(options.out / "keyring", 1, *keys.development_keyring())
        sign(bundle, facts, secret)
    except BaseException:  # half a bundle would be taken for somebody else's folder the next time
        clear(options.out)
        raise
    # the folder is believed only after the verifier of the program it holds has believed it
    trust = built_in_trust(options.tree / "_internal/appliance/lifecycle/bundle/roots.json")
    verified = verify_bundle(options.out, trust)
    fingerprint = hashlib.sha256((options.out / "release.pem").read_bytes()).hexdigest()
    marked = "; DEVELOPMENT KEYS, for trials only" if verified.manifest.development else ""
    print(
        f"bundle: {options.out}, {len(verified.manifest.files)} files, release {verified.manifest.release_seq}{marked}"
    )
    print(f"bundle: fingerprint for the card: {fingerprint}")


if __name__ == "__main__":
    main()
