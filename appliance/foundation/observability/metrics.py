"""What Muster counts, in one tuple; on a registry of its own, so that nothing else shows up.

Counts are of this process: the web process and the worker each have theirs.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST


class Metric(NamedTuple):
    """``labels`` are from ``LABELS``; ``buckets`` are upper bounds in seconds, for histograms."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


LABELS = ("check", "endpoint", "kind", "method", "outcome", "status", "task")
"""None of these can hold a person's data; values are names from the program's own lists."""

_FAST = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0)
_SLOW = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0, 20.0)

METRICS: tuple[Metric, ...] = (
    Metric("muster_http_requests_total", "counter", "Requests answered.", ("method", "endpoint", "status")),
    Metric("muster_http_request_seconds", "histogram", "Time to answer a request.", ("endpoint",), _FAST),
    Metric("muster_logins_total", "counter", "Attempts to log in.", ("outcome",)),
    Metric("muster_searches_total", "counter", "Searches booked in the ledger.", ("kind",)),
    Metric("muster_search_seconds", "histogram", "Time of a search in the index.", ("kind",), _FAST),
    Metric("muster_matches_total", "counter", "Requisitions matched."),
    Metric("muster_match_seconds", "histogram", "Time to match a requisition.", (), _SLOW),
    Metric("muster_files_total", "counter", "Files that came in, by verdict.", ("outcome",)),
    Metric(
        "muster_jail_calls_total", "counter", "Calls into the jail, by how they ended.", ("task", "outcome")
    ),
    Metric("muster_jail_call_seconds", "histogram", "Time of a call into the jail.", ("task",), _SLOW),
    Metric("muster_work_items_total", "counter", "Work items, by how they ended.", ("kind", "outcome")),
    Metric("muster_work_item_seconds", "histogram", "Time of a work item.", ("kind",), _SLOW),
    Metric("muster_work_items_waiting", "gauge", "Work items that wait.", ("kind",)),
    Metric("muster_index_generation", "gauge", "The generation of the search index in use."),
    Metric("muster_check_status", "gauge", "A check of `muster doctor`: 0 ok, 1 warn, 2 fail.", ("check",)),
    Metric("muster_log_lines_lost", "gauge", "Log lines that could not be written."),
)

_VALUE = re.compile(r"[A-Za-z0-9_.:/<>-]{1,80}")


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

    def count(self, name: str, amount: float = 1, **labels: str) -> None:
        """Add to a counter."""
        counter = self._counters[name]
        (counter.labels(**_plain(labels)) if labels else counter).inc(amount)

    def show(self, name: str, value: float, **labels: str) -> None:
        """Set a gauge."""
        gauge = self._gauges[name]
        (gauge.labels(**_plain(labels)) if labels else gauge).set(value)

    def time(self, name: str, seconds: float, **labels: str) -> None:
        """Note a duration."""
        histogram = self._histograms[name]
        (histogram.labels(**_plain(labels)) if labels else histogram).observe(seconds)

    def text(self) -> tuple[bytes, str]:
        """The exposition for ``/metrics`` and its content type."""
        return generate_latest(self._registry), CONTENT_TYPE_LATEST


def _of(kind: str) -> list[Metric]:
    return [metric for metric in METRICS if metric.kind == kind]


def _plain(labels: dict[str, str]) -> dict[str, str]:
    """A value that is no plain name (a typed address, somebody's words) becomes ``other``."""
    return {name: value if _VALUE.fullmatch(value) else "other" for name, value in labels.items()}
