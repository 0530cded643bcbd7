"""The day of an article is that of what happened, beside days that lie ahead."""

from datetime import date

import pytest

from corpus.dates import event_date, find_dates

AHEAD = (
    (
        "Đại hội Đảng bộ quận sẽ khai mạc ngày 20/6. Chiều 12/5, Quận ủy họp nghe các tiểu ban.",
        date(2025, 5, 13),
        "05-12",
    ),
    (
        "Từ ngày 1/7, chính quyền hai cấp bắt đầu làm việc. Ngày 25/6, Thành ủy kiểm tra tại phường.",
        date(2025, 6, 25),
        "06-25",
    ),
    (
        "Hạn chót nộp hồ sơ là ngày 15/8. Tại buổi tập huấn sáng 2/8, phòng Nội vụ nhắc các xã.",
        date(2025, 8, 3),
        "08-02",
    ),
    (
        "Ngày mai (16/9), quận mở ngày hội việc làm. Hôm nay 15/9, ban tổ chức họp báo.",
        date(2025, 9, 15),
        "09-15",
    ),
    (
        "Lễ hội hoa diễn ra từ ngày 1 đến ngày 5/4. Tại buổi họp báo ngày 25/3, chị Lan nói về lễ.",
        date(2025, 3, 26),
        "03-25",
    ),
    (
        "Ngày 20/6 tới, phường gặp mặt cựu chiến binh. Sáng 11/6, Đảng ủy họp bàn việc này.",
        date(2025, 6, 12),
        "06-11",
    ),
    (
        "Chậm nhất ngày 30/9 phải xong; quận nhắc việc đó trong buổi giao ban sáng 4/9.",
        date(2025, 9, 4),
        "09-04",
    ),
)
REPORTED = (
    (
        "Ngày 12/5, Quận ủy họp. Đại hội sẽ khai mạc ngày 20/6.",
        date(2025, 5, 13),
        "05-12",
    ),
    (
        "Từ ngày 1 đến ngày 3/6, đoàn kiểm tra làm việc tại phường. Trước đó, ngày 28/5, đoàn họp.",
        date(2025, 6, 4),
        "06-01",
    ),
    (
        "Hội thi sẽ mở màn ngày 19/5. Năm ngoái, ngày 15/5, có 30 đội dự thi.",
        None,
        "05-19",
    ),
    (
        "Quận sẽ khánh thành cầu ngày 19/5. Cầu được khởi công ngày 10/1.",
        date(2025, 5, 6),
        "05-19",
    ),
    (
        "Sáng 8/3, phường gặp mặt cán bộ nữ. Ngày 7/3, quận cũng họp mặt.",
        date(2025, 3, 7),
        "03-08",
    ),
    (
        "Hội thi sẽ mở màn ngày 19/5. Đội văn nghệ phường tập ngày 12/5. Ảnh: tư liệu của phường.",
        date(2025, 5, 13),
        "05-19",
    ),
)


def _event(text: str, published: date | None) -> str:
    found = event_date(find_dates(text, published))
    assert found
    return found.month_day


@pytest.mark.parametrize(("text", "published", "day"), AHEAD)
def test_what_lies_ahead_was_said_on_another_day(text: str, published: date, day: str) -> None:
    """With the day of publication, and by the words alone."""
    assert _event(text, published) == day
    assert _event(text, None) == day


@pytest.mark.parametrize(("text", "published", "day"), REPORTED)
def test_the_first_day_stays_where_nothing_else_is_told(
    text: str, published: date | None, day: str
) -> None:
    """A report of that day; background behind it; what happened long ago; a caption; a day of
    publication that is one too early."""
    assert _event(text, published) == day


def test_giao_ban_is_no_time_of_day() -> None:
    """ "ban sáng" is this morning, "giao ban sáng 4/8" a meeting on that day."""
    assert [one.month_day for one in find_dates("Tại buổi giao ban sáng 4/8.", None)] == ["08-04"]
