"""Small indexes on a cluster for the tests, and what is behind them."""

from collections.abc import Callable
from typing import Any

from index_model import document
from opensearchpy import OpenSearch

from search import SearchRequest, open_engine
from search.opening import open_writer
from search.opensearch_engine.connection import cluster
from search.opensearch_engine.connection.location import read_location

Places = Callable[..., str]

DOCUMENTS = [
    document(
        "a",
        "Quận ủy Quận 1 sơ kết",
        "Chi bộ học tập chuyên đề về xây dựng Đảng.",
        codes=["05-CT/TW"],
    ),
    document("b", "Hội nghị tuyên giáo", "Ban Tuyên giáo triển khai kế hoạch năm mới."),
    document("c", "Cải cách hành chính", "Ủy ban nhân dân phường tiếp nhận hồ sơ trực tuyến."),
]


def client_of(location: str) -> OpenSearch:
    return cluster.connect(read_location(location))


def behind(location: str) -> str:
    """Return the name of the index behind an alias."""
    return cluster.find_index(client_of(location), read_location(location)).index


def write(location: str, *documents: Any, rebuild: bool = False) -> None:
    with open_writer(location, rebuild=rebuild) as out:
        out.add(out.prepare(list(documents)))
        out.commit()


def found(location: str, q: str = "") -> set[str]:
    return {
        hit.id for hit in open_engine(location).search(SearchRequest(q=q, per_page=100)).results
    }
