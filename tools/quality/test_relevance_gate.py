"""How known-item search is scored, and the floor that keeps it."""

import pytest

from tools.quality.relevance import Topic, behind, figures, lowered, measure, raised, score

RELEVANT = {"a": 2, "b": 2, "c": 1}


@pytest.mark.parametrize(
    ("found", "reciprocal_rank", "success"),
    [
        (["a", "x"], 1.0, 1.0),
        (["c", "b"], 0.5, 1.0),
        (["c", "x"], 0.0, 0.0),
        ([], 0.0, 0.0),
        ([*"0123456789", "a"], 0.0, 0.0),
    ],
)
def test_only_the_story_itself_counts_as_found(
    found: list[str], reciprocal_rank: float, success: float
) -> None:
    """The first article of the story decides; background is no success, and neither is rank
    eleven."""
    one = score(found, RELEVANT)
    assert (one.reciprocal_rank, one.success) == (reciprocal_rank, success)


def test_the_best_order_has_gain_one() -> None:
    """nDCG is 1 for the best order only, and a story counts three times its background."""
    assert score(["b", "a", "c"], RELEVANT).ndcg == 1.0
    assert 0 < score(["c", "a", "b"], RELEVANT).ndcg < 1
    assert score(["a"], {"a": 2, "c": 1}).ndcg == pytest.approx(3 / (3 + 0.63093), abs=1e-4)


def test_a_ratio_is_over_the_same_topics() -> None:
    """A kind that some topics lack is compared with the main queries of those that have it."""
    asked = [
        Topic("1", {"main": "x", "plain": "x", "variant": "none", "typo": "x"}, {"a": 2}),
        Topic("2", {"main": "none", "plain": "none"}, {"a": 2}),
    ]
    means = figures(measure(lambda q: ["a"] if q == "x" else [], asked))
    assert means["main MRR@10"] == 0.5
    assert (means["plain ratio"], means["variant ratio"], means["typo ratio"]) == (1.0, 0.0, 1.0)


def test_the_floor_only_rises() -> None:
    """A lower figure and a missing one are named; a higher one becomes the floor."""
    floor = {"main MRR@10": 0.9, "main nDCG@10": 0.8}
    assert lowered({"main MRR@10": 0.91}, floor) == ["main nDCG@10: 0.0000 < 0.8000"]
    assert lowered(floor, floor) == []
    assert raised({"main MRR@10": 0.91, "main nDCG@10": 0.7}, floor) == {
        "main MRR@10": 0.91,
        "main nDCG@10": 0.8,
    }


def test_a_better_system_is_named() -> None:
    """Whoever is ahead in any column is said to be."""
    systems = {
        "timtin": {"main MRR@10": 0.9},
        "one": {"main MRR@10": 0.91},
        "two": {"main MRR@10": 0.9},
    }
    assert behind(systems) == ["main MRR@10: one 0.9100 > 0.9000"]
