"""The `index` command: from articles to an index, and from an index to a terminal, a pipe or a
browser."""

import sys
from collections.abc import Callable, Iterable
from typing import Any

import click

from corpus import read_articles
from corpus.reading.record import exported
from indexer import output
from indexer.account import Account
from indexer.add_command import add
from indexer.documents_command import cite_check, documents
from indexer.failures import FAILED, REJECTED, UNUSABLE, CommandGroup
from indexer.fetch_command import fetch_options, run_fetch
from indexer.options import index_option, json_option, ndjson_option
from indexer.search_command import search
from indexer.serve_command import serve
from indexer.streams import TEXT
from search import open_engine
from search.answer.presentation import article_record, status_record
from search.opening import check_index, index_status, open_writer, stored_articles

__all__ = ["cli"]


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="timtin")
def cli() -> None:
    """Index Vietnamese party news and search it.

    \b
    Example:  index add articles.jsonl.xz
              index search "chỉ thị 05-CT/TW"
              index serve
    """


cli.add_command(add)
cli.add_command(documents)
cli.add_command(cite_check)
cli.add_command(search)
cli.add_command(serve)


@cli.command()
@fetch_options
@index_option
@json_option
def fetch(**given: Any) -> None:
    """Fetch articles from sites into the index.

    URL is a site, a section of one, a sitemap, a feed or a page. A second run asks only for what
    is new or has changed, an interrupted one goes on where it was. robots.txt is obeyed.
    TIMTIN_CONTACT, a web or mail address, tells a site whom to write to.

    \b
    Example:  index fetch https://tin.example.vn/
              index fetch https://tin.example.vn/sitemap.xml --since 2025-01-01 --save tin.warc.gz
    """
    run_fetch(**given)


@cli.command()
@click.argument("ids", nargs=-1, required=True, type=TEXT, metavar="ID...")
@index_option
def remove(ids: tuple[str, ...], location: str) -> None:
    """Take articles out of the index; `index compact` erases their text from disk as well.

    \b
    Example:  index remove 2835658eafa791a6
    """
    index_status(location)
    with open_writer(location) as writer:
        unknown = [id for id in dict.fromkeys(ids) if not writer.remove(id)]
        writer.commit()
    click.echo(f"removed {len(set(ids)) - len(unknown):,}")
    if unknown:
        _fail_unknown(unknown)


def _fail_unknown(ids: Iterable[str]) -> None:
    raise click.ClickException(
        f"no article has the id {', '.join(map(repr, ids))}; `index search` lists ids"
    )


@cli.command()
@click.argument("id", type=TEXT)
@index_option
@json_option
def show(id: str, location: str, as_json: bool) -> None:
    """Print an article with what was found in it.

    \b
    Example:  index show 2835658eafa791a6 --json
    """
    document = open_engine(location).article(id)
    if document is None:
        _fail_unknown([id])
    elif as_json:
        output.print_json(article_record(document))
    else:
        output.print_article(document)


@cli.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--explain",
    is_flag=True,
    help="Print every mention with its sentence and the rule that decided.",
)
@ndjson_option
def extract(paths: tuple[str, ...], explain: bool, as_json: bool) -> None:
    """Print the codes, places and dates found in articles, one JSON object an article; needs no
    index.

    \b
    Example:  index extract articles.jsonl | head -1
    """
    from corpus.extraction import explain_record, extract, extraction_record

    record: Callable[[Any], dict[str, Any]] = explain_record if explain else extraction_record
    account = Account(output.print_note)
    found = False
    for article in read_articles(paths, account.reject, account.note):
        found = True
        output.print_json(record(extract(article)))
    account.close()
    if not found:
        sys.exit(FAILED)
    if account.told().rejected:
        sys.exit(REJECTED)


@cli.command()
@index_option
@json_option
def status(location: str, as_json: bool) -> None:
    """Say how large the index is, how old, and whether it can be used.

    \b
    Example:  index status --json
    """
    found = index_status(location)
    if as_json:
        output.print_json(status_record(found))
    else:
        output.print_status(found)
    if found.state != "ok":
        click.echo(
            f"Error: the index is {found.state}: {found.detail or 'run `index add --rebuild`'}",
            err=True,
        )
        sys.exit(UNUSABLE)


@cli.command()
@click.option(
    "--deep", is_flag=True, help="Also compare checksums and recompute what is stored twice."
)
@index_option
@json_option
def check(location: str, deep: bool, as_json: bool) -> None:
    """Look for damage in the index, a line each.

    \b
    Example:  index check --deep
    """
    problems = check_index(location, deep=deep)
    if as_json:
        output.print_json({"ok": not problems, "problems": problems})
    else:
        click.echo("\n".join(problems or ["the index is sound"]))
    if problems:
        click.echo("Error: the index is damaged; run `index add --rebuild`", err=True)
        sys.exit(UNUSABLE)


@cli.command()
@index_option
def compact(location: str) -> None:
    """Merge the index to one segment, and erase removed and replaced articles from disk.

    \b
    Example:  index compact
    """
    before = index_status(location)
    with open_writer(location) as writer:
        writer.compact()
    after = index_status(location)
    click.echo(
        f"{before.size_bytes / 10**6:,.1f} MB before, {after.size_bytes / 10**6:,.1f} MB now"
    )


@cli.command()
@index_option
@ndjson_option
def export(location: str, as_json: bool) -> None:
    """Print every stored article as a line of JSON, which `index add` reads back.

    \b
    Example:  index export | xz > articles.jsonl.xz
    """
    for article in stored_articles(location):
        output.print_json(exported(article))
