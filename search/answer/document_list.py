"""The documents of a collection as a list: those that a code, a name or a search means."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.vietnamese.text import fold
from search.answer.alike import titles_of
from search.answer.catalogue import (
    COUNTED_BY,
    Catalogue,
    ListedDocument,
    catalogue,
    counted,
    listed,
)
from search.documents import read_value
from search.engine import Engine
from search.facets import excluding
from search.model import SearchPage
from search.request import SearchRequest

__all__ = ["MAX_LISTED", "DocumentList", "list_documents"]

MAX_LISTED = 1_000
"""So many documents are listed at a time."""


_OF_REQUEST = ("type", "level")


@dataclass(frozen=True, slots=True)
class DocumentList:
    """Some documents of a list, those in most articles first (or by name); `total` counts all.

    `by` says how the query was taken: "code", "name" (words of the document's, or of its place,
    begin so), or "articles": the documents of the articles that it finds. "" for no query. `facets`
    counts the documents by type, level, place and term, each without what is chosen in it.
    """

    query: str
    by: str
    total: int
    documents: tuple[ListedDocument, ...]
    facets: dict[str, Mapping[str, int]] = field(default_factory=dict)


def list_documents(
    engine: Engine,
    request: SearchRequest,
    own: Mapping[str, str] | None = None,
    *,
    start: int = 0,
    count: int = MAX_LISTED,
    by_name: bool = False,
) -> DocumentList:
    """Return the documents that a request's query means, of the articles that its filters keep.

    Types and levels of the request choose documents, not articles; `own` chooses a place and a
    term. From the one at `start`, `count` are listed.
    """
    asked = request.with_(
        types=(), not_types=(), levels=(), not_levels=(),
        facet_limit=1, facet_q="", per_page=1, page=1, sort="newest", q="",
    )  # fmt: skip
    by, found = _meant(engine, asked, request.q)
    chosen = _Chosen.of(request, own or {})
    some = chosen.among(found.documents)
    counts = chosen.counts(found, some)
    if by_name:
        some = chosen.among(found.by_name)
    return DocumentList(request.q, by, len(some), tuple(some[start : start + count]), counts)


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The types, levels, places and terms asked for, and those left out."""

    wanted: Mapping[str, Sequence[str]]
    unwanted: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, request: SearchRequest, own: Mapping[str, str]) -> "_Chosen":
        wanted = {name: (value,) for name, value in own.items()}
        asked = {name: request.chosen(name) for name in _OF_REQUEST}
        unwanted = {name: request.chosen(excluding(name)) for name in _OF_REQUEST}
        return cls(
            wanted | {name: values for name, values in asked.items() if values},
            {name: values for name, values in unwanted.items() if values},
        )

    def among(self, found: Sequence[ListedDocument], without: str = "") -> Sequence[ListedDocument]:
        for name, values in self.wanted.items():
            if name != without:
                found = [one for one in found if COUNTED_BY[name](one) in values]
        for name, values in self.unwanted.items():
            found = [one for one in found if COUNTED_BY[name](one) not in values]
        return found

    def counts(
        self, found: Catalogue, some: Sequence[ListedDocument]
    ) -> dict[str, Mapping[str, int]]:
        """Return how many documents each value keeps, `some` being those that are chosen."""
        rows = {
            name: self.among(found.documents, name) if name in self.wanted else some
            for name in COUNTED_BY
        }
        return {
            name: found.counts[name] if own is found.documents else counted(own, name)
            for name, own in rows.items()
        }


def _meant(engine: Engine, asked: SearchRequest, query: str) -> tuple[str, Catalogue]:
    """Return how a query was taken, and the documents that it means."""
    page = engine.search(asked)
    everything = _of_articles(engine, page)
    letters = fold(query.strip())
    if not letters:
        return "", everything
    found = engine.search(asked.with_(q=query))
    meant = {code for one in found.readings if one.kind == "code" for code in one.value.split(", ")}
    coded = _coded(engine, page, meant) if meant else []
    lettered = [one for one in everything.beginning(fold(query.strip())) if one.name not in meant]
    if coded:
        return "code", Catalogue(page.snapshot, [*coded, *lettered])
    if lettered:
        return "name", Catalogue(page.snapshot, lettered)
    return "articles", _of_articles(engine, found)


def _coded(engine: Engine, page: SearchPage, meant: Container[str]) -> Sequence[ListedDocument]:
    """Return the documents of some codes; which of them an article means may its title decide."""
    values = {
        value: count
        for value, count in page.values("document").items()
        if read_value(value).name in meant
    }
    return listed(values, titles_of(engine, list(values))[0] if len(values) > 1 else None)


def _of_articles(engine: Engine, page: SearchPage) -> Catalogue:
    """Return the documents that the articles of a search name."""
    request = page.request
    chosen = any(values for _, values in request.choices())
    if request.q or chosen or request.date_from or request.date_to:
        return Catalogue(page.snapshot, listed(page.values("document")))
    return catalogue(engine, page.snapshot)
