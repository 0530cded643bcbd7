"""The numbers and words of a query, and the signs that join them."""

import re
from dataclasses import dataclass

__all__ = ["Token", "tokens_of"]

_ATTACHED = "nq|nđ|nd|qđ|qd|ct|kl"
_TOKEN = re.compile(
    rf"[0-9]+(?:[^\W\d_](?![^\W\d_]))?|(?:{_ATTACHED})(?=[0-9])|[^\W\d_](?:[\w&]|\.(?=[ưƯ]))*|[^\w\s]|_",
    re.IGNORECASE,
)
_SEPARATORS = frozenset("-‐‑‒–—−/")


@dataclass(frozen=True, slots=True)
class Token:
    """One number, word or other sign of a query: `text` is `q[start:end]`."""

    text: str
    start: int
    end: int
    joined: str
    """The separator before it ("-", "/"), " " for space, "" when it is attached or first."""


def tokens_of(q: str) -> list[Token]:
    """Return the tokens of a query in order; signs between them are kept in `joined`."""
    tokens: list[Token] = []
    join, last_end = "", 0
    for match in _TOKEN.finditer(q):
        if match.group() in _SEPARATORS and join in ("", " "):
            join = "/" if match.group() == "/" else "-"
            continue
        if not join and match.start() > last_end:
            join = " "
        tokens.append(Token(match.group(), match.start(), match.end(), join))
        join, last_end = "", match.end()
    return tokens
