"""Addresses: of searches with one thing changed, of articles, of documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import quote, quote_plus

from search.answer.presentation import to_args
from search.facets import CHOICES
from search.request import SearchRequest

__all__ = [
    "Link",
    "Links",
    "Site",
    "article_path",
    "code_path",
    "document_api_path",
]


@lru_cache(maxsize=20_000)
def _pair(name: str, value: str) -> str:
    return f"{name}={quote_plus(value, safe='/,-:', errors='replace')}"


@dataclass(frozen=True)
class Links:
    """The address of a search, from which the addresses of its neighbours are made.

    `args` are the pairs of the search without its page: every change starts at page 1 again.
    """

    path: str
    args: tuple[tuple[str, str], ...] = ()

    def _url(self, args: Iterable[tuple[str, str]]) -> str:
        query = "&".join([_pair(name, value) for name, value in args])
        return f"{self.path}?{query}" if query else self.path

    @cached_property
    def _start(self) -> str:
        """The address, ready for one more pair."""
        return self.here() + ("&" if self.args else "?")

    def here(self) -> str:
        """Return the address itself, at page 1."""
        return self._url(self.args)

    def at(self, path: str) -> "Links":
        """Return the same search in another form or place."""
        return Links(path, self.args)

    def plus(self, name: str, value: str) -> str:
        """Return the address with a value added; the opposite choice of it is taken away."""
        choice = CHOICES.get(name)
        opposite = (choice.opposite, value) if choice else None
        if opposite not in self.args:
            return self._start + _pair(name, value)
        return self._url([*(pair for pair in self.args if pair != opposite), (name, value)])

    def minus(self, name: str, value: str) -> str:
        """Return the address with one value of a parameter taken away."""
        return self._url(pair for pair in self.args if pair != (name, value))

    def put(self, **values: object) -> str:
        """Return the address with parameters set, or dropped for None; `from_` stands for
        `from`."""
        changed = {name.rstrip("_"): value for name, value in values.items()}
        kept = [pair for pair in self.args if pair[0] not in changed]
        return self._url(
            kept + [(name, str(value)) for name, value in changed.items() if value is not None]
        )

    def page(self, number: int) -> str:
        """Return the address of one page of the search."""
        return self.put(page=number if number > 1 else None)

    def without(self, *names: str) -> "Links":
        """Return the search with parameters dropped."""
        return Links(self.path, tuple(pair for pair in self.args if pair[0] not in names))


def article_path(id: str) -> str:
    """Return the path of an article's page; dot segments, which browsers resolve, go in the
    query."""
    if any(segment in (".", "..") for segment in id.split("/")):
        return "/bai?" + _pair("id", id)
    return "/bai/" + quote(id, safe="/,:@", errors="replace")


def code_path(code: str) -> str:
    """Return the path of a document's page."""
    return "/van-ban/" + quote(code, safe="/,:@", errors="replace")


def document_api_path(code: str, ending: str = "") -> str:
    """Return the path of what programs read of a document; `ending` names a form, as "/csv"."""
    return f"/api/v1/documents/{quote(code, safe='/,:@', errors='replace')}{ending}"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site stands: the prefix of every path, and the language when the address names
    one."""

    root: str
    language: str = ""

    def to(self, path: str) -> str:
        """Return the address of a path of the site."""
        if not self.language:
            return self.root + path
        return f"{self.root}{path}{'&' if '?' in path else '?'}lang={self.language}"

    def everything(self) -> Links:
        """Return the links of a search for nothing in particular, to which filters are added."""
        return Links(self.root + "/search", (("lang", self.language),) if self.language else ())

    def search(self, request: SearchRequest, path: str = "/search") -> Links:
        """Return the links of a search, at its first page."""
        args = [pair for pair in to_args(request) if pair[0] != "page"]
        return Links(
            self.root + path, tuple([*args, ("lang", self.language)] if self.language else args)
        )


class Link(NamedTuple):
    """A text that leads somewhere; `current` when it is where the reader already is."""

    text: str
    href: str
    current: bool = False
    note: str = ""
