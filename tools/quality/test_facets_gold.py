"""The quality of facets on the marked articles, and the gate that keeps it."""

import json
from pathlib import Path

import pytest

from tools.quality.facets import BASELINE, Score, flatten, lowered, measure, values

GOALS = {"codes": 0.99, "districts": 0.97, "dates": 0.97, "event date": 0.95}


@pytest.mark.data
def test_the_goals_are_reached_and_the_baseline_is_kept(data_dir: Path) -> None:
    """Codes, districts, days and event days of both marked sets reach their goals and never get
    worse."""
    scores, differences = measure(data_dir)
    missed = [
        f"{name} {kind}: {score.f1:.4f}"
        for name, kinds in scores.items()
        for kind, score in kinds.items()
        if score.f1 < GOALS.get(kind, 0.0)
    ]
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))["f1"]
    assert missed == [] and lowered(flatten(scores), baseline) == [], differences


def test_a_lower_score_is_reported() -> None:
    """The gate names what got worse, also a score that is no longer measured."""
    assert lowered({"party codes": 0.9}, {"party codes": 0.99, "party dates": 0.97}) == [
        "party codes: 0.9000 < 0.9900",
        "party dates: 0.0000 < 0.9700",
    ]
    assert lowered({"party codes": 1.0}, {"party codes": 0.99}) == []


def test_a_score_counts_each_value_once() -> None:
    """F1 is over values: right, wrong and missed."""
    score = Score()
    score.add({"a", "b"}, {"a", "c"})
    assert (score.right, score.wrong, score.missed) == (1, 1, 1)
    assert (score.precision, score.recall, score.f1) == (0.5, 0.5, 0.5)


def test_optional_marks_count_neither_way_and_aliases_are_one_code() -> None:
    """A doubtful value is no error found or not; a zero-padded twin is the same code."""
    marked = {
        "doc_codes": ["2/CĐ-UBND"],
        "codes_alias": {"2/CĐ-UBND": "02/CĐ-UBND"},
        "districts": ["A"],
        "districts_optional": ["B"],
        "dates": [{"date": None, "month_day": "08-14"}],
        "dates_optional": [{"date": "2024-01-01", "month_day": "01-01"}],
    }
    record = {
        "doc_codes": ["02/CĐ-UBND"],
        "districts": ["A", "B"],
        "event_date": None,
        "dates": [
            {"date": None, "month_day": "08-14"},
            {"date": "2024-01-01", "month_day": "01-01"},
        ],
    }
    assert all(found == expected for _, found, expected in values(marked, record))
