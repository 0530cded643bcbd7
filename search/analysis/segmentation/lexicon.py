"""Words of two and of three syllables, looked up for many tokens at a time."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

__all__ = ["Lexicon"]

Keys = npt.NDArray[np.int32]


class Lexicon:
    """A set of words; syllables are numbered from 1, and 0 stands for any that is in no word.

    Pairs are bits of one array (4 MB for pyvi's 5,924 syllables), so that looking one up touches
    one byte.
    """

    def __init__(
        self, pairs: Iterable[tuple[str, ...]], triples: Iterable[tuple[str, ...]]
    ) -> None:
        pairs, triples = list(pairs), list(triples)
        syllables = sorted({syllable for word in (*pairs, *triples) for syllable in word})
        self.numbers = {syllable: number for number, syllable in enumerate(syllables, 1)}
        self._size = len(syllables) + 1
        pair_keys, triple_keys = self._keys(pairs), self._keys(triples)
        self._pair_keys, self._triple_keys = (
            frozenset(pair_keys.tolist()),
            frozenset(triple_keys.tolist()),
        )
        self._pairs = self._bits(pair_keys)
        self._beginnings = self._bits(self._keys(word[:2] for word in triples))
        self._triples = np.sort(triple_keys)

    def pairs(self, syllables: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
        """Tell for every position but the first whether it and the one before make a word of
        two."""
        keys: Keys = syllables[:-1] * self._size + syllables[1:]
        return _has(self._pairs, keys)

    def triples(self, syllables: npt.NDArray[np.int32]) -> npt.NDArray[np.intp]:
        """Return the positions at which a word of three syllables begins."""
        keys: Keys = syllables[:-2] * self._size + syllables[1:-1]
        likely = np.flatnonzero(_has(self._beginnings, keys))
        words = keys[likely].astype(np.int64) * self._size + syllables[likely + 2]
        nearest = np.searchsorted(self._triples, words).clip(max=len(self._triples) - 1)
        found: npt.NDArray[np.intp] = likely[self._triples[nearest] == words]
        return found

    def words(self, syllables: Sequence[int]) -> tuple[list[bool], list[bool]]:
        """Tell for every position whether a word of two, and one of three begins there; for a few
        tokens."""
        size, pairs, triples = self._size, self._pair_keys, self._triple_keys
        keys = [first * size + second for first, second in pairwise(syllables)]
        threes = [
            key * size + third in triples for key, third in zip(keys, syllables[2:], strict=False)
        ]
        return [*(key in pairs for key in keys), False], [*threes, False, False]

    def _keys(self, words: Iterable[tuple[str, ...]]) -> npt.NDArray[np.int64]:
        keys = []
        for word in words:
            key = 0
            for syllable in word:
                key = key * self._size + self.numbers[syllable]
            keys.append(key)
        return np.array(keys, np.int64)

    def _bits(self, keys: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
        bits = np.zeros((self._size**2 >> 3) + 1, np.uint8)
        np.bitwise_or.at(bits, keys >> 3, (1 << (keys & 7)).astype(np.uint8))
        return bits


def _has(bits: npt.NDArray[np.uint8], keys: Keys) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = ((bits[keys >> 3] >> (keys & 7).astype(np.uint8)) & 1).view(
        np.bool_
    )
    return found
