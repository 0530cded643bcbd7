"""Commands about an index as it stands: its articles one by one, its state, its size."""

import sys
from collections.abc import Iterable

import click

from corpus.reading.record import exported
from indexer import output
from indexer.failures import UNUSABLE
from indexer.options import index_option, json_option, ndjson_option
from indexer.streams import TEXT
from search import open_engine
from search.answer.presentation import article_record, status_record
from search.opening import check_index, index_status, open_writer, stored_articles

__all__ = ["check", "compact", "export", "remove", "show", "status"]


@click.command()
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


@click.command()
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


@click.command()
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


@click.command()
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


@click.command()
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


@click.command()
@index_option
@ndjson_option
def export(location: str, as_json: bool) -> None:
    """Print every stored article as a line of JSON, which `index add` reads back.

    \b
    Example:  index export | xz > articles.jsonl.xz
    """
    for article in stored_articles(location):
        output.print_json(exported(article))
