"""Did you mean: other spellings of a query that the collection knows.

Two questions: which word did a slip hide, and which marks were left out. Both are answered from the collection's own
words: what makes a word with its neighbour is what was meant. Codes, digits, phrases and fields are never changed.
"""

import re
from collections.abc import Iterator, Sequence

from corpus.text import fold, present_tones
from search.analysis import is_folded, syllables
from search.interpretation import Lexicon
from search.slips import edits, keystrokes, plain_of

__all__ = ["correct", "restore"]

FEWEST = 3
"""A correction must be in so many articles."""

MOST_CANDIDATES = 8
MOST_WORDS = 16


def _known(lexicon: Lexicon, forms: Sequence[str]) -> list[str]:
    """Return the forms that enough articles hold, most articles first."""
    counted = {form: lexicon.frequency(form) for form in forms}
    held = [form for form, count in counted.items() if count >= FEWEST]
    return sorted(held, key=lambda form: -counted[form])[:MOST_CANDIDATES]


def _candidates(lexicon: Lexicon, term: str) -> list[str]:
    """Return what a term may have been meant to be: other marks; if nobody writes it so, also other letters."""
    if lexicon.frequency(term):
        return _known(lexicon, [form for form in lexicon.forms(fold(term)) if form != term])
    plain, strokes = plain_of(term)
    typed = [form for form in lexicon.forms(plain) if strokes in keystrokes(form)]
    if typed or any(map(str.isdigit, term)):
        return _known(lexicon, typed)
    near = (form for edit in (fold(term), *edits(fold(term))) if len(edit) > 1 for form in lexicon.forms(edit))
    return _known(lexicon, list(dict.fromkeys(near)))


def _fit(lexicon: Lexicon, before: str, term: str, after: str) -> int:
    """Return in how many articles a term makes a word with a neighbour in the query."""
    words = [f"{before}_{term}"] * bool(before) + [f"{term}_{after}"] * bool(after)
    return sum(map(lexicon.frequency, words))


def correct(q: str, lexicon: Lexicon) -> str:
    """Return the query with slips put right, "" when there is none. Only free words are looked at."""
    words = syllables(q)
    if not words or len(words) > MOST_WORDS or re.search(r'["*:]|(?:^|\s)-', q):
        return ""
    changed = list(_corrections(words, lexicon))
    return _written(q, words, changed) if changed != words else ""


def _corrections(words: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """Yield each word, or what it was meant to be: what makes a word with its neighbours where it makes none itself."""
    before = ""
    for word, after in zip(words, [*words[1:], ""], strict=True):
        best = word
        if not word.isdigit() and not _fit(lexicon, before, word, after):
            candidates = _candidates(lexicon, word)
            fits = {form: _fit(lexicon, before, form, after) for form in candidates}
            if candidates and (max(fits.values()) >= FEWEST or not lexicon.frequency(word)):
                best = max(candidates, key=lambda form: fits[form])
        before = best
        yield best


def _written(q: str, words: Sequence[str], changed: Sequence[str]) -> str:
    """Put the changed words in the place of those typed, which keep their capitals and all that is between."""
    parts = re.split(r"(\w+)", q)
    tokens = [index for index, part in enumerate(parts) if re.fullmatch(r"\w+", part)]
    if len(tokens) != len(words):
        return " ".join(changed)
    for index, word, new in zip(tokens, words, changed, strict=True):
        if new != word:
            shown = present_tones(new)
            parts[index] = shown.capitalize() if parts[index][:1].isupper() else shown
    return "".join(parts)


def restore(q: str, lexicon: Lexicon) -> str:
    """Return a query typed without diacritics with the likeliest ones, "" when it has some or none are known."""
    words = syllables(q)
    if not 1 < len(words) <= MOST_WORDS or not all(map(is_folded, words)) or re.search(r'["*:]', q):
        return ""
    restored: list[str] = []
    while len(restored) < len(words):
        restored += _longest(words[len(restored) :], lexicon)
    return _written(q, words, restored) if restored != words else ""


def _longest(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Return the most frequent form of the longest word of the collection that the words begin with."""
    for length in range(min(4, len(words)), 1, -1):
        forms = lexicon.forms("_".join(words[:length]))
        if known := _known(lexicon, forms):
            return known[0].split("_")
    known = _known(lexicon, lexicon.forms(words[0]))
    return [known[0] if known else words[0]]
