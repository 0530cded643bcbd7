"""Where terms stand side by side, in all documents or in some.

Where a phrase stands is kept: it is asked for with many continuations, by a query that is being
typed and by the runs of words that may be one.
"""

from collections.abc import Sequence

import numpy as np

from search.query.plan import Term
from search.whoosh_engine.reading.snapshot import Snapshot
from search.whoosh_engine.reading.term_runs import POSITION_BITS, are_few
from search.whoosh_engine.storage.arrays import Array, distinct

__all__ = ["phrase_at", "phrase_docs", "phrase_places"]


def phrase_docs(snapshot: Snapshot, terms: tuple[Term, ...]) -> Array:
    """Return i8, ascending: the living documents that hold a phrase, in any field."""
    docs = distinct(_kept_places(snapshot, terms) >> POSITION_BITS)
    return docs if snapshot.live is None else docs[snapshot.live[docs]]


def phrase_at(snapshot: Snapshot, terms: tuple[Term, ...], docs: Array) -> Array:
    """Return of each of some ascending documents whether it holds a phrase, in any field."""
    rarest = min(map(snapshot.occurrences, terms))
    if snapshot.remembers(_name_of(terms)) or not are_few(len(docs), rarest):
        holding = distinct(_kept_places(snapshot, terms) >> POSITION_BITS)
        if not len(holding):
            return np.zeros(len(docs), np.bool_)
        at = np.searchsorted(holding, docs)
        at[at == len(holding)] = 0
        same: Array = holding[at] == docs
        return same
    here = [(snapshot.places_at(term, docs), offset) for offset, term in enumerate(terms)]
    (found, first), *others = sorted(here, key=lambda one: len(one[0]))
    for places, offset in others:
        found = _standing(found, places, offset - first)
    holds = np.zeros(len(docs), np.bool_)
    holds[found >> POSITION_BITS] = True
    return holds


def phrase_places(snapshot: Snapshot, terms: Sequence[Term]) -> Array:
    """Keep the places of the rarest term at which every other term stands where it should; return
    where the first of them stands there."""
    numbered = sorted((snapshot.occurrences(term), offset) for offset, term in enumerate(terms))
    (_, first), *others = numbered
    found = snapshot.places(terms[first])
    for _, offset in others:
        found = _standing(found, snapshot.places_beside(terms[offset], found), offset - first)
    return found - first


def _name_of(terms: tuple[Term, ...]) -> object:
    """Return the name under which the places of a phrase are kept."""
    return "phrase", terms


def _kept_places(snapshot: Snapshot, terms: tuple[Term, ...]) -> Array:
    """Return the same as `phrase_places`, from where all terms but the last stand."""
    return snapshot.remembered(
        _name_of(terms),
        # of two terms the rarer decides
        lambda: (phrase_places if len(terms) < 3 else _continued)(snapshot, terms),
        lambda places: places.nbytes,
    )


def _continued(snapshot: Snapshot, terms: tuple[Term, ...]) -> Array:
    begun, step = _kept_places(snapshot, terms[:-1]), len(terms) - 1
    places = snapshot.places_beside(terms[-1], begun)
    if len(places) < len(begun):  # the few are looked up among the many
        return _standing(places, begun, -step) - step
    return _standing(begun, places, step)


def _standing(found: Array, places: Array, step: int) -> Array:
    """Return those of `found` with a place `step` behind."""
    if not len(places):
        return found[:0]
    wanted = found + step
    at = np.searchsorted(places, wanted)
    at[at == len(places)] = 0
    standing: Array = found[places[at] == wanted]
    return standing
