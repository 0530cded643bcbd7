"""The table of places and times: every cell is what the search it leads to finds."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from page_links import hrefs
from sample_index import indexed, sample_articles

from search.engine import Engine
from search.model import DateBucket
from search.request import SearchRequest
from webui import create_app
from webui.heat.columns import MOST_COLUMNS, UNITS, periods
from webui.heat.crosstab import ROWS, crosstab
from webui.heat.shades import STEPS, step

days = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The sample in an index."""
    opened = indexed(sample_articles(), tmp_path_factory.mktemp("heat") / "index")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def site(engine: Engine) -> FlaskClient:
    """The site over the sample."""
    return create_app("memory", OPEN_ENGINE=lambda location: engine, TESTING=True).test_client()


def months(*found: date) -> list[DateBucket]:
    return [DateBucket(f"{day:%Y-%m}", day.replace(day=1), day, 1) for day in sorted(found)]


@given(st.lists(days, min_size=1, max_size=9), st.sampled_from(("", *UNITS)))
def test_columns_follow_each_other(found: list[date], unit: str) -> None:
    """At most sixteen columns, in order, without a gap, up to the last day; all of one unit."""
    columns = periods(months(*found), min(found), max(found), unit)
    assert 1 <= len(columns) <= MOST_COLUMNS
    assert columns[-1].last == max(found)
    for one, other in pairwise(columns):
        assert one.first <= one.last == other.first - timedelta(days=1)
    assert len({column.unit for column in columns}) == 1


def test_no_articles_no_columns() -> None:
    """A search without a day has no columns."""
    assert periods([], None, None) == []


@pytest.mark.parametrize("rows_of", ROWS)
@pytest.mark.parametrize("q", ["", "chỉ thị 05", "quận"])
def test_a_cell_is_a_search(engine: Engine, rows_of: str, q: str) -> None:
    """A cell is the total of the search with its value and its days; a sum that of its column."""
    table = crosstab(engine, SearchRequest(q=q), rows_of)
    for column, total in zip(table.columns, table.sums, strict=True):
        asked = SearchRequest(q=q, date_from=column.first, date_to=column.last)
        assert engine.search(asked).total == total
        for row in table.rows[:5]:
            cell = row.cells[table.columns.index(column)]
            if cell is not None:
                assert engine.search(asked.choosing(rows_of, (row.value,))).total == cell


def test_chosen_values_are_the_rows(engine: Engine) -> None:
    """Who chose districts sees those and no others."""
    chosen = ("Quận 1, Thành phố Hồ Chí Minh", "Quận 3, Thành phố Hồ Chí Minh")
    table = crosstab(engine, SearchRequest(districts=chosen))
    assert {row.value for row in table.rows} == set(chosen)


def test_districts_end_and_their_wards_go_on(engine: Engine) -> None:
    """After 30 June 2025 a district has no cells, and the wards that came from it stand below."""
    table = crosstab(engine, SearchRequest(date_from=date(2025, 7, 1)), "district", "month")
    rows = {row.value: row for row in crosstab(engine, SearchRequest()).rows}
    first = rows["Quận 1, Thành phố Hồ Chí Minh"]
    assert first.cells[-1] is None and first.cells[0] is not None
    assert "Phường Sài Gòn, Thành phố Hồ Chí Minh" in {row.value for row in first.below}
    ended = [row for row in table.rows if row.value.startswith("Quận")]
    assert all(cell is None for row in ended for cell in row.cells)


def test_silent_places_are_told_with_what_they_have_at_all(engine: Engine) -> None:
    """Places without an article in the search are those of its provinces that are no rows; beside
    each stands its number in the whole collection."""
    request = SearchRequest(q="chỉ thị 05", provinces=("Thành phố Hồ Chí Minh",))
    table = crosstab(engine, request)
    silent = dict(table.silent)
    assert silent and not silent.keys() & {row.value for row in table.rows}
    assert all(name.endswith(", Thành phố Hồ Chí Minh") for name in silent)
    for name in list(silent)[:4]:
        assert engine.search(SearchRequest(districts=(name,))).total == silent[name]
        assert engine.search(request.choosing("district", (name,))).total == 0


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_darker_is_more(count: int, top: int) -> None:
    """Nothing is blank, the largest is darkest, and more is never lighter."""
    count = min(count, top)
    assert (step(count, top) == 0) == (count == 0) and step(top, top) <= STEPS
    assert step(count, top) <= step(min(count + 1, top), top)


def test_page_json_and_csv_tell_the_same(site: FlaskClient) -> None:
    """The three forms have the same rows, and the cells of the page lead to searches."""
    record = site.get("/bang.json?q=quận&rows=district").get_json()
    sheet = list(csv.reader(io.StringIO(site.get("/bang.csv?q=quận").data.decode("utf-8-sig"))))
    assert sheet[0] == ["district", *(column["name"] for column in record["columns"]), "total"]
    assert [row[0] for row in sheet[1:] if row[0] == record["table"][0]["value"]]
    text = site.get("/bang?q=quận").text
    assert hrefs(text, "/search?") and "<table" in text
    first = record["table"][0]
    assert [cell or 0 for cell in first["cells"]] == [int(cell or 0) for cell in sheet[1][1:-1]]


@pytest.mark.parametrize(
    "query", ["rows=colour", "columns=day", "order=size", "page=0", "q=" + "a" * 1001]
)
@pytest.mark.parametrize("ending", ["", ".json", ".csv"])
def test_wrong_parameters(site: FlaskClient, query: str, ending: str) -> None:
    """A value that is none of the table's is 400."""
    assert site.get(f"/bang{ending}?{query}").status_code == 400


@pytest.mark.parametrize("query", ["q=zzzzqq", "from=1990&to=1991"])
def test_nothing_to_count(site: FlaskClient, query: str) -> None:
    """A search without articles is a page that says so."""
    answer = site.get(f"/bang?{query}")
    assert answer.status_code == 200
