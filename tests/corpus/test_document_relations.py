"""Who did what with a document: the grammar of a sentence, each construction with a sentence of its
own."""

import pytest

from corpus import Article
from corpus.extraction import extract, extraction_record

Edge = tuple[str | None, str, str]


def edges(body: str) -> set[Edge]:
    """Return (from, type, to) of the relations of a text, whose evidence stands in it."""
    record = extraction_record(extract(Article(id="a", title="", body=body)))
    assert all(one["evidence"] and one["evidence"] in body for one in record["relations"])
    return {(one["from"], one["type"], one["to"]) for one in record["relations"]}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Quận ủy ban hành Kế hoạch số 05-KH/QU về thực hiện Đề án số 05-ĐA/TU của Thành ủy.",
         {("05-KH/QU", "implements", "05-ĐA/TU")}),
        ("Kết luận 01-KL/TW về tiếp tục thực hiện Chỉ thị số 05-CT/TW gắn với thực hiện Quy định số 144-QĐ/TW.",
         {("01-KL/TW", "continues", "05-CT/TW"), ("01-KL/TW", "linked", "144-QĐ/TW")}),
        ("Hướng dẫn số 04-HD/ĐU thực hiện Quy định số 144-QĐ/TW cho chi bộ.",
         {("04-HD/ĐU", "details", "144-QĐ/TW")}),
        ("Báo cáo 27-BC/ĐU sơ kết 6 tháng thực hiện Nghị quyết 04-NQ/ĐU nêu rõ kết quả.",
         {("27-BC/ĐU", "reviews", "04-NQ/ĐU")}),
        ("Thông tư 38, sửa đổi, bổ sung một số điều của Thông tư 46 Bộ Giao thông, có hiệu lực.",
         {("Thông tư 38", "amends", "Thông tư 46")}),
        ("Quyết định số 1180-QĐ/TU về công tác cán bộ, căn cứ Quy định số 80-QĐ/TW của Bộ Chính trị.",
         {("1180-QĐ/TU", "cites", "80-QĐ/TW")}),
    ],
)  # fmt: skip
def test_each_type_has_its_cue(body: str, expected: set[Edge]) -> None:
    """What stands between two documents says what the first does with the second."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Kế hoạch 62-KH/QU thực hiện Kết luận 01-KL/TW gắn với Nghị quyết 04-NQ/TW.",
         {("62-KH/QU", "implements", "01-KL/TW"), ("62-KH/QU", "linked", "04-NQ/TW")}),
        ("Kế hoạch 88-KH/QU về thực hiện Nghị quyết số 128/NQ-CP, thay thế Kế hoạch số 71-KH/QU.",
         {("88-KH/QU", "implements", "128/NQ-CP"), ("88-KH/QU", "replaces", "71-KH/QU")}),
        ("Kế hoạch số 231-KH/QU về thực hiện Chỉ thị số 35-CT/TW "
         "và Kế hoạch số 334-KH/TU; Đảng ủy phường ban hành "
         "Kế hoạch 57-KH/ĐU cụ thể hóa Kế hoạch số 231-KH/QU.",
         {("231-KH/QU", "implements", "35-CT/TW"), ("231-KH/QU", "implements", "334-KH/TU"),
          ("57-KH/ĐU", "details", "231-KH/QU")}),
        ("Chương trình số 33-CTr/TU về thực hiện Nghị quyết số "
         "31-NQ/TW và Kế hoạch số 268-KH/TU về thực hiện Nghị "
         "quyết số 98/2023/QH15.",
         {("33-CTr/TU", "implements", "31-NQ/TW"), ("268-KH/TU", "implements", "98/2023/QH15")}),
        ("Việc ban hành Quyết định 935, 936 của Thành ủy dựa trên tinh thần Quyết định số 218 của Bộ Chính trị.",
         {("Quyết định 935", "cites", "Quyết định số 218"), ("Quyết định 936", "cites", "Quyết định số 218")}),
    ],
)  # fmt: skip
def test_the_nearest_head_acts_and_lists_share_it(body: str, expected: set[Edge]) -> None:
    """A cue takes the head beside it, a joined one what acts already; an item no higher than that
    begins anew."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Chỉ thị 12-CT/QU được thay bằng Chỉ thị 02-CT/ĐU.",
         {("02-CT/ĐU", "replaces", "12-CT/QU")}),
        ("Ban Chỉ đạo 35 quận đã cụ thể hóa Kế hoạch 88-KH/QU bằng Kế hoạch 14-KH/BCĐ35.",
         {("14-KH/BCĐ35", "details", "88-KH/QU")}),
        ("Thực hiện Kết luận số 91-KL/TU của Tỉnh ủy, UBND tỉnh ban hành Kế hoạch số 331/KH-UBND.",
         {("331/KH-UBND", "implements", "91-KL/TU")}),
        ("Quận triển khai Chỉ thị 05-CT/TW. Để thực hiện chỉ thị này, Quận ủy ban hành Kế hoạch số 12-KH/QU.",
         {("12-KH/QU", "implements", "05-CT/TW")}),
    ],
)  # fmt: skip
def test_a_sentence_may_be_turned_round(body: str, expected: set[Edge]) -> None:
    """In a passive, with "bằng", and after a fronted clause the acting document stands behind."""
    assert expected <= edges(body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Bộ Chính trị ban hành Chỉ thị số 45-CT/TW. Chỉ thị này thay thế Chỉ thị số 35-CT/TW và Kết luận 118-KL/TW.",
         {("45-CT/TW", "replaces", "35-CT/TW"), ("45-CT/TW", "replaces", "118-KL/TW")}),
        ("Quận ủy quán triệt Quy định số 69-QĐ/TW. Văn bản thay thế Quy định số 102-QĐ/TW.",
         {("69-QĐ/TW", "replaces", "102-QĐ/TW"), (None, "implements", "69-QĐ/TW")}),
        ("Thành ủy có Đề án số 05-ĐA/TU. Đề án được xây dựng để triển khai Nghị quyết số 35-NQ/TW.",
         {("05-ĐA/TU", "implements", "35-NQ/TW")}),
    ],
)  # fmt: skip
def test_a_word_may_stand_for_a_document(body: str, expected: set[Edge]) -> None:
    """ "Chỉ thị này", "Văn bản" and a bare type word that opens a sentence stand for the document
    before."""
    assert edges(body) == expected


@pytest.mark.parametrize(
    ("body", "actor", "kind"),
    [
        (
            "Ban Bí thư tổ chức hội nghị sơ kết 3 năm thực hiện Chỉ thị 05-CT/TW.",
            "Ban Bí thư",
            "reviews",
        ),
        ("UBND quận ban hành kế hoạch thực hiện Chỉ thị 05-CT/TW.", "UBND quận", "implements"),
        (
            "Căn cứ Chỉ thị 05-CT/TW về học tập, Ban Bí thư quyết định khen thưởng.",
            "Ban Bí thư",
            "cites",
        ),
        (
            (
                "Tại thành phố Phủ Lý, tỉnh Hà Nam, Bộ Tài chính "
                "tổ chức hội nghị sơ kết Nghị định 72/2018/NĐ-CP."
            ),
            "Bộ Tài chính",
            "reviews",
        ),
        (
            (
                "Đảng bộ và nhân dân xã Lê Hồng, huyện Thanh Miện, "
                "tỉnh Hải Dương đã thực hiện Chỉ thị 05-CT/TW."
            ),
            "xã Lê Hồng",
            "implements",
        ),
        (
            "Bộ Tài chính lấy ý kiến dự thảo Nghị định thay thế Nghị định 72/2018/NĐ-CP.",
            None,
            "replaces",
        ),
    ],
)
def test_a_body_may_act(body: str, actor: str | None, kind: str) -> None:
    """A body, or a draft without a number, acts on a document; it is named as printed."""
    (relation,) = extraction_record(extract(Article(id="a", title="", body=body)))["relations"]
    assert (relation["from"], relation["type"]) == (None, kind)
    assert actor is None or relation["from_actor"] == actor


@pytest.mark.parametrize(
    "body",
    [
        "Chủ tịch đề nghị các đơn vị triển khai Chỉ thị 05-CT/TW.",
        "Hội cần tiếp tục quán triệt Chỉ thị 05-CT/TW.",
        "Theo khoản 4 điều 2 Quy định 102-QĐ/TW, đảng viên bị khiển trách.",
        "Ông A vi phạm Quy định 47-QĐ/TW.",
        "Bộ Tài chính đã trình Thủ tướng việc sửa đổi, bổ sung Quyết định 32/2015/QĐ-TTg.",
        "Phải đưa dự án luật này vào năm 2018 vì trong năm nay thực hiện Nghị quyết 06-NQ/TW.",
        "Công an tỉnh tổ chức hội nghị tập huấn các văn bản hướng dẫn thi hành Luật Đất đai 2013.",
        "Bộ Chính trị đã chỉ đạo có kế hoạch tổng kết Nghị quyết 11-NQ/TW.",
        (
            "Bộ trưởng chịu trách nhiệm trước Chính phủ, Thủ tướng "
            "Chính phủ về kết quả thực hiện Nghị quyết 19/NQ-CP."
        ),
        "UBND các tỉnh, thành phố triển khai thực hiện Quyết định 678/QĐ-TTg.",
        (
            "Nhiều tấm gương tiêu biểu trong thực hiện Chỉ thị "
            "05-CT/TW được khen thưởng, Ban Bí thư tổ chức hội nghị."
        ),
        (
            "Thực hiện Kế hoạch 169-KH/TU, đoàn kiểm tra "
            "đến các nơi gồm: Sở Y tế, UBND phường Bách Khoa."
        ),
        (
            "Theo Luật sửa đổi, bổ sung một số điều của các luật "
            "về thuế số 71/2014/QH13, doanh nghiệp nộp ít hơn."
        ),
        "Quận 1 có Kế hoạch 05-KH/QU, Kế hoạch 06-KH/QU.",
    ],
)  # fmt: skip
def test_a_demand_or_a_mention_is_no_fact(body: str) -> None:
    """What is asked for, prepared, planned, cited as content, broken or only named relates
    nothing."""
    assert edges(body) == set()
