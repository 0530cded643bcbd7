"""The terms of many texts at once, as columns: what `analysis.analyze` gives for one text, for
indexing.

Same tokens, same terms, same words; a test holds the two to each other. Only the loop is another:
the segmenter gives token numbers, a token's term is looked up once, and words are put together once
a distinct run of syllables.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import local
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.vietnamese.text import place_tones
from search.analysis.analyzer import term_of
from search.analysis.segmentation import TokenBatch, tokenize_batch

__all__ = ["TermColumns", "analyze_columns"]

Column = NDArray[Any]
NO_TERM = -1


@dataclass(frozen=True, slots=True, eq=False)
class TermColumns:
    """Occurrences of terms: numbers (into `terms`), positions, texts, of all syllables, then of all
    words.

    Syllables are ordered by text and position, and so are words. `counts` is the number of
    syllables of each text.
    """

    terms: list[str]
    numbers: Column
    positions: Column
    texts: Column
    counts: Column


class _Numbering:
    """Terms by number, for one generation of the segmenter's vocabulary."""

    def __init__(self, generation: int) -> None:
        self.generation = generation
        self.terms: list[str] = []
        self._numbers: dict[str, int] = {}
        self._of_token = np.empty(0, np.int64)
        self._words: dict[tuple[int, ...], int] = {}

    def number(self, term: str) -> int:
        number = self._numbers.setdefault(term, len(self.terms))
        if number == len(self.terms):
            self.terms.append(term)
        return number

    def of_tokens(self, batch: TokenBatch) -> Column:
        """Return the term number of every token the vocabulary knows, -1 for what is no term."""
        known, needed = len(self._of_token), int(batch.ids.max(initial=-1)) + 1
        if needed > known:
            terms = map(term_of, batch.vocabulary[known:needed].tolist())
            new = [self.number(term) if term else NO_TERM for term in terms]
            self._of_token = np.concatenate((self._of_token, np.array(new, np.int64)))
        return self._of_token

    def word(self, syllables: tuple[int, ...]) -> int:
        """Return the number of the word of some syllables."""
        number = self._words.get(syllables)
        if number is None:
            number = self._words[syllables] = self.number(
                "_".join(self.terms[syllable] for syllable in syllables)
            )
        return number


_state = local()


def _numbering(generation: int) -> _Numbering:
    numbering: _Numbering | None = getattr(_state, "numbering", None)
    if numbering is None or numbering.generation != generation:
        numbering = _state.numbering = _Numbering(generation)
    return numbering


def analyze_columns(texts: Sequence[str]) -> TermColumns:
    """Return the terms of cleaned texts."""
    batch = tokenize_batch([place_tones(text) for text in texts])
    numbering = _numbering(batch.generation)
    terms = numbering.of_tokens(batch)[batch.ids]
    is_term = terms != NO_TERM
    text_of = np.repeat(np.arange(len(texts)), np.diff(batch.bounds))[is_term]
    counts = np.bincount(text_of, minlength=len(texts))
    positions = np.arange(len(text_of)) - np.repeat(np.cumsum(counts) - counts, counts)
    syllables = terms[is_term]
    first, lengths = _runs(batch.glued, is_term)
    words = _words(numbering, syllables, first, lengths)
    numbers, terms_here = _localised(numbering, np.concatenate((syllables, words)))
    return TermColumns(
        terms_here,
        numbers,
        np.concatenate((positions, positions[first])),
        np.concatenate((text_of, text_of[first])),
        counts,
    )


def _runs(glued: Column, is_term: Column) -> tuple[Column, Column]:
    """Return the index (among the syllables) of the first syllable of each word, and its number of
    syllables."""
    group = np.cumsum(~glued)
    lengths = np.bincount(group[is_term], minlength=int(group[-1]) + 1 if len(group) else 1)
    begins = np.flatnonzero(~glued & is_term)
    is_word = lengths[group[begins]] > 1
    index = (np.cumsum(is_term) - 1)[begins[is_word]]
    return index, lengths[group[begins[is_word]]]


def _words(numbering: _Numbering, syllables: Column, first: Column, lengths: Column) -> Column:
    """Return the term number of each word; those of equal syllables are put together once."""
    words = np.empty(len(first), np.int64)
    for length in np.unique(lengths).tolist():
        here = np.flatnonzero(lengths == length)
        rows = syllables[first[here][:, None] + np.arange(length)]
        if length == 2:
            _, one, back = np.unique(
                rows[:, 0] << 32 | rows[:, 1], return_index=True, return_inverse=True
            )
            words[here] = np.array(
                [numbering.word((a, b)) for a, b in rows[one].tolist()], np.int64
            )[back]
        else:
            words[here] = [numbering.word(tuple(row)) for row in rows.tolist()]
    return words


def _localised(numbering: _Numbering, numbers: Column) -> tuple[Column, list[str]]:
    """Number the terms that occur from 0 on; return the numbers and the terms."""
    used = np.zeros(len(numbering.terms), bool)
    used[numbers] = True
    places = np.flatnonzero(used)
    rank = np.cumsum(used) - 1
    return rank[numbers], [numbering.terms[place] for place in places.tolist()]
