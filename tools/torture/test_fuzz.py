"""Anything at all, given to everything that reads: no error but the promised one, nothing that does
not end."""

import gzip
import lzma
import shutil
import time
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zstandard
from damaging import rewrite, told_of_damage
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from marked import shown

from corpus import Article, read_articles
from corpus.codes import explain_codes, find_code_queries, find_codes
from corpus.dates import find_dates, find_periods
from corpus.documents import read_documents
from corpus.places import find_place_queries, find_places
from corpus.reading import Rejection
from corpus.vietnamese.text import clean
from indexer.indexed import to_indexed
from search import IndexDamaged, QueryError, SearchRequest
from search.answer.highlight import Marker
from search.query.language import parse
from search.query.mark import Mark
from search.query.offers import offered
from search.whoosh_engine.storage.arrays import ArrayFile, write_arrays
from tools.torture.rounds import LONG, rounds

Record = Callable[[str, object], None]
TARGETS = 10
SECONDS = rounds(0, 600) / TARGETS
SLOW = 2.0
"""Seconds of processor time in which anything small is done, whatever it is."""


def fuzz(strategy: st.SearchStrategy[Any], check: Callable[[Any], None], examples: int = 30) -> int:
    """Try examples, in the long form with one seed after the other until the time is over; return
    how many."""
    done, end = 0, time.monotonic() + SECONDS
    phases = (Phase.explicit, Phase.generate, Phase.target, Phase.shrink)
    quiet = settings(
        max_examples=100 if LONG else examples,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    for number in count():

        @seed(number)
        @quiet
        @given(strategy)
        def one(example: Any) -> None:
            nonlocal done
            done += 1
            start = time.process_time()
            check(example)
            assert time.process_time() - start < SLOW

        one()
        if time.monotonic() >= end:
            break
    return done


PIECES = (
    "ngày ",
    "5/3",
    "30/2/2024",
    "12/2023",
    "tháng ",
    " năm ",
    "2024",
    "99",
    "0",
    "-",
    "/",
    " - ",
    "–",
    ", ",
    "; ",
    " và ",
    ".",
    "(",
    ")",
    '"',
    "“",
    "số ",
    "Số: ",
    "Nghị quyết ",
    "Chỉ thị ",
    "05-CT/TW",
    "CT",
    "/TW",
    "46/2016/NĐ-CP",
    "QĐ",
    "-UBND",
    "144",
    "khóa XIII",
    "Quận ",
    "1",
    "quận",
    "Phường ",
    "Bến Nghé",
    "Bình Thạnh",
    "TP.HCM",
    "Hồ Chí Minh",
    "tỉnh ",
    "xã ",
    "Hòa Bình",
    "Châu Thành",
    "thị trấn ",
    "huyện ",
    "UBND ",
    "cũ",
    " thuộc ",
    "sáng ",
    "đến ",
    "từ ",
    "trước ",
    "tổng kết ",
    "kỷ niệm ",
    "sinh ",
    "Đảng",
    "ủy",
    "\n",
    "\t",
    " ",
    "\u00a0",
    "\u200b",
    "\u0301",
    "\u0323",
    "\ud800",
    "\x00",
    "@",
    "://",
    "İ",
    "ﬁ",
    "*",
    ":",
    "title:",
    "quận:",
    "từ:",
    "<",
    "&",
    "mark>",
    "'",
    "²",
    "①",
    "½",
    "-Q1",
    "explain",
)
anything = st.text(st.characters(codec=None, categories=None), max_size=40)
pieces = st.lists(st.sampled_from(PIECES) | st.sampled_from(PIECES) | anything, max_size=40).map(
    "".join
)
days = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))


def _is_in(text: str, mention: Any) -> bool:
    return bool(text[mention.start : mention.end] == mention.printed)


def test_texts(record_property: Record) -> None:
    """Codes, days, places and references of any text stand where they are said to stand; a document
    comes out."""

    def check(example: tuple[str, str, date | None]) -> None:
        title, text, published = example
        text = clean(text)
        codes, dates = find_codes(text), find_dates(text, published)
        places = find_places(text, title=clean(title), source=title, published=published)
        named = read_documents(text, codes, dates, places, published, 0)
        assert all(
            _is_in(text, one) for one in (*codes, *dates, *places.mentions, *explain_codes(text))
        )
        assert all(_is_in(text, one) for document in named.documents for one in document.mentions)
        assert all(0 <= one.start < one.end <= len(text) for one in named.relations)
        to_indexed(Article("a", clean(title), text, published=published))

    record_property(
        "any text, for codes, days, places",
        (f"{fuzz(st.tuples(pieces, pieces, days), check):,}", "no error"),
    )


def test_queries(record_property: Record) -> None:
    """Any query is clauses, offers, codes, places and periods, or a `QueryError`."""

    def check(q: str) -> None:
        try:
            request = SearchRequest(q=q)
            parse(q)
            offered(request)
        except QueryError:
            return
        for found in (find_code_queries(q), find_place_queries(q), find_periods(q)):
            assert list(found) is not None

    record_property("any query", (f"{fuzz(pieces, check, 100):,}", "no error but QueryError"))


def test_highlights(record_property: Record) -> None:
    """Whatever the text and the words: what is shown is the text, escaped, with marks that
    close."""

    def check(example: tuple[str, list[str]]) -> None:
        text, words = example
        marker = Marker.of(map(Mark, words))
        assert shown(marker.title(text)) == text
        for snippet in marker.body(text):
            assert shown(snippet).removeprefix("…").removesuffix("…").strip() in text

    examples = st.tuples(pieces.map(clean), st.lists(pieces | st.sampled_from(PIECES), max_size=6))
    record_property(
        "highlights", (f"{fuzz(examples, check, 100):,}", "the text, escaped, and marks")
    )


FILES = {
    ".csv": 'id,body,title\n1,"a ""b""\n c",x\n2,đảng,y\n',
    ".json": '[{"id":"a","body":"đảng ủy","published":"2024-01-01"},{"text":"x","authors":["a"],"url":"http://a"}]',
    ".jsonl": '{"id":"a","body":"đảng ủy","published":"2024-01-01T00:00:00+07:00"}\n{"text":"x"}\n',
    ".txt": "Quang cảnh (Thanhuytphcm.vn) - Ngày 9/1, Quận ủy.\n",
    ".html": '<html><head><meta charset=utf-8><title>Tin - Trang</title><link rel=canonical href="http://a/b">'
    '<meta property="article:published_time" '
    'content="2024-01-01T00:00"><script type="application/ld+json">'
    '{"@type":"NewsArticle","headline":"x","author":{"name":"B"}}</script></head><body><article><h1>Tin</h1>'
    "<p>Đoạn một của bài.</p><p>Hai <a "
    'href="/x">y</a></p><table><tr><td>1</table></article></body></html>',
}
PACKED: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.compress,
}
TOKENS = (
    b"\r",
    b"\n",
    b"\0",
    b"\x01",
    b'"',
    b"'",
    b",",
    b";",
    b"\t",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\\ud800",
    b"\\u0000",
    b"{",
    b"}",
    b"[",
    b"]",
    b"<",
    b">",
    b"</",
    b"&#0;",
    b"&#x110000;",
    b"<!--",
    b"<![CDATA[",
    b"NaN",
    b"1e999",
    b"9" * 5_000,
    b"[" * 3_000,
    b"<b>" * 500,
    b'<!DOCTYPE x [<!ENTITY a "b">]>',
    b'<?xml version="1.0" encoding="utf-16"?>',
    b"2024-13-45",
    b"0001-01-01T00:00+23:59",
    b'<base href="[">',
    b'href="http://[::1"',
    b"\xe2\x80\xa8",
    b"\x85",
)
Edit = tuple[int, int, int, bytes]
edits = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.integers(0, 1_000),
        st.integers(0, 40),
        st.sampled_from(TOKENS) | st.binary(max_size=6),
    ),
    max_size=8,
)


def edited(data: bytes, changes: list[Edit]) -> bytes:
    """Turn a bit, put in, take out, repeat, replace: each change at some place."""
    for kind, place, size, token in changes:
        place %= len(data) + 1
        before, after = data[:place], data[place:]
        data = (
            before[:-1] + bytes([before[-1] ^ 1 << size % 8]) + after
            if kind == 0 and before
            else before + after[size:]
            if kind == 1
            else before + after[:size] + after
            if kind == 2
            else before + token + after[size:]
            if kind == 3
            else before + token + after
        )
    return data


def test_files(tmp_path: Path, record_property: Record) -> None:
    """Files of every kind, packed and damaged in every way: articles or rejections of one line,
    nothing else."""

    def check(example: tuple[str, str, bool, list[Edit]]) -> None:
        kind, packing, outside, changes = example
        data = FILES[kind].encode()
        data = (
            edited(PACKED[packing](data), changes)
            if outside
            else PACKED[packing](edited(data, changes))
        )
        path = tmp_path / f"file{kind}{packing}"
        path.write_bytes(data)
        rejections: list[Rejection] = []
        articles = list(read_articles([path], rejections.append))
        assert articles or rejections
        assert not any("\n" in str(one) or "\r" in str(one) for one in rejections)

    examples = st.tuples(
        st.sampled_from(sorted(FILES)), st.sampled_from(sorted(PACKED)), st.booleans(), edits
    )
    record_property(
        "damaged files to be read",
        (f"{fuzz(examples, check, 100):,}", "articles or rejections of one line"),
    )


def test_array_files(tmp_path: Path, record_property: Record) -> None:
    """An array file changed anywhere is refused as `IndexDamaged`, or told by `verify`, or it is as
    it was."""
    path = tmp_path / "a"
    held = {"one": np.arange(9, dtype="<u4"), "none": np.empty(0, "<i8"), "two": np.ones(3, "|u1")}
    write_arrays(path, held)
    sound = path.read_bytes()

    def check(example: tuple[bool, list[Edit]]) -> None:
        at_end, changes = example
        place = len(sound) - 400 if at_end else 0
        path.write_bytes(sound[:place] + edited(sound[place:], changes))
        try:
            file = ArrayFile(path)
            told = list(file.verify())
        except IndexDamaged:
            return
        assert told or {name: list(array) for name, array in file.items()} == {
            k: list(v) for k, v in held.items()
        }

    record_property(
        "array files with bytes changed",
        (f"{fuzz(st.tuples(st.booleans(), edits), check, 60):,}", "told of"),
    )


@pytest.mark.parametrize("extreme", [2**64 - 1, 2**31, 2**32 - 1, 3, 0])
def test_forged_indexes(built: Path, tmp_path: Path, record_property: Record, extreme: int) -> None:
    """Any number of any array set to any other, all checksums right: whatever is asked, only
    `SearchError`s come."""
    folder = tmp_path / "index"
    names = sorted(
        path.name
        for path in built.iterdir()
        if path.suffix in (".articles", ".documents", ".postings", ".terms")
    )

    def check(example: tuple[str, int, int, int]) -> None:
        name, which, place, value = example
        shutil.copytree(built, folder, dirs_exist_ok=True)

        def change(held: dict[str, Any]) -> None:
            array = held[sorted(held)[which % len(held)]]
            if len(array):
                limit = 2 ** (8 * array.itemsize)
                array[place % len(array)] = np.array([value % limit], f"<u{array.itemsize}").view(
                    array.dtype
                )[0]

        rewrite(folder, name, change)
        told_of_damage(folder)

    values = st.sampled_from([extreme]) | st.integers(0, 2**64 - 1)
    examples = st.tuples(st.sampled_from(names), st.integers(0, 99), st.integers(0, 2**20), values)
    record_property(
        f"forged numbers such as {extreme:,}",
        (f"{fuzz(examples, check, 4):,}", "no error but SearchError"),
    )
