"""From text to terms: the one analysis that documents and queries share.

A text becomes syllables, one a position, in lower case with one spelling of tone and i/y; and
words, which are the segmenter's runs of two or more syllables joined by "_" ("tuyên_giáo"), at the
position of their first syllable. Segmentation sees the text before lower-casing, for capitals
change its cuts. Nothing is dropped as a stop word.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.vietnamese.text import I_TO_Y, Y_TO_I, fold, place_tones, present_tones
from search.analysis.segmentation import model_digest, scan, tokenize

__all__ = [
    "ANALYSIS",
    "MAX_TERM",
    "Tokens",
    "analysis_version",
    "analyze",
    "analyze_batch",
    "is_folded",
    "spellings",
    "syllables",
    "term_of",
    "terms",
]

ANALYSIS = 2
"""Raise it whenever the terms of any text change; an index remembers the analysis that built it."""

MAX_TERM = 255
"""Longest term, in characters; longer tokens are dropped by every engine."""

# "kỹ", "mỹ", "ý": y and i are spelt either way; not "huy"
_Y_RHYME = re.compile(
    "(?:b|c|ch|d|đ|g|gh|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x)?[yýỳỷỹỵ]", re.UNICODE
)
_WORD_CHARACTER = re.compile(r"[^\W_]")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


class Tokens(NamedTuple):
    """The terms of one text: syllable i stands at position i and at text[starts[i]:ends[i]]."""

    syllables: list[str]
    starts: list[int]
    ends: list[int]
    words: list[tuple[str, int, int]]
    """(term, position of its first syllable, number of syllables)"""


def analysis_version() -> str:
    """Name everything the terms depend on: this module's number and the segmenter's model."""
    return f"{ANALYSIS}-{model_digest()[:12]}"


def is_folded(term: str) -> bool:
    """Say whether a term carries no Vietnamese mark, so that it may have been typed without."""
    return fold(term) == term


def spellings(term: str) -> tuple[str, ...]:
    """Return how a term may be printed: with the tone on either vowel, with i or y where that is
    the whole rhyme.

    >>> spellings("lí"), spellings("hoà")
    (('lí', 'lý'), ('hoà', 'hòa'))
    """
    if _Y_RHYME.fullmatch(with_y := term[:-1] + term[-1:].translate(I_TO_Y)):
        return with_y.translate(Y_TO_I), with_y
    return tuple(dict.fromkeys((place_tones(term), present_tones(term))))


class _Terms(dict[str, str]):
    """Token -> term, "" for what is no term; remembers what it has seen, within bounds."""

    def __missing__(self, token: str) -> str:
        term = _term(token)
        if len(self) < 500_000:
            self[token] = term
        return term


def _term(token: str) -> str:
    if len(token) > MAX_TERM or not _WORD_CHARACTER.search(token):
        return ""
    term = _EDGES.sub("", token).lower().replace("_", "-").replace("ð", "đ")
    if _Y_RHYME.fullmatch(term):
        term = term.translate(Y_TO_I)
    return term if len(term) <= MAX_TERM else ""


_TERMS = _Terms()


def term_of(token: str) -> str:
    """Return the term of one token of the segmenter, "" for what is no term."""
    return _TERMS[token]


def syllables(text: str) -> list[str]:
    """Return the syllables of a cleaned text alone, without segmenting it."""
    return [term for _, token in scan(place_tones(text)) if (term := _TERMS[token])]


def analyze(text: str) -> Tokens:
    """Return the terms of one cleaned text; offsets are into the text as given."""
    return _assemble(*tokenize(place_tones(text)))


def terms(text: str) -> list[str]:
    """Return all terms of a cleaned text, syllables and words, each as often as it stands there."""
    tokens = analyze(text)
    return [*tokens.syllables, *(word for word, _, _ in tokens.words)]


def analyze_batch(texts: Sequence[str]) -> list[Tokens]:
    """Return the terms of several cleaned texts."""
    return [analyze(text) for text in texts]


def _assemble(tokens: Sequence[str], starts: Sequence[int], glued: Sequence[bool]) -> Tokens:
    syllables: list[str] = []
    first: list[int] = []
    last: list[int] = []
    words: list[tuple[str, int, int]] = []
    terms = _TERMS
    run = 0
    for token, start, joined in zip(tokens, starts, glued, strict=True):
        if not joined and run:
            if len(syllables) - run > 0:
                words.append(_word(syllables, run - 1))
            run = 0
        term = terms[token]
        if not term:
            continue
        if not joined:
            run = len(syllables) + 1
        syllables.append(term)
        first.append(start)
        last.append(start + len(token))
    if run and len(syllables) - run > 0:
        words.append(_word(syllables, run - 1))
    return Tokens(syllables, first, last, words)


def _word(syllables: list[str], start: int) -> tuple[str, int, int]:
    return "_".join(syllables[start:]), start, len(syllables) - start
