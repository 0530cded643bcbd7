"""What to try next: the query with its marks or without its slip, and the filter that leaves nothing."""

from collections.abc import Iterator, Sequence
from typing import Any

from search.correction import correct, restore
from search.interpretation import Interpretation
from search.model import Hit, Suggestion
from search.request import FACETS, SearchRequest
from search.whoosh_engine.lexicon import SnapshotLexicon
from search.whoosh_engine.selection import Selection
from search.whoosh_engine.snapshot import Snapshot

__all__ = ["suggestions"]

FEW_HITS = 5


def suggestions(
    snapshot: Snapshot,
    request: SearchRequest,
    found: Interpretation,
    selection: Selection,
    hits: Sequence[Hit],
    total: int,
) -> list[Suggestion]:
    """Return other queries worth trying; none when the answer is as it was asked."""
    kinds = {reading.kind for reading in found.readings}
    lexicon = SnapshotLexicon(snapshot)
    listed: list[Suggestion] = []
    if "fold" in kinds and (q := restore(request.q, lexicon, [f"{hit.title}\n{hit.summary}" for hit in hits])):
        listed.append(Suggestion(q, "diacritics", request=request.with_(q=q)))
    doubtful = (total < FEW_HITS or "relax" in kinds) and "slip" not in kinds and "slip" not in request.off
    if doubtful and (q := correct(request.q, lexicon)):
        listed.append(Suggestion(q, "slip", request=request.with_(q=q)))
    if not total:
        listed += _without_filters(request, selection)
    return listed


def _without_filters(request: SearchRequest, selection: Selection) -> Iterator[Suggestion]:
    """Yield the request without each filter that alone leaves nothing, with what it would find."""
    changes: dict[str, dict[str, Any]] = {"date": {"date_from": None, "date_to": None}}
    for facet, attribute in FACETS.items():
        changes |= {facet: {attribute: ()}, f"not_{facet}": {f"not_{attribute}": ()}}
    for name, change in changes.items():
        if selection.is_filtered(name) and (total := len(selection.passing(name))):
            yield Suggestion(request.q, "filter", total, request.with_(**change))
