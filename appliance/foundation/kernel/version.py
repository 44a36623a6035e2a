"""The version of the program."""

from __future__ import annotations

from datetime import UTC, datetime

VERSION = "0.1.0"
RELEASED = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock is right that is before this; the build's own epoch (packaging/build.sh)."""
