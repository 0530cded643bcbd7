"""What a code, a day, a place and a reference have in common, in an article and in a query."""

from dataclasses import dataclass, field

__all__ = ["Mention"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text names something: `printed` is `text[start:end]`.

    `kind` is code, date, district, ward, province or reference. `value` is what is named, in its
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
