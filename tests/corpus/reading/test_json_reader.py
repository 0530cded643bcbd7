"""JSON lines and arrays: which records are taken, which refused with which reason."""

import io
import json
import subprocess
import sys
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import line, record

from corpus import Article, read_articles
from corpus.reading import Note, Rejection, Settings
from corpus.reading.json_records import read_json
from corpus.reading.outcomes import DAY


def test_jsonl_fields_are_taken_cleaned(read, write_jsonl):
    """`text` stands for `body`; ids may be numbers; times are taken in UTC+7; NFD becomes NFC."""
    path = write_jsonl(
        {
            "id": 17,
            "title": " Đảng bộ\u200b xã ",
            "text": "Thu\u031b\u0309 nghiệm\r\nđoạn hai ",
            "published": "2025-01-08T18:30:00Z",
            "section": "Xây dựng Đảng",
            "authors": ["A", "A", ""],
            "url": "https://vi.example/17",
            "khac": [1],
        }
    )
    [article], rejections = read(path)
    assert rejections == []
    assert article == Article(
        id="17",
        title="Đảng bộ xã",
        body="Thử nghiệm\nđoạn hai",
        authors=("A",),
        published=date(2025, 1, 9),
        section="Xây dựng Đảng",
        url="https://vi.example/17",
    )


def test_missing_id_is_made_from_url_else_from_content(read, write_jsonl):
    """The id is 16 hex digits of the sha256 of the url, or of the content: same content, same
    id."""
    url = "https://vi.example/bai-1"
    [first, second, third], _ = read(
        write_jsonl(record(None, url=url), record(None), record("", title="Bản tin khác"))
    )
    assert first.id == sha256(url.encode()).hexdigest()[:16]
    assert len(second.id) == 16 and second.id != third.id
    assert read(write_jsonl(record(None)))[0][0].id == second.id


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2025-01-09", date(2025, 1, 9)),
        ("2025-01-09 23:59", date(2025, 1, 9)),
        ("2025-01-09T00:30:00+09:00", date(2025, 1, 8)),
        ("2025-01-09T00:30:00+07:00", date(2025, 1, 9)),
        ("", None),
        (None, None),
    ],
)
def test_published_is_the_day_in_vietnam(read, write_jsonl, given, day):
    """A time with a zone is moved to UTC+7, one without is taken as it is."""
    [article], _ = read(write_jsonl(record(published=given)))
    assert article.published == day


@pytest.mark.parametrize(
    "bad", ["hôm qua", "2024-13-01", "0001-01-01T00:00:00+23:00", True, "31/02/2025"]
)
def test_a_day_that_cannot_be_read_costs_the_day_and_a_note(write_jsonl, bad):
    """The article goes in without it, and that is told; asked to be strict, the article is
    refused."""
    path = write_jsonl(record(published=bad))
    notes: list[Note] = []
    rejections: list[Rejection] = []
    [article] = read_articles(path, rejections.append, notes.append)
    assert article.published is None and rejections == []
    assert [(note.kind, note.line) for note in notes] == [(DAY, 1)]
    assert list(read_articles(path, rejections.append, settings=Settings(strict=True))) == []
    assert rejections[0].reason.startswith(("published is not", "wrong type: published"))


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('{"id": "x", "body": ', "not JSON"),
        ('{"id": "x", "body": NaN}', "no text"),
        ("[" * 100_000, "not JSON"),
        ('["một"]', "not a JSON object"),
        ('{"id": "x", "title": "Chỉ có tiêu đề"}', "no text"),
        ('{"id": "x", "body": "  \\n "}', "no text"),
        ('{"id": "x", "body": 7}', "wrong type: body must be text, not a number"),
        ('{"id": {"a": 1}, "body": "một"}', "wrong type: id"),
        ('{"id": true, "body": "một"}', "wrong type: id"),
        ('{"id": "x", "body": "một", "title": 5}', "wrong type: title must be text, not a number"),
        ('{"id": "x", "body": "một", "authors": {"a": 1}}', "wrong type: authors"),
        ('{"id": "x", "body": "một", "authors": [3]}', "wrong type: authors"),
        ('{"id": "x", "body": "một\x00hai"}', "NUL"),
        ('{"id": "x\\ny", "body": "một"}', "the id"),
        ('{"id": "\\ud800", "body": "một"}', "the id"),
    ],
)
def test_bad_record_is_refused_with_file_line_and_reason_and_the_rest_goes_on(
    read, write_jsonl, bad, reason
):
    """One bad line costs one article."""
    path = write_jsonl(record("a1"), bad, record("a2"))
    articles, [rejection] = read(path)
    assert [article.id for article in articles] == ["a1", "a2"]
    assert (rejection.path, rejection.line) == (str(path), 2)
    assert reason in rejection.reason
    assert str(rejection).startswith(f"{path}:2: ")


def test_latin_1_line_is_refused(read, tmp_path):
    """A line that is not UTF-8 is named with its first wrong byte."""
    path = tmp_path / "tin.jsonl"
    path.write_bytes(
        line("a1").encode() + b'\n{"id": "a2", "body": "Th\xe0nh \xfay"}\n' + line("a3").encode()
    )
    articles, [rejection] = read(path)
    assert [article.id for article in articles] == ["a1", "a3"]
    assert rejection.line == 2 and "not UTF-8: byte 0xe0 at byte 25" in rejection.reason


def test_byte_order_mark_blank_lines_and_missing_last_newline_are_no_error(read, tmp_path):
    """What editors leave behind is passed over."""
    path = tmp_path / "tin.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + line("a1").encode() + b"\r\n\r\n   \n" + line("a2").encode())
    articles, rejections = read(path)
    assert [article.id for article in articles] == ["a1", "a2"] and rejections == []


def test_lone_surrogate_in_text_is_replaced(read, write_jsonl):
    """Half a character cannot be written as UTF-8 again, so it is not kept."""
    [article], _ = read(write_jsonl('{"id": "x", "body": "một \\ud800 hai"}'))
    assert article.body == "một \ufffd hai"


def test_line_of_50_mb_is_refused_and_never_held_whole(tmp_path):
    """Reading past a line of 50 MB takes little more than the 8 MB a record may have."""
    path = tmp_path / "tin.jsonl"
    with path.open("wb") as file:
        file.write(line("a1").encode() + b'\n{"id": "big", "body": "')
        for _ in range(50):
            file.write(b"x" * 1_000_000)
        file.write(b'"}\n' + line("a2").encode() + b"\n")
    script = (
        "import resource, sys\nfrom corpus import read_articles\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print([a.id for a in read_articles(sys.argv[1], print)])\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    output = subprocess.run(  # noqa: S603
        [sys.executable, "-c", script, path], capture_output=True, text=True, check=True
    )
    refusal, ids, kilobytes = output.stdout.splitlines()
    assert refusal == f"{path}:2: the record is over 8 MB" and ids == "['a1', 'a2']"
    assert int(kilobytes) < 30_000


def test_article_of_5_mb_is_accepted(read, write_jsonl):
    """The limit is 8 MB, not less."""
    [article], rejections = read(write_jsonl(record(body="Quận ủy " * 600_000)))
    assert rejections == [] and len(article.body) > 4_700_000


def test_json_array_and_single_object(read, tmp_path):
    """A .json file holds an array of records or one record."""
    (tmp_path / "mot.json").write_text(json.dumps(record("a1"), indent=2), encoding="utf-8")
    (tmp_path / "nhieu.json").write_text(
        json.dumps(
            [record("a2"), record("a3", body='Ngoặc ] } " \\ trong chữ, và dấu phẩy.')], indent=2
        ),
        encoding="utf-8",
    )
    articles, rejections = read(tmp_path / "mot.json", tmp_path / "nhieu.json")
    assert [article.id for article in articles] == ["a1", "a2", "a3"] and rejections == []
    assert articles[2].body == 'Ngoặc ] } " \\ trong chữ, và dấu phẩy.'


def test_bad_element_of_a_json_array_is_named_by_its_line(read, tmp_path):
    """A bad element costs one article; its line is where it begins."""
    path = tmp_path / "tin.json"
    path.write_text(f'[\n{line("a1")},\n\n{{"id": "x",}},\n7,\n{line("a2")}\n]', encoding="utf-8")
    articles, rejections = read(path)
    assert [article.id for article in articles] == ["a1", "a2"]
    assert [(r.line, r.reason.split(":")[0]) for r in rejections] == [
        (4, "not JSON"),
        (5, "not a JSON object"),
    ]


def test_json_array_that_does_not_end_keeps_what_came_before(read, tmp_path):
    """A file cut off in the middle gives its whole elements and a rejection."""
    path = tmp_path / "tin.json"
    path.write_text(f'[{line("a1")}, {line("a2")}, {{"id": "a3", "bo', encoding="utf-8")
    articles, rejections = read(path)
    assert [article.id for article in articles] == ["a1", "a2"]
    assert "does not end" in rejections[-1].reason


def test_huge_element_of_a_json_array_is_refused_and_the_rest_goes_on(read, tmp_path):
    """The bound on a record holds inside an array as well."""
    path = tmp_path / "tin.json"
    path.write_text(
        f"[{line('a1')},\n{line('x', body='x' * 20_000_000)},\n{line('a2')}]", encoding="utf-8"
    )
    articles, [rejection] = read(path)
    assert [article.id for article in articles] == ["a1", "a2"]
    assert (rejection.line, rejection.reason) == (2, "the record is over 8 MB")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(st.sampled_from('ab"\\[]{},:\nđ 1'), max_size=9), max_size=6),
    st.integers(1, 40),
    st.sampled_from([None, 1]),
)
def test_json_arrays_are_split_as_json_means_them(read, bodies, size, indent):
    """However the blocks fall, the elements of an array are those that a JSON parser finds."""

    class Slow(io.BytesIO):
        def read(self, wanted: int | None = -1) -> bytes:
            return super().read(size)

    data = json.dumps(
        [record(f"a{n}", body="x" + body) for n, body in enumerate(bodies)], indent=indent
    )
    found = list(read_json(Slow(data.encode()), "-", Settings()))
    assert [getattr(one, "fields", {"body": one})["body"] for one in found] == [
        "x" + body for body in bodies
    ]


def test_standard_input_is_jsonl(read, monkeypatch):
    """A dash reads JSON lines from standard input."""
    monkeypatch.setattr(
        "sys.stdin", io.TextIOWrapper(io.BytesIO(f"{line('a1')}\nkhông phải\n".encode()))
    )
    articles, [rejection] = read("-")
    assert [article.id for article in articles] == ["a1"]
    assert (rejection.path, rejection.line) == ("-", 2)


def test_exported_records_are_read_back_as_the_same_articles(read, write_jsonl):
    """`to_record` and the reader are inverse, caption and days included."""
    article = Article(
        "a 1",
        "Tiêu đề",
        "Đoạn một.\nĐoạn hai.",
        "Tóm tắt",
        "Trang tin",
        "https://vi.example/1",
        date(2025, 1, 9),
        "Xây dựng Đảng",
        ("Ban biên tập",),
        "Quang cảnh",
    )
    assert read(write_jsonl(article.to_record()))[0] == [article]
