"""Document codes: what is one, what only looks like one, and how each is written canonically."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.codes import code_key, explain_codes, find_codes, parse_code
from corpus.codes.tables import CENTRAL_BODIES


def codes(text: str) -> list[str]:
    return [mention.value for mention in find_codes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị", "05-CT/TW"),
        ("Chỉ thị 05 - CT/TW", "05-CT/TW"),
        ("Chỉ thị số 05–CT/TW", "05-CT/TW"),
        ("Kết luận số 43 -KL/TW", "43-KL/TW"),
        ("Quy định số 07- QĐ/QU", "07-QĐ/QU"),
        ("Nghị quyết số 05-NQ/ ĐU", "05-NQ/ĐU"),
        ("Chỉ thị số 05/CT-TW", "05-CT/TW"),
        ("Quyết định 352/QĐ-HU", "352-QĐ/HU"),
        ("Quy chế số 3-QC/QU", "03-QC/QU"),
        ("Hướng dẫn số 02-HD/UBKTTƯ", "02-HD/UBKTTW"),
        ("Nghị quyết số 21-NQ/T.Ư ngày", "21-NQ/TW"),
        ("Kế hoạch số 151-KH/ThU", "151-KH/ThU"),
        ("Quy định số 08-QĐi/TW", "08-QĐi/TW"),
        ("Quyết định số 469-QĐNS/TW", "469-QĐNS/TW"),
        ("Quyết định số 367-QĐ/TWĐTN-VP", "367-QĐ/TWĐTN-VP"),
        ("Quyết định số 1161/QĐ-MTTW-BTT", "1161/QĐ-MTTW-BTT"),
        ("Nghị định số: 150/2025/NĐ-CP", "150/2025/NĐ-CP"),
        ("Nghị định 46/2016/NĐ–CP", "46/2016/NĐ-CP"),
        ("Nghị định 46/2016/NÐ-CP", "46/2016/NĐ-CP"),
        ("Nghị định 38/2012/ND-CP", "38/2012/NĐ-CP"),
        ("Nghị định 46/2016/NĐ- CPngày 26/5", "46/2016/NĐ-CP"),
        ("theo 19-2017/NQ-CP", "19-2017/NQ-CP"),
        ("Nghị quyết 30c/NQ-CP", "30c/NQ-CP"),
        ("Thông tư liên tịch 37/2015/TTLT-BYT-BTC", "37/2015/TTLT-BYT-BTC"),
        ("Nghị quyết số 98/2023/QH15", "98/2023/QH15"),
        ("Pháp lệnh 11/2003/PL-UBTVQH11", "11/2003/PL-UBTVQH11"),
        ("Quyết định 1880/QĐ-Ttg", "1880/QĐ-TTg"),
        ("Công văn số 189/UBND-NV", "189/UBND-NV"),
        ("văn bản số 2120/VPCP-KTTH", "2120/VPCP-KTTH"),
        ("Nghị định 67/CP", "67/CP"),
        ("giấy phép xây dựng số 95/GPXD", "95/GPXD"),
        ("Quyết định 724/QĐUB", "724/QĐUB"),
        ("ĐẨY MẠNH THỰC HIỆN CHỈ THỊ SỐ 10-TTR/BCS", "10-TTr/BCS"),
        ("Nghị định số 28-CP", "28-CP"),
        ("Nghị định 67/2014 NĐ-CP", "67/2014/NĐ-CP"),
        ("Quyết định 309 QĐ-TTg", "309/QĐ-TTg"),
        ("văn bản số 304/UBND – NL ngày 23/5", "304/UBND-NL"),
        (
            "Thông tư liên tịch số 06/2013/TTLTBCA-BQP-BTC-BNN&PTNT",
            "06/2013/TTLTBCA-BQP-BTC-BNN&PTNT",
        ),
        ("cấp phép số 15151/2014/ATTP-XNCB", "15151/2014/ATTP-XNCB"),
        ("Quyết định số 1880/QĐ-TTg - Ảnh tư liệu", "1880/QĐ-TTg"),
        ("thựchiệnChỉthịsố05-CT/TWvềđẩymạnh", "05-CT/TW"),
    ],
)
def test_written_forms_have_one_canonical_code(text: str, expected: str) -> None:
    """Whatever its dashes, spaces, zeros and case, a code is found as its official form."""
    assert codes(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "QCVN 14:2008/BTNMT và QCVN 10-MT:2015/BTNMT",
        "TCVN 7722-2-3:2019, TCVN 11892-1:2017",
        "quầy số 05/TT, quầy số 3/DVC",
        "tiêm kích F-35, Su-30MK2, máy bay B727-200",
        "xe 51C-638.30, 29P1-303.52, 37A-456.78",
        "trực 24/7, hẻm 72/24, số nhà 304/28/5",
        "ngày 4/2 - Ảnh của tác giả, 7/2-PV",
        "căn hộ lô CT2-05/A, sổ tay A5-2023/HD",
        "Điều 112-BLHS, sao chổi 45P/Honda, tàu SE8/SE9",
        "1- Vụ trưởng; 2- Cục trưởng; mùa giải 2016/17",
        "Chỉ thị 05, Nghị quyết 18, Nghị quyết Trung ương 4 khóa XII",
    ],
)
def test_look_alikes_are_no_codes(text: str) -> None:
    """Standards, plates, addresses, dates and numbers without a symbol are not documents."""
    assert codes(text) == []


def test_a_shared_symbol_belongs_to_every_number_of_its_list() -> None:
    """ "số 21 và 23-HD/BTCQU" is two codes, each with its own offsets."""
    text = "các Hướng dẫn số 21 và 23-HD/BTCQU; Quyết định số 191, 192, 193/QĐ-UBND"
    found = find_codes(text)
    assert [mention.value for mention in found] == [
        "21-HD/BTCQU",
        "23-HD/BTCQU",
        "191/QĐ-UBND",
        "192/QĐ-UBND",
        "193/QĐ-UBND",
    ]
    assert found[0].printed == "21" and found[0].rule == "shared symbol"


def test_offsets_lead_to_the_printed_form() -> None:
    """`text[start:end]` is the printed form, also with invisible characters and Cyrillic letters in
    it."""
    text = "Chỉ thị số 05\u200b-\u0421\u0422/TW và Quy định 144 - QĐ/T\u200bƯ, Kế hoạch 05-KH/QU."
    found = find_codes(text)
    assert [mention.value for mention in found] == ["05-CT/TW", "144-QĐ/TW", "05-KH/QU"]
    assert all(text[mention.start : mention.end] == mention.printed for mention in found)
    assert found[0].printed == "05\u200b-\u0421\u0422/TW"


def test_the_type_word_is_kept_but_the_symbol_is_trusted() -> None:
    """A wrong type word does not change the code; the word itself is reported."""
    (mention,) = find_codes("theo Nghị định số 39-NQ/TW về tinh giản biên chế")
    assert (mention.value, mention.type_word) == ("39-NQ/TW", "Nghị định")


def test_parts_in_words() -> None:
    """A code knows its type, issuer and level in words."""
    document = parse_code("05-CT/TW")
    assert document.type_name == "Chỉ thị"
    assert document.issuer_name == "Ban Chấp hành Trung ương, Bộ Chính trị, Ban Bí thư"
    assert document.level == "Trung ương"
    levels = [
        parse_code(code).level for code in ("12-NQ/TU", "05-KH/QU", "152-BC/ĐU", "46/2016/NĐ-CP")
    ]
    assert levels == ["Tỉnh, thành phố", "Quận, huyện", "Phường, xã", "Nhà nước"]
    assert parse_code("19-HD/BTGQU").issuer_name == "Ban Tuyên giáo Quận ủy"
    assert parse_code("31/2016/TT-BCT").issuer_name == "Bộ Công Thương"
    assert parse_code("12-TT/TU").type_name == "Thông tri"


@pytest.mark.parametrize("text", ["", "24/7", "05", "CT/TW", "05-CT/TW và hơn thế", "F-35"])
def test_what_is_no_code_cannot_be_parsed(text: str) -> None:
    """`parse_code` takes one code and nothing else."""
    with pytest.raises(ValueError, match="not a document code"):
        parse_code(text)


def test_one_key_for_all_forms() -> None:
    """The folded key ignores case, separators, leading zeros and Đ/D."""
    forms = ["05-CT/TW", "05/CT-TW", "5-ct/tw", "05 CT TW", "05–CT/TƯ", "05-CT/T.Ư"]
    assert {code_key(form) for form in forms} == {("05", "", "cttw")}
    assert code_key("46/2016/ND-CP") == code_key("46/2016/NĐ-CP")
    assert parse_code("05-CT/TW").number_key == ("CT", "5")


def test_a_number_and_its_year_are_no_longer_number() -> None:
    """01/2016 and 12016 are two documents, though their digits are the same."""
    assert code_key("01/2016/QĐ-UBND") == code_key("1/2016/QD-UBND")
    assert code_key("01/2016/QĐ-UBND") != code_key("12016/QĐ-UBND")


@pytest.mark.parametrize("body", sorted(CENTRAL_BODIES))
def test_every_body_of_the_centre_has_one_key(body: str) -> None:
    """TW and TƯ behind the symbol of any body of the Centre are one body, as typed and as printed."""
    wanted = code_key(f"05-CT/{body}TW")
    for written in (f"05-CT/{body}TƯ", f"5-CT/{body}T.Ư", f"05-ct/{body.lower()}tư"):
        assert code_key(written) == wanted
    assert code_key(f"05-CT/{body}TU") != wanted


def test_refused_candidates_say_why() -> None:
    """Everything that has the outline of a code is explained, accepted or not."""
    explained = explain_codes("Chỉ thị 05-CT/TW, giải 45/Honda, QCVN 14:2008/BTNMT")
    assert [(mention.accepted, bool(mention.rule)) for mention in explained] == [
        (True, True),
        (False, True),
        (False, True),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chỉ thị 05-CT/TW,06-CT/TW", ["05-CT/TW", "06-CT/TW"]),
        ("Chỉ thị số.07-CT/TW", ["07-CT/TW"]),
        ("giá 1.05-CT/TW", []),
        ("tăng 3,05-CT/TW", []),
        ("Luật số 59/2020/QH14 - TTXVN đưa tin", ["59/2020/QH14"]),
        ("theo 59/2020/QH14/NĐ-CP", ["59/2020/QH14"]),
        ("Nghị quyết 1211/2016/UBTVQH13 - BTP", ["1211/2016/UBTVQH13"]),
    ],
)
def test_what_stands_beside_a_code(text: str, expected: list[str]) -> None:
    """A comma or a full stop without a space sets codes apart, not inside a number; a caption is no
    part of a law."""
    assert codes(text) == expected


PIECES = (
    "05",
    "59",
    "2020",
    "1211",
    "-",
    "/",
    " - ",
    "–",
    ".",
    ",",
    " ",
    "CT",
    "NQ",
    "QĐ",
    "NĐ",
    "TT",
    "TTLT",
    "KH",
    "TW",
    "TU",
    "CP",
    "TTg",
    "UBND",
    "HĐND",
    "QH14",
    "UBTVQH13",
    "BTP",
    "QU",
    "BTGTU",
    "TTXVN",
    "Chỉ thị ",
    "Luật ",
    "số ",
    "Nghị quyết ",
    "khóa XIII",
)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_every_code_found_is_a_code(text: str) -> None:
    """What is found in any text can be taken apart, and is written as it would be written again."""
    assert [parse_code(code).code for code in codes(text)] == codes(text)
