"""What goes in and out of a command as text: arguments that are text, output in UTF-8 whatever the
system prefers."""

import sys
from io import TextIOWrapper
from typing import Any

import click

__all__ = ["TEXT", "open_streams"]


def open_streams() -> None:
    """Write UTF-8 to files and pipes; on a terminal of another encoding escape what that does not
    hold."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


class _Text(click.types.StringParamType):
    """A text; bytes that are none, which Python hides in lone surrogates, are a usage error."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        text = super().convert(value, param, ctx)
        if any("\ud800" <= char <= "\udfff" for char in text):
            self.fail(f"{text[:40]!a} is no text; write it in UTF-8", param, ctx)
        return text


TEXT = _Text()
