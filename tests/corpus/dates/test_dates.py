"""Days in a text: their written forms, what only looks like one, their roles and their years."""

from datetime import date

import pytest

from corpus.dates import (
    DateMention,
    event_date,
    explain_dates,
    find_dates,
    find_periods,
    parse_period,
)

PUBLISHED = date(2024, 6, 15)


def days(text: str, published: date | None = PUBLISHED) -> list[str]:
    return [str(mention.date or mention.month_day) for mention in find_dates(text, published)]


def event_of(text: str, published: date | None = None) -> DateMention:
    event = event_date(find_dates(text, published))
    assert event is not None
    return event


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngày 9/6, Quận ủy họp", ["2024-06-09"]),
        ("sáng 9-6, Quận ủy họp", ["2024-06-09"]),
        ("Chiều ngày 9.6, Quận ủy họp", ["2024-06-09"]),
        ("Sáng nay (9/6), Quận ủy họp", ["2024-06-09"]),
        ("thứ năm 6/6 tại hội trường", ["2024-06-06"]),
        ("ký ngày 09/06/2023", ["2023-06-09"]),
        ("ký ngày 14 tháng 5 năm 2014", ["2014-05-14"]),
        ("ngày 14 tháng 5, đại hội", ["2024-05-14"]),
        ("ngày 15 - 18/4/2023", ["2023-04-15", "2023-04-18"]),
        ("từ ngày 11 đến 12/6", ["2024-06-11", "2024-06-12"]),
        ("từ ngày 22 đến ngày 24-6", ["2024-06-22", "2024-06-24"]),
        ("các ngày 9, 10 và 11/6", ["2024-06-09", "2024-06-10", "2024-06-11"]),
        ("dự báo ngày 4-5/6 nắng nóng", ["2024-06-04", "2024-06-05"]),
        ("từ 28/4 đến 2/5", ["2024-04-28", "2024-05-02"]),
        ("từ ngày 30/12 đến 2/1/2024", ["2023-12-30", "2024-01-02"]),
        ("trả lời cử tri trước 30/6.", ["2024-06-30"]),
        ("tối 30, sáng 31/5", ["2024-05-30", "2024-05-31"]),
        ("đêm 9 rạng sáng 10/6", ["2024-06-09", "2024-06-10"]),
        ("lúc 8 giờ 30, 5/6 tại hội trường", ["2024-06-05"]),
        ("nộp hồ sơ hạn cuối 31/7", ["2024-07-31"]),
        ("giá vàng phiên 7/6 tăng", ["2024-06-07"]),
        ("sáng sớm 8/6, người dân báo tin", ["2024-06-08"]),
        ("Từ 1-6, mức phí mới được áp dụng", ["2024-06-01"]),
        ("đến ngày 9/6 người dân đã di dời", ["2024-06-09"]),
        ("ngày 12/8 năm ngoái", ["2023-08-12"]),
        ("ngày 20/12 vừa qua", ["2023-12-20"]),
    ],
)
def test_written_forms(text: str, expected: list[str]) -> None:
    """Every way of printing a day gives that day; of ranges and lists the printed ends."""
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "tỷ số 2-1, thắng 6-3, 4-6 và 7-6",
        "đường 3/2, hẻm 20/11, nhà số 4/2, tổ 3/12",
        "trực 24/7, đạt 9/10 chi bộ, kết nối đến 7/7 xã",
        "tháng 4-5/2024, tháng 9-2023, tháng 5.2024",
        "1/3 thời gian, tỷ lệ 1/500, mỗi ngày 2-3 lần",
        "ngày mùng 3/1, ngày 10/3 âm lịch, rằm tháng Giêng",
        "ngày 32/1, ngày 12/13, ngày 0/5",
        "mùa 1993-94, 94-95; giá 37-37,50 triệu; E1.10",
        "dịp 30/4 và 2/9, nhiệt độ trong ngày 9-10 độ",
        "số điện thoại 028.3930 7654, xe 51C-638.30",
    ],
)
def test_look_alikes_are_no_days(text: str) -> None:
    """Scores, addresses, fractions, months, lunar days and impossible days are left out."""
    assert days(text) == []


def test_roles_are_kept_apart() -> None:
    """The day of a document, a deadline, an anniversary or a birth is not the reported event."""
    text = (
        "Thực hiện Quy định số 144-QĐ/TW, ngày 9/5/2024 của "
        "Bộ Chính trị, sáng 12/6, Quận ủy tổ chức hội nghị. "
        "Các chi bộ báo cáo trước ngày 30/6; chuẩn bị kỷ niệm 49 năm Ngày Giải phóng miền Nam "
        "(30/4/1975 - 30/4/2024). Đồng chí Bí thư, sinh ngày 24/2/1974, dự hội nghị."
    )
    found = {str(mention.date): mention.role for mention in find_dates(text, PUBLISHED)}
    assert found == {
        "2024-05-09": "document",
        "2024-06-12": "event",
        "2024-06-30": "deadline",
        "1975-04-30": "anniversary",
        "2024-04-30": "anniversary",
        "1974-02-24": "birth",
    }


def test_the_day_of_publication_decides_the_year() -> None:
    """A day without a year is the latest one before publication, or up to two months after it."""
    assert days("Ngày 20/11, trường khai giảng", date(2024, 2, 1)) == ["2023-11-20"]
    assert days("Ngày 5/7, hội nghị diễn ra", date(2024, 6, 15)) == ["2024-07-05"]
    event = event_of("Ngày 9/6, Quận ủy họp", PUBLISHED)
    assert event.inferred and event.reason == "năm 2024 suy ra từ ngày đăng bài 15/06/2024"


def test_words_decide_between_an_announcement_and_a_report() -> None:
    """Two to six months ahead of publication the words around the day decide."""
    assert days("Đại hội sẽ diễn ra vào ngày 20/10 tới", PUBLISHED) == ["2024-10-20"]
    assert days("Vụ việc xảy ra ngày 20/10, công an đã khởi tố", PUBLISHED) == ["2023-10-20"]


REVIEW = (
    "Ngày 9/1, Quận ủy tổ chức hội nghị tổng kết công tác "
    "tuyên giáo năm 2024. Trong năm 2025, Ban tiếp tục."
)


def test_january_after_a_review_is_in_the_next_year() -> None:
    """A meeting of January which reviews 2024 took place in 2025, and the reason says so."""
    event = event_of(REVIEW)
    assert event.date == date(2025, 1, 9) and event.inferred
    assert event.reason == "năm 2025 suy ra vì bài tổng kết năm 2024 và nói về năm 2025"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngày 16/2, họp. Lễ ra quân diễn ra ngày 16/2/2023.", "2023-02-16"),
        ("Tối 29/4, kỷ niệm 51 năm (30/4/1975 - 30/4/2026).", "2026-04-29"),
        ("Ngày 26/2, họp về việc thành lập thành phố từ ngày 1/1/2021.", "2021-02-26"),
        ("Ngày 18/10, tọa đàm trong chuỗi hoạt động tháng 10/2023.", "2023-10-18"),
        ("Ngày 3/11, phổ biến Quy định 37-QĐ/TW, ngày 25/10/2021 vừa được ban hành.", "2021-11-03"),
        ("Ngày 5/3, ra quân. Năm nay quận triển khai nhiệm vụ năm 2022.", "2022-03-05"),
    ],
)
def test_evidence_for_the_year_without_a_day_of_publication(text: str, expected: str) -> None:
    """Full dates, anniversaries, months and new documents in the text decide the year."""
    event = event_of(text)
    assert str(event.date) == expected and event.reason.startswith(f"năm {expected[:4]} suy ra")


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 14/8, Ban Tổ chức Quận ủy tọa đàm.",
        "Sáng 20/11, giao lưu thực hiện Kết luận số 01-KL/TW, ngày 18/5/2021 của Bộ Chính trị.",
        "Ngày 16/6, tòa xét xử vụ án. Theo cáo trạng, ngày 26/2/2016, bị cáo gây án tại nhà riêng.",
        "Ngày 7/5, hội nghị về định hướng đến năm 2030, nhiệm kỳ 2020 - 2025, QCVN 06:2022/BXD.",
    ],
)
def test_no_guess_when_nothing_decides(text: str) -> None:
    """Without evidence the year stays open and the reason says it."""
    event = event_of(text)
    assert event.date is None and event.month_day and event.inferred
    assert event.reason == "không có gì trong bài cho biết năm"


def test_offsets_lead_to_the_printed_form() -> None:
    """`text[start:end]` is the printed day, for lists too, and refused candidates say why."""
    text = "Các ngày 9, 10 và 11/6, ở hẻm 20/11, lúc 16 giờ."
    found = find_dates(text, PUBLISHED)
    assert [mention.printed for mention in found] == ["9", "10", "11/6"]
    assert all(text[mention.start : mention.end] == mention.printed for mention in found)
    assert [mention.accepted for mention in explain_dates(text)] == [True, True, True, False]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-01-09", "2025-01-09", "2025-01-09"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("9/1/2025", "2025-01-09", "2025-01-09"),
        ("01/2025", "2025-01-01", "2025-01-31"),
    ],
)
def test_a_period_is_its_first_and_last_day(text: str, first: str, last: str) -> None:
    """Days, months and years as written in parameters."""
    assert parse_period(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["", "hôm nay", "31/2/2025", "2025-13", "9/1", "1/1/0000", "20250109", "२०२५"]
)
def test_what_is_no_period_is_an_error(text: str) -> None:
    """Impossible days and other text are refused."""
    with pytest.raises(ValueError, match=r".+"):
        parse_period(text)


def test_periods_named_in_a_query() -> None:
    """Days, months, quarters and years are found among the words of a query, with or without
    diacritics."""
    q = "hội nghị tháng 1/2025 và quý II/2024, năm 2023, ngày 9/1/2022, thang 2 2021, quý 3/2020"
    found = find_periods(q)
    assert [(one.printed, str(one.first), str(one.last)) for one in found] == [
        ("tháng 1/2025", "2025-01-01", "2025-01-31"),
        ("quý II/2024", "2024-04-01", "2024-06-30"),
        ("năm 2023", "2023-01-01", "2023-12-31"),
        ("ngày 9/1/2022", "2022-01-09", "2022-01-09"),
        ("thang 2 2021", "2021-02-01", "2021-02-28"),
        ("quý 3/2020", "2020-07-01", "2020-09-30"),
    ]


@pytest.mark.parametrize(
    "q", ["24/7", "46/2016/NĐ-CP", "tháng 4", "covid 2019", "1/500", "hẻm 31/2016"]
)
def test_no_periods_in_other_queries(q: str) -> None:
    """Codes and numbers are not periods, nor is a month without a year."""
    assert find_periods(q) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Ngày 23/ 5, Quận ủy họp.", ["2025-05-23"]),
        ("Ngày 23 /5, Quận ủy họp.", ["2025-05-23"]),
        ("ngày 23 / 5 / 2024", ["2024-05-23"]),
        ("ngày 23/5 /2024", ["2024-05-23"]),
        ("Trong hai ngày 08 & 09/6, hội nghị diễn ra.", ["2025-06-08", "2025-06-09"]),
        ("ngày 08&09/6", ["2025-06-08", "2025-06-09"]),
        ("Ngày 9/1/25, họp.", ["2025-01-09"]),
        ("ngày 30/4/75", ["1975-04-30"]),
        ("Ảnh chụp sáng nay (9/1/25).", ["2025-01-09"]),
        ("từ ngày 12/ 5 đến 15/ 5", ["2025-05-12", "2025-05-15"]),
        ("tỷ số 10/10/10", []),
        ("hộp 12/5/10 cái", []),
        ("5/ 12 xã", []),
        ("đạt 5 / 12 chỉ tiêu", []),
        ("ngày 5 - 9", []),
    ],
)
def test_days_with_blanks_and_two_digits_of_a_year(text: str, days: list[str]) -> None:
    """Blanks around the stroke, & between days, and a year of two digits where something says that
    it is a day; fractions, scores and ranges stay what they are."""
    assert [mention.value for mention in find_dates(text, date(2025, 7, 1))] == days
