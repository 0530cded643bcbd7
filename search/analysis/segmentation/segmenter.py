"""Many texts at once: runs to tokens, tokens to scores, scores to labels, labels to words.

What makes it fast: a text is cut at its spaces, and each run of characters is tokenised once and
remembered with all that depends on it alone; the scores of many texts are summed as whole arrays;
and Viterbi over two labels is a recursion on one number, which hardly ever depends on the number
before it. The rare text with a tie of two labellings, which rounding decides, is labelled once more
as CRFsuite would.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import count, pairwise
from threading import Lock
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from search.analysis.segmentation.crf_model import CrfModel, read_model, read_words
from search.analysis.segmentation.exact import ExactTagger
from search.analysis.segmentation.lexicon import Lexicon
from search.analysis.segmentation.scores import LabelScores
from search.analysis.segmentation.tokens import scan
from search.analysis.segmentation.viterbi import decode
from search.analysis.segmentation.vocabulary import Vocabulary, describe

__all__ = ["TokenBatch", "segment", "tokenize", "tokenize_batch"]

Ids = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]

_SHORT = 400  # characters; below, calling numpy costs more than it saves
_generations = count()


@dataclass(frozen=True, slots=True, eq=False)
class TokenBatch:
    """The tokens of several texts, one after the other; text i has those from bounds[i] to bounds[i
    + 1].

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
    """The tokens known so far, str; ids stay the same from batch to batch as long as `generation`
    does."""
    generation: int

    @property
    def tokens(self) -> list[str]:
        """The tokens themselves, as written."""
        tokens: list[str] = self.vocabulary[self.ids].tolist()
        return tokens

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def __iter__(self) -> Iterator[tuple[list[str], list[int], list[bool]]]:
        tokens, starts, glued = self.tokens, self.starts.tolist(), self.glued.tolist()
        for first, last in pairwise(self.bounds.tolist()):
            yield tokens[first:last], starts[first:last], glued[first:last]


def segment(text: str) -> str:
    """Return what pyvi.ViTokenizer.tokenize does: tokens with a space between, or "_" inside a
    word."""
    tokens, _starts, glued = tokenize(normalize("NFC", text))
    if not tokens:
        return text
    parts = [tokens[0]]
    for token, joined in zip(tokens[1:], glued[1:], strict=True):
        parts += ("_" if joined else " ", token)
    return "".join(parts)


def tokenize(text: str) -> tuple[list[str], list[int], list[bool]]:
    """Return the tokens of an NFC text, their offsets in characters, and whether each continues a
    word."""
    if len(text) <= _SHORT:
        found = list(scan(text))
        tokens = [token for _start, token in found]
        return tokens, [start for start, _token in found], _exact().glued(tokens)
    return next(iter(tokenize_batch([text])))


def tokenize_batch(texts: Sequence[str]) -> TokenBatch:
    """Tokenise and segment NFC texts, best some 64 articles at a time; threads may share it."""
    return _segmenter().tokenize_batch(texts)


@cache
def _model() -> CrfModel:
    return read_model()


@cache
def _words() -> frozenset[str]:
    return read_words()


@cache
def _exact() -> ExactTagger:
    return ExactTagger(_model(), _words())


@cache
def _segmenter() -> "_Segmenter":
    return _Segmenter()


class _Segmenter:
    """The model as arrays, and what has been learnt of the runs met so far: no query needs it."""

    def __init__(self) -> None:
        model, lexicon = _model(), Lexicon(_words())
        self._transitions, self._scores = model.transitions, LabelScores(model, lexicon)
        self._describe = partial(describe, lead=model.lead, syllables=lexicon.numbers)
        self._vocabulary, self._generation = Vocabulary(self._describe), next(_generations)
        self._lock = Lock()

    def tokenize_batch(self, texts: Sequence[str]) -> TokenBatch:
        with self._lock:
            vocabulary, generation = self._vocabulary, self._generation
            runs, bounds = _runs(texts, vocabulary)
            newline = vocabulary["\n"]
            known_runs, known_pieces, known_tokens = (
                vocabulary.runs,
                vocabulary.pieces,
                vocabulary.tokens,
            )
            strings = vocabulary.strings
            if vocabulary.full:
                self._vocabulary, self._generation = Vocabulary(self._describe), next(_generations)
        rows = known_runs[runs]
        counts = rows["count"]
        ends = np.concatenate(([0], np.cumsum(counts)))
        pieces = known_pieces[np.repeat(rows["first"] - ends[:-1], counts) + np.arange(ends[-1])]
        starts = pieces["start"] + np.repeat(
            _offsets(rows["length"], runs == newline, bounds), counts
        )
        ids, bounds = pieces["token"].copy(), ends[bounds]
        first, last = _filled(bounds)
        glued, ties = self._glued(known_tokens[ids], first, last)
        for text in np.unique(np.searchsorted(last, ties)):
            here = slice(first[text], last[text] + 1)
            glued[here] = _exact().glued(strings[ids[here]].tolist())
        return TokenBatch(ids, starts, glued, bounds, strings, generation)

    def _glued(
        self, rows: npt.NDArray[np.void], first: Positions, last: Positions
    ) -> tuple[Flags, list[int]]:
        glued, ties = decode(self._scores.of(rows, first, last), first, last, self._transitions)
        joins, title = rows["joins"], rows["title"]
        glued &= joins
        glued[1:] &= joins[:-1] & (title[:-1] | ~title[1:])
        glued[first] = False
        return glued, ties


def _filled(bounds: Positions) -> tuple[Positions, Positions]:
    """Return the first and the last token of each text that has any."""
    filled = bounds[1:] > bounds[:-1]
    return bounds[:-1][filled], bounds[1:][filled] - 1


def _runs(texts: Sequence[str], vocabulary: Vocabulary) -> tuple[Ids, Positions]:
    """Cut texts at their spaces, a newline being a run; return the runs' ids, and where each text
    begins."""
    runs: list[int] = []
    bounds = [0]
    for text in texts:
        runs += map(vocabulary.__getitem__, text.replace("\n", " \n ").split(" "))
        bounds.append(len(runs))
    return np.array(runs, np.int32), np.array(bounds, np.intp)


def _offsets(lengths: Ids, newlines: Flags, bounds: Positions) -> Ids:
    """Return the offset of each run in its own text: a space is between two runs, none around a
    newline."""
    widths = lengths + 1 - 2 * newlines
    ends = np.cumsum(widths, dtype=np.int32)
    starts = ends - widths
    starts[newlines] -= 1
    return starts - np.repeat(starts[bounds[:-1]], np.diff(bounds))
