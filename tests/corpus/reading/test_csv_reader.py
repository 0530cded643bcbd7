"""Tables: columns by name, rows that cannot be read."""

import csv
from datetime import date

import pytest


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_rows_with_header(read, tmp_path, delimiter):
    """Columns go by their names; cells may hold line breaks; a bad row is named by its first
    line."""
    path = tmp_path / "tin.csv"
    rows = [
        ["id", "Title", "text", "published", "authors"],
        ["1", "Tiêu đề, một", "Đoạn một.\nĐoạn; hai.", "2025-01-09", "Ban A;Ban B"],
        ["2", "thiếu", ""],
        ["3", "Ba", "Thân bài.", "", ""],
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    articles, [rejection] = read(path)
    assert [(a.id, a.title, a.body) for a in articles] == [
        ("1", "Tiêu đề, một", "Đoạn một.\nĐoạn; hai."),
        ("3", "Ba", "Thân bài."),
    ]
    assert articles[0].published == date(2025, 1, 9) and articles[0].authors == ("Ban A", "Ban B")
    assert (rejection.line, rejection.reason) == (4, "the row has 3 cells, the header 5")


def test_csv_goes_on_after_bytes_that_are_not_utf_8_and_after_a_cell_too_long(read, tmp_path):
    """A bad row costs one article, a quote that never closes at most 8 MB of rows."""
    path = tmp_path / "tin.csv"
    path.write_bytes(b"id,body\n1,th\xe0nh\n2,hai\n3," + b"x" * 9_000_000 + "\n4,bốn\n".encode())
    articles, rejections = read(path)
    assert [article.id for article in articles] == ["2", "4"]
    assert [(r.line, r.reason[:9]) for r in rejections] == [(2, "not UTF-8"), (4, "the recor")]


def test_csv_goes_on_after_a_row_that_cannot_be_split(read, tmp_path):
    """A carriage return outside quotes costs its row."""
    path = tmp_path / "tin.csv"
    path.write_bytes("id,body\n1,mộ\rt\n2,hai\n".encode())
    [article], [rejection] = read(path)
    assert article.id == "2"
    assert str(rejection).endswith("tin.csv:2: not CSV: new-line character seen in unquoted field")


def test_csv_without_a_column_of_text_is_refused(read, tmp_path):
    """The header must name the text."""
    path = tmp_path / "tin.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    articles, [rejection] = read(path)
    assert articles == [] and "body or text" in rejection.reason


@pytest.mark.parametrize("header", [b"\r\x01", b"id\rbody\n1,x\n", b'id,"body\r"x\n', b'"\r\n'])
def test_csv_with_a_header_that_cannot_be_split_is_refused(read, tmp_path, header):
    """Carriage returns of old systems, or worse, in the first line cost the file, in one line,
    never a traceback."""
    path = tmp_path / "tin.csv"
    path.write_bytes(header)
    articles, [rejection] = read(path)
    assert articles == [] and "first line" in rejection.reason and "\n" not in str(rejection)


def test_csv_blank_cells_are_empty(read, tmp_path):
    """A row of blanks is an empty row, and a blank day is no day: neither costs an article."""
    path = tmp_path / "tin.csv"
    path.write_text(
        "id,body,published\na,Nội dung một, \n,,\n , ,\t\nb,Nội dung hai,2025-01-09\n",
        encoding="utf-8",
    )
    articles, rejections = read(path)
    assert [(one.id, str(one.published)) for one in articles] == [
        ("a", "None"),
        ("b", "2025-01-09"),
    ] and not rejections


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ('"Họp \\"giao ban\\" quận"', 'Họp "giao ban" quận'),
        ('"Họp \\"giao ban, sơ kết\\" quận"', 'Họp "giao ban, sơ kết" quận'),
        ('"Họp ""giao ban"" quận"', 'Họp "giao ban" quận'),
    ],
)
def test_csv_quotation_marks_behind_a_backslash(read, tmp_path, cell, title):
    """As MySQL writes them, also where the row has as many cells without that."""
    path = tmp_path / "a.csv"
    path.write_text(f'title,body\n{cell},"một"\n', "utf-8")
    [article], rejections = read(path)
    assert (article.title, article.body, rejections) == (title, "một", [])
