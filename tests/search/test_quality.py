"""Known-item search on the sample corpus: the article is found however it is asked for."""

import pytest
from sample_index import indexed, sample_articles

from search import SearchRequest
from search.engine import Engine

KNOWN = {
    "tp-2022-034": (
        "trạm đo mực nước báo ngập qua tin nhắn",
        "tram do muc nuoc bao ngap qua tin nhan",
        "trạm đo mực nuớc báo ngập",
    ),
    "tt-2023-011": (
        "lớp truyền nghề gốm Đông Triều",
        "lop truyen nghe gom dong trieu",
        "LỚP TRUYỀN NGHỀ GỐM",
        "lớp truỳen nghề gốm",
    ),
    "vv-2020-018": (
        "vườn rau phụ nữ Bình Chánh",
        "vuon rau phu nu binh chanh",
        "vuwowfn rau phuj nuwx",
        "vườn rau phụ nữ huyện Bình Chanh",
    ),
    "tp-2020-019": (
        "Nghị định 30/2020 tập huấn Gò Vấp",
        "nghi dinh 30/2020 tap huan go vap",
        "NĐ 30/2020 tập huấn Gò Vấp",
        "30/2020/nđ-cp tập huấn",
    ),
    "q1-2024-014": (
        "Kế hoạch số 318-KH/QU",
        "ke hoach 318",
        "318 - kh/qu",
        "KH 318 quận 1",
        "318–KH/QU",
    ),
    "tp-2026-009": (
        "Hội đồng nhân dân cử tri Gia Định đi bầu",
        "cu tri gia dinh di bau hoi dong nhan dan",
        "HĐND cử tri Gia Định đi bầu",
        "cử tri Gia Địn đi bầu",
    ),
    "tt-2022-009": (
        "làm sạch con suối Biên Hòa",
        "lam sach con suoi bien hoa",
        "làm sạch con suối Biên Hoà",
        "làm sạch con súoi Biên Hòa",
    ),
    "tp-2023-044": (
        "trạm y tế phường khám buổi tối Quận 8",
        "tram y te phuong kham buoi toi quan 8",
        "trạm y tế khám buổi tối Q.8",
        "trạm i tế khám buổi tối q8",
    ),
    "xd-2025-031": (
        "Ủy ban Kiểm tra phường Thủ Dầu Một",
        "uy ban kiem tra phuong thu dau mot",
        "UBKT phường Thủ Dầu Một",
        "Uỷ ban Kiểm tra phường Thủ Dầu Một",
    ),
    "dv-2020-017": (
        "cựu chiến binh Tân Bình tổ tự quản",
        "cuu chien binh tan binh to tu quan",
        "CCB Tân Bình tổ tự quản",
        "cựu chiên binh Tân Bình tổ tự quản",
    ),
    "tp-2022-051": (
        "Mặt trận Tổ quốc đổi rác lấy cây xanh",
        "mat tran to quoc doi rac lay cay xanh",
        "MTTQ đổi rác lấy cây xanh",
        "mttq doi rac lay cay xanh",
    ),
    "tp-2021-035": (
        "thầy thuốc ra đảo Thạnh An",
        "thay thuoc ra dao thanh an",
        "thầy thuốc ra đảo thạnh an",
        "thầy thuôc ra đảo Thạnh An",
    ),
    "tp-2024-021": (
        "diễn tập thoát nạn công nhân Nhà Bè",
        "dien tap thoat nan cong nhan nha be",
        "diễn tập thoát nạn CN Nhà Bè",
        "diễn tập thóat nạn công nhân",
    ),
    "xd-2021-034": (
        "Nghị định số 107/2021/NĐ-CP một cửa",
        "nghi dinh 107/2021 mot cua",
        "107/2021/nd-cp",
        "NĐ 107/2021 một cửa liên thông",
    ),
    "q1-2019-006": (
        "Quận 1 sơ kết 3 năm Chỉ thị 05-CT/TW",
        "quan 1 so ket 3 nam chi thi 05",
        "sơ kết 3 năm 05 - CT/TW Quận 1",
        "Q.1 sơ kết 3 năm CT 05",
    ),
}
"""id -> the same question with diacritics, without, as variants (abbreviation, tone, form of a
code), with a slip."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The sample corpus."""
    return indexed(sample_articles(), tmp_path_factory.mktemp("sample"))


@pytest.mark.parametrize(("id", "q"), [(id, q) for id, asked in KNOWN.items() for q in asked])
def test_a_known_article_is_among_the_first_three(engine: Engine, id: str, q: str) -> None:
    """However it is typed, the query leads to its article at once."""
    assert id in [hit.id for hit in engine.search(SearchRequest(q=q)).results[:3]]
