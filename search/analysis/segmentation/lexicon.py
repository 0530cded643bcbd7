"""Words of two and of three syllables, looked up for many tokens at a time."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

__all__ = ["Lexicon"]

Keys = npt.NDArray[np.int32]


class Lexicon:
    """A set of words; syllables are numbered from 1, and 0 stands for any that is in no word.

    Pairs are bits of one array (4 MB for pyvi's 5,924 syllables), so that looking one up touches
    one byte.
    """

    def __init__(self, words: Iterable[str]) -> None:
        pairs, triples = [], []
        for word in words:
            match word.split(" "):
                case [_, _] as pair:
                    pairs += pair
                case [_, _, _] as triple:
                    triples += triple
        syllables = sorted({*pairs, *triples})
        self.numbers = {syllable: number for number, syllable in enumerate(syllables, 1)}
        self._size = len(syllables) + 1
        twos, threes = self._numbered(pairs, 2), self._numbered(triples, 3)
        self._pairs = self._bits(twos[:, 0] * self._size + twos[:, 1])
        beginnings = threes[:, 0] * self._size + threes[:, 1]
        self._beginnings = self._bits(beginnings)
        self._triples = np.sort(beginnings * self._size + threes[:, 2])

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

    def _numbered(self, syllables: list[str], count: int) -> npt.NDArray[np.int64]:
        """Return the numbers of syllables laid end to end, a row a word of so many."""
        numbers = map(self.numbers.__getitem__, syllables)
        return np.fromiter(numbers, np.int64, len(syllables)).reshape(-1, count)

    def _bits(self, keys: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
        bits = np.zeros((self._size**2 >> 3) + 1, np.uint8)
        np.bitwise_or.at(bits, keys >> 3, (1 << (keys & 7)).astype(np.uint8))
        return bits


def _has(bits: npt.NDArray[np.uint8], keys: Keys) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = ((bits[keys >> 3] >> (keys & 7).astype(np.uint8)) & 1).view(
        np.bool_
    )
    return found
