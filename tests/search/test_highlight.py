"""Marks and snippets: cut from the original text, everything escaped, nothing but <mark> added."""

import re
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import shown
from strategies import VIETNAMESE

from corpus.vietnamese.sentences import sentence_ends
from corpus.vietnamese.text import fold
from search.answer.highlight import SNIPPET, Marker
from search.query.interpretation import interpret
from search.query.mark import Mark

HOSTILE = "<script>alert(1)</script> \"><img src=x onerror='x'> {{7*7}} </mark><mark> & đảng"
words = st.lists(
    st.sampled_from(
        ("đảng", "dang", "uỷ", "bộ", "05-CT/TW", "a", "quận ủy", "script", "7", "mark")
    ),
    max_size=4,
)
pieces = (
    "Đảng",
    "đáng",
    "bộ",
    "Ủy",
    "uỷ",
    "quận",
    "ủy",
    "05-CT/TW",
    "<b>",
    "&amp;",
    "a",
    "\n",
    "(",
    HOSTILE,
)
texts = st.lists(st.sampled_from(pieces), max_size=120).map(" ".join) | st.text(
    VIETNAMESE + " <>&\"'", max_size=300
)


@settings(deadline=None)
@given(texts, words)
def test_a_title_is_shown_whole(text: str, asked: list[str]) -> None:
    """Without its marks a title is the title, and what is marked are words of the query."""
    marked = Marker.of(map(Mark, asked)).title(text)
    assert shown(marked) == text
    forms = {fold(form) for word in asked for form in re.findall(r"\w+", word)}
    for piece in re.findall("<mark>(.*?)</mark>", marked):
        assert set(re.findall(r"\w+", fold(unescape(piece)))) <= forms


@settings(deadline=None)
@given(texts, words)
def test_snippets_are_cut_from_the_text(text: str, asked: list[str]) -> None:
    """A snippet is a piece of the text, of a bounded length, with an ellipsis where it was cut."""
    marker = Marker.of(map(Mark, asked))
    snippets = marker.body(text)
    assert len(snippets) <= 2
    for snippet in snippets:
        plain = shown(snippet)
        assert plain.removeprefix("…").removesuffix("…").strip() in text
        assert len(plain) <= SNIPPET + 90
        assert (
            plain.startswith("…") or text.startswith(plain[:1]) or text[:1].isspace() or not plain
        )
    assert bool(snippets) == bool(text)
    if marker.spans(text):
        assert "<mark>" in snippets[0]


def test_hostile_text_stays_text() -> None:
    """Tags, quotes and templates of an article are shown, never run."""
    marked = Marker.of(map(Mark, ["script", "đảng"])).title(HOSTILE)
    assert "<script" not in marked and "<img" not in marked and '"' not in marked
    assert marked.startswith("&lt;<mark>script</mark>&gt;alert(1)")
    assert shown(marked) == HOSTILE


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        (["dang"], "Đảng đáng dâng", "<mark>Đảng đáng dâng</mark>"),
        (["đảng"], "Đảng, đáng, dang", "<mark>Đảng</mark>, đáng, dang"),
        (["uỷ"], "Ủy, uỷ", "<mark>Ủy</mark>, <mark>uỷ</mark>"),
        (["quận ủy"], "quận ủy, ủy quận", "<mark>quận ủy</mark>, ủy quận"),
        (["05-ct/tw"], "số 05 - CT/TW.", "số <mark>05 - CT/TW</mark>."),
        (["bộ"], "bộn, bộ.", "bộn, <mark>bộ</mark>."),
        (["144-qđ/tw"], "144 - QĐ/TW, 144-QD/TW", "<mark>144 - QĐ/TW</mark>, 144-QD/TW"),
        (["tổ chức"], "tổ, chức; tổ (chức", "<mark>tổ, chức</mark>; <mark>tổ (chức</mark>"),
        (
            ["lí", "luận"],
            "lý luận, lí luận, li luận",
            "<mark>lý luận</mark>, <mark>lí luận</mark>, li <mark>luận</mark>",
        ),
        (["li"], "Lý, quý, lui", "<mark>Lý</mark>, quý, lui"),
        (["i", "tế"], "y tế ay", "<mark>y tế</mark> ay"),
        (["đảng", "đảng ủy"], "Đảng ủy Đảng", "<mark>Đảng ủy Đảng</mark>"),
        (["chỉ thị 05", "05-ct/tw"], "Chỉ thị 05-CT/TW của", "<mark>Chỉ thị 05-CT/TW</mark> của"),
        (
            ["chỉ thị 05", "chỉ thị", "05-ct/tw"],
            "Chỉ thị 05 - CT/TW",
            "<mark>Chỉ thị 05 - CT/TW</mark>",
        ),
        (["a"], "A&B", "<mark>A</mark>&amp;B"),
        ([], "đảng", "đảng"),
        (["", " "], "đảng", "đảng"),
    ],
)
def test_what_is_marked(asked: list[str], text: str, expected: str) -> None:
    """Words in any case; without marks when typed so, else with them; whole words only."""
    assert Marker.of(map(Mark, asked)).title(text) == expected


def test_the_passage_holds_what_the_best_sentence_holds() -> None:
    """One passage with all words that any sentence has; none beside it that adds nothing."""
    text = "đảng " + "x " * 300 + "đảng bộ quận " + "y " * 300
    [snippet] = Marker.of(map(Mark, ["đảng", "bộ", "quận"])).body(text)
    assert "<mark>đảng bộ quận</mark>" in snippet


def test_a_second_passage_adds_words() -> None:
    """Where no sentence has every word, a second passage brings those that the first lacks."""
    text = "Đảng bộ họp. " + "Không nói gì. " * 40 + "Tại quận này. " + "Hết chuyện. " * 40
    first, second = Marker.of(map(Mark, ["đảng", "bộ", "quận"])).body(text)
    assert "<mark>Đảng bộ</mark> họp." in first and "Tại <mark>quận</mark> này." in second


def test_the_best_sentence_may_stand_anywhere() -> None:
    """However long a text, its best sentence is shown; of those that hold all, the first."""
    lead, best = "Đảng bộ họp. ", "Đảng bộ quận này tặng quà. "
    [late] = Marker.of(map(Mark, ["đảng", "bộ", "quận"])).body(lead * 80 + best + lead * 80)
    assert "<mark>Đảng bộ quận</mark> này tặng quà. " in late
    other = "Tại hội trường đảng bộ quận. "
    marker = Marker.of(map(Mark, ["đảng", "bộ", "quận"]))
    [first] = marker.body("Không nói gì. " * 9 + best + "Không nói gì. " * 90 + other)
    assert "tặng quà" in first and "hội trường" not in first


def test_passages_are_cut_at_sentences_and_clauses() -> None:
    """A sentence that fits is shown whole, with what fits beside it; of a long one whole
    clauses."""
    text = "Câu đầu tiên. " * 30 + "Hội nghị bàn về cây xanh. " + "Câu sau cùng. " * 30
    [snippet] = Marker.of([Mark("cây xanh")]).body(text)
    assert snippet.startswith("…Hội nghị bàn") and snippet.endswith("Câu sau cùng. …")
    long = "phần thứ nhất của câu, " * 20 + "trồng cây xanh ở đây, " + "phần sau của câu, " * 20
    [snippet] = Marker.of([Mark("cây xanh")]).body(long)
    assert snippet.startswith("…phần thứ nhất") and snippet.endswith("phần sau của câu,…")
    bracket = "Nói dài " * 26 + "về việc A (lần một, lần hai) nay trồng cây xanh " + "ở đó " * 30
    [snippet] = Marker.of([Mark("cây xanh")]).body(bracket)
    assert snippet.startswith("…nay trồng")


def test_words_side_by_side_are_shown_before_words_apart() -> None:
    """Of two sentences with all words that is shown in which they are one."""
    text = "Bộ Xây dựng làm việc với Đảng ủy. " + "Lời khác. " * 60 + "Chăm lo xây dựng Đảng."
    marks = [Mark("xây dựng"), Mark("đảng", follows=True)]
    [snippet] = Marker.of(marks).body(text)
    assert "<mark>xây dựng Đảng</mark>" in snippet


def test_the_summary_is_shown_where_only_that_holds_the_words() -> None:
    """Not the beginning of a text that has nothing of them."""
    marker = Marker.of([Mark("biên chế")])
    assert marker.text("Tinh giản biên chế.", "Lời đầu.") == ["Tinh giản <mark>biên chế</mark>."]
    assert marker.text("Lời dẫn.", "Lời đầu.") == ["Lời đầu."]
    assert marker.text("Biên chế.", "Về biên chế.") == ["Về <mark>biên chế</mark>."]


def test_signs_are_not_doubled() -> None:
    """What the text itself leaves out is left out once; TP.HCM is one mark."""
    text = "…Ngập ở TP.HCM… " + "Lời khác dài hơn nhiều. " * 20
    [snippet] = Marker.of([Mark("ngập"), Mark("tp"), Mark("hcm")]).body(text)
    assert "……" not in snippet and "…." not in snippet and ".…" not in snippet
    assert "<mark>TP.HCM</mark>" in snippet


@settings(deadline=None)
@given(texts, words)
def test_no_sentence_holds_more_of_the_query(text: str, asked: list[str]) -> None:
    """What is shown has as many words of the query as any sentence that is not too long to show."""
    marker = Marker.of(map(Mark, asked))

    def held(part: str) -> int:
        return len({number for _, _, number in marker.finder.find(part)})

    starts = [0, *sentence_ends(text)]
    best = max((held(text[a:b]) for a, b in pairwise(starts) if b - a <= SNIPPET), default=0)
    assert held(" … ".join(map(shown, marker.body(text)))) >= best


def test_spellings_of_one_word_count_once() -> None:
    """Typed without diacritics, a place with both words is worth more than three spellings of one
    of them."""
    text = "dẫn dân dần " + "x " * 300 + "công tác dân vận " + "y " * 300
    assert "<mark>dân vận</mark>" in Marker.of(map(Mark, ["dan", "van"])).body(text)[0]


@pytest.mark.parametrize("rest", [" Ω, я", " →", " 😀"])
def test_other_letters_do_no_harm(rest: str) -> None:
    """Signs, letters of other scripts and emoji beside a word change nothing of what is marked."""
    text = "đảng" + rest + " x" * 400 + rest
    assert Marker.of(map(Mark, ["đảng"])).spans(text) == [(0, 4)]


def test_a_huge_text_is_no_burden() -> None:
    """Eight megabytes of one word are marked within the time of a page."""
    assert Marker.of(map(Mark, ["đảng"] * 60)).body("đảng " * 1_600_000)


def test_a_word_taken_as_it_stands() -> None:
    """Beside words with marks "trung" is no "trứng"; typed alone it may be."""
    text = "Trứng gà tại Trung ương"
    assert (
        Marker.of([Mark("trung", exact=True), Mark("ương")]).title(text)
        == "Trứng gà tại <mark>Trung ương</mark>"
    )
    assert (
        Marker.of(map(Mark, ["trung"])).title(text)
        == "<mark>Trứng</mark> gà tại <mark>Trung</mark> ương"
    )


def test_words_that_a_prefix_stands_for() -> None:
    """Every word that begins so is marked, whole; with marks only those with these marks."""
    text = "Tuyên truyền, tuyển dụng; Tuy Hòa"
    assert Marker.of([Mark("tuy", prefix=True)]).title(text) == (
        "<mark>Tuyên</mark> truyền, <mark>tuyển</mark> dụng; <mark>Tuy</mark> Hòa"
    )
    assert (
        Marker.of([Mark("tuyê", prefix=True)]).title(text)
        == "<mark>Tuyên</mark> truyền, tuyển dụng; Tuy Hòa"
    )


class NothingKnown:
    """A collection without values and codes."""

    def frequency(self, term: str) -> int:
        return 0

    def forms(self, folded: str) -> list[str]:
        return []

    def expect(self, **asked: object) -> None:
        """Nothing is fetched."""

    def values(self, facet: str) -> tuple[str, ...]:
        return ()

    def codes(self, query: object) -> tuple[str, ...]:
        return ()

    def explained(self, short: str) -> str:
        return ""


@pytest.mark.parametrize(
    ("q", "text", "expected"),
    [
        (
            "cải cách hành chính",
            "Cải cách hành chính, cách làm hành động cải chính; cách hành xử",
            (
                "<mark>Cải cách hành chính</mark>, cách làm "
                "hành động cải chính; <mark>cách hành</mark> xử"
            ),
        ),
        (
            "tuyên giáo",
            "thầy giáo tuyên bố tuyên giáo",
            "thầy giáo tuyên bố <mark>tuyên giáo</mark>",
        ),
        (
            "quyết định của đảng",
            "Của Đảng, của dân; đảng viên",
            "Của <mark>Đảng</mark>, của dân; <mark>đảng</mark> viên",
        ),
        (
            "quận 1",
            "quận 1, ngày 1/1, quận 3",
            "<mark>quận 1</mark>, ngày 1/1, quận 3",
        ),
        ("cai cach", "cải cách, cái bàn, cách", "<mark>cải cách</mark>, cái bàn, cách"),
        (
            "covid quan 3",
            "Covid ở quận 3, Covid",
            "<mark>Covid</mark> ở <mark>quận 3</mark>, <mark>Covid</mark>",
        ),
        (
            "nghị quyết của đảng",
            "theo nghị quyết của Đảng",
            "theo <mark>nghị quyết của Đảng</mark>",
        ),
        ("của", "của dân", "<mark>của</mark> dân"),
        (
            "chuyển đổi số quận 1",
            "Quận ủy Quận 1 chuyển đổi số theo Kết luận số 01",
            "Quận ủy <mark>Quận 1 chuyển đổi số</mark> theo Kết luận số 01",
        ),
        ("quận", "Quận ủy Quận 1", "<mark>Quận</mark> ủy <mark>Quận</mark> 1"),
    ],
)
def test_neighbours_and_whole_words_are_marked(q: str, text: str, expected: str) -> None:
    """A word of several syllables is marked where two of them stand side by side, a word that says
    nothing by itself only beside its neighbour, a number not within another token."""
    assert Marker.of(interpret(q, NothingKnown()).marks).title(text) == expected


@pytest.mark.parametrize(
    ("q", "text", "expected"),
    [
        (
            "MTTQ phường",
            "Ủy ban Mặt trận Tổ quốc phường họp",
            "Ủy ban <mark>Mặt trận Tổ quốc phường</mark> họp",
        ),
        (
            "ủy ban nhân dân quận 3",
            "Chủ tịch UBND quận 3; nhân dân ủng hộ",
            "Chủ tịch <mark>UBND quận 3</mark>; <mark>nhân dân</mark> ủng hộ",
        ),
        ("NQTW4", "Nghị quyết Trung ương 4", "<mark>Nghị quyết Trung ương 4</mark>"),
        (
            "TP.HCM",
            "TPHCM, Thành phố Hồ Chí Minh",
            "<mark>TPHCM</mark>, <mark>Thành phố Hồ Chí Minh</mark>",
        ),
    ],
)
def test_every_writing_of_an_abbreviation_is_marked(q: str, text: str, expected: str) -> None:
    """What an article prints in short or written out is what was looked for."""
    assert Marker.of(interpret(q, NothingKnown()).marks).title(text) == expected


def test_another_writing_adds_no_word() -> None:
    """No second passage is shown that only writes out what the first has in short."""
    filling = "Buổi chiều trời mưa rất to và mọi người ra về sớm hơn thường lệ. " * 5
    first, second = "UBND phường họp bàn. ", "Ủy ban nhân dân đã kết luận."
    marker = Marker.of(interpret("UBND phường", NothingKnown()).marks)
    assert len(marker.body(first + filling + second)) == 1
    assert len(marker.body(second + filling + "Bí thư phường phát biểu.")) == 2
