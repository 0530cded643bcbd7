"""Who did what with a document: the grammar of a sentence that names one.

Each document is looked at as what something is done with. Left of it stands a cue ("thực hiện",
"thay thế"); left of the cue its nearest head acts: a document, a body, a draft without a number, or
what "Kế hoạch này" stands for. Where nothing acts on the left, the sentence is turned round and its
subject follows ("Thực hiện B, Đảng ủy ban hành A"). What is only demanded is no fact and gives
nothing.
"""

from collections.abc import Sequence

from corpus.documents.actors import Acting, actor_left
from corpus.documents.anaphors import POINTING, antecedent, antecedents
from corpus.documents.cues import Cue, cue_before, cue_group, is_own_number
from corpus.documents.kept import Kept
from corpus.documents.line import Actor, Found, Line, Told, settled
from corpus.documents.lists import after_laws, are_parts, joins, words_between
from corpus.documents.naming import Sentence
from corpus.documents.passives import DEEDS, read_agent
from corpus.documents.pointing import (
    enumerated,
    fastened,
    operative,
    pointing,
    preamble,
    same_matter,
)
from corpus.documents.tokens import CUES, says_something
from corpus.documents.turned import actor_right, issued_with, opens, tells_time

__all__ = ["find_relations"]


def find_relations(low: str, sentences: Sequence[Sentence]) -> list[Found]:
    """Return what the sentences of an article tell that was done with its documents, in order."""
    found: list[Found] = []
    told = Told()
    for sentence in sentences:
        here: list[Found] = []
        if says_something(low, sentence.start, sentence.end):
            here = _Reader(Line(low, sentence, told)).read()
        told.add(sentence, here)
        found += here
    return found


class _Reader:
    """Reads the relations of one sentence."""

    def __init__(self, line: Line) -> None:
        self.line, self.kept = line, Kept(line)

    def read(self) -> list[Found]:
        """Return the relations of the sentence."""
        for at, token in enumerate(self.line.tokens):
            if token.kind == "document":
                self.read_target(at)
            elif token.kind == "noun":
                self.read_pointed(at)
        found = [one for same in self.kept.found.values() for one in same]
        turned = [one for same in self.kept.turned.values() for one in same]
        turned += [*pointing(self.line), *preamble(self.line), *operative(self.line)]
        found += [*fastened(self.line), *enumerated(self.line), *same_matter(self.line)]
        return [*found, *(one._replace(turned=True) for one in turned)]

    def read_target(self, at: int) -> None:
        """Find the cue of the document at a token, and what acts; or take it for a further item of
        a list."""
        cue = cue_before(self.line, at) or after_laws(self.line, at)
        if cue is None:
            self.read_item(at)
        elif is_own_number(self.line, at, cue):
            return
        elif cue.agent:
            read_agent(self.kept, at, cue)
        else:
            self.kept.cued.add(self.line.number(at))
            if self.line.kind(at - 1) == "colon":
                self.kept.listed.add(self.line.number(at))
            self.read_deed(at, cue, actor_left(self.line, cue))

    def read_deed(self, at: int, cue: Cue, acting: Acting) -> None:
        """Keep what is done with the document at a token, by what stands on the left or follows."""
        before = self.resolved(acting, cue)
        turns = not acting.refused and acting.head < 0 and opens(self.line, cue)
        after = turns and not (before and acting.semi < 0)
        actor = actor_right(self.line, at, acting.colon, cue.type == "cites") if after else None
        if actor and actor.naming >= 0 and tells_time(self.line, cue):
            return
        if actor and (before is None or actor.naming >= 0):
            into = self.kept.turned if actor.naming >= 0 else self.kept.found
            for one in (actor, *issued_with(self.line, actor)):
                self.kept.keep(into, one, cue.type, at)
        elif before:
            for one in (before, *acting.others, *self.beside(acting, cue)):
                self.kept.keep(self.kept.found, one, cue.type, at)
        elif cue.type in DEEDS:
            self.kept.open[self.line.number(at)] = cue.type

    def resolved(self, acting: Acting, cue: Cue) -> Actor | None:
        """Return what acts, where that is what acts on another document already."""
        if acting.actor:
            return acting.actor
        if acting.head >= 0:
            return self.of_head(acting, cue)
        if acting.joined and self.goes_on(acting.semi):
            return next(
                (
                    one.actor
                    for one in reversed(self.kept.latest)
                    if cue.type != "cites" or one.type == "cites"
                ),
                None,
            )
        return None

    def goes_on(self, semi: int) -> bool:
        """Say whether the clause that a semicolon ends names a document: "A thực hiện B; thay thế
        C"."""
        line, left = self.line, semi - 1
        while left >= 0 and line.kind(left) not in ("semi", "document"):
            left -= 1
        return semi < 0 or line.kind(left) == "document"

    def of_head(self, acting: Acting, cue: Cue) -> Actor | None:
        """Return the nearest document, or what acts on it when the cue is joined on by a comma or
        "và"."""
        line, number = self.line, self.line.number(acting.head)
        source = next((one.actor for one in reversed(self.kept.found.get(number, []))), None)
        own = line.document(number)
        if cue.type == "linked":
            return source if source and source.naming >= 0 else own
        brackets = any(token.kind == "open" for token in line.tokens[acting.head + 1 : cue.first])
        if not acting.joined or brackets:
            return own
        if source:
            return source
        if (opening := self.opening(acting.head)) >= 0:
            return line.document(opening)
        loose = cue.type in ("cites", "replaces", "amends") or line.kind(cue.first) == "for"
        return own if loose or number not in self.kept.cued else None

    def beside(self, acting: Acting, cue: Cue) -> list[Actor]:
        """Return the documents of a list that act too: "Nghị quyết A và Kế hoạch B đều thực hiện
        C", "ban hành A, B để thực hiện C"."""
        line, at, found = self.line, acting.head, []
        if at < 0:
            return []
        between = range(at + 1, cue.first + 1)
        together = any(line.word(place) in ("đều", "cùng") for place in between)
        while (previous := line.left_of(at, "document")) >= 0:
            if words_between(line, previous, at) is None:
                break
            found.append(line.document(line.number(previous)))
            at = previous
        before = at - 1 - (line.kind(at - 1) == "fill")
        meant = line.kind(acting.head + 1) == "for" and line.kind(before) == "issue"
        return found if together or meant else []

    def opening(self, at: int) -> int:
        """Return the number of the document a sentence is about where the one at a token is only
        mentioned on the way.

        "Kế hoạch A, được xây dựng trên cơ sở Kế hoạch B, thay thế C"; -1 for none.
        """
        line = self.line
        if line.kind(at - 1) != "prep" and line.word(at - 1) != "sở":
            return -1
        first = line.left_of(at, "document")
        between = {token.kind for token in line.tokens[first + 1 : at]}
        return line.number(first) if first >= 0 and not between & {"semi", "body"} else -1

    # lists

    def read_item(self, at: int) -> None:
        """Give a further item of a list the relations of the item before it."""
        line = self.line
        previous = line.left_of(at, "document")
        if previous < 0:
            return
        between, before_item = words_between(line, previous, at), line.naming(previous)
        number = line.number(previous)
        if between is None:
            done = self.kept.found.get(number, []) if are_parts(line, previous, at) else []
            for one in [one for one in done if one.type in ("amends", "replaces")]:
                self.kept.keep(self.kept.found, one.actor, one.type, at)
            return
        for seen in (self.kept.cued, self.kept.listed):
            if number in seen:
                seen.add(line.number(at))
        for into in (self.kept.found, self.kept.turned):
            for one in list(into.get(number, [])):
                if ";" not in between or one.type == "cites" or number in self.kept.listed:
                    self.join(into, one, previous, at)
        closed = ")" in line.low[before_item.name.end : line.tokens[at].start]
        for one in [] if closed else self.kept.agents.get(number, []):
            actor = line.document(line.number(at))
            self.kept.add_agent(one._replace(actor=actor, end=max(one.end, actor.end)))

    def join(self, into: dict[int, list[Found]], one: Found, previous: int, at: int) -> None:
        """Give an item the relation of the item before it, or else that of what acts there."""
        listed = self.line.number(at) in self.kept.listed
        if joins(self.line, one, previous, at, listed):
            self.kept.keep(into, one.actor, one.type, at)
            return
        for outer in list(self.kept.found.get(one.actor.naming, [])):
            if joins(self.line, outer, previous, at):
                self.kept.keep(self.kept.found, outer.actor, outer.type, at)

    # what points back

    def read_pointed(self, at: int) -> None:
        """Read "Kế hoạch A tiếp tục thực hiện chỉ thị này": what is acted on is a type word that
        points back."""
        line, left = self.line, at - 1
        while line.kind(left) == "fill" or line.word(left) == "cả":
            left -= 1
        if line.kind(left) not in CUES or not line.word(at).endswith(POINTING):
            return
        cue, end = cue_group(line, left), line.tokens[at].end
        acting = actor_left(line, cue)
        actor = self.resolved(acting, cue)
        if actor is None or actor.naming < 0 or actor.start >= end:
            return
        several = antecedents(line, at) or [antecedent(line, at)]
        for one in (actor, *self.beside(acting, cue)):
            for to in several:
                if to >= 0 and one.naming != to:
                    kind = settled(line, cue.type, one)
                    found = Found(one, kind, to, one.start, end)
                    self.kept.found.setdefault(to, []).append(found)
