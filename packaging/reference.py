"""Write docs/reference/ from the program itself: errors, commands, permissions, endpoints, audit actions.

.venv/bin/python packaging/reference.py          write the pages
.venv/bin/python packaging/reference.py --check  exit 1 when a page is not what the program says
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = ROOT / "docs/reference"
NOTE = "Written by `packaging/reference.py` from the program; a test compares.\n"


def error_classes() -> list[type]:
    """Every error Muster raises on purpose, by code."""
    import appliance
    from appliance.foundation.kernel.errors import MusterError

    for module in pkgutil.walk_packages(appliance.__path__, "appliance."):
        importlib.import_module(module.name)
    found: dict[str, type] = {}
    queue: list[type] = [MusterError]
    while queue:
        one = queue.pop()
        found[f"{one.code} {one.__name__}"] = one  # type: ignore[attr-defined]
        queue += one.__subclasses__()
    return [found[key] for key in sorted(found)]


def errors() -> Iterator[str]:
    yield "# Errors\n\n" + NOTE + "\n| code | says | mend | HTTP | exit |\n|---|---|---|---|---|\n"
    for one in error_classes():
        says, mend = (str(getattr(one, n)).replace("|", "\\|") for n in ("message", "hint"))
        yield f"| `{one.code}` | {says} | {mend} | {one.http_status} | {one.exit_code} |\n"  # type: ignore[attr-defined]


def commands() -> Iterator[str]:
    from appliance.main import muster

    yield "# Commands\n\n" + NOTE
    yield "\nExit codes: 0 ok · 1 failed · 2 usage · 3 verification failed · 4 some files could not be read · 5 locked · "
    yield "6 disk full · 7 unsafe host.\n"
    for name, command in walk_commands(muster, "muster"):
        context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100)
        yield f"\n## {name}\n\n```\n{command.get_help(context)}\n```\n"


def walk_commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    for key in sorted(group.commands):
        command = group.commands[key]
        if command.hidden:
            continue
        if isinstance(command, click.Group):
            yield from walk_commands(command, f"{name} {key}")
        else:
            yield f"{name} {key}", command


def permissions() -> Iterator[str]:
    from appliance.recruiting.accounts import PERMISSIONS, ROLES

    roles = sorted(ROLES)
    yield (
        "# Permissions\n\n"
        + NOTE
        + f"\n| permission | allows | {' | '.join(roles)} |\n|---|---|{'---|' * len(roles)}\n"
    )
    for name, sentence in PERMISSIONS:
        marks = " | ".join("yes" if name in ROLES[role] else "" for role in roles)
        yield f"| `{name}` | {sentence} | {marks} |\n"


def endpoints() -> Iterator[str]:
    from appliance.doors.http.guard import PUBLIC, permission_of
    from appliance.doors.web import create_app
    from appliance.foundation.kernel.settings import Settings
    from appliance.wiring import services

    with tempfile.TemporaryDirectory() as scratch:
        found = services(Settings(data=Path(scratch) / "data"))
        app = create_app(found)
        rules = sorted(app.url_map.iter_rules(), key=lambda r: (r.rule, r.endpoint))
        rows = []
        for rule in rules:
            needs = "(public)" if rule.endpoint in PUBLIC else f"`{permission_of(app, rule.endpoint)}`"
            methods = ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
            rows.append(f"| `{rule.rule}` | {methods} | `{rule.endpoint}` | {needs} |\n")
        found.close()
    yield "# Endpoints\n\n" + NOTE + "\n| path | methods | endpoint | permission |\n|---|---|---|---|\n"
    yield from rows


def audit_actions() -> Iterator[str]:
    from appliance.foundation.contracts.names import AUDIT_ACTIONS, WORK_KINDS

    yield "# Audit actions and work items\n\n" + NOTE + "\n| action | means |\n|---|---|\n"
    for name, sentence in AUDIT_ACTIONS.items():
        yield f"| `{name}` | {sentence} |\n"
    yield "\n| work item | does |\n|---|---|\n"
    for name, sentence in WORK_KINDS.items():
        yield f"| `{name}` | {sentence} |\n"


def metrics() -> Iterator[str]:
    from appliance.foundation.observability.metrics import METRICS

    yield "# Metrics\n\n" + NOTE
    yield "\n`/metrics` answers in Prometheus' text format; see docs/operate/monitoring.md. Every sample has the label `process`:\n"
    yield "`web` and `worker` counted it themselves since they were started, `store` is counted in the database. No label can hold\n"
    yield "a person's data.\n\n| metric | kind | labels | means |\n|---|---|---|---|\n"
    for metric in METRICS:
        labels = ", ".join(f"`{name}`" for name in (*metric.labels, "process"))
        yield f"| `{metric.name}` | {metric.kind} | {labels} | {metric.help} |\n"


def checks() -> Iterator[str]:
    from appliance.lifecycle.doctor import CHECKS
    from appliance.lifecycle.lan import LAN

    yield "# Checks\n\n" + NOTE
    yield "\n`muster doctor`, the Health page and `/readyz` ask these. While a blocking one fails, Muster is not ready.\n"
    yield "\n| check | about | blocking |\n|---|---|---|\n"
    for check in (*CHECKS, LAN):
        yield f"| `{check.name}` | {check.title} | {'yes' if check.blocking else ''} |\n"


PAGES = {
    "metrics.md": metrics,
    "checks.md": checks,
    "errors.md": errors,
    "commands.md": commands,
    "permissions.md": permissions,
    "endpoints.md": endpoints,
    "audit-actions.md": audit_actions,
}


def main() -> int:
    """Write or compare every page; the number that differ."""
    differing = 0
    for name, write in PAGES.items():
        text = "".join(write())
        path = FOLDER / name
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                print(f"reference: {name} is not what the program says; run packaging/reference.py")
                differing += 1
        else:
            path.write_text(text, encoding="utf-8")
            print(f"reference: {name}")
    return differing


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
