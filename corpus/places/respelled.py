"""Names of provinces and districts that papers print in several spellings: Đắk Lắk is Đăk Lăk,
Đắc Lắc, Daklak."""

from collections.abc import Iterator

from corpus.places.spellings import other_names, variants

__all__ = ["spelled_names"]

_NAMES = (
    "Buôn Ma Thuột|Bà Rịa - Vũng Tàu|Bắc Kạn|Chư Păh|Cư Jút|Cư M'gar|Ea H'leo|Ea Súp|Hoàng Su Phì"
    "|Hóc Môn|Ia H'Drai|KBang|Kon Tum|Krông A Na|Krông Búk|Krông Pắc|M'Đrắk|Mù Căng Chải"
    "|Phan Rang - Tháp Chàm|Pleiku|Pác Nặm|Sa Pa|Si Ma Cai|Sìn Hồ|Thừa Thiên Huế|Xín Mần|Đa Krông"
    "|Đak Đoa|Đăk Glong|Đăk Hà|Đăk Pơ|Đạ Tẻh|Đắk Glei|Đắk Lắk|Đắk Mil|Đắk Nông|Đắk R'Lấp|Đắk Song"
    "|Đắk Tô"
)
"""Not read from the tables: that takes longer than a search, and a test compares them."""


def spelled_names() -> Iterator[tuple[str, list[str]]]:
    """Yield each name with its other spellings, those that are names of their own first, then by
    how many letters differ."""
    listed = dict.fromkeys(other for other, _ in other_names())
    for name in _NAMES.split("|"):
        others = variants(name) - {name.lower()}
        ranks = {other: (other not in listed, _unlike(name, other)) for other in others}
        yield name, sorted(others, key=ranks.__getitem__)


def _unlike(name: str, other: str) -> tuple[int, str]:
    differing = sum(map(str.__ne__, name.lower(), other))
    return differing + abs(len(name) - len(other)), other
