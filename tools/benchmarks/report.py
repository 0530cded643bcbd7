"""The figures as tables in Markdown and as JSON; docs/BENCHMARKS.md holds the tables of the last
runs."""

import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

from tools.benchmarks.growth import Grown
from tools.benchmarks.ingestion import Built
from tools.benchmarks.load import Load
from tools.benchmarks.race import Race, p95
from tools.benchmarks.served import Served

__all__ = [
    "growth_table",
    "ingest_table",
    "kinds_table",
    "load_table",
    "machine",
    "memory_table",
    "on_top_table",
    "ratios_table",
    "size_table",
    "update_document",
    "worst_table",
    "write_json",
]

DOCUMENT = Path(__file__).parents[2] / "docs" / "BENCHMARKS.md"
OURS = "timtin"
WORST = 10


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; numbers stand to the right."""
    lines = [f"| {' | '.join(head)} |", f"|{'|'.join(['---', *['---:'] * (len(head) - 1)])}|"]
    lines += [f"| {' | '.join(map(_shown, row))} |" for row in rows]
    return "\n".join(lines)


def _shown(value: object) -> str:
    if not isinstance(value, float):
        return f"{value:,}" if isinstance(value, int) else str(value)
    return (
        f"{value:,.0f}"
        if abs(value) >= 100
        else f"{value:.1f}"
        if abs(value) >= 10
        else f"{value:.2f}"
    )


def _kinds(race: Race) -> dict[str, list[int]]:
    kinds: dict[str, list[int]] = {}
    for place, question in enumerate(race.questions):
        kinds.setdefault(question.kind, []).append(place)
    return kinds


def kinds_table(race: Race) -> str:
    """Return the median of each kind and engine, and ratios to tantivy question by question."""
    medians = {name: race.medians(name) for name in race.times}
    ratios = {name: race.ratios(OURS, name) for name in race.times if name.startswith("tantivy")}
    rows = []
    for kind, places in {**_kinds(race), "all": list(range(len(race.questions)))}.items():
        own = [median(values[place] for place in places) for values in medians.values()]
        to_peers = [median(values[place] for place in places) for values in ratios.values()]
        rows.append([kind, len(places), *own, *to_peers])
    return table(
        ["median ms", "questions", *medians, *(f"ratio to {name}" for name in ratios)], rows
    )


def ratios_table(race: Race) -> str:
    """Return the ratio to each peer over the questions, phrases apart."""
    phrases = [question.kind == "phrase" for question in race.questions]
    rows = []
    for name in race.times:
        if name.startswith(OURS):
            continue
        for wanted, label in ((False, ""), (True, ", phrases")):
            pairs = zip(race.ratios(OURS, name), phrases, strict=True)
            if values := [ratio for ratio, phrase in pairs if phrase == wanted]:
                rows.append(
                    [
                        f"timtin / {name}{label}",
                        *(x for x in (median(values), p95(values), max(values))),
                        1 / median(values),
                    ]
                )
    return table(["time, question by question", "median", "p95", "largest", "times faster"], rows)


def worst_table(race: Race) -> str:
    """Return the questions with the largest ratio to tantivy."""
    own, peer = race.medians(OURS), race.medians("tantivy")
    ordered = sorted(range(len(own)), key=lambda place: -own[place] / peer[place])[:WORST]
    rows = [[race.questions[p].kind, p, own[p], peer[p], own[p] / peer[p]] for p in ordered]
    return table(["largest ratios: kind", "question", "timtin ms", "tantivy ms", "ratio"], rows)


def ingest_table(own: dict[str, Any], stock: dict[str, dict[str, float]]) -> str:
    """Return articles a second, everything included; processor time as well, which a busy machine
    does not spoil."""
    articles = own["added"] + own["replaced"]
    name = f"timtin, `index add --jobs {own['jobs']}`, the whole command"
    rate, by_processor = articles / own["wall_seconds"], articles / own["processor_seconds"]
    rows: list[list[object]] = [[name, articles, rate, 1.0, by_processor, 1.0]]
    for name, seconds in stock.items():
        slower = seconds["articles"] / sum(seconds[step] for step in ("read", "segment", "index"))
        processor = seconds["articles"] / seconds["processor"]
        rows.append(
            [
                name,
                int(seconds["articles"]),
                slower,
                rate / slower,
                processor,
                by_processor / processor,
            ]
        )
    head = ["compressed JSONL to searchable", "articles", "articles/s", "timtin faster by"]
    return table([*head, "articles a processor second", "timtin faster by"], rows)


def size_table(built: Built, own: dict[str, Any], tokens_given: float) -> str:
    """Return bytes on disk and, with tokens given, articles a second on one core."""
    rates = {OURS: tokens_given, **built.tokens_given}
    sizes = {OURS: own["size_bytes"], **built.sizes}
    rows = [
        [name, sizes[name] / 1e6, sizes[name] / built.text_bytes, rates[name]] for name in sizes
    ]
    return table(["engine", "MB on disk", "bytes a byte of text", "articles/s, tokens given"], rows)


def on_top_table(parts: dict[str, dict[str, float]]) -> str:
    """Return what presenting costs."""
    return table(
        ["ms", "median", "p95"], [[part, one["median"], one["p95"]] for part, one in parts.items()]
    )


def memory_table(process: dict[str, float], own: dict[str, Any]) -> str:
    """Return opening times and memory."""
    rows = [
        ["import, ms", process["import_ms"]],
        ["open the index, ms", process["open_ms"]],
        ["first search, ms", process["first_search_ms"]],
        [
            f"private memory after {process['searches']:,} searches as JSON and as page, MB",
            process["private_mb"],
        ],
        ["of it no file's (anonymous), MB", process["anonymous_mb"]],
        ["peak resident memory of that process, MB", process["peak_rss_mb"]],
        ["peak memory while ingesting, writer, MB", own["peak_memory_mb"]["writer"]],
        ["peak memory while ingesting, each worker, MB", own["peak_memory_mb"]["worker"]],
    ]
    return table(["in a fresh process", ""], rows)


def growth_table(rows: Sequence[Grown]) -> str:
    """Return one line a size."""
    times_of = ["p50 ms", "p95 ms", "tantivy p50", "tantivy p95", "ratio p50", "ratio p95"]
    memory_of = ["open ms", "private MB", "anonymous MB", "writer peak MB", "of it anonymous"]
    head = ["articles", "articles/s", "GB on disk", *times_of, *memory_of]
    lines = []
    for row in rows:
        own, peer, ratio = row.latency[OURS], row.latency["tantivy"], row.latency["ratio"]
        times = [own["p50"], own["p95"], peer["p50"], peer["p95"], ratio["p50"], ratio["p95"]]
        memory = [row.process[name] for name in ("open_ms", "private_mb", "anonymous_mb")]
        memory += [row.writer_peak_mb, row.writer_anonymous_mb]
        lines.append([row.articles, row.articles_per_second, row.size_bytes / 1e9, *times, *memory])
    return table(head, lines)


def served_table(rows: Sequence[Served]) -> str:
    """Return what requests cost the server, and how much faster two workers are than one."""
    head = [
        "request",
        "workers",
        "connections",
        "processor ms",
        "requests/s",
        "p50 ms",
        "p99 ms",
        "times one worker",
    ]
    one = {row.name: row.requests_per_second for row in rows if row.workers == 1}
    lines = [
        [
            r.name,
            r.workers,
            r.connections,
            r.processor_ms,
            r.requests_per_second,
            r.p50,
            r.p99,
            r.requests_per_second / one[r.name] if r.workers > 1 else "",
        ]
        for r in rows
    ]
    return table(head, lines)


def cold_table(figures: Mapping[str, float]) -> str:
    """Return what a start from cold takes."""
    return table(["from cold", "ms"], [[name, value] for name, value in figures.items()])


def load_table(rows: Sequence[Load]) -> str:
    """Return what eight clients saw."""
    head = [
        "8 clients",
        "requests",
        "requests/s",
        "p50 ms",
        "p99 ms",
        "slowest ms",
        "errors",
        "articles added meanwhile",
    ]
    lines = [
        [
            r.name,
            r.requests,
            r.requests_per_second,
            r.p50,
            r.p99,
            r.slowest,
            r.errors,
            r.articles_added,
        ]
        for r in rows
    ]
    return table(head, lines)


PACKAGES = ("whoosh3", "whoosh-reloaded", "tantivy", "numpy", "pyvi", "timtin")


def _version(name: str) -> str:
    """Return the version of a package, "" when it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def machine() -> dict[str, str]:
    """Return what the figures depend on."""
    model = [
        line.split(":")[1]
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if "model name" in line
    ]
    packages = {name: found for name in PACKAGES if (found := _version(name))}
    found = {
        "cores": str(os.cpu_count()),
        "processor": model[0].strip() if model else platform.machine(),
    }
    return found | {"python": platform.python_version()} | packages


def write_json(figures: dict[str, Any]) -> Path:
    """Write bench-<utc>.json to the working folder."""
    path = Path(f"bench-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.json")
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def update_document(section: str, text: str) -> None:
    """Put a text between the marks of a section in docs/BENCHMARKS.md."""
    begin, end = f"<!-- {section} -->", f"<!-- end of {section} -->"
    before, _, rest = DOCUMENT.read_text(encoding="utf-8").partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"{DOCUMENT} has no section {section}")
    DOCUMENT.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")
