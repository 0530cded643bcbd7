"""A request that needs more work than one may cause is stopped, and says so."""

from pathlib import Path

import pytest
from sample_index import indexed, sample_articles

from search import Overtime, SearchRequest, open_engine
from search.deadline import lift, start
from webui import create_app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    indexed(sample_articles(), tmp_path).close()
    return tmp_path


def test_overtime_is_told_in_the_form_asked_for(folder: Path) -> None:
    """A program reads a problem of its own kind, a reader a page; the next request is sound."""
    client = create_app(folder, WORK_SECONDS=-1.0).test_client()
    answer = client.get("/search.json?q=tuyên giáo")
    assert answer.status_code == 503
    assert answer.mimetype == "application/problem+json"
    assert answer.get_json()["type"] == "/api#overtime"
    page = client.get("/search?q=tuyên giáo")
    assert page.status_code == 503
    assert "cần quá nhiều thời gian" in page.text
    assert create_app(folder).test_client().get("/search.json?q=tuyên giáo").status_code == 200


def test_a_search_is_stopped_inside_its_time_only(folder: Path) -> None:
    """What is searched when the time is over raises; behind it all is as before."""
    engine = open_engine(folder)
    start(-1.0)
    try:
        with pytest.raises(Overtime):
            engine.search(SearchRequest("tuyên giáo"))
    finally:
        lift()
    assert engine.search(SearchRequest("tuyên giáo")).total


def test_a_wrong_setting_is_told(folder: Path) -> None:
    """What is no number of seconds is refused when the application is made."""
    with pytest.raises(ValueError, match="WORK_SECONDS must be a number"):
        create_app(folder, WORK_SECONDS="long")
