"""The `index` command: from articles to an index, and from an index to a terminal, a pipe or a
browser.

A command is a module, imported when it is asked for: a search waits neither for what reads files
nor for what serves pages.
"""

from collections.abc import Mapping
from importlib import import_module

import click

from indexer.failures import CommandGroup

__all__ = ["cli"]

_HOMES: Mapping[str, str] = {
    "add": "add_command",
    "check": "index_commands",
    "cite-check": "documents_command",
    "compact": "index_commands",
    "documents": "documents_command",
    "export": "index_commands",
    "extract": "extract_command",
    "fetch": "fetch_command",
    "remove": "index_commands",
    "search": "search_command",
    "serve": "serve_command",
    "show": "index_commands",
    "status": "index_commands",
}
"""Command -> its module, which has it by its own name."""


class _Commands(CommandGroup):
    """The commands of `_HOMES`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names."""
        return sorted(_HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command, None when there is no such command."""
        home = _HOMES.get(cmd_name)
        if home is None:
            return None
        command: click.Command = getattr(
            import_module(f"indexer.{home}"), cmd_name.replace("-", "_")
        )
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="timtin")
def cli() -> None:
    """Index Vietnamese party news and search it.

    \b
    Example:  index add articles.jsonl.xz
              index search "chỉ thị 05-CT/TW"
              index serve
    """
