"""What the tests of the readers share: two texts, and a file read with all that is told of it."""

import json
from pathlib import Path

from corpus import Article, read_articles
from corpus.reading import Note, Rejection, Settings

BODY = (
    "Ngày 9/1/2025, Quận ủy Quận 1 tổ chức hội nghị triển khai Kế hoạch số 05-KH/QU về công tác "
    "tuyên giáo, các chi bộ phải tổ chức học tập trong quý I."
)
OTHER = (
    "Các phường trên địa bàn quận đã đăng ký nội dung thực hiện Chỉ thị số 05-CT/TW và báo cáo kết "
    "quả hằng tháng về Ban Tuyên giáo."
)


def line(record: object) -> str:
    """Return a record as a line of JSON."""
    return json.dumps(record, ensure_ascii=False)


def read(
    path: Path, data: bytes | str, **said: object
) -> tuple[list[Article], list[Rejection], list[Note]]:
    """Write a file, read it; return the articles, what was refused, what was told."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    rejections: list[Rejection] = []
    notes: list[Note] = []
    settings = Settings(**said)  # type: ignore[arg-type]
    articles = list(read_articles(path, rejections.append, notes.append, settings))
    return articles, rejections, notes
