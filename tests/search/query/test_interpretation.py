"""Reading a query: which conditions, which readings are said, and how each is switched off."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import anything, nasty

from corpus.codes import CodeQuery
from search import QueryError
from search.facets import FACETS
from search.query.code_index import CodeIndex
from search.query.interpretation import Interpretation, interpret
from search.query.plan import And, Node, Or, Phrase, Prefix, Term, Values
from search.request import OFF

CODES = ("05-CT/TW", "05-KH/QU", "144-QĐ/TW", "05-CT/TU")
DISTRICTS = ("Quận 1, Thành phố Hồ Chí Minh", "Quận 10, Thành phố Hồ Chí Minh")
FORMS = {
    "tuyen": ["tuyên", "tuyến", "tuyen"],
    "tuyen_giao": ["tuyên_giáo"],
    "giao": ["giáo", "giao"],
}


class Collection:
    """A collection of a few codes and districts."""

    def frequency(self, term: str) -> int:
        return 20

    def forms(self, folded: str) -> list[str]:
        return FORMS.get(folded, [folded])

    def expect(self, terms: Iterable[str] = (), folded: Iterable[str] = ()) -> None:
        """Nothing is fetched."""

    def values(self, facet: str) -> Sequence[str]:
        return {"code": CODES, "district": DISTRICTS}.get(facet, ())

    def codes(self, query: CodeQuery) -> tuple[str, ...]:
        return CodeIndex(CODES).find(query)

    def explained(self, short: str) -> str:
        return ""


def read(q: str, *off: str) -> Interpretation:
    return interpret(q, Collection(), off)


def _kinds(found: Interpretation) -> set[str]:
    return {reading.kind for reading in found.readings}


@settings(deadline=None)
@given(anything | nasty, st.lists(st.sampled_from(OFF), max_size=3))
def test_any_text_can_be_read(q: str, off: list[str]) -> None:
    """Reading raises nothing but `QueryError`; facets and switches are known ones."""
    try:
        found = read(q, *off)
    except QueryError as error:
        assert error.field == "q"
        return
    assert {reading.off for reading in found.readings} <= {"", *OFF} - set(off)
    for node in (*found.required, *found.numbers, *found.must_not):
        assert not isinstance(node, Values) or node.facet in FACETS


def test_words_without_marks_may_be_any_word_of_that_form() -> None:
    """Typed without marks a word is folded and the reading is said; typed with, or switched off, it
    is itself."""
    assert Term("tuyen", True) in read("tuyen").relaxable
    (said,) = read("tuyen").readings
    assert (said.kind, said.value) == ("fold", "tuyên, tuyến")
    assert read("tuyên").relaxable == [Term("tuyên")]
    assert read("tuyên").readings == []
    assert read("tuyen", "fold").relaxable == [Term("tuyen")]


def test_a_fold_is_said_of_words_that_have_marks_somewhere() -> None:
    """What has no form with marks in the collection was not read as another word: nothing is
    said."""
    assert read("viwaco").readings == []
    assert read("quận 2024").readings == []


@pytest.mark.parametrize("q", ["tuyên giáo", "TUYÊN GIÁO", "Tuyên Giáo", "tuyên Giáo"])
def test_a_word_of_several_syllables_is_one_in_any_capitals(q: str) -> None:
    """The syllables of a word must stand side by side, where words are counted as such."""
    assert next(read(q).wholes()) == [Phrase((Term("tuyên"), Term("giáo")))]
    assert list(read(q, "word").wholes()) == []


def test_a_word_typed_without_marks_is_the_one_that_it_always_is() -> None:
    """tuyen giao is tuyên giáo where the collection knows no other word of that form."""
    assert next(read("tuyen giao").wholes()) == [Phrase((Term("tuyên"), Term("giáo")))]
    literal = read("tuyen giao", "word")
    assert literal.relaxable == [Term("tuyen", True), Term("giao", True)]


def test_a_noun_and_its_number_are_a_unit() -> None:
    """ "dãy 3" is those two side by side, "khu phố 5" also KP.5 and KP5, in the order and in what
    is counted."""
    (unit,) = read("dãy 3").units
    assert unit == Phrase((Term("dãy"), Term("3")))
    assert unit in [node for node, _ in read("dãy 3").should]
    (unit,) = read("khu phố 5").units
    assert isinstance(unit, Or) and Term("kp5") in unit.nodes


def test_the_place_that_is_named_comes_first() -> None:
    """Articles of the place weigh more, said as a reading that can be switched off."""
    found = read("cải cách hành chính quận 1")
    boosted = [node for node, _ in found.should if isinstance(node, Values)]
    assert boosted == [Values("district", DISTRICTS[:1])]
    assert "place" in _kinds(found) and "place" not in _kinds(read("hành chính quận 1", "place"))


def test_digits_must_be_there() -> None:
    """A number in a query is never left out nor read as something else."""
    assert Term("2024") in read("tổng kết 2024").numbers


@pytest.mark.parametrize(
    "q",
    ["05-CT/TW", "05 - CT/TW", "05-ct/tw", "Chỉ thị số 05-CT/TW", "05–CT/TW", "chi thi 05-ct/tw"],
)
def test_a_code_is_one_unit_however_written(q: str) -> None:
    """Every way to write a code is the one condition on its canonical form."""
    assert Values("code", ("05-CT/TW",)) in read(q).numbers
    assert "code" in _kinds(read(q))


def test_a_code_can_be_read_as_words() -> None:
    """Switched off, a code is its syllables."""
    found = read("05-CT/TW", "code")
    assert not any(isinstance(node, Values) for node in found.numbers)
    assert "code" not in _kinds(found)


def test_a_code_without_issuer_is_any_of_its_type_and_number() -> None:
    """ "chỉ thị 05" means every directive 05, of whichever issuer."""
    texts = repr(read("chỉ thị 05").numbers)
    assert "05-CT/TW" in texts and "05-CT/TU" in texts and "05-KH/QU" not in texts


def test_abbreviations_are_said_and_switched_off() -> None:
    """MTTQ stands for its long form too, and says so."""
    assert _kinds(read("MTTQ")) == {"abbreviation"}
    assert "abbreviation" not in _kinds(read("MTTQ", "abbreviation"))


def test_fields_phrases_and_exclusions() -> None:
    """What is quoted stands side by side, what is excluded must not be there, a field is a choice
    of its facet."""
    assert read('"đảng bộ"').required == [Phrase((Term("đảng"), Term("bộ")))]
    assert read("đảng -bộ").must_not == [Term("bộ")]
    assert read("-code:05-CT/TW").must_not == [Values("code", ("05-CT/TW",))]
    assert read("tuyên*").required == [Prefix("tuyên")]
    assert read("quận:1").required == [Values("district", ("Quận 1, Thành phố Hồ Chí Minh",))]
    found = read("từ:2024 đến:05/2024")
    assert (str(found.first_day), str(found.last_day)) == ("2024-01-01", "2024-05-31")


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("thủy*", Prefix("thuỷ")),
        ("thuỷ*", Prefix("thuỷ")),
        ("ủy*", Prefix("uỷ")),
        ("hòa*", Prefix("hoà")),
        ("mỹ*", Or((Term("mĩ"), Prefix("mỹ")))),
        ("my*", Or((Term("mi", True), Prefix("my")))),
    ],
)
def test_prefixes_in_any_spelling(q: str, expected: Node) -> None:
    """The tone on either vowel is one prefix; a last y may be the i of a whole syllable, or begin a
    longer word."""
    assert read(q).required == [expected]


def test_what_is_excluded_is_what_is_typed() -> None:
    """A bare word beside marked ones is excluded as it stands; an abbreviation takes out nothing
    that lacks it."""
    assert read("đảng -ban").must_not == [Term("ban")] and read("dang -ban").must_not == [
        Term("ban", True)
    ]
    assert read("-MTTQ").must_not == [Term("mttq", True)]
    assert read("đảng -từ:2024").must_not == [Phrase((Term("từ"), Term("2024")))]


def test_letters_with_digits_stay_in_their_field() -> None:
    """What is asked of a title is asked of the title alone, in each of its forms."""
    (found,) = read("title:Q1").numbers
    assert isinstance(found, Or)
    printed = [node.nodes[0] if isinstance(node, And) else node for node in found.nodes]
    assert {node.field for node in printed} == {"title"}


def test_nothing_readable_finds_nothing() -> None:
    """Punctuation alone is not "everything"; an empty query is."""
    assert read("???").required != []
    assert read("").required == [] == read("").relaxable
