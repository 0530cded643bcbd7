"""What the commands print: articles, results, states; text from articles holds no control
characters."""

import html
import json
import re
import sys
from collections.abc import Sequence
from typing import Any

import click

from search.model import Hit, IndexedArticle, SearchPage, Status, Suggestion
from search.request import SearchRequest

__all__ = [
    "print_article",
    "print_json",
    "print_line",
    "print_note",
    "print_page",
    "print_status",
]


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
    _print_pairs("", day, article.source, article.section, ", ".join(article.authors), article.url)
    _print_pairs("", event and f"event: {event}")
    for name, values in document.facets.items():
        _print_pairs("", f"{name}: {'; '.join(values)}" if values else "")
    for text in (article.caption, article.summary, article.body):
        if text:
            click.echo(f"\n{text}")


def _event(day: object, inferred: bool, reason: str) -> str:
    return f"{day}" + (f" (inferred: {reason})" if inferred else "") if day else ""


def _print_pairs(indent: str, *parts: str) -> None:
    if line := " · ".join(filter(None, parts)):
        click.echo(indent + line)


def print_page(page: SearchPage, explain: bool) -> None:
    """Print a page of results, or what else to try when there is none."""
    found = "1 article" if page.total == 1 else f"{page.total:,} articles"
    click.echo(f"{found}, page {page.page} of {max(page.pages, 1):,} ({page.took_ms:.1f} ms)")
    if explain:
        for reading in page.readings:
            _print_pairs("  ", f"{reading.kind}: {reading.text} = {reading.value}")
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
    _print_pairs("    ", day, hit.source, hit.id)
    _print_pairs("    ", ", ".join(hit.codes), "; ".join(hit.districts))
    _print_pairs("    ", _plain(hit.highlights["body"]))
    if explain:
        parts = (f"{name} {score:.3f}" for name, score in hit.score_parts.items())
        _print_pairs("    ", f"score {hit.score:.3f}", *parts, ", ".join(hit.matched))


_MARK = re.compile(r"<(/?)mark>")


def _plain(snippets: Sequence[str]) -> str:
    """Return snippets as text; what matched is bold on a terminal."""
    styled = _MARK.sub(lambda tag: "\x1b[22m" if tag[1] else "\x1b[1m", " ".join(snippets))
    return html.unescape(" ".join(styled.split()))
