"""Relations of a sentence that does not name one of the two documents itself, or only before and
behind."""

import re
from collections.abc import Iterator

from corpus.documents.anaphors import PLURAL, antecedent, points_back
from corpus.documents.cues import cue_before, cue_group
from corpus.documents.line import Found, Line, settled
from corpus.documents.lists import items_from
from corpus.documents.tokens import CUES
from corpus.documents.turned import actor_right

__all__ = ["enumerated", "fastened", "operative", "pointing", "preamble", "same_matter"]

_OPENS = frozenset(["", "semi", "for", "prep", "comma"])


def pointing(line: Line) -> Iterator[Found]:
    """Read "Để triển khai chỉ thị, ... ban hành A": what is acted on is a type word that points
    back."""
    for at in range(1, len(line.tokens) - 1):
        if (line.kind(at), line.kind(at + 1)) != ("noun", "comma") or line.kind(at - 1) not in CUES:
            continue
        cue = cue_group(line, at - 1)
        if line.kind(cue.first - 1) not in _OPENS:
            continue
        to, actor = antecedent(line, at), actor_right(line, at, -1)
        if to >= 0 and actor and actor.naming >= line.first:
            kind = settled(line, cue.type, actor)
            yield Found(actor, kind, to, line.tokens[at].start, actor.end)


# "Cùng nội dung này, ": about the document before
_SAME = re.compile(r"[“\"' ]*(?:cùng|với cùng|về cùng|cũng) (?:nội dung|việc|vấn đề)(?: này)?,")


def same_matter(line: Line) -> Iterator[Found]:
    """Read "Cùng nội dung, Quận 1 thực hiện bằng Kế hoạch A": it carries out what its like did
    before."""
    at = next((at for at in range(len(line.tokens)) if line.kind(at) == "document"), 0)
    if at < 2 or (line.kind(at - 2), line.kind(at - 1)) != ("implements", "by"):
        return
    if not _SAME.match(line.low, line.tokens[0].start):
        return
    kind = line.naming(at).name.type
    to = next((one.to for one in reversed(line.told.found) if _is_like(line, one, kind)), -1)
    if to >= 0:
        start, end = line.tokens[0].start, line.naming(at).name.end
        yield Found(line.document(line.number(at)), "implements", to, start, end)


def _is_like(line: Line, one: Found, kind: str) -> bool:
    """Say whether a document of a type carries out another."""
    acts = one.actor.naming
    return one.type == "implements" and acts >= 0 and line.naming_of(acts).name.type == kind


_LEADS_IN = frozenset(["gồm", "như", "là", "cụ thể", "có", ":"])
_AROUND = frozenset(["title", "quote", "comma", "of", "body", "fill", "mod", "colon"])


def enumerated(line: Line) -> Iterator[Found]:
    """Read "ban hành 3 kế hoạch triển khai A, gồm Kế hoạch B, Kế hoạch C": each carries A out."""
    for at in range(4, len(line.tokens)):
        if line.kind(at) != "document" or line.word(at - 1) not in _LEADS_IN:
            continue
        left = at - 1
        while left > 0 and (line.kind(left) in _AROUND or line.word(left) in _LEADS_IN | {"bao"}):
            left -= 1
        to = line.number(left) if line.kind(left) == "document" else _pointed(line, left)
        cue = cue_before(line, left) if to >= 0 else None
        if cue is None or cue.agent or not _speaks_of_several(line, cue.first - 1):
            continue
        for item in items_from(line, at):
            actor = line.document(line.number(item))
            yield Found(
                actor, settled(line, cue.type, actor), to, line.tokens[left].start, actor.end
            )


def _pointed(line: Line, at: int) -> int:
    """Return the number of what a type word at a token points back to, -1 for none."""
    return antecedent(line, at) if line.kind(at) == "noun" and points_back(line, at) else -1


def _speaks_of_several(line: Line, at: int) -> bool:
    """Say whether a type word stands at a token and speaks of several: "3 kế hoạch"."""
    count = line.word(at - 1)
    return line.kind(at) == "noun" and (count in PLURAL or count.isdigit())


_INSIDE = frozenset(["about", "implements", "mod", "fill", "continue", "passive"])


def fastened(line: Line) -> Iterator[Found]:
    """Read "gắn (chặt) thực hiện A với B": the two are linked."""
    for at in range(3, len(line.tokens)):
        left = _before(line, at - 1) if line.kind(at) == "document" else -1
        first = line.left_of(left, "document") if line.word(left) == "với" else -1
        if first < 0 or any(
            one.kind not in ("title", "quote") for one in line.tokens[first + 1 : left]
        ):
            continue
        verb = _before(line, first - 1)
        while line.word(verb) in ("chặt", "kết", "liền"):
            verb -= 1
        if line.word(verb) == "gắn":
            one, other = line.document(line.number(first)), line.naming(at).name
            yield Found(one, "linked", line.number(at), one.start, other.end)


def _before(line: Line, at: int) -> int:
    """Return the nearest token on the left that is more than a verb before a document."""
    while line.kind(at) in _INSIDE:
        at -= 1
    return at


_RESOLVES = re.compile(r"quyết nghị ?:|quyết định ?: ?điều 1(?!\d)")


def preamble(line: Line) -> Iterator[Found]:
    """Read "QUỐC HỘI Căn cứ A; Căn cứ B; ..., QUYẾT NGHỊ:": the document it opens rests on them."""
    end = _RESOLVES.search(line.low, line.tokens[0].start, line.tokens[-1].end)
    latest = (line.told.by_type.get(kind, [-1])[-1] for kind in ("Nghị quyết", "Quyết định"))
    acts = next((number for number in latest if number >= 0), -1)
    if end is None or acts < 0:
        return
    line.told.resolving = acts
    rests = False
    for at, token in enumerate(line.tokens):
        rests = (rests or token.kind == "cites") and token.start < end.start()
        if rests and token.kind == "document":
            actor, name = line.document(acts), line.naming(at).name
            yield Found(actor, "cites", line.number(at), actor.start, name.end)


_CHANGES = frozenset(["replaces", "amends"])
# "2." before an item of a list
_ITEM = re.compile(r"[0-9]{1,2}[.)]$")


def operative(line: Line) -> Iterator[Found]:
    """Read "Bãi bỏ các quyết định sau: 1. Quyết định B; 2. Quyết định C" below a preamble: the
    document that resolves so does it."""
    acts, changes = line.told.resolving, line.kind(0)
    if acts < 0 or changes not in _CHANGES:
        return
    for at, token in enumerate(line.tokens):
        cue = cue_before(line, at) if token.kind == "document" else None
        item = bool(_ITEM.match(line.word(at - 1))) and line.kind(at - 2) in ("colon", "semi")
        if token.kind == "document" and (item or (cue is not None and cue.first == 0)):
            actor, name = line.document(acts), line.naming(at).name
            yield Found(actor, changes, line.number(at), line.tokens[0].start, name.end)
