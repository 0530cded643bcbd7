"""Over the real articles: every written form of a frequent code finds the same articles."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Article, read_articles
from corpus.codes import DocumentCode, code_key, find_codes, parse_code
from corpus.codes.tables import TYPES, find_issuer
from corpus.vietnamese.text import fold
from indexer.pipeline import ingest_articles
from search import SearchRequest, open_engine
from search.engine import Engine
from search.opening import open_writer

pytestmark = pytest.mark.data


def holding_codes(file: Path) -> Iterator[Article]:
    for article in read_articles([file]):
        if any(find_codes(text) for text in (article.title, article.summary, article.body)):
            yield article


class Searched:
    """The collection of articles with codes, and the articles of each code as the index filters
    them."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.articles: dict[str, set[str]] = defaultdict(set)
        for hit in engine.scan(SearchRequest()):
            for code in hit.codes:
                self.articles[code].add(hit.id)
        counts = Counter({code: len(ids) for code, ids in self.articles.items()})
        self.frequent = [code for code, _ in counts.most_common(100)]

    def find(self, q: str) -> set[str]:
        found: set[str] = set()
        request: SearchRequest | None = SearchRequest(q=q, per_page=100)
        while request:
            page = self.engine.search(request)
            found |= {hit.id for hit in page.results}
            request = page.next
        assert len(found) == page.total
        return found

    def united(self, key: object, key_of: Callable[[str], object]) -> set[str]:
        """Return the articles of every code which a function gives this key."""
        return set().union(*(ids for code, ids in self.articles.items() if key_of(code) == key))


@pytest.fixture(scope="module")
def collection(data_dir: Path, places: Callable[[], str | Path]) -> Iterator[Searched]:
    """An index of only the real articles that name a document."""
    location = places()
    with open_writer(location) as writer:
        ingest_articles(holding_codes(data_dir / "data" / "vinews.jsonl.xz"), writer, jobs=2)
    engine = open_engine(location)
    yield Searched(engine)
    engine.close()


def full_forms(code: str) -> list[str]:
    document = parse_code(code)
    forms = [code, code.replace("-", " - "), code.replace("-", "–"), f"số {code}"]
    if (
        document.type_symbol or document.unit or find_issuer(document.issuer_symbol)
    ):  # 32/C46 is one only in capitals
        forms += [code.lower(), code.lower().replace("-", " - "), fold(code)]
    for name in TYPES[document.type_symbol].names if document.type_symbol else ():
        forms += [f"{name} số {code}", fold(f"{name} số {code}"), f"{name} {code}"]
    return forms


NO_YEAR = {"code": "", "year": None}


def without_year(code: str) -> DocumentCode | None:
    try:
        return replace(parse_code(code), **NO_YEAR)
    except ValueError:
        return None


def test_every_full_form_finds_the_same(collection: Searched) -> None:
    """Case, dashes, spaces, diacritics and the type's name before a code change nothing."""
    assert len(collection.frequent) == 100
    for code in collection.frequent:
        meant = collection.united(code_key(code), code_key)
        document = parse_code(code)
        if (
            document.type_symbol in ("NĐ", "TT", "TTLT") and not document.year
        ):  # it is printed short
            meant |= collection.united(replace(document, **NO_YEAR), without_year)
        for form in full_forms(code):
            assert collection.find(form) == meant, (code, form)


def test_forms_without_issuer_find_the_union(collection: Searched) -> None:
    """A type and a number, in words or as a symbol, find one set, which holds every issuer's
    document with them."""
    for code in collection.frequent:
        document = parse_code(code)
        if not document.type_symbol:
            continue
        number = document.number.zfill(2)
        words = f"{TYPES[document.type_symbol].names[0]} {number}"
        sets = {
            form: collection.find(form)
            for form in (words, fold(words), f"{document.type_symbol} {number}")
        }
        assert all(found == sets[words] for found in sets.values()), (
            code,
            {f: len(s) for f, s in sets.items()},
        )
        assert (
            collection.united(document.number_key, lambda one: parse_code(one).number_key)
            <= sets[words]
        ), code
