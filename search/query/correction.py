"""Did you mean: other spellings of a query that the collection knows.

Two questions: which word did a slip hide, and which marks were left out. Both are answered from the
collection's own words: what makes a word with its neighbour is what was meant. Codes, digits,
phrases and fields are never changed.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence, Set
from itertools import pairwise

from corpus.places import find_place_queries
from corpus.vietnamese.text import clean, fold, present_tones
from search.analysis import Tokens, analyze, is_folded, syllables
from search.deadline import check
from search.query.collection import Collection, Words
from search.query.keyed import Unmarked, apart, known_forms, typed_keys
from search.query.marking import FUNCTION_WORDS
from search.query.neighbours import FEWEST, RARE, Holding, Neighbours
from search.query.right_words import named, settled
from search.query.slips import distance, edits

__all__ = ["correct", "printed_form", "restore"]

FEWEST_VOTES = 2
_PRINTED = {
    "kì": "kỳ",
    "kí": "ký",
    "kỉ": "kỷ",
    "kĩ": "kỹ",
    "kị": "kỵ",
    "lí": "lý",
    "mĩ": "mỹ",
    "ti": "ty",
    "tỉ": "tỷ",
    "qui": "quy",
    "quì": "quỳ",
    "quí": "quý",
    "quỉ": "quỷ",
    "quĩ": "quỹ",
    "hi": "hy",
    "i": "y",
    "í": "ý",
    "ỉ": "ỷ",
}
"""Syllables that most papers print with y; terms have one spelling with i."""

SLIP = 0.03
"""Of so many words one has a slip more."""

ANYWHERE = 0.001
"""What a word in an article is worth that stands beside no neighbour of the query."""

MOST_CANDIDATES, MOST_DOUBTED = 12, 4
MOST_WORDS = 16


def _candidates(collection: Words, term: str) -> list[str]:
    """Return what a term may have been meant to be, the nearest first: other marks; if hardly
    anybody writes it so, other letters too."""
    forms = collection.forms(fold(term))
    if collection.frequency(term) < RARE and not any(map(str.isdigit, term)):
        near = [edit for edit in edits(fold(term)) if len(edit) > 1]
        collection.expect(folded=near)
        forms = [*forms, *(form for edit in near for form in collection.forms(edit))]
    known = known_forms(collection, [form for form in dict.fromkeys(forms) if form != term])
    return sorted(known, key=lambda form: distance(term, form))[:MOST_CANDIDATES]


def correct(q: str, collection: Collection, holding: Holding | None = None) -> str:
    """Return the query with slips put right, "" when there is none. Only free words are looked at.

    With `holding` it is also looked for which words stand side by side that make no word of the
    segmenter.
    """
    q = clean(q)
    tokens = analyze(q)
    words = tokens.syllables
    if not words or len(words) > MOST_WORDS or re.search(r'["*:]|(?:^|\s)-', q):
        return ""
    collection.expect(terms=[*words, *map("_".join, pairwise(words))], folded=map(fold, words))
    changed = _changed(words, settled(q, tokens), named(q, tokens), collection, holding)
    return _replaced(q, tokens, changed) if changed != words else ""


def _changed(
    words: Sequence[str],
    right: Set[int],
    names: Set[int],
    collection: Collection,
    holding: Holding | None,
) -> list[str]:
    """Return the words with those put right that are not known to be so already; of names only what
    an input method left."""
    read = [
        word if place in right else typed_keys(collection, word) or apart(collection, word) or word
        for place, word in enumerate(words)
    ]
    folded = all(map(is_folded, read))
    known = Unmarked(collection) if folded else collection
    neighbours = Neighbours(known, holding, folded=folded)
    neighbours.expect(pairwise(read))
    return list(_corrections(read, right | names, known, neighbours))


def _corrections(
    words: Sequence[str], right: Container[int], collection: Words, neighbours: Neighbours
) -> Iterator[str]:
    """Yield each word, or what it was meant to be: what belongs to its neighbours where it does not
    itself."""
    before, doubted = "", 0
    for place, (word, after) in enumerate(zip(words, [*words[1:], ""], strict=True)):
        check()
        best = word
        is_rare = collection.frequency(word) < RARE
        if (
            place not in right
            and doubted < MOST_DOUBTED
            and (is_rare or not neighbours.belongs(before, word, after))
        ):
            doubted += 1
            best = _meant(collection, neighbours, before, word, after)
        before = best
        yield best


def _meant(collection: Words, neighbours: Neighbours, before: str, word: str, after: str) -> str:
    """Return what was meant by a word: of a real one only what belongs to its neighbours and hardly
    ever stands there so.

    The likeliest is what stands there most, less the farther it is from what was typed (the noisy
    channel of Kernighan, Church and Gale 1990).
    """
    candidates = _candidates(collection, word)
    neighbours.expect(pair for form in candidates for pair in ((before, form), (form, after)))
    if collection.frequency(word) >= FEWEST or neighbours.count(before, word, after):
        candidates = [
            form
            for form in candidates
            if form not in FUNCTION_WORDS and neighbours.displaces(before, form, word, after)
        ]
    return max(
        candidates,
        key=lambda form: (
            (neighbours.count(before, form, after) + ANYWHERE * collection.frequency(form))
            * SLIP ** distance(word, form)
        ),
        default=word,
    )


def _replaced(q: str, tokens: Tokens, changed: Sequence[str]) -> str:
    """Put the changed words in the place of those typed, which keep their capitals and all that is
    between."""
    parts, at = [], 0
    spans = zip(tokens.syllables, changed, tokens.starts, tokens.ends, strict=True)
    for typed, new, start, end in spans:
        shown = " ".join(map(printed_form, new.split())) if new != typed else q[start:end]
        shown = shown.capitalize() if new != typed and q[start].isupper() else shown
        parts += [q[at:start], shown]
        at = end
    return "".join((*parts, q[at:]))


def printed_form(syllable: str) -> str:
    """Return how most papers print a syllable."""
    return present_tones(_PRINTED.get(syllable, syllable))


def restore(q: str, collection: Collection, printed: Sequence[str] = ()) -> str:
    """Return a query typed without diacritics with the likeliest ones, "" when it has some or none
    are known.

    `printed` are texts found for it: what two of them print beside the same neighbour is likeliest.
    """
    q = clean(q)
    tokens = analyze(q)
    words = tokens.syllables
    if not 1 < len(words) <= MOST_WORDS or not all(map(is_folded, words)) or re.search(r'["*:]', q):
        return ""
    restored: list[str] = []
    while len(restored) < len(words):
        found = _longest(words[len(restored) :], collection)
        if not found:
            return ""
        restored += found
    for place, votes in enumerate(_votes(words, printed)):
        if votes and votes.most_common(1)[0][1] >= FEWEST_VOTES:
            restored[place] = votes.most_common(1)[0][0]
    for place, name in _named(q):
        restored[place : place + len(name)] = name
    return _replaced(q, tokens, restored) if restored != words else ""


def _named(q: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the places that a query names: the number of the first syllable, and the syllables with
    their marks."""
    for place in find_place_queries(q):
        names = {tuple(syllables(value.split(",")[0])) for value in place.values}
        fitting = [
            name for name in names if tuple(map(fold, name)) == tuple(syllables(place.printed))
        ]
        if len(names) == len(fitting) == 1:
            yield len(syllables(q[: place.start])), list(fitting[0])


def _votes(words: Sequence[str], printed: Sequence[str]) -> list[Counter[str]]:
    """Return, of each word of a query, how many texts print it in which form beside a neighbour of
    the query."""
    votes: list[Counter[str]] = [Counter() for _ in words]
    places: dict[tuple[str, str], list[int]] = {}
    for place, pair in enumerate(pairwise(words)):
        places.setdefault(pair, []).append(place)
    for text in printed:
        seen = {
            (place + step, pair[step])
            for pair in pairwise(syllables(text))
            for place in places.get((fold(pair[0]), fold(pair[1])), ())
            for step in (0, 1)
        }
        for place, form in seen:
            votes[place][form] += 1
    return votes


def _longest(words: Sequence[str], collection: Collection) -> list[str]:
    """Return the most frequent form of the longest word of the collection that the words begin
    with, [] for none."""
    for length in range(min(4, len(words)), 1, -1):
        forms = collection.forms("_".join(words[:length]))
        if known := known_forms(collection, forms):
            return known[0].split("_")
    known = known_forms(collection, collection.forms(words[0]))
    return known[:1] or [word for word in words[:1] if word.isdigit()]
