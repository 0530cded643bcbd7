"""What the attributes of tokens and their neighbours speak for: to begin a word, or to go on with
one."""

import numpy as np
import numpy.typing as npt

from search.analysis.segmentation.crf_model import CrfModel
from search.analysis.segmentation.lexicon import Lexicon

__all__ = ["LabelScores"]

Positions = npt.NDArray[np.intp]


class LabelScores:
    """LabelScores of tokens: how much more their attributes speak for I_W than for B_W (natural
    logarithm)."""

    def __init__(self, model: CrfModel, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._pair_second, self._pair_first = (
            model.lead("-1:word.bi_gram()"),
            model.lead("+1:word.bi_gram()"),
        )
        self._triple_third, self._triple_first = (
            model.lead("-2:word.tri_gram()"),
            model.lead("+2:word.tri_gram()"),
        )

    def of(
        self, tokens: npt.NDArray[np.void], first: Positions, last: Positions
    ) -> npt.NDArray[np.float64]:
        """Score sequences laid end to end, from first[i] to last[i]; `tokens` are rows of dtype
        TOKEN."""
        scores: npt.NDArray[np.float64] = tokens["own"].copy()
        within = np.ones(len(tokens), np.bool_)  # the next token is of the same sequence
        within[last] = False
        scores[1:] += np.where(within[:-1], tokens["to_next"][:-1], 0.0)
        scores[:-1] += np.where(within[:-1], tokens["to_previous"][1:], 0.0)
        syllables = tokens["syllable"].copy()
        pairs = self._lexicon.pairs(syllables) & within[:-1]
        scores[1:] += pairs * self._pair_second
        scores[:-1] += pairs * self._pair_first
        triples = self._lexicon.triples(syllables)
        triples = triples[within[triples] & within[triples + 1]]
        scores[triples + 2] += self._triple_third
        scores[triples] += self._triple_first
        return scores
