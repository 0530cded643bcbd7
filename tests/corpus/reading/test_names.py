"""Names that others give to fields: made of ours, with values that say nothing, in the wrong
place."""

from datetime import date
from pathlib import Path

import pytest
from read_files import BODY, line, read

from corpus.reading.field_names import parse_map
from corpus.reading.outcomes import CHOSEN, UNUSED

DAY = date(2025, 1, 9)

NAMED = {
    "posts": {"post_title": "Một", "post_content": BODY, "post_date": "2025-01-09 10:30:00",
              "post_excerpt": "Tóm"},
    "camels": {"articleTitle": "Một", "articleBody": BODY, "articleDate": "09/01/2025",
               "articleSummary": "Tóm"},
    "news": {"news_title": "Một", "news_content": BODY, "news_date": "9/1/2025",
             "news_description": "Tóm"},
    "of Vietnamese tables": {"Tên tin": "Một", "Nội dung tin": BODY, "Ngày đăng tin": "9/1/2025",
                             "Tóm tắt tin": "Tóm"},
    "of articles": {"Tiêu đề bài báo": "Một", "Nội dung bài báo": BODY, "Ngày đăng bài": "9.1.2025",
                    "Sapo bài viết": "Tóm"},
}  # fmt: skip


@pytest.mark.parametrize("ending", ["jsonl", "csv"])
@pytest.mark.parametrize("kind", NAMED)
def test_names_that_say_of_what_they_are_the_field(tmp_path: Path, kind: str, ending: str) -> None:
    """ "post_title" is the title, "Nội dung tin" the text."""
    record = NAMED[kind]
    quoted = ",".join(f'"{value}"' for value in record.values())
    data = line(record) if ending == "jsonl" else f"{','.join(record)}\n{quoted}\n"
    [article], rejections, notes = read(tmp_path / f"a.{ending}", data)
    assert (article.title, article.body, article.summary) == ("Một", BODY, "Tóm")
    assert article.published == DAY and rejections == []
    assert [note for note in notes if note.kind == UNUSED] == []


def test_a_name_of_the_table_goes_before_one_that_is_made_of_it(tmp_path: Path) -> None:
    """A longer name of another thing takes nothing; it is told as unused."""
    record = {
        "title": "Một",
        "body": BODY,
        "news_title": "Khác",
        "itemcount": 5,
        "tinhthanh": "HCM",
    }
    [article], _, notes = read(tmp_path / "a.jsonl", line(record))
    assert article.title == "Một"
    assert {note.value for note in notes if note.kind == UNUSED} == {
        "news_title", "itemcount", "tinhthanh",
    }  # fmt: skip


@pytest.mark.parametrize("nothing", ["nan", "NaN", "None", "null", "N/A", "#N/A", "\\N", "-", " "])
def test_what_programs_write_for_nothing_is_nothing(tmp_path: Path, nothing: str) -> None:
    """In every field; a row whose text says so holds none."""
    data = f'title,body,author,section,summary,date\nMột,"{BODY}",{",".join([nothing] * 4)}\n'
    [article], rejections, notes = read(tmp_path / "a.csv", data)
    assert (article.authors, article.section, article.summary) == ((), "", "")
    assert article.published is None and rejections == [] and notes == []
    articles, [rejection], _ = read(tmp_path / "b.csv", f"title,body\nMột,{nothing}\n")
    assert articles == [] and "no text" in rejection.reason


def test_keys_of_a_database_are_no_names(tmp_path: Path) -> None:
    """WordPress gives numbers for author and categories."""
    record = {"id": 4, "title": {"rendered": "Một"}, "content": {"rendered": BODY}, "author": 3,
              "category": 12, "source": 7}  # fmt: skip
    [article], rejections, _ = read(tmp_path / "a.jsonl", line(record))
    assert rejections == [] and (article.id, article.title) == ("4", "Một")
    assert (article.authors, article.section, article.source) == ((), "", "")
    table = f'title,body,author,section\nMột,"{BODY}",3,12\n'
    [article], rejections, _ = read(tmp_path / "a.csv", table)
    assert (article.authors, article.section) == ((), "")


@pytest.mark.parametrize(
    ("record", "url", "source"),
    [
        ({"source": "https://bao.example.vn/1.html"}, "https://bao.example.vn/1.html", "bao.example.vn"),
        ({"source": "https://bao.example.vn/1.html", "source-hostname": "Báo Mẫu"},
         "https://bao.example.vn/1.html", "Báo Mẫu"),
        ({"source": "https://bao.example.vn/", "url": "https://bao.example.vn/2"},
         "https://bao.example.vn/2", "bao.example.vn"),
        ({"source": "https://www.bao.example.vn"}, "", "bao.example.vn"),
        ({"source": "Báo Mẫu"}, "", "Báo Mẫu"),
    ],
)  # fmt: skip
def test_an_address_as_source(
    tmp_path: Path, record: dict[str, str], url: str, source: str
) -> None:
    """It is where the article stands, and its host the source, unless a name is given too."""
    [article], rejections, _ = read(tmp_path / "a.jsonl", line({"text": BODY, **record}))
    assert (article.url, article.source) == (url, source) and rejections == []


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("[{'name': 'Minh An'}, {'name': 'Lê Ánh'}]", ("Minh An", "Lê Ánh")),
        ('[{"name": "Minh An"}]', ("Minh An",)),
        ("{'Minh An', 'Lê Ánh'}", ("Minh An", "Lê Ánh")),
        ("('Minh An', None)", ("Minh An",)),
        ("['Minh An', nan]", ("Minh An",)),
        ({"displayName": "Minh An"}, ("Minh An",)),
        ([{"display_name": "Minh An"}, {"full_name": "Lê Ánh"}], ("Minh An", "Lê Ánh")),
        ("(Minh An)", ("(Minh An)",)),
    ],
)
def test_lists_and_records_of_names(
    tmp_path: Path, value: object, authors: tuple[str, ...]
) -> None:
    """As JSON has them and as Python prints them; brackets of a text are its own."""
    [article], _, _ = read(tmp_path / "a.jsonl", line({"body": BODY, "authors": value}))
    assert article.authors == authors


def test_parts_of_a_printed_list_without_text_are_left_out(tmp_path: Path) -> None:
    """Line ends and blanks between paragraphs are no paragraphs."""
    data = f"title,body\nMột,\"['{BODY}\\n', '\\r\\n', ' ', 'Đoạn hai.\\xa0', None]\"\n"
    [article], _, _ = read(tmp_path / "a.csv", data)
    assert article.body == f"{BODY}\nĐoạn hai."


def test_each_field_with_two_candidates_is_told(tmp_path: Path) -> None:
    """Not only the first of them."""
    record = {"text": BODY, "content": "khác", "title": "Một", "headline": "Hai",
              "date": "2025-01-09", "pubDate": "2025-02-02"}  # fmt: skip
    _, _, notes = read(tmp_path / "a.jsonl", line(record))
    assert {note.value for note in notes if note.kind == CHOSEN} == {"body", "title", "published"}


def test_two_columns_of_one_name_are_told(tmp_path: Path) -> None:
    """The first is taken."""
    [article], _, [note] = read(tmp_path / "a.csv", f'title,body,body\nMột,"{BODY}",khác\n')
    assert article.body == BODY and "two columns are called body" in note.text


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_name_that_the_user_gives_and_nobody_has_is_told(tmp_path: Path, name: str) -> None:
    """A slip in --map is no silence; the other fields are read."""
    data = f'title,body\nMột,"{BODY}"\n' if name == "a.csv" else line({"title": "A", "body": BODY})
    [article], _, notes = read(tmp_path / name, data, names=parse_map(["title=tieude_chinh"]))
    assert article.title != "Một" and "--map title=tieude_chinh" in " ".join(n.text for n in notes)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("45666", DAY), (45666, DAY), ("45666.4375", DAY), ("09/Jan/2025", DAY), ("9-Jan-25", DAY),
        ("12345", None), ("99999", None), ("2025", None), (7, None),
    ],
)  # fmt: skip
def test_days_of_spreadsheets(tmp_path: Path, value: object, day: date | None) -> None:
    """A number of five digits counts days from 1900 on; other numbers are no days, and told."""
    [article], _, notes = read(tmp_path / "a.jsonl", line({"body": BODY, "published": value}))
    assert article.published == day and len(notes) == (day is None)


@pytest.mark.parametrize(
    "written",
    [
        "Wed Jan 8 20:30:00 +0000 2025",
        "Thu Jan 9 10:30:00 +0700 2025",
        "1.7363934e+12",
        "1.736393400E+09",
        "10:30 - 9 tháng 1 2025",
    ],
)
def test_days_as_programs_print_them(tmp_path: Path, written: str) -> None:
    """A zone before the year, seconds and milliseconds with an exponent; a dash is no zone."""
    [article], _, notes = read(tmp_path / "a.jsonl", line({"body": BODY, "date": written}))
    assert article.published == date(2025, 1, 9) and notes == []


def test_an_exponent_that_says_no_day_is_told(tmp_path: Path) -> None:
    """A spreadsheet that shows 1.74E+12 has lost the day."""
    [article], _, [note] = read(tmp_path / "a.jsonl", line({"body": BODY, "date": "1.74E+12"}))
    assert article.published is None and note.kind == "day"
