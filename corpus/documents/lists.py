"""Lists of documents with which one thing is done: "thay thế B và C", "sửa đổi Điều 1 của B và Điều
2 của C"."""

import re
from collections.abc import Iterator

from corpus.documents.cues import Cue, cue_before
from corpus.documents.line import Found, Line
from corpus.documents.naming import Naming

__all__ = ["after_laws", "are_parts", "items_from", "joins", "words_between"]

# ", ", " và ", " cùng các ", ", và số ", " và Điều 30 của ", ", nhất là ": between the items of
# one list
_LIST = re.compile(
    r"[”\"’')]{0,2}(?:\s?,? (?:và|cùng|cũng như)(?: hiện nay là)? |\s?[,;] (?:và )?)"
    r"(?:(?:nhất là|đặc biệt là|trong đó có) )?(?:các |cả |theo )?"
    r"(?:(?:điểm|khoản|điều|mục) [\w.]{1,4},? ){0,4}(?:của )?(?:số )?",
    re.IGNORECASE,
)


def words_between(line: Line, previous: int, at: int) -> str | None:
    """Return what is printed between two documents, of tokens, of one list; None where they are in
    none."""
    before = line.naming(previous)
    title = before.title.end if before.title and before.title.end <= line.tokens[at].start else 0
    between = line.low[max(before.end, title) : line.tokens[at].start]
    return between if _LIST.fullmatch(between) else None


def are_parts(line: Line, previous: int, at: int) -> bool:
    """Say whether two documents of which parts are named stand in one list, though the first is
    described: "sửa đổi Điều 5 của A quy định chi tiết Luật Thuế và Điều 9 của B"."""
    before, own = _part_of(line, previous), _part_of(line, at)
    apart = {token.kind for token in line.tokens[previous:at]} & _CUTS
    return before >= 0 and line.kind(own - 1) == "and" and not apart


def _part_of(line: Line, at: int) -> int:
    """Return the first token of the article or clause named before a document, -1 for none."""
    left = at - 1 - (line.kind(at - 1) == "of")
    first = -1
    while _PART.match(line.word(left)):
        first, left = left, left - 1
    return first


def joins(line: Line, one: Found, previous: int, at: int, listed: bool = False) -> bool:
    """Say whether the document at a token belongs to the list of the one before it, of which a
    relation is told.

    One no higher than what acts begins something new, unless a colon announced it (`listed`).
    """
    if not listed and _begins_anew(line, one.type, previous, at):
        return False
    if one.actor.naming < 0 and one.actor.body is None and line.word(at - 1) == ",":
        return line.naming(previous).name.type == line.naming(at).name.type
    if one.actor.naming < 0 or one.type in ("replaces", "amends"):
        return True
    acting, before, own = line.naming_of(one.actor.naming), line.naming(previous), line.naming(at)
    if one.type == "continues" and before.name.type != own.name.type:
        return False
    if one.type == "cites" and line.kind(at - 1) == "semi" and own.name.type != acting.name.type:
        return True
    ranks = [_rank(naming) for naming in (acting, before, own)]
    if not all(ranks) or ranks[2] > ranks[0]:
        return True
    return ranks[0] >= ranks[1] and not own.name.type == acting.name.type != before.name.type


def _begins_anew(line: Line, kind: str, previous: int, at: int) -> bool:
    """Say whether an item does the same with a document of its own, or behind a semicolon whatever
    it does: "A sửa đổi B và C sửa đổi D"."""
    own, target = _deed_of(line, at)
    if not own or (own != kind and line.kind(at - 1) != "semi"):
        return False
    return line.naming(target).name.full != line.naming(previous).name.full


def _deed_of(line: Line, at: int) -> tuple[str, int]:
    """Return the type of what the document at a token does right behind its name, and with the one
    at which token; "" for nothing."""
    places = range(at + 1, len(line.tokens))
    target = next((right for right in places if line.kind(right) == "document"), -1)
    cue = cue_before(line, target) if target >= 0 else None
    if cue is None or cue.agent or cue.first <= at:
        return "", -1
    beside = all(line.kind(right) in _LIGHT for right in range(at + 1, cue.first))
    return (cue.type, target) if beside else ("", -1)


def items_from(line: Line, at: int) -> Iterator[int]:
    """Yield the document at a token and the further ones of its list, up to one with a deed of its
    own."""
    first = at
    while at >= 0 and (at == first or not _deed_of(line, at)[0]):
        yield at
        places = range(at + 1, len(line.tokens))
        following = next((right for right in places if line.kind(right) == "document"), -1)
        joined = following >= 0 and words_between(line, at, following) is not None
        at = following if joined else -1


# "điều 15", "khoản 2,"
_PART = re.compile(r"(?:khoản|điều|điểm|mục) [0-9a-z]{1,3},?$")
_CUTS = frozenset(["semi", "colon", "issue", "demand", "say", "body"])
_LIGHT = frozenset(["about", "fill", "mod", "for"])
_RANKS = {"Trung ương": 4, "Nhà nước": 4, "Tỉnh, thành phố": 3, "Quận, huyện": 2, "Phường, xã": 1}
_LOCAL = re.compile(r"UBND|HĐND|UB(?![A-Z])|S[A-Z]{2,}")


def _rank(one: Naming) -> int:
    """Return how high the issuer of a document stands, 0 where its name does not say."""
    code = one.name.document
    if code is None:
        return 4 if one.name.kind != "number" or one.name.type in ("Nghị định", "Thông tư") else 0
    return 0 if _LOCAL.match(code.issuer_symbol) else _RANKS.get(code.level, 0)


# "hướng dẫn thực hiện luật thuế thu nhập cá nhân"
_DETAILING = re.compile(
    r"(?:về (?:việc )?)?(?:quy định chi tiết|hướng dẫn)[^;:]{0,60}? (?:bộ luật|luật|pháp lệnh) "
)
_LAWS = ("luật", "bộ luật", "pháp lệnh")
_ENDS = frozenset(["", "document", "body", "semi", "colon", "demand", "say"])
_FAR = 40
_ORDER = {
    "Luật": 3,
    "Bộ luật": 3,
    "Pháp lệnh": 3,
    "Nghị định": 2,
    "Thông tư": 1,
    "Thông tư liên tịch": 1,
}
"""What stands above what: a Thông tư details a Nghị định, never the other way round."""


def after_laws(line: Line, at: int) -> Cue | None:
    """Return the cue of a list whose first items are laws without a year: "Thông tư A hướng dẫn
    Luật Thuế và Nghị định B"."""
    if line.kind(at - 1) not in ("and", "comma"):
        return None
    for left in range(at - 2, max(-1, at - _FAR), -1):
        if line.kind(left) in _ENDS:
            return None
        if line.kind(left) == "title" and _DETAILING.match(line.word(left)):
            return Cue(left, "details") if _is_above(line, Cue(left, "details"), at) else None
        if line.kind(left) == "noun" and line.word(left).startswith(_LAWS):
            cue = cue_before(line, left)
            if cue and not cue.agent and cue.type in ("details", "implements"):
                return cue if _is_above(line, cue, at) else None
    return None


def _is_above(line: Line, cue: Cue, at: int) -> bool:
    """Say whether the document at a token stands above the one that the cue's clause is about."""
    acting = line.left_of(cue.first, "document")
    order = _ORDER.get(line.naming(acting).name.type, 0) if acting >= 0 else 0
    return 0 < order < _ORDER.get(line.naming(at).name.type, 0)
