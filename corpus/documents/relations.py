"""Who did what with a document: the grammar of a sentence that names one.

Each document is looked at as what something is done with. Left of it stands a cue ("thực hiện",
"thay thế"); left of the cue its nearest head acts: a document, a body, a draft without a number, or
what "Kế hoạch này" stands for. Where nothing acts on the left, the sentence is turned round and its
subject follows ("Thực hiện B, Đảng ủy ban hành A"). What is only demanded is no fact and gives
nothing.
"""

from collections.abc import Sequence

from corpus.documents.actors import Acting, actor_left
from corpus.documents.anaphors import POINTING, antecedent, antecedents, points_back
from corpus.documents.cues import Cue, cue_before, cue_group, is_own_number
from corpus.documents.line import Actor, Found, Line, Told, settled
from corpus.documents.lists import after_laws, joins, words_between
from corpus.documents.naming import Sentence
from corpus.documents.pointing import enumerated, fastened, pointing, preamble, same_matter
from corpus.documents.tokens import CUES, says_something
from corpus.documents.turned import actor_right, opens, tells_time

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
    before, `open` the cue's type where nothing known acts.
    """

    def __init__(self, line: Line) -> None:
        self.line = line
        self.found: dict[int, list[Found]] = {}
        self.turned: dict[int, list[Found]] = {}
        self.agents: dict[int, list[Found]] = {}
        self.cued: set[int] = set()
        self.open: dict[int, str] = {}
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
            self.read_agent(at, cue)
        else:
            self.cued.add(self.line.number(at))
            self.read_deed(at, cue, actor_left(self.line, cue))

    def read_deed(self, at: int, cue: Cue, acting: Acting) -> None:
        """Keep what is done with the document at a token, by what stands on the left or follows."""
        before = self.resolved(acting, cue)
        turns = not acting.refused and acting.head < 0 and opens(self.line, cue)
        after = turns and not (before and acting.semi < 0)
        actor = actor_right(self.line, at, acting.colon) if after else None
        if actor and actor.naming >= 0 and tells_time(self.line, cue):
            return
        if actor and (before is None or actor.naming >= 0):
            self.keep(self.turned if actor.naming >= 0 else self.found, actor, cue.type, at)
        elif before:
            for one in (before, *acting.others, *self.beside(acting, cue)):
                self.keep(self.found, one, cue.type, at)
        elif cue.type in _DEEDS:
            self.open[self.line.number(at)] = cue.type

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
                    for one in reversed(self.latest)
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
            if words_between(line, previous, at) is None:
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
        between, before_item = words_between(line, previous, at), line.naming(previous)
        if between is None:
            return
        number = line.number(previous)
        if number in self.cued:
            self.cued.add(line.number(at))
        for into in (self.found, self.turned):
            for one in list(into.get(number, [])):
                if ";" not in between or one.type == "cites":
                    self.join(into, one, previous, at)
        closed = ")" in line.low[before_item.name.end : line.tokens[at].start]
        for one in [] if closed else self.agents.get(number, []):
            actor = line.document(line.number(at))
            self.add_agent(one._replace(actor=actor, end=max(one.end, actor.end)))

    def join(self, into: dict[int, list[Found]], one: Found, previous: int, at: int) -> None:
        """Give an item the relation of the item before it, or else that of what acts there."""
        if joins(self.line, one, previous, at):
            self.keep(into, one.actor, one.type, at)
            return
        for outer in list(self.found.get(one.actor.naming, [])):
            if joins(self.line, outer, previous, at):
                self.keep(self.found, outer.actor, outer.type, at)

    # passives and means

    def read_agent(self, at: int, cue: Cue) -> None:
        """Read "B được thay thế bởi A", "cụ thể hóa B bằng A": the document at a token acts."""
        line, left = self.line, self.line.left_of(cue.first, "document")
        actor = line.document(line.number(at))
        if cue.type:
            for to in self.patients(left, cue):
                kind = settled(line, cue.type, actor)
                span = line.document(to)
                start, end = min(span.start, actor.start), max(span.end, actor.end)
                self.add_agent(Found(actor, kind, to, start, end))
        elif left >= 0:
            self.read_means(actor, line.number(left), left)

    def patients(self, left: int, cue: Cue) -> list[int]:
        """Return the numbers of what a passive speaks of: the document at a token on its left, what
        a type word there stands for, or what the passive before it speaks of."""
        line = self.line
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
        if number in self.agents and between & {"comma", "and"}:
            return [one.to for one in self.agents[number]]
        source = next((one.actor.naming for one in self.found.get(number, [])), -1)
        if "comma" in between and source >= line.first:
            return [source]
        return [number, *self.subjects(left)]

    def subjects(self, at: int) -> list[int]:
        """Return what a passive speaks of beside the document at a token: "Chỉ thị A và Kế hoạch B
        bị bãi bỏ"."""
        line, found, first = self.line, [], at
        while (before := line.left_of(first, "document")) >= 0:
            if words_between(line, before, first) is None:
                break
            found.append(line.number(before))
            first = before
        told = line.number(first) in self.cued or line.kind(first - 1) in ("prep", "of")
        return [] if told else found

    def add_agent(self, one: Found) -> None:
        """Keep a relation whose acting document may go on as a list."""
        self.found.setdefault(one.to, []).append(one)
        self.agents.setdefault(one.actor.naming, []).append(one)

    def read_means(self, actor: Actor, number: int, left: int) -> None:
        """Read "cụ thể hóa B của X về ... bằng A": what somebody did with B was done by A."""
        done = self.found.get(number, [])
        for one in [one for one in done if one.actor.naming < 0 and one.type in _DEEDS]:
            done.remove(one)
            self.keep(self.found, actor, one.type, left)
        if not done and number in self.open:
            self.keep(self.found, actor, self.open[number], left)

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
_BESIDE = frozenset(["passive", "mod", "fill", "of", "body"])
