"""What the commands print: articles, results, summaries, progress; text from articles holds no
control characters."""

import html
import json
import re
import resource
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any

import click

from corpus.article import Article
from indexer.pipeline import Progress, Summary
from search.model import Hit, IndexedArticle, SearchPage, Status, Suggestion
from search.request import SearchRequest

__all__ = [
    "print_article",
    "print_json",
    "print_line",
    "print_note",
    "print_page",
    "print_read",
    "print_status",
    "print_summary",
    "progress_line",
]

_REFRESH = 0.2
"""Seconds between two states of the progress line."""


def print_json(record: Any) -> None:
    """Print one object on one line."""
    plain = (sys.stdout.encoding or "").lower() not in (
        "utf-8",
        "utf8",
    )  # a terminal's, see `streams`
    click.echo(json.dumps(record, ensure_ascii=plain))


def print_line(line: str) -> None:
    """Print a line in which nothing controls the terminal."""
    click.echo(_printable(line))


def print_note(line: str) -> None:
    """Print a line on stderr, in place of the progress line."""
    clear = "\r\x1b[K" if sys.stderr.isatty() else ""
    click.echo(clear + _printable(line), err=True)


def _printable(text: str) -> str:
    escaped = (
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )
    return "".join(escaped)


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
    click.echo(_accounted(summary))
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
    return _printable("; ".join(parts))


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


def print_status(status: Status) -> None:
    """Print the state of an index, a fact a line."""
    updated = status.updated.astimezone().isoformat(" ", "seconds") if status.updated else "never"
    facts = {
        "state": status.state + (f": {status.detail}" if status.detail else ""),
        "articles": f"{status.articles:,}",
        "segments": status.segments,
        "size": f"{status.size_bytes / 10**6:,.1f} MB",
        "snapshot": status.snapshot,
        "schema": status.schema,
        "analysis": status.analysis,
        "updated": updated,
    }
    for name, fact in facts.items():
        click.echo(f"{name:9} {fact}")


def print_article(document: IndexedArticle) -> None:
    """Print a stored article with what was found in it."""
    article = document.article
    day = f"{article.published}" if article.published else ""
    event = _event(document.event_date, document.date_inferred, document.date_reason)
    click.secho(article.title, bold=True)
    _print_line("", day, article.source, article.section, ", ".join(article.authors), article.url)
    _print_line("", event and f"event: {event}")
    for name, values in document.facets.items():
        _print_line("", f"{name}: {'; '.join(values)}" if values else "")
    for text in (article.caption, article.summary, article.body):
        if text:
            click.echo(f"\n{text}")


def _event(day: object, inferred: bool, reason: str) -> str:
    return f"{day}" + (f" (inferred: {reason})" if inferred else "") if day else ""


def _print_line(indent: str, *parts: str) -> None:
    if line := " · ".join(filter(None, parts)):
        click.echo(indent + line)


def print_page(page: SearchPage, explain: bool) -> None:
    """Print a page of results, or what else to try when there is none."""
    found = "1 article" if page.total == 1 else f"{page.total:,} articles"
    click.echo(f"{found}, page {page.page} of {max(page.pages, 1):,} ({page.took_ms:.1f} ms)")
    if explain:
        for reading in page.readings:
            _print_line("  ", f"{reading.kind}: {reading.text} = {reading.value}")
    for number, hit in enumerate(page.results, (page.page - 1) * page.per_page + 1):
        _print_hit(number, hit, explain)
    if page.loose:
        click.echo(f"{page.loose:,} more have the words apart: --off word")
    if page.nearest:
        click.echo("\nno more articles have the number and every word; the nearest:")
        for number, hit in enumerate(page.nearest, 1):
            _print_hit(number, hit, explain)
    for suggestion in page.suggestions:
        print_line(f"try: {_tried(page.request, suggestion)}  ({suggestion.reason})")


def _tried(asked: SearchRequest, suggestion: Suggestion) -> str:
    """Return what is worth trying as it is typed: another query, or a value that the index has."""
    if suggestion.reason != "value" or suggestion.request is None:
        return suggestion.q
    found = "" if suggestion.total is None else f", {suggestion.total:,} articles"
    had = {choice.name: values for choice, values in asked.choices()}
    return " ".join(
        f'--{choice.name} "{value}"{found}'
        for choice, values in suggestion.request.choices()
        for value in values
        if value not in had.get(choice.name, ())
    )


def _print_hit(number: int, hit: Hit, explain: bool) -> None:
    day = str(hit.published or _event(hit.event_date, hit.date_inferred, hit.date_reason))
    click.echo(f"\n{number:2}. " + click.style(hit.title, bold=True))
    _print_line("    ", day, hit.source, hit.id)
    _print_line("    ", ", ".join(hit.codes), "; ".join(hit.districts))
    _print_line("    ", _plain(hit.highlights["body"]))
    if explain:
        parts = (f"{name} {score:.3f}" for name, score in hit.score_parts.items())
        _print_line("    ", f"score {hit.score:.3f}", *parts, ", ".join(hit.matched))


_MARK = re.compile(r"<(/?)mark>")


def _plain(snippets: Sequence[str]) -> str:
    """Return snippets as text; what matched is bold on a terminal."""
    styled = _MARK.sub(lambda tag: "\x1b[22m" if tag[1] else "\x1b[1m", " ".join(snippets))
    return html.unescape(" ".join(styled.split()))
