"""The names of sites, kept beside the index: the articles of one site have one source, whichever
run brought them."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from corpus.reading.sites import Sites
from search.beside import SITES, beside
from search.errors import SearchError

__all__ = ["known_sites"]


def known_sites(location: str | Path, *, keep: bool = True) -> Sites:
    """Return the names that sites have in an index; with `keep` those that come are kept for later
    runs. Raises `SearchError` when the file of names is spoiled."""
    path = beside(location, SITES)
    if not keep:
        return Sites(_read(path))

    def write(names: Mapping[str, str]) -> None:
        with suppress(OSError):  # names of this run all the same; the index itself may be elsewhere
            _write(path, {**names, **_read(path)})

    return Sites(_read(path), write)


def _read(path: Path) -> dict[str, str]:
    try:
        names = json.loads(path.read_bytes())
    except OSError:
        return {}
    except (ValueError, RecursionError):
        names = None
    if not isinstance(names, dict) or not all(isinstance(name, str) for name in names.values()):
        raise SearchError(f"{path} does not hold the names of sites; mend or remove it")
    return names


def _write(path: Path, names: Mapping[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".tmp")
    partial.write_text(json.dumps(names, ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
    partial.replace(path)
