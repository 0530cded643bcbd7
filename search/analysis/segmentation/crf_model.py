"""The weights and the word list that pyvi ships, read without importing pyvi.

pyvi 0.1.1 segments with a linear-chain CRF of two labels, B_W (a word begins) and I_W (it goes on),
trained with CRFsuite. Its `models/pyvi3.pkl` holds the CRFsuite file as one string constant: the
string is looked up among the pickle's instructions, nothing is unpickled or run. The file is parsed
here (little-endian; CRFsuite 0.12, crf1d_model.c and cqdb.c).
"""

import hashlib
import importlib.util
import pickletools
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

__all__ = ["CrfModel", "Weights", "model_digest", "pyvi_version", "read_model", "read_words"]

Weights = tuple[float, float]
"""For B_W and for I_W, in natural logarithms."""

_FEATURE = np.dtype([("kind", "<u4"), ("source", "<u4"), ("label", "<u4"), ("weight", "<f8")])
_SIZE = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class CrfModel:
    """A two-label CRF.

    `weights` maps an attribute ("bias", "word.lower():ủy") to its weights for B_W and for I_W;
    `transitions[a][b]` is the score of label b after label a, with 0 for B_W and 1 for I_W.
    """

    weights: Mapping[str, Weights]
    transitions: tuple[tuple[float, float], tuple[float, float]]

    def lead(self, attribute: str) -> float:
        """Return how much more an attribute speaks for I_W than for B_W, 0 when it is unknown."""
        begins, inside = self.weights.get(attribute, (0.0, 0.0))
        return inside - begins


@cache
def _models() -> Path:
    spec = importlib.util.find_spec("pyvi")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pyvi, which provides the segmentation model, is not installed")
    return Path(spec.submodule_search_locations[0]) / "models"


def pyvi_version() -> str:
    """Return the version of the installed pyvi distribution."""
    from importlib.metadata import version  # deferred: the import costs more than the answer

    return version("pyvi")


@cache
def model_digest() -> str:
    """Return the SHA-256 (hex) of model file and word list: what the words depend on besides this
    package."""
    digest = hashlib.sha256()
    for name in ("pyvi3.pkl", "words.txt"):
        digest.update((_models() / name).read_bytes())
    return digest.hexdigest()


def read_words() -> frozenset[str]:
    """Return pyvi's word list, with a space between the syllables of a word, as written (it looks
    up lower case)."""
    return frozenset((_models() / "words.txt").read_bytes().decode().split("\n"))


def read_model() -> CrfModel:
    """Read pyvi's CRF; raises ValueError when the file is not a two-label CRFsuite model."""
    data = _crfsuite_bytes((_models() / "pyvi3.pkl").read_bytes())
    try:
        return _parse(data)
    except (struct.error, IndexError, KeyError) as error:
        raise ValueError("pyvi's CRFsuite model is damaged") from error


def _crfsuite_bytes(pickled: bytes) -> bytes:
    for _opcode, value, _position in pickletools.genops(pickled):
        if isinstance(value, str) and value.startswith("lCRF"):
            return value.encode("latin-1")  # protocol 2 writes bytes as Latin-1 text
        if isinstance(value, bytes) and value.startswith(b"lCRF"):
            return value
    raise ValueError("pyvi's model file holds no CRFsuite model")


def _parse(data: bytes) -> CrfModel:
    _magic, size, _type, _version, *_counts, features_at, labels_at, attributes_at = (
        struct.unpack_from("<4sI4s7I", data)
    )
    if size != len(data):
        raise ValueError(f"pyvi's CRFsuite model is damaged: {len(data)} bytes of {size}")
    labels, attributes = _strings(data, labels_at), _strings(data, attributes_at)
    if sorted(labels) != ["B_W", "I_W"]:
        raise ValueError(f"pyvi's model has the labels {labels}, not B_W and I_W")
    _chunk, _size, count = struct.unpack_from("<4s2I", data, features_at)
    rows = np.frombuffer(data, _FEATURE, count, features_at + 12)
    is_transition, source, weight = rows["kind"] == 1, rows["source"], rows["weight"]
    inside = np.array([label == "I_W" for label in labels], np.intp)
    label = inside[rows["label"]]
    states, transitions = np.zeros((2, len(attributes))), np.zeros((2, 2))
    states[label[~is_transition], source[~is_transition]] = weight[~is_transition]
    transitions[inside[source[is_transition]], label[is_transition]] = weight[is_transition]
    weights = dict(zip(attributes, zip(*states.tolist(), strict=True), strict=True))
    (bb, bi), (ib, ii) = transitions.tolist()
    return CrfModel(weights, ((bb, bi), (ib, ii)))


def _strings(data: bytes, at: int) -> list[str]:
    """Return the strings of a CQDB table in the order of their ids; a string may hold a newline."""
    count, table = struct.unpack_from("<2I", data, at + 16)
    strings = []
    for offset in struct.unpack_from(f"<{count}I", data, at + table):
        start = at + offset + 8  # behind its id and its size
        (size,) = _SIZE.unpack_from(data, start - 4)
        strings.append(data[start : start + size].rstrip(b"\0").decode())
    return strings
