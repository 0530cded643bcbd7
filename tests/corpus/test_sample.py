"""The sample corpus keeps its promises: size, spread over years and places, chains of documents."""

import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
FIELDS = {"id", "title", "summary", "body", "source", "url", "published", "section", "authors"}
CODE = re.compile(r"\b\d{1,4}(?:/\d{4})?[-/][A-ZĐ][A-Za-zĐđ]{0,4}[-/][A-ZĐ][A-Za-zĐđ]+\d*")
DISTRICTS = (
    "Quận 1",
    "Quận 3",
    "Quận 5",
    "Quận 9",
    "Quận Thủ Đức",
    "TP Thủ Đức",
    "Bình Thạnh",
    "Gò Vấp",
    "Tân Bình",
    "Phú Nhuận",
    "huyện Nhà Bè",
    "huyện Củ Chi",
    "huyện Bình Chánh",
    "huyện Cần Giờ",
)
PROVINCES = ("Hà Nội", "Đà Nẵng", "Cần Thơ", "Nghệ An", "Bình Dương", "Đồng Nai", "Quảng Ninh")
NEW_UNITS = ("phường Sài Gòn", "phường Tân Định", "phường Xuân Hòa", "phường Chợ Lớn", "xã Củ Chi")
CHAINS = (  # from the Centre to a ward or commune, over several years
    ("05-CT/TW", "01-KL/TW", "52-KH/QU", "64-KH/QU", "27-KH/ĐU", "318-KH/QU", "36-KH/ĐU"),
    ("25-NQ/TW", "43-KL/TW", "187-KH/TU", "233-KH/QU", "41-KH/ĐU", "302-KH/QU", "29-KH/ĐU"),
    ("26-CTr/TU", "20-CTr/HU", "31-CTr/HU", "15-NQ/ĐU", "08-NQ/ĐU"),
    ("45-KL/TW", "23-CT/TW", "209-KH/TU", "149-KH/QU", "176-KH/QU"),
    ("35-NQ/TW", "189-KH/TU", "117-KH/QU", "31-KH/QU", "02-ĐA/ĐU"),
    ("40-CT/TW", "06-KL/TW", "39-CT/TW", "156-KH/TU", "41-KH/TU", "103-KH/HU", "24-KH/ĐU"),
    ("749/QĐ-TTg", "14-NQ/TU", "22-CTr/QU", "57-NQ/TW", "12-KH/ĐU"),
)


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    files = sorted(SAMPLE.glob("*.jsonl"))
    return [
        json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()
    ]


@pytest.fixture(scope="module")
def plain() -> list[str]:
    return [file.read_text(encoding="utf-8") for file in sorted(SAMPLE.glob("*.txt"))]


def whole_text(record: dict[str, Any]) -> str:
    return "\n".join((record["title"], record.get("summary", ""), record["body"]))


def test_size(records, plain):
    """A demo needs at least 90 articles, two of them plain text, each of 80 to 420 words."""
    assert len(records) >= 90
    assert len(plain) == 2
    lengths = [len(text.split()) for text in [record["body"] for record in records] + plain]
    assert min(lengths) >= 80
    assert max(lengths) <= 420


def test_fields(records):
    """Every record has only the fields of an article, and what a reader must see is never empty."""
    for record in records:
        assert set(record) <= FIELDS, record["id"]
        assert all(
            record[name] for name in ("id", "title", "body", "source", "url", "section", "authors")
        )
        assert record["url"].startswith("https://tin.example/")
        assert all(paragraph.strip() for paragraph in record["body"].split("\n"))


def test_gaps_are_kept(records):
    """One article has no summary and two have no day, so that a demo meets what real sites leave
    out."""
    assert sum("summary" not in record for record in records) == 1
    assert sum("published" not in record for record in records) == 2


def test_ids_and_addresses_are_unique(records):
    """No article replaces another when the sample is indexed."""
    for name in ("id", "url"):
        values = [record[name] for record in records]
        assert len(set(values)) == len(values)


def test_no_text_is_repeated(records, plain):
    """Retold stories are worded anew: no paragraph and no title stands twice."""
    for texts in (
        [record["title"] for record in records],
        [
            p
            for text in [record["body"] for record in records] + plain
            for p in text.strip().split("\n")
        ],
    ):
        assert len(set(texts)) == len(texts)


def test_years(records):
    """2019 to 2026 all have at least ten articles, in the file of their year."""
    counts: dict[int, int] = defaultdict(int)
    for file in SAMPLE.glob("*.jsonl"):
        for line in file.read_text(encoding="utf-8").splitlines():
            day = json.loads(line).get("published")
            counts[int(file.stem)] += 1
            assert day is None or date.fromisoformat(day).year == int(file.stem)
    assert set(counts) == set(range(2019, 2027))
    assert min(counts.values()) >= 10


def test_sources(records):
    """Four to six sources, so that the source facet has something to choose from."""
    assert 4 <= len({record["source"] for record in records}) <= 6


def test_places(records):
    """Districts of the city, other provinces and the units of after July 2025 are all named."""
    everything = "\n".join(whole_text(record) for record in records)
    assert [name for name in (*DISTRICTS, *PROVINCES, *NEW_UNITS) if name not in everything] == []
    wards_issue = [
        r for r in records if r.get("published", "") >= "2025-07-01" and "/ĐU" in r["body"]
    ]
    assert len(wards_issue) >= 10


def test_codes(records):
    """At least thirty numbered documents, of the Party and of the State."""
    codes = {code for record in records for code in CODE.findall(whole_text(record))}
    assert len(codes) >= 30
    assert {"05-CT/TW", "30/2020/NĐ-CP", "144-QĐ/TW", "16/CT-TTg", "29/2024/TT-BGDĐT"} <= codes


@pytest.mark.parametrize("chain", CHAINS, ids=lambda chain: chain[0])
def test_chain_can_be_followed(records, chain):
    """A chain is told by four or more articles over three or more years; no document stands
    alone."""
    named = {r["id"]: [code for code in chain if code in whole_text(r)] for r in records}
    linked = {key: codes for key, codes in named.items() if len(codes) >= 2}
    years = {r["published"][:4] for r in records if r["id"] in linked and "published" in r}
    assert len(linked) >= 4
    assert len(years) >= 3
    assert {code for codes in linked.values() for code in codes} == set(chain)


def test_printed_forms(records):
    """Codes and dates are printed in the loose forms of the press, not only in the official one."""
    everything = "\n".join(whole_text(record) for record in records)
    for form in (
        "05 - CT/TW",
        "03–CTr/ThU",
        "22/QĐ-TW",
        "43-KL/T.Ư",
        "43-KL/TƯ",
        "số 12, 13-KH/QU",
        "Chỉ thị 05",
        "Sáng 12-3",
        "ngày 14 tháng 4 năm 2025",
        "từ ngày 22 đến 24-6",
        "Tối 14.10",
        "cùng ngày",
        "24/24",
        "đường 3 tháng 2",
        "dịp lễ 30/4",
        "uỷ",
        "hoà",
        "quận 1 cũ",
    ):
        assert form.lower() in everything.lower(), form


def test_plain_text_articles_look_like_the_site(plain):
    """A caption is glued to a dateline "(Site.example) - Ngày d/m", and there is no title line."""
    for text in plain:
        assert re.match(r"[^\n(]{20,120} \(\w+\.example\) - (?:Ngày|Sáng) \d{1,2}/\d{1,2}, ", text)


def test_licence():
    """Whoever takes the sample may use it freely."""
    assert "CC0-1.0" in (SAMPLE / "LICENSE").read_text(encoding="utf-8")
