"""Pages that list articles with a few lines of each are no articles; articles among others are."""

import pytest

LINES = (
    "Ban Chấp hành Đảng bộ phường họp thường kỳ, nghe báo "
    "cáo về công tác xây dựng Đảng, chăm lo đời sống nhân dân "
    "và bàn nhiệm vụ quý tới, hỗ trợ hộ khó khăn sửa nhà trước mùa mưa."
)
ITEMS = {
    "articles": '<article><h3><a href="/bai-{n}">Phường số {n} họp bàn công tác quý</a></h3><p>{lines}</p><span>09/01/2025</span></article>',
    "picture first": '<div class="item"><a href="/bai-{n}"><img src="{n}.jpg"></a><h2 class="title"><a href="/bai-{n}">Phường số {n} họp bàn công tác quý</a></h2><div class="sapo">{lines}</div></div>',
    "more behind": '<li><a href="/bai-{n}">Phường số {n} họp bàn công tác quý</a><p>{lines} <a href="/bai-{n}">Xem tiếp</a></p></li>',
    "table": '<tr><td><b><a href="/bai-{n}">Phường số {n} họp bàn công tác quý</a></b><br>{lines}</td></tr>',
}  # fmt: skip


def page(tmp_path, body: str):
    path = tmp_path / "trang.html"
    path.write_text(
        (
            '<html><head><meta charset="utf-8"><title>Thời '
            f"sự</title></head><body>{body}</body></html>"
        ),
        "utf-8",
    )
    return path


@pytest.mark.parametrize("kind", ITEMS)
@pytest.mark.parametrize("number", [3, 20])
def test_list_of_teasers(read, tmp_path, kind, number) -> None:
    """However a section page is built, and be it as short as three items: no article comes of
    it."""
    items = "".join(ITEMS[kind].format(n=n, lines=LINES) for n in range(number))
    wrapped = (
        f"<table>{items}</table>"
        if kind == "table"
        else f"<ul>{items}</ul>"
        if kind == "more behind"
        else items
    )
    articles, _ = read(page(tmp_path, f"<h1>Thời sự</h1><main>{wrapped}</main>"))
    assert articles == []


def test_article_with_teasers_of_others(read, tmp_path) -> None:
    """An article of four paragraphs stays one with six teasers below it, and with links between its
    paragraphs."""
    others = "".join(ITEMS["picture first"].format(n=n, lines=LINES[:90]) for n in range(6))
    own = "".join(
        f"<p>Đoạn {n}. {LINES} {LINES}</p><p><a href='/x{n}'>Tin liên quan về phường số {n}</a></p>"
        for n in range(4)
    )
    articles, _ = read(
        page(tmp_path, f"<article><h1>Phường họp</h1>{own}</article><section>{others}</section>")
    )
    assert len(articles) == 1
    for n in range(4):
        assert f"Đoạn {n}." in articles[0].body
