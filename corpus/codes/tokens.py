"""The numbers and words of a query, and the signs that join them."""

import re
from dataclasses import dataclass

__all__ = ["SIGNS", "Token", "tokens_of"]

SIGNS = ("-", "/", "_")
"""What joins the parts of a code; file names have the last."""

_ATTACHED = "ttlt|ctr|ttr|nq|nđ|nd|qđ|qd|ct|kl|kh|tb|bc|hd|cv|qc|cđ|đa|tt"
# "05-CT/TW" -> 05, -, CT, /, TW; "NQ36a" -> NQ, 36a
_TOKEN = re.compile(
    rf"[0-9]+(?:[^\W\d_](?![^\W\d_]))?|(?:{_ATTACHED})(?=[0-9])|[^\W\d_](?:[^\W_]|&|\.(?=[ưƯ]))*|[^\w\s]|_",
    re.IGNORECASE,
)
_SEPARATORS = frozenset("-‐‑‒–—−/_")


@dataclass(frozen=True, slots=True)
class Token:
    """One number, word or other sign of a query: `text` is `q[start:end]`."""

    text: str
    start: int
    end: int
    joined: str
    """The separator before it ("-", "/", "_"), " " for space, "" when it is attached or first."""


def tokens_of(q: str) -> list[Token]:
    """Return the tokens of a query in order; signs between them are kept in `joined`."""
    tokens: list[Token] = []
    join, last_end = "", 0
    for match in _TOKEN.finditer(q):
        if match.group() in _SEPARATORS and join in ("", " "):
            join = match.group() if match.group() in "/_" else "-"
            continue
        if not join and match.start() > last_end:
            join = " "
        tokens.append(Token(match.group(), match.start(), match.end(), join))
        join, last_end = "", match.end()
    return tokens
