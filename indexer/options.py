"""Options that several commands share."""

import click

__all__ = ["index_option", "json_option", "ndjson_option"]

index_option = click.option(
    "--index",
    "location",
    envvar="TIMTIN_INDEX",
    default="var/index",
    metavar="DIR|URL",
    show_default=True,
    show_envvar=True,
    help="The index folder, or the address of an OpenSearch cluster.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
ndjson_option = click.option(
    "--json", "as_json", is_flag=True, help="The default: the output is NDJSON."
)
