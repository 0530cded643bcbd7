"""Numbers in a query, in the forms in which papers print them."""

from pathlib import Path

import pytest
from index_model import document, write

from search import SearchRequest, open_engine


@pytest.mark.parametrize("typed", ["92,68%", "92.68 %", "92,68 phần trăm", "92.68 phan tram"])
def test_a_share_in_any_print(tmp_path: Path, typed: str) -> None:
    """Comma and point are one sign in a number, and "phần trăm" is the % that is no word."""
    texts = {"a": "đạt 92,68%", "b": "đạt 92.68 phần trăm", "c": "đạt 92,6%", "d": "phần trăm"}
    write(tmp_path, [document(id, text) for id, text in texts.items()])
    page = open_engine(tmp_path).search(SearchRequest(typed))
    assert {hit.id for hit in page.results} == {"a", "b"}


def test_a_district_cut_short_with_a_point(tmp_path: Path) -> None:
    """Q.8 is Q8: one word and number, not a letter here and a number there."""
    texts = {"a": "Ở Q.8 có tin", "b": "Ở Q8 có tin", "c": "Ở quận 8 có tin", "d": "Q.1 và 8 tin"}
    write(tmp_path, [document(id, text) for id, text in texts.items()])
    engine = open_engine(tmp_path)
    for typed in ("Q.8", "Q. 8", "Q8", "q.8 tin"):
        page = engine.search(SearchRequest(typed, off=("relax",)))
        assert {hit.id for hit in page.results} == {"a", "b", "c"}, typed
