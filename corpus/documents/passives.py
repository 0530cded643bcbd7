"""Passives, and what is done by means of a document: "B được thay thế bởi A", "cụ thể hóa B bằng
A"."""

from corpus.documents.anaphors import antecedent, antecedents, points_back
from corpus.documents.cues import Cue, cue_group
from corpus.documents.kept import Kept
from corpus.documents.line import Actor, Found, settled
from corpus.documents.lists import words_between
from corpus.documents.tokens import CUES

__all__ = ["DEEDS", "read_agent"]

DEEDS = frozenset(["implements", "details", "replaces", "amends"])
"""What a body may do by means of a document."""

_BESIDE = frozenset(["passive", "mod", "fill", "of", "body"])


def read_agent(kept: Kept, at: int, cue: Cue) -> None:
    """Read "B được thay thế bởi A", "cụ thể hóa B bằng A": the document at a token acts."""
    line, left = kept.line, kept.line.left_of(cue.first, "document")
    actor = line.document(line.number(at))
    if cue.type:
        for to in _patients(kept, left, cue):
            kind = settled(line, cue.type, actor)
            span = line.document(to)
            start, end = min(span.start, actor.start), max(span.end, actor.end)
            kept.add_agent(Found(actor, kind, to, start, end))
    elif line.kind(cue.first - 1) == "noun":
        _read_means_of_noun(kept, actor, cue.first - 1)
    elif left >= 0:
        _read_means(kept, actor, line.number(left), left)


def _patients(kept: Kept, left: int, cue: Cue) -> list[int]:
    """Return the numbers of what a passive speaks of: the document at a token on its left, what
    a type word there stands for, or what the passive before it speaks of."""
    line = kept.line
    noun = cue.first - 1
    while noun > left and line.kind(noun) in _BESIDE:
        noun -= 1
    if line.kind(noun) == "noun":
        one = antecedent(line, noun) if points_back(line, noun) else -1
        return antecedents(line, noun) or [number for number in [one] if number >= 0]
    if left < 0:
        return []
    number = line.number(left)
    between = {token.kind for token in line.tokens[left + 1 : cue.first]}
    if between & {"comma", "and"} and "sau" in line.between(left, cue.first).split():
        return [number]  # "cụ thể hóa thành A, sau đó sửa đổi bằng B"
    if number in kept.agents and between & {"comma", "and"}:
        return [one.to for one in kept.agents[number]]
    if (first := _opening(kept, left)) >= 0:
        return [first]
    source = next((one.actor.naming for one in kept.found.get(number, [])), -1)
    if "comma" in between and source >= line.first:
        return [source]
    return [number, *_subjects(kept, left)]


def _opening(kept: Kept, left: int) -> int:
    """Return the number of the document that a sentence is about where a passive is joined on:
    "Nghị quyết A bám sát B và được triển khai bằng C"; -1 where it is not."""
    line = kept.line
    if line.kind(left + 1) != "and" or line.kind(left + 2) not in ("passive", "mod"):
        return -1
    first = next(at for at, token in enumerate(line.tokens) if token.kind == "document")
    opens = line.kind(first - 1) in ("", "semi", "comma") and first < left
    apart = any(token.kind == "semi" for token in line.tokens[first:left])
    listed = words_between(line, first, left) is not None
    return line.number(first) if opens and not apart and not listed else -1


def _subjects(kept: Kept, at: int) -> list[int]:
    """Return what a passive speaks of beside the document at a token: "Chỉ thị A và Kế hoạch B
    bị bãi bỏ"."""
    line, found, first = kept.line, [], at
    while (before := line.left_of(first, "document")) >= 0:
        if ";" in (words_between(line, before, first) or ";"):
            break
        found.append(line.number(before))
        first = before
    told = line.number(first) in kept.cued or line.kind(first - 1) in ("prep", "of")
    return [] if told else found


def _read_means_of_noun(kept: Kept, actor: Actor, noun: int) -> None:
    """Read "tiếp tục thực hiện Chỉ thị này bằng A"."""
    line, verb = kept.line, noun - 1
    while line.kind(verb) == "fill":
        verb -= 1
    to = antecedent(line, noun) if points_back(line, noun) else -1
    if to >= 0 and line.kind(verb) in CUES:
        kind = settled(line, cue_group(line, verb).type, actor)
        kept.add_agent(Found(actor, kind, to, line.tokens[noun].start, actor.end))


def _read_means(kept: Kept, actor: Actor, number: int, left: int) -> None:
    """Read "cụ thể hóa B của X về ... bằng A": what somebody did with B was done by A."""
    done = kept.found.get(number, [])
    for one in [one for one in done if one.actor.naming < 0 and one.type in DEEDS]:
        done.remove(one)
        kept.keep(kept.found, actor, one.type, left)
    if not done and number in kept.open:
        kept.keep(kept.found, actor, kept.open[number], left)
