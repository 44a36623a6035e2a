"""Batches: files in, read, decided, kept; the review queue; undo."""

from appliance.recruiting.intake.again import ReadAgain
from appliance.recruiting.intake.inbox import Inbox
from appliance.recruiting.intake.pipeline import UNPACK_LIMITS, Pipeline
from appliance.recruiting.intake.service import MAX_FILE, Intake
from appliance.recruiting.intake.tasks import untrusted_members, untrusted_read_reply

__all__ = [
    "MAX_FILE",
    "UNPACK_LIMITS",
    "Inbox",
    "Intake",
    "Pipeline",
    "ReadAgain",
    "untrusted_members",
    "untrusted_read_reply",
]
