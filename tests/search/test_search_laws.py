"""What holds for every query, whatever is in the index; asked of the sample corpus."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from html import unescape
from itertools import islice
from pathlib import Path
from time import process_time

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from sample_index import indexed, sample_articles

from corpus import read_articles
from corpus.vietnamese.text import fold
from search import QueryError, SearchRequest
from search.analysis import analyze, is_folded, syllables
from search.engine import Engine
from search.model import SearchPage

ARTICLES = {article.id: article for article in sample_articles()}
TEXTS = [
    text
    for article in ARTICLES.values()
    for text in (article.title, article.summary, article.body)
    if text
]
SYLLABLES = {
    id: [syllables(text) for text in (one.title, one.summary, one.body)]
    for id, one in ARTICLES.items()
}
WORDS = sorted({word for text in TEXTS for word in re.findall(r"[^\W\d_]{2,}", text)})
SPELLINGS = (
    ("hòa", "hoà"),
    ("Thủy", "Thuỷ"),
    ("ủy", "uỷ"),
    ("khỏe", "khoẻ"),
    ("hóa", "hoá"),
    ("tòa", "toà"),
    ("kỹ", "kĩ"),
    ("lý", "lí"),
    ("quý", "quí"),
    ("kỷ", "kỉ"),
    ("Mỹ", "Mĩ"),
)
PIECES = (
    '"',
    "-",
    "*",
    ":",
    "code:",
    "quận:",
    "từ:2024",
    "đến:x",
    "title:",
    "05-CT/TW",
    "đảng",
    "quaanj",
    "\x00",
    "/",
)
CODES = (
    "05-CT/TW",
    "01 - kl/tw",
    "30/2020/NĐ-CP",
    "chỉ thị 05",
    "KH 318",
    "1/2025",
    "MTTQ",
    "UBND",
    "Q.1",
)

anything = st.text(st.characters(codec=None, categories=None), max_size=120)
CAPITAL_SYMBOLS = {"KH", "TB", "BC", "CV", "QC", "CĐ"}
"""Types of documents that are read so, before a bare number, only in capitals."""

known = st.sampled_from(WORDS)
queries = st.lists(known | st.sampled_from(CODES), min_size=1, max_size=5).map(" ".join)
runs = st.builds(
    lambda text, at, size: " ".join(re.findall(r"\w+", text)[at : at + size]),
    st.sampled_from(TEXTS),
    st.integers(0, 60),
    st.integers(1, 4),
).filter(bool)
lawful = settings(deadline=None, max_examples=40)


@pytest.fixture(scope="module")
def engine(places: Callable[[], str | Path]) -> Engine:
    """The sample corpus."""
    return indexed(list(ARTICLES.values()), places())


def _answer(engine: Engine, q: str, **more: object) -> tuple[set[str], int]:
    page = engine.search(SearchRequest(q=q, per_page=100, **more))  # type: ignore[arg-type]
    ids = {hit.id for hit in page.results} | _rest(engine, page)
    assert len(ids) == page.total, "the total is exact and no hit comes twice"
    return ids, page.total


def _rest(engine: Engine, page: SearchPage) -> set[str]:
    return {hit.id for hit in engine.search(page.next).results} if page.next else set()


def _holds(id: str, typed: list[str]) -> bool:
    """Say whether one text of an article holds the syllables side by side; those typed without
    marks are any."""
    return any(
        all(map(_is_form, held[start : start + len(typed)], typed))
        for held in SYLLABLES[id]
        for start in range(len(held) - len(typed) + 1)
    )


def _is_form(held: str, typed: str) -> bool:
    return held == typed or (not typed.isdigit() and fold(typed) == typed == fold(held))


@lawful
@example("tuyen giao", str.upper)
@example("AN Láng", str.upper)
@example("tư", str.upper)
@given(queries, st.sampled_from((str.upper, str.lower, str.title, str.swapcase)))
def test_capitals_change_no_answer(engine: Engine, q: str, cased: object) -> None:
    """A query in any capitals finds the same articles; but KH 318 is a document and kh 318 may be
    customers, and what stands in capitals is a name, in which no slip is looked for."""
    assume(not CAPITAL_SYMBOLS & set(re.findall(r"\w+", q.upper())))
    answers = [_answer(engine, one, off=("slip",)) for one in (q, cased(q))]  # type: ignore[operator]
    assert answers[0] == answers[1]


@lawful
@example("BC Bồ")
@given(queries)
def test_decomposed_letters_change_no_answer(engine: Engine, q: str) -> None:
    """A query typed as letters with combining marks, as on a Mac, finds the same articles."""
    assert _answer(engine, unicodedata.normalize("NFD", q)) == _answer(
        engine, unicodedata.normalize("NFC", q)
    )


@lawful
@given(
    st.lists(
        st.sampled_from(SPELLINGS) | known.map(lambda word: (word, word)), min_size=1, max_size=4
    )
)
def test_the_placement_of_tones_changes_no_answer(
    engine: Engine, words: list[tuple[str, str]]
) -> None:
    """hòa and hoà, uỷ and ủy, kỹ and kĩ are one word each."""
    assert _answer(engine, " ".join(new for new, _ in words)) == _answer(
        engine, " ".join(old for _, old in words)
    )


@lawful
@given(runs, st.integers(0, 3))
def test_a_diacritic_never_ranks_the_exact_form_lower(
    engine: Engine, run: str, marked: int
) -> None:
    """With one word's marks typed, the first article that holds that word so stands no lower than
    without, where neither is taken for a slip or an abbreviation (tư, for TƯ): those are told."""
    words = run.split()
    plain = [fold(word) for word in words]
    place = marked % len(words)
    exact = syllables(words[place])
    assume(plain[place] != words[place].lower() and len(exact) == 1)
    with_marks = [*plain[:place], words[place], *plain[place + 1 :]]

    def rank(q: str) -> int:
        request = SearchRequest(q=q, per_page=100, off=("slip", "abbreviation"))
        results = engine.search(request).results
        return next((at for at, hit in enumerate(results) if _holds(hit.id, exact)), 1_000)

    assert rank(" ".join(with_marks)) <= rank(" ".join(plain))


@lawful
@given(runs)
@example("an toàn giao thông")
@example("quan 1")
def test_a_phrase_returns_the_articles_that_hold_it(engine: Engine, run: str) -> None:
    """A phrase finds every article with those words side by side in one of its texts, and no
    other."""
    typed = syllables(run)
    ids, _ = _answer(engine, f'"{run}"')
    assert ids == {id for id in ARTICLES if _holds(id, typed)}


@lawful
@given(known, known)
def test_an_excluded_word_never_comes_back(engine: Engine, word: str, excluded: str) -> None:
    """Excluding a word takes out just the articles with it; alone it leaves all others."""
    without = {id for id in ARTICLES if not _holds(id, syllables(excluded))}
    assert _answer(engine, f"-{excluded}", off=("code",))[0] == without
    assert _answer(engine, f'"{word}" -{excluded}')[0] == _answer(engine, f'"{word}"')[0] & without


@lawful
@given(queries, st.data())
def test_a_filter_only_removes_and_a_count_is_kept(
    engine: Engine, q: str, data: st.DataObject
) -> None:
    """Choosing a value leaves exactly the hits that have it, as many as its count said."""
    page = engine.search(SearchRequest(q=q, facet_limit=1_000))
    offered = [name for name in ("district", "code", "source", "issuer") if page.facets[name]]
    assume(offered)
    facet = data.draw(st.sampled_from(offered))
    value = data.draw(st.sampled_from(page.facets[facet]))
    before, _ = _answer(engine, q)
    chosen, _ = _answer(engine, q, **{f"{facet}s": (value.value,)})
    having = {id for id in before if value.value in engine.article(id).facets.get(facet, ())}  # type: ignore[union-attr]
    assert chosen == having and len(chosen) == value.count


@lawful
@given(queries)
def test_counts_are_those_of_the_hits(engine: Engine, q: str) -> None:
    """Every facet counts each hit once a value, and the months count those with a day."""
    page = engine.search(SearchRequest(q=q, facet_limit=1_000, per_page=100))
    hits = list(engine.scan(SearchRequest(q=q)))
    assert len(hits) == page.total
    held = [engine.article(hit.id).facets for hit in hits]  # type: ignore[union-attr]
    for facet in ("district", "code", "type", "issuer", "source"):
        counted = Counter(value for facets in held for value in facets.get(facet, ()))
        assert {one.value: one.count for one in page.facets[facet]} == counted
    assert sum(month.count for month in page.facets["date"]) == sum(
        hit.day is not None for hit in hits
    )


@lawful
@given(queries | runs)
def test_what_is_shown_is_cut_out_of_the_original(engine: Engine, q: str) -> None:
    """Without its marks a title is the title and a snippet a piece of the body or the summary; what
    is marked are whole words."""
    for hit in engine.search(SearchRequest(q=q)).results:
        article = ARTICLES[hit.id]
        assert _bare(hit.highlights["title"]) == article.title
        for snippet in hit.highlights["body"]:
            cut = _bare(snippet).removeprefix("…").removesuffix("…").strip()
            assert cut in article.body or cut in article.summary
        for shown in (hit.highlights["title"], *hit.highlights["body"]):
            assert not re.search(r"\w<mark>\w|\w</mark>\w", unescape(shown)), (
                "no word is marked in part"
            )


@lawful
@example("96")
@example("3")
@example("Ba")
@given(runs)
def test_marks_sit_on_the_words_asked_for(engine: Engine, run: str) -> None:
    """A phrase printed just so in title or body is marked there, and nothing but its words is; a
    number at its end may be part of another token (96 of "96-KH/QU"), which is not marked."""
    asked = {fold(word) for word in re.findall(r"\w+", run)}
    asked |= {word[:-1] + {"y": "i", "i": "y"}.get(word[-1], word[-1]) for word in asked}
    for hit in engine.search(SearchRequest(q=f'"{run}"')).results:
        marked = re.findall(
            "<mark>(.*?)</mark>", " ".join([hit.highlights["title"], *hit.highlights["body"]]), re.S
        )
        assert {
            fold(word) for text in marked for word in re.findall(r"\w+", unescape(text))
        } <= asked
        shown = f"{ARTICLES[hit.id].title}\n{ARTICLES[hit.id].body}".lower()
        before = r"(?<!\w[/.,:–-])" if run[0].isdigit() else ""
        after = r"(?![/.,:–-]\w)" if run[-1].isdigit() else ""
        alone = rf"{before}(?<!\w){re.escape(run.lower())}(?!\w){after}"
        assert marked or not re.search(alone, shown)


def _bare(shown: str) -> str:
    return unescape(re.sub("</?mark>", "", shown))


@settings(deadline=None, max_examples=100)
@given(
    st.text(st.characters(codec=None, categories=None), max_size=120)
    | st.lists(st.sampled_from(PIECES)).map("".join)
)
def test_any_text_is_answered(engine: Engine, q: str) -> None:
    """Whatever is typed is answered, or refused as a `QueryError` of the query."""
    try:
        page = engine.search(SearchRequest(q=q, explain=True))
    except QueryError as error:
        assert error.field == "q"
        return
    assert page.total >= len(page.results) and all(hit.highlights for hit in page.results)
    assert page.suggestions is not None


@pytest.mark.parametrize(
    "q",
    [
        "🎉",
        "🇻🇳 đảng 🎉",
        "a",
        "ở",
        "và của là các",
        "đảng " * 64,
        "đảng Party 党 партия حزب",
        '"đảng bộ quận',
        "quận:",
        "code:",
        "từ:",
        "-đảng",
        "-",
        '-"',
        "x" * 256,
        "đ" * 1_000,
        "*",
        "a*",
        '""',
        "((((",
        "\u0301" * 300,
        "/" * 500,
        "05-CT/TW " * 30,
        "quaanj 1 " * 20,
        "1 " * 64,
    ],
    ids=lambda q: q[:12] or "empty",
)
def test_odd_input_is_answered_at_once(engine: Engine, q: str) -> None:
    """No query is an error for what stands in it, and none takes long over a small collection."""
    began = process_time()
    page = engine.search(SearchRequest(q=q))
    assert page.total >= len(page.results)
    assert page.suggestions is not None
    assert process_time() - began < 2, "nothing here takes more than linear time"


def test_exclusions_alone_mean_all_other_articles(engine: Engine) -> None:
    """Only -word gives every article without it, newest first."""
    page = engine.search(SearchRequest(q="-quận", per_page=100))
    assert 0 < page.total < len(ARTICLES)
    days = [hit.day for hit in page.results if hit.day]
    assert days == sorted(days, reverse=True)


def test_a_field_without_a_value_is_a_word(engine: Engine) -> None:
    """ "quận:" asks for the word, and an open quote ends at the end."""
    assert _answer(engine, "quận:") == _answer(engine, "quận")
    assert _answer(engine, '"quận ủy') == _answer(engine, '"quận ủy"')


def test_one_word_too_many_is_refused(engine: Engine) -> None:
    """65 words are a `QueryError` that says the limit."""
    with pytest.raises(QueryError, match="64"):
        engine.search(SearchRequest(q="đảng " * 65))


@pytest.mark.data
def test_no_word_is_lost_by_segmentation(data_dir: Path, place: str | Path) -> None:
    """Each of the most frequent two-syllable words finds every article that holds its syllables
    side by side."""
    articles = {
        one.id: one for one in islice(read_articles([data_dir / "data" / "vinews.jsonl.xz"]), 3_000)
    }
    engine = indexed(list(articles.values()), place)
    frequent: Counter[str] = Counter()
    holding: dict[str, set[str]] = {}
    for article in articles.values():
        for text in (article.title, article.summary, article.body):
            tokens = analyze(text)
            frequent.update(word for word, _, length in tokens.words if length == 2)
            for first, second in zip(tokens.syllables, tokens.syllables[1:], strict=False):
                holding.setdefault(f"{first}_{second}", set()).add(article.id)
    lost = {}
    for word, _ in frequent.most_common(500 if isinstance(place, Path) else 100):
        q = word.replace("_", " ")
        phrase = {hit.id for hit in engine.scan(SearchRequest(q=f'"{q}"'))}
        words = {hit.id for hit in engine.scan(SearchRequest(q=q, off=("relax",)))}
        if missing := holding[word] - (phrase & words):
            lost[word] = len(missing)
    assert len(articles) == 3_000 and lost == {}


@lawful
@example("Ban Tuyên giáo Thành ủy")
@given(runs)
def test_with_words_apart_nothing_is_lost(engine: Engine, run: str) -> None:
    """Counting words as such only takes away, exactly as many as are said to be one step away."""
    page = engine.search(SearchRequest(q=run))
    counted, loose = _answer(engine, run)[0], _answer(engine, run, off=("word",))[0]
    if any(reading.kind == "word" and reading.value for reading in page.readings):
        assert is_folded(run) or counted <= loose
    if page.loose:
        assert page.loose == len(loose) - len(counted) or is_folded(run)


@lawful
@given(queries, st.integers(1, 20))
def test_what_is_nearest_is_counted_apart(engine: Engine, q: str, per_page: int) -> None:
    """Articles without the numbers of a query are none of its hits, fill no more than the page, and
    are gone when nothing may be let go of."""
    page = engine.search(SearchRequest(q=q, per_page=per_page))
    hits = {hit.id for hit in engine.scan(SearchRequest(q=q))}
    assert len(hits) == page.total
    assert hits.isdisjoint(hit.id for hit in page.nearest)
    assert len(page.results) + len(page.nearest) <= per_page
    assert len(page.nearest) <= page.beyond
    strict = engine.search(SearchRequest(q=q, off=("relax",)))
    assert not strict.beyond and not strict.nearest
