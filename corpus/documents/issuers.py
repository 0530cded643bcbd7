"""Where the body that issued a document is: by its own name, by who acts in the sentence, by the article's own body."""

import re
from collections.abc import Sequence

from corpus.codes import parse_code
from corpus.documents.bodies import Body
from corpus.documents.naming import Naming
from corpus.places import PlaceMention, Places

__all__ = ["CENTRE", "Home", "home_of", "place_of"]

CENTRE = "Trung ương"
_LEVELS = {"Tỉnh, thành phố": "province", "Quận, huyện": "district", "Phường, xã": "ward"}
_CENTRAL = re.compile(
    r"Bộ Chính trị|Ban Bí thư|Chính phủ|Thủ tướng|Quốc hội|UBTVQH|[Bb]ộ |[Tt]rung ương"
    r"|Ngân hàng Nhà nước|Chủ tịch nước|Thanh tra Chính phủ|Kiểm toán Nhà nước|Tổng cục"
)
_WORDS = (
    ("ward", re.compile(r"[Pp]hường|(?<!\w)[Xx]ã(?! hội)|[Đđ]ặc khu|[Tt]hị trấn")),
    ("district", re.compile(r"[Qq]uận|[Hh]uyện|[Tt]hị (?:xã|ủy)")),
    ("province", re.compile(r"[Tt]ỉnh|[Tt]hành (?:phố|ủy)|TP")),
)


class Home:
    """The places of an article by level: the one of its opening, where it has just one, and all its mentions."""

    def __init__(self, mentions: Sequence[PlaceMention], own: dict[str, str | None]) -> None:
        self.mentions = mentions
        self.own = own

    def inside(self, start: int, end: int, kind: str) -> str | None:
        """Return the place of a kind that is named between two offsets."""
        return next(
            (
                one.value
                for one in self.mentions
                if one.kind == kind and one.start < end and start < one.end
            ),
            None,
        )


_OPENING = 420


def home_of(text: str, places: Places, body_start: int) -> Home:
    """Return the article's own places: those its title and opening name, if they name one of a level."""
    own: dict[str, str | None] = {}
    for kind in ("province", "district", "ward"):
        named = [one for one in places.mentions if one.kind == kind]
        lead = [one.value for one in named if one.start < body_start + _OPENING and not one.implied]
        values = list(dict.fromkeys(lead)) or list(dict.fromkeys(one.value for one in named))
        own[kind] = values[0] if len(values) == 1 else None
    return Home(places.mentions, own)


def level_of_body(printed: str) -> str | None:
    """Return the level a body's name tells: central, province, district or ward."""
    if _CENTRAL.search(printed) and not re.search(r"tỉnh|huyện|quận", printed):
        return "central"
    return next((kind for kind, word in _WORDS if word.search(printed)), None)


def place_of_body(body: Body, home: Home) -> str | None:
    """Return where a body is: by the place in its name, else by the article's own place of its level."""
    kind = level_of_body(body.printed)
    if kind == "central":
        return CENTRE
    for level in [kind] if kind else ["ward", "district", "province"]:
        if place := home.inside(body.start, body.end, level):
            return place
    if kind == "province" and (place := home.inside(body.start, body.end, "district")):
        return place
    return home.own.get(kind) if kind else None


def place_of(one: Naming, home: Home) -> tuple[str | None, bool]:
    """Return where the issuer of a naming is, and whether its sentence names that place itself."""
    code = parse_code(one.name.code) if one.name.code else None
    kind = _kind(one, code.level if code else "", code.issuer_name if code else "")
    if kind == "central":
        return CENTRE, False
    for body in (one.issuer, one.actor):
        if (
            body
            and (level := level_of_body(body.printed))
            and (kind is None or level == kind or level == "district")
        ):
            told = home.inside(body.start, body.end, level) or home.inside(
                body.start, body.end, "district"
            )
            if told:
                return told, True
            kind = kind or level
    if kind == "central":
        return CENTRE, False
    return (home.own.get(kind) if kind else None), False


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
    """Return the level of the issuer as its symbol tells it, None where the body's own name must."""
    if one.name.kind in ("plenum", "congress", "law") or level == "Trung ương":
        return "central"
    if level in _LEVELS:
        return _LEVELS[level]
    if level == "Nhà nước" and issuer and not issuer.startswith(_LOCAL):
        return "central" if any(True for _ in [issuer]) and not issuer[:3].isupper() else None
    if one.name.code is None and one.name.type in (
        "Nghị định",
        "Thông tư",
        "Thông tư liên tịch",
        "Pháp lệnh",
    ):
        return "central"
    return None
