"""Lists of documents, plurals that stand for them, passives and means: sentences of its own for each
construction, and its look-alikes."""

import pytest

from corpus import Article
from corpus.extraction import extract, extraction_record

Edge = tuple[str | None, str, str]


def edges(body: str) -> set[Edge]:
    """Return (from, type, to) of the relations of a text, whose evidence stands in it."""
    record = extraction_record(extract(Article(id="a", title="", body=body)))
    assert all(one["evidence"] and one["evidence"] in body for one in record["relations"])
    return {(one["from"], one["type"], one["to"]) for one in record["relations"]}


def between_documents(body: str) -> set[Edge]:
    """Return the relations in which a document acts."""
    return {one for one in edges(body) if one[0]}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Đảng ủy xã ban hành các Kế hoạch số 11, 12 và 15-KH/ĐU để thực hiện Nghị quyết số 09-NQ/HU.",
         {("11-KH/ĐU", "implements", "09-NQ/HU"), ("12-KH/ĐU", "implements", "09-NQ/HU"),
          ("15-KH/ĐU", "implements", "09-NQ/HU")}),
        ("Quyết định số 70/QĐ-UBND bãi bỏ Quyết định số 31/QĐ-UBND, ngày 4/3/2015 và số 32/QĐ-UBND.",
         {("70/QĐ-UBND", "replaces", "31/QĐ-UBND"), ("70/QĐ-UBND", "replaces", "32/QĐ-UBND")}),
        ("Nghị định 12/2019/NĐ-CP sửa đổi khoản 3 Điều 5 Nghị định 40/2012/NĐ-CP và Điều 9 của Nghị định 41/2012/NĐ-CP.",
         {("12/2019/NĐ-CP", "amends", "40/2012/NĐ-CP"), ("12/2019/NĐ-CP", "amends", "41/2012/NĐ-CP")}),
        ("Thông tư 20/2018/TT-BTC hướng dẫn Luật Phí, lệ phí, Luật Ngân sách nhà nước và Nghị định 45/2017/NĐ-CP.",
         {("20/2018/TT-BTC", "details", "45/2017/NĐ-CP")}),
        ("Thông tư 50/2019/TT-BYT sửa đổi Thông tư 10/2012/TT-BYT và Thông tư 51/2019/TT-BYT sửa đổi Thông tư 11/2012/TT-BYT.",
         {("50/2019/TT-BYT", "amends", "10/2012/TT-BYT"), ("51/2019/TT-BYT", "amends", "11/2012/TT-BYT")}),
        ("Nghị định 70/2020/NĐ-CP thay thế Nghị định 30/2010/NĐ-CP và Nghị định 35/2015/NĐ-CP sửa đổi Nghị định 30/2010/NĐ-CP.",
         {("70/2020/NĐ-CP", "replaces", "30/2010/NĐ-CP"), ("70/2020/NĐ-CP", "replaces", "35/2015/NĐ-CP"),
          ("35/2015/NĐ-CP", "amends", "30/2010/NĐ-CP")}),
        ("Kế hoạch 31-KH/QU nêu rõ căn cứ: Nghị quyết số 20-NQ/TU; Quy định số 08-QĐ/TU; Quy chế số 02-QC/QU.",
         {("31-KH/QU", "cites", "20-NQ/TU"), ("31-KH/QU", "cites", "08-QĐ/TU"), ("31-KH/QU", "cites", "02-QC/QU")}),
    ],
)  # fmt: skip
def test_a_list_shares_what_is_done(body: str, expected: set[Edge]) -> None:
    """Items may print the symbol, the type or an article of their own; one with a deed of its own
    begins anew."""
    assert between_documents(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        # the second document does something else
        "Nghị định 193/2013/NĐ-CP hướng dẫn thi hành Luật Hợp tác xã và Thông tư 15/2016/TT-BNN hướng dẫn tiêu chí hỗ trợ.",
        # deeds of a programme, told one after the other
        "Kế hoạch 14-KH/HU về cải cách hành chính; hỗ trợ hộ nghèo vay vốn; sửa đổi Quy chế 03-QC/HU.",
        # decrees without a number carry it out
        "Nghị định 01/2018/NĐ-CP về sửa đổi một số nghị định hướng dẫn thi hành Luật Nhà ở 2014.",
    ],
)  # fmt: skip
def test_what_only_stands_near_is_no_item(body: str) -> None:
    """No relation is told of documents that stand in one sentence."""
    assert between_documents(body) == set()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Quận ủy ban hành Chương trình số 05-CTr/QU và Chương trình số 06-CTr/QU. "
         "Hai chương trình được xây dựng căn cứ Kế hoạch số 77-KH/TU.",
         {("05-CTr/QU", "cites", "77-KH/TU"), ("06-CTr/QU", "cites", "77-KH/TU")}),
        ("Thực hiện Chỉ thị số 12-CT/TU, Huyện ủy ban hành Kế hoạch số 40-KH/HU; thực hiện Chỉ thị số 15-CT/TU, "
         "Huyện ủy ban hành Chương trình số 08-CTr/HU. Cả hai văn bản này được thay thế bằng Kế hoạch số 90-KH/HU.",
         {("40-KH/HU", "implements", "12-CT/TU"), ("08-CTr/HU", "implements", "15-CT/TU"),
          ("90-KH/HU", "replaces", "40-KH/HU"), ("90-KH/HU", "replaces", "08-CTr/HU")}),
        ("Đảng ủy ban hành Quy chế số 03-QC/ĐU thay thế Quy chế số 01-QC/ĐU. Cùng với đó là Quyết định số 58-QĐ/ĐU. "
         "Hai văn bản được ban hành theo Quy định số 295-QĐ/TW.",
         {("03-QC/ĐU", "replaces", "01-QC/ĐU"), ("03-QC/ĐU", "cites", "295-QĐ/TW"), ("58-QĐ/ĐU", "cites", "295-QĐ/TW")}),
        ("Quận ủy Quận 2 có Chương trình 33-CTr/QU, Quận ủy Thủ Đức có Kế hoạch 20-KH/QU; cả hai văn bản đều "
         "thực hiện Đề án 08-ĐA/TU.", {("33-CTr/QU", "implements", "08-ĐA/TU"), ("20-KH/QU", "implements", "08-ĐA/TU")}),
        ("Chương trình số 08-CTr/QU của Quận ủy Quận 1 về khu phố văn minh có kết quả. "
         "Chương trình của Quận ủy được xây dựng dựa trên Kế hoạch 2958/KH-UBND và Chỉ thị 19-CT/TU.",
         {("08-CTr/QU", "cites", "2958/KH-UBND"), ("08-CTr/QU", "cites", "19-CT/TU")}),
        ("Quận ủy sơ kết Chỉ thị 08-CT/QU và quyết định tiếp tục thực hiện Chỉ thị này bằng Kế hoạch 133-KH/QU.",
         {("133-KH/QU", "continues", "08-CT/QU")}),
        # which of the two is open
        ("Quận ủy Quận 3 có Nghị quyết 07-NQ/QU; Quận ủy Quận 5 có Nghị quyết 09-NQ/QU. "
         "Nghị quyết của Quận ủy được cụ thể hóa bằng Kế hoạch 55/KH-UBND.", set()),
        ("Quận ủy Quận 3 có Nghị quyết số 07-NQ/QU; Quận ủy Quận 5 có Nghị quyết số 09-NQ/QU. "
         "Nghị quyết của Quận 3 được cụ thể hóa bằng Kế hoạch 55/KH-UBND.",
         {("55/KH-UBND", "details", "07-NQ/QU")}),
    ],
)  # fmt: skip
def test_plurals_and_whose_stand_for_documents(body: str, expected: set[Edge]) -> None:
    """ "Hai chương trình" and "Cả hai văn bản này" stand for as many; "Nghị quyết của Quận 3" for the
    one of that body."""
    assert between_documents(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Huyện ủy đã ban hành 2 văn bản triển khai Chỉ thị 32-CT/TW, gồm: Kế hoạch số 44-KH/HU về tuyên truyền "
         "và Hướng dẫn số 07-HD/HU về hòa giải.",
         {("44-KH/HU", "implements", "32-CT/TW"), ("07-HD/HU", "details", "32-CT/TW")}),
        ("Quận ủy có Chương trình số 05-CTr/QU. Các kế hoạch thực hiện Chương trình này như Kế hoạch 20-KH/QU, "
         "Kế hoạch 21-KH/QU đã được phổ biến.",
         {("20-KH/QU", "implements", "05-CTr/QU"), ("21-KH/QU", "implements", "05-CTr/QU")}),
        # one plan, and other documents named beside it
        ("Phường có kế hoạch thực hiện Chỉ thị 19-CT/TU, trong đó có Quyết định 12/QĐ-UBND.", set()),
    ],
)  # fmt: skip
def test_what_is_enumerated_does_what_is_said_of_all(body: str, expected: set[Edge]) -> None:
    """Several documents that carry something out are each told behind "gồm", "như", a colon."""
    assert between_documents(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Quận ủy ban hành Kế hoạch 91-KH/QU. Kế hoạch nêu căn cứ là Đề án số 02-ĐA/TU và Chương trình số 25-CTr/TU.",
         {("91-KH/QU", "cites", "02-ĐA/TU"), ("91-KH/QU", "cites", "25-CTr/TU")}),
        ("Quyết định 751/QĐ-TTg điều chỉnh mức vay quy định tại khoản 1 Điều 5 Quyết định 157/2007/QĐ-TTg.",
         {("751/QĐ-TTg", "amends", "157/2007/QĐ-TTg")}),
        ("Bộ Y tế có Thông tư 20/2019/TT-BYT. Thông tư này sẽ thay thế Thông tư 15/2012/TT-BYT.",
         {("20/2019/TT-BYT", "replaces", "15/2012/TT-BYT")}),
        ("Hội Phụ nữ có Kế hoạch 12-KH/HPN với Phòng Giáo dục và Đào tạo thực hiện Kế hoạch 205-KH/QU.",
         {("12-KH/HPN", "implements", "205-KH/QU")}),
        ("Ban ban hành Hướng dẫn 09-HD/BTGHU để hướng dẫn các chi, đảng bộ cơ sở thực hiện Kế hoạch số 46-KH/HU.",
         {("09-HD/BTGHU", "details", "46-KH/HU")}),
        ("Kết luận số 240-KL/QU bổ sung một số chỉ tiêu của Nghị quyết số 03-NQ/QU.",
         {("240-KL/QU", "amends", "03-NQ/QU")}),
        ("Thực hiện Chỉ thị 18-CT/TU, UBND phường ban hành các Kế hoạch số 210/KH-UBND, 211/KH-UBND và "
         "Quyết định 90/QĐ-UBND thay thế Quyết định 12/QĐ-UBND.",
         {("210/KH-UBND", "implements", "18-CT/TU"), ("211/KH-UBND", "implements", "18-CT/TU"),
          ("90/QĐ-UBND", "replaces", "12/QĐ-UBND")}),
        # where a rule stands
        ("Kế hoạch 14-KH/HU nêu mức hỗ trợ quy định tại Nghị định 57/2018/NĐ-CP.", set()),
        # a body's plan
        ("Bộ Y tế sẽ thay thế Thông tư 15/2012/TT-BYT.", set()),
    ],
)  # fmt: skip
def test_what_a_document_says_of_itself(body: str, expected: set[Edge]) -> None:
    """A document tells its grounds, what it changes and what it will replace."""
    assert between_documents(body) == expected


def test_a_plural_of_another_number_stands_for_nothing() -> None:
    """Three plans are named and two spoken of: nobody knows which."""
    body = (
        "Quận ủy có Kế hoạch 01-KH/QU, Kế hoạch 02-KH/QU, Kế hoạch 03-KH/QU. "
        "Hai kế hoạch được xây dựng căn cứ Đề án 04-ĐA/TU."
    )
    assert between_documents(body) == set()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Nghị định 100/2006/NĐ-CP được sửa đổi, bổ sung tại Nghị định 85/2011/NĐ-CP.",
         {("85/2011/NĐ-CP", "amends", "100/2006/NĐ-CP")}),
        ("Theo Điều 6 Thông tư 30/2014/TT-BXD (đã được sửa đổi tại khoản 2 Điều 1 Thông tư 41/2016/TT-BXD "
         "và Điều 3 Thông tư 52/2018/TT-BXD), nhà thầu phải báo cáo.",
         {("41/2016/TT-BXD", "amends", "30/2014/TT-BXD"), ("52/2018/TT-BXD", "amends", "30/2014/TT-BXD")}),
        ("Trong đó, Chỉ thị số 21-CT/HU và Kế hoạch số 64-KH/HU bị bãi bỏ theo Quyết định số 18-QĐ/ĐU.",
         {("18-QĐ/ĐU", "replaces", "21-CT/HU"), ("18-QĐ/ĐU", "replaces", "64-KH/HU")}),
        ("Hướng dẫn số 12-HD/BTCTU cũng được cụ thể hóa tại Hướng dẫn số 03-HD/BTCQU.",
         {("03-HD/BTCQU", "details", "12-HD/BTCTU")}),
        ("Đề án 08-ĐA/QU được sơ kết bằng Báo cáo 120-BC/QU và tổng kết bằng Báo cáo 340-BC/QU.",
         {("120-BC/QU", "reviews", "08-ĐA/QU"), ("340-BC/QU", "reviews", "08-ĐA/QU")}),
        ("Nơi đây triển khai Chỉ thị số 18-CT/TW bằng Kế hoạch số 29-KH/ĐU.",
         {("29-KH/ĐU", "implements", "18-CT/TW")}),
    ],
)  # fmt: skip
def test_in_a_passive_what_follows_acts(body: str, expected: set[Edge]) -> None:
    """ "được sửa đổi tại A", "bị bãi bỏ theo A", "bằng A": A acts on what is spoken of, also where
    nobody is named who did it."""
    assert between_documents(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "Việc này được thực hiện theo Nghị định 24/2015/NĐ-CP và Nghị định 30/2017/NĐ-CP.",
        "Mức thu nêu tại Nghị quyết 12/2016/NQ-HĐND được áp dụng theo Quyết định 30/2016/QĐ-UBND.",
        "Đơn vị vi phạm Quyết định 12/QĐ-UBND, quyền trẻ em được hướng dẫn tại Nghị định 71/2011/NĐ-CP.",
        "Nghị định 163/2006/NĐ-CP (được sửa đổi tại văn bản khác) và Công văn 3851/NHNN-PC cho phép giữ giấy tờ.",
    ],
)  # fmt: skip
def test_what_is_ruled_somewhere_is_no_deed(body: str) -> None:
    """ "được thực hiện theo", "được hướng dẫn tại" tell where a rule stands."""
    assert between_documents(body) == set()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Thực hiện Nghị quyết 30/NQ-CP của Chính phủ, Bộ Y tế đã chủ trì, phối hợp với các bộ, nghiên cứu, "
         "trình Chính phủ ban hành Nghị định 60/2018/NĐ-CP về khám bệnh.",
         {("60/2018/NĐ-CP", "implements", "30/NQ-CP")}),
        ("Chi bộ gắn chặt việc thực hiện Chỉ thị 05-CT/TW với Quy định số 08-QĐi/TW.",
         {("05-CT/TW", "linked", "08-QĐi/TW")}),
        ("Chỉ thị 23-CT/TW về dân số gắn với việc kiên quyết triển khai đồng bộ, có hiệu quả Nghị quyết 21-NQ/TW.",
         {("23-CT/TW", "linked", "21-NQ/TW")}),
        # when, not what for
        ("Sau hơn hai năm thực hiện Nghị quyết 15-NQ/TU, ngày 3/4/2019, Tỉnh ủy ban hành Nghị quyết 20-NQ/TU.", set()),
        # somebody else issues something else
        ("Thực hiện Chỉ thị 10-CT/TU, Quận ủy tổ chức hội nghị, nghe báo cáo và ban hành Kế hoạch 12-KH/QU.", set()),
        ("Việc phối hợp với Chỉ thị 05-CT/TW và Quy định 08-QĐi/TW được nhắc lại.", set()),
    ],
)  # fmt: skip
def test_what_is_issued_far_behind_and_what_is_fastened(body: str, expected: set[Edge]) -> None:
    """A body may have another one issue what carries something out; "gắn A với B" links two."""
    assert between_documents(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Bộ Chỉ huy Quân sự tỉnh Long An tổng kết một năm triển khai Kế hoạch 1200.",
         ("Bộ Chỉ huy Quân sự tỉnh Long An", "reviews")),
        ("Quận sơ kết 15 năm (2003 - 2018) thực hiện Nghị quyết 23-NQ/TW.", ("Quận", "reviews")),
        ("Căn cứ Thông tư 12/2017/TT-BCT; nhằm ổn định giá, Liên Bộ Công Thương - Tài chính giữ mức trích quỹ.",
         ("Liên Bộ Công Thương - Tài chính", "cites")),
        ("Thực hiện quy định tại Nghị định 83/2014/NĐ-CP, Bộ Công Thương công bố giá bán.",
         ("Bộ Công Thương", "implements")),
        ("Nhiều nơi chưa nắm chủ trương, Sở Tư pháp tổ chức hội nghị quán triệt Chỉ thị 32-CT/TW.",
         ("Sở Tư pháp", "implements")),
        ("Trong 10 năm, quận đã triển khai Chỉ thị 33-CT/TW.", ("quận", "implements")),
        ("Dự thảo Luật Du lịch lần này đã thể chế hóa được Nghị quyết 08-NQ/TW.", ("Dự thảo Luật", "details")),
        ("BHXH Việt Nam trả lời như sau: Căn cứ Thông tư 40/2015/TT-BYT thì trẻ em được đăng ký.",
         ("BHXH Việt Nam", "cites")),
    ],
)  # fmt: skip
def test_bodies_by_their_kind_and_short_name(body: str, expected: tuple[str, str]) -> None:
    """A body may be printed by its kind alone or by letters, and a span of years in words."""
    (relation,) = extraction_record(extract(Article(id="a", title="", body=body)))["relations"]
    assert (relation["from_actor"], relation["type"]) == expected


def test_a_colon_announces_a_list_with_semicolons() -> None:
    """Each of "ba văn bản mới: ...; ...; ..." is studied, whatever it does itself."""
    body = (
        "Quận ủy Bình Thạnh quán triệt ba văn bản mới: Quy định 37-QĐ/TW của Trung ương; Kết luận 21-KL/TW; "
        "Hướng dẫn 02-HD/UBKTTW thực hiện một số điều của Quy định 37-QĐ/TW."
    )
    studied = {(None, "implements", name) for name in ("37-QĐ/TW", "21-KL/TW", "02-HD/UBKTTW")}
    assert edges(body) == studied | {("02-HD/UBKTTW", "details", "37-QĐ/TW")}


@pytest.mark.parametrize(
    "body",
    [
        "Bảo hiểm xã hội: mức đóng bằng 8% tiền lương (căn cứ Điều 85 Luật Bảo hiểm xã hội 2014).",
        "Ban Chỉ đạo cấp tỉnh có nhiệm vụ triển khai Đề án 896.",
        "Đơn vị này chưa thực hiện đúng quy định tại Thông tư 20/2015/TT-BTC.",
        "Quận ủy đề nghị các phường tổng kết một năm thực hiện Chỉ thị 19-CT/TU.",
    ],
)
def test_what_is_due_is_no_deed(body: str) -> None:
    """A subject of insurance is no body, a task and a breach are no deeds."""
    assert edges(body) == set()
