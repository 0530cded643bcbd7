"""Days of texts copied from a PDF, in which a line may end anywhere."""

import pytest

from corpus.dates.forms import find_forms


@pytest.mark.parametrize(
    "text",
    [
        "họp ngày 9\ntháng 1 năm 2025",
        "ngày 9 tháng\r\n1 năm 2025",
        "ngày 9 tháng 1\nnăm 2025",
        "ngày 09/01/\n2025",
        "ngày 09/\n01/2025",
    ],
)
def test_a_line_may_end_inside_a_day(text: str) -> None:
    """It is the day that is printed, with its year."""
    assert [(one.day, one.month, one.year) for one in find_forms(text)] == [(9, 1, 2025)]
