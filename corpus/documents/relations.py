"""Who did what with a document: the grammar of a sentence that names one.

Each document is looked at as what something is done with. Left of it stands a cue ("thực hiện",
"thay thế"); left of the cue its nearest head acts: a document, a body, a draft without a number, or
what "Kế hoạch này" stands for. Where nothing acts on the left, the sentence is turned round and its
subject follows ("Thực hiện B, Đảng ủy ban hành A"). What is only demanded is no fact and gives
nothing.
"""

import re
from collections.abc import Sequence

from corpus.documents.actors import POINTING, Acting, actor_left, antecedent
from corpus.documents.cues import Cue, cue_before, cue_group, is_own_number
from corpus.documents.line import Actor, Found, Line, Told, settled
from corpus.documents.naming import Naming, Sentence
from corpus.documents.pointing import pointing, preamble, same_matter
from corpus.documents.tokens import CUES, says_something
from corpus.documents.turned import actor_right, opens

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
    """Reads the relations of one sentence, kept by the number of what is acted on.

    `turned` are those of sentences turned round, which count only where nothing else relates the
    two; `agents` those of passives, by what acts; `cued` are the documents that some cue stands
    before.
    """

    def __init__(self, line: Line) -> None:
        self.line = line
        self.found: dict[int, list[Found]] = {}
        self.turned: dict[int, list[Found]] = {}
        self.agents: dict[int, list[Found]] = {}
        self.cued: set[int] = set()
        self.latest: list[Found] = []

    def read(self) -> list[Found]:
        """Return the relations of the sentence."""
        for at, token in enumerate(self.line.tokens):
            if token.kind == "document":
                self.read_target(at)
            elif token.kind == "noun":
                self.read_pointed(at)
        found = [one for same in self.found.values() for one in same]
        turned = [one for same in self.turned.values() for one in same]
        turned += [*pointing(self.line), *preamble(self.line)]
        return [*found, *same_matter(self.line), *(one._replace(turned=True) for one in turned)]

    def read_target(self, at: int) -> None:
        """Find the cue of the document at a token, and what acts; or take it for a further item of
        a list."""
        cue = cue_before(self.line, at)
        if cue is None:
            self.read_item(at)
        elif is_own_number(self.line, at, cue):
            return
        elif cue.agent:
            self.read_agent(at, cue)
        else:
            acting = actor_left(self.line, cue)
            self.cued.add(self.line.number(at))
            if actor := self.resolved(acting, cue):
                self.keep(self.found, actor, cue.type, at)
                for other in self.beside(acting, cue):
                    self.keep(self.found, other, cue.type, at)
            elif (
                not acting.refused
                and acting.head < 0
                and opens(self.line, cue)
                and (actor := actor_right(self.line, at, acting.colon))
            ):
                self.keep(self.turned if actor.naming >= 0 else self.found, actor, cue.type, at)

    def resolved(self, acting: Acting, cue: Cue) -> Actor | None:
        """Return what acts, where that is what acts on another document already."""
        if acting.actor:
            return acting.actor
        if acting.head >= 0:
            return self.of_head(acting, cue)
        if acting.joined:
            return next(
                (
                    one.actor
                    for one in reversed(self.latest)
                    if cue.type != "cites" or one.type == "cites"
                ),
                None,
            )
        return None

    def of_head(self, acting: Acting, cue: Cue) -> Actor | None:
        """Return the nearest document, or what acts on it when the cue is joined on by a comma or
        "và"."""
        line, number = self.line, self.line.number(acting.head)
        source = next((one.actor for one in reversed(self.found.get(number, []))), None)
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
        return own if loose or number not in self.cued else None

    def beside(self, acting: Acting, cue: Cue) -> list[Actor]:
        """Return the documents that "đều" lets act too: "Nghị quyết A và Kế hoạch B đều thực hiện
        C"."""
        line, at, found = self.line, acting.head, []
        if at < 0 or not any(
            line.word(between) in ("đều", "cùng") for between in range(at + 1, cue.first + 1)
        ):
            return []
        while (previous := line.left_of(at, "document")) >= 0:
            if not _LIST.fullmatch(line.low[line.naming(previous).end : line.tokens[at].start]):
                break
            found.append(line.document(line.number(previous)))
            at = previous
        return found

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

    def keep(self, into: dict[int, list[Found]], actor: Actor, kind: str, at: int) -> list[Found]:
        """Keep a relation to the document at a token; items with one head ("Quyết định 935, 936")
        act together."""
        line, to, name = self.line, self.line.number(at), self.line.naming(at).name
        kind = settled(line, kind, actor)
        if kind == "linked" and actor.naming < 0:
            return []
        kept = [
            Found(one, kind, to, min(one.start, name.start), max(one.end, name.end))
            for one in (actor, *line.together(actor))
            if one.naming != to
        ]
        into.setdefault(to, []).extend(kept)
        self.latest += kept
        return kept

    # lists

    def read_item(self, at: int) -> None:
        """Give a further item of a list the relations of the item before it."""
        line = self.line
        previous = line.left_of(at, "document")
        if previous < 0:
            return
        before = line.naming(previous)
        title = (
            before.title.end if before.title and before.title.end <= line.tokens[at].start else 0
        )
        between = line.low[max(before.end, title) : line.tokens[at].start]
        if not _LIST.fullmatch(between):
            return
        number = line.number(previous)
        if number in self.cued:
            self.cued.add(line.number(at))
        for into in (self.found, self.turned):
            for one in list(into.get(number, [])):
                if ";" not in between or one.type == "cites":
                    self.join(into, one, previous, at)
        for one in self.agents.get(number, []):
            self.add_agent(one._replace(actor=line.document(line.number(at))))

    def join(self, into: dict[int, list[Found]], one: Found, previous: int, at: int) -> None:
        """Give an item the relation of the item before it, or else that of what acts there."""
        if self.joins(one, previous, at):
            self.keep(into, one.actor, one.type, at)
            return
        for outer in list(self.found.get(one.actor.naming, [])):
            if self.joins(outer, previous, at):
                self.keep(self.found, outer.actor, outer.type, at)

    def joins(self, one: Found, previous: int, at: int) -> bool:
        """Say whether an item belongs to a list: one no higher than what acts begins something
        new."""
        if one.actor.naming < 0 and one.actor.body is None and self.line.word(at - 1) == ",":
            return self.line.naming(previous).name.type == self.line.naming(at).name.type
        if one.actor.naming < 0 or one.type in ("replaces", "amends"):
            return True
        acting, before, own = (
            self.line.naming_of(one.actor.naming),
            self.line.naming(previous),
            self.line.naming(at),
        )
        if one.type == "continues" and before.name.type != own.name.type:
            return False
        ranks = [_rank(naming) for naming in (acting, before, own)]
        if not all(ranks) or ranks[2] > ranks[0]:
            return True
        return ranks[0] >= ranks[1] and not own.name.type == acting.name.type != before.name.type

    # passives and means

    def read_agent(self, at: int, cue: Cue) -> None:
        """Read "B được thay thế bởi A", "cụ thể hóa B bằng A": the document at a token acts."""
        line, left = self.line, self.line.left_of(cue.first, "document")
        if left < 0:
            return
        actor, number = line.document(line.number(at)), line.number(left)
        if not cue.type:
            self.read_means(actor, number, left)
            return
        joined = any(token.kind == "comma" for token in line.tokens[left + 1 : cue.first])
        source = (
            next((one.actor.naming for one in self.found.get(number, [])), -1) if joined else -1
        )
        if source >= line.first:
            left = next(
                place
                for place, token in enumerate(line.tokens)
                if token.kind == "document" and line.first + token.number == source
            )
        for one in self.keep({}, actor, cue.type, left):
            self.add_agent(one)

    def add_agent(self, one: Found) -> None:
        """Keep a relation whose acting document may go on as a list."""
        self.found.setdefault(one.to, []).append(one)
        self.agents.setdefault(one.actor.naming, []).append(one)

    def read_means(self, actor: Actor, number: int, left: int) -> None:
        """Read "cụ thể hóa B của X về ... bằng A": what a body did with B, it did by A."""
        done = self.found.get(number, [])
        for one in [one for one in done if one.actor.naming < 0 and one.type in _DEEDS]:
            done.remove(one)
            self.keep(self.found, actor, one.type, left)

    # what points back

    def read_pointed(self, at: int) -> None:
        """Read "Kế hoạch A tiếp tục thực hiện chỉ thị này": what is acted on is a type word that
        points back."""
        line, left = self.line, at - 1
        while line.kind(left) == "fill":
            left -= 1
        if line.kind(left) not in CUES or not line.word(at).endswith(POINTING):
            return
        cue, to = cue_group(line, left), antecedent(line, at)
        actor = self.resolved(actor_left(line, cue), cue)
        if to >= 0 and actor and actor.naming >= 0 and actor.naming != to:
            end = line.tokens[at].end
            found = Found(actor, settled(line, cue.type, actor), to, actor.start, end)
            if actor.start < end:
                self.found.setdefault(to, []).append(found)


_DEEDS = frozenset(["implements", "details", "replaces", "amends"])
# ", ", " và ", " cùng các ": between the items of one list
_LIST = re.compile(
    (
        r"[”\"’')]{0,2}(?:\s?,? (?:và|cùng|cũng như)(?: hiện nay là)? "
        r"|\s?[,;] (?:và )?)(?:các |cả |theo )?"
    ),
    re.IGNORECASE,
)
_RANKS = {"Trung ương": 4, "Nhà nước": 4, "Tỉnh, thành phố": 3, "Quận, huyện": 2, "Phường, xã": 1}
_LOCAL = re.compile(r"UBND|HĐND|UB(?![A-Z])|S[A-Z]{2,}")


def _rank(one: Naming) -> int:
    """Return how high the issuer of a document stands, 0 where its name does not say."""
    code = one.name.document
    if code is None:
        return 4 if one.name.kind != "number" or one.name.type in ("Nghị định", "Thông tư") else 0
    return 0 if _LOCAL.match(code.issuer_symbol) else _RANKS.get(code.level, 0)
