"""What to try next: the query with its marks, without its slip or with a code that is there, and
the filter that leaves nothing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from corpus.codes import find_code_queries
from search.facets import CHOICES
from search.model import Hit, Suggestion
from search.query.collection import Collection
from search.query.correction import correct, restore
from search.query.interpretation import Interpretation
from search.request import SearchRequest

__all__ = ["suggestions"]

FEW_HITS = 5
MOST_CODES = 3


def suggestions(
    request: SearchRequest,
    collection: Collection,
    found: Interpretation,
    hits: Sequence[Hit],
    total: int,
    count_without: Callable[[str], int | None],
) -> list[Suggestion]:
    """Return other queries worth trying; none when the answer is as it was asked.

    `count_without` says how many documents pass all filters but one, None when there is no such
    filter.
    """
    kinds = {reading.kind for reading in found.readings}
    listed: list[Suggestion] = []
    if "fold" in kinds and (
        q := restore(request.q, collection, [f"{hit.title}\n{hit.summary}" for hit in hits])
    ):
        listed.append(Suggestion(q, "diacritics", request=request.with_(q=q)))
    doubtful = (
        (total < FEW_HITS or "relax" in kinds) and "slip" not in kinds and "slip" not in request.off
    )
    if doubtful and (q := correct(request.q, collection)):
        listed.append(Suggestion(q, "slip", request=request.with_(q=q)))
    if not total:
        listed += _other_codes(request, collection)
        listed += _without_filters(request, count_without)
    return listed


def _other_codes(request: SearchRequest, collection: Collection) -> Iterator[Suggestion]:
    """Yield the query with codes of the collection in place of one that it has not: of the same
    type and number."""
    codes = find_code_queries(request.q) if "code" not in request.off else []
    for code in codes:
        if code.key and not collection.codes(code):
            for other in collection.codes(replace(code, key=None, year=None))[:MOST_CODES]:
                q = request.q[: code.start] + other + request.q[code.end :]
                yield Suggestion(q, "code", request=request.with_(q=q))


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
            shown = total if request.group == "none" else None  # articles are counted, not stories
            yield Suggestion(request.q, "filter", shown, change())
