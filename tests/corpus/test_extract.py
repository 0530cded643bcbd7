"""What is found in an article, as facets of a document and as printed by `index extract`."""

import json
import os
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.codes import find_codes
from corpus.dates import find_dates
from corpus.documents import read_documents
from corpus.extraction import explain_record, extract, extraction_record
from corpus.places import Places
from corpus.vietnamese.text import clean
from indexer.indexed import to_indexed

ARTICLE = Article(
    id="a1",
    title="Quận 3 sơ kết thực hiện Chỉ thị 05",
    summary="Sáng 12/6, Quận ủy Quận 3 tổ chức hội nghị.",
    body="Hội nghị sơ kết Chỉ thị số 05-CT/TW và Quy "
    "định số 144-QĐ/TW, ngày 9/5/2024; xe 45/Honda.\n"
    "Công an theo Nghị định 46/2016/NĐ-CP, báo cáo trước ngày 30/6.",
    source="thanhuytphcm.vn",
    section="Xây dựng Đảng",
    published=date(2024, 6, 13),
)


def test_facets_of_a_document() -> None:
    """Codes give their type, issuer and level; the type is the one printed where the symbol has
    two."""
    document = to_indexed(ARTICLE)
    assert document.facets["code"] == ("05-CT/TW", "144-QĐ/TW", "46/2016/NĐ-CP")
    assert document.facets["type"] == ("Chỉ thị", "Quy định", "Nghị định")
    assert document.facets["issuer"] == (
        "Ban Chấp hành Trung ương, Bộ Chính trị, Ban Bí thư",
        "Chính phủ",
    )
    assert document.facets["level"] == ("Trung ương", "Nhà nước")
    assert document.facets["district"] == ("Quận 3, Thành phố Hồ Chí Minh",)
    assert document.facets["source"] == ("thanhuytphcm.vn",)
    assert document.facets["section"] == ("Xây dựng Đảng",)
    assert (document.event_date, document.date_inferred) == (date(2024, 6, 12), True)
    assert document.date_reason == "năm 2024 suy ra từ ngày đăng bài 13/06/2024"


def test_an_article_without_findings_has_no_facets() -> None:
    """Nothing found is nothing invented."""
    document = to_indexed(Article(id="1", title="Tin vắn", body="Trời đẹp."))
    assert document.facets == {} and document.event_date is None


def test_the_printed_record() -> None:
    """One object an article: codes and places once each, every distinct day once with all its
    roles."""
    record = extraction_record(extract(ARTICLE))
    assert record["id"] == "a1" and record["event_date"] == "2024-06-12"
    assert record["doc_codes"] == ["05-CT/TW", "144-QĐ/TW", "46/2016/NĐ-CP"]
    assert record["dates"] == [
        {
            "date": "2024-06-12",
            "month_day": "06-12",
            "inferred": True,
            "roles": ["event"],
            "printed": ["12/6"],
            "reason": "năm 2024 suy ra từ ngày đăng bài 13/06/2024",
        },
        {
            "date": "2024-05-09",
            "month_day": "05-09",
            "inferred": False,
            "roles": ["document"],
            "printed": ["9/5/2024"],
            "reason": "",
        },
        {
            "date": "2024-06-30",
            "month_day": "06-30",
            "inferred": True,
            "roles": ["deadline"],
            "printed": ["30/6"],
            "reason": "năm 2024 suy ra từ ngày đăng bài 13/06/2024",
        },
    ]
    json.dumps(record)


def test_the_same_day_with_and_without_a_year_is_one_entry() -> None:
    """A day printed once in full is not inferred, however often it is repeated without its year."""
    body = "Ngày 12/6, hội nghị khai mạc. Hội nghị ngày 12/6/2024 kết thúc."
    (day,) = extraction_record(extract(Article(id="1", title="", body=body)))["dates"]
    assert (day["inferred"], day["printed"]) == (False, ["12/6", "12/6/2024"])


def test_the_explanation_shows_what_was_refused_and_why() -> None:
    """Each mention comes with its sentence and the rule that accepted or refused it."""
    record = explain_record(extract(ARTICLE))
    by_text = {mention["printed"]: mention for mention in record["mentions"]}
    assert by_text["144-QĐ/TW"]["accepted"] and by_text["144-QĐ/TW"]["rule"] == "party"
    refused = by_text["45/Honda"]
    assert (
        not refused["accepted"]
        and refused["rule"] == "no symbol of capitals"
        and "Honda" in refused["sentence"]
    )
    named = [one["printed"] for one in record["namings"] if one["key"].startswith("05-CT/TW |")]
    assert len(named) >= 2


def test_offsets_into_the_body() -> None:
    """Offsets are into one text of all fields; `body_start` makes them offsets into the body."""
    found = extract(ARTICLE)
    mention = next(code for code in found.codes if code.value == "144-QĐ/TW")
    start, end = mention.start - ARTICLE.body_start, mention.end - ARTICLE.body_start
    assert ARTICLE.body[start:end] == "144-QĐ/TW"


def test_nothing_is_read_across_the_border_of_two_fields() -> None:
    """A number that ends the title and a symbol that begins the summary are no code; in one field a
    line may end within it."""
    found = extract(Article(id="1", title="Chỉ thị số 05-", summary="CT/TW, ngày 9/", body="1 họp"))
    assert found.codes == () and found.dates == ()


@pytest.mark.data
def test_the_seed_article() -> None:
    """The reference article gives exactly its five codes, and its day in 2025 because 2024 is
    reviewed."""
    folder = os.environ.get("TIMTIN_TEST_DATA")
    if not folder:
        pytest.skip("TIMTIN_TEST_DATA is not set")
    body = clean((Path(folder) / "data" / "seed-article.txt").read_text(encoding="utf-8"))
    found = extract(Article(id="seed", title="", body=body))
    assert extraction_record(found)["doc_codes"] == [
        "05-KH/QU",
        "05-ĐA/TU",
        "01-KL/TW",
        "05-CT/TW",
        "144-QĐ/TW",
    ]
    assert found.event is not None and found.event.date == date(2025, 1, 9) and found.event.inferred
    assert "2024" in found.event.reason and "2025" in found.event.reason
    assert found.places.districts == ("Quận 1, Thành phố Hồ Chí Minh",)


def codes_of(body: str) -> list[str]:
    return list(
        extraction_record(extract(Article(id="h", title="", body=clean(body))))["doc_codes"]
    )


@pytest.mark.parametrize(
    "body",
    [
        unicodedata.normalize("NFD", "Chỉ thị số 05-CT/TƯ và Chỉ thị"),
        "CHỈ THỊ SỐ 05-CT/TW CỦA BỘ CHÍNH TRỊ",
        "thựchiệnChỉthịsố05-CT/TWcủaBộChínhtrị",
        "Chỉ thị số 05-\u0421\u0422/TW",
        "Chỉ thị số 0\u200b5-C\u200dT/T\u00adW",
        "Chỉ thị số 05\u00a0-\u00a0CT/TW",
    ],
)
def test_a_code_survives_bad_typing(body: str) -> None:
    """Decomposed letters, capitals, missing spaces, Cyrillic letters and invisible characters do
    not hide a code."""
    assert codes_of(body) == ["05-CT/TW"]


@pytest.mark.parametrize(
    "body", ["0123456789" * 20_000, "05-" * 60_000, "9/1 " * 20_000, "", " \n\t"]
)
def test_articles_of_nothing_but_signs(body: str) -> None:
    """Digits and separators alone hold no code and do no harm."""
    assert codes_of(body) == []


def test_an_article_of_five_megabytes() -> None:
    """A very long article is read to its end."""
    filler = (
        "Hội nghị đánh giá kết quả công tác xây dựng Đảng, "
        "biểu dương các tập thể, cá nhân tiêu biểu. "
    ) * 36
    body = "\n".join([filler] * 1_050 + ["Ngày 9/1/2025, thực hiện Chỉ thị số 05-CT/TW."])
    assert len(body.encode()) > 5_000_000 - 500_000
    found = extract(Article(id="long", title="", body=body))
    assert [mention.value for mention in found.codes] == ["05-CT/TW"] and len(found.dates) == 1


@pytest.mark.parametrize(
    "piece",
    [
        "05-",
        "0",
        "05-CT/TW, ",
        "5, ",
        "05 - ",
        "1/2-",
        "(1/2)",
        "ngày 1, 2, ",
        "số 5 và ",
        "năm 2024 ",
        "tổng kết ",
        "tháng 1/",
        "Chỉ thị 5 ",
        "A-",
        "1-A-",
        "1/2016/A-",
        "T.Ư",
        "khóa X ",
        "05-CPngày-",
        "05\u200b-",
        "Ngày 1/1, ",
    ],
)
def test_the_time_grows_with_the_length(piece: str) -> None:
    """Twice the text takes about twice the time, whatever it repeats: no pattern is worse than
    linear."""

    def seconds(text: str) -> float:
        begin = time.process_time()
        codes = find_codes(text)
        read_documents(text, codes[:50], find_dates(text, None), Places(), None, 0)
        return time.process_time() - begin

    text = "Ngày 9/1, họp. " + piece * (50_000 // len(piece))
    once = twice = float("inf")
    for _ in range(
        6
    ):  # a busy machine disturbs single runs; a quadratic pattern takes four times as long in every one
        once, twice = min(once, seconds(text)), min(twice, seconds(text + text))
        if twice < 3.2 * once + 0.05:
            return
    pytest.fail(f"{twice:.3f} s for twice the text, {once:.3f} s for the text")
