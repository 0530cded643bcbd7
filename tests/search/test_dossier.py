"""Documents as the unit, on both engines: the list, all that is said of one, the check of
citations."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sample_index import indexed

from corpus import Article
from search import SearchRequest
from search.answer.cite_check import check_citations
from search.answer.document_list import list_documents
from search.answer.dossier import dossier
from search.engine import Engine

Q1, Q3 = "Quận 1, Thành phố Hồ Chí Minh", "Quận 3, Thành phố Hồ Chí Minh"
CENTRE = "05-CT/TW | Trung ương | 2016-01-28..2021-02-01"


def _article(id: str, body: str, day: str) -> Article:
    return Article(id=id, title=f"Tin số {id}", body=body, published=date.fromisoformat(day))


ARTICLES = [
    _article(
        "a",
        "Ngày 15/5/2016, Bộ Chính trị ban hành Chỉ thị "
        "số 05-CT/TW ngày 15/5/2016 về đẩy mạnh học tập"
        " và làm theo tư tưởng Hồ Chí Minh.",
        "2016-05-20",
    ),
    _article(
        "b",
        "Quận ủy Quận 1, Thành phố Hồ Chí Minh ban hành Kế hoạch số 05-KH/QU thực hiện Chỉ thị số"
        " 05-CT/TW ngày 15/5/2016 của Bộ Chính trị về đẩy "
        "mạnh học tập và làm theo tư tưởng Hồ Chí Minh.",
        "2016-06-01",
    ),
    _article(
        "c",
        "Quận ủy Quận 3, Thành phố Hồ Chí Minh ban hành Kế hoạch số 05-KH/QU thực hiện Chỉ thị số"
        " 05-CT/TW ngày 15/5/2016 của Bộ Chính trị.",
        "2017-07-01",
    ),
    _article(
        "f",
        "Ban Bí thư sơ kết việc thực hiện Chỉ thị số 78-CT/TW “Đẩy mạnh dân vận”.",
        "2019-05-18",
    ),
    _article(
        "g",
        (
            "Ngày 12/8/2016, Ban Bí thư ban hành Chỉ thị "
            "số 78-CT/TW ngày 12/8/2016 về đẩy mạnh dân vận."
        ),
        "2016-09-01",
    ),
    _article(
        "h",
        (
            "Bộ Chính trị ban hành Chỉ thị số 78-CT/TW ngày "
            "12/8/2016 về việc đẩy mạnh dân vận ở nông thôn."
        ),
        "2016-10-01",
    ),
    _article(
        "i",
        "Ban Bí thư ban hành Chỉ thị số 88-CT/TW ngày 12/8/2016 "
        "về trồng rừng, giữ đất. Ngày 2/3/1952, Ban Bí thư ra"
        " Chỉ thị số 88-CT/TW ngày 2/3/1952 về quy định công tác lúa.",
        "2016-10-02",
    ),
    _article("j", "Tỉnh ủy nghe về Chỉ thị số 88-CT/TW “Trồng rừng và giữ đất”.", "2022-10-02"),
    _article("k", "Tỉnh ủy nghe về Chỉ thị số 88-CT/TW.", "2023-10-02"),
    _article("d", "Quận 10, Thành phố Hồ Chí Minh đón đoàn khách.", "2017-08-01"),
    _article(
        "e",
        "Chính phủ ban hành Nghị định số 10/2020/NĐ-CP thay thế Nghị định số 86/2014/NĐ-CP.",
        "2020-02-01",
    ),
]


@pytest.fixture(scope="module")
def engine(places: Callable[[], str | Path]) -> Engine:
    return indexed(ARTICLES, places())


def test_the_list_has_every_document_once(engine: Engine) -> None:
    """Two plans of one number are two documents, each with where it is and how many articles name
    it."""
    found = list_documents(engine, SearchRequest())
    counts = {one.value: one.articles for one in found.documents}
    assert counts[CENTRE] == 3 and found.total == len(found.documents)
    assert sum(value.startswith("05-KH/QU | ") for value in counts) == 2
    kept = list_documents(engine, SearchRequest(districts=(Q3,)))
    assert {one.name for one in kept.documents} == {"05-KH/QU", "05-CT/TW"}


def test_what_leaves_open_which_it_is_joins_the_only_one_known(engine: Engine) -> None:
    """An article that prints no day means the only directive of that number; the list has no second
    line for it, and says how many articles it took so."""
    found = list_documents(engine, SearchRequest(q="78-CT/TW"))
    assert [(one.articles, one.unsaid) for one in found.documents] == [(3, 1)]
    assert (found.documents[0].type, found.documents[0].level) == ("Chỉ thị", "Trung ương")


@pytest.mark.parametrize(
    ("query", "by", "names"),
    [
        ("05-ct/tw", "code", {"05-CT/TW"}),
        ("chi thi 05", "code", {"05-CT/TW"}),
        ("86/2014", "name", {"86/2014/NĐ-CP"}),
        ("hoc tap va lam theo", "articles", {"05-CT/TW", "05-KH/QU"}),
        ("không có gì như vậy", "articles", set()),
    ],
)
def test_a_query_means_documents(engine: Engine, query: str, by: str, names: set[str]) -> None:
    """A code however typed, the letters of a number, else what the articles found talk about."""
    found = list_documents(engine, SearchRequest(q=query))
    assert (found.by, {one.name for one in found.documents}) == (by, names)


def test_who_carried_out_a_directive(engine: Engine) -> None:
    """Below the directive are the plans of two districts, each with the sentence that says so, its
    article and day."""
    found = dossier(engine, "05-CT/TW")
    assert found and found.articles == 3 and found.chosen == (CENTRE,)
    below = {edge.source.split(" | ")[1]: edge for edge in found.carried_out_by}
    assert set(below) == {Q1, Q3}
    said = below[Q3].sentence
    assert said and said.id == "c" and said.day == "2017-07-01"
    assert said.text == ARTICLES[2].text[said.start : said.end] and "05-KH/QU" in said.text
    above = dossier(engine, "05-KH/QU", place=Q1)
    assert above and [edge.target for edge in above.carries_out] == [CENTRE]


def test_what_it_is_called(engine: Engine) -> None:
    """Title and day are what most articles say, with which of them do."""
    found = dossier(engine, "05-CT/TW")
    assert found and found.titles[0].text.startswith("về đẩy mạnh học tập")
    assert set(found.titles[0].ids) == {"a", "b"} and found.titles[0].articles == 2
    assert [(fact.text, fact.articles) for fact in found.days] == [("2016-05-15", 3)]


def test_an_article_that_leaves_the_term_open_is_no_second_document(engine: Engine) -> None:
    """Where one document of a number is known, what does not say its term is shown with it, and
    counted apart; spellings of one title are one, and what one article alone says is dropped."""
    found = dossier(engine, "78-CT/TW")
    assert found and [(one.articles, one.unsaid) for one in found.documents] == [(3, 1)]
    assert found.articles == 3 and not found.open
    assert [(fact.text, fact.articles) for fact in found.titles] == [
        ("về việc đẩy mạnh dân vận ở nông thôn", 3)
    ]
    assert [(fact.text, fact.articles) for fact in found.days] == [("2016-08-12", 2)]


def test_documents_of_two_terms_stay_apart(engine: Engine) -> None:
    """A number of two terms is two documents, each with its title, of which what leaves the term
    open means the one whose title it gives; nothing is told of both as of one."""
    found = dossier(engine, "88-CT/TW")
    assert found and [one.period[:4] for one in found.documents] == ["2016", "1951"]
    assert [one.title for one in found.documents] == [
        "về trồng rừng, giữ đất",
        "về quy định công tác lúa",
    ]
    assert [one.unsaid for one in found.documents] == [2, 0] and not found.open
    assert not found.titles and not found.days and not found.issuers
    old = dossier(engine, "88-CT/TW", period="1951-02-19..1960-09-10")
    assert old and [fact.text for fact in old.days] == ["1952-03-02"]


def test_where_when_and_where_not(engine: Engine) -> None:
    """Places with their share of articles and the days until the first of each; districts that have
    articles and no word of it; articles by year."""
    found = dossier(engine, "05-CT/TW")
    assert found and found.years == {"2016": 2, "2017": 1}
    days = {place.value: place.days for place in found.places if place.facet == "district"}
    assert days == {Q1: 12, Q3: 407}
    assert [place.value for place in found.silent] == ["Quận 10, Thành phố Hồ Chí Minh"]


def test_one_number_of_two_bodies(engine: Engine) -> None:
    """A number that two districts use is told apart by place; nothing is told of a third."""
    both = dossier(engine, "05-KH/QU")
    assert both and len(both.candidates) == 2 and len(both.chosen) == 2
    one = dossier(engine, "05-kh/qu", place=Q3)
    assert one and one.articles == 1 and len(one.candidates) == 2
    assert dossier(engine, "05-KH/QU", place="Quận 10, Thành phố Hồ Chí Minh") is None
    assert dossier(engine, "") is None and dossier(engine, "99-CT/TW") is None


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Chỉ thị số 05-CT/TW của Bộ Chính trị", set()),
        ("Nghị định số 86/2014/NĐ-CP", {"replaced"}),
        ("Chỉ thị số 77-CT/TW", {"never-seen"}),
        ("Nghị quyết số 05-CT/TW", {"disagrees"}),
        ("Nghị định số 12-NĐ/TW", {"disagrees", "never-seen"}),
        ("Kế hoạch số 05-KH/ZZZ", {"unknown-issuer", "never-seen"}),
        ("công văn 05-XX/TW", {"impossible"}),
        ("Nghị định 31/2999/NĐ-CP", {"impossible"}),
        ("Kế hoạch số 00-KH/QU", {"impossible", "never-seen"}),
        ("Kế hoạch số 12a-KH/QU", {"never-seen"}),
        ("không có số hiệu nào", set()),
    ],
)
def test_citations_are_checked(engine: Engine, text: str, kinds: set[str]) -> None:
    """Each way in which a citation can be wrong is told at its place, and nothing of a right
    one."""
    doubts = list(check_citations(engine, text))
    assert {doubt.kind for doubt in doubts} == kinds
    assert all(text[doubt.start : doubt.end] == doubt.printed for doubt in doubts)
    for doubt in doubts:
        if doubt.kind == "replaced":
            assert doubt.suggestions == ("10/2020/NĐ-CP",) and doubt.sentence


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Chỉ thị số 05-KL/TW", "05-CT/TW"),
        ("Kế hoạch số 05-KH/TU", "05-KH/QU"),
        ("Chỉ thị số 6-CT/TW", "05-CT/TW"),
        ("Nghị định số 86/2015/NĐ-CP", "86/2014/NĐ-CP"),
    ],
)
def test_what_may_be_meant_instead(engine: Engine, text: str, meant: str) -> None:
    """The type that the text says before the letters; the same number of another issuer or year; the
    nearest number where none is the same."""
    told = {one for doubt in check_citations(engine, text) for one in doubt.suggestions[:1]}
    assert told == {meant}


def test_a_document_that_is_told_of_twice_stands_once(places: Callable[[], str | Path]) -> None:
    """A conclusion printed with its day in one article and without in another is one document: one
    line for what it does, counting both articles, and one among those named together."""
    first = _article(
        "m",
        "Kết luận số 01-KL/TW ngày 18/5/2021 của Bộ Chính trị tiếp tục thực hiện Chỉ thị số"
        " 05-CT/TW ngày 15/5/2016 của Bộ Chính trị.",
        "2021-06-01",
    )
    second = _article(
        "n", "Kết luận số 01-KL/TW tiếp tục thực hiện Chỉ thị số 05-CT/TW.", "2023-06-01"
    )
    found = dossier(indexed([first, second], places()), "05-CT/TW")
    assert found
    assert [(edge.source.split(" | ")[0], edge.type, edge.articles) for edge in found.done] == [
        ("01-KL/TW", "continues", 2)
    ]
    assert [(one.name, one.articles) for one in found.together] == [("01-KL/TW", 2)]
