"""The time an article speaks of, as far as its places need it: which side of the reform of 1 July
2025, which year."""

import re
from datetime import date

from corpus.places.patterns import tables
from corpus.places.scanner import Scan
from corpus.places.units import LAST_DAY, REFORM

__all__ = ["article_day"]

# "1/7/2025"
_FULL_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](20[012]\d)(?!\d)")
# "năm 2024", "12/2024", but not "đến năm 2030", "2020-2025"
_YEAR = re.compile(r"(?:(?<!đến )năm |(?<!\d)\d{1,3}[/.-])(20[12]\d)(?!\d| ?[-–] ?20)")
# "chính quyền địa phương hai cấp" is a word of the reform
_TWO_TIERS = re.compile(r"chính quyền (?:địa phương )?(?:hai|2) cấp|Đảng ủy đặc khu|UBND đặc khu")
# "Quận ủy", "UBND huyện": offices that ended with it
_DISTRICT_OFFICE = re.compile(
    r"(?:[Qq]uận|[Hh]uyện|[Tt]hị) [ủu][ỷy]|(?:UBND|HĐND|Công an) (?:quận|huyện|thị xã)"
)
_GONE = re.compile(r"[ ,]*\(?(?:cũ\b|trước đây|trước kia|trước khi sáp nhập)")


_ENOUGH = 4
"""Signs of a time before the reform that count; long articles name many districts of before."""


def article_day(text: str, found: Scan, published: date | None) -> tuple[str, bool]:
    """Return (ISO day or "", after the reform?), from the day of publication, else from the text
    itself."""
    if published is not None:
        day = published.isoformat()
        return day, day >= REFORM
    if _after_reform(text, found):
        return "", True
    years = [year for year in _YEAR.findall(text) if year <= "2025"]
    return (min(f"{max(years)}-12-31", LAST_DAY) if years else ""), False


def _after_reform(text: str, found: Scan) -> bool:
    """Weigh what an undated text says: districts that are gone, wards that are new, against
    district offices."""
    districts = tables().gazetteer.districts
    wards = tables().gazetteer.wards
    after = 2 if _TWO_TIERS.search(text) else 0
    before = 2 if _DISTRICT_OFFICE.search(text) else 0
    for one in {(one.kind, one.key): one for one in reversed(found.candidates)}.values():
        if one.kind == "district":
            lasting = any(unit.until == LAST_DAY for unit in districts.get(one.key, ()))
            gone = _GONE.match(text, one.end) is not None
            after += 2 if gone and lasting else 0
            before += 0 if gone else 1
        elif one.kind == "ward" and one.start != one.name:
            units = [unit for unit in wards.get(one.key, ()) if unit.level == one.level]
            after += 2 if units and all(unit.since >= REFORM for unit in units) else 0
    days = [
        f"{year}-{int(month):02}-{int(day):02}" for day, month, year in _FULL_DATE.findall(text)
    ]
    after += 2 if max(days, default="") >= REFORM else 0
    return after > min(before, _ENOUGH)
