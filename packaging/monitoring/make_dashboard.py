"""Write grafana-dashboard.json: `.venv/bin/python packaging/monitoring/make_dashboard.py`. Import it in Grafana 9 or later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

OUT = Path(__file__).parent / "grafana-dashboard.json"
P95 = "histogram_quantile(0.95, sum by (le) (rate(muster_http_request_seconds_bucket[5m])))"
STATS = (
    (
        "Newest backup",
        "muster_backup_age_seconds",
        "s",
        ((None, "green"), (172_800, "orange"), (604_800, "red")),
    ),
    ("Free disk", "muster_disk_free_bytes", "bytes", ((None, "red"), (5e8, "orange"), (5e9, "green"))),
    (
        "Worker last heard of",
        "muster_worker_age_seconds",
        "s",
        ((None, "green"), (180, "orange"), (600, "red")),
    ),
    ("Worst check", "max(muster_check_status)", "none", ((None, "green"), (1, "orange"), (2, "red"))),
    ("Work given up", 'muster_work_items{outcome="given_up"}', "none", ((None, "green"), (1, "orange"))),
    ("Log lines lost", "sum(muster_log_lines_lost)", "none", ((None, "green"), (1, "orange"))),
)
GRAPHS = (
    ("Requests a second", (("sum by (status) (rate(muster_http_requests_total[5m]))", "{{status}}"),), "reqps"),
    ("Time of a page, 95 of 100 are faster", ((P95, "p95"),), "s"),
    ("Searches and matches an hour", (
        ("increase(muster_searches_total[1h])", "searches"), ("increase(muster_matches_total[1h])", "matches"),
    ), "none"),
    ("Files an hour, by verdict", (("increase(muster_files_total[1h])", "{{outcome}}"),), "none"),
    ("Reading files: calls into the jail", (
        ("sum by (outcome) (rate(muster_jail_calls_total[5m]))", "{{outcome}}"),
    ), "ops"),
    ("Time of a call into the jail", (
        ("histogram_quantile(0.95, sum by (le, task) (rate(muster_jail_call_seconds_bucket[5m])))", "{{task}} p95"),
    ), "s"),
    ("Work items", (("muster_work_items", "{{outcome}}"),), "none"),
    ("Oldest waiting work", (("muster_work_oldest_seconds", "waits"),), "s"),
    ("Memory", (("muster_process_resident_bytes", "{{process}}"),), "bytes"),
    ("Database", (("muster_database_bytes", "database"),), "bytes"),
    ("People, requisitions, log entries", (
        ("muster_candidates", "people"), ("muster_requisitions", "requisitions"), ("muster_audit_entries", "log"),
    ), "none"),
    ("Logins", (("sum by (outcome) (increase(muster_logins_total[1h]))", "{{outcome}}"),), "none"),
    ("Generation of the index", (("muster_index_generation", "generation"),), "none"),
)  # fmt: skip


def panel(
    number: int,
    title: str,
    kind: str,
    place: tuple[int, int, int, int],
    targets: Any,
    unit: str,
    steps: Any = (),
) -> dict[str, Any]:
    x, y, width, height = place
    defaults: dict[str, Any] = {"unit": unit}
    if steps:
        defaults["thresholds"] = {"mode": "absolute", "steps": [{"value": v, "color": c} for v, c in steps]}
    return {
        "id": number,
        "title": title,
        "type": kind,
        "datasource": {"type": "prometheus", "uid": "${datasource}"},
        "gridPos": {"x": x, "y": y, "w": width, "h": height},
        "targets": [
            {"expr": expr, "legendFormat": legend, "refId": chr(65 + i)}
            for i, (expr, legend) in enumerate(targets)
        ],
        "fieldConfig": {"defaults": defaults, "overrides": []},
    }


def dashboard() -> dict[str, Any]:
    panels = [
        panel(i + 1, title, "stat", (4 * i, 0, 4, 4), [(expr, "")], unit, steps)
        for i, (title, expr, unit, steps) in enumerate(STATS)
    ]
    for i, (title, targets, unit) in enumerate(GRAPHS):
        place = (12 * (i % 2), 4 + 8 * (i // 2), 12, 8)
        panels.append(panel(len(STATS) + i + 1, title, "timeseries", place, targets, unit))
    return {
        "title": "Muster",
        "uid": "muster",
        "schemaVersion": 38,
        "version": 1,
        "time": {"from": "now-24h", "to": "now"},
        "refresh": "1m",
        "tags": ["muster"],
        "templating": {"list": [{"name": "datasource", "type": "datasource", "query": "prometheus"}]},
        "panels": panels,
    }


if __name__ == "__main__":
    OUT.write_text(json.dumps(dashboard(), indent=1) + "\n", encoding="utf-8")
    print(f"dashboard: {OUT.name}, {len(dashboard()['panels'])} panels")
