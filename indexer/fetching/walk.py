"""A bounded walk over the pages of links of a site, breadth first, which endless calendars do not
hold up."""

from collections import Counter, deque
from collections.abc import Iterable
from urllib.parse import urlsplit

from indexer.fetching.client import Answer
from indexer.fetching.links import links_of
from indexer.fetching.listings import Listed
from indexer.fetching.state import Page, State
from indexer.fetching.taking import Taking
from indexer.fetching.urls import looks_like_a_file, shape_of, site_of
from indexer.fetching.wish import Wish

__all__ = ["Walk"]

BARREN = 10
"""Pages of one shape, one after the other, that brought nothing new; no more of that shape are
asked for then."""

IDLE = 20
"""Known pages of links, one after the other, that brought nothing new; the other known ones are let
be then."""

DEEPEST = 10
"""Parts of a path; deeper ones come of links that lengthen themselves."""


class Walk:
    """One walk from a page; links to pages anywhere on its site, but onward only from those below
    its path."""

    def __init__(self, start: str, taking: Taking, state: State, wish: Wish) -> None:
        self._start = start
        self._prefix = urlsplit(start).path.rpartition(".")[0] or urlsplit(start).path.rstrip("/")
        self._taking = taking
        self._state = state
        self._wish = wish
        self._waiting: deque[Page] = deque()
        self._noted: set[str] = set()
        self._barren: Counter[str] = Counter()
        self._shapes_of_links: set[str] = set()
        """Shapes of pages that were asked for and held no article."""

    def run(self, first: Iterable[tuple[str, list[str]]]) -> bool:
        """Walk from pages whose links are known, then look at the pages of links of earlier walks
        again.

        Return whether the walk came to its end before enough was asked for.
        """
        known = [page for page in self._state.pages(self._start) if page.list == ""]
        self._wait(page for page in known if not page.status)
        for url, links in first:
            self._follow(url, links)
        self._take_waiting()
        fronts = sorted(
            (page for page in known if page.kind == "front"), key=lambda page: page.first
        )
        self._look_again(page for page in fronts if page.url != self._start)
        self._taking.tally.left += sum(map(self._is_fruitful, self._waiting))
        return not self._taking.is_enough()

    def _look_again(self, fronts: Iterable[Page]) -> None:
        idle = 0
        for page in fronts:
            if idle == IDLE or self._taking.is_enough():
                return
            if not self._is_fruitful(page):
                continue
            answer = self._taking.ask_front(page)
            idle = (
                0
                if answer and self._follow(page.url, links_of(answer.body, answer.url))
                else idle + 1
            )
            self._take_waiting()

    def _take_waiting(self) -> None:
        while self._waiting and not self._taking.is_enough():
            page = self._waiting.popleft()
            shape = shape_of(page.url)
            self._taking.tally.expected = self._taking.tally.asked + len(self._waiting) + 1
            if self._is_fruitful(page) and self._taking.is_due(page):
                self._take(page, shape)

    def _is_fruitful(self, page: Page) -> bool:
        return self._barren[shape_of(page.url)] < BARREN

    def _take(self, page: Page, shape: str) -> None:
        before = self._taking.new_articles
        answer = self._taking.take(page)
        if self._taking.new_articles > before:
            self._barren[shape] = 0
        elif answer is None:
            self._barren[shape] += not page.status
        else:
            self._shapes_of_links.add(shape)
            self._go_on(page.url, answer, shape)

    def _go_on(self, url: str, answer: Answer, shape: str) -> None:
        if urlsplit(url).path.startswith(self._prefix):
            found = self._follow(url, links_of(answer.body, answer.url))
            fruitful = any(shape_of(link) not in self._shapes_of_links for link in found)
            self._barren[shape] = 0 if fruitful else self._barren[shape] + 1

    def _follow(self, url: str, links: list[str]) -> list[str]:
        """Take note of the links of a page; return those that were unknown."""
        wanted = [link for link in links if self._may_follow(link)]
        pages = {link: self._state.page(self._start, link) for link in wanted}
        new = [
            link for link, page in pages.items() if not page.status and page.key not in self._noted
        ]
        self._state.keep_found(self._start, map(Listed, new))
        self._wait(page if page.url else Page(page.key, link) for link, page in pages.items())
        return new

    def _wait(self, pages: Iterable[Page]) -> None:
        for page in pages:
            if page.key not in self._noted and page.kind != "front":
                self._noted.add(page.key)
                self._waiting.append(page)

    def _may_follow(self, link: str) -> bool:
        parts = urlsplit(link).path.split("/")
        return (
            site_of(link) == site_of(self._start)
            and self._wish.wants(link)
            and not looks_like_a_file(link)
            and len(parts) <= DEEPEST
            and max(Counter(filter(None, parts)).values(), default=0) <= 2
        )
