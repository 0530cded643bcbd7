"""A segment: some documents with their terms, postings, stored articles, in memory or in four array
files.

A prepared batch, a spilled part and a segment on disk are one thing at three sizes, and one `merge`
serves them all.
"""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.vietnamese.text import fold
from search.analysis.columns import analyze_columns
from search.analysis.stories import KEYS, story_keys
from search.analysis.topics import WORDS, topic_words
from search.errors import IndexDamaged
from search.model import IndexedArticle
from search.whoosh_engine.storage.arrays import (
    Allocate,
    Array,
    ArrayFile,
    ArrayWriter,
    in_memory,
    run_lengths,
    write_arrays,
)
from search.whoosh_engine.storage.articles import ArticleStore, merge_articles, store_articles
from search.whoosh_engine.storage.damage import damage_named
from search.whoosh_engine.storage.doctable import (
    DIGEST,
    DocTable,
    collect_documents,
    merge_documents,
)
from search.whoosh_engine.storage.postings import (
    FIELDS,
    MARKED,
    Postings,
    invert,
    merge_postings,
    spread,
)
from search.whoosh_engine.storage.strings import Strings, pack_strings

__all__ = [
    "GAP",
    "PARTS",
    "Folds",
    "SegmentData",
    "fold_terms",
    "invert_documents",
    "merge_segments",
    "open_segment",
    "write_segment",
]

GAP = 32
"""Empty positions between title, summary and body, so that nothing is near across their borders."""

BODY = FIELDS.index("body")

PARTS = (".terms", ".postings", ".documents", ".articles")
"""Endings of a segment's files."""


@dataclass(slots=True)
class Folds:
    """The terms by their folded form: `forms` sorted; form i stands for terms
    numbers[starts[i]:starts[i+1]]."""

    forms: Strings
    starts: Array
    numbers: Array

    def of(self, index: int) -> list[int]:
        """Return the numbers of the terms of one form, by its index."""
        found: list[int] = self.numbers[
            int(self.starts[index]) : int(self.starts[index + 1])
        ].tolist()
        return found

    def terms(self, form: str) -> list[int]:
        """Return the numbers of the terms that fold to `form`."""
        index = self.forms.find(form)
        return [] if index < 0 else self.of(index)

    def among(self, forms: Array) -> Array:
        """Return i8: the numbers of the terms of some forms, by their indices."""
        starts = self.starts[forms].astype(np.int64)
        counts = self.starts[forms + 1].astype(np.int64) - starts
        found: Array = self.numbers[spread(starts, counts)].astype(np.int64)
        return found


@dataclass(slots=True)
class SegmentData:
    """N documents: V terms (sorted once they are on disk), their postings, and what is kept of each
    document."""

    terms: Strings
    postings: Postings
    docs: DocTable
    articles: ArticleStore
    folds: Folds | None = None

    def __len__(self) -> int:
        return len(self.docs)

    def has_one_size(self) -> bool:
        """Say whether there is a number for every document, term and posting in each array that
        has one of it."""
        docs, postings, size, terms = self.docs, self.postings, len(self), len(self.terms)
        sizes = [
            *((column, size) for column in (*docs.lengths, docs.hashes)),
            (docs.digests, size * DIGEST),
            (docs.stories, size * KEYS),
            (docs.topics, size * WORDS),
            *((table.starts, size + 1) for table in (*docs.facets.values(),)),
            (docs.shown.offsets, size + 1),
            (self.articles.block_of, size),
            (self.articles.place_of, size),
            (self.articles.body_starts(), size + 1),
            (postings.term_starts, terms + 1),
            (postings.position_starts, terms + 1),
            *((column, len(postings.docs)) for column in postings.frequencies),
            (postings.marks, -(-len(postings.docs) // MARKED)),
        ]
        return all(len(array) == count for array, count in sizes)

    @damage_named()
    def frequency(self, term: str) -> int:
        """Return the number of documents that hold a term."""
        number, starts = self.terms.find(term), self.postings.term_starts
        return 0 if number < 0 else int(starts[number + 1]) - int(starts[number])

    def without(self, live: Array) -> "SegmentData":
        """Return the segment of the documents for which `live` holds; no term or value of others
        alone stays."""
        postings = self.postings.without(live)
        used = np.flatnonzero(run_lengths(postings.term_starts))
        ends = np.append(used, len(self.terms))
        postings.term_starts = postings.term_starts[ends]
        postings.position_starts = postings.position_starts[ends]
        return SegmentData(
            Strings(*self.terms.take(used)),
            postings,
            self.docs.without(live),
            self.articles.without(live),
        )


def invert_documents(documents: Sequence[IndexedArticle]) -> SegmentData:
    """Analyse and invert some documents: the heavy work of indexing, done in worker processes."""
    texts = [
        text
        for doc in documents
        for text in (doc.article.title, doc.article.summary, doc.article.body)
    ]
    columns = analyze_columns(texts)
    counts = columns.counts.reshape(-1, len(FIELDS))
    bases = np.zeros_like(counts)
    np.cumsum(counts[:, :-1] + GAP, axis=1, out=bases[:, 1:])
    docs, fields = np.divmod(columns.texts, len(FIELDS))
    positions = columns.positions + bases[docs, fields]
    postings = invert(columns.numbers, docs, positions, fields, len(columns.terms))
    syllables, words = slice(0, int(counts.sum())), slice(int(counts.sum()), None)
    stories = story_keys(columns.terms, columns.numbers[syllables], docs[syllables], len(documents))
    topics = topic_words(
        columns.terms, columns.numbers[words], docs[words], fields[words] == BODY, len(documents)
    )
    lengths = [(one, two, three) for one, two, three in counts.tolist()]
    table = collect_documents(documents, lengths, stories, topics)
    return SegmentData(Strings.pack(columns.terms), postings, table, store_articles(documents))


def _map_terms(parts: Sequence[SegmentData]) -> tuple[list[str], list[Array]]:
    lists = [list(part.terms) for part in parts]
    terms = sorted(set().union(*lists))
    numbers = {term: number for number, term in enumerate(terms)}
    return terms, [np.array([numbers[term] for term in own], np.int64) for own in lists]


def fold_terms(terms: Iterable[str]) -> Folds:
    """Return the folded forms of sorted terms."""
    forms: dict[str, list[int]] = {}
    for number, term in enumerate(terms):
        forms.setdefault(fold(term), []).append(number)
    ordered = sorted(forms)
    starts = np.zeros(len(ordered) + 1, "<u4")
    np.cumsum([len(forms[form]) for form in ordered], out=starts[1:])
    numbers = np.array([number for form in ordered for number in forms[form]], "<u4")
    return Folds(Strings.pack(ordered), starts, numbers)


def merge_segments(
    parts: Sequence[SegmentData], rooms: Sequence[Allocate] = (in_memory,) * 3
) -> SegmentData:
    """Merge segments, documents in the order given; `rooms` make room for postings, documents and
    articles."""
    terms, maps = _map_terms(parts)
    bases = np.cumsum([0, *map(len, parts)])[:-1].tolist()
    return SegmentData(
        Strings.pack(terms),
        merge_postings([part.postings for part in parts], maps, bases, len(terms), rooms[0]),
        merge_documents([part.docs for part in parts], rooms[1]),
        merge_articles([part.articles for part in parts], rooms[2]),
    )


def write_segment(folder: Path, name: str, parts: Sequence[SegmentData]) -> None:
    """Merge segments into the four files of a new one, durably, without holding it in memory."""
    with ExitStack() as files:
        writers = [files.enter_context(ArrayWriter(folder / f"{name}{part}")) for part in PARTS[1:]]
        merged = merge_segments(parts, [writer.add for writer in writers])
        for writer in writers:
            writer.seal()
    folds = fold_terms(merged.terms)
    forms, form_starts = pack_strings(folds.forms)
    arrays = {
        "terms": merged.terms.blob,
        "terms_starts": merged.terms.offsets,
        "folds": forms,
        "folds_starts": form_starts,
        "fold_starts": folds.starts,
        "fold_terms": folds.numbers,
    }
    write_arrays(folder / f"{name}{PARTS[0]}", arrays)


@damage_named()
def open_segment(folder: Path, name: str) -> SegmentData:
    """Open the four files of a segment. Raises `IndexDamaged`."""
    terms, postings, documents, articles = (ArrayFile(folder / f"{name}{part}") for part in PARTS)
    folds = Folds(
        Strings(terms["folds"], terms["folds_starts"]), terms["fold_starts"], terms["fold_terms"]
    )
    segment = SegmentData(
        Strings(terms["terms"], terms["terms_starts"]),
        Postings.from_arrays(postings),
        DocTable.from_arrays(documents),
        ArticleStore.from_arrays(articles),
        folds,
    )
    if not segment.has_one_size() or len(folds.starts) != len(folds.forms) + 1:
        raise IndexDamaged(f"{name}: its arrays do not fit together; run `index add --rebuild`")
    return segment
