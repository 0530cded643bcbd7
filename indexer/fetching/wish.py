"""What the user wants of a site."""

from dataclasses import dataclass
from datetime import date

from indexer.fetching.urls import is_wanted

__all__ = ["DELAY", "MOST", "Wish"]

MOST = 1_000
"""Pages of one run."""

DELAY = 2.0
"""Seconds between two requests to a host whose robots.txt names none."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Articles from a day on, at most so many pages a run, of which addresses (see
    `urls.is_wanted`)."""

    since: date | None = None
    most: int = MOST
    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()

    def wants(self, url: str) -> bool:
        """Say whether a page may be asked for."""
        return is_wanted(url, self.allow, self.deny)

    def denies(self, url: str) -> bool:
        """Say whether not even links or lists there are of interest."""
        return not is_wanted(url, (), self.deny)

    def is_older(self, time: str) -> bool:
        """Say whether an ISO time, "" when unknown, is before the first day wanted."""
        return bool(time and self.since and date.fromisoformat(time[:10]) < self.since)
