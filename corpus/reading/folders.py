"""Which files under a folder are read, in natural order, and why the others are passed over."""

import json
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from corpus.reading.outcomes import PASSED, Note, Rejection

__all__ = ["EMPTY", "files_under", "passed_in_archive"]

EMPTY = "empty folder"
"""What is no mistake when it is named: an inbox that waits."""

_PROGRAMS = frozenset({"node_modules", "__pycache__", "__MACOSX"})


def files_under(folder: Path) -> Iterator[Path | Note | Rejection]:
    """Yield the files under a folder in natural order, a note for each entry passed over: hidden
    ones, links and what a program keeps."""
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if path.is_file():
            yield path
            continue
        try:
            entries = sorted(path.iterdir(), key=_natural, reverse=True)
        except OSError as error:
            yield Rejection(str(path), None, f"cannot be read: {error.strerror}")
            continue
        if not entries and path == folder:
            yield Note(str(path), None, PASSED, "", EMPTY)
        for entry in entries:
            if reason := _passed_over(entry, path, folder):
                yield Note(str(entry), None, PASSED, "", reason)
            else:
                waiting.append(entry)


def _passed_over(entry: Path, parent: Path, folder: Path) -> str:
    """Return why an entry of a folder is not looked into, "" when it is."""
    if entry.is_symlink():
        return "links"
    if entry.name.startswith("."):
        return "hidden files"
    if entry.is_file():
        return ""
    if not entry.is_dir():
        return "neither files nor folders"
    if entry.name in _PROGRAMS or _is_index(entry):
        return "folders of programs"
    page = entry.name.removesuffix("_files").removesuffix(".files")
    saved = page != entry.name and any((parent / f"{page}{end}").exists() for end in _SAVED)
    return "folders of saved pages" if saved else ""


def passed_in_archive(name: str, names: Collection[str]) -> str:
    """Return why a member of an archive of such names is not looked into, "" when it is: what a
    folder would pass over."""
    parts = name.split("/")
    if _PROGRAMS.intersection(parts[:-1]):
        return "folders of programs"
    if any(part.startswith(".") and part != "." for part in parts):
        return "hidden files"
    for at, part in enumerate(parts[:-1]):
        page = "/".join([*parts[:at], part.removesuffix("_files").removesuffix(".files")])
        if page != "/".join(parts[: at + 1]) and any(page + end in names for end in _SAVED):
            return "folders of saved pages"
    return ""


_SAVED = (".html", ".htm", ".mhtml")


def _is_index(folder: Path) -> bool:
    """Say whether a folder holds an index of timtin."""
    path = folder / "manifest.json"
    if path.is_symlink() or not path.is_file():  # a pipe would be waited for
        return False
    try:
        with path.open("rb") as file:
            manifest = json.loads(file.read(1_000_000))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(manifest, dict) and {"segments", "schema"} <= manifest.keys()


def _natural(path: Path) -> list[tuple[int, int, str]]:
    parts = re.findall(r"[0-9]+|[^0-9]+", path.name)
    return [(0, int(part), part) if part.isdecimal() else (1, 0, part) for part in parts]
