"""`index serve`: the page and the API over the index."""

import sys
from functools import partial

import click

from indexer.failures import INTERRUPTED, WrongSetting
from indexer.options import index_option
from search import open_engine
from search.opening import shown_location

__all__ = ["serve"]


@click.command()
@index_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=5000,
    show_default=True,
    help="0 takes any free port.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    metavar="N",
    help="Processes that answer.  [default: cores, at most 4]",
)
def serve(location: str, host: str, port: int, workers: int | None) -> None:
    """Serve the web page and the JSON API until Ctrl-C or SIGTERM.

    Settings (TIMTIN_HOSTS, TIMTIN_PROXIES, TIMTIN_LOG ...) come from the environment; see
    docs/API.md.

    \b
    Example:  index serve --port 8000
    """
    from indexer.serving import count_together, default_workers, serve_until_stopped

    count_together()
    from webui import create_app, warm_up

    open_engine(location).close()

    def announce(host: str, port: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        click.echo(
            f"timtin serves {shown_location(location)} on http://{shown}:{port} (Ctrl-C ends it)"
        )

    try:
        app = create_app(location)
    except ValueError as error:
        raise WrongSetting(str(error)) from None
    try:
        number = serve_until_stopped(
            app, host, port, announce, workers or default_workers(), partial(warm_up, app)
        )
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (while")[0]
        raise click.ClickException(
            f"cannot listen on {host}, port {port} ({reason}); choose with --host and --port"
        ) from None
    if number.name == "SIGINT":
        sys.exit(INTERRUPTED)
