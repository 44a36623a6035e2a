"""The worker process: one for each data directory."""

from appliance.doors.worker.loop import run_worker

__all__ = ["run_worker"]
