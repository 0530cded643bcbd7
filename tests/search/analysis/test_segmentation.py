"""search.analysis.segmentation: pyvi's words, exactly, in linear time, without pyvi."""

import itertools
import json
import lzma
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis.segmentation import segment, tokenize, tokenize_batch, vocabulary

NEWS = """\
Sáng 9/1, Thành ủy Thành phố Hồ Chí Minh tổ chức hội nghị tổng kết công tác xây dựng Đảng năm 2024.
Đồng chí Bí thư Quận ủy Quận 1 chủ trì hội nghị sơ kết 5 năm thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị.
Ban Thường vụ Quận ủy Gò Vấp ban hành Kế hoạch số 144-KH/QU về học tập và làm theo tư tưởng Hồ Chí Minh.
Hội đồng nhân dân Thành phố khóa X, nhiệm kỳ 2021 - 2026 thông qua 12 nghị quyết quan trọng.
UBND TP. Thủ Đức đã giải ngân 1.234,5 tỷ đồng vốn đầu tư công, đạt 87,3% kế hoạch.
Ông cho biết: "Chúng tôi sẽ tiếp tục cải cách hành chính, nâng cao chất lượng phục vụ người dân".
Ủy ban Mặt trận Tổ quốc Việt Nam Quận 10 trao tặng 150 phần quà cho gia đình chính sách.
Đảng bộ phường Bến Nghé có 32 chi bộ trực thuộc với 1.045 đảng viên.
Căn cứ Nghị định 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;
Quyết định số 144-QĐ/TW quy định chuẩn mực đạo đức cách mạng của cán bộ, đảng viên giai đoạn mới.
Tham dự có đại diện Ban Tuyên giáo, Ban Dân vận, Ủy ban Kiểm tra, Văn phòng Quận ủy.
Kết luận 01-KL/TW ngày 18-5-2021 của Bộ Chính trị về tiếp tục thực hiện Chỉ thị 05-CT/TW khóa XII.
Huyện ủy Củ Chi phát động phong trào thi đua "Dân vận khéo" năm 2023.
Công an phường 12, quận Bình Thạnh tuyên truyền phòng cháy, chữa cháy tại khu dân cư.
Thanh niên xung phong ra quân làm sạch kênh rạch, trồng 2.000 cây xanh.
Đoàn kiểm tra số 3 làm việc với Ban Chấp hành Đảng bộ huyện Nhà Bè.
Trung tâm Bồi dưỡng Chính trị quận khai giảng lớp nhận thức về Đảng.
BCH Đảng bộ TPHCM họp phiên thứ 30, cho ý kiến về kinh tế - xã hội quý III.
Lễ viếng nghĩa trang liệt sĩ nhân kỷ niệm 77 năm Ngày Thương binh - Liệt sĩ (27/7/1947 - 27/7/2024).
Bộ đội Biên phòng thành phố phối hợp với xã đảo Thạnh An tuyên truyền chống khai thác IUU.
Chủ nghĩa Marx-Lenin và tư tưởng Hồ Chí Minh là nền tảng tư tưởng của Đảng.
Học sinh, sinh viên xuất sắc được tuyên dương tại Hội trường Thành ủy (111 Bà Huyện Thanh Quan, Quận 3).
Tỷ lệ hộ nghèo giảm còn 0,5%; thu nhập bình quân đầu người đạt 7.200 USD/năm.
Sở Y tế khuyến cáo người dân tiêm vắc xin phòng bệnh sởi cho trẻ từ 1-5 tuổi.
Tuyến metro số 1 (Bến Thành - Suối Tiên) vận hành chính thức từ ngày 22-12.
Hàng trăm công nhân khu chế xuất Tân Thuận được khám bệnh, phát thuốc miễn phí.
Ban Chỉ đạo 35 quận đẩy mạnh bảo vệ nền tảng tư tưởng của Đảng trên không gian mạng.
Phó Bí thư Thường trực Huyện ủy Bình Chánh phát biểu chỉ đạo.
Các đại biểu thảo luận, góp ý dự thảo Văn kiện Đại hội đại biểu Đảng bộ lần thứ XII.
Nhân dịp Tết Nguyên đán Ất Tỵ, đoàn đến thăm, chúc Tết Mẹ Việt Nam anh hùng.
Quận Tân Phú: Ra mắt mô hình "Tổ dân phố không rác".
Hội Cựu chiến binh - lực lượng nòng cốt ở cơ sở
QUẬN ỦY QUẬN 7 TRAO HUY HIỆU ĐẢNG ĐỢT 3/2 CHO 86 ĐẢNG VIÊN
thành ủy hồ chí minh tổ chức hội nghị trực tuyến
Thanh Uy TPHCM to chuc hoi nghi
Thực hiện tốt công tác tiếp công dân, giải quyết khiếu nại, tố cáo.
Máy bay cất cánh từ sân bay Tân Sơn Nhất lúc 6h30.
Đây là công trình chào mừng Đại hội Đảng bộ các cấp, nhiệm kỳ 2025-2030.
Ngân hàng Chính sách xã hội cho vay giải quyết việc làm với lãi suất ưu đãi.
Cuộc thi trắc nghiệm trực tuyến thu hút hơn 25.000 lượt thí sinh dự thi.
Cải tạo hẻm 145 Nguyễn Trãi, phường 2, Quận 5; mở rộng từ 3m lên 6m.
Thủ tướng yêu cầu các bộ, ngành, địa phương đẩy nhanh tiến độ giải ngân.
Việt Nam - Lào - Campuchia tăng cường hợp tác, hữu nghị, phát triển bền vững.
Hà Nội, Hải Phòng, Đà Nẵng, Cần Thơ và các tỉnh Đông Nam Bộ cùng tham dự.
Bà Rịa - Vũng Tàu, Thừa Thiên Huế, Đắk Lắk, Kon Tum.
Chiến dịch tình nguyện hè 2024 thành công tốt đẹp, để lại nhiều dấu ấn đẹp.
Mười năm qua, quận đã xây dựng 312 căn nhà tình nghĩa, nhà tình thương.
Thư viện Khoa học Tổng hợp trưng bày sách, báo về biển đảo quê hương.
Trường Đại học Bách khoa ký kết hợp tác với doanh nghiệp công nghệ.
Chương trình hành động của Đảng bộ được cụ thể hóa bằng 15 chỉ tiêu.
Một số hạn chế, khuyết điểm: tiến độ còn chậm; phối hợp chưa đồng bộ.
Tuyên truyền thông qua loa phát thanh, mạng xã hội, họp tổ dân phố.
Nhà máy xử lý nước thải, trạm bơm, cống ngăn triều được đầu tư xây dựng.
Vệ sinh an toàn thực phẩm, an ninh trật tự được giữ vững.
Học, học nữa, học mãi!
Quận đoàn và Liên đoàn Lao động quận đồng hành cùng công nhân lao động.
Di sản văn hóa phi vật thể, đờn ca tài tử Nam bộ, cải lương.
Vì sao? Vì ai? Cho ai?
Nông thôn mới nâng cao, nông thôn mới kiểu mẫu, xã An Nhơn Tây.
Ngày hội Đại đoàn kết toàn dân tộc ở khu phố 3.""".splitlines()

ODD = [
    "",
    " ",
    "   ",
    "\n",
    "\t\n ",
    ".",
    "...",
    "....",
    ".....",
    "->",
    "-->",
    "==>",
    "===>",
    ">>",
    ">>>",
    "_",
    "__",
    "a_b",
    "Tp. HCM",
    "TP.HCM",
    "Tp.HCM",
    "TP. Hồ Chí Minh",
    "Mr. A",
    "Mrs.B",
    "Ms.",
    "Dr.X",
    "ThS. B",
    "ThS.",
    "PGS.TS.",
    "Đ.",
    "ĐĐ.A",
    "A.B.C",
    "U.S.A.",
    "v.v.",
    "1.",
    "1.2",
    "1,2.3_4",
    "1..2",
    "1.a",
    "1_a",
    "1,",
    "2,5%",
    "٣.٤",
    "²",
    "①②",
    "Ⅷ",
    "x²",
    "9/1/2025",
    "09-01-2025",
    "27/7/1947-27/7/2024",
    "6h30",
    "05 - CT/TW",
    "05–CT/TW",
    "số:05",
    "05-ct/tw",
    "thanhuy@tphcm.gov.vn",
    "Liên hệ: bantuyengiao.q1+tin@quan1.hochiminhcity.gov.vn.",
    "a@b",
    "a@b.",
    "a@b.c",
    "@b.c",
    "a@@b.c",
    "a@b.c@d.e",
    "Mr.@b.c@d.e",
    "A.@b.c",
    "A.b@c.d",
    "é@b.c",
    "éa@b.c",
    "a@b.cé",
    "a@b..c",
    "->a@b.c",
    "...a@b.c",
    "1.2@3.4",
    "٣.5@x.y",
    "x@y.z://w",
    "a@b.c a@b.c\na@b.c",
    "a.a.a.a@",
    "-@-.-",
    "_@a.b",
    "a@b_c.d",
    "A@B.C.",
    "Tp.x@y.z",
    "tin@báo.vn",
    "a\xa0b@c.d\xa0e@f.g@",
    "https://www.hcmcpv.org.vn/tin-tuc/nghi-quyet?id=149",
    "Xem http://a.b/c, rồi",
    "http://",
    "://x",
    "a://\nb",
    "ftp://a\0b word",
    "tin://tức/Thành ủy",
    "www.hcmcpv.org.vn",
    "(Thanhuytphcm.vn) - Ngày 9/1, ",
    "#HCMC",
    "@quan1",
    "C++",
    "AT&T",
    "50%",
    "$5",
    "5₫",
    "Quận 1\nQuận 3\n\nQuận 5",
    "Quận 1\r\nQuận 3",
    "\nQuận",
    "Quận\n",
    "thành\tủy",
    "thành\xa0ủy",
    "thành\u3000ủy\u2028đảng\x85bộ\x1cmới",
    "thành  ủy",
    " thành ủy ",
    "thành\u200bủy",
    "th\u0061\u0300nh u\u0309y",
    "Tha\u0300nh U\u0309y",
    "ĐẢNG BỘ",
    "đẢNG bỘ",
    "Hoà bình, hòa bình",
    "🙂 Chúc mừng 🎉🎉",
    "👨‍👩‍👧 gia đình",
    "Đảng 共产党 Việt Nam",
    "Партия và Đảng",
    "ΣΑΣ Σ σς",
    "İstanbul ıI",
    "ß ẞ ﬁ ǅ",
    "عربي ٣",
    "हिन्दी",
    "\0",
    "a\0b",
    "thành\0ủy",
    "“Thành ủy”",
    "‘đảng’",
    "thành—ủy",
    "thành–ủy",
    "…",
    "thành ủy…",
    "«tin»",
    "\ufeffThành ủy",
    "a\u0301\u0316\u0323",
    "xã hội chủ nghĩa",
    "chủ nghĩa xã hội",
    "công nghiệp hóa hiện đại hóa",
    "ủy ban nhân dân",
    "a" * 300,
    "Thành ủy " * 80,
]


@pytest.mark.parametrize("text", NEWS + ODD)
def test_segments_as_pyvi_does(pyvi: Callable[[str], str], text: str) -> None:
    """Every text comes out as pyvi writes it, whatever its letters, codes, addresses and white
    space."""
    assert segment(text) == pyvi(text)


def test_segments_long_texts_as_pyvi_does(pyvi: Callable[[str], str]) -> None:
    """A text of many sentences is labelled as a whole, as by pyvi."""
    for text in (
        " ".join(NEWS),
        "\n".join(NEWS),
        "\n".join(NEWS + ODD),
        "\n".join(NEWS).lower(),
        " ".join(NEWS).upper(),
    ):
        assert segment(text) == pyvi(text)


PIECES = sorted({word for line in NEWS for word in line.split()}) + [
    text for text in ODD if len(text) < 30
]


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=60)
    | st.text("aA1.@-_ Đ>\n:/,", max_size=40)
    | st.lists(st.sampled_from([*PIECES, *"@.-_ \n"]), max_size=40).map("".join)
    | st.lists(st.sampled_from(PIECES), max_size=120).map(" ".join)
)
def test_any_text_as_pyvi_does(pyvi: Callable[[str], str], text: str) -> None:
    """No string segments otherwise than with pyvi, be it short or long."""
    assert segment(text) == pyvi(text)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.text(max_size=20) | st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join),
        max_size=8,
    )
)
def test_a_batch_is_its_texts_one_by_one(texts: list[str]) -> None:
    """Texts of a batch do not touch one another: each has the tokens, offsets and words it has
    alone."""
    texts = [unicodedata.normalize("NFC", text) for text in texts]
    batch = tokenize_batch(texts)
    assert list(batch) == [tokenize(text) for text in texts]
    assert len(batch) == len(texts)
    assert batch.tokens == [batch.vocabulary[number] for number in batch.ids]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
def test_offsets_are_those_of_the_text(text: str) -> None:
    """A token stands in the text at its offset, and what no token covers is white space."""
    text = unicodedata.normalize("NFC", text)
    for tokens, starts, glued in (tokenize(text), next(iter(tokenize_batch([text])))):
        rest = list(text)
        for token, start in zip(tokens, starts, strict=True):
            assert text[start : start + len(token)] == token
            rest[start : start + len(token)] = " " * len(token)
        assert not "".join(rest).strip()
        assert len(glued) == len(tokens)
        assert not any(glued[:1])


def test_short_and_long_are_cut_alike() -> None:
    """The way for short texts and the way for many give the same, across the length where one takes
    over."""
    for size in range(380, 420):
        text = " ".join(NEWS)[:size]
        assert tokenize(text) == next(iter(tokenize_batch([text])))


def test_lone_surrogates_are_no_error() -> None:
    """Half a character, which pyvi raises on, is one unknown token."""
    assert segment("thành ủy \ud800 quận") == "thành_ủy \ud800 quận"


HOSTILE = [
    "a",
    "A",
    "1",
    "_",
    "-",
    ".",
    ",",
    "@",
    "+",
    "a.",
    "A.",
    "a.a@",
    "a@",
    "a@a.",
    "@a",
    "1.",
    "1,a",
    "1_",
    "=",
    ">",
    "-.",
    "://",
    "a://",
    "...-",
    "Tp.",
    "\n",
    " ",
    "\xa0",
    "đ",
    "ủy@",
    "a-",
    "🙂",
]


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_runs_segment_as_pyvi_does(pyvi: Callable[[str], str], unit: str) -> None:
    """Texts that send a pattern astray are cut as by pyvi, alone and before something ordinary."""
    for text in (
        unit * 200,
        unit * 200 + "@x",
        unit * 200 + "@x.y",
        "é" + unit * 200 + "@x.y thành ủy",
    ):
        assert segment(text) == pyvi(text)


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_length_alone(unit: str) -> None:
    """Four times the text takes about four times as long (sixteen would be quadratic), with or
    without an address."""

    def seconds(size: int) -> float:
        best = 9.0
        for tail in ("", "@x", "@x.y"):
            for _attempt in range(3):
                text = unit * (size // len(unit)) + tail
                start = time.process_time()
                tokenize_batch([text])
                best = min(best, time.process_time() - start)
        return best

    seconds(1000)
    for _ in range(4):  # a busy machine disturbs single runs; a quadratic pattern fails every one
        if seconds(80_000) < 9 * seconds(20_000) + 0.005:
            return
    pytest.fail("more than linear time, four times over")


@pytest.mark.parametrize(
    "text", ["a" * 100_000, "x" * 5_000_000, "." * 2_000_000, "-" * 500_000, "a.b@" * 200_000]
)
def test_huge_runs_do_not_hang(text: str) -> None:
    """Megabytes without a space take seconds and lose no letter."""
    tokens, _starts, _glued = tokenize(text)
    assert "".join(tokens) == text


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """When too much is remembered it is forgotten and the generation of ids changes; the words
    stay."""
    texts = [" ".join(f"{line} {number}" for number in range(9)) for line in NEWS]
    expected = list(tokenize_batch(texts))
    monkeypatch.setattr(vocabulary, "_MAX_RUNS", 60)
    batches = [tokenize_batch([text]) for text in texts]
    assert len({batch.generation for batch in batches}) > 10
    assert all(len(batch.vocabulary) < 150 for batch in batches[1:])
    assert [words for batch in batches for words in batch] == expected


def test_a_tie_falls_as_in_pyvi(pyvi: Callable[[str], str]) -> None:
    """Where two labellings are equally good, the one pyvi's rounding chooses is taken, also inside
    a batch."""
    ties = [
        "Tp." * 133,
        "Tp." * 134 + "@x",
        "Tp. " * 200,
        *(f"{word} " * 500 for word in ("ha", "Ha", "xã", "công", "%", "a1")),
    ]
    for text, (tokens, _starts, glued) in zip(ties, tokenize_batch(ties), strict=True):
        joined = "".join(
            ("_" if glue else " ") + token for token, glue in zip(tokens, glued, strict=True)
        )
        assert joined[1:] == pyvi(text) == segment(text)


def test_ids_stay_within_a_generation() -> None:
    """What a caller learnt of an id holds for the next batch of the same generation."""
    first, second = tokenize_batch(NEWS[:30]), tokenize_batch(NEWS)
    if first.generation == second.generation:
        assert first.tokens == second.vocabulary[first.ids].tolist()
        assert second.ids[: len(first.ids)].tolist() == first.ids.tolist()


def test_threads_may_share_it() -> None:
    """Texts segmented by several threads at a time come out as alone."""
    expected = [segment(text) for text in NEWS]
    with ThreadPoolExecutor(4) as pool:
        for _round in range(5):
            batches = pool.map(lambda text: list(tokenize_batch([text, text + " mới"])), NEWS)
            assert [batch[0] for batch in batches] == [tokenize(text) for text in NEWS]
    assert [segment(text) for text in NEWS] == expected


def test_pyvi_is_not_imported() -> None:
    """Segmenting loads neither pyvi nor scikit-learn nor CRFsuite."""
    code = (
        "import sys; from search.analysis.segmentation import segment; print(segment('Thành ủy'));"
        "print([m for m in sys.modules if m.split('.')[0] in "
        "('pyvi', 'sklearn', 'sklearn_crfsuite', 'pycrfsuite')])"
    )
    result = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, check=True, text=True, encoding="utf-8"
    )
    assert result.stdout.splitlines() == ["Thành_ủy", "[]"]


@pytest.mark.data
def test_real_articles_as_pyvi_does(pyvi: Callable[[str], str], data_dir: Path) -> None:
    """Title, summary and text of three hundred real articles have pyvi's words."""
    with lzma.open(data_dir / "data" / "vinews.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in itertools.islice(lines, 0, 3000, 10):
            article = json.loads(line)
            for field in ("title", "summary", "text"):
                assert segment(article[field]) == pyvi(article[field])
