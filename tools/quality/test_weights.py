"""How weights are tried: on topics that they were not chosen on."""

from pathlib import Path

import pytest
from sample_index import indexed, sample_articles

from search import SearchRequest, open_engine
from search.engine import Engine
from tools.quality.weights import SHIPPED, Setting, Worth, applied, cross_validated, settings, table


def _worths(**by_setting: list[float]) -> dict[str, dict[str, Worth]]:
    return {
        name.replace("_", " "): {
            f"{topic}": Worth(ndcg, ndcg) for topic, ndcg in enumerate(figures)
        }
        for name, figures in by_setting.items()
    }


def test_what_suits_one_topic_alone_does_not_hold() -> None:
    """A setting that is best for a single topic is not chosen on the others, or not worth its
    figure there."""
    worths = _worths(
        as_shipped=[0.8, 0.8, 0.8, 0.8], lucky=[1.0, 0.75, 0.75, 0.75], better=[0.9, 0.9, 0.9, 0.9]
    )
    tuned, shipped, chosen = cross_validated(worths, folds=4)
    assert (tuned, shipped, set(chosen)) == (pytest.approx(0.9), pytest.approx(0.8), {"better"})
    tuned, _, chosen = cross_validated({name: worths[name] for name in (SHIPPED, "lucky")}, folds=4)
    assert chosen.count("lucky") == 3 and tuned < shipped


def test_the_table_says_what_changes_and_how_sure() -> None:
    """Each setting has its figures, and all but the shipped one a change with its error."""
    lines = table(_worths(as_shipped=[0.5, 0.7], other=[0.6, 0.9])).splitlines()
    assert lines[2] == "| as shipped | 0.6000 | 0.6000 |  |"
    assert lines[3] == "| other | 0.7500 | 0.7500 | +0.1500 ± 0.0500 |"


def test_a_setting_ranks_and_leaves_no_trace(tmp_path: Path) -> None:
    """Under a setting hits score otherwise; afterwards they score as before."""

    def scores(engine: Engine) -> list[float]:
        return [hit.score for hit in engine.search(SearchRequest(q="tuyên giáo")).results]

    shipped = scores(indexed(sample_articles(), tmp_path))
    names = set(settings())
    assert SHIPPED in names and len(names) > 10
    for setting in (settings()["k1 0.9"], settings()["words 0.0"], Setting(nearness=9)):
        with applied(setting, tmp_path) as engine:
            assert (scores(engine) != shipped) == (setting.nearness != 9)
    assert scores(open_engine(tmp_path)) == shipped
