"""Addresses as people have them: with a slash too many, or those of the articles themselves."""

import pytest
from flask.testing import FlaskClient

from corpus.article import Article
from corpus.reading.addresses import address_id, identity
from indexer.indexed import to_indexed
from search.opening import open_writer
from webui import create_app

URL = "https://tin.example.vn/xay-dung-dang/quan-1-tong-ket-cong-tac-tuyen-giao-149188.html"
OTHER = "https://bao.example.vn/quan-10-so-ket-chi-thi-05-77.htm"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Serve one article known by its address, and one with an id of its own."""
    place = tmp_path_factory.mktemp("addresses")
    articles = [
        Article(
            address_id(identity(URL)), "Quận 1 tổng kết công tác tuyên giáo", "Đảng bộ", url=URL
        ),
        Article("so-77", "Quận 10 sơ kết Chỉ thị 05", "Đảng ủy", url=OTHER),
    ]
    with open_writer(place) as writer:
        writer.add(writer.prepare([to_indexed(article) for article in articles]))
        writer.commit()
    return create_app(place).test_client()


@pytest.mark.parametrize(
    "pasted",
    [
        URL,
        URL.replace("https://", "http://"),
        URL.replace("//", "//www."),
        URL.replace("//", "//m."),
        URL.replace("https://", ""),
        f" {URL}?utm_source=zalo&fbclid=x1#binh-luan ",
        OTHER,
        OTHER.replace("https://", "http://m.") + "?utm_medium=rss",
    ],
)
@pytest.mark.parametrize("page", ["/search", "/"])
def test_an_address_in_the_search_box_finds_its_article(
    client: FlaskClient, pasted: str, page: str
) -> None:
    """In whatever form it was copied, it leads to that article and no other."""
    answer = client.get(page, query_string={"q": pasted}, follow_redirects=True)
    title = "Quận 10 sơ kết" if "bao.example" in pasted else "Quận 1 tổng kết"
    assert answer.status_code == 200 and answer.request.path.startswith("/bai/")
    assert title in answer.text


@pytest.mark.parametrize(
    "q", ["https://khac.example.vn/khong-co.html", "05/2025", "a/b", "https://", "http://[x"]
)
def test_another_text_with_slashes_is_a_query(client: FlaskClient, q: str) -> None:
    """An address of no article, or what is none, is searched for like any words."""
    assert client.get("/search", query_string={"q": q}).status_code == 200


@pytest.mark.parametrize(
    ("path", "shorter"),
    [
        ("/search/", "/search"),
        ("/search/?q=qu%E1%BA%ADn&page=1", "/search?q=qu%E1%BA%ADn&page=1"),
        ("/bai/so-77/", "/bai/so-77"),
        ("/bai/so-77//", "/bai/so-77"),
        ("/van-ban/", "/van-ban"),
        ("/api/v1/search/?q=x", "/api/v1/search?q=x"),
        ("/search.json/", "/search.json"),
    ],
)
def test_a_slash_too_many_is_put_right(client: FlaskClient, path: str, shorter: str) -> None:
    """Where there is something without the slash the answer leads there, with its query."""
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (301, shorter)
    assert client.get(shorter).status_code == 200


@pytest.mark.parametrize("path", ["/khong-co/", "/\\evil.example/", "/static/", "/bai/khong-co"])
def test_what_is_nowhere_stays_nowhere(client: FlaskClient, path: str) -> None:
    """Nothing leads to another site, and what is not there is 404."""
    answer = client.get(path)
    assert answer.status_code == 404 and "Location" not in answer.headers


def test_a_site_under_a_path_keeps_it(client: FlaskClient) -> None:
    """The redirect begins with the path under which the site is served."""
    answer = client.get("/search/?q=x", base_url="http://localhost/tin")
    assert answer.headers["Location"] == "/tin/search?q=x"


def test_two_slashes_lead_to_no_other_site(client: FlaskClient) -> None:
    """An address that begins like that of another site is not followed."""
    answer = client.get("/", environ_overrides={"PATH_INFO": "//evil.example/"})
    assert answer.status_code == 404 and "Location" not in answer.headers
