"""Sitemaps and feeds of one site: read when they may have changed, their pages noted with the times
they say."""

from dataclasses import replace

from indexer.fetching import listings
from indexer.fetching.client import Answer
from indexer.fetching.failures import PageFailed, RobotsRefused
from indexer.fetching.listings import Listed, read_listing
from indexer.fetching.state import State
from indexer.fetching.taking import conditions
from indexer.fetching.tally import Tally
from indexer.fetching.urls import normal, site_of
from indexer.fetching.visitor import Visitor
from indexer.fetching.wish import Wish

__all__ = ["Finding"]

MOST_LISTS = 500
"""Sitemaps and feeds that are read in one run."""

DEEPEST = 5
"""Indexes of sitemaps within each other."""


class Finding:
    """Reads the lists of the site that `start` is on."""

    def __init__(
        self, start: str, visitor: Visitor, state: State, tally: Tally, wish: Wish
    ) -> None:
        self._start = start
        self._visitor = visitor
        self._state = state
        self._tally = tally
        self._wish = wish
        self._met: set[str] = set()
        self._lists_read = 0

    def read(self, url: str, parent: str = "", changed: str = "", depth: int = 0) -> bool:
        """Read a sitemap or feed, and those it names unless they are known as they are; False when
        it is none."""
        if not self._may_read(url):
            return False
        self._met.add(url)
        seen = self._state.list_seen(self._start, url)
        if seen and changed and seen["changed"] == changed:
            return True
        self._lists_read += 1
        try:
            answer = self._visitor.visit(url, listings.LIMIT, conditions(seen))
            if answer.status == 304:
                self._read_below(url, self._state.lists_below(self._start, url), depth)
                return True
            if answer.status == 200 and self.keep(replace(answer, url=url), parent, changed, depth):
                return True
        except RobotsRefused as refusal:
            return self._miss(url, str(refusal), told=False)
        except PageFailed as failure:
            return self._miss(url, str(failure), told=True)
        what = "no sitemap, no feed" if answer.status == 200 else f"answered {answer.status}"
        return self._miss(url, what, told=answer.status not in (200, 404, 410))

    def _miss(self, url: str, what: str, *, told: bool) -> bool:
        self._tally.tried.append(f"{url} ({what})")
        if told:
            self._tally.failed += 1
            self._tally.note("lists failed", f"{url}: {what}; the next run asks again")
        return False

    def _may_read(self, url: str) -> bool:
        if not url or url in self._met or self._wish.denies(url):
            return False
        if site_of(url) != site_of(self._start):
            self._tally.note(
                "on another site", f"{url}: is on another site; give its address to fetch it"
            )
            return False
        if self._lists_read == MOST_LISTS:
            self._tally.note(
                "too many", f"{url}: over {MOST_LISTS} sitemaps; give its address to fetch it"
            )
        return self._lists_read < MOST_LISTS

    def keep(self, answer: Answer, parent: str = "", changed: str = "", depth: int = 0) -> bool:
        """Take note of what a list names; False when the answer is no list."""
        listing = read_listing(answer.body)
        if listing is None:
            return False
        kind = "feed" if listing.is_feed else "sitemap"
        self._met.add(answer.url)
        own = self._own(listing.pages, answer.url)
        below = [Listed(normal(one.url, answer.url), one.changed) for one in listing.lists]
        self._tally.tried.append(f"{answer.url} ({kind} of {len(own) + len(below):,})")
        whole = self._read_below(answer.url, below, depth)
        seen = {  # without its validators a list is read again, with what is missing below it
            "etag": answer.headers.get("etag", "") if whole else "",
            "modified": answer.headers.get("last-modified", "") if whole else "",
            "changed": changed if whole else "",
            "kind": kind,
        }
        self._state.keep_list(self._start, answer.url, parent, seen, own)
        return True

    def _read_below(self, url: str, lists: list[Listed], depth: int) -> bool:
        """Read the lists that a list names, the newest first; say whether none is missing."""
        wanted = [one for one in lists if depth < DEEPEST and not self._wish.is_older(one.changed)]
        wanted.sort(key=lambda one: one.changed, reverse=True)
        read = [self.read(one.url, url, one.changed, depth + 1) for one in wanted]
        return len(wanted) == len(lists) and all(read)

    def _own(self, listed: tuple[Listed, ...], base: str) -> list[Listed]:
        """Return the pages that are on this site."""
        found = [Listed(normal(page.url, base), page.changed) for page in listed]
        own = [page for page in found if page.url and site_of(page.url) == site_of(self._start)]
        if strange := len(found) - len(own):
            self._tally.note(
                "elsewhere", f"{base}: {strange:,} pages are on other sites and passed over"
            )
        return own
