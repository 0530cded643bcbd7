"""`index extract`: what is found in articles, without an index."""

import sys
from collections.abc import Callable
from typing import Any

import click

from corpus import extraction, read_articles
from indexer import output
from indexer.account import Account
from indexer.failures import FAILED, REJECTED
from indexer.options import ndjson_option

__all__ = ["extract"]


@click.command()
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
    record: Callable[[Any], dict[str, Any]] = (
        extraction.explain_record if explain else extraction.extraction_record
    )
    account = Account(output.print_note)
    found = False
    for article in read_articles(paths, account.reject, account.note):
        found = True
        output.print_json(record(extraction.extract(article)))
    account.close()
    if not found:
        sys.exit(FAILED)
    if account.told().rejected:
        sys.exit(REJECTED)
