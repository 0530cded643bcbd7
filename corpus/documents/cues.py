"""The words in front of a document that say what is done with it, and their type."""

import re
from typing import NamedTuple

from corpus.documents.line import Line
from corpus.documents.tokens import CUES

__all__ = ["Cue", "cue_before", "cue_group", "is_own_number"]


class Cue(NamedTuple):
    """A cue: the token its words begin at, its type, whether the document behind it is what acts.

    `type` is "" where the document is a means ("bằng A") of what is said before.
    """

    first: int
    type: str
    agent: bool = False


_VERBS = frozenset(["mod", "reviews", "details", "implements", "amends", "replaces", "continue"])
_GROUP = _VERBS | {"about", "for"}
_FILLERS = frozenset(["fill", "quote", "about", "of", "colon"])
_MOST, _FAR, _FEW, _LONG = 9, 14, 5, 44
_APART = frozenset(["document", "body", "semi", "colon", "demand", "say"])


def cue_before(line: Line, at: int) -> Cue | None:
    """Return the cue of the document at a token, None where none stands before it."""
    left, of = at - 1, 0
    while _is_filler(line, left, at):
        of += line.kind(left) == "of"
        if of > 1 or at - left > _MOST:
            return None
        left -= 1
    kind = line.kind(left)
    if line.kind(left + 1) == "of" and kind == "word":
        return _part_changed(line, left)
    if line.kind(left + 1) == "of" and left + 1 < at:
        return None  # "thuộc diện điều chỉnh của B": a noun
    if kind == "by":
        return _passive(line, left)
    if kind == "prep" and line.word(left) in ("theo", "tại"):
        return (
            _changed_in(line, left)
            or _asked_in(line, left)
            or _ruled_in(line, left)
            or _rule_changed(line, left)
            or _detailing(line, left)
        )
    if kind == "attached":
        return _attached(line, left)
    return cue_group(line, left) if kind in CUES else None


def _is_filler(line: Line, left: int, at: int) -> bool:
    """Say whether a word may stand between a cue and its document: "một số điều của", "hai văn
    bản:"."""
    kind = line.kind(left)
    if kind == "and":
        return line.kind(left - 1) == "fill" and left < at - 1
    if kind == "comma":
        return line.kind(left - 1) == line.kind(left + 1) == "fill"
    if kind == "mod":
        return line.word(left) == "là" and line.kind(left - 1) == "cites"
    if kind == "passive":
        return line.kind(left - 1) in ("details", "implements")  # "đã thể chế hóa được B"
    if kind == "noun":
        general = line.word(left).startswith("văn bản")
        return general or line.kind(left - 1) in CUES or _leads(line, left)
    return kind in _FILLERS


def _leads(line: Line, at: int) -> bool:
    """Say whether a type word announces a list or is what a document holds: "thay thế đồng thời các
    kế hoạch: A, B", "hướng dẫn một số quy định của A"."""
    left = at - 1
    while line.kind(left) == "fill":
        left -= 1
    held = line.word(at) == "quy định" and line.kind(at + 1) == "of"
    return (held or line.kind(at + 1) == "colon") and line.kind(left) in CUES | {"by"}


def _part_changed(line: Line, at: int) -> Cue | None:
    """Read "bổ sung một số chỉ tiêu của B": what is amended is a part of the document."""
    left = at
    while line.kind(left) == "word" and at - left < _FEW:
        left -= 1
    if line.kind(left) != "fill" or line.kind(left - 1) not in ("amends", "details"):
        return None
    return cue_group(line, left - 1)


def _changed_in(line: Line, at: int) -> Cue | None:
    """Read "B (được sửa đổi, bổ sung tại A)", "B bị bãi bỏ theo A": the document behind acts."""
    cue = _passive(line, at)
    if cue.type not in ("amends", "replaces", "details"):
        return None
    left = cue.first
    passive = any(token.kind == "passive" for token in line.tokens[left:at])
    while line.kind(left - 1) in ("passive", "mod"):
        passive, left = passive or line.kind(left - 1) == "passive", left - 1
    beside = left - 1
    while line.kind(beside) in ("comma", "and"):
        beside -= 1
    close = line.kind(beside) in ("document", "open", "noun", "body")
    return cue if close and (passive or line.kind(left - 1) == "open") else None


def _asked_in(line: Line, at: int) -> Cue | None:
    """Read "thực hiện chỉ đạo của UBND tỉnh theo công văn B": what a body asks for in a
    document."""
    if line.kind(at - 1) != "body" or line.kind(at - 2) != "of":
        return None
    left = at - 3
    while line.kind(left) in ("mod", "fill"):
        left -= 1
    if line.kind(left) == "implements" and "chỉ đạo" in line.between(left, at):
        return cue_group(line, left)
    return None


def _ruled_in(line: Line, at: int) -> Cue | None:
    """Read "Thực hiện quy định tại B" where a sentence or its part begins so; elsewhere it tells
    where a rule stands."""
    kinds = [line.kind(at - back) for back in (1, 2, 3)]
    ruled = kinds[:2] == ["noun", "implements"] and line.word(at - 1) == "quy định"
    return cue_group(line, at - 2) if ruled and kinds[2] in ("", "semi", "colon") else None


def _detailing(line: Line, at: int) -> Cue | None:
    """Read "Đây là sự cụ thể hóa ... theo B", "Thông tư A hướng dẫn việc miễn thuế tại B"."""
    for left in range(at - 1, max(0, at - _FAR), -1):
        kind = line.kind(left)
        if kind == "details" and line.word(left - 1) == "sự":
            return cue_group(line, left)
        if kind == "details" and line.word(at) == "tại" and _is_told_of(line, left):
            return cue_group(line, left)
        if kind == "title" and left == at - 2 and line.word(at - 1) == "quy định":
            return Cue(left, "details") if line.word(left).startswith("hướng dẫn") else None
        if kind in _APART:
            return None
    return None


def _is_told_of(line: Line, at: int) -> bool:
    """Say whether a document stands right before the verb at a token."""
    while line.kind(at - 1) in ("about", "mod", "fill"):
        at -= 1
    return line.kind(at - 1) == "document"


def _rule_changed(line: Line, at: int) -> Cue | None:
    """Read "điều chỉnh mức vay quy định tại B": what is amended stands between."""
    cue = _attached(line, at) if line.word(at - 1) == "quy định" else None
    return cue if cue and cue.type == "amends" else None


def _attached(line: Line, at: int) -> Cue | None:
    """Read "sửa đổi Danh mục ... ban hành kèm theo B": what is amended or carried out stands
    between."""
    for left in range(at - 1, max(-1, at - _LONG), -1):
        kind = line.kind(left)
        own = kind == "body" and line.kind(left - 1) == "of"  # "Quy chế của Ban A kèm theo B"
        if kind in ("document", "semi", "body") and not own:
            return None
        if kind == "title" and line.word(left).startswith(("sửa đổi", "bổ sung", "điều chỉnh")):
            return Cue(left, "amends")
        near = at - left < _FAR + 6 or _has_noun(line, left)
        if kind in ("amends", "replaces", "details") and near:
            return cue_group(line, left)
        if kind == "implements" and _has_noun(line, left):
            return cue_group(line, left)
    return None


def _has_noun(line: Line, at: int) -> bool:
    """Say whether what is done at a token is done with a type word: "sửa đổi một số điều của Quy
    chế"."""
    while line.kind(at + 1) in ("fill", "of"):
        at += 1
    return line.kind(at + 1) == "noun"


def cue_group(line: Line, at: int) -> Cue:
    """Return the cue whose last word is at a token, with the verbs that go before it."""
    first, kinds, left = at, {line.kind(at)}, at - 1
    while left >= 0:
        kind = line.kind(left)
        if kind in _GROUP or (
            kind == "fill" and line.kind(left - 1) in _VERBS and "cites" not in kinds
        ):
            kinds.add(kind)
            first = left
        elif (
            kind not in ("comma", "and") or not {line.kind(left - 1), line.kind(left + 1)} <= _VERBS
        ):
            break
        left -= 1
    while line.kind(first) in ("fill", "about"):
        first += 1
    return Cue(first, _type_of(line, line.kind(at), kinds, left))


def _type_of(line: Line, kind: str, kinds: set[str], left: int) -> str:
    """Return the type of verbs that stand together, the last of which is of `kind`."""
    while line.kind(left) in ("about", "fill"):
        left -= 1
    if kind == "replaces" and "amends" in kinds:
        return "amends"
    if kind not in ("implements", "details"):
        return kind
    if kind == "implements" and _is_linked(line, left):
        return "linked"
    if "reviews" in kinds:
        return "reviews"
    if "details" in kinds:
        return "details"
    return "continues" if "continue" in kinds else kind


def _is_linked(line: Line, left: int) -> bool:
    """Say whether "gắn với" governs a verb: "gắn với thực hiện các nghị quyết, nhất là thực hiện
    B"."""
    for at in range(left, max(-1, left - _FAR), -1):
        if line.kind(at) == "linked":
            return True
        if line.kind(at) in ("document", "body", "semi", "colon", "for"):
            return False
    return False


def _passive(line: Line, by: int) -> Cue:
    """Read what stands left of "bằng" and "bởi": a passive, or what is done by means of the
    document."""
    left = by - 1
    while line.kind(left) in ("fill", "mod"):
        left -= 1
    if line.kind(left) not in CUES:
        return Cue(by, "", True)
    first = left
    while line.kind(first - 1) in _VERBS | {"passive", "comma", "and"}:
        first -= 1
    while line.kind(first) in ("comma", "and"):
        first += 1
    return Cue(first, line.kind(left), True)


_LAWS = re.compile(r" (?:của )?các luật .{1,90} số $")


def is_own_number(line: Line, at: int, cue: Cue) -> bool:
    """Say whether a law's number is that of the law that amends: "Luật sửa đổi một số điều của các
    luật về thuế số 71/2014/QH13"."""
    between = line.low[line.tokens[cue.first].start : line.naming(at).name.start]
    return cue.type == "amends" and _LAWS.search(between) is not None
