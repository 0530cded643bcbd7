"""Where files stand that belong to an index and are no part of it: beside its folder.

For an index on a cluster, or when `TIMTIN_STATE` names a folder, they stand in that folder (for a
cluster else in var/), under a name made of the index's place.
"""

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

from search.opening import shown_location

__all__ = ["FETCHED", "SITES", "STATE", "beside", "last_fetch"]

STATE = ".fetch"
"""What `index fetch` knows of the pages it has seen."""

FETCHED = ".fetched"
"""When it last ended well."""

SITES = ".sites"
"""By which name the articles of each site go."""


def beside(location: str | Path, ending: str) -> Path:
    """Return the path of such a file: var/index.fetch for ".fetch" and the index var/index."""
    shown, chosen = shown_location(location), os.environ.get("TIMTIN_STATE")
    if shown.startswith(("http://", "https://")):
        return Path(chosen or "var") / f"{_name(shown.partition('://')[2])}{ending}"
    folder = Path(shown).resolve()
    if chosen:
        return Path(chosen) / f"{_name(str(folder))}{ending}"
    return folder.with_name(folder.name + ending)


def _name(place: str) -> str:
    return re.sub(r"[^0-9A-Za-z_]+", "-", place).strip("-")


def last_fetch(location: str | Path) -> datetime | None:
    """Return when articles were last fetched well from a site, None when they never were."""
    try:
        moment = datetime.fromisoformat(
            json.loads(beside(location, FETCHED).read_bytes())["finished"]
        )
    except (OSError, KeyError, TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
