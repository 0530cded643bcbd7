"""Codes as people type them: every form of one code means the same, and ordinary queries mean
none."""

import json
import lzma
from collections import Counter
from pathlib import Path

import pytest

from corpus.codes import CodeQuery, code_key, find_code_queries, find_codes, parse_code
from corpus.vietnamese.text import clean, fold
from search.query.code_index import CodeIndex


def means(query: CodeQuery, code: str) -> bool:
    """Say whether a query finds a code in a collection that holds it."""
    return CodeIndex([code]).find(query) == (code,)


def only(q: str) -> CodeQuery:
    (query,) = find_code_queries(q)
    return query


@pytest.mark.parametrize(
    "q",
    [
        "05-CT/TW",
        "05-ct/tw",
        "05 - CT/TW",
        "05–CT/TW",
        "05/CT-TW",
        "05 CT TW",
        "05 ct tw",
        "5-CT/TW",
        "05cttw",
        "05-CT/TƯ",
        "05-ct/tư",
        "05-CT/T.Ư",
        "Chỉ thị số 05-CT/TW",
        "số 05-CT/TW",
        "chi thi so 05-ct/tw",
        "chỉ thị 05-CT/TW",
    ],
)
def test_every_form_of_a_full_code_is_the_same_key(q: str) -> None:
    """However a full code is typed, it is one code, and its type word belongs to it."""
    query = only(q)
    assert query.key == ("05", "", "cttw") and query.printed == q
    assert means(query, "05-CT/TW") and not means(query, "15-CT/TW")


@pytest.mark.parametrize(
    "q", ["46/2016/nđ-cp", "46/2016/ND-CP", "nghi dinh 46/2016/nd-cp", "46 2016 nd cp"]
)
def test_state_codes_in_any_case_and_without_diacritics(q: str) -> None:
    """State codes fold case and Đ as party codes do."""
    assert means(only(q), "46/2016/NĐ-CP")


@pytest.mark.parametrize(
    ("q", "meant", "not_meant"),
    [
        ("chi thi 05", "05-CT/TU", "05-KH/TU"),
        ("Chỉ thị số 5", "05-CT/TW", "50-CT/TW"),
        ("CT 05", "05-CT/TW", "05-KL/TW"),
        ("NQ18", "18-NQ/TW", "18-CT/TW"),
        ("nghị quyết 98", "98/2023/QH15", "98/2023/NĐ-CP"),
        ("nghị định 46", "46/2016/NĐ-CP", "46/2016/TT-BTC"),
        ("nghi dinh 46/2016", "46/2016/NĐ-CP", "46/2014/NĐ-CP"),
        ("05-CT", "05-CT/TW", "05-NQ/TW"),
        ("quy định 08", "08-QĐi/TW", "08-KL/TW"),
        ("công văn 189", "189/UBND-NV", "189/NQ-CP"),
        ("nghị định 67", "67/CP", "68/CP"),
    ],
)
def test_forms_without_an_issuer_mean_a_type_and_a_number(
    q: str, meant: str, not_meant: str
) -> None:
    """A type and a number mean every issuer's document with them, leading zeros aside."""
    query = only(q)
    assert query.key is None and query.number_keys
    assert means(query, meant) and not means(query, not_meant)


@pytest.mark.parametrize(
    "q",
    [
        "top 10",
        "lớp 10",
        "quận 1",
        "u23 việt nam",
        "tháng 4 2017",
        "24/7",
        "f-35",
        "covid 19",
        "30/4",
        "5g",
        "iphone 7 plus",
        "ngày 20/11/2024",
        "kế hoạch 5 năm",
        "luật 2013",
        "hd 720p",
        "100k",
        "đường số 5",
        "nghị quyết trung ương 4 khóa XII",
        "tp hcm 2 ct tu",
        "chuyển đổi số 5 năm",
        "số 5",
        "",
        "-/-",
        "chỉ thị",
        "quy định 786 triệu",
        "kế hoạch 5.000 tỷ",
    ],
)
def test_ordinary_queries_hold_no_code(q: str) -> None:
    """Numbers that people search for are not taken for documents."""
    assert find_code_queries(q) == []


def test_several_codes_and_the_words_between() -> None:
    """Each code of a query keeps its place, so that the words around it stay words."""
    q = "thực hiện chỉ thị 05 và 144-QĐ/TW ở quận 1"
    found = find_code_queries(q)
    assert [query.printed for query in found] == ["chỉ thị 05", "144-QĐ/TW"]
    assert all(q[query.start : query.end] == query.printed for query in found)


def test_both_spellings_of_a_rule_find_each_other() -> None:
    """The Centre prints QĐ and QĐi for Quy định: asked for one, the other is found too."""
    assert means(only("08-QĐ/TW"), "08-QĐi/TW") and means(only("08-qđi/tw"), "08-QĐ/TW")


@pytest.fixture(scope="module")
def frequent_codes(data_dir: Path) -> tuple[list[str], list[str]]:
    """The 100 most frequent codes of the real articles, and all of them."""
    counts: Counter[str] = Counter()
    with lzma.open(data_dir / "data" / "vinews.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            counts.update(
                {mention.value for mention in find_codes(clean(json.loads(line)["text"]))}
            )
    return [code for code, _ in counts.most_common(100)], list(counts)


def forms(code: str) -> list[str]:
    """Ways to type a full code."""
    spaced = code.replace("-", " - ").replace("/", " / ")
    written = [
        code,
        code.lower(),
        code.upper(),
        code.replace("-", "–"),
        code.replace("-", "- "),
        spaced,
    ]
    return [*written, fold(code), f"văn bản số {code}", f"thực hiện {code} ở quận 1"]


def document_without_issuer(code: str) -> bool:
    """Say whether a code is a type and a number only (23/TB), which is what short forms mean."""
    return not parse_code(code).issuer_symbol


@pytest.mark.data
def test_every_form_of_the_frequent_codes_finds_the_same(
    frequent_codes: tuple[list[str], list[str]],
) -> None:
    """For each frequent code all full forms mean the same codes of the collection, and the code is
    among them."""
    frequent, _ = frequent_codes
    for code in frequent:
        if not document_without_issuer(code):
            assert {form: only(form).key for form in forms(code)} == dict.fromkeys(
                forms(code), code_key(code)
            )
            assert all(means(only(form), code) for form in forms(code))


@pytest.mark.data
def test_forms_without_an_issuer_find_the_union(
    frequent_codes: tuple[list[str], list[str]],
) -> None:
    """The type and number in words or as a symbol mean every code of that type and number."""
    frequent, every = frequent_codes
    by_number: dict[tuple[str, str], set[str]] = {}
    for code in every:
        by_number.setdefault(parse_code(code).number_key, set()).add(code)
    for code in frequent:
        document = parse_code(code)
        if document.type_symbol in ("CT", "NQ", "NĐ", "QĐ", "KL", "TT"):
            words = f"{document.type_name} {document.number}"
            for q in (words, fold(words), f"{document.type_symbol} {document.number}"):
                found = {other for key in only(q).number_keys for other in by_number.get(key, ())}
                assert code in found and by_number[parse_code(code).number_key] <= found, q
                assert all(means(only(q), other) for other in found)


@pytest.mark.parametrize(
    "q", ["nghị quyết ²²²²", "nghị quyết ①②③④", "²²-CT/TW", "số ½", "chỉ thị ٣٤"]
)
def test_digits_that_are_no_numbers(q: str) -> None:
    """Superscripts, circled digits, fractions and digits of other scripts are no number of a
    document."""
    assert find_code_queries(q) == []


@pytest.mark.parametrize("q", ["05CT/TW", "05 CT/TW", "ct05", "số.05-CT/TW", "06-CT/TW,05-CT/TW"])
def test_codes_typed_in_haste(q: str) -> None:
    """Without the first sign, without spaces around what sets them apart: the code is read all the
    same."""
    assert means(find_code_queries(q)[-1], "05-CT/TW")


def test_a_caption_is_no_part_of_a_law() -> None:
    """What is pasted with the agency behind it is the law."""
    assert only("Luật số 59/2020/QH14 - TTXVN").key == code_key("59/2020/QH14")
