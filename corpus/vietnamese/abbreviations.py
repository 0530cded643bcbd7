"""The abbreviations of party and State papers that have one meaning; ambiguous ones (BTC, CT, CP)
are left out."""

import csv
from dataclasses import dataclass
from functools import cache

from corpus.data_files import data_text

__all__ = ["Abbreviation", "abbreviations"]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation, what it stands for, and the other ways in which it is printed.

    One that is a word too (`also` TƯ, but tư) is meant between what stands before and behind it:
    `between` ("Tuyên giáo", "") and ("", "Đảng"); # is any number.
    """

    short: str
    long: str
    variants: tuple[str, ...]
    also: str
    between: tuple[tuple[str, str], ...]


@cache
def abbreviations() -> tuple[Abbreviation, ...]:
    """Return the table of `data/abbreviations.tsv`."""
    text = data_text("abbreviations.tsv")
    return tuple(map(_abbreviation, csv.DictReader(text.splitlines(), delimiter="\t")))


def _abbreviation(row: dict[str, str | None]) -> Abbreviation:
    """Read a row; its last column is "TƯ = Tuyên giáo _; _ Đảng" or empty."""
    also, _, places = (row["beside"] or "").partition(" = ")
    between = (place.partition("_") for place in _texts(places))
    return Abbreviation(
        row["short"] or "",
        row["long"] or "",
        _texts(row["variants"] or ""),
        also,
        tuple((before.strip(), behind.strip()) for before, _, behind in between),
    )


def _texts(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, cell.split(";"))))
