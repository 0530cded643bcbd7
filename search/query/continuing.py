"""How a query that is being typed goes on: phrases of several words, as the headlines of the
collection print them.

The newest articles that have what is typed in title or summary, its last syllable as a beginning,
are asked for it side by side; what follows it there, in any spelling, is counted. Where they say
nothing some whole texts are read.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.vietnamese.text import clean, fold, fold_words, place_tones
from search.analysis import is_folded, spellings, syllables
from search.query.marking import FUNCTION_WORDS
from search.query.plan import And, Node, Or, Phrase, Plan, Prefix, Term

__all__ = ["Phrases", "continued"]

_MOST_HEADLINES = 100
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
"""So many of the newest articles are read where headlines do not tell how a phrase goes on."""

FEWEST_HEADLINES = 2
RARE = 0.05
"""A phrase that is found so much less often than the most frequent one is not offered."""

SAME = 0.6
"""A phrase of which so many occurrences go on alike is but a part of the longer one."""

_TOKEN = re.compile(r"[^\W_]+")
_Key = tuple[str, ...]

Read = Callable[[Plan, int], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases that go on from `head`, what is typed before them: each as printed, with its terms;
    the most frequent first."""

    head: str
    found: Sequence[tuple[str, _Key]]


def continued(headlines: Read, texts: Read, typed: str, limit: int) -> Phrases:
    """Return phrases that go on as typed; `headlines` and `texts` give title and summary, and the
    whole text, of so many of the newest articles of a plan."""
    tokens = list(_TOKEN.finditer(place_tones(typed)))
    if not tokens or tokens[-1].end() < len(typed):
        return Phrases("", ())
    for first in range(max(len(tokens) - LONGEST_BEGINNING, 0), len(tokens) - 1):
        begun = [term for token in tokens[first:] for term in syllables(token.group())]
        if len(begun) != len(tokens) - first:
            continue
        phrases = _most_frequent(
            headlines(_plan(begun, ("title", "summary")), _MOST_HEADLINES), begun, limit
        ) or _most_frequent(texts(_plan(begun, ("",)), MOST_TEXTS), begun, limit)
        if phrases:
            return Phrases(typed[: tokens[first].start()], phrases)
    return Phrases("", ())


def _plan(begun: Sequence[str], fields: Sequence[str]) -> Plan:
    """Return what holds for articles that may go on so in one of some fields."""
    *whole, last = begun
    held = (And((_side_by_side(whole, field), Prefix(fold(last), field))) for field in fields)
    return Plan(required=(Or(tuple(held)),))


def _side_by_side(whole: Sequence[str], field: str) -> Node:
    terms = tuple(Term(text, is_folded(text) and not text.isdigit(), field) for text in whole)
    return terms[0] if len(terms) == 1 else Phrase(terms, field)


def _most_frequent(
    texts: Iterable[str], begun: Sequence[str], limit: int
) -> list[tuple[str, _Key]]:
    held: Counter[_Key] = Counter()
    printed: dict[_Key, Counter[str]] = defaultdict(Counter)
    for text in texts:
        here = dict(_phrases_in(clean(text), begun))
        held.update(here.keys())
        for key, shown in here.items():
            printed[key][shown] += 1
    fewest = max(FEWEST_HEADLINES, RARE * max(held.values(), default=0))
    kept = [key for key in held if held[key] >= fewest and _is_whole(key, held)]
    best = sorted(kept, key=lambda key: (-held[key], len(key), key))[:limit]
    return [(printed[key].most_common(1)[0][0], key) for key in best]


def _is_whole(key: _Key, held: Counter[_Key]) -> bool:
    """Say whether a phrase ends with a word that says something, and does not mostly go on in the
    same way."""
    count = held[key]
    if key[-1] in FUNCTION_WORDS:
        return False
    return not any(
        longer[: len(key)] == key
        and longer[-1] not in FUNCTION_WORDS
        and held[longer] >= SAME * count
        for longer in held
        if len(longer) > len(key)
    )


def _phrases_in(text: str, begun: Sequence[str]) -> Iterator[tuple[_Key, str]]:
    """Yield the terms and the print of the phrases of a text that begin so, of any length."""
    words = f" {_one_letter(fold_words(text))}"
    needle = " " + _one_letter(" ".join(map(fold, begun)))
    at = words.find(needle)
    while at >= 0:
        cut = text[at : at + MOST_LETTERS]
        toned = place_tones(cut)
        tokens = list(islice(_TOKEN.finditer(toned), min(len(begun) + MOST_MORE, LONGEST)))
        key = _run(toned, tokens)
        if len(key) >= len(begun) and _is_typed(key, begun):
            for length in range(len(begun), len(key) + 1):
                yield key[:length], cut[: tokens[length - 1].end()]
        at = words.find(needle, at + len(needle))


def _one_letter(folded: str) -> str:
    """Let y and i be one letter; which are alike terms decide."""
    return folded.replace("y", "i")


def _run(text: str, tokens: Sequence[re.Match[str]]) -> _Key:
    """Return the terms of tokens with only a space between."""
    terms: list[str] = []
    for place, token in enumerate(tokens):
        if place and text[tokens[place - 1].end() : token.start()] != " ":
            break
        term = syllables(token.group())
        if len(term) != 1:
            break
        terms += term
    return tuple(terms)


def _is_typed(key: _Key, begun: Sequence[str]) -> bool:
    *whole, last = begun
    ends = (last, *(spelled for spelled in spellings(last) if not is_folded(last)))
    term = key[len(whole)]
    forms = (fold(term),) if is_folded(last) else spellings(term)
    return all(
        typed in (term, fold(term)) for typed, term in zip(whole, key, strict=False)
    ) and any(form.startswith(end) for form in forms for end in ends)
