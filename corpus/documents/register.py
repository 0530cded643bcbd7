"""The documents of one article: which namings speak of the same one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeGuard

from corpus.codes import DocumentCode, code_key
from corpus.codes.code import NATIONAL_ASSEMBLY
from corpus.codes.tables import type_symbols
from corpus.documents.laws import law_name
from corpus.documents.naming import Naming

__all__ = ["Entry", "Place", "register"]


class Place(NamedTuple):
    """Where the issuer of a naming is, None where nothing tells it; `sure` when its sentence names
    the place."""

    name: str | None
    sure: bool


@dataclass(slots=True)
class Entry:
    """A document while it is put together from its namings; `marks` are what tells it from one of
    the same code."""

    code: str | None
    namings: list[Naming] = field(default_factory=list)
    term: str = ""
    session: str = ""
    """The congress term printed with it."""
    place: str | None = None
    """Where its issuer is: what a sentence names, else the article's own of that level."""
    told: bool = False
    """A sentence names its place, known or not."""
    days: Counter[date] = field(default_factory=Counter)

    def add(self, naming: Naming, place: Place) -> None:
        """Take one more naming, with what is printed with it; done in steps, for an article may
        have thousands."""
        self.namings.append(naming)
        self.session = self.session or naming.session
        if (place.sure and not self.told) or (not self.place and not self.told):
            self.place = place.name
        self.told = self.told or place.sure
        if naming.date:
            self.days[naming.date] += 1

    @property
    def first(self) -> Naming:
        """Return the naming that tells most of its kind: one with a code, else the first."""
        return next((one for one in self.namings if one.name.code), self.namings[0])

    @property
    def parsed(self) -> DocumentCode | None:
        """Return the code taken apart."""
        return next((one.name.document for one in self.namings if one.name.document), None)

    @property
    def year(self) -> int | None:
        """Return the year in the code or printed with the number."""
        return next((one.name.year for one in self.namings if one.name.year), None)

    @property
    def date(self) -> date | None:
        """Return the day of issue that is printed most often."""
        return max(self.days, key=self.days.__getitem__) if self.days else None

    @property
    def name(self) -> str:
        """Return the code, else one form of the name for all ways to print it: "Nghị quyết Trung
        ương 4 khóa XII"."""
        name = self.first.name
        if self.code:
            return self.code
        if name.kind == "plenum":
            return f"{name.type} Trung ương {name.number}" + (
                f" khóa {self.session}" if self.session else ""
            )
        if name.kind == "congress":
            return f"{name.type} Đại hội {self.session}"
        if name.kind == "law":
            return f"{law_name(name.full)} {name.year}"
        return f"{name.type} {name.number:0>2}" + (f"/{self.year}" if self.year else "")


def register(
    namings: Sequence[Naming], places: Sequence[Place], terms: Sequence[str]
) -> tuple[list[Entry], list[int]]:
    """Return the documents in order of their first naming, and for each naming which of them it
    speaks of.

    `places` and `terms` say for each naming where and in which term it was issued, as far as it
    tells. One code stands for two documents where two places, two terms or days far apart are
    printed with it.
    """
    entries: list[Entry] = []
    central = {code.code for code in (one.name.document for one in namings) if _is_central(code)}
    by_key: dict[str, list[int]] = {}
    owner: list[int] = []
    for naming, key, place, term in zip(namings, _keys(namings), places, terms, strict=True):
        if key in central:  # whoever carries it out where it is printed without its symbol
            place = Place(_CENTRAL, False)
        same = by_key.setdefault(key, [])
        index = next((at for at in reversed(same) if _fits(entries[at], naming, place, term)), None)
        if index is None:
            index = len(entries)
            entries.append(Entry(None))
            same.append(index)
        entry = entries[index]
        entry.add(naming, place)
        entry.term = entry.term or term
        owner.append(index)
    for entry in entries:
        entry.code = next((one.name.code for one in entry.namings if one.name.code), None)
    return entries, owner


_CENTRAL = "Trung ương"


def _is_central(document: DocumentCode | None) -> TypeGuard[DocumentCode]:
    return document is not None and document.level == _CENTRAL


def _fits(entry: Entry, naming: Naming, place: Place, term: str) -> bool:
    """Say whether nothing printed with a naming speaks against its being this document."""
    if place.sure and place.name != entry.place and (entry.place or entry.told):
        return False
    if naming.session and entry.session and naming.session != entry.session:
        return False
    if term and entry.term and term != entry.term:
        return False
    day = entry.date
    return not (naming.date and day) or abs((naming.date - day).days) < _SLIP


_SLIP = 400
"""Days by which two printings of one day of issue may differ: papers print 15/11 and 15/12, and
slip in the year."""


def _keys(namings: Sequence[Naming]) -> list[str]:
    """Return for each naming what it is called by: its code, else "#" and type, number, session or
    law."""
    codes = _codes(namings)
    sessions: dict[str, set[str]] = {}
    years: dict[tuple[str, str], set[int]] = {}
    for one in namings:
        if one.name.kind == "plenum" and one.session:
            sessions.setdefault(one.name.number, set()).add(one.session)
        if one.name.kind == "number" and one.name.year:
            years.setdefault((one.name.type, one.name.number), set()).add(one.name.year)
    return [_key(one, codes, sessions, years) for one in namings]


def _codes(namings: Sequence[Naming]) -> dict[DocumentCode, DocumentCode]:
    """Return printed code -> that of its document: 67/NĐ-CP is 67/2014/NĐ-CP where an article
    prints both."""
    alike: dict[tuple[str, str], list[DocumentCode]] = {}
    for one in namings:
        if code := one.name.document:
            number, _, letters = code_key(code.code)
            alike.setdefault((number, letters), []).append(code)
    found = {}
    for same in alike.values():
        dated = list(dict.fromkeys(code for code in same if code.year))
        plain = [code for code in same if not code.year]
        best = dated[0] if len(dated) == 1 else None
        for code in same:
            found[code] = code if code.year else best or plain[0]
    return found


def _key(
    one: Naming,
    codes: Mapping[DocumentCode, DocumentCode],
    sessions: dict[str, set[str]],
    years: dict[tuple[str, str], set[int]],
) -> str:
    name = one.name
    if name.document:
        return codes[name.document].code
    if name.kind == "plenum":
        known = sessions.get(name.number, set())
        session = one.session or (next(iter(known)) if len(known) == 1 else "")
        return f"#plenum {name.number} {session}"
    if name.kind == "congress":
        return f"#congress {name.session}"
    if name.kind == "law":
        return f"#law {law_name(name.full)} {name.year}"
    if code := _linked(one, codes):
        return code
    known_years = years.get((name.type, name.number), set())
    year = name.year or (next(iter(known_years)) if len(known_years) == 1 else "")
    return f"#{name.type} {name.number} {year}"


def _linked(one: Naming, codes: Mapping[DocumentCode, DocumentCode]) -> str | None:
    """Return the one code of the article that a type and number can mean."""
    symbols = set(type_symbols(one.name.type))
    if one.name.type in ("Nghị quyết", "Luật", "Pháp lệnh"):
        symbols.add(NATIONAL_ASSEMBLY)
    if one.name.type == "Văn bản":
        symbols.add("CV")
    fitting = {
        full.code
        for code, full in codes.items()
        if (key := code.number_key)[1] == one.name.number
        and key[0] in symbols
        and one.name.year in (None, full.year)
    }
    return next(iter(fitting)) if len(fitting) == 1 else None
