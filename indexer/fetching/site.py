"""One address that the user gave, site, sitemap, feed or page, until nothing is left to ask for."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from indexer.fetching.client import Answer
from indexer.fetching.finding import Finding
from indexer.fetching.links import feeds_of, links_of
from indexer.fetching.listings import Listed
from indexer.fetching.state import Page
from indexer.fetching.taking import Taking
from indexer.fetching.urls import normal
from indexer.fetching.walk import Walk

__all__ = ["Site"]

SITEMAPS = ("/sitemap.xml", "/sitemap_index.xml")
"""Where a sitemap is looked for when robots.txt names none."""

WALKED = "walk"
"""The list under which it is noted that a walk came to its end."""


class Site:
    """Finds the pages of one address and takes them, newest first; everything is kept as it
    comes."""

    def __init__(self, start: str, taking: Taking) -> None:
        self._start = start
        self._taking = taking
        self._visitor = taking.visitor
        self._state = taking.state
        self._tally = taking.tally
        self._finding = Finding(start, taking.visitor, taking.state, taking.tally, taking.wish)
        self._led: list[tuple[str, list[str]]] = []
        """Pages that hold no article, with their links."""

    def run(self) -> None:
        """Do it all. Raises `HostResting` when the host wants no more, `PageFailed` when it cannot
        be reached."""
        status = self._visitor.learn_rules()
        self._tally.tried.append(f"robots.txt ({status or 'leads nowhere'})")
        parts = urlsplit(self._start)
        if parts.path == "/" and not parts.query:
            self._take_site()
        else:
            self._take_address()

    def _take_site(self) -> None:
        base = self._visitor.base
        named = [normal(url) for url in self._visitor.rules.sitemaps(base)]
        for url in named or [base + path for path in SITEMAPS]:
            if self._finding.read(url) and not named:
                break
        listed = self._listed("sitemap")
        self._take_all(listed)
        if self._holds_articles(listed):
            self._take_all(self._state.pages(self._start))
        else:
            self._take_front(self._state.page(self._start, self._start))

    def _listed(self, kind: str) -> list[Page]:
        """Return the pages that lists of a kind name."""
        lists = set(self._state.lists_of(self._start, kind))
        return [page for page in self._state.pages(self._start) if page.list in lists]

    def _holds_articles(self, listed: Iterable[Page]) -> bool:
        """Say whether any page is one, or may be: what could not be had, or is older than
        wanted."""
        known = (self._state.page(self._start, page.url) for page in listed)
        return any(page.kind not in ("front", "refused", "gone") for page in known)

    def _take_address(self) -> None:
        """Take a sitemap, a feed, a page, or the pages that a section leads to."""
        page = self._state.page(self._start, self._start)
        if self._state.list_seen(self._start, self._start):
            self._finding.read(self._start)
            self._take_all(self._state.pages(self._start))
        elif page.kind == "front":
            self._take_front(page)
        else:
            self._take_unknown(page)

    def _take_unknown(self, page: Page) -> None:
        if not page.status:
            self._state.keep_found(self._start, [Listed(self._start)])
        due = self._taking.is_due(page, named=True)
        answer = self._taking.take(page, may_list=True) if due else None
        if answer and self._finding.keep(answer):
            self._tally.asked -= 1
            self._take_all(self._state.pages(self._start))
        elif answer:
            self._take_links(answer)

    def _take_front(self, page: Page) -> None:
        self._state.keep_found(self._start, [Listed(self._start)])
        self._take_links(self._taking.ask_front(page))

    def _take_links(self, answer: Answer | None) -> None:
        """Take what the feeds that a page announces name; then what it leads to, unless that is
        known from before."""
        feeds = (
            feeds_of(answer.body, answer.url)
            if answer
            else self._state.lists_of(self._start, "feed")
        )
        read = [feed for feed in feeds if self._finding.read(feed)]
        self._tally.tried.append(f"{len(feeds)} feeds announced by {self._start}")
        self._take_all(self._listed("feed"))
        if not (read and self._state.list_seen(self._start, WALKED)):
            self._walk(answer)
        self._take_all(page for page in self._state.pages(self._start) if page.status)

    def _walk(self, answer: Answer | None) -> None:
        links = links_of(answer.body, answer.url) if answer else []
        self._tally.tried.append(f"{len(links):,} links of {self._start}")
        walk = Walk(self._start, self._taking, self._state, self._taking.wish)
        if walk.run([(self._start, links), *self._led]):
            seen = {"etag": "", "modified": "", "changed": "", "kind": "walk"}
            self._state.keep_list(self._start, WALKED, "", seen, ())

    def _take_all(self, found: Iterable[Page]) -> None:
        """Take first what was never answered, the newest first; then what may have changed."""
        pages = sorted(found, key=lambda page: page.listed or page.day, reverse=True)
        pages.sort(key=lambda page: bool(page.status))
        due = [page for page in pages if page.kind != "front" and self._taking.is_due(page)]
        self._tally.expected = self._tally.asked + len(due)
        for number, page in enumerate(due):
            if self._taking.is_enough():
                self._tally.left += len(due) - number
                return
            if answer := self._taking.take(page):
                self._led.append((page.url, links_of(answer.body, answer.url)))
        self._taking.take_postponed()
