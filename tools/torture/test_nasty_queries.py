"""Queries that nobody means well: each is answered within a second, or is a `QueryError`, whatever
else is asked."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from sample_index import indexed, sample_articles

from search import QueryError, SearchRequest, open_engine
from search.engine import Engine
from search.facets import FACETS
from search.query.offers import offered
from search.request import MAX_QUERY, OFF
from tools.torture.rounds import LONG, chance, rounds

SIGNS = (
    '"',
    "-",
    "*",
    ":",
    "(",
    ")",
    "/",
    "\\",
    "~",
    "^",
    "+",
    "&",
    "|",
    "'",
    "“",
    "”",
    "–",
    ".",
    ",",
    "?",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "%",
    "$",
    "#",
    "@",
    "=",
    ";",
    "_",
    "\t",
    "\n",
    "\u0000",
    "\u0301",
    "\u0323",
    "\u200b",
    "\ufeff",
    "\ud800",
    "\U0001f600",
    "İ",
    "ß",
    "\ufb01",
    "Ω",
    "\u4e2d",
    "ا",
    "\u202e",
)
FIELDS = (
    "quận:",
    "phường:",
    "code:",
    "số:",
    "loại:",
    "cơquan:",
    "từ:",
    "đến:",
    "title:",
    "body:",
    "tỉnh:",
    "lạ:",
    "nguồn:",
)
WORDS = (
    "của",
    "và",
    "đảng",
    "dang",
    "các",
    "a",
    "á",
    "t",
    "th",
    "1",
    "0",
    "quận 1",
    "phường",
    "không",
    "ubnd",
    "hđnd",
    "tphcm",
    "hội nghị",
    "hoi nghi",
    "công tác",
    "cong tac",
    "thanh pho ho chi minh",
    "uỷ",
    "ủy ban nhân dân",
    "đôngf",
    "quaanj",
    "nguyeen",
    "xzq",
    "tháng 1 năm 2024",
    "ngày 5/3/2024",
    "quý 4 2023",
    "OR",
    "AND NOT",
    "NEAR/2",
    "05-CT/TW",
    "05 - ct / tw",
    "chỉ thị 05",
    "ct 05",
    "chi thi 05-ct/tw",
    "46/2016/NĐ-CP",
    "nghị quyết",
    "kế hoạch 12",
    "khóa xiii",
    "2024",
    "99999999999999999999",
    "1e999",
    "quan 1 quan 3 quan 5",
)


def query(random: Random) -> str:
    """Return a query of the grammar: words, signs, fields, phrases, prefixes, in order, mixed, or
    over and over."""
    kind = random.random()
    if kind < 0.15:
        return (random.choice((*SIGNS, *FIELDS, *WORDS)) * MAX_QUERY)[
            : random.choice((60, 300, MAX_QUERY))
        ]
    if kind < 0.30:
        unit = random.choice(("{} ", "-{} ", '"{}" ', "{}* ", "{}:", "{}-", "{}/", "a{}")).format(
            random.choice(WORDS)
        )
        return unit * (64 // len(unit.split() or " "))
    if kind < 0.40:
        return " ".join(_syllable(random) for _ in range(random.randint(1, 64)))
    if kind < 0.50:
        return '"' + " ".join(random.choice(WORDS) for _ in range(random.randint(2, 30))) + '"'
    pieces = (_piece(random) for _ in range(random.choice((1, 2, 3, 5, 10, 30))))
    return random.choice((" ", " ", "")).join(pieces)[:MAX_QUERY]


def _piece(random: Random) -> str:
    word, other, sign, field = (random.choice(table) for table in (WORDS, WORDS, SIGNS, FIELDS))
    forms = (
        word,
        word.upper(),
        sign,
        sign * random.randint(2, 40),
        f"-{word}",
        f'"{word}"',
        f"{word}*",
        f"{word}{sign}{other}",
        f"{field}{word}",
        f'{field}"{word} {other}"',
        f"{word[: random.randint(1, 3)]}*",
    )
    return random.choice(forms)


def _syllable(random: Random) -> str:
    begin, end = ("b", "ch", "d", "đ", "ng", "th", "tr", "x", ""), ("", "n", "ng", "c", "t", "m")
    return random.choice(begin) + random.choice("aăâeêioôơuưyáàảạ") + random.choice(end)


def request(random: Random) -> SearchRequest:
    """Return a request with such a query, now and then with other things as hard."""
    more: dict[str, object] = {}
    if random.random() < 0.4:
        choices: tuple[dict[str, object], ...] = (
            {"sort": "newest"},
            {"sort": "oldest"},
            {"group": "story"},
            {"per_page": 100},
            {"per_page": 100, "page": 9},
            {"facet_limit": 1_000},
            {"facet_q": query(random)},
            {"explain": True},
            {"off": random.sample(OFF, 2)},
            {FACETS[random.choice(list(FACETS))].attribute: [query(random)[:500]]},
            {"not_codes": ["05-CT/TW"]},
        )
        more = random.choice(choices)
    return SearchRequest(q=query(random), **more)  # type: ignore[arg-type]


def ask(engine: Engine, asked: SearchRequest) -> None:
    """Ask for everything that a page shows."""
    page = engine.search(asked)
    assert all(hit.highlights for hit in page.results)
    assert all(list(rows) is not None for rows in page.facets.values())
    assert list(page.suggestions) is not None
    offered(asked)
    engine.suggest(asked.q[:200])


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """TIMTIN_TEST_INDEX in the long form where it is given, else the sample."""
    if LONG and (ready := os.environ.get("TIMTIN_TEST_INDEX")):
        return open_engine(Path(ready))
    return indexed(sample_articles(), tmp_path_factory.mktemp("nasty"))


def _asked(turns: int) -> Iterator[SearchRequest]:
    random = chance(11)
    while turns:
        try:
            yield request(random)
            turns -= 1
        except QueryError:
            continue


def test_nasty_queries(engine: Engine, record_property: Callable[[str, object], None]) -> None:
    """Thousands of queries from a grammar of nasties: none above a second of processor time, no
    other error."""
    turns, slowest, refused = rounds(400, 10_000), [(0.0, "")], 0
    for asked in _asked(turns):
        start = time.process_time()
        try:
            ask(engine, asked)
        except QueryError:
            refused += 1
        slowest = sorted(
            [(time.process_time() - start, repr(asked.q[:60])), *slowest], reverse=True
        )[:5]
    told = ", ".join(f"{seconds * 1000:.0f} ms for {q}" for seconds, q in slowest)
    record_property(
        "queries from a grammar of nasties", (f"{turns:,}", f"{refused} refused; slowest: {told}")
    )
    assert slowest[0][0] < 1, told
