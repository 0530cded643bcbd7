"""`index add`: files into the index, everything in them accounted for."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import count
from time import monotonic, sleep

import click

from corpus import Article, read_articles
from corpus.reading import Rejection, Settings
from corpus.reading.encodings import check_encoding
from corpus.reading.field_names import NAMES, parse_map
from indexer import output
from indexer.account import Account
from indexer.failures import FAILED, REJECTED
from indexer.ingest_output import print_read, print_summary, progress_line
from indexer.options import index_option, json_option
from indexer.pipeline import Summary, ingest_articles
from indexer.sites import known_sites
from indexer.streams import TEXT
from search.engine import Writer
from search.errors import Busy
from search.opening import index_status, open_writer, stored_articles

__all__ = ["add"]

RETRY = 0.5
"""Seconds between two looks whether another writer has ended."""

SHOWN = 3
"""Articles that --dry-run prints when it is given no number."""


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...")
@index_option
@click.option(
    "--map",
    "mapped",
    type=TEXT,
    multiple=True,
    metavar="FIELD=NAME",
    help="Take a field from another name (body=noi_dung, source=site.name); repeatable. "
    f"Fields: {' '.join(NAMES)}. Usual names are known: see docs/INPUT.md.",
)
@click.option(
    "--records",
    type=TEXT,
    default="",
    metavar="PATH",
    help="Where the list of articles sits in a JSON object: data.items.",
)
@click.option(
    "--encoding",
    type=TEXT,
    default="",
    metavar="NAME",
    help="windows-1258, tcvn3, vni, utf-16 ... for files that are not UTF-8.",
)
@click.option(
    "--source", type=TEXT, default="", metavar="NAME", help="The source of all these articles."
)
@click.option(
    "--dry-run",
    is_flag=False,
    flag_value=str(SHOWN),
    metavar="[N]",
    help=(
        f"Print the first N articles ({SHOWN}) as they "
        "would be read and the account; change nothing."
    ),
)
@click.option("--strict", is_flag=True, help="Refuse an article whose day cannot be read.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=os.cpu_count,
    show_default="cores",
    metavar="N",
    help="Worker processes.",
)
@click.option(
    "--memory",
    type=click.IntRange(16),
    default=512,
    show_default=True,
    metavar="MB",
    help="Memory in which the index is built before it goes to disk.",
)
@click.option(
    "--commit-every",
    type=click.IntRange(1),
    metavar="N",
    help="Make articles searchable about every N, not only at the end.",
)
@click.option(
    "--wait",
    type=click.IntRange(0, 86_400),
    default=0,
    metavar="SECONDS",
    help="Wait so long for another writer to end, as from cron.  [default: 0]",
)
@click.option(
    "--rebuild",
    is_flag=True,
    help="Build anew, from PATH or the stored articles; the old index serves to the end.",
)
@json_option
def add(
    paths: tuple[str, ...],
    location: str,
    mapped: tuple[str, ...],
    records: str,
    encoding: str,
    source: str,
    dry_run: str | None,
    strict: bool,
    jobs: int,
    memory: int,
    commit_every: int | None,
    wait: int,
    rebuild: bool,
    as_json: bool,
) -> None:
    """Read articles from files, folders or "-" (JSON lines on standard input) into the index.

    Reads .txt .jsonl .json .csv .tsv .xlsx .html .mhtml .xml (feeds, WordPress exports) .warc .docx
    .pdf and .zip, most also packed as .gz .xz .zst; a file without a known ending is judged by its
    first bytes. An article with the id of another replaces it; unchanged ones are skipped.
    Everything that does not go in is told.

    \b
    Example:  index add articles.jsonl.xz pages/ --commit-every 10000
              index add --dry-run tin.csv --map body=noi_dung_chinh
              index add --rebuild
    """
    if dry_run is not None and not dry_run.isdecimal():  # what followed was no number but a path
        paths, dry_run = (dry_run, *paths), str(SHOWN)
    if not paths and not rebuild:
        raise click.UsageError("name files or folders to add, or give --rebuild")
    sites = known_sites(location, keep=dry_run is None)
    settings = replace(_settings(mapped, records, encoding, source, strict), sites=sites)
    account = Account(output.print_note)
    if dry_run is not None:
        _end(_shown(paths, settings, account, int(dry_run), as_json), as_json)
        return
    if rebuild and commit_every:
        click.echo(
            "--rebuild commits once, when the new index is complete; --commit-every is left aside",
            err=True,
        )
    if not paths:
        index_status(location)
    with (
        progress_line() as progress,
        _writer(location, memory, rebuild, wait) as writer,
    ):
        articles = _read(paths, settings, account) if paths else stored_articles(location)
        done = ingest_articles(
            articles,
            writer,
            jobs=jobs,
            commit_every=None if rebuild else commit_every,
            progress=progress,
        )
        if not paths:
            writer.commit()  # also of an index without articles
    for id, reason in writer.counts.refused:
        account.reject(Rejection(f"article {id}", None, f"the index refused it: {reason}"))
    account.close()
    _end(done.with_account(account.told()), as_json, read=bool(paths))


def _writer(location: str, memory: int, rebuild: bool, wait: int) -> Writer:
    """Open the index for writing; another writer is waited for, for some seconds."""
    until = monotonic() + wait
    while True:
        try:
            return open_writer(location, memory_mb=memory, rebuild=rebuild)
        except Busy:
            if (left := until - monotonic()) <= 0:
                raise
        sleep(min(left, RETRY))


def _settings(
    mapped: Iterable[str], records: str, encoding: str, source: str, strict: bool
) -> Settings:
    try:
        names = parse_map(mapped)
        encoding = check_encoding(encoding) if encoding else ""
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    return Settings(encoding, names, records, " ".join(source.split()), strict)


def _read(paths: Iterable[str], settings: Settings, account: Account) -> Iterator[Article]:
    try:
        yield from read_articles(paths, account.reject, account.note, settings)
    finally:
        account.close()


def _shown(
    paths: Iterable[str], settings: Settings, account: Account, number: int, as_json: bool
) -> Summary:
    """Print some articles as they are read; return the account of all, in which none is added."""
    read = 0
    for read, article in zip(count(1), _read(paths, settings, account), strict=False):
        if read <= number:
            print_read(article, as_json)
    return Summary(0, 0, 0, 0, 0.0, read=read).with_account(account.told())


def _end(summary: Summary, as_json: bool, read: bool = True) -> None:
    print_summary(summary, as_json)
    if read and not summary.accepted and summary.rejected:
        sys.exit(FAILED)
    if summary.rejected or summary.told.days_not_read:
        sys.exit(REJECTED)
