"""Which articles are one story: those that say the same in nearly the same words, and not those
that fill other figures into one form."""

import numpy as np
import pytest

from search.analysis import analyze
from search.analysis.stories import story_keys, story_numbers

FORECAST = (
    "Thời tiết ngày {0}/6: Bắc Bộ ngày nắng, nhiệt độ từ {1} đến {2} độ C, độ ẩm {3} %. "
    "Trung Bộ nắng nóng, nhiệt độ cao nhất {4} độ C, gió tây nam cấp {5}. Nam Bộ chiều tối có mưa "
    "rào và dông vài nơi, lượng mưa {6} mm. Trong mưa dông có khả năng xảy ra lốc, sét, gió giật "
    "mạnh; người dân theo dõi bản tin dự báo tiếp theo."
)
PRICES = (
    "Giá vàng ngày {0}/6: tại Hà Nội, vàng miếng mua vào {1} triệu đồng, bán ra {2} triệu đồng "
    "một lượng. Tại Thành phố Hồ Chí Minh giá mua là {3} triệu đồng, bán là {4} triệu đồng. Giá "
    "thế giới đứng ở mức {5} USD một ounce, thấp hơn trong nước {6} triệu đồng một lượng. Người "
    "mua nên cân nhắc trước khi giao dịch."
)
STORY = (
    "Chiều 14/5, Đảng ủy phường khai mạc lớp bồi dưỡng cho 120 đảng viên mới. Trong năm ngày, học "
    "viên nghe báo cáo viên trình bày 10 chuyên đề về lịch sử Đảng, về Điều lệ và về công tác dân "
    "vận ở khu dân cư. Bí thư Đảng ủy đề nghị mỗi học viên viết thu hoạch gắn với công việc của "
    "mình, nêu một việc đã làm được và một việc sẽ làm trong quý tới. Lớp học bế mạc vào cuối "
    "tuần, khi 118 học viên đạt loại khá trở lên được trao giấy chứng nhận."
)
OTHER = (
    "Sáng cùng ngày, Hội Nông dân huyện bàn giao hai ngôi nhà cho hội viên khó khăn. Kinh phí do "
    "các chi hội góp trong sáu tháng; chủ nhà góp thêm ngày công. Huyện hội cho biết còn chín nhà "
    "sẽ xong trước mùa mưa."
)


def stories(*texts: str) -> list[int]:
    """Return the story of each text, by its first."""
    syllables = [analyze(text).syllables for text in texts]
    terms = sorted({one for own in syllables for one in own})
    numbers = np.array([terms.index(one) for own in syllables for one in own])
    docs = np.repeat(np.arange(len(texts)), list(map(len, syllables)))
    found: list[int] = story_numbers(story_keys(terms, numbers, docs, len(texts))).tolist()
    return found


def filled(form: str, day: int) -> str:
    rng = np.random.default_rng(day)
    return form.format(day, *rng.integers(20, 99, 6).tolist())


@pytest.mark.parametrize("form", [FORECAST, PRICES])
def test_one_form_with_other_figures_is_another_story(form: str) -> None:
    """Forecasts and prices of different days share most words, but not what they tell."""
    assert stories(*(filled(form, day) for day in range(10, 20))) == list(range(10))


@pytest.mark.parametrize("text", [filled(FORECAST, 3), filled(PRICES, 3), STORY, OTHER])
def test_the_same_text_is_the_same_story(text: str) -> None:
    assert stories(text, text) == [0, 0]


def test_a_story_with_another_beginning_is_the_same() -> None:
    """Papers change the first words and cut the end."""
    changed = (
        "Theo tin từ quận, " + STORY.replace("Chiều 14/5, ", "chiều 14/5 ").partition("Lớp học")[0]
    )
    assert stories(STORY, changed, OTHER) == [0, 0, 2]


def test_articles_that_share_a_passage_are_two_stories() -> None:
    """A sentence in common, as a notice under every article, makes no story."""
    notice = " Bạn đọc gửi ý kiến về hộp thư của tòa soạn để được trả lời trong chuyên mục."
    assert stories(STORY + notice, OTHER + notice) == [0, 1]


def test_chance_joins_nothing() -> None:
    """Of a hundred thousand articles of their own no two are one story."""
    rng = np.random.default_rng(5)
    numbers = rng.integers(0, 50_000, 1_000_000)
    terms = [f"từ{number}" for number in range(50_000)]
    keys = story_keys(terms, numbers, np.repeat(np.arange(100_000), 10), 100_000)
    assert len(np.unique(story_numbers(keys))) == 100_000


def test_no_text_is_no_story() -> None:
    assert stories("", "một hai", "một hai") == [0, 1, 2]
