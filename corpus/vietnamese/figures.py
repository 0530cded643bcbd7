"""Figures that a text states: amounts with their unit, shares, long numbers. A bare 12 is none."""

import re

__all__ = ["find_figures"]

_NUMBER = r"(?:\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,3})?|\d{1,7}(?:[.,]\d{1,2})?)"
_SCALE = r"(?:nghìn tỷ|nghìn tỉ|ngàn tỷ|ngàn tỉ|nghìn|ngàn|triệu|tỷ|tỉ)"
_COUNTED = (
    "đồng|USD|đô la|ha|héc ta|km2|km|m2|m3|mét|tấn|kg|MW|người|hộ dân|hộ nghèo|hộ|đảng viên|"
    "chi bộ|đảng bộ|tổ chức đảng|tổ chức|cán bộ|công chức|viên chức|đoàn viên|hội viên|"
    "đại biểu|ý kiến|công trình|dự án|mô hình|hồ sơ|vụ|trường hợp|lượt người|lượt|điểm cầu|"
    "doanh nghiệp|căn nhà|căn|suất quà|phần quà|học bổng|tập thể|cá nhân|học sinh|sinh viên"
)
# "1.250 tỷ đồng", "98,5%", "3.288 ý kiến"; not "12", "12/5"
_FIGURE = re.compile(
    rf"(?<![\w.,/:-]){_NUMBER}"
    rf"(?: ?%|[ \xa0]{_SCALE}(?:[ \xa0](?:{_COUNTED}))?|[ \xa0](?:{_COUNTED})|(?<=\.\d\d\d))"
    r"(?![\w/-])(?![.,:]\d)"
)


def find_figures(text: str) -> list[tuple[int, int]]:
    """Return the places of figures in a text, in order.

    >>> text = "Năm 2024 thu 1.250 tỷ đồng, đạt 98,5%, 3.288 ý kiến."
    >>> [text[start:end] for start, end in find_figures(text)]
    ['1.250 tỷ đồng', '98,5%', '3.288 ý kiến']
    """
    return [match.span() for match in _FIGURE.finditer(text)]
