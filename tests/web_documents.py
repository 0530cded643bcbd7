"""Documents that the tests of pages and API search: our own text, one of them hostile in every
field."""

from datetime import date

from corpus import Article
from indexer.indexed import to_indexed
from search.model import IndexedArticle

HOSTILE = "<script>alert(1)</script>\"><img src=x onerror=alert(2)> {{7*7}} '"


def _document(
    id: str, title: str, body: str, day: date | None, codes: str, districts: str, **fields: str
) -> IndexedArticle:
    facets = {
        "code": tuple(codes.split("; ")) if codes else (),
        "district": tuple(
            f"{name}, Thành phố Hồ Chí Minh" for name in districts.split("; ") if name
        ),
        "type": ("Kế hoạch",) if "KH" in codes else (),
    }
    article = Article(id, title, body, published=day, **fields)
    found = to_indexed(article)
    facets |= {name: found.facets.get(name, ()) for name in ("document", "relation")}
    return IndexedArticle(
        article,
        facets,
        mentions=found.mentions,
        documents=found.documents,
        relations=found.relations,
    )


DOCUMENTS = [
    _document(
        "a1",
        "Quận ủy Quận 1 tổng kết công tác tuyên giáo",
        "Ngày 9/1, Quận ủy Quận 1 tổng kết công tác tuyên giáo.\n"
        "Hội nghị đánh giá Kế hoạch số 05-KH/QU và việc thực hiện Chỉ thị 05-CT/TW. "
        "Công tác tuyên giáo có mô hình hay.",
        date(2025, 1, 9),
        "05-KH/QU; 05-CT/TW",
        "Quận 1",
        source="Thanhuytphcm.vn",
        url="https://example.vn/a1",
        summary="Quận ủy Quận 1 đánh giá một năm làm tuyên giáo.",
    ),
    _document(
        "a2",
        "Quận 3 sơ kết Chỉ thị 05-CT/TW",
        "Quận ủy Quận 3 sơ kết Chỉ thị số 05-CT/TW năm 2024.",
        date(2024, 5, 20),
        "05-CT/TW",
        "Quận 3; Quận 10",
    ),
    _document(
        "a3",
        "Cải cách hành chính ở Quận 10",
        "Ủy ban nhân dân Quận 10 cải cách hành chính.",
        date(2025, 3, 2),
        "12-NQ/TU",
        "Quận 10",
    ),
    _document("tin/2025 số 4", "Bài không có ngày", "Tuyên giáo không rõ ngày.", None, "", ""),
    _document(
        "hostile",
        HOSTILE,
        f"Bài thử {HOSTILE}\nđoạn hai",
        date(2025, 2, 1),
        "",
        "",
        source=HOSTILE,
        url="javascript:alert(3)",
        summary="=HYPERLINK(1) " + HOSTILE,
        section=HOSTILE,
    ),
]
