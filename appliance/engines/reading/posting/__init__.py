"""Read a posting: its header, sections, requirements and summary, each with the place it was read from. Pure."""

from appliance.engines.reading.posting.linter import LintPolicy, lint
from appliance.engines.reading.posting.neutral import neutral
from appliance.engines.reading.posting.reader import read_posting

__all__ = ["LintPolicy", "lint", "neutral", "read_posting"]
