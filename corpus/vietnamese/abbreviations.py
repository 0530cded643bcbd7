"""The abbreviations of party and State papers that have one meaning; ambiguous ones (BTC, CT, CP)
are left out."""

import csv
from dataclasses import dataclass
from functools import cache

from corpus.data_files import data_text

__all__ = ["Abbreviation", "abbreviations"]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation, what it stands for, and the other ways in which it is printed."""

    short: str
    long: str
    variants: tuple[str, ...]


@cache
def abbreviations() -> tuple[Abbreviation, ...]:
    """Return the table of `data/abbreviations.tsv`."""
    text = data_text("abbreviations.tsv")
    return tuple(
        Abbreviation(
            row["short"],
            row["long"],
            tuple(filter(None, map(str.strip, row["variants"].split(";")))),
        )
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
    )
