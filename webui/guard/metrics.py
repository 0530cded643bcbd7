"""Numbers for Prometheus at /metrics: requests, their latency, the size of the index.

Where several processes answer, each counts into files of the folder that PROMETHEUS_MULTIPROC_DIR
names before this is imported, and whichever is asked adds them up.
"""

import time
from collections.abc import Iterable
from datetime import UTC, datetime

from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from prometheus_client.values import MutexValue, ValueClass

from search import SearchError
from search.beside import last_fetch
from webui.reader import Reader

__all__ = ["init_metrics"]

_SHARED = ValueClass is not MutexValue
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)


class _IndexCollector(Collector):
    """Asks the engine for the size of the index when it is read, not before."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def collect(self) -> Iterable[GaugeMetricFamily]:
        if fetched := last_fetch(self._reader.location):
            age = (datetime.now(UTC) - fetched).total_seconds()
            yield GaugeMetricFamily(
                "timtin_fetch_age_seconds", "Since `index fetch` last ended well", value=age
            )
        try:
            status = self._reader.status()
        except SearchError:
            yield GaugeMetricFamily("timtin_index_up", "1 when searches can be answered", value=0)
            return
        yield GaugeMetricFamily("timtin_index_up", "1 when searches can be answered", value=1)
        damaged = float(status.state != "ok")
        yield GaugeMetricFamily(
            "timtin_index_damaged",
            "1 when the index on disk is damaged, stale or unreadable",
            value=damaged,
        )
        yield GaugeMetricFamily(
            "timtin_index_articles", "Articles in the index", value=status.articles
        )
        yield GaugeMetricFamily(
            "timtin_index_segments", "Segments of the index", value=status.segments
        )
        yield GaugeMetricFamily(
            "timtin_index_bytes", "Size of the index on disk", value=status.size_bytes
        )


def init_metrics(app: Flask) -> None:
    """Measure every request of an application and serve the numbers."""
    registry = CollectorRegistry()
    registry.register(_IndexCollector(app.extensions["reader"]))
    counting = CollectorRegistry() if _SHARED else registry
    requests = Counter(
        "timtin_requests", "Requests answered", ("endpoint", "status"), registry=counting
    )
    latency = Histogram(
        "timtin_request_seconds",
        "Time to answer",
        ("endpoint",),
        buckets=_BUCKETS,
        registry=counting,
    )
    if _SHARED:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    app.extensions["metrics"] = registry

    @app.after_request
    def _measure(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        requests.labels(endpoint, response.status_code).inc()
        latency.labels(endpoint).observe(time.perf_counter() - g.began)
        return response

    blueprint = Blueprint("metrics", __name__)
    blueprint.add_url_rule("/metrics", "metrics", _metrics)
    app.register_blueprint(blueprint)


def _metrics() -> Response:
    text = generate_latest(current_app.extensions["metrics"])
    return Response(text, content_type="text/plain; version=0.0.4; charset=utf-8")
