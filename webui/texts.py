"""All interface text, in Vietnamese and English, from one table: texts.tsv (key, vi, en).

A text may hold {names} of values; `one|many` chooses by the value n.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from webui.params import LANGUAGES

__all__ = ["Texts", "catalogue", "texts_in", "typed"]

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return language -> key -> text."""
    rows = [
        line.split("\t")
        for line in files("webui").joinpath("texts.tsv").read_text("utf-8").splitlines()
    ]
    columns = [row for row in rows[1:] if len(row) == 3]
    return {
        language: {row[0]: row[i] for row in columns} for i, language in enumerate(LANGUAGES, 1)
    }


@dataclass(frozen=True, slots=True)
class Texts:
    """The interface in one language."""

    language: str
    table: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key with its values put in. Raises `KeyError` for an unknown key."""
        text = self.table[key]
        if "|" in text:
            one, many = text.split("|")
            text = one if values.get("n") == 1 else many
        if not values:
            return text
        return text.format(
            **{k: self.number(v) if type(v) is int else v for k, v in values.items()}
        )

    def __contains__(self, key: str) -> bool:
        return key in self.table

    def number(self, n: int) -> str:
        """Return a whole number with its thousands set apart: 35.322, or 35,322 in English."""
        text = f"{n:,}"
        return text.replace(",", ".") if self.language == "vi" else text

    def day(self, day: date | None) -> str:
        """Return a day as it is written: 09/01/2025, or 9 Jan 2025 in English; "" for None."""
        if day is None:
            return ""
        if self.language == "vi":
            return typed(day)
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def month(self, day: date) -> str:
        """Return a day's month: tháng 1/2025, or Jan 2025."""
        if self.language == "vi":
            return f"tháng {day.month}/{day.year}"
        return f"{_MONTHS[day.month - 1]} {day.year}"


def typed(day: date | None) -> str:
    """Return a day as it is typed into a field, in every language: 09/01/2025; "" for None."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if day else ""


@cache
def texts_in(language: str) -> Texts:
    """Return the interface in one of `LANGUAGES`."""
    return Texts(language, catalogue()[language])
