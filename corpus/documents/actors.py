"""What acts: the nearest head left of a cue."""

import re
from typing import NamedTuple

from corpus.documents.anaphors import PLURAL, POINTING, antecedent, antecedents
from corpus.documents.cues import Cue
from corpus.documents.line import Actor, Line

__all__ = ["Acting", "actor_left", "acts", "begins"]


class Acting(NamedTuple):
    """What acts on the left of a cue. `refused` says that the words tell of no deed; `colon` is
    where one is announced.

    `head` is the token of the nearest document, which acts itself or whose own actor does
    (`joined`). `others` act together with the actor ("Hai chương trình"). `semi` is the token of a
    semicolon right before the cue.
    """

    actor: Actor | None = None
    refused: bool = False
    colon: int = -1
    head: int = -1
    joined: bool = False
    others: tuple[Actor, ...] = ()
    semi: int = -1


_MANY, _FAR, _FEW, _NEAR, _WIDE = 20, 14, 7, 2, 90
_LOOSE = frozenset(["cites", "replaces", "amends"])


def actor_left(line: Line, cue: Cue) -> Acting:
    """Return the nearest head left of a cue."""
    if (meant := _meant_for(line, cue)) >= 0:
        return Acting(head=meant)
    if line.word(cue.first - 1) == "với" and cue.type != "linked":
        return Acting(refused=True)  # "gắn việc học tập A với thực hiện B"
    joined, apart, issues, plural, words = False, False, False, False, 0
    noun: Actor | None = None
    event: Actor | None = None
    for at in range(cue.first - 1, -1, -1):
        kind = line.kind(at)
        if kind == "document":
            if noun and not apart and (joined or not _in_title(line, at, noun)):
                return Acting(noun)
            near = _reaches(line, at, cue, joined) and not plural
            return Acting(refused=not near, head=at if near else -1, joined=joined)
        if kind == "semi":
            loose = noun is None and not words
            return Acting(noun, noun is None and words > 0, joined=loose, semi=at)
        if kind == "colon" and not words and noun is None:
            return Acting(colon=at)
        if kind == "body" and acts(line, at, at + 1 == cue.first):
            if (planned := _planned(line, at, cue)) is not None:
                return Acting(noun if planned else None, refused=True)
            return _of_body(line, at, words, noun, noun is not None and not issues)
        if line.word(at) == "vì":
            return Acting(refused=True)
        if line.word(at) == "sẽ" and _is_to_come(line, at, words):
            continue
        if kind == "demand":
            drafted = noun and _is_draft(line, at, noun)
            return Acting(noun if drafted else None, refused=True)
        if kind == "say" and cue.type == "cites" and not words and _has_grounds(line, at):
            continue
        if kind == "say" or (kind == "generic" and begins(line, at)):
            return Acting(noun or event, refused=True)
        if kind == "noun" and not words and _is_said_to_be(line, at):
            continue
        if kind == "noun" and noun is None and not (joined and cue.type not in _LOOSE):
            if several := antecedents(line, at):
                return _together(line, several)
            plural = plural or (not words and not joined and line.word(at - 1) in PLURAL)
            noun, apart = _noun(line, at, words), joined
            if noun and noun.naming >= 0:
                return Acting(noun)
        elif kind == "event" and cue.type == "reviews":
            event = Actor(-1, line.tokens[at].start, line.tokens[at].end)
        joined = joined or kind in ("comma", "open", "and")
        issues = issues or (kind == "issue" and noun is not None)
        words += kind in ("word", "issue", "passive", "prep", "comma")
    return Acting(noun or event)


def _is_to_come(line: Line, at: int, words: int) -> bool:
    """Say whether "sẽ" tells what a document does: "Thông tư này sẽ sửa đổi B", "A sẽ có hiệu lực
    từ tháng 7, thay thế B"."""
    in_force = line.low.startswith("sẽ có hiệu lực", line.tokens[at].start)
    return line.kind(at - 1) in ("document", "noun") and (not words or in_force)


def _is_draft(line: Line, at: int, noun: Actor) -> bool:
    """Say whether a type word is a draft: "dự thảo Nghị định", "Dự kiến Nghị định này sẽ ..."."""
    expected = line.word(at) == "dự kiến" and line.kind(at + 1) == "noun"
    return expected or line.low.startswith(("dự thảo", "dự án"), noun.start)


def _is_said_to_be(line: Line, at: int) -> bool:
    """Say whether a type word says what a document is: "Nghị định A (với tính chất) là văn bản quy
    định chi tiết B"."""
    if line.word(at - 1) != "là":
        return False
    left = at - 2
    while line.kind(left) in ("word", "prep", "mod", "close") and at - left < _FEW:
        left -= 1
    return line.kind(left) == "document"


def _meant_for(line: Line, cue: Cue) -> int:
    """Return the document that is there for what a cue says: "Hướng dẫn A để hướng dẫn các chi bộ
    thực hiện B"; -1 for none."""
    head = line.left_of(cue.first, "document")
    between = line.tokens[head + 1 : cue.first]
    while between and between[0].kind in ("comma", "title"):
        between = between[1:]
    kinds = {token.kind for token in between}
    purpose = (
        len(between) > 1 and between[0].kind == "for" and between[1].kind in ("details", "mod")
    )
    return head if purpose and len(between) <= _FAR and not kinds & {"semi", "issue"} else -1


def _has_grounds(line: Line, at: int) -> bool:
    """Say whether a document itself tells what it rests on: "Kế hoạch A nêu rõ căn cứ: B; C"."""
    return line.kind(at - 1) in ("document", "noun") and line.kind(at + 1) in ("cites", "fill")


def _together(line: Line, numbers: list[int]) -> Acting:
    """Return several documents as what acts."""
    first, *others = (line.document(number) for number in numbers)
    return Acting(first, others=tuple(others))


def _reaches(line: Line, at: int, cue: Cue, joined: bool) -> bool:
    """Say whether a cue belongs to the document at a token: little stands between that is not its
    title."""
    naming = line.naming(at)
    told = naming.title.end if naming.title else naming.end
    gap = [
        one for one in line.tokens[at + 1 : cue.first] if one.kind == "word" and one.start >= told
    ]
    most = _WIDE if cue.type == "linked" else _FAR if joined and cue.type in _LOOSE else _NEAR
    return len(gap) <= most


def _in_title(line: Line, at: int, actor: Actor) -> bool:
    """Say whether a plan is named in a document's title: "Quyết định A ban hành Kế hoạch thực hiện
    B"."""
    title = line.naming(at).title
    return title is not None and title.start <= actor.start < title.end


# bodies

_NO_SUBJECT_AFTER = frozenset(["of", "prep", "about", "passive", "open", "issue", "document"])
_LEADS = frozenset(
    [
        "đây",
        "đó",
        "nay",
        "qua",
        "rằng",
        "khi",
        "sau",
        "trước",
        "này",
        "hiện",
        "do",
        "mà",
        "thì",
        "vì",
        "nên",
        "nhưng",
        "hôm",
        "ngày",
    ]
)
_AREA = re.compile(r"(?:tỉnh|quận|huyện|thành phố|tp|phường|xã|thị xã|thị trấn)\b")
_MANY_OF = frozenset(["các", "những", "một số", "hai", "ba"])
_DONE = frozenset(["đã", "vừa", "cũng", "đều", "đang"])
_ASKED = 26
_NOT = frozenset(["chưa", "không", "khó"])
"""Words that speak of their own clause alone: "doanh nghiệp chưa được lợi, Bộ A sơ kết B"."""


def acts(line: Line, at: int, adjacent: bool = False) -> bool:
    """Say whether a body is the subject of what follows, and not whose or where something is."""
    before = line.kind(at - 1)
    if _is_one_of_many(line, at) or line.word(at + 1) in ("về", "về việc"):
        return False
    if before == "word" and not adjacent and line.word(at + 1) not in _DONE:
        word = line.word(at - 1)
        return word.split()[-1] in _LEADS or word[:1].isdigit()
    return before not in _NO_SUBJECT_AFTER


def _is_one_of_many(line: Line, at: int) -> bool:
    """Say whether a body stands for all of its kind: "các quận ủy, huyện ủy"."""
    left = at - 1
    while line.kind(left) in ("comma", "and") and line.kind(left - 1) == "body":
        left -= 2
    return line.kind(left) == "fill" and line.word(left) in _MANY_OF


_PLANS = re.compile(r"(?<!\w)(?:có (?:kế hoạch|nhiệm vụ)|chuẩn bị|dự định|chủ trương)(?!\w)")
_DRAFTS = re.compile(
    r"(?<!\w)(?:đang|soạn thảo|xây dựng|nghiên cứu|rà soát|trình|xin ý kiến|lấy ý kiến|cho ý kiến"
    r"|góp ý|tham mưu|giao|thảo luận|xem xét|kế hoạch)(?!\w)"
)
"""What a body does with a document before it is amended or replaced."""


def _planned(line: Line, at: int, cue: Cue) -> bool | None:
    """Say whether a body prepares a document that will do what the cue says (True) or only plans to
    do it (False); None when it does it."""
    between = line.low[line.tokens[at].end : line.tokens[cue.first].start]
    if _PLANS.search(between) or (cue.type == "details" and "các văn bản" in between):
        return False
    return (cue.type in ("amends", "replaces") and _DRAFTS.search(between) is not None) or None


def _of_body(line: Line, at: int, words: int, noun: Actor | None, spoken_of: bool) -> Acting:
    """Return a body as what acts, unless it is only asked to; else the draft it speaks of, or as an
    office signs."""
    many = line.word(at + 1) in ("các", "những") or line.kind(at + 1) == "generic"
    first = _leading(line, at)
    done = line.word(at + 1) in _DONE
    if not done and (line.kind(first - 1) == "for" or _is_asked(line, first)):
        return Acting(refused=True)
    office = line.word(first).startswith(("bộ trưởng", "chủ tịch"))
    if many or office or spoken_of or words > _MANY:
        return Acting(noun, refused=True)
    return Acting(line.body(first))


def _leading(line: Line, at: int) -> int:
    """Return the first of several bodies that act together: "Ban A phối hợp cùng Bộ B và Hội C"."""
    left = at - 1
    if _AREA.match(line.word(at)):  # "xã A, huyện B, tỉnh C": the smallest acts
        while line.kind(left) == "comma" and _AREA.match(line.word(left - 1)):
            at, left = left - 1, left - 2
        return at
    while line.kind(left) in ("and", "comma", "mod") or line.word(left) in ("phối", "hợp", "với"):
        left -= 1
    first = line.kind(left) == "body" and left < at - 1 and acts(line, left)
    return left if first and not _AREA.match(line.word(left)) else at


def _is_asked(line: Line, at: int) -> bool:
    """Say whether the clause in front of a body asks it to act, or speaks of what is to come."""
    apart = False
    for left in range(at - 1, max(-1, at - _ASKED), -1):
        if line.kind(left) in ("semi", "colon", "document"):
            return False
        if line.kind(left) == "demand" and not (apart and line.word(left) in _NOT):
            return True
        apart = apart or line.kind(left) == "comma"
    return False


def begins(line: Line, at: int) -> bool:
    """Say whether a clause begins at a token."""
    return line.kind(at - 1) in (
        "",
        "comma",
        "semi",
        "colon",
        "and",
        "demand",
        "say",
        "for",
        "close",
    )


# type words without a number


def _noun(line: Line, at: int, words: int) -> Actor | None:
    """Return the document that a type word without a number stands for, or the draft or plan it
    names."""
    if line.word(at - 1) in PLURAL:
        return None
    printed = line.word(at)
    pointing = printed.endswith(POINTING) and not printed.startswith(("dự thảo", "dự án"))
    of_body = (line.kind(at + 1), line.kind(at + 2)) == ("of", "body")
    opening = line.kind(at - 1) in ("", "semi") and (of_body or line.kind(at + 1) != "of")
    most = _NEAR + 1 if printed == "đây" else _FAR
    if (pointing or opening) and words <= most and (number := antecedent(line, at)) >= 0:
        return Actor(number, line.tokens[at].start, line.tokens[at].end)
    vague = printed.startswith(("đây", "văn bản")) or words > most
    if (pointing and vague) or words > (_WIDE if printed.startswith(("dự thảo", "dự án")) else 8):
        return None
    last = at
    while line.kind(last + 1) in ("of", "body"):
        last += 1
    return Actor(-1, line.tokens[at].start, line.tokens[last].end)
