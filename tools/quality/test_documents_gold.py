"""The quality of documents and relations on the marked articles, and the gate that keeps it."""

import json
from pathlib import Path

import pytest

from tools.quality.documents import BASELINE, edges, key_of, measure, names_of, same_title, values
from tools.quality.facets import flatten, lowered

GOALS = {
    "documents": 0.97,
    "titles": 0.87,
    "days": 0.93,
    "identity": 0.85,
    "bodies": 0.78,
    "relations": 0.90,
    "relations untyped": 0.93,
}


@pytest.mark.data
def test_the_goals_are_reached_and_the_baseline_is_kept(data_dir: Path) -> None:
    """Documents, titles, days, identity and relations reach their goals, every evidence is cut out
    of the article, and nothing gets worse."""
    scores, differences = measure(data_dir)
    missed = [
        f"{name} {kind}: {score.f1:.4f}"
        for name, kinds in scores.items()
        for kind, score in kinds.items()
        if score.f1 < GOALS.get(kind, 0.0) or (kind == "relations" and score.precision < 0.92)
    ]
    assert missed == [] and all(kinds["evidence"].wrong == 0 for kinds in scores.values())
    assert scores["party2"]["claimed though open"].wrong <= 1
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))["f1"]
    assert lowered(flatten(scores), baseline) == [], differences


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"code": "05-CT/TW"}, {"code": "5/CT-TƯ"}),
        (
            {"printed": ["Chỉ thị 05"], "type": "Chỉ thị", "number": "05"},
            {"printed": ["chỉ thị số 5"], "type": "Chỉ thị", "number": "5"},
        ),
        (
            {"printed": ["Nghị quyết TƯ 4 khoá XII"], "type": "Nghị quyết", "number": "4"},
            {
                "printed": ["NQ TW4"],
                "type": "Nghị quyết",
                "number": "4",
                "session": "XII",
            },
        ),
        (
            {"printed": ["luật Đất đai năm 2013"], "type": "Luật"},
            {"printed": ["Luật Đất đai 2013"], "type": "Luật", "year": 2013},
        ),
    ],
)
def test_one_document_has_one_key(one: dict[str, object], other: dict[str, object]) -> None:
    """Spellings of a code, zeros, forms of a plenum and of a law's year make no difference."""
    assert key_of(one) == key_of(other)


def test_titles_are_equal_up_to_a_tail() -> None:
    """A few words more at the end are the same title, another beginning or half of it is not."""
    assert same_title("về công tác cán bộ nữ", "công tác cán bộ")
    assert not same_title("về công tác", "về công tác cán bộ của cả nước")
    assert not same_title("về đất đai", "về công tác cán bộ")


def test_doubtful_relations_count_neither_way() -> None:
    """A pair marked as doubtful is no error, whatever its type; a missing one is."""
    documents = [{"code": code, "printed": [code]} for code in ("05-KH/QU", "05-CT/TW", "01-KL/TW")]
    marked = {
        "documents": documents,
        "relations": [{"from": "01-KL/TW", "type": "continues", "to": "05-CT/TW"}],
        "relations_optional": [{"from": "05-KH/QU", "type": "cites", "to": "05-CT/TW"}],
    }
    record = {
        "documents": documents,
        "relations": [{"from": "05-KH/QU", "type": "implements", "to": "05-CT/TW"}],
    }
    kinds = {kind: (found, expected) for kind, found, expected in values(marked, record)}
    assert kinds["relations"] == (set(), {"#1kltw continues #5cttw"})


def test_links_have_no_direction() -> None:
    """Which of two linked documents is named first does not matter."""
    one = {"from": "A 1", "type": "linked", "to": "B 2"}
    other = {"from": "B 2", "type": "linked", "to": "A 1"}
    assert edges([one], names_of(), False) == edges([other], names_of(), False)
