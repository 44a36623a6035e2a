"""``muster metrics``: what Muster counts, and the token with which a monitoring system reads it."""

from __future__ import annotations

from pathlib import Path

import click

from appliance.doors.cli.frame import opened, print_json, say, with_data
from appliance.foundation.observability.metrics import exposition
from appliance.wiring import console_actor


@click.command()
@click.option("--new-token", is_flag=True, help="Make a token for /metrics; the one before ends.")
@with_data
def metrics(new_token: bool, data: Path | None, as_json: bool) -> None:
    """Print the measurements, as a monitoring system reads them from /metrics (docs/operate/monitoring.md).

    Example: muster metrics --new-token
    """
    with opened(data) as services:
        if new_token:
            token = services.new_metrics_token(console_actor())
            if as_json:
                print_json({"token": token})
                return
            say("Shown this once; it stands in the request as “Authorization: Bearer …”:")
            say(token)
            return
        parts = services.measurements.parts(services.metrics)
    if as_json:
        print_json(parts)
    else:
        say(exposition(parts)[0].decode().rstrip())
