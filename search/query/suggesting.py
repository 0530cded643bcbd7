"""What to try next: the query with its marks, without its slip or with a code that is there, the
filter or part that leaves nothing, and the codes and values nearest to one that no article has."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice, pairwise

from corpus.codes import find_code_queries
from corpus.vietnamese.text import clean
from search.analysis import is_folded, syllables
from search.facets import CHOICES
from search.model import Hit, Suggestion
from search.query.collection import Collection
from search.query.correction import correct, restore
from search.query.interpretation import Interpretation
from search.query.neighbours import Holding
from search.query.ways_out import near_codes, shorter
from search.request import SearchRequest
from search.written_values import nearest_values

__all__ = ["suggestions"]

MOST_CODES = 3
MOST_VALUES = 3
LOOKED_AT = 10
"""So many of the values nearest to an unknown one, or of the queries less a part, are asked how
many articles they have."""
MOST_UNKNOWN = 3
MOST_PARTS = 4


def suggestions(
    request: SearchRequest,
    collection: Collection,
    found: Interpretation,
    hits: Sequence[Hit],
    total: int,
    count_without: Callable[[str], int | None],
    count: Callable[[SearchRequest], int],
    holding: Holding,
) -> list[Suggestion]:
    """Return other queries worth trying; none when the answer is as it was asked.

    `count_without` says how many documents pass all filters but one, None when there is no such
    filter; `count` gives what another request finds, `holding` how many articles each of some
    conditions holds in.
    What is offered for a slip finds more with all its words than what was typed.
    """
    kinds = {reading.kind for reading in found.readings}
    listed: list[Suggestion] = []
    if "fold" in kinds and (
        q := restore(request.q, collection, [f"{hit.title}\n{hit.summary}" for hit in hits])
    ):
        listed.append(Suggestion(q, "diacritics", request=request.with_(q=q)))
    if _is_doubtful(request, found):
        known = found.put_right
        q = correct(request.q, collection, holding) if known is None else known
        listed += _better(request, request.with_(q=q), count) if q else ()
    listed += _other_values(request, collection, count)
    if not total:
        listed += _other_codes(request, collection, count)
        listed += _shorter(request, count)
        listed += _without_filters(request, count_without)
    return listed


def _is_doubtful(request: SearchRequest, found: Interpretation) -> bool:
    """Say whether a query may hold a slip: its words are not found as such, or not all of them."""
    kinds = {reading.kind for reading in found.readings}
    counted = any(reading.kind == "word" and reading.value for reading in found.readings)
    asked = "slip" not in kinds and "slip" not in request.off
    return asked and ("relax" in kinds or not counted)


def _other_codes(
    request: SearchRequest, collection: Collection, count: Callable[[SearchRequest], int]
) -> Iterator[Suggestion]:
    """Yield the query with codes of the collection in place of one that it has not: of the same
    type and number, else of the same type and issuer with the nearest numbers."""
    codes = find_code_queries(request.q) if "code" not in request.off else []
    for code in (one for one in codes if not collection.codes(one)):
        same = collection.codes(replace(code, key=None, year=None))[:MOST_CODES] if code.key else ()
        for other in same or near_codes(code, collection)[:MOST_CODES]:
            q = request.q[: code.start] + other + request.q[code.end :]
            yield from _counted(request, q, "code", count)


def _shorter(request: SearchRequest, count: Callable[[SearchRequest], int]) -> Iterator[Suggestion]:
    """Yield the query less one of its parts, those that find least first: they say most. Of a
    query with very many parts one less says little."""
    parts = list(islice(shorter(request.q), LOOKED_AT + 1))
    if len(parts) > LOOKED_AT:
        return
    found = [one for q in parts for one in _counted(request, q, "part", count)]
    yield from sorted(found, key=lambda one: one.total or 0)[:MOST_PARTS]


def _counted(
    request: SearchRequest, q: str, reason: str, count: Callable[[SearchRequest], int]
) -> Iterator[Suggestion]:
    wanted = request.with_(q=q)
    if total := count(wanted):
        yield Suggestion(q, reason, _articles(request, total), wanted)


def _articles(request: SearchRequest, total: int) -> int | None:
    """Return how many articles are found, None where stories are asked for."""
    return total if request.group == "none" else None


def _other_values(
    request: SearchRequest, collection: Collection, count: Callable[[SearchRequest], int]
) -> Iterator[Suggestion]:
    """Yield the request with values of the collection in place of one chosen that it has not, those
    with most articles first."""
    for name, value in islice(_unknown(request, collection), MOST_UNKNOWN):
        chosen, found = request.chosen(name), []
        for other, nearness in _nearest(CHOICES[name].facet, value, collection):
            wanted = request.choosing(name, tuple(other if one == value else one for one in chosen))
            if total := count(wanted):
                found.append((round(nearness, 1), total, wanted))
        for _, total, wanted in sorted(found, key=lambda one: (-one[0], -one[1]))[:MOST_VALUES]:
            yield Suggestion(request.q, "value", _articles(request, total), wanted)


def _nearest(facet: str, value: str, collection: Collection) -> list[tuple[str, float]]:
    """Return values of the collection near to one that it has not, with their nearness."""
    codes = find_code_queries(value) if facet == "code" else []
    if codes and (named := collection.codes(codes[0])):
        return [(code, 1.0) for code in named[:LOOKED_AT]]
    return nearest_values(facet, value, collection.values(facet), LOOKED_AT)


def _unknown(request: SearchRequest, collection: Collection) -> Iterator[tuple[str, str]]:
    """Yield the values chosen that no article has, each behind the name of its choice."""
    for choice, values in request.choices():
        known = collection.values(choice.facet)
        yield from ((choice.name, value) for value in values if value not in known)


def _better(
    request: SearchRequest, wanted: SearchRequest, count: Callable[[SearchRequest], int]
) -> Iterator[Suggestion]:
    """Yield what was meant, when more articles hold all of its words than of those typed."""
    marked = not is_folded(wanted.q.lower())
    off = tuple({*request.off, "relax", "slip", "word", *(["fold"] if marked else [])})

    def strictly(q: str) -> int:
        return count(request.with_(q=q, off=off))

    typed, meant = strictly(request.q), strictly(wanted.q)
    if not typed and not meant:  # a long query: what was changed, with its neighbours
        pairs = list(_changed(request.q, wanted.q))
        typed = sum(strictly(f'"{before}"') for before, _ in pairs)
        meant = sum(strictly(f'"{after}"') for _, after in pairs)
    if meant > typed:
        shown = count(wanted) if request.group == "none" else None
        yield Suggestion(wanted.q, "slip", shown, wanted)


def _changed(typed: str, meant: str) -> Iterator[tuple[str, str]]:
    """Yield each two neighbours of which one was changed, as typed and as meant."""
    both = (list(pairwise(syllables(clean(q)))) for q in (typed, meant))
    for before, after in zip(*both, strict=False):
        if before != after:
            yield " ".join(before), " ".join(after)


def _without_filters(
    request: SearchRequest, count_without: Callable[[str], int | None]
) -> Iterator[Suggestion]:
    """Yield the request without each filter that alone leaves nothing, with what it would find."""
    without: dict[str, Callable[[], SearchRequest]] = {
        "date": partial(request.with_, date_from=None, date_to=None),
        **{name: partial(request.choosing, name, ()) for name in CHOICES},
    }
    for name, change in without.items():
        if total := count_without(name):
            yield Suggestion(request.q, "filter", _articles(request, total), change())
