"""`index search`: a query and its filters, answered in a terminal or as JSON."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import click

from corpus.dates import parse_period
from indexer import output
from indexer.options import index_option, json_option
from indexer.streams import TEXT
from search import SearchRequest, open_engine
from search.answer.presentation import page_record, query_string
from search.errors import QueryError
from search.facets import FACETS
from search.request import SORTS
from search.written_values import whole_value

__all__ = ["search"]


def _facet_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each facet; their values come as attributes of a request, each
    in full."""
    for facet in reversed([*FACETS.values()]):
        command = click.option(
            f"--{facet.name}",
            facet.attribute,
            type=TEXT,
            multiple=True,
            callback=partial(_whole_values, facet.name),
            metavar="VALUE",
            help=f'Only with this {facet.name}, as in "{facet.example}".',
        )(command)
    return command


def _whole_values(
    facet: str, _context: click.Context, _option: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(whole_value(facet, value) for value in values)


@click.command()
@click.argument("query", type=TEXT)
@index_option
@_facet_options
@click.option(
    "--from",
    "date_from",
    metavar="DATE",
    help="First day: YYYY-MM-DD, YYYY-MM, YYYY or dd/mm/yyyy.",
)
@click.option("--to", "date_to", metavar="DATE", help="Last day, in the same forms.")
@click.option("--sort", type=click.Choice(SORTS), default="relevance", show_default=True)
@click.option("--page", type=click.IntRange(1), default=1, show_default=True)
@click.option(
    "--explain", is_flag=True, help="Say how the query was read and where each score comes from."
)
@json_option
def search(
    query: str,
    location: str,
    date_from: str | None,
    date_to: str | None,
    sort: str,
    page: int,
    explain: bool,
    as_json: bool,
    **choices: Any,
) -> None:
    """Search the index; an option given more than once means either. Put -- before a query that
    begins with -.

    \b
    Example:  index search "tuyên giáo" --district "Quận 1, Thành phố Hồ Chí Minh" --from 2025
    """
    request = SearchRequest(
        q=query,
        **choices,
        sort=sort,
        page=page,
        explain=explain,
        date_from=_day("from", date_from, 0),
        date_to=_day("to", date_to, 1),
    )
    engine = open_engine(location)
    found = engine.search(request)
    if (status := engine.status()).state != "ok":
        click.echo(f"Warning: {status.detail}", err=True)
    if as_json:
        output.print_json(page_record(found, query_string(found.next) if found.next else None))
    else:
        output.print_page(found, explain)


def _day(name: str, text: str | None, end: int) -> date | None:
    try:
        return parse_period(text)[end] if text else None
    except ValueError as error:
        raise QueryError(
            name, f"--{name}: {error}; write YYYY-MM-DD, YYYY-MM, YYYY or dd/mm/yyyy"
        ) from None
