"""Visits to one site: in its pace, by its rules, along redirects that stay on it."""

from collections.abc import Mapping

from indexer.fetching import robots
from indexer.fetching.client import Answer, Client
from indexer.fetching.failures import (
    AddressRefused,
    HostResting,
    PageFailed,
    RedirectFailed,
    RobotsRefused,
)
from indexer.fetching.pace import BUSY, REFUSALS, Pace
from indexer.fetching.urls import normal, origin_of, site_of

__all__ = ["Visitor"]

MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Visitor:
    """Asks one site, after its robots.txt has been read."""

    def __init__(self, client: Client, pace: Pace, start: str) -> None:
        self._client = client
        self._pace = pace
        self._site = site_of(start)
        self.base = origin_of(start)
        self.rules = robots.Rules()

    def learn_rules(self) -> int:
        """Read robots.txt and return the status of the answer, 0 for a redirect that led nowhere.

        Raises `HostResting` when the server fails to say what its rules are, `PageFailed` when
        there is no server.
        """
        for _ in range(REFUSALS):
            try:
                answer = self._follow(
                    f"{self.base}/robots.txt", robots.MOST, {}, obey=False, patient=False
                )
            except RedirectFailed:
                return 0
            except PageFailed as failure:
                if failure.of_host or isinstance(failure, AddressRefused):
                    raise
                raise HostResting(f"its robots.txt cannot be read: {failure}") from failure
            if not robots.is_unknown(answer):
                self.base = origin_of(answer.url)
                self.rules = robots.Rules.of(answer)
                self._pace.slow_to(self.rules.delay)
                return answer.status
            self._pace.failed(answer)
        raise HostResting(f"its robots.txt answers {answer.status}, so nothing may be asked for")

    def visit(
        self,
        url: str,
        limit: int,
        headers: Mapping[str, str] | None = None,
        *,
        patient: bool = True,
    ) -> Answer:
        """Ask for a page, by https where the site has it; when the host is busy, again if
        `patient`.

        Raises `RobotsRefused` or `PageFailed`; `HostResting` when it is enough.
        """
        if self.base.startswith("https://"):
            url = url.replace("http://", "https://", 1)
        return self._follow(url, limit, headers or {}, obey=True, patient=patient)

    def _follow(
        self, url: str, limit: int, headers: Mapping[str, str], *, obey: bool, patient: bool
    ) -> Answer:
        seen = [url]
        while True:
            if obey and not self.rules.allow(url):
                raise RobotsRefused(f"robots.txt forbids {url}")
            answer = self._ask(url, limit, headers, patient)
            location = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not location:
                return answer
            url = self._checked(normal(location, url), location)
            if url in seen:
                raise RedirectFailed("redirects in a circle")
            seen.append(url)
            if len(seen) > MOST_REDIRECTS + 1:
                raise RedirectFailed(f"more than {MOST_REDIRECTS} redirects")

    def _checked(self, url: str, location: str) -> str:
        if not url:
            raise RedirectFailed(f"redirects to {location[:200]!r}, which is no address of the web")
        if site_of(url) != self._site:
            raise RedirectFailed(f"redirects to another site, {url}")
        return url

    def _ask(self, url: str, limit: int, headers: Mapping[str, str], patient: bool) -> Answer:
        while True:
            self._pace.wait()
            try:
                answer = self._client.get(url, limit, headers)
            except PageFailed as failure:
                self._pace.broke(str(failure), of_host=failure.of_host)
                raise
            self._pace.answered(answer)
            if answer.status not in BUSY or not patient:
                return answer
