"""Did you mean: other spellings of a query that the collection knows.

Two questions: which word did a slip hide, and which marks were left out. Both are answered from the
collection's own words: what makes a word with its neighbour is what was meant. Codes, digits,
phrases and fields are never changed.
"""

import re
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence, Set
from itertools import pairwise

from corpus.places import find_place_queries
from corpus.vietnamese.text import clean, fold, present_tones
from search.analysis import Tokens, analyze, is_folded, syllables
from search.deadline import check
from search.query.collection import Collection, Words
from search.query.right_words import named, settled
from search.query.slips import edits, keystrokes, plain_of, tone_of

__all__ = ["correct", "printed_form", "restore"]

FEWEST_VOTES = 2
FEWEST = 3
"""A correction must be in so many articles."""

RARE = 20
"""A word in fewer articles may be another word with a wrong letter."""

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

MOST_CANDIDATES = 8
MOST_WORDS = 16
SHORTEST_RUN, LONGEST_RUN = 5, 30
LONGEST_SYLLABLE, MOST_SYLLABLES = 7, 5
"""Letters of a run of syllables without spaces and of a syllable; syllables of a run."""


def _known(collection: Words, forms: Sequence[str]) -> list[str]:
    """Return the forms that enough articles hold, most articles first."""
    collection.expect(terms=forms)
    counted = {form: collection.frequency(form) for form in forms}
    held = [form for form, count in counted.items() if count >= FEWEST]
    return sorted(held, key=lambda form: -counted[form])[:MOST_CANDIDATES]


class _Unmarked:
    """A collection in which words have no diacritics: a query typed without them is judged so."""

    def __init__(self, collection: Collection) -> None:
        self._lexicon = collection

    def frequency(self, term: str) -> int:
        return sum(map(self._lexicon.frequency, self._lexicon.forms(term)))

    def forms(self, folded: str) -> list[str]:
        return [folded] if self._lexicon.forms(folded) else []

    def expect(self, terms: Iterable[str] = (), folded: Iterable[str] = ()) -> None:
        forms = [*terms, *folded]
        self._lexicon.expect(folded=forms)
        self._lexicon.expect(terms=[term for form in forms for term in self._lexicon.forms(form)])


def _candidates(collection: Words, term: str) -> list[str]:
    """Return what a term may have been meant to be: other marks; if hardly anybody writes it so,
    other letters."""
    marked = _known(collection, [form for form in collection.forms(fold(term)) if form != term])
    if marked or collection.frequency(term) >= RARE or any(map(str.isdigit, term)):
        return marked
    near = [edit for edit in edits(fold(term)) if len(edit) > 1]
    collection.expect(folded=near)
    return _known(
        collection, list(dict.fromkeys(form for edit in near for form in collection.forms(edit)))
    )


def _typed(collection: Words, term: str) -> str:
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
    return next(iter(_known(collection, exact) or _known(collection, toned)), "")


def _apart(collection: Collection, run: str) -> str:
    """Return the syllables of a run that lacks its spaces, as a hashtag has it, "" otherwise."""
    if not SHORTEST_RUN <= len(run) <= LONGEST_RUN or collection.forms(fold(run)):
        return ""
    known: Words = _Unmarked(collection) if is_folded(run) else collection
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


def _fit(collection: Words, before: str, term: str, after: str) -> int:
    """Return in how many articles a term makes a word with a neighbour in the query."""
    words = [f"{before}_{term}"] * bool(before) + [f"{term}_{after}"] * bool(after)
    return sum(map(collection.frequency, words))


def correct(q: str, collection: Collection, printed: Callable[[], Sequence[str]] = tuple) -> str:
    """Return the query with slips put right, "" when there is none. Only free words are looked at.

    `printed` gives texts that were found: a word that stands there beside its neighbour is right.
    They are asked for only when a word would be changed, for reading them costs most.
    """
    q = clean(q)
    tokens = analyze(q)
    words = tokens.syllables
    if not words or len(words) > MOST_WORDS or re.search(r'["*:]|(?:^|\s)-', q):
        return ""
    collection.expect(terms=[*words, *map("_".join, pairwise(words))], folded=map(fold, words))
    right, names = settled(q, tokens), named(q, tokens)
    changed = _changed(words, right, names, collection)
    if changed != words and (beside := _beside(words, printed()) - right):
        changed = _changed(words, right | beside, names, collection)
    return _replaced(q, tokens, changed) if changed != words else ""


def _changed(
    words: Sequence[str], right: Set[int], names: Set[int], collection: Collection
) -> list[str]:
    """Return the words with those put right that are not known to be so already; of names only what
    an input method left."""
    read = [
        word if place in right else _typed(collection, word) or _apart(collection, word) or word
        for place, word in enumerate(words)
    ]
    known = _Unmarked(collection) if all(map(is_folded, read)) else collection
    return list(_corrections(read, right | names, known))


def _beside(words: Sequence[str], printed: Sequence[str]) -> set[int]:
    """Return which words stand beside their neighbour of the query in one of some texts."""
    wanted = set(pairwise(words))
    found = {pair for text in printed for pair in pairwise(syllables(text)) if pair in wanted}
    places = (place for place, pair in enumerate(pairwise(words)) if pair in found)
    return {place + step for place in places for step in (0, 1)}


def _corrections(words: Sequence[str], right: Container[int], collection: Words) -> Iterator[str]:
    """Yield each word, or what it was meant to be: what makes a word with its neighbours where it
    makes none itself."""
    before = ""
    for place, (word, after) in enumerate(zip(words, [*words[1:], ""], strict=True)):
        check()
        best = word
        if place not in right and not _fit(collection, before, word, after):
            candidates = _candidates(collection, word)
            fits = {form: _fit(collection, before, form, after) for form in candidates}
            if candidates and (max(fits.values()) >= FEWEST or collection.frequency(word) < FEWEST):
                best = max(candidates, key=lambda form: fits[form])
        before = best
        yield best


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
        if known := _known(collection, forms):
            return known[0].split("_")
    known = _known(collection, collection.forms(words[0]))
    return known[:1] or [word for word in words[:1] if word.isdigit()]
