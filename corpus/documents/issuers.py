"""Where the body that issued a document is: by its own name, by who acts in the sentence, by the
article's own body."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from corpus.codes import DocumentCode
from corpus.documents.bodies import Body
from corpus.documents.bounds import CENTRE
from corpus.documents.naming import Naming
from corpus.documents.register import Place
from corpus.places import PlaceMention, Places

__all__ = ["Home", "could_issue", "home_of", "place_of", "place_of_body"]

_LEVELS = {"Tỉnh, thành phố": "province", "Quận, huyện": "district", "Phường, xã": "ward"}
# "Bộ Chính trị", "Thủ tướng", "Tổng cục Thuế"; not "Đảng bộ Quận 1"
_CENTRAL = re.compile(
    r"Bộ Chính trị|Ban Bí thư|Chính phủ|Thủ tướng|Quốc hội|UBTVQH|(?<![Đđ]ảng )[Bb]ộ "
    r"|[Tt]rung ương"
    r"|Ngân hàng Nhà nước|Chủ tịch nước|Thanh tra Chính phủ|Kiểm toán Nhà nước|Tổng cục"
)
_WORDS = (
    ("ward", re.compile(r"[Pp]hường|(?<!\w)[Xx]ã(?! hội)|[Đđ]ặc khu|[Tt]hị trấn")),
    ("district", re.compile(r"[Qq]uận|[Hh]uyện|[Tt]hị (?:xã|ủy)")),
    ("province", re.compile(r"[Tt]ỉnh|[Tt]hành (?:phố|ủy)|TP")),
)


def _start(mention: PlaceMention) -> int:
    return mention.start


class Home:
    """The places of an article by level: the one of its opening, where it has just one, and all its
    mentions."""

    def __init__(self, mentions: Sequence[PlaceMention], own: dict[str, str | None]) -> None:
        self.mentions = sorted((one for one in mentions if not one.implied), key=_start)
        self.starts = [one.start for one in self.mentions]
        self.longest = max((one.end - one.start for one in self.mentions), default=0)
        self.own = own

    @property
    def values(self) -> frozenset[str]:
        """Return the article's own places."""
        return frozenset(place for place in self.own.values() if place)

    def named_in(self, body: Body, level: str | None) -> str | None:
        """Return the place that a body's name tells, of a level or else of the lowest it names."""
        first = bisect_left(self.starts, body.start - self.longest)
        end = bisect_left(self.starts, body.end)
        own = [one for one in self.mentions[first:end] if body.start < one.end]
        kinds = _TOWNS if level == "province" else (level,) if level else _KINDS
        return next((one.value for kind in kinds for one in own if one.kind == kind), None)


_KINDS = ("ward", "district", "province")
_TOWNS = ("district", "province")
"""A Thành ủy is that of a city under the centre or of a town in a province."""
# "Quận ủy Bình Thạnh": its own place; not "Quận ủy Quận 1", whose place is found as such
_OWN_NAME = re.compile(
    r"(?:[ủỦ]y|[Bb]ộ|UBND|HĐND|[Nn]hân dân|[Pp]hường|[Xx]ã"
    r"|[Qq]uận|[Hh]uyện|[Tt]ỉnh|[Tt]hành phố|[Tt]rấn|TP\.?)"
    r" (?!Quận|Huyện|Tỉnh|Thành|Thị|Phường|Xã|Công an|Quân|Đặc|TP|Trung ương)[^\Wa-zà-ỹ_]"
)


_LEAD = 420


def home_of(text: str, places: Places, body_start: int) -> Home:
    """Return the article's own places: by level the one that its title names, else its first
    sentence, else all of it.

    Where the first of these that names any names several, the article has no place of its own.
    """
    lead = min(
        _after(text, "\n", body_start), _after(text, ". ", body_start + 40), body_start + _LEAD
    )
    own: dict[str, str | None] = {}
    for kind in ("province", "district", "ward"):
        named = [one for one in places.mentions if one.kind == kind]
        for end in (_after(text, "\n", 0), lead, len(text)):
            values = {one.value for one in named if one.start < end and not one.implied}
            if values:
                break
        own[kind] = next(iter(values)) if len(values) == 1 else None
    if own["province"] is None:
        own["province"] = _province(own["district"] or own["ward"])
    around = {one.value.rsplit(", ", 1)[-1] for one in places.mentions}
    if own["province"] is None and len(around) == 1:
        own["province"] = next(iter(around))
    if own["district"] is None and own["ward"] and own["ward"].count(", ") == 2:
        own["district"] = own["ward"].split(", ", 1)[1]
    return Home(places.mentions, own)


def _after(text: str, sign: str, start: int) -> int:
    at = text.find(sign, start)
    return len(text) if at < 0 else at


def _province(place: str | None) -> str | None:
    """Return the province at the end of a canonical name."""
    return place.rsplit(", ", 1)[-1] if place and ", " in place else None


def level_of_body(printed: str) -> str | None:
    """Return the level a body's name tells: central, province, district or ward."""
    if _CENTRAL.search(printed) and not re.search(r"tỉnh|huyện|quận", printed):
        return "central"
    return next((kind for kind, word in _WORDS if word.search(printed)), None)


def place_of_body(body: Body, home: Home) -> str | None:
    """Return where a body is: by the place in its name, else by the article's own place of its
    level."""
    level = level_of_body(body.printed)
    if level == "central":
        return CENTRE
    if place := home.named_in(body, level):
        return place
    return home.own.get(level) if level and not _OWN_NAME.search(body.printed) else None


def place_of(one: Naming, home: Home) -> Place:
    """Return where the issuer of a naming is.

    A body whose own name is no place that the tables know is somewhere else than the article's own.
    """
    code = one.name.document
    kind = _kind(one, code.level if code else "", code.issuer_name if code else "")
    if kind == "central":
        return Place(CENTRE, False)
    for body in (one.issuer, one.actor):
        level = level_of_body(body.printed) if body else None
        if body is None or level is None or (kind not in (None, level) and level != "district"):
            continue
        if level == "central":
            return Place(CENTRE, False)
        if told := home.named_in(body, level):
            return Place(told, True)
        if _OWN_NAME.search(body.printed):
            return Place(None, True)
        kind = kind or level
    if kind is None:
        return Place(None, False)
    near = one.beside if one.beside and level_of_body(one.beside.printed) == kind else None
    return Place((home.named_in(near, kind) if near else None) or home.own.get(kind), False)


def could_issue(body: Body, one: Naming, code: DocumentCode | None) -> bool:
    """Say whether a body may have issued a document of such a code: no Quận ủy signs TW."""
    kind = _kind(one, code.level if code else "", code.issuer_name if code else "")
    level = level_of_body(body.printed)
    return not kind or not level or (kind == "central") == (level == "central")


_LOCAL = (
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
    "Sở ",
    "Ban Chỉ đạo",
    "Ban cán sự",
    "Đảng đoàn",
    "Ủy ban Mặt trận",
)


def _kind(one: Naming, level: str, issuer: str) -> str | None:
    """Return the level of the issuer as its symbol tells it, None where the body's own name
    must."""
    if one.name.kind in ("plenum", "congress", "law") or level == "Trung ương":
        return "central"
    if level in _LEVELS:
        return _LEVELS[level]
    if level == "Nhà nước" and issuer and not issuer.startswith(_LOCAL):
        return None if issuer[:3].isupper() else "central"
    if one.name.code is None and one.name.type in (
        "Nghị định",
        "Thông tư",
        "Thông tư liên tịch",
        "Pháp lệnh",
    ):
        return "central"
    return None
