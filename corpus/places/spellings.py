"""How the name of a unit may be written: both placements of the tone, y and i, Đắk and Đăk."""

import re
from collections.abc import Iterator, Set

from corpus.vietnamese.text import I_TO_Y, Y_TO_I, fold, place_tones

__all__ = ["other_names", "skeleton", "variants", "ward_keys"]

_TONED = re.compile("[òóỏõọ][ae]|[ùúủũụ]y")
_SPELLINGS = (
    (("đắk", "đăk", "đak", "đắc", "dak"), ("đắk", "đăk", "đak")),
    (("quý", "quí"), ("quý", "quí")),
    (("quy ", "qui "), ("quy ", "qui ")),
    (("mỹ", "mĩ"), ("mỹ",)),
    (("kỳ", "kì"), ("kỳ",)),
    (("lý", "lí"), ("lý",)),
    (("pắc", "pắk"), ("pắc",)),
    (("kạn", "cạn"), ("kạn",)),
    (("lắk", "lắc", "lăk"), ("lắk",)),
    (("'", "’", ""), ("'",)),
    ((" - ", "-", " – ", " "), (" - ",)),
)
"""Ways to write one thing, and which of them the tables use."""

_OTHER_NAMES = {
    "buôn ma thuột": (
        "buôn mê thuột",
        "ban mê thuột",
        "buôn ma thuộc",
        "buôn mê thuộc",
        "buôn ma thuật",
        "buôn mê thuật",
        "bmt",
    ),
    "phan rang - tháp chàm": ("phan rang",),
    "hóc môn": ("hốc môn",),
    "tân sơn nhất": ("tân sơn nhứt",),
    "si ma cai": ("xi ma cai",),
    "hoàng su phì": ("hoàng xu phì",),
    "xín mần": ("sín mần",),
    "sìn hồ": ("xìn hồ",),
    "pác nặm": ("pắc nặm",),
    "đạ tẻh": ("đạ tẻ",),
    "ea súp": ("ea suôp", "ea soup"),
    "ngã bảy": ("ngã 7",),
    "ngã năm": ("ngã 5",),
    "pleiku": ("plei ku", "plây ku", "plâyku"),
    "sa pa": ("sapa",),
    "đồng hới": ("đồng hơí",),
    "thừa thiên huế": (
        "thừa thiên - huế",
        "thừa thiên-huế",
        "thừa thiên – huế",
        "thừa thiên- huế",
        "tt-huế",
        "tt huế",
    ),
    "bà rịa - vũng tàu": ("br-vt", "brvt"),
    "kon tum": ("kontum", "kon-tum"),
    "gia lai": ("gia-lai",),
    "đắk lắk": ("daklak", "đăklăk", "đắklắk"),
    "đa krông": ("đakrông", "đăkrông", "đắk rông"),
    "krông a na": ("krông ana",),
    "krông búk": ("krông buk",),
    "mù căng chải": ("mù cang chải",),
    "chư păh": ("chư pah", "chư păk"),
    "cư jút": ("cư jut", "cưjút"),
    "đăk glong": ("đắk g'long", "đăk g'long"),
    "m'đrắk": ("m'drắk", "m'đrăk", "m'drăk", "ma đrắk"),
    "m'drắk": ("m'đrắk",),
    "kbang": ("k'bang",),
}


def variants(short: str) -> set[str]:
    """Return the keys under which a name may be printed: both tone placements, y and i, Đắk and
    Đăk."""
    found = {short.lower(), *_OTHER_NAMES.get(short.lower(), ())}
    for spellings, official in _SPELLINGS:
        written = next((one for one in official if one in short.lower()), "")
        if written:
            found |= {name.replace(written, other) for name in found for other in spellings}
    found |= {place_tones(name) for name in found if _TONED.search(name)}
    return found | _other_vowels(found)


def ward_keys(short: str) -> set[str]:
    """Return the keys under which the name of a ward may be printed; most have only one."""
    key = short.lower()
    special = "'" in key or "qu" in key or ("đ" in key and "k" in key)
    found = variants(short) if special else {key, *_OTHER_NAMES.get(key, ())}
    found |= {place_tones(name) for name in found if _TONED.search(name)}
    if key.startswith(_HIGHLAND):  # Al Bá is printed Albá too
        found |= {name.replace(" ", "") for name in found if name.count(" ") == 1}
    return found | _other_vowels(found)


_HIGHLAND = ("al ", "ia ", "ea ", "ya ")
_OPEN = re.compile(r"(?<=\b[hklmstv])[yỳýỷỹỵiìíỉĩị]\b|(?<=\bqu)[yỳýỷỹỵiìíỉĩị]\b")
_SWAPPED = Y_TO_I | I_TO_Y
"""Sỹ and Sĩ, Mỹ and Mĩ, Quỳ and Quì: papers print one name both ways."""


def _other_vowels(names: Set[str]) -> set[str]:
    return {_OPEN.sub(_other_vowel, name) for name in names if _OPEN.search(name)}


def _other_vowel(match: re.Match[str]) -> str:
    return match.group().translate(_SWAPPED)


_ALIKE = str.maketrans({"y": "i", "k": "c", **dict.fromkeys(" -–'’+")})


def skeleton(names: str) -> str:
    """Return what all spellings of a name share, other names than its own aside: Đắk Lắk and Dak
    Lac are daclac. Of a list of names each keeps its place between tabs, line ends and ";"."""
    return fold(names).translate(_ALIKE)


def other_names() -> Iterator[tuple[str, str]]:
    """Yield each name that is no spelling of the one in the tables, with that one."""
    for name, others in _OTHER_NAMES.items():
        yield from ((other, name) for other in others)
