"""The best labelling of many short sequences at once, for a chain of two labels."""

import numpy as np
import numpy.typing as npt

__all__ = ["Transitions", "decode"]

_TIE = 1e-6  # far above what sums round off: 2e-9 at a million tokens

Transitions = tuple[tuple[float, float], tuple[float, float]]


def decode(
    scores: npt.NDArray[np.float64],
    first: npt.NDArray[np.intp],
    last: npt.NDArray[np.intp],
    transitions: Transitions,
) -> tuple[npt.NDArray[np.bool_], list[int]]:
    """Return where the best labelling of each sequence (its tokens from first[i] to last[i]) has
    label 1.

    Also return the positions where it was a tie within 1e-6: there rounding decided, and the
    sequence may have another.

    `scores` is the score of label 1 less that of label 0; `transitions[a][b]` is the score of b
    after a, and changing must be favoured over staying. Let d be the lead of label 1 over 0 in the
    best score up to a token (Viterbi). Then d = score + gain(d before). The gain is `after_0` while
    d <= low, where both labels of the token best follow 0, and `after_1` while d > high, where both
    follow 1; in between it falls, and each label follows the other. That span is narrow, so nearly
    every token is decided by its own score, and only the others are walked through.
    """
    (stay_0, leave_0), (leave_1, stay_1) = transitions
    after_0, after_1 = leave_0 - stay_0, stay_1 - leave_1
    low, high = stay_0 - leave_1, leave_0 - stay_1
    if low > high:
        raise ValueError("these transitions favour staying over changing")

    labels: npt.NDArray[np.bool_] = scores + after_1 > high + _TIE
    undecided = ~labels & (scores + after_0 > low - _TIE)
    undecided[first] = undecided[last] = True
    walk = np.flatnonzero(undecided)
    starts, ends = _flags(first, len(scores))[walk], _flags(last, len(scores))[walk]
    gains = np.where(labels[walk - 1], after_1, after_0)
    gains[starts] = 0.0
    linked = undecided[walk - 1] & ~starts

    found, crossed, ties = [], [], []
    known = 0.0
    for at, score, gain, link, end in zip(
        walk.tolist(),
        scores[walk].tolist(),
        gains.tolist(),
        linked.tolist(),
        ends.tolist(),
        strict=True,
    ):
        lead = score + (known if link else gain)
        above, below = (0.0, 0.0) if end else (high, low)
        found.append(lead > above)
        if below < lead <= above:
            crossed.append(at)
        if abs(lead - above) < _TIE or abs(lead - below) < _TIE:
            ties.append(at)
        known = after_0 if lead <= low else after_1 if lead > high else after_0 + low - lead
    labels[walk] = found
    for at in reversed(crossed):
        labels[at] = not labels[at + 1]
    return labels, ties


def _flags(positions: npt.NDArray[np.intp], size: int) -> npt.NDArray[np.bool_]:
    flags = np.zeros(size, np.bool_)
    flags[positions] = True
    return flags
