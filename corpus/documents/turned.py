"""The subject that follows where a sentence is turned round: "Thực hiện B, Đảng ủy ban hành A"."""

import re
from collections.abc import Iterator

from corpus.documents.actors import acts, begins
from corpus.documents.cues import Cue
from corpus.documents.line import Actor, Line
from corpus.documents.lists import items_from
from corpus.documents.tokens import CUES

__all__ = ["actor_right", "issued_with", "opens", "tells_time"]

_WIDE, _FAR, _FEW = 90, 14, 2
_NO_SUBJECT_BEFORE = frozenset(["of", "about", "and", "close", ""])
_GO_ON = CUES | {"prep", "for"}
_CLAUSE_ENDS = frozenset(["", "comma", "semi", "colon", "quote", "for", "close"])


def opens(line: Line, cue: Cue) -> bool:
    """Say whether a cue begins its clause: "tấm gương tiêu biểu trong thực hiện B" names a
    thing."""
    words, at = 0, cue.first - 1
    while line.kind(at) not in _CLAUSE_ENDS:
        words += line.kind(at) == "word"
        at -= 1
    return words <= _FEW


def tells_time(line: Line, cue: Cue) -> bool:
    """Say whether a cue only says when: "Sau hơn một năm thực hiện A, Bộ Chính trị ban hành B"."""
    left = cue.first - 1
    while line.kind(left) == "fill" or line.word(left) in ("hơn", "gần", "tròn"):
        left -= 1
    return left < cue.first - 1 and line.word(left) in ("sau", "qua", "trong")


def actor_right(line: Line, at: int, colon: int, cites: bool = False) -> Actor | None:
    """Return the subject of a sentence turned round: the document it issues, else the body that
    acts.

    Without one, the body that announces what stands behind a colon. Where the cue `cites`, a
    semicolon may stand before the body.
    """
    comma = False
    for right in range(at + 1, min(len(line.tokens), at + _WIDE)):
        kind = line.kind(right)
        grounds = cites and line.kind(right + 1) == "body"  # "Căn cứ A; Căn cứ B; UBND tỉnh ..."
        if kind == "semi" and not grounds and line.kind(right + 1) not in _GO_ON:
            break
        if kind == "colon" and line.word(right - 1) in ("gồm", "như"):
            break
        if kind == "body" and comma and _opens_clause(line, right):
            issued = _issued(line, right)
            return line.document(line.number(issued)) if issued >= 0 else line.body(right)
        asks = kind == "demand" and line.word(right) not in ("chưa", "không", "khó")
        if (asks or kind == "generic") and comma and begins(line, right):
            return None
        comma = comma or kind == "comma" or (kind == "semi" and grounds)
    return _announcer(line, colon)


_AREA = re.compile(r"(?:tỉnh|quận|huyện|thành phố|tp|phường|xã|thị xã|thị trấn)\b")
_DAY = re.compile(r"(?:sáng|chiều|ngày|tối|[\d/.-]+)$")


def _opens_clause(line: Line, at: int) -> bool:
    """Say whether a body begins a clause and acts in it; the day of the deed may stand before
    it."""
    left = at - 1
    while _DAY.match(line.word(left)):
        left -= 1
    listed = line.kind(left - 1) == "body" and line.kind(left - 2) in ("comma", "colon", "and")
    return (
        line.kind(left) in ("comma", "semi")
        and not listed
        and line.kind(at + 1)
        not in _NO_SUBJECT_BEFORE
        | {
            "comma",
            "semi",
        }
    )


def _issued(line: Line, at: int) -> int:
    """Return the token of the document that a body issues right after its name, or has another body
    issue, -1 for none."""
    near = _issued_near(line, at)
    return near if near >= 0 else _submitted(line, at)


def issued_with(line: Line, actor: Actor) -> Iterator[Actor]:
    """Yield what is issued in one list with a document: "Thực hiện B, Quận ủy ban hành A và C"."""
    own = actor.naming - line.first
    at = next((place for place, one in enumerate(line.tokens) if own == one.number >= 0
               and one.kind == "document"), -1)  # fmt: skip
    for item in items_from(line, at):
        if item > at:
            yield line.document(line.number(item))


def _submitted(line: Line, at: int) -> int:
    """Read "Bộ A đã chủ trì, phối hợp ..., trình Chính phủ ban hành B"."""
    submits = False
    for right in range(at + 1, min(len(line.tokens), at + _WIDE // 2)):
        if line.kind(right) in ("semi", "document"):
            issued = line.kind(right) == "document" and line.kind(right - 1) == "issue"
            return right if submits and issued else -1
        submits = submits or line.word(right) in ("trình", "tham mưu")
        submits = submits or (line.word(right) == "báo cáo" and line.kind(right + 1) == "body")
    return -1


def _issued_near(line: Line, at: int) -> int:
    issues = False
    for right in range(at + 1, min(len(line.tokens), at + _FAR)):
        kind = line.kind(right)
        if kind == "document":
            return right if issues else -1
        if kind in ("comma", "semi", "body") and not issues:
            return -1
        issues = issues or kind == "issue"
    return -1


def _announcer(line: Line, colon: int) -> Actor | None:
    """Return the body that says what a colon announces: "Cục Thuế có ý kiến như sau: Căn cứ B thì
    ..."."""
    for left in range(colon - 1, max(-1, colon - 8), -1):
        if line.kind(left) in ("demand", "semi"):
            return None
        if line.kind(left) == "body" and acts(line, left):
            area = line.kind(left - 1) == "comma" and _AREA.match(line.word(left))
            return None if area else line.body(left)  # "giám đốc Trung tâm B, tỉnh A cho biết:"
    return None
