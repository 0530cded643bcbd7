"""`index fetch`: its options, its progress, its summary, its exit code."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from indexer import output
from indexer.failures import FAILED, REJECTED
from indexer.fetching.tally import Tally
from indexer.fetching.urls import normal
from indexer.fetching.wish import DELAY, MOST, Wish
from indexer.options import index_option, json_option
from indexer.streams import TEXT

__all__ = ["fetch"]

_OPTIONS = (
    click.argument("urls", nargs=-1, required=True, type=TEXT, metavar="URL..."),
    click.option("--since", type=TEXT, metavar="DATE",
                 help="Only articles from this day on: YYYY-MM-DD, YYYY-MM, YYYY or dd/mm/yyyy."),
    click.option("--max", "most", type=click.IntRange(1),
                 default=MOST, show_default=True, metavar="N",
                 help="Pages of each URL in one run; the next run goes on."),
    click.option("--delay", type=click.FloatRange(0, 3600),
                 default=DELAY, show_default=True, metavar="S",
                 help="Seconds between requests to a host; more if its robots.txt asks for more."),
    click.option("--allow", multiple=True, type=TEXT, metavar="GLOB",
                 help="Only pages whose address or path matches, as in '*/tin-tuc/*'."),
    click.option("--deny", multiple=True, type=TEXT,
                 metavar="GLOB", help="No pages whose address or path matches."),
    click.option("--save", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.warc.gz",
                 help="Also keep the pages as they came, in WARC 1.1; "
                      "what is there already stays."),
    click.option("--private", is_flag=True,
                 help="The hosts named may be at private and loopback addresses."),
    click.option("--prune", is_flag=True, help="Remove articles whose page is gone (404, 410)."),
)  # fmt: skip


def _options(command: Any) -> Any:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@click.command()
@_options
@index_option
@json_option
def fetch(
    urls: tuple[str, ...], location: str, as_json: bool, since: str | None, most: int, delay: float,
    allow: tuple[str, ...], deny: tuple[str, ...], save: Path | None, private: bool, prune: bool,
) -> None:  # fmt: skip
    """Fetch articles from sites into the index.

    URL is a site, a section of one, a sitemap, a feed or a page. A second run asks only for what
    is new or has changed, an interrupted one goes on where it was. robots.txt is obeyed.
    TIMTIN_CONTACT, a web or mail address, tells a site whom to write to.

    \b
    Example:  index fetch https://tin.example.vn/
              index fetch https://tin.example.vn/sitemap.xml --since 2025-01-01 --save tin.warc.gz
    """
    from indexer.fetching import run

    if save and not save.name.endswith(".warc.gz"):
        raise click.UsageError("--save needs a name that ends in .warc.gz")
    if delay != delay:  # NaN is within any range
        raise click.UsageError("--delay needs a number of seconds")
    starts = [_start(url) for url in urls]
    wish = Wish(_day(since), most, allow, deny)
    means = run.Means(delay, private, save, prune, os.environ.get("TIMTIN_CONTACT", ""))
    started = perf_counter()
    with _progress() as seen:
        tally = Tally(output.print_note, seen)
        found = run.fetch(starts, location, wish, means, tally)
    _print_summary(tally, perf_counter() - started, as_json)
    if tally.gone and tally.lost:
        output.print_note("articles of pages that are gone stay in the index; --prune removes them")
    if not found and not tally.resting:
        sys.exit(FAILED)
    if tally.resting or tally.rejected or tally.failed:
        sys.exit(REJECTED)


def _day(text: str | None) -> date | None:
    from corpus.dates import parse_period

    try:
        return parse_period(text)[0] if text else None
    except ValueError as error:
        raise click.UsageError(f"--since: {error}") from None


def _start(url: str) -> str:
    address = normal(url if "://" in url else f"https://{url}")
    if not address:
        raise click.UsageError(f"{url!r} is no address of the web, as https://example.vn/")
    return address


@contextmanager
def _progress() -> Iterator[Callable[[Tally], None]]:
    """Give a function that shows how far a run has come; it does nothing when stderr is no
    terminal."""
    if not sys.stderr.isatty():
        yield lambda tally: None
        return
    started = perf_counter()

    def show(tally: Tally) -> None:
        seconds = perf_counter() - started
        left = max(0, tally.expected - tally.asked) * seconds / max(1, tally.asked)
        rate = tally.asked / seconds if seconds else 0.0
        click.echo(
            f"\r\x1b[K{tally.asked:,} of {max(tally.expected, tally.asked):,} pages, {rate:.1f}/s, "
            f"{_duration(left)} left", nl=False, err=True,
        )  # fmt: skip

    try:
        yield show
    finally:
        click.echo("\r\x1b[K", nl=False, err=True)


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return (
        f"{seconds:.0f} s"
        if seconds < 120
        else f"{minutes} min"
        if minutes < 120
        else f"{minutes / 60:.1f} h"
    )


def _print_summary(tally: Tally, seconds: float, as_json: bool) -> None:
    """Print what a run did; what did not happen and is rare is left out for people, not for
    programs."""
    main = ("fetched", "unchanged", "added", "replaced", "rejected", "refused_by_robots")
    rare = ("gone", "removed", "failed", "passed_over", "older", "left")
    counts = {name: int(getattr(tally, name)) for name in (*main, *rare)}
    if as_json:
        output.print_json({**counts, "resting": tally.resting, "seconds": round(seconds, 3)})
        return
    names = {
        "passed_over": "passed over",
        "older": "older than --since",
        "left": "left for the next run",
    }
    shown = [name for name in counts if name in main or counts[name]]
    click.echo(
        ", ".join(f"{names.get(name, name.replace('_', ' '))} {counts[name]:,}" for name in shown)
    )
