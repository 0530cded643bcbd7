"""Units by a level word and a name as somebody types them.

A query needs a few of some fifteen thousand units, and making all of them with all their spellings
takes longer than a search. So only what all spellings of a name share is listed, of a whole table
at once, and units are made and spelled out where that agrees.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate

from corpus.places.spellings import other_names, skeleton, variants, ward_keys
from corpus.places.transcribed import nearest_names, sound, sounds
from corpus.places.units import DISTRICT_LEVELS, LEVELS, Unit, gazetteer
from corpus.vietnamese.text import fold

__all__ = ["find_unit"]

_LEVEL_WORDS = {fold(level): level for level in (*DISTRICT_LEVELS, *LEVELS.values())}


@lru_cache(maxsize=1 << 12)
def find_unit(name: str) -> tuple[Unit, ...]:
    """Return the units that a level word and a name mean ("quận 1", "quan binh thanh", "phường sài
    gòn"), any case.

    Names typed with diacritics must agree in them, unless they are transcribed and no spelling
    agrees; without any, every unit that folds to the same is returned.
    """
    wanted = " ".join(name.lower().split())
    plain = fold(wanted)
    word = next((word for word in _LEVEL_WORDS if plain.startswith(f"{word} ")), "")
    level, own = _LEVEL_WORDS.get(word, ""), plain[len(word) + 1 :]
    exact = (unit for key, unit in _spelled(own) if wanted in (plain, f"{level.lower()} {key}"))
    units = _of_level(level, exact)
    if not units and wanted.startswith((f"{word} ", f"{level.lower()} ")):
        units = _of_level(level, _sounding(own))
        nearest = nearest_names(wanted[len(word) :], {unit.short.lower() for unit in units})
        units = tuple(unit for unit in units if unit.short.lower() in nearest)
    return units


def _of_level(level: str, units: Iterable[Unit]) -> tuple[Unit, ...]:
    return tuple(dict.fromkeys(unit for unit in units if unit.level == level))


def _spelled(own: str) -> Iterator[tuple[str, Unit]]:
    """Yield the units of which a spelling folds to a name, with that spelling; those of one
    spelling together, districts first."""
    alike = skeleton(own)
    for listed, spell in ((_districts(), variants), (_wards(), ward_keys)):
        found: dict[str, list[Unit]] = {}
        for unit in listed.units(alike):
            for key in spell(unit.short):
                if fold(key) == own:
                    found.setdefault(key, []).append(unit)
        yield from ((key, unit) for key, units in found.items() for unit in units)


def _sounding(own: str) -> Iterator[Unit]:
    """Yield the units whose transcribed names share what spellings do not change."""
    for listed, spell in ((_districts(), variants), (_wards(), ward_keys)):
        for unit in listed.units(skeleton(own)):
            if sound(own) in sounds(spell(unit.short)):
                yield unit


class _Listed:
    """Units by what the spellings of their names share; each is made when it is asked for."""

    def __init__(self, names: Iterable[str], make: Callable[[int], Unit]) -> None:
        """Take their names in order, and what makes the unit at a place of that order."""
        self._make = make
        self._places: dict[str, list[int]] = {}
        for place, name in enumerate(skeleton(";".join(names)).split(";")):
            self._places.setdefault(name, []).append(place)
        for other, name in other_names():
            alike, own = skeleton(other), skeleton(name)
            if alike != own and own in self._places:
                self._places[alike] = self._places.get(alike, []) + self._places[own]

    def units(self, alike: str) -> Iterator[Unit]:
        """Yield the units whose names share that."""
        return map(self._make, self._places.get(alike, ()))


@cache
def _districts() -> _Listed:
    units = list(gazetteer().by_name.values())
    return _Listed((unit.short for unit in units), units.__getitem__)


@cache
def _wards() -> _Listed:
    lists = gazetteer().ward_lists
    starts = [0, *accumulate(listed.names.count(";") + 1 for listed in lists)]

    def ward(place: int) -> Unit:
        number = bisect_right(starts, place) - 1
        return lists[number].unit(place - starts[number])

    return _Listed((listed.names for listed in lists), ward)
