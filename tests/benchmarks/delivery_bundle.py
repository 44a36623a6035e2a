"""The bundle, measured: sizes, and verifying, copying and unpacking it beside the peers that do a part of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from delivery_report import ROOT, Report

sys.path.insert(0, str(ROOT))

from appliance.lifecycle.bundle import built_in_trust, unpack, verify_bundle

TIMES = 3


def measure(report: Report) -> None:
    """Needs BUNDLE=folder, or the one that `make bundle` makes."""
    folder = Path(os.environ.get("BUNDLE") or ROOT / "dist/bundle")
    if not (folder / "MANIFEST.json").is_file():
        sys.exit(f"bench-delivery: {folder} holds no bundle; run `make bundle` or give BUNDLE=folder")
    manifest = json.loads((folder / "MANIFEST.json").read_bytes())
    sizes = {f["path"]: f["size"] for f in manifest["files"]}
    total = sum(sizes.values())
    report.row(
        "bundle", "payload archive (allowed 60 MiB)", [sizes[manifest["payload"]] / 2**20], "MiB", size=1
    )
    report.row("bundle", "payload unpacked", [manifest["payload_size"] / 2**20], "MiB", size=1)
    report.row("bundle", "everything on the stick", [total / 2**20], "MiB", size=len(sizes))
    verify, copy, unpacked, hashed, tar = [], [], [], [], []
    for _ in range(TIMES):
        with tempfile.TemporaryDirectory(prefix="muster-bench-", dir="/var/tmp") as scratch:
            verify.append(seconds(lambda: verify_bundle(folder, built_in_trust())))
            names = [str(folder / path) for path in sizes]
            hashed.append(
                seconds(
                    lambda n=names: subprocess.run(["sha256sum", *n], stdout=subprocess.DEVNULL, check=True)
                )
            )
            copied, ours, theirs = (Path(scratch, name) for name in ("copy", "ours", "theirs"))
            for place in (copied, ours, theirs):
                place.mkdir()
            copy.append(seconds(lambda c=copied: verify_bundle(folder, built_in_trust(), into=c)))
            archive, listing = copied / manifest["payload"], (copied / manifest["payload_list"]).read_bytes()
            unpacked.append(seconds(lambda a=archive, g=listing, o=ours: unpack(a, g, o)))
            tar.append(
                seconds(
                    lambda a=archive, t=theirs: subprocess.run(
                        ["tar", "-xJf", str(a), "-C", str(t)], check=True
                    )
                )
            )
    report.row("bundle", "verify, every file hashed", verify, "s", size=total)
    report.row("bundle", "the same files, hashed only", hashed, "s", size=total, engine="sha256sum")
    report.row("bundle", "verify and copy", copy, "s", size=total)
    report.row("bundle", "unpack, each file hashed and synced", unpacked, "s", size=manifest["payload_size"])
    report.row("bundle", "unpack, neither", tar, "s", size=manifest["payload_size"], engine="tar -xJ")


def seconds(act: object) -> float:
    begun = time.monotonic()
    act()  # type: ignore[operator]
    return time.monotonic() - begun
