"""Make the backup of this release that every later one has to restore: tests/golden/<version>/.

    .venv/bin/python packaging/golden_backup.py [FOLDER]

It holds the sample data's postings and twelve of its résumés, a match, searches, and is sealed to a recovery key that is
kept beside it (a key of fictional data, of no use to anybody). ``backup.json`` says what has to come out again.
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
        (out / "backup.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    size = (out / "golden.muster-backup").stat().st_size
    print(f"golden: {out}, {size:,} bytes, {told['documents']} documents")


if __name__ == "__main__":
    main()
