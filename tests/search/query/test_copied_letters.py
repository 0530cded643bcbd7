"""Letters as keyboards, posts and hashtags have them: the same articles as for plain ones."""

import pytest
from index_model import document, write

from corpus.vietnamese.text import clean
from search import SearchRequest, open_engine


def bold(text: str) -> str:
    """Write Latin letters and digits as the bold ones that posts are made of."""
    starts = {"A": 0x1D400, "a": 0x1D41A, "0": 0x1D7CE}
    first = {char: "0" if char.isdigit() else "A" if char.isupper() else "a" for char in text}
    plain = (char.isascii() and char.isalnum() for char in text)
    return "".join(
        chr(starts[first[char]] + ord(char) - ord(first[char])) if is_plain else char
        for char, is_plain in zip(text, plain, strict=True)
    )


def wide(text: str) -> str:
    """Write ASCII in full width, as Asian keyboards do."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@pytest.fixture(scope="module")
def engine(places):
    """Articles about one thing, one of them with a code."""
    location = places()
    many = [document(f"x{n}", "Công tác tuyên giáo", "Học tập Bác ở quận.") for n in range(4)]
    code = document(
        "ct", "Học tập Bác", "Tuyên giáo quán triệt Chỉ thị 05-CT/TW.", codes=["05-CT/TW"]
    )
    posted = document("post", bold("Quan 1") + " họp", clean(bold("Tuyen truyen") + " ở khu phố."))
    write(location, [*many, code, posted])
    engine = open_engine(location)
    yield engine
    engine.close()


@pytest.mark.parametrize("write_as", [wide, bold])
@pytest.mark.parametrize(
    "q", ["05-CT/TW", "chỉ thị 05", "tuyen giao", "tuyên giáo", "-tuyên", "code:05-CT/TW"]
)
def test_other_forms_of_letters_find_the_same(engine, q: str, write_as) -> None:
    """Full width and mathematical letters, digits and signs are plain ones."""
    found = engine.search(SearchRequest(q=write_as(q)))
    assert [hit.id for hit in found.results] == [
        hit.id for hit in engine.search(SearchRequest(q=q)).results
    ]


@pytest.mark.parametrize(
    "q", ["tuyêngiáo", "#tuyêngiáo", "#TuyênGiáo", "tuyengiao", "#tuyengiao", "tuyên_giáo",
          "#tuyên_giáo", "#họctậpbác"]
)  # fmt: skip
def test_syllables_without_spaces_are_taken_apart(engine, q: str) -> None:
    """A hashtag finds what its syllables find, and the reading can be switched off."""
    assert engine.search(SearchRequest(q=q)).total == 5
    assert "_" in q or engine.search(SearchRequest(q=q, off=("slip",))).total == 0


def test_a_run_that_is_a_word_stays_one(engine) -> None:
    """What does not fall into syllables of the collection finds nothing, and is not cut at will."""
    for q in ("abcxyzk", "tuyêngiáox", "xtuyêngiáo", "a" * 5_00):
        assert engine.search(SearchRequest(q=q)).total == 0, q


def test_cleaning_is_for_letters_only() -> None:
    """Ligatures of PDF become letters; signs that mean something of their own stay."""
    assert clean("ﬁnal ﬂow Ｑuận １２，ℎ") == "final flow Quận 12,h"
    assert clean("№ ™ ½ ① m²") == "№ ™ ½ ① m²"
    assert clean(bold("Quan") + "\u0302") == clean("Quan\u0302")
