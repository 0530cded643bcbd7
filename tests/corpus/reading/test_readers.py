"""Files and folders: order, what is passed over, and paths with nothing to read."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from records import record

from corpus import read_articles
from corpus.reading import Rejection


def test_folders_are_read_in_natural_order(read, tmp_path):
    """2 comes before 10; hidden files and unknown endings are passed over."""
    for name in (
        "10.txt",
        "2.txt",
        "b/1.txt",
        "a/3.txt",
        ".git/x.txt",
        ".an.txt",
        "anh.jpg",
        "README",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Bài ở {name}.", encoding="utf-8")
    articles, rejections = read(tmp_path)
    assert [article.body for article in articles] == [
        "Bài ở 2.txt.",
        "Bài ở 10.txt.",
        "Bài ở a/3.txt.",
        "Bài ở b/1.txt.",
    ]
    assert rejections == []


def test_links_inside_a_folder_are_not_followed(read, tmp_path):
    """Naming a folder does not name what it links to; a link that is named itself is followed."""
    outside = tmp_path / "ngoai.txt"
    outside.write_text("Bài ở ngoài.", encoding="utf-8")
    folder = tmp_path / "trong"
    folder.mkdir()
    (folder / "lien-ket.txt").symlink_to(outside)
    (folder / "vong").symlink_to(tmp_path)
    articles, [rejection] = read(folder)
    assert articles == [] and rejection == Rejection(str(folder), None, "holds no article")
    assert len(read(folder / "lien-ket.txt")[0]) == 1


def test_what_programs_keep_is_passed_over(read, tmp_path):
    """An index, a program's own folders: not read, and no pipe in them is waited for."""
    kept = ("node_modules/a/package.json", "__pycache__/x.json", "var/index/manifest.json")
    for name in kept:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text('{"segments": [], "schema": "6", "body": "không phải tin"}')
    (tmp_path / "pipe").mkdir()
    os.mkfifo(tmp_path / "pipe" / "manifest.json")
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / "manifest.json").symlink_to(tmp_path / "var/index/manifest.json")
    (tmp_path / "bai.txt").write_text("Bài duy nhất.", encoding="utf-8")
    articles, rejections = read(tmp_path)
    assert ([article.body for article in articles], rejections) == (["Bài duy nhất."], [])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("khong-co.jsonl", None, "there is no such file or folder"),
        ("rong.jsonl", b"", "holds no article"),
        ("rong.json", b"[]", "holds no article"),
        ("rong.csv", b"", "holds no article"),
        ("rong.txt", b"", "no text"),
        ("rong.jsonl.gz", b"", "the archive ends too early"),
        ("anh.jpg", b"x", "plain text under an ending that is none of text"),
        ("x" * 300 + ".txt", None, "File name too long"),
    ],
)
def test_path_with_nothing_readable_is_reported(read, tmp_path, name, content, reason):
    """Every path that was named gives an article or a reason why it does not."""
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    articles, [rejection] = read(path)
    assert articles == [] and rejection.line is None and reason in rejection.reason


def test_reading_is_lazy(write_jsonl):
    """The first article is there before the second line is read."""
    articles = read_articles(
        write_jsonl(record("a1"), "không phải JSON"), lambda rejection: pytest.fail(str(rejection))
    )
    assert next(articles).id == "a1"


def test_rejections_without_a_receiver_are_logged(write_jsonl, caplog):
    """Nothing is dropped in silence."""
    assert list(read_articles(write_jsonl("không phải JSON"))) == []
    assert "not JSON" in caplog.text


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([".txt", ".jsonl", ".json", ".csv", ".html", ".jsonl.gz", ".txt.zst"]),
)
def test_no_bytes_raise_anything(read, tmp_path_factory, data, ending):
    """Whatever a file holds: articles or rejections, never an exception."""
    path = tmp_path_factory.getbasetemp() / f"any{ending}"
    path.write_bytes(data)
    articles, rejections = read(path)
    assert articles or rejections
