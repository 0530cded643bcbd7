"""The table of facets: by what articles are filed, counted, chosen and left out.

A new facet is one row here and its name in the interface's texts. Requests, the query language,
parameters and their description, command options, what is stored and what is counted follow; an
index built before has no such column and is built anew.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from search.documents import stored_documents, stored_relations

if TYPE_CHECKING:  # whoever only searches needs none of what reads articles
    from corpus.codes import DocumentCode
    from corpus.extraction import Extraction

__all__ = [
    "CHOICES",
    "EXPLAINS",
    "FACETS",
    "FACETS_VERSION",
    "Choice",
    "Facet",
    "excluding",
    "facet_values",
]

EXPLAINS = " = "
"""Stands in a value of `abbreviation` between what is short and what is long."""

Read = Callable[["Extraction"], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Facet:
    """One row: `name` in addresses, JSON and indexes, `attribute` of `SearchRequest`.

    `typed` are its names in the query language, folded; `example` is one of its values; `read`
    gives the values of an article, repeated or not, first mentions first. A `main` facet stands
    beside every answer, another one when it is chosen.
    """

    name: str
    attribute: str
    typed: tuple[str, ...]
    example: str
    read: Read
    main: bool = False


def _codes(found: "Extraction") -> Iterator[str]:
    return (mention.value for mention in found.codes)


def _documents(found: "Extraction") -> Iterable["DocumentCode"]:
    """Return the codes taken apart, each once."""
    return {one.value: one.document for one in found.codes if one.document}.values()


def _types(found: "Extraction") -> Iterator[str]:
    """Yield types in words: of the names a symbol has, the one the text prints, else the usual
    one."""
    printed: dict[str, set[str]] = {}
    for mention in found.codes:
        printed.setdefault(mention.value, set()).add(mention.type_word.lower())
    for document in _documents(found):
        names = (name for name in document.type_names if name.lower() in printed[document.code])
        yield next(names, document.type_name)


def _issuers(found: "Extraction") -> Iterator[str]:
    for document in _documents(found):
        yield from document.issuer_names


def _levels(found: "Extraction") -> Iterator[str]:
    return (document.level for document in _documents(found))


_ROWS = (
    Facet(
        "district",
        "districts",
        ("quan", "huyen"),
        "Quận 1, Thành phố Hồ Chí Minh",
        lambda found: found.places.districts,
        main=True,
    ),
    Facet("code", "codes", ("so", "sohieu", "vanban"), "05-CT/TW", _codes, main=True),
    Facet("type", "types", ("loai",), "Chỉ thị", _types, main=True),
    Facet("issuer", "issuers", ("coquan",), "Quận ủy", _issuers, main=True),
    Facet("level", "levels", ("cap",), "Trung ương", _levels),
    Facet(
        "ward",
        "wards",
        ("phuong", "xa"),
        "Phường Sài Gòn, Thành phố Hồ Chí Minh",
        lambda found: found.places.wards,
    ),
    Facet(
        "province",
        "provinces",
        ("tinh",),
        "Thành phố Hồ Chí Minh",
        lambda found: found.places.provinces,
    ),
    Facet("source", "sources", ("nguon",), "Thanhuytphcm.vn", lambda found: [found.article.source]),
    Facet(
        "section",
        "sections",
        ("muc", "chuyenmuc"),
        "Xây dựng Đảng",
        lambda found: [found.article.section],
    ),
    Facet(
        "document",
        "documents",
        ("tailieu",),
        "05-CT/TW | Trung ương | 2016-01-28..2021-02-01",
        lambda found: (one.value for one in stored_documents(found)),
    ),
    Facet(
        "relation",
        "relations",
        ("quanhe",),
        "01-KL/TW | Trung ương | ?|continues|05-CT/TW | Trung ương | ?",
        lambda found: (one.value for one in stored_relations(found)),
    ),
    Facet(
        "abbreviation",
        "abbreviations",
        ("viettat",),
        f"GV{EXPLAINS}giáo viên",
        lambda found: (f"{one.short}{EXPLAINS}{one.long}" for one in found.abbreviations),
    ),
)

FACETS: Mapping[str, Facet] = {facet.name: facet for facet in _ROWS}
"""Name -> facet, in the order in which they are shown."""

FACETS_VERSION = f"{crc32(' '.join(FACETS).encode()):08x}"
"""Another for another set of facets: an index holds the facets of the table that it was built
by."""


def excluding(name: str) -> str:
    """Return the name under which values are left out, of a facet's name or attribute."""
    return f"not_{name}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to choose in a facet: to keep the articles of some values, or to leave them out.

    `name` stands in addresses, `opposite` is the name of the other way; `attribute` is that of
    `SearchRequest`.
    """

    facet: str
    excluded: bool
    name: str
    opposite: str
    attribute: str


def _choices(facet: Facet) -> tuple[Choice, Choice]:
    name, not_name = facet.name, excluding(facet.name)
    return (
        Choice(name, False, name, not_name, facet.attribute),
        Choice(name, True, not_name, name, excluding(facet.attribute)),
    )


CHOICES: Mapping[str, Choice] = {
    choice.name: choice for facet in _ROWS for choice in _choices(facet)
}
"""Name in addresses -> choice; both of a facet side by side."""


def facet_values(found: "Extraction") -> dict[str, tuple[str, ...]]:
    """Return the values of each facet of an article, in order of first mention; none is left
    out."""
    values = {name: tuple(filter(None, dict.fromkeys(f.read(found)))) for name, f in FACETS.items()}
    return {name: own for name, own in values.items() if own}
