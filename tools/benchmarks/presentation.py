"""What one search costs on top of the engine: highlights, the JSON object, and the whole requests
for JSON and page."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from search.answer.presentation import page_record, query_string
from tools.benchmarks.answers import Question
from tools.benchmarks.ours import Ours
from tools.benchmarks.race import p95
from webui import create_app

__all__ = ["on_top"]

ROUNDS = 5


def on_top(engine: Ours, index: Path, questions: Sequence[Question]) -> dict[str, dict[str, float]]:
    """Return median and p95 over the questions of each part, in milliseconds."""
    client = create_app(index, TESTING=True).test_client()
    times: dict[str, list[list[float]]] = {}
    for number in range(ROUNDS + 1):
        order = list(range(len(questions)))
        Random(number).shuffle(order)  # noqa: S311
        for place in order:
            for part, spent in _parts(engine, client, questions[place]).items():
                times.setdefault(part, [[] for _ in questions])
                if number:
                    times[part][place].append(spent)
    return {part: _summary(list(map(median, spent))) for part, spent in times.items()}


def _summary(values: Sequence[float]) -> dict[str, float]:
    return {"median": median(values), "p95": p95(values)}


def _parts(engine: Ours, client: Any, question: Question) -> dict[str, float]:
    address = query_string(question.request)
    searched, _ = _timed(lambda: engine.answer(question))
    _, page = _timed(lambda: engine.engine.search(question.request))
    highlighted, _ = _timed(lambda: [hit.highlights for hit in page.results])
    written, _ = _timed(lambda: json.dumps(page_record(page), ensure_ascii=False))
    by_json, _ = _timed(lambda: _get(client, f"/search.json{address}"))
    by_page, _ = _timed(lambda: _get(client, f"/search{address}"))
    return {
        "engine: search, three facets, ten titles": searched,
        "highlights of ten results": highlighted,
        "JSON object and text, highlights done": written,
        "GET /search.json": by_json,
        "GET /search.json, on top of the engine": by_json - searched,
        "GET /search (HTML)": by_page,
        "GET /search (HTML), on top of the engine": by_page - searched,
    }


def _get(client: Any, address: str) -> bytes:
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status}")
    return bytes(answer.data)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = perf_counter()
    result = work()
    return (perf_counter() - start) * 1000, result
