"""What a site asks of programs: robots.txt by RFC 9309, read by protego (wildcards, longest rule
first).

A 4xx means that there are no rules; a 5xx, a 429 or silence that nobody can know them now, and
nothing is asked for.
"""

from urllib.parse import urljoin

from protego import Protego

from indexer.fetching.client import Answer

__all__ = ["LIMIT", "MOST", "Rules", "is_unknown"]

LIMIT = 500 * 1024
"""Bytes of a robots.txt that are read, as RFC 9309 wants at least."""

MOST = 10 * LIMIT
"""Bytes of one that are taken at all."""

_NAME = "timtin"


def is_unknown(answer: Answer) -> bool:
    """Say whether an answer leaves the rules unknown, so that the site must be let be."""
    return answer.status >= 500 or answer.status == 429


class Rules:
    """The rules for this program on one host."""

    def __init__(self, text: str = "") -> None:
        self._rules = Protego.parse(text)

    @classmethod
    def of(cls, answer: Answer) -> "Rules":
        """Read what a server said of /robots.txt; whatever is no 2xx has no rules."""
        return cls(
            answer.body[:LIMIT].decode("utf-8-sig", "replace") if answer.status // 100 == 2 else ""
        )

    def allow(self, url: str) -> bool:
        """Say whether a page may be asked for."""
        return bool(self._rules.can_fetch(url, _NAME))

    @property
    def delay(self) -> float:
        """Seconds to pause between requests; 0 when nothing is said."""
        rate = self._rules.request_rate(_NAME)
        return max(
            self._rules.crawl_delay(_NAME) or 0.0, rate.seconds / rate.requests if rate else 0.0
        )

    def sitemaps(self, base: str) -> list[str]:
        """Return the addresses of sitemaps named."""
        return [urljoin(base, address) for address in self._rules.sitemaps]
