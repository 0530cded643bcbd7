"""The bands of a document's page: what it is called, who carried it out, its tree, where and where
not, when, and what is named beside it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.codes import find_codes
from corpus.mention import as_printed
from corpus.vietnamese.flow import flow
from search.answer.dossier_parts import Dossier, Edge, Fact, Member
from search.documents import UNDECIDED, read_body, read_value
from search.request import SearchRequest
from webui.links import Link, Links, Site, article_path, code_path
from webui.pages.labels import short_place
from webui.texts import Texts

__all__ = ["Band", "Bands", "Line", "Node", "bands", "period_words"]

LEVELS = ("centre", "province", "district", "ward", "unknown")
WARDS = ("Phường ", "Xã ", "Thị trấn ", "Đặc khu ")
MAX_LINES = 40
MAX_SILENT = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One relation: who, what is done with what, and the sentence that says so, in parts of which
    codes lead somewhere."""

    source: Link
    verb: str
    target: Link
    count: str
    said: tuple[tuple[str, str], ...]
    article: Link | None


@dataclass(frozen=True, slots=True)
class Node:
    """A document of a tree with how it hangs on the one above it, and those that hang on it."""

    line: Line
    shown: Link
    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Band:
    """Lines under a heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """What is shown of a dossier; everything may be empty."""

    alike: tuple[Link, ...]
    open: tuple[Link, ...]
    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    done: tuple[Band, ...]
    others: tuple[Line, ...]
    up: tuple[Node, ...]
    down: tuple[Node, ...]
    places: tuple[Link, ...]
    silent: tuple[Link, ...]
    years: tuple[Link, ...]
    together: tuple[Link, ...]


def bands(found: Dossier, site: Site, t: Texts) -> Bands:
    """Return what a document's page shows of it."""
    return _Maker(found, site, t).bands()


def period_words(period: str, t: Texts) -> str:
    """Return a term or year as it is read: 2016–2021, 2017, or that it is not known."""
    since, dots, until = period.partition("..")
    if period == UNDECIDED:
        return t("document.undecided.period")
    return f"{since[:4]}–{until[:4]}" if dots else period


class _Maker:
    def __init__(self, found: Dossier, site: Site, t: Texts) -> None:
        self._found = found
        self._site = site
        self._t = t
        self._links = site.search(SearchRequest(documents=found.chosen))

    def bands(self) -> Bands:
        found, t = self._found, self._t
        told = (("title", found.titles), ("issuer", found.issuers), ("day", found.days))
        return Bands(
            alike=tuple(map(self._alike, found.documents)) if len(found.documents) > 1 else (),
            open=tuple(self._open()),
            facts=tuple(
                (t(f"document.{name}"), self._said(facts)) for name, facts in told if facts
            ),
            done=tuple(self._done()),
            others=tuple(self._line(edge) for edge in found.others[:MAX_LINES]),
            up=self._nodes(found.carries_out, found.chosen, up=True),
            down=self._nodes(found.carried_out_by, found.chosen, up=False),
            places=tuple(self._places()),
            silent=tuple(
                Link(
                    short_place(one.value),
                    self._everything("district", one.value),
                    note=t("results", n=one.all_articles),
                )
                for one in found.silent[:MAX_SILENT]
            ),
            years=tuple(
                Link(year, self._links.put(from_=year, to=year), note=t.number(count))
                for year, count in found.years.items()
                if count
            ),
            together=tuple(
                Link(one.name, self._document(one.value), note=t("results", n=one.articles))
                for one in found.together
            ),
        )

    def _everything(self, facet: str, value: str) -> str:
        return self._site.everything().plus(facet, value)

    def _document(self, value: str) -> str:
        one = read_value(value)
        own = Links(self._site.root + code_path(one.name))
        if self._site.language:
            own = Links(own.path, (("lang", self._site.language),))
        return own.put(place=one.place, term=one.period)

    def _alike(self, one: Member) -> Link:
        t = self._t
        place = t("document.undecided.place") if one.place == UNDECIDED else short_place(one.place)
        text = ", ".join((one.name, place, period_words(one.period, t)))
        chosen = set(self._found.chosen) == set(one.values)
        note = ", ".join(filter(None, (t("results", n=one.articles), one.title)))
        return Link(text, self._document(one.value), chosen, note)

    def _open(self) -> Iterator[Link]:
        """Yield what is left open: articles that do not say which of the documents they mean."""
        t, found = self._t, self._found
        own = [one for one in found.documents if set(one.values) == set(found.chosen)]
        for one in own:
            if one.unsaid:
                yield Link(t("document.unsaid", n=one.unsaid), self._document(one.values[-1]))
        for left in found.open:
            note = "" if left.place == UNDECIDED else short_place(left.place)
            yield Link(t("document.open", n=left.articles), self._document(left.value), note=note)

    def _said(self, facts: Sequence[Fact]) -> tuple[Link, ...]:
        t = self._t
        return tuple(
            Link(
                _day(fact.text) if facts is self._found.days else fact.text,
                self._site.to(article_path(fact.ids[0])),
                note=t("document.said", n=fact.articles),
            )
            for fact in facts
        )

    def _end(self, value: str) -> Link:
        if body := read_body(value):
            return Link(body.actor, "", note=short_place(body.place))
        one = read_value(value)
        place = "" if one.place == UNDECIDED else short_place(one.place)
        return Link(one.name, self._document(value), note=place)

    def _line(self, edge: Edge) -> Line:
        said, t = edge.sentence, self._t
        title = said and Link(
            said.title or said.id, self._site.to(article_path(said.id)), note=_day(said.day)
        )
        return Line(
            self._end(edge.source),
            t(f"relation.{edge.type}"),
            self._end(edge.target),
            t("results", n=edge.articles),
            tuple(self._parts(said.text)) if said else (),
            title or None,
        )

    def _parts(self, text: str) -> Iterator[tuple[str, str]]:
        end = 0
        flowing = flow(text)
        for code in as_printed(text, flowing, find_codes(flowing.text)):
            yield text[end : code.start], ""
            yield text[code.start : code.end], self._site.to(code_path(code.value))
            end = code.end
        yield text[end:], ""

    def _done(self) -> Iterator[Band]:
        """Yield who did something with the document, by level from the Centre down."""
        groups: dict[str, list[Edge]] = {}
        for edge in self._found.done[:MAX_LINES]:
            groups.setdefault(_level(edge), []).append(edge)
        for level in LEVELS:
            if edges := groups.get(level):
                yield Band(self._t(f"document.level.{level}"), tuple(map(self._line, edges)))

    def _nodes(self, edges: Sequence[Edge], roots: Iterable[str], *, up: bool) -> tuple[Node, ...]:
        beside: dict[str, list[Edge]] = {}
        for edge in edges:
            beside.setdefault(edge.source if up else edge.target, []).append(edge)
        return self._hung(beside, list(roots), set(roots), up)

    def _hung(
        self, beside: Mapping[str, Sequence[Edge]], roots: Iterable[str], seen: set[str], up: bool
    ) -> tuple[Node, ...]:
        nodes = []
        for edge in (edge for root in roots for edge in beside.get(root, ())):
            end = edge.target if up else edge.source
            below = () if end in seen else self._hung(beside, [end], seen | {end}, up)
            nodes.append(Node(self._line(edge), self._end(end), below))
        return tuple(nodes)

    def _places(self) -> Iterator[Link]:
        t = self._t
        for one in self._found.places:
            if one.facet == "district":
                note = t("document.share", n=one.articles, all=one.all_articles)
                days = t("document.after", n=one.days) if one.days else ""
                yield Link(
                    short_place(one.value),
                    self._links.plus(one.facet, one.value),
                    note=", ".join(filter(None, (note, days))),
                )


def _level(edge: Edge) -> str:
    """Return the level of what acts, by where it is."""
    place = edge.place if edge.actor else read_value(edge.source).place
    if place in ("", UNDECIDED):
        return "unknown"
    if place == "Trung ương":
        return "centre"
    if "," not in place:
        return "province"
    return "ward" if place.startswith(WARDS) else "district"


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else ""
