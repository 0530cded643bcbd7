"""Many texts at once: runs to tokens, tokens to scores, scores to labels, labels to words.

What makes it fast: a text is cut at its spaces, and each run of characters is tokenised once and remembered
with all that depends on it alone; the scores of many texts are summed as whole arrays; and Viterbi over two
labels is a recursion on one number, which hardly ever depends on the number before it. The words are pyvi's
but for a tie of two labellings within rounding (1e-12 in an article), which no real text has shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from threading import Lock
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from search.segmentation.crf_model import read_lexicon, read_model
from search.segmentation.lexicon import Lexicon
from search.segmentation.viterbi import decode
from search.segmentation.vocabulary import Vocabulary

__all__ = ["TokenBatch", "segment", "tokenize", "tokenize_batch"]

Ids = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class TokenBatch:
    """The tokens of several texts, one after the other; text i has those from bounds[i] to bounds[i + 1].

    Iterating gives (tokens, starts, glued) of each text in turn, as `tokenize` does.
    """

    ids: Ids
    """Of each token, its index in `vocabulary`."""
    starts: Ids
    """Of each token, its offset in its own text, in characters."""
    glued: Flags
    """Of each token, whether it continues the word of the token before."""
    bounds: Positions
    vocabulary: npt.NDArray[np.object_]
    """The tokens known so far, str; ids stay the same from batch to batch as long as `generation` does."""
    generation: int

    @property
    def tokens(self) -> list[str]:
        """The tokens themselves, as written."""
        tokens: list[str] = self.vocabulary[self.ids].tolist()
        return tokens

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def __iter__(self) -> Iterator[tuple[list[str], list[int], list[bool]]]:
        tokens, starts, glued, bounds = (
            self.tokens,
            self.starts.tolist(),
            self.glued.tolist(),
            self.bounds.tolist(),
        )
        for first, last in pairwise(bounds):
            yield tokens[first:last], starts[first:last], glued[first:last]


def segment(text: str) -> str:
    """Return what pyvi.ViTokenizer.tokenize does: tokens with a space between, or "_" inside a word."""
    ((tokens, _starts, glued),) = tokenize_batch([normalize("NFC", text)])
    if not tokens:
        return text
    parts = [tokens[0]]
    for token, joined in zip(tokens[1:], glued[1:], strict=True):
        parts += ("_" if joined else " ", token)
    return "".join(parts)


def tokenize(text: str) -> tuple[list[str], list[int], list[bool]]:
    """Return the tokens of an NFC text, their offsets in characters, and whether each continues a word."""
    return next(iter(tokenize_batch([text])))


def tokenize_batch(texts: Sequence[str]) -> TokenBatch:
    """Tokenise and segment NFC texts, best some 64 articles at a time; threads may share it."""
    return _segmenter().tokenize_batch(texts)


@cache
def _segmenter() -> "_Segmenter":
    return _Segmenter()


class _Segmenter:
    """pyvi's model, and what has been learnt of the runs met so far."""

    def __init__(self) -> None:
        self._model = read_model()
        self._lexicon = Lexicon(*read_lexicon())
        self._vocabulary = Vocabulary(self._model, self._lexicon)
        self._generation = 0
        self._lock = Lock()
        self._weights = self._model.weights

    def tokenize_batch(self, texts: Sequence[str]) -> TokenBatch:
        with self._lock:
            vocabulary, generation = self._vocabulary, self._generation
            runs, bounds = _runs(texts, vocabulary)
            newline = vocabulary["\n"]
            known_runs, known_pieces, known_tokens = vocabulary.runs, vocabulary.pieces, vocabulary.tokens
            strings = vocabulary.strings
            if vocabulary.full:
                self._vocabulary, self._generation = Vocabulary(self._model, self._lexicon), generation + 1
        rows = known_runs[runs]
        counts = rows["count"]
        ends = np.concatenate(([0], np.cumsum(counts)))
        pieces = known_pieces[np.repeat(rows["first"] - ends[:-1], counts) + np.arange(ends[-1])]
        starts = pieces["start"] + np.repeat(_offsets(rows["length"], runs == newline, bounds), counts)
        ids, bounds = pieces["token"], ends[bounds]
        return TokenBatch(ids, starts, self._glued(known_tokens[ids], bounds), bounds, strings, generation)

    def _glued(self, tokens: npt.NDArray[np.void], bounds: Positions) -> Flags:
        filled = bounds[1:] > bounds[:-1]
        first, last = bounds[:-1][filled], bounds[1:][filled] - 1
        glued = decode(self._scores(tokens, first, last), first, last, self._model.transitions)
        joins, title = tokens["joins"], tokens["title"]
        glued &= joins
        glued[1:] &= joins[:-1] & (title[:-1] | ~title[1:])
        glued[first] = False
        return glued

    def _scores(self, tokens: npt.NDArray[np.void], first: Positions, last: Positions) -> Scores:
        """Return how much more the attributes of each token speak for I_W than for B_W."""
        tokens["to_next"][last] = tokens["to_previous"][first] = 0.0
        scores: Scores = tokens["own"].copy()
        scores[1:] += tokens["to_next"][:-1]
        scores[:-1] += tokens["to_previous"][1:]
        ends = np.zeros(len(tokens), np.bool_)
        ends[last] = True
        syllables = tokens["syllable"].copy()
        pairs = self._lexicon.pairs(syllables) & ~ends[:-1]
        scores[1:] += pairs * self._weights["-1:word.bi_gram()"]
        scores[:-1] += pairs * self._weights["+1:word.bi_gram()"]
        triples = self._lexicon.triples(syllables)
        triples = triples[~(ends[triples] | ends[triples + 1])]
        scores[triples + 2] += self._weights["-2:word.tri_gram()"]
        scores[triples] += self._weights["+2:word.tri_gram()"]
        return scores


def _runs(texts: Sequence[str], vocabulary: Vocabulary) -> tuple[Ids, Positions]:
    """Cut texts at their spaces, a newline being a run; return the runs' ids, and where each text begins."""
    runs: list[int] = []
    bounds = [0]
    for text in texts:
        runs += map(vocabulary.__getitem__, text.replace("\n", " \n ").split(" "))
        bounds.append(len(runs))
    return np.array(runs, np.int32), np.array(bounds, np.intp)


def _offsets(lengths: Ids, newlines: Flags, bounds: Positions) -> Ids:
    """Return the offset of each run in its own text: a space is between two runs, none around a newline."""
    widths = lengths + 1 - 2 * newlines
    ends = np.cumsum(widths, dtype=np.int32)
    starts = ends - widths
    starts[newlines] -= 1
    return starts - np.repeat(starts[bounds[:-1]], np.diff(bounds))
