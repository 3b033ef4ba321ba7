"""What is counted of the requests and of the index, as Prometheus reads it."""

from collections.abc import Iterator
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from bot.http.exchange import Exchange
from index.store.protocol import Snapshot

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Bounds of the counts of how long requests took: an answer of a small index to far too long a wait."""


class Metrics:
    """Counts of one application, or of all worker processes together where they share a folder.

    :param shared: the folder in which the worker processes count; the library itself takes it from the environment.
    """

    def __init__(self, snapshot: Snapshot, shared: Path | None = None) -> None:
        self._shared = shared
        self._registry = CollectorRegistry()
        if shared is None:
            ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "onrecord_requests", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "onrecord_request_seconds",
            "Seconds until the reply began.",
            ("route",),
            registry=self._registry,
            buckets=SECONDS,
        )
        self._index = _IndexFigures(snapshot)
        self._registry.register(self._index)

    def count(self, exchange: Exchange) -> None:
        """Count one request."""
        self._requests.labels(exchange.method, exchange.route, str(exchange.status)).inc()
        self._seconds.labels(exchange.route).observe(exchange.seconds)

    def take_up(self, snapshot: Snapshot) -> None:
        """Tell of this generation of the index from now on."""
        self._index.take_up(snapshot)

    def exposition(self) -> bytes:
        """All counts in Prometheus' text format, version 0.0.4."""
        if self._shared is None:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together, path=str(self._shared))  # type: ignore[no-untyped-call]
        together.register(self._index)
        return generate_latest(together)


class _IndexFigures(Collector):
    """The index that this process has: worker processes take up the same one within a second of each other."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.take_up(snapshot)

    def take_up(self, snapshot: Snapshot) -> None:
        # Figures alone, since the snapshot may be closed when they are asked for.
        self._figures = (snapshot.model, snapshot.built), len(snapshot.passages)

    def collect(self) -> Iterator[Metric]:
        """One gauge."""
        gauge = GaugeMetricFamily("onrecord_index_passages", "Passages in the index.", labels=("model", "built"))
        gauge.add_metric(*self._figures)
        yield gauge
