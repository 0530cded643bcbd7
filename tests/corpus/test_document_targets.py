"""What a verb is done with stands apart from it, or acts under another name: objects between, what a
document is said to be, laws by the year of issue."""

import pytest

from corpus import Article
from corpus.extraction import extract, extraction_record
from tests.corpus.test_document_relations import Edge, edges


def actors(body: str) -> set[str | None]:
    """Return what acts in a text without being a document."""
    record = extraction_record(extract(Article(id="a", title="", body=body)))
    return {one["from_actor"] for one in record["relations"] if one["from"] is None}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Nhằm hướng dẫn chi tiết Quyết định số 08/2015/QĐ-TTg, Bộ Y tế đã ban hành Thông tư "
         "số 12/2016/TT-BYT.",
         {("12/2016/TT-BYT", "details", "08/2015/QĐ-TTg")}),
        ("Thông tư 14/2016/TT-BYT hướng dẫn cụ thể Nghị định 55/2015/NĐ-CP.",
         {("14/2016/TT-BYT", "details", "55/2015/NĐ-CP")}),
        ("Thông tư 14/2016/TT-BTC hướng dẫn việc miễn tiền thuê đất tại Nghị định 46/2014/NĐ-CP và "
         "Nghị định 35/2017/NĐ-CP.",
         {("14/2016/TT-BTC", "details", "46/2014/NĐ-CP"),
          ("14/2016/TT-BTC", "details", "35/2017/NĐ-CP")}),
        ("Thông tư 14/2016/TT-BTC hướng dẫn về lệ phí quy định tại Nghị định 46/2014/NĐ-CP.",
         {("14/2016/TT-BTC", "details", "46/2014/NĐ-CP")}),
        ("Cán bộ thuế hướng dẫn người dân nộp hồ sơ tại nơi nêu trong Quyết định số 5/QĐ-UBND.",
         set()),
    ],
)  # fmt: skip
def test_what_is_explained_may_stand_before_its_document(body: str, expected: set[Edge]) -> None:
    """A circular that explains what a decree lays down details the decree; an official who shows
    the way does not."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Thông tư số 26/2014/TT-BYT sửa đổi, bổ sung một số điều của Quy chế bệnh viện, khám, chữa "
         "bệnh và quản lý hồ sơ tại các cơ sở y tế công lập và tư nhân ban hành kèm theo Quyết định "
         "số 02/2007/QĐ-BYT.",
         {("26/2014/TT-BYT", "amends", "02/2007/QĐ-BYT")}),
        ("Thành ủy thực hiện Quy chế làm việc của Ban Thường vụ (ban hành kèm theo Quyết định "
         "số 15-QĐ/TU).",
         {(None, "implements", "15-QĐ/TU")}),
        ("Chỉ thị số 05-CT/TW gắn với việc thực hiện Quy chế bổ nhiệm cán bộ (ban hành kèm theo "
         "Quyết định số 15-QĐ/TU).",
         {("05-CT/TW", "linked", "15-QĐ/TU")}),
        ("Thành ủy thực hiện tiết kiệm; Quy chế làm việc ban hành kèm theo Quyết định số 15-QĐ/TU.",
         set()),
    ],
)  # fmt: skip
def test_what_is_attached_stands_for_its_decision(body: str, expected: set[Edge]) -> None:
    """ "Quy chế ... ban hành kèm theo B" is B, however long its name."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Luật Nhà ở ban hành năm 2014 (thay thế Luật Nhà ở ban hành năm 2005) có hiệu lực.",
         {("Luật Nhà ở ban hành năm 2014", "replaces", "Luật Nhà ở ban hành năm 2005")}),
        ("Luật Báo chí được ban hành năm 2016 thay thế Luật Báo chí năm 1989.",
         {("Luật Báo chí được ban hành năm 2016", "replaces", "Luật Báo chí năm 1989")}),
        ("Luật này được ban hành năm 2013, thay thế Luật Đất đai năm 2003.",
         {(None, "replaces", "Luật Đất đai năm 2003")}),
        ("Luật Đặc khu dự kiến ban hành năm 2019, căn cứ Hiến pháp năm 2013.", set()),
        ("Luật An ninh ban hành năm 2007 của nước này thay thế Luật Báo chí năm 1989.", set()),
    ],
)  # fmt: skip
def test_a_law_may_be_named_by_the_year_of_issue(body: str, expected: set[Edge]) -> None:
    """ "Luật Nhà ở ban hành năm 2014" is the law of 2014; one that is to come, or of another
    country, is none."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Nghị định 01/2017/NĐ-CP về sửa đổi, bổ sung một số nghị định hướng dẫn thi hành Luật "
         "Đất đai 2013.", set()),
        ("Thông tư 09/2018/TT-BNV bãi bỏ các thông tư hướng dẫn Nghị định 29/2012/NĐ-CP.", set()),
        ("Thông tư 09/2018/TT-BNV hướng dẫn Nghị định 29/2012/NĐ-CP.",
         {("09/2018/TT-BNV", "details", "29/2012/NĐ-CP")}),
        ("Nghị định số 16/2006/NĐ-CP là văn bản quy định chi tiết thi hành Bộ luật Dân sự năm 2005.",
         {("16/2006/NĐ-CP", "details", "Bộ luật Dân sự năm 2005")}),
        ("Nghị định số 16/2006/NĐ-CP với tính chất là văn bản hướng dẫn Bộ luật Dân sự năm 2005 đã "
         "hết hiệu lực.",
         {("16/2006/NĐ-CP", "details", "Bộ luật Dân sự năm 2005")}),
        ("Đầu mối là sở; văn bản hướng dẫn Nghị định số 16/2006/NĐ-CP đã có.",
         {(None, "details", "16/2006/NĐ-CP")}),
    ],
)  # fmt: skip
def test_a_type_word_acts_for_itself_or_says_what_a_document_is(
    body: str, expected: set[Edge]
) -> None:
    """Of decrees that are changed each has its own deed; what a decree is said to be is the
    decree."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Theo ông Hà, bộ đang thực hiện Nghị quyết 29 và đặc biệt là Nghị quyết 88 của Quốc hội.",
         {(None, "implements", "Nghị quyết 29"), (None, "implements", "Nghị quyết 88")}),
        ("Kế hoạch số 15-KH/HU thực hiện Nghị quyết số 18-NQ/TW, nhất là Nghị quyết số 19-NQ/TW.",
         {("15-KH/HU", "implements", "18-NQ/TW"), ("15-KH/HU", "implements", "19-NQ/TW")}),
        ("Kế hoạch số 15-KH/HU thực hiện Nghị quyết số 18-NQ/TW, khác với Nghị quyết số 19-NQ/TW.",
         {("15-KH/HU", "implements", "18-NQ/TW")}),
    ],
)  # fmt: skip
def test_a_list_may_single_out_an_item(body: str, expected: set[Edge]) -> None:
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Thực hiện Quyết định số 47/QĐ-UBND, Ban quản lý Vườn đã giao khoán 40 ha rừng.",
         {"Ban quản lý Vườn"}),
        ("Thực hiện Kế hoạch số 12-KH/HU, Ban Quản lý các khu công nghiệp tỉnh Bình Dương đã rà "
         "soát 20 dự án.", {"Ban Quản lý các khu công nghiệp tỉnh Bình Dương"}),
        ("Thực hiện Kế hoạch số 12-KH/HU, Trung tâm VNPT Lâm Hà tổ chức tập huấn.",
         {"Trung tâm VNPT Lâm Hà"}),
        ("Ở Hà Nội, bộ đã quán triệt Nghị quyết số 19-NQ/TW.", {"bộ"}),
        ("Bộ trưởng Bộ GD&ĐT ký Quyết định này thay thế Quyết định số 15/2012/QĐ-UBND.",
         {"Quyết định này"}),
        ("Việc ban hành nghị quyết trên nhằm thực hiện đúng Thông tư số 02/2017/TT-BYT.",
         {"nghị quyết trên"}),
        ("Trung tâm thương mại mở cửa; cán bộ đã quán triệt Nghị quyết số 19-NQ/TW.", set()),
    ],
)  # fmt: skip
def test_bodies_and_documents_without_a_number_act(body: str, expected: set[str]) -> None:
    """What acts is named as printed, as far as its name is whole."""
    assert actors(body) == expected


def test_a_minister_issues_by_office_and_not_by_name() -> None:
    body = "Quyết định số 57/2008/QĐ-BNN của Bộ trưởng Bộ NN&PTNT Trần Văn A có hiệu lực."
    record = extraction_record(extract(Article(id="a", title="", body=body)))
    assert [one["issuer"] for one in record["documents"]] == ["Bộ trưởng Bộ NN&PTNT"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Nghị quyết số 04/2017/NQ-HĐTP của Hội đồng Thẩm phán TAND tối cao hướng dẫn một số quy "
         "định tại khoản 1 và khoản 3 Điều 192 Bộ luật Tố tụng dân sự số 92/2015/QH13.",
         {("04/2017/NQ-HĐTP", "details", "92/2015/QH13")}),
        ("Nghị định 71/2011/NĐ-CP quy định chi tiết và hướng dẫn thi hành một số quy định của Luật "
         "Trẻ em năm 2004.",
         {("71/2011/NĐ-CP", "details", "Luật Trẻ em năm 2004")}),
        ("Thông tư 20/2017/TT-BYT cụ thể hóa các quy định của Nghị định 54/2017/NĐ-CP.",
         {("20/2017/TT-BYT", "details", "54/2017/NĐ-CP")}),
        ("HĐND tỉnh ban hành nghị quyết để điều chỉnh một số nội dung liên quan đến Nghị quyết "
         "91/NQ-HĐND và Nghị quyết số 96/NQ-HĐND.",
         {(None, "amends", "91/NQ-HĐND"), (None, "amends", "96/NQ-HĐND")}),
        ("Thanh tra thực hiện các quy định của pháp luật và Nghị định 54/2017/NĐ-CP.", set()),
    ],
)  # fmt: skip
def test_what_a_document_lays_down_stands_for_it(body: str, expected: set[Edge]) -> None:
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Nghị định 49/2017/NĐ-CP sửa đổi Điều 15 của Nghị định số 25/2011/NĐ-CP quy định chi tiết "
         "một số điều của Luật Viễn thông và Điều 30 của Nghị định số 174/2013/NĐ-CP.",
         {("49/2017/NĐ-CP", "amends", "25/2011/NĐ-CP"),
          ("49/2017/NĐ-CP", "amends", "174/2013/NĐ-CP")}),
        ("Thông tư 08/2019/TT-BXD bãi bỏ khoản 2 Điều 4 Thông tư 02/2010/TT-BXD hướng dẫn việc cấp "
         "phép cho nhà thầu và điểm a Điều 7 của Thông tư 03/2011/TT-BXD.",
         {("08/2019/TT-BXD", "replaces", "02/2010/TT-BXD"),
          ("08/2019/TT-BXD", "replaces", "03/2011/TT-BXD")}),
        ("Nghị định 49/2017/NĐ-CP sửa đổi Điều 15 của Nghị định số 25/2011/NĐ-CP; tổ chức bị phạt "
         "theo mức nhẹ và Điều 30 của Nghị định số 174/2013/NĐ-CP.",
         {("49/2017/NĐ-CP", "amends", "25/2011/NĐ-CP")}),
    ],
)  # fmt: skip
def test_parts_of_several_documents_are_changed_together(body: str, expected: set[Edge]) -> None:
    """What is said of the first document does not cut the list of parts; a new clause does."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Thông tư 15/2019/TT-BCT sẽ có hiệu lực từ tháng 7, thay thế Thông tư 12/2011/TT-BCT.",
         {("15/2019/TT-BCT", "replaces", "12/2011/TT-BCT")}),
        ("Dự kiến Nghị định này sẽ có hiệu lực vào năm 2018, thay thế Nghị định số 74/2013/NĐ-CP "
         "và Điều 2 Nghị định 49/2017/NĐ-CP.",
         {(None, "replaces", "74/2013/NĐ-CP"), (None, "replaces", "49/2017/NĐ-CP")}),
        ("Bộ sẽ có đề xuất thay thế Thông tư 12/2011/TT-BCT.", set()),
    ],
)  # fmt: skip
def test_what_will_be_in_force_replaces(body: str, expected: set[Edge]) -> None:
    """A document that is to be in force has its deeds; what a body will do is none."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Căn cứ Luật Mặt trận Tổ quốc Việt Nam số 75/2015/QH13; Căn cứ Nghị định 34/2016/NĐ-CP; "
         "Ủy ban nhân dân tỉnh Long An ban hành quy chế phối hợp.",
         {(None, "cites", "75/2015/QH13"), (None, "cites", "34/2016/NĐ-CP")}),
        ("Căn cứ Thông tư liên tịch 06/2013/TTLT-BCA-BQP, Cơ quan CSĐT Công an quận Hải An đã "
         "trưng cầu giám định.",
         {(None, "cites", "06/2013/TTLT-BCA-BQP")}),
        ("Thực hiện Quyết định số 25/QĐ-TTg về xử lý các dự án chậm, không hiệu quả, Bộ Công "
         "Thương đã rà soát 12 dự án.",
         {(None, "implements", "25/QĐ-TTg")}),
        ("Thực hiện Chỉ thị 05-CT/TW; Ban Thường vụ tỉnh Long An họp.", set()),
        ("Thực hiện Quyết định số 25/QĐ-TTg, đề nghị các địa phương, Bộ Công Thương rà soát.",
         set()),
    ],
)  # fmt: skip
def test_the_body_that_acts_may_follow_far_behind(body: str, expected: set[Edge]) -> None:
    """Grounds end in semicolons, and a title may say what is not so; a demand is no deed."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Giám đốc ký Quyết định số 111/QĐ-ĐHY về việc hủy bỏ Quyết định chấm dứt hợp đồng lao động "
         "số 132/QĐ-ĐHY.",
         {("111/QĐ-ĐHY", "replaces", "132/QĐ-ĐHY")}),
        ("Chánh thanh tra ký Quyết định số 15/QĐ-TTr thay thế Quyết định thành lập đoàn kiểm tra "
         "số 12/QĐ-TTr.",
         {("15/QĐ-TTr", "replaces", "12/QĐ-TTr")}),
        ("Quyết định số 15/QĐ-UBND thay thế mẫu hợp đồng thuê đất số 12/HĐTĐ.", set()),
    ],
)  # fmt: skip
def test_a_type_word_may_stand_far_before_its_code(body: str, expected: set[Edge]) -> None:
    """What a decision is about may stand between "Quyết định" and its number; a contract's number is
    no document's."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Thông tư 22 ra đời dựa trên nền tảng Thông tư 30 của Bộ Giáo dục và Đào tạo.",
         {("Thông tư 22", "cites", "Thông tư 30")}),
        ("Quy chế này dựa trên cơ sở kế thừa Nghị định 103/2009/NĐ-CP.",
         {(None, "cites", "103/2009/NĐ-CP")}),
        ("Huyện ủy Cần Đước dựa vào dân, tài liệu là Nghị quyết số 25-NQ/TW.", set()),
        ("Thực hiện Nghị quyết 12 của Đảng, Bộ Tài chính đã báo cáo Chính phủ, Bộ Chính trị ban "
         "hành Nghị quyết số 07.",
         {("Nghị quyết số 07", "implements", "Nghị quyết 12")}),
        ("Thực hiện Nghị quyết 12 của Đảng, Bộ Tài chính nghe báo cáo về Nghị quyết số 07.",
         {(None, "implements", "Nghị quyết 12")}),
    ],
)  # fmt: skip
def test_what_a_document_rests_on_and_who_has_it_issued(body: str, expected: set[Edge]) -> None:
    assert edges(body) == expected


_PREAMBLE = (
    "Quyết định số 28/2017/QĐ-UBND vừa được ban hành. ỦY BAN NHÂN DÂN TỈNH Căn cứ Nghị định "
    "số 34/2016/NĐ-CP; Theo đề nghị của Cục Thuế, QUYẾT ĐỊNH: Điều 1. "
)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (_PREAMBLE + "Bãi bỏ các Quyết định về bảng giá, gồm: 1.Quyết định số 39/2015/QĐ-UBND về "
         "bảng giá xe máy; 2.Quyết định số 67/2015/QĐ-UBND về bảng giá ô tô.",
         {("28/2017/QĐ-UBND", "cites", "34/2016/NĐ-CP"),
          ("28/2017/QĐ-UBND", "replaces", "39/2015/QĐ-UBND"),
          ("28/2017/QĐ-UBND", "replaces", "67/2015/QĐ-UBND")}),
        (_PREAMBLE + "Sửa đổi Điều 3 Quyết định số 39/2015/QĐ-UBND. Điều 2. Sở Tài chính và Quyết "
         "định số 9/QĐ-TTg.",
         {("28/2017/QĐ-UBND", "cites", "34/2016/NĐ-CP"),
          ("28/2017/QĐ-UBND", "amends", "39/2015/QĐ-UBND")}),
        ("Quyết định số 28/2017/QĐ-UBND vừa có. Bãi bỏ Quyết định số 39/2015/QĐ-UBND là cần thiết.",
         set()),
    ],
)  # fmt: skip
def test_below_a_preamble_the_document_itself_acts(body: str, expected: set[Edge]) -> None:
    """Articles of a printed decision are its own deeds; a sentence of a report is none."""
    assert edges(body) == expected
