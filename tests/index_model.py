"""A brute-force model of the index for tests: every rule of matching and scoring written the
obvious way, no arrays."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp, log, log1p, sqrt
from pathlib import Path

from hypothesis import strategies as st

from corpus import Article
from corpus.vietnamese.text import fold
from search.analysis import analyze, is_folded
from search.analysis.topics import TITLE_SHARE
from search.model import IndexedArticle
from search.opening import open_writer
from search.query.plan import (
    And,
    Node,
    Or,
    Phrase,
    Plan,
    Prefix,
    Term,
    Values,
    enough_hits,
    fewest_words,
)
from search.ranking import feedback
from search.ranking.weighting import BM25F
from search.whoosh_engine.reading.snapshot import Snapshot

FIELDS = ("title", "summary", "body")
PIECES = (
    "đảng",
    "Đảng",
    "đáng",
    "dang",
    "uỷ",
    "ủy",
    "quận",
    "quan",
    "1",
    "hòa bình",
    "hoa",
    "tuyên truyền",
    "05-CT/TW",
)
TERMS = (
    "đảng",
    "đáng",
    "dang",
    "uỷ",
    "quận",
    "quan",
    "1",
    "hoà",
    "bình",
    "hoa",
    "tuyên",
    "truyền",
    "hoà_bình",
    "tuyên_truyền",
    "05-ct/tw",
    "không",
)
DISTRICTS = (
    "Quận 1, Thành phố Hồ Chí Minh",
    "Quận 10, Thành phố Hồ Chí Minh",
    "Huyện Củ Chi, Thành phố Hồ Chí Minh",
)
CODES = ("05-CT/TW", "01-KL/TW")
DAYS = (date(2019, 1, 31), date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 9))

texts = st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join)


def document(
    id: str, title: str = "", body: str = "", summary: str = "", **fields: object
) -> IndexedArticle:
    """Make a document of one article, `districts`, `codes`, `published` and `event_date` if
    given."""
    facets = {
        "district": tuple(fields.get("districts", ())),
        "code": tuple(fields.get("codes", ())),
    }
    facets = {name: values for name, values in facets.items() if values}
    article = Article(id, title, body, summary, published=fields.get("published"))
    return IndexedArticle(article, facets, fields.get("event_date"))


def documents(ids: Sequence[str] = "abcdefgh") -> st.SearchStrategy[IndexedArticle]:
    """Draw documents of a tiny vocabulary, with few different ids, facets and days."""
    return st.builds(
        document,
        st.sampled_from(ids),
        texts,
        texts,
        texts,
        districts=st.lists(st.sampled_from(DISTRICTS), max_size=2, unique=True),
        codes=st.lists(st.sampled_from(CODES), max_size=2, unique=True),
        published=st.none() | st.sampled_from(DAYS),
        event_date=st.none() | st.sampled_from(DAYS),
    )


def write(folder: Path, *commits: Iterable[IndexedArticle], memory_mb: int = 64) -> None:
    """Add documents to an index, each group committed apart."""
    with open_writer(folder, memory_mb=memory_mb) as writer:
        for group in commits:
            if batch := list(group):
                writer.add(writer.prepare(batch))
            writer.commit()


_fields = st.sampled_from(("", "", *FIELDS))
terms = st.builds(Term, st.sampled_from(TERMS), st.booleans())
leaves = st.one_of(
    st.builds(Term, st.sampled_from(TERMS), st.booleans(), _fields),
    st.builds(Phrase, st.lists(terms, min_size=1, max_size=3).map(tuple), _fields),
    st.builds(Prefix, st.sampled_from(("đ", "d", "q", "hoà", "hoa", "tu", "0", "x")), _fields),
    st.builds(
        Values,
        st.just("district"),
        st.lists(st.sampled_from((*DISTRICTS, "?")), max_size=2).map(tuple),
    ),
)
nodes: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(And, st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Or, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=4,
)
_several = st.lists(nodes, max_size=3).map(tuple)
plans = st.builds(
    Plan,
    _several,
    _several,
    st.lists(nodes, max_size=1).map(tuple),
    st.lists(st.tuples(nodes, st.sampled_from((0.5, 2.0))), max_size=1).map(tuple),
    st.lists(st.tuples(terms, terms), max_size=2).map(tuple),
    st.booleans(),
    st.lists(nodes, max_size=2).map(tuple),
)


@dataclass(eq=False)
class ModelDocument:
    """One document as the model sees it: for each field the (position, term) pairs, and its
    length."""

    document: IndexedArticle
    occurrences: tuple[tuple[tuple[int, str], ...], ...]
    lengths: tuple[int, ...]

    @property
    def id(self) -> str:
        return self.document.article.id

    @property
    def day(self) -> date | None:
        return self.document.article.published or self.document.event_date

    @property
    def topic(self) -> Counter[str]:
        """Return how often each word is used, title and summary counting more."""
        shares = (TITLE_SHARE, TITLE_SHARE, 1)
        used = [
            (t, share)
            for share, field in zip(shares, self.occurrences, strict=True)
            for _, t in field
            if "_" in t
        ]
        return sum((Counter({term: share}) for term, share in used), Counter())

    def counts(self, accepts: Callable[[str], bool], field: str) -> list[int]:
        """Return how often an accepted term stands in each field."""
        return [
            sum(accepts(term) for _, term in self.occurrences[index]) if field in ("", name) else 0
            for index, name in enumerate(FIELDS)
        ]

    def starts(self, phrase: Phrase) -> int:
        """Return how often a phrase begins in its field."""
        found = 0
        for index, name in enumerate(FIELDS):
            if phrase.field in ("", name):
                there = self.occurrences[index]
                for start in {position for position, _ in there}:
                    found += all(
                        any(
                            position == start + step and accepting(term)(other)
                            for position, other in there
                        )
                        for step, term in enumerate(phrase.terms)
                    )
        return found


def model_document(document: IndexedArticle) -> ModelDocument:
    """Analyse a document for the model."""
    article = document.article
    tokens = [analyze(text) for text in (article.title, article.summary, article.body)]
    occurrences = [
        (*enumerate(field.syllables), *((position, word) for word, position, _ in field.words))
        for field in tokens
    ]
    return ModelDocument(
        document, tuple(occurrences), tuple(len(field.syllables) for field in tokens)
    )


def accepting(node: Term | Prefix) -> Callable[[str], bool]:
    """Return which terms a leaf stands for."""
    match node:
        case Term(text, folded):
            return (
                (lambda term: fold(term) == fold(text)) if folded else (lambda term: term == text)
            )
        case Prefix(text):
            same = fold if is_folded(text) else str
            return lambda term: "_" not in term and same(term).startswith(same(text))


class Model:
    """Living documents, and `all`: those plus the dead ones that still stand in segments and count
    in statistics."""

    def __init__(self, living: Sequence[ModelDocument], all: Sequence[ModelDocument]) -> None:
        self.living = living
        self.all = all
        self.size = len(all)
        self.averages = [
            max(sum(d.lengths[f] for d in all) / max(len(all), 1), 1.0) for f in range(3)
        ]

    def frequency(self, document: ModelDocument, node: Node) -> float:
        """Return a leaf's frequency in a document, each field with its weight and length; 0 without
        a match."""
        if isinstance(node, Phrase):
            return float(document.starts(node))
        total = 0.0
        for field, count in enumerate(document.counts(accepting(node), node.field)):
            b = BM25F.b[field]
            total += (
                count
                * BM25F.weights[field]
                / (1 - b + b * document.lengths[field] / self.averages[field])
            )
        return total

    def scores(self, node: Node) -> dict[str, float]:
        """Return the score of every living document for which a condition holds, by id."""
        match node:
            case And(nodes):
                parts = [self.scores(part) for part in nodes]
                return {
                    id: sum(part[id] for part in parts)
                    for id in parts[0]
                    if all(id in part for part in parts)
                }
            case Or(nodes):
                found: dict[str, float] = {}
                most = self.most(node)
                for part in nodes:
                    for id, score in self.scores(part).items():
                        found[id] = max(found.get(id, 0), score / self.most(part) * most)
                return found
        frequencies = self.frequencies(node)
        if isinstance(node, Values):
            return dict.fromkeys(frequencies, self.most(node))
        return {id: self.most(node) * tf / (tf + BM25F.k1) for id, tf in frequencies.items()}

    def most(self, node: Node) -> float:
        """Return the most that a condition can add to a score."""
        match node:
            case And(nodes):
                return sum(map(self.most, nodes))
            case Or(nodes):
                return max((self.most(part) for part in nodes if self.scores(part)), default=0)
        found = len(self.frequencies(node))
        idf = log1p((self.size - found + 0.5) / (found + 0.5))
        return idf * (2.0 if isinstance(node, Values) else BM25F.k1 + 1)

    def frequencies(self, node: Node) -> dict[str, float]:
        """Return a leaf's frequency in each document for which it holds."""
        if isinstance(node, Values):
            holders = [
                d
                for d in self.living
                if set(node.values) & set(d.document.facets.get(node.facet, ()))
            ]
            return {d.id: 1.0 for d in holders}
        return {d.id: tf for d in self.living if (tf := self.frequency(d, node))}

    def answer(self, plan: Plan) -> dict[str, float]:
        """Return the documents of a plan with their scores, by id."""
        together = plan.together if plan.required or plan.words else ()
        required, words, beside, banned = (
            [self.scores(n) for n in ns]
            for ns in (plan.required, plan.words, together, plan.must_not)
        )
        allowed = [
            d.id
            for d in self.living
            if all(d.id in p for p in (*required, *beside)) and not any(d.id in p for p in banned)
        ]
        held = {id: sum(id in part for part in words) for id in allowed}
        least = wanted = len(words)
        if plan.relax and sum(count == least for count in held.values()) < enough_hits(least):
            least = fewest_words(least, [list(held.values()).count(k) for k in range(least + 1)])
        chosen = [id for id in allowed if held[id] >= least]
        parts = [(part, 1.0) for part in required]
        parts += [
            ({id: part[id] * sqrt(held[id] / wanted) for id in part if id in held}, 1.0)
            for part in words
        ]
        parts += [(self.scores(node), boost) for node, boost in plan.should]
        parts += [(self._near(pair, chosen), 0.7) for pair in plan.pairs]
        found = {id: sum(boost * part.get(id, 0) for part, boost in parts) for id in chosen}
        return self._fed_back(found) if least < wanted and len(found) > 1 else found

    def _fed_back(self, found: dict[str, float]) -> dict[str, float]:
        """Let documents gain by the cosine of their words with those of all found, weighted by
        score."""
        using = Counter(word for d in self.all for word in d.topic)
        topics = {
            d.id: {word: log(self.size / using[word]) for word in d.topic}
            for d in self.living
            if d.id in found
        }
        vectors = {id: _normal(topic) for id, topic in topics.items()}
        best = max(found.values())
        shares = {id: exp(score - best) for id, score in found.items()}
        profile: Counter[str] = Counter()
        for id, vector in vectors.items():
            for word, weight in vector.items():
                profile[word] += weight * shares[id] / sum(shares.values())
        return {
            id: score
            + feedback.WEIGHT
            * best
            * sum(weight * profile[word] for word, weight in vectors[id].items())
            for id, score in found.items()
        }

    def _near(self, pair: tuple[Term, Term], chosen: Sequence[str]) -> dict[str, float]:
        counts = {d.id: d.starts(Phrase(pair)) for d in self.living if d.id in chosen}
        having = max(sum(map(bool, counts.values())), 1)
        return {
            id: log1p(self.size / having) * count / (count + BM25F.k1)
            for id, count in counts.items()
        }


def _normal(vector: dict[str, float]) -> dict[str, float]:
    length = max(sqrt(sum(weight * weight for weight in vector.values())), 1e-6)
    return {word: weight / length for word, weight in vector.items()}


def model_of(snapshot: Snapshot, written: Iterable[IndexedArticle]) -> Model:
    """Return the model of a snapshot: `written` are all versions ever written, of which it holds
    some."""
    by_digest = {d.article.digest: model_document(d) for d in written}
    found = [
        (
            by_digest[segment.docs.digest(doc)],
            snapshot.live is None or bool(snapshot.live[base + doc]),
        )
        for base, segment in zip(snapshot.bases, snapshot.segments, strict=False)
        for doc in range(len(segment))
    ]
    return Model([d for d, lives in found if lives], [d for d, _ in found])
