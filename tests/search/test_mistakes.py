"""A mistake of the program is one: it is never told as damage of the index."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from search import SearchRequest, open_engine
from search.query import suggesting, understanding
from search.whoosh_engine import answering
from search.whoosh_engine.storage.damage import NONSENSE
from webui import create_app


def _failing(error: Exception) -> Any:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize("kind", [kind for kind in NONSENSE if kind is not ArithmeticError])
@pytest.mark.parametrize(
    ("module", "name", "q"),
    [(understanding, "correct", "khongcotunay"), (suggesting, "shorter", "khongcotunay"),
      (answering, "ranked", "quận"), (answering, "understand", "quận")],
)  # fmt: skip
def test_a_mistake_inside_a_search_is_ours(
    built: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Exception], module: Any, name: str, q: str
) -> None:  # fmt: skip
    """Whatever a search of ours raises is 500 `internal`, and comes out of the engine as it is;
    "damaged, build it anew" would cost the reader an hour and mend nothing."""
    monkeypatch.setattr(module, name, _failing(kind("ours")))
    answer = create_app(built).test_client().get("/api/v1/search", query_string={"q": q})
    assert answer.status_code == 500 and answer.json["type"].endswith("#internal")
    with pytest.raises(kind):
        open_engine(built).search(SearchRequest(q=q)).suggestions  # noqa: B018 it is worked out now


def test_one_word_put_right_has_no_neighbours(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A slip in a query of one word, under a filter that leaves nothing, is answered like any
    other: there is no neighbour of what was changed to count."""
    monkeypatch.setattr(understanding, "correct", lambda *_: "quận")
    request = SearchRequest(q="quậnn", date_from=date(2030, 1, 1))
    assert [one.reason for one in open_engine(built).search(request).suggestions] == ["filter"]
