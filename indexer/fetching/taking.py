"""Pages one by one: asked for when they may have changed, read, and kept as they come."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from corpus.article import Article
from corpus.reading import Settings
from corpus.reading.outcomes import NoArticle, Unacceptable
from indexer.fetching import listings, reading
from indexer.fetching.archive import Archive
from indexer.fetching.client import Answer
from indexer.fetching.failures import PageFailed, RobotsRefused
from indexer.fetching.listings import read_listing
from indexer.fetching.pace import BUSY
from indexer.fetching.state import DROPPED, Page, State
from indexer.fetching.tally import Tally
from indexer.fetching.visitor import Visitor
from indexer.fetching.wish import Wish

__all__ = ["Taking", "conditions"]

RARELY = timedelta(days=30)
"""The longest time after which a page is asked for again of which no list says when it changed."""


class Taking:
    """Takes the pages found from one address; `taken` is called when an article came."""

    def __init__(
        self,
        visitor: Visitor,
        state: State,
        tally: Tally,
        wish: Wish,
        archive: Archive | None,
        settings: Settings,
        taken: Callable[[], None],
    ) -> None:
        self.visitor = visitor
        self.state = state
        self.tally = tally
        self.wish = wish
        self.new_articles = 0
        self.postponed: list[Page] = []
        """Pages for which the host was too busy once."""
        self._archive = archive
        self._settings = settings
        self._taken = taken
        self._enough = tally.asked + wish.most
        self._met: set[str] = set()
        self._asked_again: set[str] = set()

    def is_enough(self) -> bool:
        """Say whether as many pages have been asked for as the user wants."""
        return self.tally.asked >= self._enough

    def is_due(self, page: Page, *, named: bool = False) -> bool:
        """Say whether a page should be asked for in this run; what is not is counted, once.

        A page `named` by the user is wanted, whatever its address.
        """
        if page.key in self._met or not (named or self.wish.wants(page.url)):
            return False
        self._met.add(page.key)
        if self.wish.is_older(page.listed) or (
            page.kind == "older" and self.wish.is_older(page.day)
        ):
            self.tally.older += 1
            return False
        if page.status and page.kind != "older" and not _may_have_changed(page):
            self.tally.unchanged += page.kind == "article"
            return False
        return True

    def take(self, page: Page, *, may_list: bool = False) -> Answer | None:
        """Ask for a page, keep the article in it; return the answer when there is none, but maybe
        links.

        With `may_list` an answer that is a sitemap or a feed is returned without being read.
        """
        self._met.add(page.key)
        answer = self._ask(page, listings.LIMIT if may_list else reading.LIMIT, patient=may_list)
        if answer is None or (may_list and read_listing(answer.body)):
            return answer
        try:
            if not reading.is_page(answer):
                raise NoArticle(f"no page, but {answer.headers['content-type'][:60]}")
            article = reading.article_of(answer, self._settings)
        except Unacceptable as reason:
            self._reject(page, answer, reason)
            return answer
        self._keep_article(page, answer, article)
        return None

    def ask_front(self, page: Page) -> Answer | None:
        """Ask for a page that is known to be one of links; None when it has not changed or cannot
        be had."""
        self._met.add(page.key)
        answer = self._ask(page, reading.LIMIT, patient=True)
        if answer:
            self._keep(page, answer, "front")
        return answer

    def take_postponed(self) -> None:
        """Ask once more for the pages for which the host was too busy."""
        while self.postponed and not self.is_enough():
            page = self.postponed.pop(0)
            self._asked_again.add(page.key)
            self.take(page)

    def _ask(self, page: Page, limit: int, *, patient: bool) -> Answer | None:
        """Return the answer of a page that is there and new."""
        self.tally.asked += 1
        known = {"etag": page.etag, "modified": page.modified} if page.status == 200 else None
        try:
            answer = self.visitor.visit(page.url, limit, conditions(known), patient=patient)
        except RobotsRefused:
            self.tally.asked -= 1
            self.tally.refused_by_robots += 1
            return None
        except PageFailed as failure:
            self._fail(page, str(failure))
            return None
        finally:
            self.tally.seen(self.tally)
        if answer.status == 200:
            return answer
        self._take_note(page, answer)
        return None

    def _take_note(self, page: Page, answer: Answer) -> None:
        if answer.status == 304:
            self.tally.unchanged += page.kind == "article"
            self.state.keep_page(replace(page, changed=page.listed))
        elif answer.status in (404, 410):
            self.tally.gone += 1
            self.tally.note("gone", f"{page.url}: is gone ({answer.status})")
            gone = replace(page, status=answer.status, kind="gone", changed=page.listed)
            self.state.keep_page(gone)
        elif answer.status in BUSY and page.key not in self._asked_again:
            self.postponed.append(page)
        else:
            self._fail(page, f"answered {answer.status} {answer.reason}".rstrip())

    def _fail(self, page: Page, reason: str) -> None:
        self.tally.failed += 1
        self.tally.note("failed", f"{page.url}: {reason}; the next run asks again")

    def _reject(self, page: Page, answer: Answer, reason: Unacceptable) -> None:
        by_link = page.list in ("", DROPPED)  # which leads anywhere
        if by_link or isinstance(reason, NoArticle):
            self.tally.passed_over += 1
        else:
            self.tally.fetched += 1
            self.tally.rejected += 1
            self.tally.note("rejected", f"{page.url}: {reason}")
        self._keep(page, answer, "front" if by_link else "refused")

    def _keep_article(self, page: Page, answer: Answer, article: Article) -> None:
        day = article.published.isoformat() if article.published else ""
        if self.wish.is_older(day):
            self.tally.older += 1
            self._keep(page, answer, "older", day)
            return
        self.tally.fetched += 1
        self.new_articles += not self.state.has_article(article.id)
        if self._archive:
            self._archive.keep(answer)
        self._keep(page, answer, "article", day, article)
        self._taken()

    def _keep(
        self, page: Page, answer: Answer, kind: str, day: str = "", article: Article | None = None
    ) -> None:
        kept = replace(
            page,
            status=answer.status,
            kind=kind,
            etag=answer.headers.get("etag", ""),
            modified=answer.headers.get("last-modified", ""),
            changed=page.listed,
            day=day,
            article=article.id if article else page.article,
        )
        self.state.keep_page(kept, article)


def conditions(known: dict[str, str] | None) -> dict[str, str]:
    """Return the headers that ask for an answer only when it is another than the one known."""
    names = {"etag": "if-none-match", "modified": "if-modified-since"}
    said = {header: known[name] for name, header in names.items() if known}
    return {header: value for header, value in said.items() if value and value.isprintable()}


def _may_have_changed(page: Page) -> bool:
    if page.list == DROPPED:
        return page.kind != "gone"
    if page.listed or page.kind in ("gone", "refused"):
        return page.listed != page.changed
    first, checked = (datetime.fromisoformat(time) for time in (page.first, page.checked))
    return datetime.now(UTC) - checked >= min(checked - first, RARELY)  # ever more rarely
