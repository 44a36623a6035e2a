"""Facts of a résumé: who, how to reach them, where they worked and studied, what they can do — each with its place in the text.

Deterministic and pure. Never read: birth date, age, marital status, photo, gender, religion, nationality beyond the
right to work, convictions; there is no code that looks for them, and no kind of fact that could hold them.
"""

from appliance.engines.reading.resume.neutral import neutral
from appliance.engines.reading.resume.quality import notes
from appliance.engines.reading.resume.read import read_resume

__all__ = ["neutral", "notes", "read_resume"]
