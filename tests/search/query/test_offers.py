"""Filters that a query's own words name."""

from datetime import date

import pytest

from search import SearchRequest
from search.query.offers import offered, offers

HCM = "Thành phố Hồ Chí Minh"


def named(q: str) -> list[tuple[str, str, str]]:
    return [(offer.kind, offer.text, offer.value) for offer in offers(q)]


def test_place_and_period_are_both_named() -> None:
    """A district and a month among free words are two filters, in their order."""
    assert named("tuyên giáo quận 1 tháng 1/2025") == [
        ("district", "quận 1", f"Quận 1, {HCM}"),
        ("date", "tháng 1/2025", "2025-01-01/2025-01-31"),
    ]


@pytest.mark.parametrize(
    ("q", "value"),
    [
        ("chi bo quan 3", f"Quận 3, {HCM}"),
        ("đại hội ở TP.HCM", HCM),
        ("hội nghị phường Sài Gòn", f"Phường Sài Gòn, {HCM}"),
        ("tổng kết năm 2024", "2024-01-01/2024-12-31"),
        ("giao ban quý 3/2024", "2024-07-01/2024-09-30"),
        ("hội nghị ngày 9/1/2025", "2025-01-09/2025-01-09"),
    ],
)
def test_one_filter(q: str, value: str) -> None:
    """Provinces, districts, wards, days, quarters and years are understood, with diacritics or
    without."""
    assert [offer.value for offer in offers(q)] == [value]


@pytest.mark.parametrize(
    "q",
    [
        "Thông tư 11/2016",
        "nghị định 10/2020",
        "05-CT/TW",
        "cải cách hành chính",
        '"quận 1"',
        "-quận1",
        "district:Q1",
        "huyện Châu Thành",
        "",
    ],
)
def test_nothing_is_offered(q: str) -> None:
    """Codes are no months; phrases, exclusions and fields say what they want; a name of many units
    decides nothing."""
    assert not offers(q)


def test_code_beside_a_month() -> None:
    """The month of a query that also names a circular is offered, the circular's year is not."""
    assert named("Thông tư 11/2016 tháng 12/2016") == [
        ("date", "tháng 12/2016", "2016-12-01/2016-12-31")
    ]


def test_filter_takes_the_place_of_its_words() -> None:
    """The offered search has the filter and the other words; a range chosen before is replaced."""
    request = SearchRequest(q="tuyên giáo quận 1 tháng 1/2025", date_from=date(2020, 1, 1), page=3)
    district, month = [wanted for _, wanted in offered(request)]
    assert (district.q, district.districts) == ("tuyên giáo tháng 1/2025", (f"Quận 1, {HCM}",))
    assert (month.q, month.date_from, month.date_to) == (
        "tuyên giáo quận 1",
        date(2025, 1, 1),
        date(2025, 1, 31),
    )
    assert (district.date_from, district.page) == (date(2020, 1, 1), 1)


def test_what_is_chosen_is_not_offered() -> None:
    """A filter that the request has already is no news, nor is one more when no more may be
    chosen."""
    chosen = SearchRequest(
        q="quận 1 năm 2024",
        districts=f"Quận 1, {HCM}",
        date_from="2024-01-01",
        date_to="2024-12-31",
    )
    assert offered(chosen) == []
    assert offered(SearchRequest(q="quận 1", codes=tuple(f"{n}-CT/TW" for n in range(200)))) == []


@pytest.mark.parametrize(
    "q", ["quận " * 60, "tháng 1/2025 " * 32, "quận 1 " * 32, "q1" * 500, "1/" * 500, "tp " * 64]
)
def test_hostile_queries(q: str) -> None:
    """Any query a request may have gives a bounded number of offers."""
    assert len(offers(q)) <= 6


def test_offers_are_cut_out_of_what_was_typed() -> None:
    """A field that is none keeps its quotes, so that an offer and the rest of the query are what
    was typed."""
    (found,) = offers('xem:"quận 1" tuyên giáo')
    assert (found.text, found.value) == ("quận 1", f"Quận 1, {HCM}") and "tuyên giáo" in found.rest
