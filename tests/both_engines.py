"""What two engines must agree on."""

from typing import Any

from search import SearchRequest
from search.engine import Engine
from search.model import SearchPage


def comparable(page: SearchPage) -> dict[str, Any]:
    """Return what two engines must agree on: all but scores, and so the order of relevance."""
    return {
        "readings": [(one.kind, one.text, one.value) for one in page.readings],
        "total": page.total,
        "facets": {name: [tuple(row) for row in page.facets[name]] for name in page.facets},
        "totals": dict(page.facet_totals),
        "suggestions": [
            (one.q, one.reason, one.total) for one in page.suggestions if one.reason != "diacritics"
        ],
    }


def ids(engine: Engine, request: SearchRequest) -> list[str]:
    return [hit.id for hit in engine.scan(request)]


def agree(embedded: Engine, distributed: Engine, request: SearchRequest) -> None:
    """Hold the answers of both engines to one another."""
    expected_page = comparable(embedded.search(request))
    for what, given in comparable(distributed.search(request)).items():
        assert given == expected_page[what], (what, request.q, given, expected_page[what])
    expected, answered = ids(embedded, request), ids(distributed, request)
    assert sorted(answered) == sorted(expected), request
    if request.sort != "relevance":
        assert answered == expected, request
        pages = [engine.search(request) for engine in (embedded, distributed)]
        assert [hit.id for hit in pages[0].results] == [hit.id for hit in pages[1].results]
