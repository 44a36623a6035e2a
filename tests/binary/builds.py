"""Trees of sources, and the real programs and bundles that are built of them: a minute and more for each.

Every command that was given and what it printed is in ``said``, for whoever reads the test's output.
"""

from __future__ import annotations

import json
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FULL = bool(os.environ.get("MUSTER_FULL"))
needs_builds = pytest.mark.skipif(not FULL, reason="builds real programs, a minute each: with MUSTER_FULL=1")
GIT = ("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false")
SECONDS = 1200
PLAIN = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
MORE_TABLES = '''"""Something a later release adds."""

def migrate(db):
    db.execute("CREATE TABLE from_the_future (id INTEGER PRIMARY KEY, note TEXT NOT NULL)")
    db.execute("INSERT INTO from_the_future (note) SELECT name FROM candidate")
'''


def run(
    *command: object, cwd: Path = ROOT, expect: int = 0, show: bool = True, **environment: str
) -> tuple[str, str]:
    """Run a command, print it with what it said, and give back its output and its messages."""
    done = subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={**PLAIN, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    if show:
        print(f"$ {' '.join(map(str, command))}\n{done.stdout}{done.stderr}", flush=True)
    assert done.returncode == expect, f"{command} ended with {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout, done.stderr


def git(tree: Path, *arguments: object) -> str:
    return run(*GIT, "-C", tree, *arguments, show=False)[0].strip()


def wheels_for(tree: Path) -> None:
    """The wheels that this tree's manifest names, from ours."""
    listed = json.loads((tree / "offline_wheels/manifest.json").read_text(encoding="utf-8"))["wheels"]
    for name in listed:
        if (ROOT / "offline_wheels" / name).is_file():
            shutil.copyfile(ROOT / "offline_wheels" / name, tree / "offline_wheels" / name)


def commit_all(tree: Path, message: str) -> None:
    """Make what lies in the tree a commit: a release is made of nothing else."""
    if not (tree / ".git").is_dir():
        git(tree, "init", "-q")
    git(tree, "add", "-A")
    git(tree, "commit", "-q", "-m", message)


def todays_sources(tree: Path, version: str = "", sequence: int = 0, *, more_tables: bool = False) -> Path:
    """These sources as a repository of one commit; as a later release with more tables when it is asked for."""
    names = runpy.run_path(str(ROOT / "packaging/build/sources.py"))["names"]()
    for name in names:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, tree / name)
    wheels_for(tree)
    if version:
        place = tree / "appliance/foundation/kernel/version.py"
        text = place.read_text(encoding="utf-8")
        before = text.split('VERSION = "', 1)[1].split('"', 1)[0]
        place.write_text(text.replace(f'VERSION = "{before}"', f'VERSION = "{version}"'), encoding="utf-8")
        place = tree / "packaging/bundle/release.toml"
        text = place.read_text(encoding="utf-8")
        place.write_text(text.replace("release_seq = 1", f"release_seq = {sequence}"), encoding="utf-8")
        assert f"release_seq = {sequence}" in place.read_text(encoding="utf-8")
    if more_tables:
        folder = tree / "appliance/foundation/store/migrations"
        (folder / "m9999_from_the_future.py").write_text(MORE_TABLES, encoding="utf-8")
        with (folder / "__init__.py").open("a", encoding="utf-8") as file:
            file.write(
                "\nfrom appliance.foundation.store.migrations import m9999_from_the_future\n"
                'MIGRATIONS = (*MIGRATIONS, ("m9999_from_the_future", m9999_from_the_future.migrate))\n'
            )
    commit_all(tree, f"The sources of {version or 'today'}")
    return tree


def released_sources(tree: Path, version: str) -> str:
    """The sources a release was cut from, where this repository still has that commit; else "" and no tree."""
    commit = json.loads((ROOT / f"tests/golden/{version}/release.json").read_text(encoding="utf-8"))["commit"]
    if subprocess.run(
        ["git", "-C", ROOT, "cat-file", "-e", commit], capture_output=True, check=False
    ).returncode:
        return ""
    run("git", "clone", "-q", "--no-checkout", ROOT, tree, show=False)
    git(tree, "checkout", "-q", commit)
    wheels_for(tree)
    return str(commit)


def program(tree: Path, *options: str, **environment: str) -> Path:
    """Build the program of a tree; its folder."""
    run("sh", "packaging/build.sh", *options, cwd=tree, **environment)
    return tree / "dist/muster"


def bundle(tree: Path, out: Path, *options: object, expect: int = 0) -> Path:
    """The bundle of a built tree."""
    run(sys.executable, "packaging/bundle/make.py", out, *options, cwd=tree, expect=expect)
    return out


def todays_bundle() -> Path:
    """The bundle of these sources, built only when they changed."""
    out, stamp = ROOT / "build/test-full-bundle", ROOT / "build/test-full-bundle.stamp"
    program(ROOT)
    built = (ROOT / "dist/stamp").read_text(encoding="utf-8") + (ROOT / "dist/origins.json").read_text(
        encoding="utf-8"
    )
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != built:
        stamp.unlink(missing_ok=True)
        shutil.rmtree(out, ignore_errors=True)
        bundle(ROOT, out)
        stamp.write_text(built, encoding="utf-8")
    return out


class Machine:
    """A program folder and a data folder, and whoever types commands there."""

    def __init__(self, folder: Path) -> None:
        self.program, self.data = folder / "program", folder / "data"

    def install(self, bundle: Path, *more: object, expect: int = 0) -> tuple[str, str]:
        places = ("--user", "--prefix", self.program, "--data", self.data, "--yes")
        return run("sh", bundle / "install.sh", *places, *more, expect=expect)

    def muster(self, *arguments: object, expect: int = 0, show: bool = True) -> str:
        return run(self.program / "muster", *arguments, expect=expect, show=show)[0]

    def status(self) -> dict:
        return json.loads(self.muster("status", "--json", show=False))

    def counted(self) -> dict:
        """What lies in the data that run, counted by the program that runs."""
        active = self.program / "active"
        return json.loads(run(active / "release/muster", "settle", "--data", active / "data", show=False)[0])
