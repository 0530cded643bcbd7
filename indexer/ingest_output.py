"""What `index add` prints: how far it has come, articles as they were read, the account of all."""

import resource
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter

import click

from corpus.article import Article
from indexer.output import print_json, print_line
from indexer.pipeline import Progress, Summary

__all__ = ["print_read", "print_summary", "progress_line"]

_REFRESH = 0.2
"""Seconds between two states of the progress line."""


@contextmanager
def progress_line() -> Iterator[Progress | None]:
    """Give a function that shows how many articles have been read; None when stderr is no
    terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    started = shown = perf_counter()

    def show(articles: int) -> None:
        nonlocal shown
        now = perf_counter()
        if now - shown >= _REFRESH:
            shown = now
            rate = articles / (now - started)
            click.echo(f"\r\x1b[K{articles:,} articles, {rate:,.0f}/s", nl=False, err=True)

    try:
        yield show
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)


def print_summary(summary: Summary, as_json: bool) -> None:
    """Print what an ingest did."""
    told = summary.told
    rate = summary.accepted / summary.seconds if summary.seconds else 0.0
    memory = _peak_memory()
    if as_json:
        print_json(
            {
                "added": summary.added,
                "replaced": summary.replaced,
                "unchanged": summary.unchanged,
                "rejected": summary.rejected,
                "days_not_read": told.days_not_read,
                "mended": told.mended,
                "columns_not_used": list(told.unused),
                "files_passed_over": told.files_passed_over,
                "entries_passed_over": told.parts_passed_over,
                **({"read": summary.read} if summary.read is not None else {}),
                "seconds": round(summary.seconds, 3),
                "articles_per_second": round(rate, 1),
                "peak_memory_mb": memory,
            }
        )
        return
    print_line(_accounted(summary))
    if summary.read is not None:
        return
    click.echo(
        f"{summary.seconds:,.1f} s, {rate:,.0f} articles/s, peak memory {memory['writer']:,} MB"
        + (f" and {memory['worker']:,} MB a worker" if memory["worker"] else "")
    )


_COLUMNS_NAMED = 20


def _accounted(summary: Summary) -> str:
    """Return all that was met in one line: articles, then what was not taken, with its number."""
    told = summary.told
    counts = (
        f"added {summary.added:,}, replaced {summary.replaced:,}, unchanged {summary.unchanged:,}"
    )
    if summary.read is not None:
        counts = f"read {summary.read:,}"
    parts = [f"{counts}, rejected {summary.rejected:,}"]
    if told.days_not_read:
        parts.append(f"days not read: {told.days_not_read:,}")
    if told.mended:
        parts.append(f"mended: {told.mended:,}")
    if told.unused:
        named = ", ".join(told.unused[:_COLUMNS_NAMED])
        more = len(told.unused) - _COLUMNS_NAMED
        parts.append(f"columns not used: {named}" + (f" and {more:,} more" if more > 0 else ""))
    passed = {"files": told.files_passed_over, "entries": told.parts_passed_over}
    if any(passed.values()):
        listed = (_kinds(counted, what) for what, counted in passed.items() if counted)
        parts.append(f"passed over {' and '.join(listed)}")
    return "; ".join(parts)


def _kinds(counted: Mapping[str, int], what: str) -> str:
    """Return "4 files (2 without ending, .aspx, .xml)"."""
    total = sum(counted.values())
    kinds = (f"{count:,} {kind}" if count > 1 else kind for kind, count in counted.items())
    return f"{total:,} {what if total > 1 else _ONE[what]} ({', '.join(kinds)})"


_ONE = {"files": "file", "entries": "entry"}


def print_read(article: Article, as_json: bool) -> None:
    """Print an article as it was read: a field a line, the text in full; or as JSON."""
    if as_json:
        print_json(article.to_record())
        return
    record = article.to_record()
    body = record.pop("body")
    for name, value in record.items():
        click.echo(f"{name:9} {'; '.join(value) if isinstance(value, list | tuple) else value}")
    click.echo(f"body      {body}\n")


def _peak_memory() -> dict[str, int]:
    unit = 1 if sys.platform == "darwin" else 1024
    peaks = {"writer": resource.RUSAGE_SELF, "worker": resource.RUSAGE_CHILDREN}
    return {name: resource.getrusage(who).ru_maxrss * unit // 10**6 for name, who in peaks.items()}
