"""Records around, beside and inside of the one that is an article: envelopes, what is known of a
text, trees of editors."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from read_files import BODY, OTHER, line, read

DAY = date(2025, 1, 9)
URL = "https://tin.example.vn/bai-1.html"
ONE = {"title": "Họp chi bộ", "content": BODY, "date": "2025-01-09", "url": URL}
HEAD = {"title": "Họp chi bộ", "date": "2025-01-09", "url": URL}

ENVELOPES: dict[str, Any] = {
    "JSON in a text": {"url": URL, "data": line({**ONE, "url": None})},
    "a record in an article": {"article": ONE},
    "two records deep": {"data": {"article": ONE}},
    "GraphQL": {"data": {"posts": {"edges": [{"cursor": "a", "node": ONE}]}}},
    "Next.js": {"props": {"pageProps": {"data": {"items": [ONE]}}}},
    "metadata beside": {"text": BODY, "metadata": HEAD},
    "metadata as JSON in a text": {"text": BODY, "meta": line(HEAD)},
    "not a number": {**ONE, "views": float("nan"), "score": float("inf")},
}


@pytest.mark.parametrize("ending", [".json", ".jsonl"])
@pytest.mark.parametrize("name", ENVELOPES)
def test_an_article_in_an_envelope(tmp_path: Path, name: str, ending: str) -> None:
    """One article with title, day and address of wherever they stand; none has the name of its
    envelope as id."""
    [article], rejections, _ = read(tmp_path / f"a{ending}", line(ENVELOPES[name]))
    assert rejections == []
    assert (article.title, article.body, article.published) == ("Họp chi bộ", BODY, DAY)
    assert article.url == URL and len(article.id) == 16


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.jsonl", f"{line(line(ONE))}\n{line(line(ONE))}\n"),
        ("a.json", line(line([ONE, ONE]))),
        ("a.jsonl", f"{ONE!r}\n{ONE!r}\n"),
    ],
    ids=["lines written twice", "a file written twice", "printed by Python"],
)
def test_records_that_a_program_wrote_as_text(tmp_path: Path, name: str, text: str) -> None:
    """They are read as what they were."""
    articles, rejections, _ = read(tmp_path / name, text)
    assert rejections == [] and [one.title for one in articles] == ["Họp chi bộ"] * 2


def test_a_printed_record_runs_nothing(tmp_path: Path) -> None:
    """A call in it is no value: the line is refused."""
    text = "{'title': 'x', 'content': __import__('os').getcwd()}\n"
    articles, [rejection], _ = read(tmp_path / "a.jsonl", text)
    assert articles == [] and "not JSON" in rejection.reason


def test_what_a_record_says_itself_goes_before_what_stands_beside(tmp_path: Path) -> None:
    """Also under another name; an id beside is that of something else."""
    beside = {"title": "Khác", "id": 5, "description": "Sapo"}
    record = {"headline": "Họp", "text": BODY, "metadata": beside}
    [article], _, notes = read(tmp_path / "a.jsonl", line(record))
    assert (article.title, article.summary, len(article.id)) == ("Họp", "Sapo", 16)
    assert not [note for note in notes if "two columns" in note.text]


def test_lines_for_the_bulk_requests_of_a_search_engine(tmp_path: Path) -> None:
    """The line before an article gives its id and is no article that is refused."""
    action = {"index": {"_index": "tin", "_id": "77"}}
    text = f"{line(action)}\n{line(ONE)}\n{line({'index': {}})}\n{line({**ONE, 'url': ''})}\n"
    articles, rejections, _ = read(tmp_path / "a.ndjson", text)
    assert rejections == [] and len(articles) == 2
    assert articles[0].id == "77" and len(articles[1].id) == 16


def test_names_that_wordpress_embeds(tmp_path: Path) -> None:
    """Author and category are the names, not the numbers that stand in the post; a tag is no
    category."""
    terms = [
        [{"name": "Thời sự", "taxonomy": "category"}],
        [{"name": "quận 3", "taxonomy": "post_tag"}],
    ]
    post = {
        "id": 41, "title": {"rendered": "Họp"}, "content": {"rendered": f"<p>{BODY}</p>"},
        "date_gmt": "2025-01-08T20:30:00", "author": 3, "categories": [7],
        "_embedded": {"author": [{"id": 3, "name": "Minh An"}], "wp:term": terms},
    }  # fmt: skip
    [article], _, _ = read(tmp_path / "a.json", line([post]))
    assert (article.authors, article.section) == (("Minh An",), "Thời sự")
    assert article.published == DAY  # Greenwich's clock was half past eight the evening before


def paragraph(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "paragraph", **more, "children": [{"text": text[:9]}, {"text": text[9:]}]}


TREES: dict[str, Any] = {
    "Editor.js": {
        "time": 1,
        "blocks": [
            {"type": "paragraph", "data": {"text": BODY}},
            {"type": "image", "data": {"file": {"url": "https://tin.example.vn/1.jpg"}}},
            {"type": "paragraph", "data": {"text": OTHER}},
        ],
    },
    "TipTap": {
        "type": "doc",
        "content": [
            {
                "type": "paragraph",
                "content": [
                    {"type": "text", "text": part, "marks": [{"type": "bold"}]}
                    for part in (text[:20], text[20:])
                ],
            }
            for text in (BODY, OTHER)
        ],
    },
    "Lexical": {
        "root": {"type": "root", "children": [paragraph(text, version=1) for text in (BODY, OTHER)]}
    },
    "Draft.js": {
        "blocks": [{"key": "a", "type": "unstyled", "text": text} for text in (BODY, OTHER)],
        "entityMap": {},
    },
    "blocks of text": [{"type": "text", "content": BODY}, {"type": "text", "content": OTHER}],
}


@pytest.mark.parametrize("name", TREES)
def test_a_text_kept_as_a_tree_of_blocks(tmp_path: Path, name: str) -> None:
    """A block is a paragraph, the pieces of its line are joined; no block is an article."""
    record = {"title": "Họp", "published": "2025-01-09", "content": TREES[name]}
    [article], rejections, _ = read(tmp_path / "a.json", line(record))
    assert rejections == [] and (article.title, article.published) == ("Họp", DAY)
    assert article.body == f"{BODY}\n{OTHER}"


def test_a_tree_without_end_is_cut(tmp_path: Path) -> None:
    """Depth is the sender's: what lies too deep is not read, and nothing breaks."""
    tree: Any = {"type": "text", "text": BODY}
    for _ in range(200):
        tree = {"type": "quote", "children": [tree]}
    record = {"title": "Họp", "content": {"type": "doc", "content": [tree]}}
    articles, [rejection], _ = read(tmp_path / "a.json", json.dumps(record))
    assert articles == [] and rejection.reason.startswith("no text")
