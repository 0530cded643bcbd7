"""What a code, a day and a place have in common, in an article and in a query."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from corpus.vietnamese.flow import Flow

__all__ = ["MOST_LOOKS", "MOST_MENTIONS", "Mention", "as_printed"]

MOST_MENTIONS = 5_000
"""Look-alikes of codes, and of days, that are read in one article: more than any real one has, and
few enough that a made one of megabytes is done in seconds."""

MOST_LOOKS = 10 * MOST_MENTIONS
"""Numbers and names that are looked at in one article, each of which takes less."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text names something: `printed` is `text[start:end]`.

    `kind` is code, date, place, district, ward or province. `value` is what is named, in its
    canonical form where the text alone decides it, else "". `rule` says what accepted or refused
    it; what is not `accepted` is only a look-alike.
    """

    kind: str
    value: str
    start: int
    end: int
    printed: str
    rule: str
    accepted: bool = field(default=True, kw_only=True)


M = TypeVar("M", bound=Mention)


def as_printed(text: str, flowing: Flow, found: Iterable[M]) -> tuple[M, ...]:
    """Return what was found in a text as it flows, put where it stands in the text itself."""
    if flowing.text == text:
        return tuple(found)
    placed = ((one, *flowing.span(one.start, one.end)) for one in found)
    return tuple(
        replace(one, start=start, end=end, printed=text[start:end]) for one, start, end in placed
    )
