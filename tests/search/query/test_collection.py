"""What an index on a cluster knows of words, when many threads ask for it."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from search.opensearch_engine.asking import collection as collection
from search.opensearch_engine.asking.collection import ClusterCollection
from search.opensearch_engine.mapping import FREQUENCIES as FREQUENCIES_OF_TERMS

FREQUENCIES = {"đảng": 7, "quận": 3}


class _Forgetful(dict[str, Any]):
    """What is kept, emptied by another thread as soon as something was put there."""

    def __ior__(self, more: Any) -> "_Forgetful":  # type: ignore[override, misc]
        return self

    def update(self, *more: Any, **named: Any) -> None:
        return


class _Snapshot:
    """A snapshot that counts how often the cluster is asked."""

    def __init__(self, kept: type[dict[str, Any]] = dict) -> None:
        self.frequencies, self.forms = kept(), kept()
        self.asked = 0
        self.location = None
        self.found = SimpleNamespace(index="timtin-1")
        self.client = self

    def counts(self, queries: Sequence[Mapping[str, Any]]) -> list[int]:
        self.asked += 1
        return [FREQUENCIES.get(query["term"][FREQUENCIES_OF_TERMS], 0) for query in queries]

    def search(self, index: str, body: Mapping[str, Any]) -> dict[str, Any]:
        self.asked += 1
        rows = [{"folded": "dang", "term": "đang"}, {"folded": "dang", "term": "đảng"}]
        return {
            "hits": {
                "hits": [
                    {"_source": row}
                    for row in rows
                    if row["folded"] in body["query"]["terms"]["folded"]
                ]
            }
        }


def lexicon_of(snapshot: _Snapshot) -> ClusterCollection:
    return ClusterCollection(snapshot)  # type: ignore[arg-type]


@pytest.mark.parametrize("kept", [dict, _Forgetful])
def test_no_word_is_unknown_because_another_thread_made_room(kept: type[dict[str, Any]]) -> None:
    """Frequencies and forms are right also when what is kept is emptied between asking and
    looking."""
    words = lexicon_of(_Snapshot(kept))
    words.expect(["đảng", "quận"], ["dang"])
    assert [words.frequency(word) for word in ("đảng", "quận", "khác", "\ud800")] == [7, 3, 0, 0]
    assert [words.forms(folded) for folded in ("dang", "khac", "\ud800")] == [
        ["đang", "đảng"],
        [],
        [],
    ]


def test_what_was_expected_is_asked_once() -> None:
    """What was announced costs no further round trip, and neither does what is asked again."""
    snapshot = _Snapshot()
    words = lexicon_of(snapshot)
    words.expect(["đảng", "quận"], ["dang", "khac"])
    assert snapshot.asked == 2
    assert [words.frequency(word) for word in ("đảng", "quận")] == [7, 3]
    assert [words.forms("dang"), words.forms("khac"), snapshot.asked] == [["đang", "đảng"], [], 2]


def test_what_is_kept_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any number of words may be asked about."""
    monkeypatch.setattr(collection, "MOST_KEPT", 10)
    snapshot = _Snapshot()
    words = lexicon_of(snapshot)
    assert {words.frequency(f"từ{n}") for n in range(100)} == {0} and words.frequency("đảng") == 7
    assert len([words.forms(f"tu{n}") for n in range(100)]) == 100
    assert len(snapshot.frequencies) <= 11 and len(snapshot.forms) <= 11
