"""The ``muster`` command; the only place that imports the doors."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import webbrowser
from pathlib import Path
from typing import Any

import click

from appliance.doors.cli import COMMANDS
from appliance.doors.cli.frame import errors, messages
from appliance.foundation.kernel.memory import be_thrifty, give_back
from appliance.foundation.kernel.processors import on_all, share_one
from appliance.foundation.kernel.settings import Settings, load_settings
from appliance.foundation.kernel.version import VERSION
from appliance.foundation.observability.logs import configure, logger
from appliance.lifecycle.lan import TRIAL_TLS
from appliance.lifecycle.serving import NOTE, end_with_parent, note_serving
from appliance.wiring import Services, console_actor, own_command, services

WORKER_PAUSE_SECONDS = 2.0
WORKER_NICENESS = 5
"""The processor is for those who wait at a page first, then for the worker, which holds the pen at times, then for its
readers (``foundation/jail/host.py``). Where nobody else wants it, that slows nothing down."""
CERTIFICATE_SECONDS = 3600.0
COLLECTED_AFTER = 20_000
"""Objects made, less those let go of, after which the collector looks for circles among them."""
LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(VERSION, prog_name="muster")
def muster() -> None:
    """Muster: an offline recruiting appliance. Nothing it does leaves this machine.

    Start with: muster serve
    """


@muster.command()
@click.option("--data", type=click.Path(path_type=Path), help="The data directory.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port (default 8642; 0 takes a free one).")
@click.option("--open", "open_browser", is_flag=True, help="Open the page in this machine's browser.")
@click.option("--demo", is_flag=True, hidden=True)
@click.option("--trial", is_flag=True, hidden=True, help="The installer looks at it: no set-up link is made.")
def serve(data: Path | None, port: int | None, open_browser: bool, demo: bool, trial: bool) -> None:
    """Serve the web page on this machine, and do the background work.

    Example: muster serve --data /srv/muster
    """
    with errors(as_json=False):
        be_thrifty()
        share_one()
        settings = load_settings(data, port=port)
        if settings.host not in LOOPBACK:
            raise click.UsageError(
                "The host setting is for loopback only. To serve on the network, with TLS: muster lan enable NAME"
            )
        configure(settings.log_level, settings.log_file("web"))
        found = services(settings, demo=demo)
        _serve(found, open_browser=open_browser, trial=trial)


def _serve(found: Services, *, open_browser: bool, trial: bool) -> None:
    from appliance.doors.http.listener import inherited
    from appliance.doors.web import Marking, create_app
    from appliance.doors.web.server import behind_tls_front, server_for

    settings = found.settings
    if found.missing_layers():
        messages.print(
            f"This host lacks a layer of the jail: {', '.join(found.missing_layers())}", markup=False
        )
    found.leave_log()
    marking = Marking(settings.marking, settings.marking_colour) if settings.marking else Marking()
    stop = threading.Event()
    lan = found.lan.status().lan
    if trial:  # the installer looks at a port that nobody knows; an older one cannot speak TLS
        lan = found.lan.on_trial() if os.environ.get(TRIAL_TLS) else None
    if lan is None:
        app = create_app(found, marking=marking)
        server = server_for(app, settings.host, settings.port, settings.threads, inherited())
        address = f"http://{settings.host}:{server.effective_port}/"
    else:
        app = create_app(found, allowed_hosts=found.lan.hosts(), marking=marking)
        server, front = behind_tls_front(app, found.lan, lan, settings.threads, inherited())
        front.start()
        threading.Thread(target=_keep_certificate, args=(found, front, stop), daemon=True).start()
        address = lan.model_copy(update={"port": front.port}).address if trial else lan.address
    worker = threading.Thread(target=_keep_worker, args=(settings, stop, found.demo), daemon=True)
    worker.start()
    warming = threading.Thread(target=_warm_up, args=(found,), daemon=True)
    warming.start()
    if not trial:
        threading.Thread(target=found.sampler("web").run, args=(stop,), daemon=True).start()

    def end(*_: object) -> None:
        stop.set()
        server.close()
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, end)
    messages.print(f"Muster is ready: {address}", markup=False)
    if not trial:
        note_serving(settings.data)
    if not trial and found.accounts.needs_setup():
        token = found.accounts.make_setup_link(console_actor())
        messages.print(
            f"First start. Create the administrator (once, within 30 minutes): {address}setup/{token}",
            markup=False,
        )
    if open_browser:
        with on_all():
            webbrowser.open(address)

    try:
        server.run()
    except (KeyboardInterrupt, SystemExit):
        pass
    finally:
        stop.set()
        worker.join(10)
        warming.join(5)  # it works on what is closed next
        found.close()
        if not trial:
            (settings.data / NOTE).unlink(missing_ok=True)


def _warm_up(found: Services) -> None:
    """Have everything there before the first question, and the collector leave alone what stays for good.

    A page makes thousands of objects, none of them in a circle: looking for circles after every 700 took a tenth of it.
    """
    found.warm_up()
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER)
    give_back()


def _keep_certificate(found: Services, front: Any, stop: threading.Event) -> None:
    """Renew the certificate when it is due; connections made afterwards see the new one."""
    log = logger("serve")
    while not stop.wait(CERTIFICATE_SECONDS):
        try:
            if found.lan.renew_if_due():
                found.lan.reload(front.context)
                log.info("lan.certificate_renewed")
        except Exception:
            log.exception("lan.renewal_failed")


def _keep_worker(settings: Settings, stop: threading.Event, demo: bool) -> None:
    """Keep one worker process running, and start another when it dies."""
    log = logger("serve")
    environment = {**os.environ, "MUSTER_LOG_LEVEL": settings.log_level}
    command = own_command(
        "worker", "--with-parent", "--data", str(settings.data), *(["--demo"] if demo else [])
    )
    while not stop.is_set():
        with on_all():  # its readers work side by side
            process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL)
        while process.poll() is None and not stop.is_set():
            stop.wait(0.3)
        if stop.is_set():
            process.terminate()
            try:
                process.wait(8)
            except subprocess.TimeoutExpired:
                process.kill()
            return
        log.error("worker.ended", status=process.returncode)
        stop.wait(WORKER_PAUSE_SECONDS)


@muster.command(hidden=True)
@click.option("--data", type=click.Path(path_type=Path), required=True)
@click.option("--demo", is_flag=True)
@click.option("--with-parent", is_flag=True, help="End when the parent ends, however it ends.")
def worker(data: Path, demo: bool, with_parent: bool) -> None:
    """Be the worker process of "muster serve"."""
    from appliance.doors.worker import run_worker

    if with_parent:
        end_with_parent()()
        os.nice(WORKER_NICENESS)
    settings = load_settings(data)
    configure(settings.log_level, settings.log_file("worker"))
    found = services(settings, demo=demo)
    try:
        run_worker(found)
    finally:
        found.close()


for _command in COMMANDS:
    muster.add_command(_command)


def main() -> None:
    """The entry point of the launcher."""
    muster.main(prog_name="muster", args=sys.argv[1:])


if __name__ == "__main__":
    main()
