"""The model behind the segmenter: read without being run, exact to the last weight, refused when
damaged."""

import hashlib
import itertools
import pickle
import re
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.segmentation import crf_model, model_digest, segmenter
from search.analysis.segmentation.viterbi import decode


def test_weights_are_those_crfsuite_reads(pyvi: Callable[[str], str], tmp_path: Path) -> None:
    """Every attribute and transition has the weight that CRFsuite itself finds in the model."""
    from pyvi.ViTokenizer import ViTokenizer

    ViTokenizer.model.tagger_.dump(str(tmp_path / "dump"))
    dump = (tmp_path / "dump").read_text("utf-8")
    model = crf_model.read_model()
    weights, labels = (
        re.findall(r"  \(0\) (.+?) --> ([BI]_W): (\S+)\n", dump, re.DOTALL),
        ("B_W", "I_W"),
    )
    assert {attribute for attribute, _label, _weight in weights} == set(model.weights)
    for attribute, label, weight in weights:
        ours = model.weights[attribute][labels.index(label)]
        assert ours == pytest.approx(float(weight), abs=1e-6)  # it prints six decimals
    assert sum(weight != 0.0 for pair in model.weights.values() for weight in pair) == len(weights)
    transitions = re.findall(r"  \(1\) ([BI]_W) --> ([BI]_W): (\S+)\n", dump)
    assert len(transitions) == 4
    for before, label, weight in transitions:
        ours = model.transitions[labels.index(before)][labels.index(label)]
        assert ours == pytest.approx(float(weight), abs=1e-6)


def test_digest_is_of_model_and_words() -> None:
    """The digest changes with either file; it and the version name what an index was built with."""
    from importlib.metadata import version
    from importlib.resources import files

    models = files("pyvi") / "models"
    content = (models / "pyvi3.pkl").read_bytes() + (models / "words.txt").read_bytes()
    assert model_digest() == hashlib.sha256(content).hexdigest()
    assert crf_model.pyvi_version() == version("pyvi")


class _Trap:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (self.path,)


def test_a_foreign_model_file_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model file is read, not unpickled: one that would act when unpickled is an error and
    nothing happens."""
    monkeypatch.setattr(crf_model, "_models", lambda: tmp_path)
    (tmp_path / "pyvi3.pkl").write_bytes(pickle.dumps(_Trap(tmp_path / "sprung")))
    with pytest.raises(ValueError, match="CRFsuite"):
        crf_model.read_model()
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("size", [4, 40, 47, 5_000, 230_000, 600_000])
def test_a_damaged_model_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """A model cut short raises ValueError, wherever the cut is."""
    data = crf_model._crfsuite_bytes((crf_model._models() / "pyvi3.pkl").read_bytes())
    (tmp_path / "pyvi3.pkl").write_bytes(pickle.dumps(data[:size]))
    monkeypatch.setattr(crf_model, "_models", lambda: tmp_path)
    with pytest.raises(ValueError, match="model"):
        crf_model.read_model()


TRANSITIONS = ((-0.99667958, 1.91871452), (-2.96956169, -0.43685034))


SCORES = st.lists(st.floats(-4, 4), min_size=1, max_size=8)


def best(scores: list[float]) -> float:
    """The score of the best labelling, by trying all."""
    return max(total(scores, labels) for labels in itertools.product((0, 1), repeat=len(scores)))


def total(scores: list[float], labels: tuple[int, ...] | list[bool]) -> float:
    steps = sum(TRANSITIONS[a][b] for a, b in itertools.pairwise(labels))
    return steps + sum(score for score, label in zip(scores, labels, strict=True) if label)


@settings(deadline=None)
@given(st.lists(SCORES, min_size=1, max_size=5))
def test_decoding_finds_the_best_labels(sequences: list[list[float]]) -> None:
    """No labelling of any of several sequences beats the one found."""
    sizes = np.array([len(scores) for scores in sequences])
    last = np.cumsum(sizes) - 1
    labels, _ties = decode(np.concatenate(sequences), last - sizes + 1, last, TRANSITIONS)
    for scores, found in zip(sequences, np.split(labels, last[:-1] + 1), strict=True):
        assert total(scores, found.tolist()) == pytest.approx(best(scores))


def test_decoding_refuses_other_chains() -> None:
    """A chain that favours staying would be decoded wrongly, so it is refused."""
    with pytest.raises(ValueError, match="staying"):
        decode(np.zeros(1), np.array([0]), np.array([0]), ((1.0, 0.0), (0.0, 1.0)))


def test_the_model_loads_soon() -> None:
    """Weights and lexicon are there in a second or two even of a busy machine, for the first search
    waits for them."""
    start = time.process_time()
    for loaded in (segmenter._model, segmenter._words, segmenter._exact, segmenter._segmenter):
        loaded.__wrapped__()
    assert time.process_time() - start < 2
