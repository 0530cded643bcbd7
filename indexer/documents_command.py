"""`index documents` and `index cite-check`: documents as a list, and those that a text cites."""

import sys

import click
import msgspec

from corpus import read_articles
from indexer import output
from indexer.account import Account
from indexer.failures import FAILED, REJECTED
from indexer.options import index_option, json_option
from indexer.streams import TEXT
from search import SearchRequest, open_engine
from search.answer.cite_check import check_citations
from search.answer.document_list import list_documents

__all__ = ["cite_check", "documents"]


@click.command()
@click.argument("query", type=TEXT, default="")
@index_option
@json_option
def documents(query: str, location: str, as_json: bool) -> None:
    """List the documents that articles name: all, or those that QUERY means, those of most articles
    first.

    \b
    Example:  index documents "chỉ thị 05"
              index documents --json | jq .total
    """
    found = list_documents(open_engine(location), SearchRequest(q=query), count=sys.maxsize)
    if as_json:
        output.print_json(msgspec.to_builtins(found))
        return
    for one in found.documents:
        output.print_line(f"{one.articles:7,}  {one.name}  {one.place}  {one.period}")
    click.echo(f"{found.total:,} document{'' if found.total == 1 else 's'}")


@click.command("cite-check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@index_option
@json_option
def cite_check(file: str, location: str, as_json: bool) -> None:
    """Check the document codes that FILE cites: those that cannot be, that no article names, that
    were replaced, that several documents have.

    Ends with 3 when something was found.

    \b
    Example:  index cite-check draft.txt
    """
    account = Account(output.print_note)
    engine, doubtful, read = open_engine(location), False, False
    for article in read_articles([file], account.reject, account.note):
        read = True
        for doubt in check_citations(engine, article.text):
            doubtful = True
            if as_json:
                output.print_json({"id": article.id} | msgspec.to_builtins(doubt))
            else:
                maybe = f" (known: {', '.join(doubt.suggestions)})" if doubt.suggestions else ""
                output.print_line(f"{doubt.printed}: {doubt.reason}{maybe}")
    account.close()
    if not read:
        sys.exit(FAILED)
    if doubtful or account.told().rejected:
        sys.exit(REJECTED)
