"""Files of articles in any form: a table of readers by file ending, folders walked in a stable
order."""

import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from corpus.article import Article
from corpus.reading.compressed import COMPRESSIONS, open_unpacked
from corpus.reading.json_records import read_json, read_json_lines
from corpus.reading.pages import read_html
from corpus.reading.plain_text import read_text
from corpus.reading.record import Rejection, Unacceptable
from corpus.reading.tables import read_csv

__all__ = ["READERS", "Rejection", "read_articles"]

Outcome = Article | Rejection
Reader = Callable[[BinaryIO, str], Iterator[Outcome]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json,
    ".html": read_html,
    ".htm": read_html,
    ".csv": read_csv,
}
"""File ending -> reader; each ending may be followed by one of `COMPRESSIONS`."""


def read_articles(
    paths: str | Path | Iterable[str | Path],
    on_reject: Callable[[Rejection], None] | None = None,
) -> Iterator[Article]:
    """Yield the articles of files and folders, lazily; "-" is JSONL on standard input.

    Whatever cannot be read goes to `on_reject` (without it: to the log) and is skipped.
    """
    report = on_reject or _log
    for path in [paths] if isinstance(paths, str | Path) else paths:
        found = False
        for outcome in _guarded(_read_path(path), path):
            found = True
            if isinstance(outcome, Article):
                yield outcome
            else:
                report(outcome)
        if not found:
            report(Rejection(str(path), None, "holds no article"))


def _log(rejection: Rejection) -> None:
    logging.getLogger(__name__).warning("%s", rejection)


def _guarded(outcomes: Iterator[Outcome], path: str | Path) -> Iterator[Outcome]:
    try:
        yield from outcomes
    except Unacceptable as error:
        yield Rejection(str(path), None, str(error))
    except OSError as error:
        yield Rejection(str(path), None, f"cannot be read: {error.strerror or error}")


def _read_path(path: str | Path) -> Iterator[Outcome]:
    file = Path(path)
    if str(path) == "-":
        yield from read_json_lines(sys.stdin.buffer, "-")
    elif file.is_dir():
        yield from _read_folder(file)
    elif not file.exists():
        raise Unacceptable("there is no such file or folder")
    elif not file.is_file() or _reader(file) is None:
        raise Unacceptable(
            f"is not one of {' '.join(READERS)}, nor one of these packed as .gz .xz .zst"
        )
    else:
        yield from _read_file(file)


def _reader(path: Path) -> Reader | None:
    ending = path.suffix.lower()
    return READERS.get(path.with_suffix("").suffix.lower() if ending in COMPRESSIONS else ending)


def _read_file(path: Path) -> Iterator[Outcome]:
    if reader := _reader(path):
        with open_unpacked(path) as stream:
            yield from reader(stream, str(path))


def _read_folder(folder: Path) -> Iterator[Outcome]:
    """Read the files under a folder in natural order; hidden ones, links, other endings are passed
    over."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path.is_file():
            yield from _guarded(_read_file(path), path)
            continue
        try:
            waiting += sorted(filter(_is_visible, path.iterdir()), key=_natural, reverse=True)
        except OSError as error:
            yield Rejection(str(path), None, f"cannot be read: {error.strerror}")


def _is_visible(path: Path) -> bool:
    return (
        not path.name.startswith(".")
        and not path.is_symlink()
        and (path.is_dir() or path.is_file())
    )


def _natural(path: Path) -> list[tuple[int, int, str]]:
    parts = re.findall(r"[0-9]+|[^0-9]+", path.name)
    return [(0, int(part), part) if part.isdecimal() else (1, 0, part) for part in parts]
