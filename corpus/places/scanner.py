"""Finding what may be a place: one Aho-Corasick pass over the text, then the grammar of level words
and lists.

Nothing is decided here about which unit is meant, or when; see districts.py and wards.py.
"""

import re
from itertools import islice
from typing import NamedTuple

from corpus.mention import MOST_LOOKS
from corpus.places.bare_names import ROADS, THINGS, is_capital, refusal
from corpus.places.name_lists import Candidate, NameReader
from corpus.places.patterns import tables
from corpus.places.short_units import read_dotted, read_glued, read_letter
from corpus.vietnamese.flow import PERHAPS

__all__ = ["Province", "Scan", "scan"]


class Province(NamedTuple):
    """A province's name in the text; `evidence_only` names the city without being its name (Sài
    Gòn)."""

    name: str
    start: int
    end: int
    evidence_only: bool


class Scan(NamedTuple):
    """Everything one pass found; `refused` holds (start, end, rule) when it was asked for."""

    candidates: list[Candidate]
    provinces: list[Province]
    refused: list[tuple[int, int, str]]


# "các huyện miền núi như Nam Trà My": from the level word to the name
_LEAD = re.compile(
    r"(?:(?:đảo|miền núi|vùng cao|vùng sâu|biên giới|ven biển|nghèo|ngoại thành|nội thành"
    r"|trung tâm|lân cận"
    r"|giáp ranh|biển|trẻ|du lịch|cảng|đoàn|đội|mới|cũ) )?(?:như|gồm|là)? ?:? ?"
)
_SHORT = {"dot": read_dotted, "letter": read_letter, "glued": read_glued}
_AFTER_LEVEL = (" ", "\u00a0", ":")
_LISTING = re.compile("như|gồm|là")
_MIXED = (
    "quận, ",
    "quận/",
    "quận và ",
    "quận - ",
    "quận-",
    "huyện, ",
    "huyện/",
    "huyện và ",
    "huyện - ",
    "xã, ",
    "xã/",
    "xã và ",
    "xã - ",
    "phường, ",
    "phường/",
    "phường và ",
    "trấn, ",
    "trấn/",
    "trấn và ",
)


def scan(text: str, *, explain: bool = False) -> Scan:
    """Return every possible place of a text, in order; offsets into it."""
    automaton, meanings, places, provinces_keys = tables()
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    low = low.replace(PERHAPS, " ")
    reader = NameReader(text, low, places, provinces_keys)
    provinces: list[Province] = []
    refused: list[tuple[int, int, str]] = []
    done = 0
    for index, start, end in islice(automaton.find_matches_as_indexes("\n" + low), MOST_LOOKS):
        kind, value, style = meanings[index]
        start, end = start - (style != "letter"), end - 1  # a text begins as its lines do
        if (
            start < done
            or not kind
            or (start and text[start - 1].isalnum() and style != "evidence")
        ):
            continue
        if kind == "province":
            rule = refusal(text, low, start, end, ROADS)
            if not rule or style == "evidence" or low[end - 3 : end] == "hcm":
                provinces.append(Province(value, start, end, style == "evidence"))
                done = end
            elif explain:
                refused.append((start, end, rule))
        elif kind == "bare":
            rule = refusal(text, low, start, end, THINGS)
            if not rule:
                reader.chain += 1
                reader.candidates.append(
                    Candidate("bare", "", low[start:end], start, start, end, reader.chain, "name")
                )
            elif explain:
                refused.append((start, end, rule))
        else:
            done = max(done, _read_level(reader, start, end, kind, value, style))
            if explain and done <= start:
                refused.append((start, end, "no known name after the level word"))
    return Scan(reader.candidates, provinces, refused)


def _read_level(reader: NameReader, start: int, end: int, kind: str, level: str, style: str) -> int:
    """Read what follows a level word; return where reading stopped."""
    if style != "word":
        return _SHORT[style](reader, start, end, kind, level)
    text = reader.text
    if reader.low[end : end + 1] not in _AFTER_LEVEL:
        return start
    at = end + (text[end] != ":")
    if not (is_capital(text, at) or text[at : at + 1].isdigit()):
        lead = _LEAD.match(reader.low, at)
        if lead is None or lead.end() == at:
            return start
        at = lead.end()
    numbered = level in ("Quận", "Phường") and not _LISTING.search(reader.low, end, at)
    mixed = reader.low[max(0, start - 9) : start].endswith(_MIXED)
    return reader.read(start, at, kind, "" if mixed else level, numbered)
