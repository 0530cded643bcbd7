"""The words that the syllables of a query make, and the numbers that stand behind a noun.

A word of several syllables means that they stand side by side, and so does a noun with its number
("phường 5"). Capitals change how a text is segmented, and must not change what is found: a query is
cut in small letters, and names, which the segmenter knows by their capitals, in capitals besides.
"""

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache

from corpus.vietnamese.text import fold
from search.analysis import analyze
from search.model import Reading
from search.query.collection import Words
from search.query.plan import Term

__all__ = ["MEANT", "Span", "folded_forms", "is_meant", "numbered", "overlaps", "words_in"]

Span = tuple[int, int]
"""The syllables of a word in a run of them: the first, and the one behind the last."""

Cut = tuple[str, int, int]
"""A word as the analysis gives it: its term, first syllable, number of syllables."""

MEANT = 0.66
"""A word without marks is the one that has so much of the articles of all its forms."""

FEWEST_MEANT = 10
"""A word in fewer articles is too rare to be taken for what was meant."""

FEWEST_NAMED = 5
"""A word that only capitals make is one if the segmenter found it in so many articles."""

MOST_FORMS_TOLD = 5


@lru_cache(maxsize=4096)
def _cuts(text: str) -> tuple[int, Sequence[Cut], Sequence[Cut]]:
    """Return the number of syllables of a text, its words when it is written small, and those when
    it is written with capitals."""
    small, large = (analyze(form) for form in (text.lower(), text.title()))
    fits = len(small.syllables) == len(large.syllables)
    return len(small.syllables), small.words, large.words if fits else ()


def words_in(text: str, collection: Words, syllables: int) -> list[Span]:
    """Return the words of several syllables in a text of so many, from the left, none over another.

    Of two that overlap the longer counts.
    """
    size, small, large = _cuts(text)
    if size != syllables:
        return []
    named = [word for word in large if word not in small]
    if named:
        collection.expect(terms=[term for term, _, _ in named])
    known = [word for word in named if collection.frequency(word[0]) >= FEWEST_NAMED]
    found: list[Span] = []
    for _, start, count in sorted([*small, *known], key=lambda word: (-word[2], word[1])):
        if all(start + count <= first or last <= start for first, last in found):
            found.append((start, start + count))
    return sorted(found)


def numbered(
    terms: Sequence[Term], words: Sequence[Span], numerals: Container[int] = ()
) -> Iterator[Span]:
    """Yield each noun with the number behind it, or the Roman numeral at the places `numerals`; the
    noun is a word of the query or one syllable."""
    starts = {last: first for first, last in words}
    for place, term in enumerate(terms):
        is_number = term.text.isdigit() or place in numerals
        if place and is_number and terms[place - 1].text.isalpha():
            yield starts.get(place, place - 1), place + 1


def is_meant(marked: Sequence[str], collection: Words) -> bool:
    """Say whether a word that was typed without marks is this one in most of the articles that hold
    it in any form."""
    form = "_".join(marked)
    forms = collection.forms(fold(form))
    collection.expect(terms=forms)
    held = collection.frequency(form)
    return held >= FEWEST_MEANT and held > MEANT * sum(map(collection.frequency, forms))


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Say whether a word shares syllables with one of other spans."""
    return any(span[0] < end and start < span[1] for start, end in others)


def folded_forms(terms: Sequence[Term], collection: Words) -> Iterator[Reading]:
    """Yield the words for which forms with marks are looked for too, and which these are, those in
    most articles first."""
    folded = [term.text for term in terms if term.folded]
    if not folded:
        return
    collection.expect(folded=folded)
    meant = {text: [form for form in collection.forms(text) if form != text] for text in folded}
    collection.expect(terms=[form for forms in meant.values() for form in forms])
    for text in folded:
        if forms := sorted(meant[text], key=collection.frequency, reverse=True):
            yield Reading("fold", text, ", ".join(forms[:MOST_FORMS_TOLD]), "fold")
