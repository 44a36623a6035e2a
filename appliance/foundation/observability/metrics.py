"""What Muster counts, in one tuple, for ``/metrics`` and the health page.

Each process counts for itself (``Metrics``); what the worker counted is kept by it and shown beside what the web
process counted, told apart by the label ``process``. What the database knows is counted there: label ``process`` =
``store``. docs/reference/metrics.md is written from this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import Metric as Family
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector


class Metric(NamedTuple):
    """``labels`` are from ``LABELS``; ``buckets`` are upper bounds in seconds, for histograms."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


LABELS = ("check", "endpoint", "kind", "method", "outcome", "process", "status", "task")
"""None of these can hold a person's data; values are names from the program's own lists."""

_FAST = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0)
_SLOW = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0, 20.0)

METRICS: tuple[Metric, ...] = (
    Metric("muster_http_requests_total", "counter", "Requests answered.", ("method", "endpoint", "status")),
    Metric("muster_http_request_seconds", "histogram", "Time to answer a request.", ("endpoint",), _FAST),
    Metric("muster_logins_total", "counter", "Attempts to log in.", ("outcome",)),
    Metric("muster_searches_total", "counter", "Searches booked in the ledger."),
    Metric("muster_matches_total", "counter", "Requisitions matched."),
    Metric("muster_files_total", "counter", "Files that came in, by verdict.", ("outcome",)),
    Metric(
        "muster_jail_calls_total", "counter", "Calls into the jail, by how they ended.", ("task", "outcome")
    ),
    Metric("muster_jail_call_seconds", "histogram", "Time of a call into the jail.", ("task",), _SLOW),
    Metric("muster_work_items", "gauge", "Work items by state.", ("outcome",)),
    Metric("muster_work_oldest_seconds", "gauge", "How long the oldest due work item has been waiting."),
    Metric("muster_candidates", "gauge", "Candidates kept."),
    Metric("muster_requisitions", "gauge", "Requisitions kept."),
    Metric("muster_audit_entries", "gauge", "Entries of the audit log."),
    Metric("muster_index_generation", "gauge", "The generation of the search index in use."),
    Metric("muster_database_bytes", "gauge", "Size of the database and its log."),
    Metric("muster_disk_free_bytes", "gauge", "Free space where the data directory lies."),
    Metric(
        "muster_backup_age_seconds", "gauge", "Age of the newest good backup; absent while there is none."
    ),
    Metric("muster_worker_age_seconds", "gauge", "Time since the worker was last heard of."),
    Metric("muster_process_resident_bytes", "gauge", "Memory in use (RSS)."),
    Metric(
        "muster_check_status", "gauge", "A quick check of `muster doctor`: 0 ok, 1 warn, 2 fail.", ("check",)
    ),
    Metric("muster_log_lines_lost", "gauge", "Log lines that could not be written."),
)

_VALUE = re.compile(r"[A-Za-z0-9_.:/<>-]{1,80}")

Counted = list[tuple[str, str, dict[str, str], float]]
"""What a process counted: (metric, sample, labels, value); plain data, to be kept."""


class Metrics:
    """The metrics of one process. A name or a label that is not in the list raises KeyError or ValueError."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._counters = {
            m.name: Counter(m.name, m.help, m.labels, registry=self._registry) for m in _of("counter")
        }
        self._gauges = {
            m.name: Gauge(m.name, m.help, m.labels, registry=self._registry) for m in _of("gauge")
        }
        self._histograms = {
            m.name: Histogram(m.name, m.help, m.labels, registry=self._registry, buckets=m.buckets)
            for m in _of("histogram")
        }
        self._used: set[str] = set()

    def count(self, name: str, amount: float = 1, **labels: str) -> None:
        """Add to a counter."""
        counter = self._counters[name]
        (counter.labels(**_plain(labels)) if labels else counter).inc(amount)
        self._used.add(name)

    def show(self, name: str, value: float, **labels: str) -> None:
        """Set a gauge."""
        gauge = self._gauges[name]
        (gauge.labels(**_plain(labels)) if labels else gauge).set(value)
        self._used.add(name)

    def time(self, name: str, seconds: float, **labels: str) -> None:
        """Note a duration."""
        histogram = self._histograms[name]
        (histogram.labels(**_plain(labels)) if labels else histogram).observe(seconds)
        self._used.add(name)

    def counted(self) -> Counted:
        """Everything that was counted, shown or timed in this process."""
        found: Counted = []
        for family in self._registry.collect():
            name = f"{family.name}_total" if family.type == "counter" else family.name
            if name in self._used:
                found += [
                    (name, s.name, dict(s.labels), s.value)
                    for s in family.samples
                    if not s.name.endswith("_created")
                ]
        return found


def exposition(parts: Mapping[str, Sequence[Sequence[Any]]]) -> tuple[bytes, str]:
    """What ``/metrics`` answers, and its content type; ``parts``: name of the process → what it ``counted``."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Parts(parts))
    return generate_latest(registry), CONTENT_TYPE_LATEST


class _Parts(Collector):
    def __init__(self, parts: Mapping[str, Sequence[Sequence[Any]]]) -> None:
        self._parts = parts

    def collect(self) -> Iterator[Family]:
        for metric in METRICS:
            family = Family(metric.name.removesuffix("_total"), metric.help, metric.kind)
            for process, counted in self._parts.items():
                for name, sample, labels, value in counted:
                    if name == metric.name:
                        family.add_sample(sample, {**labels, "process": process}, value)
            if family.samples:
                yield family


def _of(kind: str) -> list[Metric]:
    return [metric for metric in METRICS if metric.kind == kind]


def _plain(labels: dict[str, str]) -> dict[str, str]:
    """A value that is no plain name (a typed address, somebody's words) becomes ``other``."""
    return {name: value if _VALUE.fullmatch(value) else "other" for name, value in labels.items()}
