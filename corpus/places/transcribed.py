"""Names of other languages of Viet Nam in its letters (Đắk R'Lấp, Ea Kar, Kon Plông, Sa Pa).

Nobody agrees where their syllables part and which marks they have: papers print EaKar, Plei-ku,
Đăk Rlấp, Kon Plong. So they are also known by what all spellings share.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from operator import ne

from corpus.places.spellings import skeleton

__all__ = ["nearest_names", "sound", "sounds"]

# an apostrophe, letters, clusters and endings that no Vietnamese syllable has: M'Đrắk, Ea Kar,
# Glong, Prông; words that such names begin with: Ea Súp, Chư Sê, Buôn Hồ; and a few whole names
_FOREIGN = re.compile(
    r"['’jwzf]|(?:^|[ -])[bcdđghklmprsv][bdđjklmnprstvw]|[bdđlmrsv]h|[kgrlsdđbv](?<!ng)(?![\w'])"
    r"|(?<![cn])h(?!\w)|^(?:ea|ia|ya|chư|cư|kon|kông|krông|đạ|đắk|đăk|đak|buôn|plei|ayun|a|al) "
    r"|^(?:sa pa|la gi|si ma cai|tu mơ rông|xi ma cai)$"
)
_ABBREVIATED = re.compile(r"^(?:nt|n\.t) |(?:^| )[a-z]$")
"""Farms, and An Bình B."""

_SHORTEST = 4
"""Letters: Lắk without its mark is many a word."""

_MARK = "~"
"""Before what is no spelling, to tell it from one."""


def sound(name: str) -> str:
    """Return the key of all names that share what spellings do not change: "Ea Kar", "EaKar", "Êa
    Ka"."""
    return _MARK + skeleton(name)


def nearest_names(written: str, names: Collection[str]) -> list[str]:
    """Return those of the names, in small letters, from which a spelling of all of them differs in
    the fewest marks: of Ea Drơng and Ea Drông the first for "Ea Đrơng"."""
    letters = _letters(written)
    unlike = {name: sum(map(ne, letters, _letters(name))) for name in names}
    return sorted(name for name, count in unlike.items() if count == min(unlike.values()))


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name))


def sounds(names: Iterable[str]) -> Iterator[str]:
    """Yield the key of a name in small letters, by each of its spellings, if it is transcribed."""
    names = list(names)
    if any(_FOREIGN.search(name) and not _ABBREVIATED.search(name) for name in names):
        yield from {key for name in names if len(key := sound(name)) > _SHORTEST}
