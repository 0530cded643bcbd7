"""Words as a keyboard left them: letters of Telex and VNI that became no mark, syllables run
together as a hashtag has them."""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

from corpus.vietnamese.text import fold
from search.analysis import is_folded, syllables
from search.query.collection import Collection, Words
from search.query.neighbours import FEWEST
from search.query.slips import keystrokes, plain_of, tone_of

__all__ = ["Unmarked", "apart", "known_forms", "typed_keys"]

SHORTEST_RUN, LONGEST_RUN = 5, 30
LONGEST_SYLLABLE, MOST_SYLLABLES = 7, 5
"""Letters of a run of syllables without spaces and of a syllable; syllables of a run."""


def known_forms(collection: Words, forms: Sequence[str]) -> list[str]:
    """Return the forms that enough articles hold, most articles first."""
    collection.expect(terms=forms)
    counted = {form: collection.frequency(form) for form in forms}
    held = [form for form, count in counted.items() if count >= FEWEST]
    return sorted(held, key=lambda form: -counted[form])


class Unmarked:
    """A collection in which words have no diacritics: a query typed without them is judged so."""

    def __init__(self, collection: Collection) -> None:
        self._lexicon = collection

    def frequency(self, term: str) -> int:
        """Return the number of documents that hold a term in any form, those of each form added."""
        return sum(map(self._lexicon.frequency, self._lexicon.forms(term)))

    def forms(self, folded: str) -> list[str]:
        """Return the folded form itself, if the collection has any of it."""
        return [folded] if self._lexicon.forms(folded) else []

    def expect(self, terms: Iterable[str] = (), folded: Iterable[str] = ()) -> None:
        """Look up what will be asked for next, in all forms."""
        forms = [*terms, *folded]
        self._lexicon.expect(folded=forms)
        self._lexicon.expect(terms=[term for form in forms for term in self._lexicon.forms(form)])


def typed_keys(collection: Words, term: str) -> str:
    """Return what a term is when it was typed in Telex or VNI and left so, "" otherwise.

    A key pressed twice is no mark: where no word has just these keystrokes, those with the tone
    count ("caari" is cải).
    """
    if collection.frequency(term) >= FEWEST:
        return ""
    plain, strokes = plain_of(term)
    if (spelled := syllables(plain)) != [plain] and len(spelled) == 1:  # mỹ is the term mĩ
        strokes = strokes.replace("y", "i")
        plain = spelled[0]
    forms = [form for form in collection.forms(plain) if form != term]
    exact = [form for form in forms if strokes in keystrokes(form)]
    toned = [form for form in forms if tone_of(form) == strokes[-1:] != ""]
    return next(iter(known_forms(collection, exact) or known_forms(collection, toned)), "")


def apart(collection: Collection, run: str) -> str:
    """Return the syllables of a run that lacks its spaces, as a hashtag has it, "" otherwise."""
    if not SHORTEST_RUN <= len(run) <= LONGEST_RUN or collection.forms(fold(run)):
        return ""
    known: Words = Unmarked(collection) if is_folded(run) else collection
    parts = {
        run[at : at + size] for at in range(len(run)) for size in range(2, LONGEST_SYLLABLE + 1)
    }
    known.expect(terms=parts)
    syllables = {part for part in parts if known.frequency(part) >= FEWEST}
    cuts = [cut for cut in _cuts(run, syllables, MOST_SYLLABLES) if len(cut) > 1]
    known.expect(terms=["_".join(pair) for cut in cuts for pair in pairwise(cut)])
    worth = {
        cut: min(known.frequency("_".join(pair)) for pair in pairwise(cut[:2])) for cut in cuts
    }
    best = max(cuts, key=worth.__getitem__, default=())
    return " ".join(best) if best and worth[best] else ""


def _cuts(run: str, syllables: Container[str], most: int) -> Iterator[tuple[str, ...]]:
    """Yield the ways to cut a run into known syllables."""
    if not run:
        yield ()
    for size in range(2, min(LONGEST_SYLLABLE, len(run)) + 1) if most else ():
        if run[:size] in syllables:
            for rest in _cuts(run[size:], syllables, most - 1):
                yield (run[:size], *rest)
