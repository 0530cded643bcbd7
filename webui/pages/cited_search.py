"""A search as it is cited: the address names the snapshot, and a later visit says what has changed
since."""

import re
from datetime import date
from typing import NamedTuple

from search.engine import Engine
from search.model import SearchPage
from webui.links import Link, Links
from webui.texts import Texts

__all__ = ["CITED", "Since", "address", "since"]

CITED = "cited"
"""The parameter: snapshot, number of articles and day, parted by dots."""

# "c3ab8ff13720e8ad.212.20261126"
_FORM = re.compile(r"(?P<snapshot>[^.]{1,80})\.(?P<total>[0-9]{1,9})\.(?P<day>[0-9]{8})")


class Since(NamedTuple):
    """What was cited and what there is now, and the way to what was published since."""

    text: str
    newer: Link | None


def address(page: SearchPage, links: Links, today: date) -> str:
    """Return the address under which a search is cited."""
    snapshot = page.snapshot.replace(".", "-")
    return links.put(**{CITED: f"{snapshot}.{page.total}.{today:%Y%m%d}"})


def since(cited: str, page: SearchPage, engine: Engine, links: Links, t: Texts) -> Since | None:
    """Return what to say to somebody who follows a citation; None for an address that cites
    nothing."""
    found = _FORM.fullmatch(cited)
    day = _day(found["day"]) if found else None
    if not found or day is None:
        return None
    said = {"day": t.day(day), "n": int(found["total"])}
    if found["snapshot"] == page.snapshot.replace(".", "-"):
        return Since(t("cited.same", **said), None)
    return Since(
        t("cited.changed", now=t.number(page.total), **said), _newer(page, engine, day, links, t)
    )


def _newer(page: SearchPage, engine: Engine, day: date, links: Links, t: Texts) -> Link | None:
    request = page.request
    if request.date_from and request.date_from >= day:
        return None
    if request.date_to and request.date_to < day:
        return None
    total = engine.search(request.with_(date_from=day, per_page=1)).total
    href = links.put(from_=day.isoformat(), sort="newest")
    return Link(t("cited.newer", n=total, day=t.day(day)), href) if total else None


def _day(digits: str) -> date | None:
    try:
        return date.fromisoformat(digits)
    except ValueError:
        return None
