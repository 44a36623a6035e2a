"""The bundle on the stick: verified before a byte of it is believed, unpacked by our own reader.

The layout is documented in ``docs/formats/bundle.md``.
"""

from __future__ import annotations

from appliance.lifecycle.bundle.errors import (
    BundleDamaged,
    BundleForDevelopment,
    BundleNotListed,
    BundleNotOurs,
    BundleNotSigned,
    BundleOlder,
)
from appliance.lifecycle.bundle.manifest import FileEntry, Manifest
from appliance.lifecycle.bundle.trust import Seen, Trust, built_in_trust
from appliance.lifecycle.bundle.unpack import unpack
from appliance.lifecycle.bundle.verify import Verified, verify_bundle

__all__ = [
    "BundleDamaged",
    "BundleForDevelopment",
    "BundleNotListed",
    "BundleNotOurs",
    "BundleNotSigned",
    "BundleOlder",
    "FileEntry",
    "Manifest",
    "Seen",
    "Trust",
    "Verified",
    "built_in_trust",
    "unpack",
    "verify_bundle",
]
