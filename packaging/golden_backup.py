"""Keep what this release leaves behind, for every later one to take up: tests/golden/<version>/.

    .venv/bin/python packaging/golden_backup.py [FOLDER]

It holds the sample data's postings and twelve of its résumés, a match, searches, and is sealed to a recovery key that is
kept beside it (a key of fictional data, of no use to anybody). ``backup.json`` says what has to come out again. ``data/``
is the data directory itself, ``data.json`` what is in it; ``bundle/`` a bundle of a tiny program, signed with the development
keys (docs/decisions/0005-golden-release.md says why not the real one).
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "packaging/sample_data/files"
RESUMES = 12
sys.path.insert(0, str(ROOT))


def run(data: Path, *arguments: str) -> Any:
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        "appliance.entry",
        *arguments,
        "--data",
        str(data),
        "--json",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 4):
        sys.exit(f"golden: {arguments} ended with {done.returncode}\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)


def keep_data(data: Path, out: Path) -> None:
    """The data directory as an upgrade would carry it, and what is in it as this release counts it."""
    from appliance.foundation.kernel.clock import SystemClock
    from appliance.lifecycle.carrying import carry, settle

    shutil.rmtree(out / "data", ignore_errors=True)
    (out / "data").mkdir()
    carry(data, out / "data")
    told = settle(data, SystemClock())
    (out / "data.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def keep_bundle(out: Path, version: str) -> None:
    """A signed bundle in the form of this release."""
    sys.path.insert(0, str(ROOT / "tests/lifecycle"))
    import small_bundle

    shutil.rmtree(out / "bundle", ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="muster-golden-") as scratch:
        installer = (ROOT / "packaging/install/install.sh").read_bytes()
        facts = {"version": version, "release_seq": 1, "min_upgrade_from": version}
        small_bundle.make(out / "bundle", Path(scratch), installer=installer, **facts)


def main() -> None:
    from appliance.foundation.kernel.version import VERSION

    out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests/golden" / VERSION
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="muster-golden-") as scratch:
        data, key = Path(scratch) / "data", Path(scratch) / "recovery.txt"
        run(data, "backup", "recovery-key", str(key))
        run(data, "import", str(SAMPLES / "postings"), "--kind", "posting")
        run(
            data,
            "import",
            *(str(p) for p in sorted((SAMPLES / "resumes").iterdir())[:RESUMES]),
            "--kind",
            "resume",
        )
        found = run(data, "search", "python", "--sourcing", "golden backup")
        match = run(data, "match", "R-0001")
        made = run(data, "backup", "make")
        checked = run(data, "backup", "verify")
        shutil.copyfile(made["path"], out / "golden.muster-backup")
        shutil.copyfile(key, out / "recovery.txt")
        told = {
            "version": VERSION,
            "documents": made["documents"],
            "counts": checked["counts"],
            "log": checked["log"],
            "python": found["total"],
            "match": match["match"],
        }
        keep_data(data, out)
        (out / "backup.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    keep_bundle(out, VERSION)
    size = (out / "golden.muster-backup").stat().st_size
    print(f"golden: {out}, {size:,} bytes, {told['documents']} documents")


if __name__ == "__main__":
    main()
