"""What stands around and inside of an article's text and is none of it: related links, tags,
players, buttons, captions."""

import re
from typing import Any

__all__ = ["is_caption", "is_noisy_text", "is_within", "noisy_elements", "opens_appendix"]

_NAMES = re.compile(
    r"(?:^|[\s_-])(?:relate[ds]?|related\w*|relate-?news|lien-?quan"
    r"|tin-?lien|xem-?them|read-?more|more-?news|other-?news|tin-?khac"
    r"|tags?|tag-?list|keywords?|tu-?khoa|share\w*|social\w*"
    r"|sharing|comments?|binh-?luan|rating|vote|danh-?gia|stars?"
    r"|audio\w*|video-js|vjs\w*|jw-?player\w*|player\w*|podcast|tts|speech|toolbar"
    r"|tool|tools|print|email|fontsize|font-size|breadcrumbs?|bread|nav|navbar"
    r"|menu|sidebar|ads?|advert\w*|quang-?cao|banner|newsletter"
    r"|subscribe|follow|google-?news|jp-relatedposts|sharedaddy"
    r"|author|authors|author-?name|tac-?gia|byline|signature"
    r"|but-?danh|copyright|recommend\w*|suggest\w*|popular|most-?read"
    r"|next-?prev|pagination|pager|post-?meta|entry-?meta"
    r"|article-?meta|meta|datetime|date|time|time-?post|post-?date"
    r"|footer|widget\w*|boxrelate|box-?tin|vnnews-?relate"
    r"|newsrelate|hidden|sr-only|visually-hidden|notification|toast"
    r"|poll|survey|qr-?code|app-?download|luot-?xem|view-?count|views)(?:$|[\s_-])",
    re.IGNORECASE,
)
_TYPES = re.compile(r"Related|RelatedOneNews|RelatedNewsBox|Tags|Poll", re.IGNORECASE)
_ROLES = frozenset({
    "navigation", "complementary", "contentinfo", "search", "banner", "menu", "toolbar",
})  # fmt: skip
_TAGS = frozenset({"nav", "aside", "footer"})
_SHARE = 0.3
"""An element with more of the article's text than this is no noise, whatever its names."""

_CAPTION = re.compile(
    r"(?:^|[\s_-])(?:caption|figcaption|wp-caption-text"
    r"|photo-?cms_caption|pcaption|image-?caption|img-?caption|picture"
    r"|chu-?thich|photo-?caption|desc-?img|image-?desc"
    r"|t-caption|expnoedit|tplcaption|item-photo)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOISY = re.compile(
    r"(?:Trình duyệt (?:của bạn )?không hỗ trợ|Your browser does not support|Được đăng"
    r"|Đăng bởi|Viết bởi|Lần cập nhật cuối|Cập nhật|Ngày đăng|Đăng ngày|Xuất bản"
    r"|Posted (?:on|by)|Nghe (?:đọc )?(?:bài|tin|nội dung)|Nghe bài viết|Đọc bài"
    r"|Giọng đọc|Tốc độ đọc|Chia sẻ|Facebook|Twitter|Zalo|Email|In bài|In trang"
    r"|In tin|Bình luận|Gửi bình luận|Thích|Lưu bài|Sao chép|Copy link"
    r"|Cỡ chữ|Theo dõi|Quay lại|Về đầu trang|Trở lại|Gửi email|Bản in"
    r"|Lượt xem|Số lượt xem|Lượt truy cập|Từ khóa|Từ khoá|Tags?"
    r"|Thẻ|Chủ đề|Tác giả|Tổng số điểm|Xếp hạng|Click để đánh giá"
    r"|Nguồn|Nguồn tin|Dừng|Phát|Tạm dừng|Miền Bắc|Miền Nam|Nam miền"
    r"|Nữ miền|Giọng nam|Giọng nữ|Đánh giá|Print|Share|Tweet|Pinterest"
    r"|Ý kiến bạn đọc|Đăng ký nhận tin|Gửi tin|Đóng|A[+-]|Chuyên mục)(?![^\W\d_])[^.!?]{0,60}",
    re.IGNORECASE,
)
_PLAYER = re.compile(
    r"(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?[ /|-]{0,3}){1,2}(?:[01](?:\.[0-9]{1,2})?x ?){0,8}"
    r"|(?:[0-2](?:\.[0-9]{1,2})?x ?){1,8}"
)
_POINTER = re.compile(
    (
        r"(?:>>+|»|Xem thêm|Đọc thêm|Xem tiếp|Mời (?:quý vị|bạn đọc)"
        r"|Tin liên quan|Có thể bạn quan tâm|Tham khảo)[ :]?"
    ),
    re.IGNORECASE,
)
_APPENDIX = re.compile(
    r"(?:Các )?(?:(?:tin|bài)(?: bài| tin| viết)? (?:liên quan|cùng chuyên mục"
    r"|khác|mới hơn|cũ hơn|mới nhất|mới|đã đưa|cùng loại)|những"
    r" (?:tin|bài) (?:mới hơn|cũ hơn|khác)|cùng chuyên mục|đọc nhiều"
    r"|xem nhiều|có thể bạn quan tâm|bài đọc nhiều|tin đọc nhiều"
    r"|ý kiến bạn đọc|bình luận(?: \([0-9]{1,6}\))?|từ khóa|từ khoá"
    r"|tags?|tin nổi bật|tin cũ hơn|tin mới hơn|đừng bỏ lỡ|dành cho bạn"
    r"|tin bài đọc nhiều|thông tin liên quan|bài viết liên quan)\s?:?.{0,12}",
    re.IGNORECASE,
)


def noisy_elements(root: Any) -> set[Any]:
    """Return the elements below the root that are by their names no part of its text."""
    lengths = _lengths(root)
    most = _SHARE * (lengths.get(root) or 1)
    return {
        element
        for element, length in lengths.items()
        if length < most and element is not root and _is_named_noise(element)
    }


def _lengths(root: Any) -> dict[Any, int]:
    """Return how much text each element holds, in characters."""
    lengths: dict[Any, int] = {}
    for element in reversed(list(root.iter("*"))):
        inner = sum(lengths.get(child, 0) + len((child.tail or "").strip()) for child in element)
        lengths[element] = inner + len((element.text or "").strip())
    return lengths


def is_within(element: Any, elements: set[Any], root: Any) -> bool:
    """Say whether an element, or one around it below the root, is among some."""
    while element is not None and element is not root:
        if element in elements:
            return True
        element = element.getparent()
    return False


def _is_named_noise(element: Any) -> bool:
    if (
        element.tag in _TAGS
        or element.get("role") in _ROLES
        or _TYPES.fullmatch(element.get("type") or "")
    ):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    return names != " " and bool(_NAMES.search(names))


def is_caption(element: Any, root: Any) -> bool:
    """Say whether an element is, or stands in, what is printed under a photo."""
    while element is not None and element is not root:
        if element.tag in ("figcaption", "figure", "caption") or _CAPTION.search(
            (element.get("class") or "")[:200]
        ):
            return True
        element = element.getparent()
    return False


def is_noisy_text(text: str, linked: int) -> bool:
    """Say whether a block of so much linked text is a pointer to another article, a button, or a
    player's words."""
    if linked * 10 >= len(text) * (9 if len(text) > 60 else 6):
        return True
    if len(text) < 110 and (_NOISY.fullmatch(text) or _PLAYER.fullmatch(text)):
        return True
    return linked * 2 > len(text) and bool(_POINTER.match(text))


def opens_appendix(text: str) -> bool:
    """Say whether a line is the heading of what follows an article: related news, comments,
    keywords."""
    return len(text) < 70 and bool(_APPENDIX.fullmatch(text))
