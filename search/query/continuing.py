"""How a query that is being typed goes on: phrases of several words, as the headlines of the
collection print them.

The newest articles that have what is typed in title or summary, its last syllable as a beginning,
are asked for it side by side; what follows it there, in any spelling, is counted. Where they say
nothing some whole texts are read.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Protocol

from corpus.vietnamese.text import fold, fold_words, place_tones
from search.analysis import is_folded, spellings, syllables
from search.query.marking import FUNCTION_WORDS
from search.query.plan import Term

__all__ = [
    "FEWEST_HEADLINES",
    "MOST_HEADLINES",
    "MOST_TEXTS",
    "Phrases",
    "Printed",
    "continued",
    "letters_of",
]

MOST_HEADLINES = 100
"""So many of the newest headlines that hold what is typed are counted."""

LONGEST_BEGINNING = 4
"""Syllables of what is typed that a phrase may begin with; where no headline holds them all, with
fewer."""

LONGEST = 8
"""Syllables of a phrase: four words."""

MOST_MORE = 4
"""Syllables that a phrase has more than what is typed."""

MOST_LETTERS = 100
"""Of these a text has room for any phrase."""

MOST_TEXTS = 20
"""So many of the newest texts that hold what is typed are counted where headlines do not tell how a
phrase goes on."""

FEWEST_HEADLINES = 2
RARE = 0.05
"""A phrase that is found so much less often than the most frequent one is not offered."""

SAME = 0.6
"""A phrase of which so many occurrences go on alike is but a part of the longer one."""

TOGETHER = 50
"""So many texts are looked through at a time: one look through all of them costs little more than
through one."""

_TOKEN = re.compile(r"[^\W_]+")
_WHOLE = r"[^\W_]++(?![-./–][^\W_])"
_RUN = re.compile(rf"{_WHOLE}(?: {_WHOLE}){{0,{LONGEST - 1}}}")
"""Tokens with a space between: "cải cách hành chính" of "cải cách hành chính, tinh gọn", "Bí thư
Thành ủy" of "Bí thư Thành ủy TP.HCM"."""

_Key = tuple[str, ...]


class Printed(Protocol):
    """What a collection prints."""

    def headlines(self, whole: Sequence[Term], last: str) -> Iterable[str]:
        """Yield title and summary, the newest first, of articles that may have some terms side by
        side in one of these, and behind them one that begins so; not of all, where they are
        many."""

    def texts(self, whole: Sequence[Term], last: str) -> Iterable[str]:
        """Yield likewise title, summary and body."""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases that go on from `head`, what is typed before them: each as printed, with its terms;
    the most frequent first."""

    head: str
    found: Sequence[tuple[str, _Key]]


def continued(known: Printed, typed: str, limit: int) -> Phrases:
    """Return phrases that go on as typed; behind a space with any word."""
    tokens = list(_TOKEN.finditer(place_tones(typed)))
    ends_word = typed.endswith(" ")
    if not tokens or typed[tokens[-1].end() :] != " " * ends_word:
        return Phrases("", ())
    for first in range(max(len(tokens) - LONGEST_BEGINNING, 0), len(tokens) - 1 + ends_word):
        begun = [_term_of(token.group()) for token in tokens[first:]] + [""] * ends_word
        *whole, last = begun
        if not all(whole) or not (last or ends_word):
            continue
        terms = [Term(text, is_folded(text) and not text.isdigit()) for text in whole]
        phrases = _most_frequent(known.headlines(terms, last), MOST_HEADLINES, begun, limit)
        phrases = phrases or _most_frequent(known.texts(terms, last), MOST_TEXTS, begun, limit)
        if phrases:
            return Phrases(typed[: tokens[first].start()], phrases)
    return Phrases("", ())


@lru_cache(maxsize=1 << 14)
def _term_of(token: str) -> str:
    """Return the term of a token, "" for what is none or several."""
    terms = syllables(token)
    return terms[0] if len(terms) == 1 else ""


@lru_cache(maxsize=1 << 14)
def _read(run: str, most: int) -> tuple[str, _Key]:
    """Return the tokens of a run up to so many, or to the first that is no term, as printed; and
    their terms. The next letter that is typed finds the same runs again."""
    printed = run.split(" ")[:most]
    terms = [_term_of(token) for token in place_tones(" ".join(printed)).split(" ")]
    key = tuple(terms[: terms.index("")] if "" in terms else terms)
    return " ".join(printed[: len(key)]), key


class _Found:
    """How often texts print the phrases that begin so, and how."""

    def __init__(self, begun: Sequence[str]) -> None:
        self._begun = begun
        self._most = min(len(begun) + MOST_MORE, LONGEST)
        self._needle = letters_of(" ".join(begun))
        self._typed: dict[_Key, bool] = {}
        self._runs: Counter[tuple[str, _Key]] = Counter()
        self.texts = 0
        """The number of texts that print one."""
        self.held: Counter[_Key] = Counter()
        """The number of texts that print each."""

    def count(self, texts: Sequence[str]) -> None:
        """Count the phrases of some texts."""
        whole = "\n".join(texts)
        ends = iter(_ends(texts))
        end, here = next(ends, 0), dict[_Key, str]()
        for at in self._places(whole):
            if at >= end:
                self._keep(here)
                here = {}
                while at >= end:
                    end = next(ends)
            if run := _RUN.match(whole, at, min(at + MOST_LETTERS, end)):
                printed, key = _read(run.group(), self._most)
                if self._is_typed(key):
                    here[key] = printed
        self._keep(here)

    def _places(self, text: str) -> Iterator[int]:
        words = letters_of(text)
        at = words.find(self._needle)
        while at >= 0:
            yield at
            at = words.find(self._needle, at + len(self._needle))

    def _is_typed(self, key: _Key) -> bool:
        start = key[: len(self._begun)]
        typed = self._typed.get(start)
        if typed is None:
            typed = len(start) == len(self._begun) and _is_typed(start, self._begun)
            self._typed[start] = typed
        return typed

    def _keep(self, here: dict[_Key, str]) -> None:
        """Count what one text prints."""
        if not here:
            return
        self.texts += 1
        shortest = len(self._begun)
        keys = {key[:length] for key in here for length in range(shortest, len(key) + 1)}
        self.held.update(keys)
        self._runs.update((printed, key) for key, printed in here.items())

    def printed(self, key: _Key) -> str:
        """Return how most texts print a phrase."""
        length = len(key)
        forms: Counter[str] = Counter()
        for (printed, run), count in self._runs.items():
            if run[:length] == key:
                forms[" ".join(printed.split(" ")[:length])] += count
        return forms.most_common(1)[0][0]

    def whole(self) -> list[_Key]:
        """Return the phrases that end with a word that says something, and do not mostly go on in
        the same way."""
        longer: dict[_Key, int] = {}
        for key, count in self.held.items():
            if key[-1] not in FUNCTION_WORDS:
                for length in range(len(self._begun), len(key)):
                    longer[key[:length]] = max(count, longer.get(key[:length], 0))
        return [
            key
            for key, count in self.held.items()
            if key[-1] not in FUNCTION_WORDS and longer.get(key, 0) < SAME * count
        ]


def _ends(texts: Iterable[str]) -> Iterator[int]:
    end = -1
    for text in texts:
        end += len(text) + 1
        yield end


def _most_frequent(
    texts: Iterable[str], most: int, begun: Sequence[str], limit: int
) -> list[tuple[str, _Key]]:
    """Return the phrases that most of so many texts print; the texts are taken as they come."""
    found, ahead = _Found(begun), iter(texts)
    while found.texts < most and (some := list(islice(ahead, min(TOGETHER, most)))):
        found.count(some)
    fewest = max(FEWEST_HEADLINES, RARE * max(found.held.values(), default=0))
    kept = [key for key in found.whole() if found.held[key] >= fewest]
    best = sorted(kept, key=lambda key: (-found.held[key], len(key), key))[:limit]
    return [(found.printed(key), key) for key in best]


def letters_of(text: str) -> str:
    """Return a space and the letters of a text as they are compared before its terms are: folded,
    y and i one letter, a space for every other character."""
    return f" {fold_words(text)}".replace("y", "i")


def _is_typed(key: _Key, begun: Sequence[str]) -> bool:
    *whole, last = begun
    ends = (last, *(spelled for spelled in spellings(last) if not is_folded(last)))
    term = key[len(whole)]
    forms = (fold(term),) if is_folded(last) else spellings(term)
    return all(
        typed in (term, fold(term)) for typed, term in zip(whole, key, strict=False)
    ) and any(form.startswith(end) for form in forms for end in ends)
