"""What articles are about, as hashes that a cluster keeps with them and counts."""

from collections.abc import Sequence

import numpy as np

from search.analysis import Tokens
from search.analysis.topics import WORDS, topic_words

__all__ = ["topics_of_all"]


def topics_of_all(tokens: Sequence[Tokens], count: int) -> list[list[str]]:
    """Return the topic words of some documents as hashes, the most used first."""
    terms = dict.fromkeys(word for one in tokens for word, _, _ in one.words)
    numbers = {term: number for number, term in enumerate(terms)}
    texts = np.repeat(np.arange(len(tokens)), [len(one.words) for one in tokens])
    held = np.array([numbers[word] for one in tokens for word, _, _ in one.words], np.int64)
    docs, fields = np.divmod(texts, 3)
    topics = topic_words(list(terms), held, docs, fields == 2, count).reshape(count, WORDS)
    return [[f"{word:08x}" for word in row if word] for row in topics.tolist()]
