"""One text labelled with CRFsuite's own additions in its own order.

In repetitive text ("ha ha ha ha") two labellings have the same score, and what pyvi answers hangs
on how its sums were rounded. Here they are rounded alike: attributes in the order of pyvi's
`word2features`, each label for itself, then the Viterbi of CRFsuite's crf1d_context.c, where of two
equal scores the one from B_W wins.
"""

from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from search.analysis.segmentation.crf_model import CrfModel, Weights
from search.analysis.segmentation.vocabulary import begins_title, joins, lower_attribute

__all__ = ["ExactTagger"]

_REMEMBERED = 64  # characters of the longest token that is remembered


class _Token(NamedTuple):
    """What a token adds to its own score, to that of the token after it, and to that of the token
    before."""

    own: Weights
    to_next: tuple[Weights, ...]
    to_previous: tuple[Weights, ...]
    lower: str
    joins: bool
    title: bool


class ExactTagger:
    """Labels the tokens of one text; the quickest way for a short one, the last resort for a long
    one."""

    def __init__(self, model: CrfModel, words: Set[str]) -> None:
        self._model, self._words = model, words
        self._remember = lru_cache(1 << 14)(self._token)

    def glued(self, tokens: Sequence[str]) -> list[bool]:
        """Return of each token whether it continues the word of the one before."""
        if not tokens:
            return []
        parts = [
            self._remember(token) if len(token) <= _REMEMBERED else self._token(token)
            for token in tokens
        ]
        glued = self._labels(self._scores(parts))
        for at, (before, part) in enumerate(pairwise(parts), 1):
            if glued[at]:
                glued[at] = before.joins and part.joins and (before.title or not part.title)
        return [False, *glued[1:]]

    def _labels(self, scores: Iterator[Weights]) -> list[bool]:
        """Return of each token whether its label is I_W."""
        (bb, bi), (ib, ii) = self._model.transitions
        best_b, best_i = next(scores)
        follows: list[tuple[bool, bool]] = []  # of both labels, whether I_W comes before
        for score_b, score_i in scores:
            b_to_b, i_to_b, b_to_i, i_to_i = best_b + bb, best_i + ib, best_b + bi, best_i + ii
            follows.append((i_to_b > b_to_b, i_to_i > b_to_i))
            best_b = score_b + (i_to_b if i_to_b > b_to_b else b_to_b)
            best_i = score_i + (i_to_i if i_to_i > b_to_i else b_to_i)
        labels = [best_i > best_b]
        for after_b, after_i in reversed(follows):
            labels.append(after_i if labels[-1] else after_b)
        labels.reverse()
        return labels

    def _scores(self, parts: Sequence[_Token]) -> Iterator[Weights]:
        weights = self._model.weights
        pair_second, pair_first = weights["-1:word.bi_gram()"], weights["+1:word.bi_gram()"]
        triple_third, triple_first = weights["-2:word.tri_gram()"], weights["+2:word.tri_gram()"]
        pairs, triples = self._begun([part.lower for part in parts])
        last = len(parts) - 1
        for at, part in enumerate(parts):
            additions = [part.own]
            if at:
                additions += parts[at - 1].to_next
                if pairs[at - 1]:
                    additions.append(pair_second)
                if at > 1 and triples[at - 2]:
                    additions.append(triple_third)
            if at < last:
                additions += parts[at + 1].to_previous
                if pairs[at]:
                    additions.append(pair_first)
                if triples[at]:
                    additions.append(triple_first)
            yield _sum(additions)

    def _begun(self, syllables: Sequence[str]) -> tuple[list[bool], list[bool]]:
        """Tell for every position whether a word of two, and one of three begins there."""
        words, pairs = self._words, list(map(" ".join, pairwise(syllables)))
        triples = map(" ".join, zip(pairs, syllables[2:], strict=False))
        twos, threes = [pair in words for pair in pairs], [triple in words for triple in triples]
        return [*twos, False], [*threes, False, False]

    def _token(self, token: str) -> _Token:
        lower = lower_attribute(token)
        title, upper = [
            (f"word.{name}()", getattr(token, name)()) for name in ("istitle", "isupper")
        ]
        digit = ("word.isdigit()", token.isdigit())
        return _Token(
            _sum(self._of("", ("bias", True), (lower, True), upper, title, digit)),
            tuple(self._of("-1:", (lower, True), title, upper)),
            tuple(self._of("+1:", (lower, True), title, upper)),
            token.lower(),
            joins(token),
            begins_title(token),
        )

    def _of(self, place: str, *attributes: tuple[str, bool]) -> list[Weights]:
        weights = self._model.weights
        return [
            weights[place + name] for name, holds in attributes if holds and place + name in weights
        ]


def _sum(additions: list[Weights]) -> Weights:
    begins = inside = 0.0
    for weight_b, weight_i in additions:
        begins += weight_b
        inside += weight_i
    return begins, inside
