"""What is known of a token whatever its neighbours: its weights in the CRF, its number in the
lexicon."""

import string
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from search.analysis.segmentation.tokens import scan

__all__ = [
    "RUN",
    "TOKEN",
    "Description",
    "Vocabulary",
    "begins_title",
    "describe",
    "joins",
    "lower_attribute",
]

TOKEN = np.dtype(
    [
        (
            "own",
            "f8",
        ),  # weights for I_W minus B_W, in units of log-probability: at the token itself,
        ("to_next", "f8"),  # at the token that follows
        ("to_previous", "f8"),  # and at the one before
        ("syllable", "i4"),  # number in the lexicon, 0 when it is in no word
        ("joins", "?"),  # may be glued: neither punctuation nor beginning with a digit
        ("title", "?"),  # begins with a capital letter
    ],
    align=True,
)
RUN = np.dtype(
    [("first", "i4"), ("count", "i4"), ("length", "i4")]
)  # its pieces; its length in characters
_PIECE = np.dtype(
    [("token", "i4"), ("start", "i4")]
)  # a token of a run and its offset there, in characters

Description = tuple[float, float, float, int, bool, bool]
"""A row of dtype TOKEN."""

_MAX_RUNS = 1 << 18
_MAX_CHARACTERS = 1 << 22
_MAX_PENDING = 1 << 12


def lower_attribute(token: str) -> str:
    """Return the attribute of a token in lower case, as CRFsuite has it: it ends a string at a
    NUL."""
    return "word.lower():" + token.lower().partition("\0")[0]


def joins(token: str) -> bool:
    """Tell whether pyvi glues a token to another at all: not punctuation, nor what begins with a
    digit."""
    return token not in string.punctuation and not token[0].isdigit()


def begins_title(token: str) -> bool:
    """Tell whether a token begins with a capital, which pyvi does not glue to one that does not."""
    return token[0].istitle()


def describe(token: str, lead: Callable[[str], float], syllables: Mapping[str, int]) -> Description:
    """Return the row of a token, from the lead of I_W by each attribute and the numbers of the
    lexicon."""
    key = lower_attribute(token)
    own, to_next, to_previous = lead("bias") + lead(key), lead("-1:" + key), lead("+1:" + key)
    for attribute, holds in (
        ("word.isupper()", token.isupper()),
        ("word.istitle()", token.istitle()),
    ):
        if holds:
            own += lead(attribute)
            to_next += lead("-1:" + attribute)
            to_previous += lead("+1:" + attribute)
    if token.isdigit():
        own += lead("word.isdigit()")
    return (
        own,
        to_next,
        to_previous,
        syllables.get(token.lower(), 0),
        joins(token),
        begins_title(token),
    )


class _Table:
    """Rows of one dtype that grow at the end."""

    def __init__(self, dtype: npt.DTypeLike) -> None:
        self._rows: npt.NDArray[Any] = np.empty(1024, dtype)
        self._pending: list[Any] = []
        self.size = 0

    def append(self, row: object) -> None:
        self._pending.append(row)
        self.size += 1
        if len(self._pending) == _MAX_PENDING:
            self.rows()

    def rows(self) -> npt.NDArray[Any]:
        if self._pending:
            if self.size > len(self._rows):
                larger = np.empty(2 * self.size, self._rows.dtype)
                larger[: len(self._rows)] = self._rows
                self._rows = larger
            self._rows[self.size - len(self._pending) : self.size] = self._pending
            self._pending = []
        return self._rows[: self.size]


class Vocabulary(dict[str, int]):
    """Maps a run of characters between two spaces to its row of `runs`, adding a run met for the
    first time.

    It only ever grows; when it is `full` its owner begins a new one.
    """

    def __init__(self, describe: Callable[[str], Description]) -> None:
        super().__init__()
        self._describe = describe
        self._token_ids: dict[str, int] = {}
        self._characters = 0
        self._runs, self._pieces, self._tokens = _Table(RUN), _Table(_PIECE), _Table(TOKEN)
        self._strings = _Table(object)

    @property
    def full(self) -> bool:
        """Whether it takes about as much memory as it should (some 60 MB)."""
        return len(self) > _MAX_RUNS or self._characters > _MAX_CHARACTERS

    def __missing__(self, run: str) -> int:
        first = self._pieces.size
        for start, token in scan(run):
            self._pieces.append((self._token_id(token), start))
        number = self[run] = self._runs.size
        self._runs.append((first, self._pieces.size - first, len(run)))
        self._characters += len(run)
        return number

    @property
    def runs(self) -> npt.NDArray[np.void]:
        """Rows of dtype RUN."""
        return self._runs.rows()

    @property
    def pieces(self) -> npt.NDArray[np.void]:
        """Rows of dtype _PIECE."""
        return self._pieces.rows()

    @property
    def tokens(self) -> npt.NDArray[np.void]:
        """Rows of dtype TOKEN, one a token id."""
        return self._tokens.rows()

    @property
    def strings(self) -> npt.NDArray[np.object_]:
        """The tokens themselves, by id."""
        return self._strings.rows()

    def _token_id(self, token: str) -> int:
        number = self._token_ids.get(token)
        if number is None:
            number = self._token_ids[token] = self._tokens.size
            self._tokens.append(self._describe(token))
            self._strings.append(token)
        return number
