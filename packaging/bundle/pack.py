"""Pack a built program as it is packed for a bundle, and print the hash of the archive.

    python3 packaging/bundle/pack.py dist/muster OUT [--quick]     OUT/payload.tar.xz and OUT/payload.files

Standard library and xz only, so that whoever builds again can compare.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from payload import QUICK, SMALL, pack

EPOCH = 1767225600


def main() -> None:
    tree, out = Path(sys.argv[1]), Path(sys.argv[2])
    share = Path(__file__).resolve().parents[1] / "install/share"
    out.mkdir(parents=True, exist_ok=True)
    packed = pack(tree, share, EPOCH, out / "kept", QUICK if "--quick" in sys.argv else SMALL)
    (out / "payload.tar.xz").write_bytes(packed.archive)
    (out / "payload.files").write_bytes(packed.listing)
    print(
        f"{hashlib.sha256(packed.archive).hexdigest()}  {out}/payload.tar.xz, {len(packed.archive) / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
