"""What reads a stranger's text takes about linear time: each expression, and the functions that use
them."""

import re
import signal
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import product
from typing import Any

import pytest
from patterns import Expression, expressions, worst

from corpus import Article
from corpus.codes import explain_codes, find_codes
from corpus.dates import explain_dates, find_dates, find_periods
from corpus.documents import read_documents
from corpus.extraction import extract
from corpus.mention import MOST_MENTIONS
from corpus.places import Places, find_places
from corpus.reading.days import printed_days
from corpus.reading.headline import headline
from corpus.reading.lines import joined_lines
from corpus.reading.markup import plain_text
from corpus.reading.mending import lost_letters, mend
from corpus.reading.values import unpacked
from corpus.vietnamese.flow import flow
from corpus.vietnamese.ordering import natural_key
from corpus.vietnamese.text import clean, fold, place_tones, present_tones
from indexer.indexed import to_indexed
from search.analysis import analyze
from search.analysis.segmentation.tokens import scan
from search.answer.highlight import Marker
from search.query.mark import Mark
from tools.torture.rounds import LONG

SIZES = (12_500, 100_000) if LONG else (3_125, 25_000)
"""Characters of a worst case, small and eightfold: linear time grows 8 times, quadratic 64
times."""

MOST_GROWTH = 24
JUDGED = 0.05
CAREFUL = 0.5
ENDLESS = 20.0
"""Seconds of processor time: what is done sooner is not judged, the doubtful is run so long, the
endless given up."""

WINDOWS = {
    "corpus.codes.mentions._LIST_BEFORE": 120,
    "corpus.places.context._ADJACENT": 14,
    "corpus.places.wards._JOINED": 30,
    "search.analysis.segmentation.tokens._with_email": 64,
}
"""Expressions that grow faster, and how much text they are given: so many characters, or (the last
one) an address."""


@pytest.fixture
def bounded() -> Iterator[None]:
    """Give up what does not end: an expression that blows up does not hold up the tests for
    ever."""

    def give_up(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, give_up)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one run."""
    signal.setitimer(signal.ITIMER_VIRTUAL, ENDLESS)
    start = time.process_time()
    work()
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - start


def average(work: Callable[[], object]) -> float:
    """Return the processor time of a run, over many: some clocks tick a hundred times a second, and
    in leaps."""
    total, runs = 0.0, 0
    while total < CAREFUL:
        total += seconds(work)
        runs += 1
    return total / runs


def growth(work: Callable[[str], object], text: str, shorter: str) -> float:
    """Return how much longer a text takes than one of an eighth; what looks too much is measured
    again, with care."""
    large = seconds(partial(work, text))
    if large < JUDGED or large < MOST_GROWTH / 2 * seconds(partial(work, shorter)):
        return 1
    return average(partial(work, text)) / average(partial(work, shorter))


UNITS = (
    "a",
    "1",
    " ",
    "/",
    '"',
    "'",
    "-",
    ".",
    ",",
    "A",
    "\n",
    "(",
    ":",
    "@",
    "đ",
    "_",
    "*",
    "&",
    "<",
    "Á ",
    "1/",
    "a.",
    "a@",
    "a@a.",
    "a:",
    "1.",
    "1,",
    "1-",
    "1 và ",
    "1, ",
    "ạ\u0323",
    "\u0301",
    "05-CT/TW, ",
    "05-",
    "-CT/TW",
    "số 200, ",
    "số ",
    "200 và ",
    "Nghị quyết ",
    "Chỉ thị 05 ",
    "khóa XIII ",
    "46/2016/NĐ-CP",
    "ngày 5/3 ",
    "5/3 ",
    "5/3/2024 ",
    "5-",
    "5/",
    "tháng 1/2020 ",
    "năm 2024 ",
    "năm ",
    "từ ngày ",
    "(3/2/1930 - 3/2/2025) ",
    "tổng kết ",
    "tổng kết năm 2023 ",
    "vừa ban hành ",
    "vừa ",
    "trước ngày 5/3/2024 ",
    "đến ",
    "30/4 ",
    "sinh ngày 5/3/1960, ",
    "Quận 1, ",
    "quận ",
    "Quận ",
    "phường 5, ",
    "phường 5 và ",
    "phường ",
    "phường Bến Nghé (cũ), ",
    "Bình ",
    "Bình Thạnh ",
    "Hòa Bình ",
    "Sài Gòn - ",
    "TP.HCM ",
    "Thành phố Hồ Chí Minh ",
    "Phường 1, Quận 3, ",
    "Châu Thành, ",
    "xã Tân Phú ",
    "UBND ",
    "UBND quận ",
    "- ",
    "của ",
    "các quận 1, 3, ",
    "Kế hoạch 05-KH/QU thực hiện Chỉ thị 05-CT/TW và ",
    "Quyết định này thay thế Quyết định 06/QĐ-TTg. ",
    "Căn cứ Nghị định 05/2016/NĐ-CP; ",
    "cụ thể hóa Kế hoạch 05-KH/QU bằng ",
    "Luật Đất đai Luật ",
    "Chỉ thị 05-CT/TW về “",
    "kế hoạch này thực hiện kế hoạch này, ",
    "Thực hiện Kế hoạch 05-KH/QU, Quận ủy ban hành ",
    "Chỉ thị 05-CT/TW gắn với việc ",
    "5, ",
    "http://a",
    "A.A.",
    "đảng ủy ",
    "Đảng Ủy ",
    "không ",
)
FRAMES = (
    ("", ""),
    ("Tiêu đề\n\nSáng 5/3, Quận ủy Quận 1 họp. ", ""),
    ("", "\n\nNgày 12/1, Quận ủy Quận 1 tổng kết năm."),
    ("", "\n\nNgày 12/1, Quận ủy Quận 1 họp, năm 2024."),
)
"""What may stand before and behind: the lead of an article, so that a day of it has to be reasoned
out."""

PUBLISHED = date(2024, 3, 9)

READING: dict[str, Callable[[str], object]] = {
    "clean": clean,
    "fold": fold,
    "tones": lambda text: (place_tones(text), present_tones(text)),
    "headline": headline,
    "mend": mend,
    "lost_letters": lost_letters,
    "plain_text": plain_text,
    "joined_lines": joined_lines,
    "flow": lambda text: flow(text).settled([(0, 1)]),
    "printed_days": lambda text: list(printed_days(text)),
    "unpacked": lambda text: unpacked(f"['{text}']"),
    "explain_codes": explain_codes,
    "read_documents": lambda text: read_documents(
        text, find_codes(text), find_dates(text, PUBLISHED), Places(), PUBLISHED, 0
    ),
    "find_dates": lambda text: find_dates(text, PUBLISHED),
    "find_dates, no day of publication": lambda text: find_dates(text, None),
    "explain_dates": explain_dates,
    "find_places": lambda text: find_places(text, title="", source="", published=PUBLISHED),
    "find_places, no day of publication": lambda text: find_places(
        text, title=text[:200], source=text, published=None
    ),
    "to_indexed": lambda text: to_indexed(Article("a", text, "Sáng 5/3, Quận ủy Quận 1 họp.")),
    "body of an article": lambda text: to_indexed(Article("a", "", text)),
    "scan": lambda text: list(scan(text)),
    "analyze": analyze,
    "natural_key": natural_key,
    "title": Marker.of(map(Mark, ["đảng ủy", "quận", "1", "a", "05-ct/tw"])).title,
    "body": Marker.of(map(Mark, ["đảng ủy", "quận", "1", "a", "05-ct/tw"])).body,
    "find_periods": find_periods,
}
"""Everything that is given a text of any length, that of an article or of what was typed."""

EXPRESSIONS = expressions()


def _work(expression: Expression) -> Callable[[Any], object]:
    if expression.is_anchored:
        return lambda text: (expression.pattern.match(text), expression.pattern.fullmatch(text))
    return lambda text: [None for _ in expression.pattern.finditer(text)]


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=lambda expression: expression.name)
@pytest.mark.usefixtures("bounded")
def test_every_expression_takes_linear_time(expression: Expression) -> None:
    """Each expression, used as the product uses it, on the texts that are worst for it."""
    most = WINDOWS.get(expression.name)
    pairs = zip(*(worst(expression.pattern, most or size) for size in SIZES), strict=True)
    for small, large in pairs:
        texts = [
            text.encode() if isinstance(expression.pattern.pattern, bytes) else text
            for text in (large, small)
        ]
        grown = growth(_work(expression), *texts)
        assert grown < MOST_GROWTH, (
            f"{grown:.0f} times as long for {large[:40]!r} ... {large[-5:]!r}"
        )


@pytest.mark.parametrize("name", READING)
@pytest.mark.usefixtures("bounded")
def test_reading_takes_linear_time(name: str) -> None:
    """Words, codes, days, places, quotes and signs, each over and over, alone and behind the lead
    of an article."""
    READING[name]("đảng")
    for (head, tail), unit in product(FRAMES, UNITS if LONG else UNITS[len(name) % 5 :: 5]):
        small, large = (head + unit * (size // len(unit)) + tail for size in SIZES)
        grown = growth(READING[name], large, small)
        assert grown < MOST_GROWTH, f"{grown:.0f} times as long for {large[:80]!r} ... {tail!r}"


DIFFERENT: dict[str, Callable[[int], str]] = {
    "codes": lambda i: f"{i}-NQ/TW ",
    "codes of decrees": lambda i: f"{i}/{1990 + i % 36}/NĐ-CP, ",
    "lists of codes": lambda i: f"số {i}, {i + 1} và {i + 2}-KH/QU ",
    "codes with days": lambda i: f"Nghị quyết {i}-NQ/TW về “việc {i}” ngày {i % 28 + 1}/5/2024 ",
    "one code, other days": lambda i: f"Nghị quyết 57-NQ/TW ngày {i % 28 + 1}/3/{1950 + i % 75}, ",
    "one number, other places": lambda i: f"Quận ủy Quận {i % 12 + 1} có Kế hoạch 5-KH/QU. ",
    "references": lambda i: f"Chỉ thị {i}, Kết luận {i + 1} ",
    "plenums": lambda i: f"Nghị quyết Trung ương 4 khóa XI ngày {i % 28 + 1}/{i % 12 + 1}/2016. ",
    "laws": lambda i: f"Luật số {i}/2023/QH15, Luật Đất đai {1950 + i % 70}. ",
    "relations": lambda i: f"Kế hoạch {i}-KH/QU thực hiện Nghị quyết {i}-NQ/TW, ",
    "days": lambda i: f"ngày {i % 28 + 1} tháng {i % 12 + 1} năm {1950 + i % 100}, ",
    "days without a year": lambda i: f"ngày {i % 28 + 1}/{i % 12 + 1} ",
    "wards": lambda i: f"Phường {i % 30 + 1}, Quận {i % 12 + 1}, ",
    "numbers": lambda i: f"{i} ",
    "words": lambda i: f"từ{i} ",
    "quotes": lambda i: f"“{i} ",
    "bodies": lambda i: f"Ban Thường vụ Thành ủy {i} ban hành Chỉ thị {i % 20}, ",
}


def pieces(make: Callable[[int], str], size: int) -> str:
    """Return different pieces, one behind the other, of about so many characters."""
    return "".join(map(make, range(size // len(make(1_000)))))


@pytest.mark.parametrize("name", DIFFERENT)
@pytest.mark.usefixtures("bounded")
def test_different_pieces_take_linear_time(name: str) -> None:
    """What is not the same over and over: each code, day or place is another, or one document is
    named with ever other days and places."""
    work = READING["body of an article"]
    work("đảng")
    small, large = (pieces(DIFFERENT[name], 2 * size) for size in SIZES)
    assert (grown := growth(work, large, small)) < MOST_GROWTH, f"{grown:.0f} times as long"


@pytest.mark.parametrize("name", DIFFERENT if LONG else ["codes", "wards"])
@pytest.mark.usefixtures("bounded")
def test_an_article_of_megabytes_ends(name: str) -> None:
    """What is read of one article is bounded: the largest that is let in is done within seconds."""
    text = pieces(DIFFERENT[name], 6_000_000 if LONG else 500_000)
    found = extract(Article("a", "", text))
    assert len(found.codes) <= 3 * MOST_MENTIONS and len(found.dates) <= 2 * MOST_MENTIONS
    assert seconds(partial(READING["body of an article"], text)) < ENDLESS


def test_what_real_articles_name_is_read_to_the_end() -> None:
    """A document of a hundred pages with a thousand codes has all of them."""
    text = pieces(lambda i: f"Theo Quyết định {i}-QĐ/TU và các văn bản liên quan. ", 60_000)
    found = extract(Article("a", "", text)).codes
    assert len(found) > 1_000 and found[-1].end > len(text) - 60


def test_all_expressions_are_tried() -> None:
    """The walk through the modules finds what a search for `re.compile` finds."""
    assert len(EXPRESSIONS) > 100
    assert {expression.name for expression in EXPRESSIONS} >= {
        *WINDOWS,
        "search.query.language._PIECE",
        "webui.guard.logs._ID",
    }


@pytest.mark.usefixtures("bounded")
def test_what_blows_up_is_found() -> None:
    """The trial itself: it tells an exponential, a quadratic and a linear expression apart."""

    def tried(pattern: str) -> bool:
        compiled = re.compile(pattern)
        expression = Expression("", compiled, frozenset({"search"}))
        pairs = zip(*(worst(compiled, size) for size in SIZES), strict=True)
        return all(growth(_work(expression), large, small) < MOST_GROWTH for small, large in pairs)

    assert tried(r"a+b") is False
    assert tried(r"[a-z]{1,20}b") is True
