"""The systems that known-item search is measured against, each as it comes, over title, summary and
body as one text.

Every one takes any of the words and orders by BM25: requiring all words, as some do when nothing is
said, finds less.
"""

import math
import re
import shutil
import sqlite3
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import numpy as np
import tantivy
from whoosh import query
from whoosh.analysis import SimpleAnalyzer
from whoosh.fields import ID, TEXT, Schema
from whoosh.index import create_in, exists_in, open_dir

from corpus.article import Article
from corpus.vietnamese.text import clean
from search.analysis import Tokens, analyze

__all__ = [
    "System",
    "bm25",
    "fts5",
    "segmented",
    "spelled",
    "stock_whoosh",
    "tantivy_default",
    "text_of",
]

System = Callable[[str], list[str]]
"""Query -> ids of the first ten articles."""

K1, B = 1.2, 0.75
TOP = 10


def text_of(article: Article) -> str:
    """Return the text that the baselines index."""
    return "\n".join((article.title, article.summary, article.body))


def words_of(q: str) -> list[str]:
    """Return the words of a query, as a plain tokenizer cuts them."""
    return re.findall(r"\w+", clean(q))


def stock_whoosh(articles: Iterable[Article], folder: Path) -> System:
    """Return Whoosh with its SimpleAnalyzer; an index that is in the folder is used."""
    analyzer = SimpleAnalyzer()
    if not exists_in(str(folder)):
        _write_whoosh(articles, folder, analyzer)
    index = open_dir(str(folder))
    searcher = index.searcher()

    def search(q: str) -> list[str]:
        terms = [query.Term("text", token.text) for token in analyzer(clean(q))]
        return [hit["id"] for hit in searcher.search(query.Or(terms), limit=TOP)]

    return search


def _write_whoosh(articles: Iterable[Article], folder: Path, analyzer: object) -> None:
    unfinished = folder.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    writer = create_in(
        str(unfinished), Schema(id=ID(stored=True), text=TEXT(analyzer=analyzer, phrase=False))
    ).writer(limitmb=1024)
    for article in articles:
        writer.add_document(id=article.id, text=text_of(article))
    writer.commit()
    shutil.rmtree(folder, ignore_errors=True)
    unfinished.rename(folder)


def fts5(articles: Iterable[Article]) -> System:
    """Return SQLite's FTS5 with unicode61, diacritics removed."""
    db = sqlite3.connect(":memory:")
    db.execute(
        "CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, "
        "text, tokenize='unicode61 remove_diacritics 2')"
    )
    db.executemany(
        "INSERT INTO texts VALUES (?, ?)", ((article.id, text_of(article)) for article in articles)
    )

    def search(q: str) -> list[str]:
        match = " OR ".join(f'"{word}"' for word in words_of(q))
        found = db.execute(
            "SELECT id FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?", (match, TOP)
        )
        return [id for (id,) in found]

    return search


def tantivy_default(articles: Iterable[Article]) -> System:
    """Return tantivy with its default tokenizer and query parser."""
    schema = (
        tantivy.SchemaBuilder()
        .add_text_field("id", stored=True, tokenizer_name="raw")
        .add_text_field("text")
    )
    index = tantivy.Index(schema.build())
    writer = index.writer(256_000_000, 1)
    for article in articles:
        writer.add_document(tantivy.Document(id=article.id, text=text_of(article)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(q: str) -> list[str]:
        found = searcher.search(index.parse_query(" ".join(words_of(q)), ["text"]), TOP)
        return [searcher.doc(address)["id"][0] for _, address in found.hits]

    return search


def spelled(tokens: Tokens) -> list[str]:
    """Return syllables alone."""
    return tokens.syllables


def segmented(tokens: Tokens) -> list[str]:
    """Return the segmenter's words alone: those of several syllables, and the syllables that stand
    apart."""
    taken = {place for _, start, length in tokens.words for place in range(start, start + length)}
    apart = [syllable for place, syllable in enumerate(tokens.syllables) if place not in taken]
    return [*(word for word, _, _ in tokens.words), *apart]


def bm25(articles: Iterable[Article], cut: Callable[[Tokens], Sequence[str]]) -> System:
    """Return plain BM25 over the terms that `cut` makes of timtin's own analysis (Robertson &
    Zaragoza 2009)."""
    ids: list[str] = []
    numbers: dict[str, int] = {}
    terms, docs, counts, lengths = array("i"), array("i"), array("i"), array("i")
    for article in articles:
        held = Counter(cut(analyze(text_of(article))))
        terms.extend(numbers.setdefault(term, len(numbers)) for term in held)
        docs.extend([len(ids)] * len(held))
        counts.extend(held.values())
        lengths.append(held.total())
        ids.append(article.id)
    order = np.argsort(np.frombuffer(terms, np.intc), kind="stable")
    starts = np.searchsorted(np.frombuffer(terms, np.intc)[order], np.arange(len(numbers) + 1))
    owners, found = np.frombuffer(docs, np.intc)[order], np.frombuffer(counts, np.intc)[order]
    norms = K1 * (1 - B + B * np.frombuffer(lengths, np.intc) / np.mean(lengths))

    def search(q: str) -> list[str]:
        scores = np.zeros(len(ids))
        for term in cut(analyze(clean(q))):
            if (number := numbers.get(term)) is not None:
                part = slice(starts[number], starts[number + 1])
                having, times = owners[part], found[part]
                rarity = math.log(1 + (len(ids) - len(having) + 0.5) / (len(having) + 0.5))
                scores[having] += rarity * times * (K1 + 1) / (times + norms[having])
        return [ids[doc] for doc in np.argsort(-scores, kind="stable")[:TOP] if scores[doc] > 0]

    return search
