"""Who did what with a document: the grammar of a sentence that names one.

Each document is looked at as what something is done with. Left of it stands a cue ("thực hiện", "thay thế"); left of the
cue its nearest head acts: a document, a body, a draft without a number, or what "Kế hoạch này" stands for. Where nothing
acts on the left, the sentence is turned round and its subject follows ("Thực hiện B, Đảng ủy ban hành A"). What is only
demanded is no fact and gives nothing.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.codes import parse_code
from corpus.documents.bodies import Body
from corpus.documents.names import TYPE_NAMES
from corpus.documents.naming import Naming, Sentence
from corpus.documents.tokens import CUES, tokenize

__all__ = ["Actor", "Found", "find_relations"]


class Actor(NamedTuple):
    """What acts: naming number `naming` of the article, or else a body or a draft that is printed at an offset."""

    naming: int
    start: int
    end: int
    body: Body | None = None


class Found(NamedTuple):
    """A relation between what acts and naming number `to` of the article; `text[start:end]` says so."""

    actor: Actor
    type: str
    to: int
    start: int
    end: int


_GROUP = frozenset(
    ["mod", "about", "continue", "reviews", "details", "implements", "amends", "replaces", "for"]
)
_VERBS = frozenset(["mod", "reviews", "details", "implements", "amends", "replaces", "continue"])
_MANY, _FAR, _NEAR = 32, 14, 2


class Reader:
    """Reads the relations of one sentence.

    `before` are the namings of the sentences before it, `last` the numbers of those of the last one, `gone` of those
    that were told to be replaced.
    """

    def __init__(
        self,
        low: str,
        sentence: Sentence,
        before: Sequence[Naming],
        last: Sequence[int],
        gone: frozenset[int],
    ) -> None:
        self.low, self.first, self.before, self.last, self.gone = (
            low,
            len(before),
            before,
            last,
            gone,
        )
        self.namings, self.bodies = sentence.namings, sentence.bodies
        self.tokens = tokenize(low, sentence.start, sentence.end, self.namings, self.bodies)
        self.found: list[Found] = []
        self.turned: list[Found] = []
        self.agents: dict[int, list[Found]] = {}
        self.refused = False
        self.announced = -1

    def read(self) -> list[Found]:
        """Return the relations in order of what is acted on."""
        for at, token in enumerate(self.tokens):
            if token.kind == "document":
                self.read_target(at)
        self.read_turned()
        pairs = {frozenset((one.actor.naming, one.to)) for one in self.found}
        return self.found + [
            one for one in self.turned if frozenset((one.actor.naming, one.to)) not in pairs
        ]

    def naming(self, at: int) -> Naming:
        """Return the naming of a document's token."""
        return self.namings[self.tokens[at].number]

    def kind(self, at: int) -> str:
        """Return the kind of a token, "" outside the sentence."""
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def word(self, at: int) -> str:
        """Return what a token prints, in lower case."""
        return (
            self.low[self.tokens[at].start : self.tokens[at].end]
            if 0 <= at < len(self.tokens)
            else ""
        )

    # what is done with the document

    def read_target(self, at: int) -> None:
        """Find the cue of the document at a token, and what acts; or take it for a further item of a list."""
        cue = self.cue_before(at)
        if cue is None:
            self.read_item(at)
            return
        group, kind, passive_by = cue
        if passive_by:
            self.read_agent(at, group, kind)
            return
        actor = self.actor_left(group, kind)
        if actor is not None:
            self.found += self.relations(actor, self.settled(kind, actor), at)
        elif not self.refused and (actor := self.actor_right(at)):
            found = self.relations(actor, self.settled(kind, actor), at)
            if actor.naming >= 0:
                self.turned += found
            else:
                self.found += found

    def settled(self, kind: str, actor: Actor) -> str:
        """Return the type that a cue has with this actor: a guideline details, a body that goes on implements."""
        if kind == "continues" and actor.naming < 0:
            return "implements"
        if (
            kind == "implements"
            and actor.naming >= 0
            and self.naming_of(actor).name.type == "Hướng dẫn"
        ):
            return "details"
        return kind

    def naming_of(self, actor: Actor) -> Naming:
        """Return the naming of an actor that is a document."""
        own = actor.naming - self.first
        return self.namings[own] if own >= 0 else self.before[actor.naming]

    def relations(self, actor: Actor, kind: str, at: int) -> list[Found]:
        """Return a relation to the document at a token; items that share a head ("Quyết định 935, 936") act together."""
        to, name = self.first + self.tokens[at].number, self.naming(at).name
        return [
            Found(one, kind, to, min(one.start, name.start), max(one.end, name.end))
            for one in (actor, *self.together(actor))
            if one.naming != to
        ]

    def together(self, actor: Actor) -> Iterator[Actor]:
        own = actor.naming - self.first
        while own > 0 and self.namings[own].name.part:
            own -= 1
            yield self.document(own)

    def document(self, index: int) -> Actor:
        """Return a naming of this sentence as what acts."""
        name = self.namings[index].name
        return Actor(self.first + index, name.start, name.end)

    def cue_before(self, at: int) -> tuple[int, str, bool] | None:
        """Return (where the words of the cue begin, its type, whether the document is the agent of a passive)."""
        left, of = at - 1, 0
        while self.is_filler(left, at):
            of += self.kind(left) == "of"
            if of > 1 or at - left > 9:
                return None
            left -= 1
        kind = self.kind(left)
        if kind == "by":
            return self.passive(left)
        if kind == "prep" and self.word(left) in ("theo", "tại"):
            return self.through(left)
        if kind == "attached":
            return self.attached(left)
        if kind not in CUES:
            return None
        return self.group(left, kind)

    def is_filler(self, left: int, at: int) -> bool:
        """Say whether a word may stand between a cue and its document: "một số điều của", "hai văn bản:"."""
        kind = self.kind(left)
        if kind == "and":
            return self.kind(left - 1) == "fill" and left < at - 1
        if kind == "noun":
            return self.kind(left - 1) in CUES or self.word(left) == "văn bản"
        return kind in ("fill", "quote", "about", "of", "colon")

    def through(self, at: int) -> tuple[int, str, bool] | None:
        """Read "thực hiện chỉ đạo của UBND tỉnh theo công văn B": what a body asks for in a document."""
        if self.kind(at - 1) == "body" and self.kind(at - 2) == "of":
            left = at - 3
            while self.kind(left) in ("mod", "fill"):
                left -= 1
            if (
                self.kind(left) == "implements"
                and "chỉ đạo" in self.low[self.tokens[left].end : self.tokens[at].start]
            ):
                return self.group(left, "implements")
        return self.attached(at) if self.word(at) == "theo" and self.says_so(at) else None

    def says_so(self, at: int) -> bool:
        """Say whether "sự cụ thể hóa ... theo B" stands here."""
        return any(
            self.kind(left) == "details" and self.word(left - 1) == "sự"
            for left in range(max(0, at - _FAR), at)
        )

    def attached(self, at: int) -> tuple[int, str, bool] | None:
        """Read "sửa đổi Danh mục ... ban hành kèm theo B": what is amended stands between."""
        for left in range(at - 1, max(-1, at - _FAR - 6), -1):
            if self.kind(left) in ("document", "semi", "body"):
                return None
            if self.kind(left) == "title" and self.word(left).startswith(("sửa đổi", "bổ sung")):
                return left, "amends", False
            if self.kind(left) in ("amends", "replaces", "details"):
                return self.group(left, self.kind(left))
        return None

    def group(self, at: int, kind: str) -> tuple[int, str, bool]:
        """Return where the words of a cue begin and which type they give together."""
        first, kinds = at, {kind}
        left = at - 1
        while left >= 0:
            here = self.kind(left)
            if here in _GROUP or (
                here == "fill" and self.kind(left - 1) in _VERBS and kind != "cites"
            ):
                kinds.add(here)
                first = left
            elif (
                here not in ("comma", "and")
                or self.kind(left - 1) not in _VERBS
                or self.kind(left + 1) not in _VERBS
            ):
                break
            left -= 1
        while self.kind(first) in ("fill", "about"):
            first += 1
        return first, self.type_of(kind, kinds, left), False

    def type_of(self, kind: str, kinds: set[str], left: int) -> str:
        while self.kind(left) in ("about", "fill"):
            left -= 1
        if kind == "implements" and self.linked_before(left):
            return "linked"
        if kind in ("implements", "details") and "reviews" in kinds:
            return "reviews"
        if kind == "implements" and "details" in kinds:
            return "details"
        return "continues" if kind == "implements" and "continue" in kinds else kind

    def linked_before(self, left: int) -> bool:
        """Say whether "gắn với" governs the cue: "gắn với việc thực hiện các nghị quyết, nhất là thực hiện B"."""
        for at in range(left, max(-1, left - _FAR), -1):
            if self.kind(at) == "linked":
                return True
            if self.kind(at) in ("document", "body", "semi", "colon", "for"):
                return False
        return False

    # what acts, on the left

    def actor_left(self, group: int, kind: str) -> Actor | None:
        """Return the nearest head left of a cue; `refused` is set when the words say that nothing was done."""
        self.refused, self.announced = False, -1
        joined, words = False, 0
        noun: Actor | None = None
        at = group - 1
        while at >= 0:
            here = self.kind(at)
            if here in ("comma", "open", "and"):
                joined = True
                words += here == "comma"
            elif here == "document":
                own = noun is not None and not self.in_title(at, noun)
                return noun if own else self.head(at, group, kind, joined, words)
            elif here == "semi":
                return noun or self.inherited(kind, words)
            elif here == "colon" and words == 0 and noun is None:
                self.announced = at
                return None
            elif here == "body" and self.acts(at):
                return self.body(self.leading(at)) if words <= _MANY else noun
            elif here == "noun" and noun is None:
                noun = self.noun(at, group, words)
                if noun and noun.naming >= 0:
                    return noun
            elif here == "event" and noun is None and kind in ("reviews", "implements"):
                noun = Actor(-1, self.tokens[at].start, self.tokens[at].end)
            elif here in ("demand", "say") or (here == "generic" and self.opens(at)):
                self.refused = here != "say" or noun is None
                return noun if here == "say" or (here == "generic" and words > _NEAR) else None
            elif here in ("word", "issue", "passive", "prep"):
                words += 1
            at -= 1
        return noun

    def opens(self, at: int) -> bool:
        """Say whether a clause begins at a token."""
        return self.kind(at - 1) in (
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

    def acts(self, at: int) -> bool:
        """Say whether a body is the subject of what follows, and not whose or where something is."""
        return self.kind(at - 1) not in ("of", "prep", "about", "passive")

    def leading(self, at: int) -> int:
        """Return the first of several bodies that act together: "Ban Tuyên giáo phối hợp cùng Bộ ... và Hội ..."."""
        left = at - 1
        while left >= 0 and (
            self.kind(left) in ("and", "comma", "mod") or self.word(left) in ("phối", "hợp", "với")
        ):
            left -= 1
        return left if self.kind(left) == "body" and left < at - 1 and self.acts(left) else at

    def body(self, at: int) -> Actor:
        """Return a body as what acts."""
        token = self.tokens[at]
        return Actor(-1, token.start, token.end, self.bodies[token.number])

    def head(self, at: int, group: int, kind: str, joined: bool, words: int) -> Actor | None:
        """Return what acts where a document is the nearest head: it, or what acts on it when the cue is joined on."""
        naming = self.naming(at)
        source = self.source_of(at)
        if kind == "linked":
            return (
                source if source and source.naming >= 0 else self.document(self.tokens[at].number)
            )
        told = naming.title.end if naming.title else naming.end
        gap = [
            token
            for token in self.tokens[at + 1 : group]
            if token.kind == "word" and token.start >= told
        ]
        if len(gap) > (_FAR if joined and kind in ("cites", "replaces", "amends") else _NEAR):
            return None
        if joined and source and not self.in_brackets(at, group):
            return source
        return self.document(self.tokens[at].number)

    def in_title(self, at: int, actor: Actor) -> bool:
        """Say whether a draft or plan is named in a document's title: "Quyết định A ban hành Kế hoạch thực hiện B"."""
        title = self.naming(at).title
        return title is not None and title.start <= actor.start < title.end

    def in_brackets(self, at: int, group: int) -> bool:
        return any(token.kind == "open" for token in self.tokens[at + 1 : group])

    def source_of(self, at: int) -> Actor | None:
        """Return what acts on the document at a token, as far as it is read."""
        to = self.first + self.tokens[at].number
        return next((one.actor for one in reversed(self.found) if one.to == to), None)

    def inherited(self, kind: str, words: int) -> Actor | None:
        """Return what acts in front of a semicolon: "căn cứ A; căn cứ B", "UBND sơ kết A; triển khai B"."""
        if words:
            return None
        return next(
            (one.actor for one in reversed(self.found) if kind != "cites" or one.type == kind), None
        )

    def noun(self, at: int, group: int, words: int) -> Actor | None:
        """Return the document that a type word without a number stands for, or the draft or plan it names."""
        if self.kind(at - 1) == "fill" and self.word(at - 1) in ("các", "những", "một số"):
            return None
        token, printed = self.tokens[at], self.word(at)
        pointing = printed.endswith((" này", " trên", " nói trên", " mới", " đó", " ấy", "đây"))
        opening = self.kind(at - 1) in ("", "semi") and self.kind(at + 1) != "of"
        if (
            (pointing or opening)
            and words <= _FAR
            and (antecedent := self.antecedent(printed, at)) >= 0
        ):
            return Actor(antecedent, token.start, token.end)
        most = _MANY if printed.startswith("dự thảo") else 8
        return (
            Actor(-1, token.start, self.tokens[group - 1].end)
            if words <= most and not pointing
            else None
        )

    def antecedent(self, printed: str, at: int) -> int:
        """Return the number of the last naming before that a type word can stand for, -1 for none.

        What is just being replaced is not what the next sentence speaks of.
        """
        if printed.startswith(("văn bản", "đây")):
            return self.last[0] if self.last else -1
        kind = next((name for word, name in TYPE_NAMES.items() if printed.startswith(word)), "")
        here = [token.number for token in self.tokens[:at] if token.kind == "document"]
        known = [*self.before, *(self.namings[number] for number in here)]
        for number in range(len(known) - 1, -1, -1):
            if known[number].name.type == kind and number not in self.gone:
                return number
        return -1

    # what acts, on the right

    def actor_right(self, at: int) -> Actor | None:
        """Return the subject of a sentence turned round: the document it issues, else the body that acts."""
        comma = False
        for right in range(at + 1, len(self.tokens)):
            here = self.kind(right)
            if right - at > 90 or (here == "semi" and self.kind(right + 1) not in CUES | {"prep"}):
                return None
            if here == "body" and comma and self.opens_clause(right):
                issued = self.issued(right)
                return self.document(issued) if issued >= 0 else self.body(right)
            comma = comma or here == "comma"
        return self.announcer()

    def announcer(self) -> Actor | None:
        """Return the body that says what a colon announces: "Cục Thuế có ý kiến như sau: Căn cứ B thì ..."."""
        for left in range(self.announced - 1, max(-1, self.announced - 8), -1):
            if self.kind(left) in ("demand", "semi"):
                return None
            if self.kind(left) == "body" and self.acts(left):
                return self.body(left)
        return None

    def opens_clause(self, at: int) -> bool:
        left = at - 1
        while self.word(left) in ("sáng", "chiều", "ngày", "tối") or re.fullmatch(
            r"[\d/.-]+", self.word(left) or "x"
        ):
            left -= 1
        return self.kind(left) == "comma"

    def issued(self, at: int) -> int:
        """Return the index of the document that a body issues right after its name, -1 for none."""
        issues = False
        for right in range(at + 1, min(len(self.tokens), at + 14)):
            here = self.kind(right)
            if here == "document":
                return self.tokens[right].number if issues else -1
            if here in ("comma", "semi", "body") and not issues:
                return -1
            issues = issues or here == "issue"
        return -1

    # lists, passives and other turns

    def read_item(self, at: int) -> None:
        """Give a further item of a list the relations of the item before it."""
        previous = next(
            (left for left in range(at - 1, -1, -1) if self.kind(left) == "document"), None
        )
        if previous is None:
            return
        before = self.naming(previous)
        title = (
            before.title.end if before.title and before.title.end <= self.tokens[at].start else 0
        )
        between = self.low[max(before.end, title, before.name.end) : self.tokens[at].start]
        if not _LIST.fullmatch(between):
            return
        to = self.first + self.tokens[previous].number
        for one in [*self.found, *self.turned]:
            if one.to == to and (";" not in between or one.type == "cites"):
                self.join(one, previous, at)
        for one in self.agents.get(to, []):
            self.found.append(one._replace(actor=self.document(self.tokens[at].number)))
            self.agents.setdefault(self.first + self.tokens[at].number, []).append(self.found[-1])

    def join(self, one: Found, previous: int, at: int) -> None:
        """Give an item the relation of the item before it, or else what acts on that relation's own actor."""
        if self.joins(one, previous, at):
            into = self.turned if one in self.turned else self.found
            into += self.relations(one.actor, one.type, at)
            return
        for outer in list(self.found):
            if outer.to == one.actor.naming and self.joins(outer, previous, at):
                self.found += self.relations(outer.actor, outer.type, at)

    def joins(self, one: Found, previous: int, at: int) -> bool:
        """Say whether an item belongs to a list: one that is no higher than what acts begins something new."""
        if one.actor.naming < 0 or one.type in ("replaces", "amends"):
            return True
        if one.type == "continues" and self.naming(previous).name.type != self.naming(at).name.type:
            return False
        acting, before, own = (_rank(naming) for naming in (self.naming_of(one.actor), self.naming(previous),
                                                            self.naming(at)))  # fmt: skip
        return not (acting and before and own) or not own <= acting < before

    def passive(self, by: int) -> tuple[int, str, bool] | None:
        """Read what stands left of "bằng" and "bởi": a passive, or what is done by means of the document."""
        left = by - 1
        while self.kind(left) in ("fill", "mod"):
            left -= 1
        if self.kind(left) in CUES:
            first = left
            while self.kind(first - 1) in _VERBS | {"passive", "comma", "and"}:
                first -= 1
            if self.kind(first) in ("comma", "and"):
                first += 1
            return first, self.kind(left), True
        return (by, "", True)

    def read_agent(self, at: int, group: int, kind: str) -> None:
        """Read "B được thay thế bởi A", "cụ thể hóa B bằng A": the document at a token acts."""
        actor = self.document(self.tokens[at].number)
        if not kind:
            self.read_means(at, group, actor)
            return
        left = group - 1
        joined = False
        while left >= 0 and self.kind(left) != "document":
            joined = joined or self.kind(left) == "comma"
            left -= 1
        if left < 0:
            return
        source = self.source_of(left) if joined else None
        if source is not None and source.naming >= self.first:
            left = next(
                place for place, token in enumerate(self.tokens)
                if token.kind == "document" and token.number == source.naming - self.first
            )  # fmt: skip
        added = self.relations(actor, self.settled(kind, actor), left)
        self.found += added
        self.agents.setdefault(actor.naming, []).extend(added)

    def read_means(self, at: int, by: int, actor: Actor) -> None:
        """Read "cụ thể hóa B của X về ... bằng A": what a body did with B, it did by A."""
        left = next((left for left in range(by - 1, -1, -1) if self.kind(left) == "document"), None)
        if left is None:
            return
        to = self.first + self.tokens[left].number
        for one in [one for one in self.found if one.to == to and one.actor.naming < 0]:
            if one.type in ("implements", "details", "replaces", "amends"):
                self.found.remove(one)
                self.found += self.relations(actor, one.type, left)

    def read_turned(self) -> None:
        """Read "Để triển khai chỉ thị, ... ban hành A": the document done with is a type word that points back."""
        for at in range(1, min(len(self.tokens), 8)):
            if (
                self.kind(at) != "noun"
                or self.kind(at - 1) not in CUES
                or self.kind(at + 1) != "comma"
            ):
                continue
            to = self.antecedent(self.word(at), at)
            actor = self.actor_right(at)
            if to >= 0 and actor and actor.naming >= self.first:
                _, kind, _ = self.group(at - 1, self.kind(at - 1))
                self.turned.append(
                    Found(actor, self.settled(kind, actor), to, self.tokens[at].start, actor.end)
                )


_LIST = re.compile(
    r"[”\"’')]{0,2}(?:\s?,? (?:và|cùng|cũng như)(?: hiện nay là)? |\s?[,;] (?:và )?)(?:các |cả |theo )?",
    re.IGNORECASE,
)
_RANKS = {"Trung ương": 4, "Nhà nước": 4, "Tỉnh, thành phố": 3, "Quận, huyện": 2, "Phường, xã": 1}
_LOCAL = re.compile(r"UBND|HĐND|UB(?![A-Z])|S[A-Z]{2,}")


def _rank(one: Naming) -> int:
    """Return how high the issuer of a document stands, 0 where its name does not say."""
    if one.name.code is None:
        return 4 if one.name.kind != "number" or one.name.type in ("Nghị định", "Thông tư") else 0
    code = parse_code(one.name.code)
    return 0 if _LOCAL.match(code.issuer_symbol) else _RANKS.get(code.level, 0)


def find_relations(low: str, sentences: Sequence[Sentence]) -> list[Found]:
    """Return what the sentences of an article tell that was done with its documents, in order."""
    found: list[Found] = []
    namings: list[Naming] = []
    last: list[int] = []
    for sentence in sentences:
        gone = frozenset(one.to for one in found if one.type == "replaces")
        found += Reader(low, sentence, namings, last, gone).read()
        last = list(range(len(namings), len(namings) + len(sentence.namings)))
        namings = [*namings, *sentence.namings]
    return found
