"""The sentences of a text as they are kept beside it: where each ends, and a sign of its words.

A sign is the words of a sentence as bits of 128 (a Bloom filter: Bloom 1970): it may say that a
word is there which is not, never the other way round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from corpus.vietnamese.sentences import sentence_ends
from corpus.vietnamese.text import fold_words

__all__ = ["SIGN_BYTES", "Sentences", "sign", "signs_of"]

SIGN_BYTES = 16
_MOST_BITS = 100_000


class _Bits(dict[str, int]):
    """Word -> its bit; remembers what it has seen, within bounds."""

    def __missing__(self, word: str) -> int:
        bit = 1 << (crc32(word.encode("utf-8", "replace")) % (8 * SIGN_BYTES))
        if len(self) < _MOST_BITS:
            self[word] = bit
        return bit


_BITS = _Bits()


def sign(folded: str) -> int:
    """Return the sign of folded words; "y" and "i" are one letter to it, for they are often one in
    print."""
    bits = 0
    for word in set(folded.replace("y", "i").split()):
        bits |= _BITS[word]
    return bits


@dataclass(frozen=True, slots=True)
class Sentences:
    """Where the sentences of a text end, in order, the last with the text; and the sign of each, ()
    when it is not known."""

    ends: Sequence[int]
    signs: Sequence[int] = ()

    @staticmethod
    def of(text: str) -> "Sentences":
        """Find the sentences of a text."""
        return Sentences(sentence_ends(text))

    def bounds(self, number: int) -> tuple[int, int]:
        """Return where a sentence begins and ends."""
        return (self.ends[number - 1] if number else 0), self.ends[number]


def signs_of(text: str, ends: Sequence[int]) -> list[int]:
    """Return the sign of each sentence."""
    folded = fold_words(text)
    return [sign(folded[start:end]) for start, end in zip((0, *ends), ends, strict=False)]
