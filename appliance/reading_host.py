"""The jail's host process: it imports the readers and nothing else, so that a fork of it is cheap."""

from __future__ import annotations

from appliance.engines.reading import warm_up
from appliance.engines.reading.rehearsal import rehearse, rehearse_at_length
from appliance.engines.reading.tasks import TASKS
from appliance.foundation.jail import serve


def serve_readers() -> None:
    """Warm the readers up, then serve what stands in ``TASKS`` until the caller hangs up."""
    warm_up()
    rehearse_at_length()
    serve(TASKS, rehearse=rehearse, at_length=rehearse_at_length)
