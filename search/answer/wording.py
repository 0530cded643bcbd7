"""What articles say of one document, in whatever spelling: variants are one, what most say is
first, and what one article alone says against the others is no fact."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from corpus.vietnamese.text import fold_words
from search.answer.dossier_parts import Fact

__all__ = ["Said", "facts", "wording"]

MAX_FACTS = 5
_LOOSE = frozenset(["ve", "viec", "va"])
"""Words that papers put in or leave out of one title."""

_FEWEST = 2
"""Words that one wording must share with another whose beginning it is."""


class Said(NamedTuple):
    """What one article says: the text as printed, and the article's id."""

    text: str
    id: str


def wording(text: str) -> tuple[str, ...]:
    """Return the words that all spellings of a text share: no case, marks, quotes, i for y.

    >>> wording("về “Đẩy mạnh học tập”") == wording("Đẩy mạnh việc học tập")
    True
    """
    words = fold_words(text).replace("y", "i").split()
    return tuple(word for word in words if word not in _LOOSE) or tuple(words)


def facts(said: Iterable[Said]) -> tuple[Fact, ...]:
    """Return what articles say, each wording once as most of its articles print it, those of most
    articles first; what a single article says counts only where no other says more."""
    groups: dict[tuple[str, ...], list[Said]] = {}
    for one in said:
        groups.setdefault(wording(one.text), []).append(one)
    found = sorted(map(_fact, _joined(groups)), key=lambda fact: -fact.articles)
    settled = [one for one in found if one.articles > 1 or found[0].articles == 1]
    return tuple(settled[:MAX_FACTS])


def _joined(groups: dict[tuple[str, ...], list[Said]]) -> Iterable[list[Said]]:
    """Return the groups, a wording that begins exactly one longer one joined to it."""
    kept: dict[tuple[str, ...], list[Said]] = {}
    for key in sorted(groups, key=len, reverse=True):
        longer = [one for one in kept if one[: len(key)] == key and len(key) >= _FEWEST]
        kept.setdefault(longer[0] if len(longer) == 1 else key, []).extend(groups[key])
    return kept.values()


def _fact(said: list[Said]) -> Fact:
    printed = Counter(one.text for one in said)
    text = max(printed, key=lambda one: (printed[one], len(one)))
    ids = tuple(dict.fromkeys(one.id for one in said))
    return Fact(text, len(ids), ids[:MAX_FACTS])
