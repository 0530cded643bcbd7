"""What of a query is marked in the texts that it finds."""

from typing import NamedTuple

__all__ = ["Mark"]


class Mark(NamedTuple):
    """A word, phrase or code to be marked; without diacritics it stands for every form, unless
    `exact`.

    With `prefix` a single word stands for all that begin so. One that is not enough `alone` is
    marked only beside its neighbour in the query: the mark that it `follows`, or that follows it.
    Where it does not `count`, as "của" does not, no passage is chosen for it. Another writing of
    some words of the query, UBND of Ủy ban nhân dân, is worth to a passage what those are: the
    texts of their marks are `instead_of`.
    """

    text: str
    exact: bool = False
    prefix: bool = False
    alone: bool = True
    follows: bool = False
    counts: bool = True
    instead_of: tuple[str, ...] = ()
