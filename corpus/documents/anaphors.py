"""What a type word without a number stands for: "Kế hoạch này", "Hai chương trình", "Nghị quyết của
Quận 9"."""

from corpus.documents.line import Line
from corpus.documents.name import TYPE_NAMES
from corpus.documents.naming import Naming

__all__ = ["PLURAL", "POINTING", "antecedent", "antecedents", "points_back"]

POINTING = (" này", " trên", " nói trên", " mới", " đó", " ấy", "đây")
PLURAL = frozenset(["các", "những", "một số", "hai", "ba"])
"""Words before a type word that speak of several documents."""

_COUNTS = {"hai": 2, "ba": 3}


def antecedent(line: Line, at: int) -> int:
    """Return the number of the last naming that a type word can stand for, -1 for none.

    What is just being replaced is not what the next sentence speaks of.
    """
    printed = line.word(at)
    if printed.startswith(("văn bản", "đây")):
        return line.told.opening
    kind = _kind(printed)
    before = line.told.by_type.get(kind, [])
    here = [
        line.number(left)
        for left in range(at)
        if line.kind(left) == "document" and line.naming(left).name.type == kind
    ]
    if _has_body(line, at):
        return _issued_by(line, line.word(at + 2), [*before, *here])
    standing = [number for number in before if number not in line.told.gone]
    return ([*standing, *here] or [-1])[-1]


def points_back(line: Line, at: int) -> bool:
    """Say whether a type word speaks of a document named before: "Nghị quyết này", "Nghị quyết của
    Quận 9"."""
    return line.word(at).endswith(POINTING) or _has_body(line, at)


def _has_body(line: Line, at: int) -> bool:
    return (line.kind(at + 1), line.kind(at + 2)) == ("of", "body")


def _kind(printed: str) -> str:
    """Return the type that a word names; of two words that begin alike, the longer one."""
    words = [word for word in TYPE_NAMES if printed.startswith(word)]
    return TYPE_NAMES[max(words, key=len)] if words else ""


def _issued_by(line: Line, place: str, numbers: list[int]) -> int:
    """Return the last naming whose issuer's name holds a place or body, if those of one document
    alone do: "Nghị quyết của Quận 9", "Chương trình của Quận ủy"."""
    found = [
        number
        for number in numbers
        if any(f" {place} " in f" {body} " for body in _issuers(line.naming_of(number)))
    ]
    names = {line.naming_of(number).name.full for number in found}
    return found[-1] if len(names) == 1 else -1


def _issuers(naming: Naming) -> list[str]:
    return [body.printed.lower() for body in (naming.issuer, naming.actor) if body]


def antecedents(line: Line, at: int) -> list[int]:
    """Return the numbers of the namings that a counted or pointing plural stands for, in order.

    "Hai chương trình" are as many documents of that type in the last sentence that names any, "Cả
    hai văn bản này" as many that act there; [] where the count is another.
    """
    count, printed = _COUNTS.get(line.word(at - 1), 0), line.word(at)
    if line.word(at - 1) not in PLURAL or not (count or printed.endswith(POINTING)):
        return []
    here = sum(token.kind == "document" for token in line.tokens[:at])
    parts = [range(line.first, line.first + here)]
    for opening in (line.told.opening, line.told.before):
        parts.append(range(max(opening, 0), len(line.told.namings)))
    for part in parts:
        several = _named(line, printed, part)
        if len(several) == (count or max(2, len(several))):
            return several
    return []


def _named(line: Line, printed: str, last: range) -> list[int]:
    """Return the first namings of the documents in a range that a type word can stand for; those
    that act before those acted on, none that is replaced."""
    if printed.startswith("văn bản"):
        acting = {one.actor.naming for one in line.told.found if one.actor.naming in last}
        found = sorted(acting) if len(acting) > 1 else list(last)
    else:
        kind = _kind(printed)
        found = [number for number in last if line.naming_of(number).name.type == kind]
    standing = [number for number in found if number not in line.told.gone]
    names: dict[tuple[str, ...], int] = {}
    for number in reversed(standing):
        naming = line.naming_of(number)
        names[(naming.name.full, *_issuers(naming))] = number
    return sorted(names.values())
