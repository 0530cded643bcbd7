"""Records of articles for tests, as they stand in files."""

import json

BODY = (
    "Sáng 5/6, Huyện ủy Nhà Bè triển khai Nghị quyết số "
    "07-NQ/HU. Hội nghị do Thường trực Huyện ủy chủ trì."
)


def record(id: object = "a1", **fields: object) -> dict[str, object]:
    return {"id": id, "title": "Huyện ủy Nhà Bè triển khai nghị quyết", "body": BODY, **fields}


def line(id: object = "a1", **fields: object) -> str:
    return json.dumps(record(id, **fields), ensure_ascii=False)


RECORDS = [
    {
        "id": "q1",
        "title": "Quận ủy Quận 1 tổng kết công tác tuyên giáo",
        "source": "Trang tin Quận 1",
        "published": "2025-01-09",
        "caption": "Quang cảnh hội nghị",
        "authors": ["Ban biên tập"],
        "body": "Ngày 9/1, Quận ủy Quận 1 tổng kết việc thực hiện Chỉ thị số 05-CT/TW.\nTham dự có các chi bộ.",
    },
    {
        "id": "nb",
        "title": "Huyện ủy Nhà Bè triển khai nghị quyết",
        "published": "2024-03-02",
        "body": "Huyện ủy Nhà Bè triển khai Nghị quyết số 07-NQ/HU về công tác dân vận và tuyên giáo.",
    },
    {
        "id": "xss",
        "text_format": "plain",
        "title": 'Thử <script>alert(1)</script> "><img onerror=x>',
        "published": "2023-05-05",
        "body": "Nội dung {{7*7}} & <b>đậm</b> về học tập chuyên đề.",
    },
]
