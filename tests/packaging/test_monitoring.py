"""Rules and dashboard speak of metrics that there are, and of labels these have."""

import json
import re
import subprocess
import sys
from pathlib import Path

from appliance.foundation.observability.metrics import LABELS, METRICS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "packaging/monitoring"
RULES = (FOLDER / "muster.rules.yml").read_text(encoding="utf-8")
KNOWN = {m.name for m in METRICS} | {f"{m.name}_bucket" for m in METRICS if m.kind == "histogram"}


def names(text):
    return set(re.findall(r"\bmuster_[a-z0-9_]+", text))


def test_rules_speak_of_metrics_there_are():
    expressions = re.findall(r"^\s+expr: (.+)$", RULES, re.M)
    assert len(expressions) >= 12
    assert names("\n".join(expressions)) - KNOWN == set()
    for label in re.findall(r"\{(\w+)(?:=|!=)", "\n".join(expressions)):
        assert label in {*LABELS, "job"}


def test_every_rule_says_what_is_wrong_and_what_mends_it():
    rules = RULES.split("      - alert: ")[1:]
    assert all("summary:" in rule and "mend:" in rule and "severity:" in rule for rule in rules)
    assert len({rule.split("\n")[0] for rule in rules}) == len(rules)


def test_every_metric_is_on_the_dashboard():
    text = (FOLDER / "grafana-dashboard.json").read_text(encoding="utf-8")
    panels = json.loads(text)["panels"]
    assert len({p["id"] for p in panels}) == len(panels)
    used = names(" ".join(t["expr"] for p in panels for t in p["targets"]))
    assert used - KNOWN == set()
    assert {m.name for m in METRICS} - {name.removesuffix("_bucket") for name in used} == set()


def test_the_dashboard_is_what_its_script_writes(tmp_path):
    script = (FOLDER / "make_dashboard.py").read_text(encoding="utf-8")
    copy = tmp_path / "make_dashboard.py"
    copy.write_text(script)
    subprocess.run([sys.executable, copy], check=True, capture_output=True)
    assert (tmp_path / "grafana-dashboard.json").read_text() == (
        FOLDER / "grafana-dashboard.json"
    ).read_text()


def test_the_reference_has_every_metric():
    text = (ROOT / "docs/reference/metrics.md").read_text(encoding="utf-8")
    assert [m.name for m in METRICS if f"| `{m.name}` |" not in text] == []
