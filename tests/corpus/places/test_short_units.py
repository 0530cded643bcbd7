"""Level words written short before names and numbers, and what only looks like them."""

from datetime import date

import pytest

from corpus.places import find_places

CITY = ", Thành phố Hồ Chí Minh"


def found(text: str, day: str = "2024-05-05") -> tuple[list[str], list[str]]:
    places = find_places(text, published=date.fromisoformat(day))
    return (
        [name.removesuffix(CITY) for name in places.districts],
        [name.removesuffix(CITY) for name in places.wards],
    )


DISTRICTS = [
    ("Tại Q.1, TP.HCM", ["Quận 1"]), ("Tại Q1, TP.HCM", ["Quận 1"]),
    ("Tại Q 1, TP.HCM", ["Quận 1"]), ("Tại Q. 01, TP HCM", ["Quận 1"]),
    ("UBND Q.3 (TP.HCM)", ["Quận 3"]), ("UBND Q3 vừa có văn bản gửi TP.HCM", ["Quận 3"]),
    ("CA Q.3, TP.HCM", ["Quận 3"]), ("UBND Q. Bình Thạnh, TP.HCM", ["Quận Bình Thạnh"]),
    ("UBND Q.Bình Thạnh, TP.HCM", ["Quận Bình Thạnh"]),
    ("UBND Q Bình Thạnh, TP.HCM", ["Quận Bình Thạnh"]),
    ("ngụ q.Gò Vấp, TP.HCM", ["Quận Gò Vấp"]),
    ("các Q.1, 3, 5 và Bình Thạnh, TP.HCM",
     ["Quận 1", "Quận 3", "Quận 5", "Quận Bình Thạnh"]),
    ("H. Củ Chi, TP.HCM", ["Huyện Củ Chi"]), ("H.Củ Chi, TP.HCM", ["Huyện Củ Chi"]),
    ("Tp Thủ Đức, TP.HCM", ["Thành phố Thủ Đức"]),
    ("TP.Thủ Đức, TP.HCM", ["Thành phố Thủ Đức"]),
    ("tp. Thủ Đức, tp. Hồ Chí Minh", ["Thành phố Thủ Đức"]),
    ("T.P Thủ Đức, T.P Hồ Chí Minh", ["Thành phố Thủ Đức"]),
    ("H.Châu Thành, T.Long An", ["Huyện Châu Thành, Tỉnh Long An"]),
    ("Quận III, TP.HCM", ["Quận 3"]), ("các quận I, III và V, TP.HCM",
     ["Quận 1", "Quận 3", "Quận 5"]),
    ("UBND quận/huyện: Q.1, H.Củ Chi, TP.HCM", ["Quận 1", "Huyện Củ Chi"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "districts"), DISTRICTS)
def test_districts_written_short(text: str, districts: list[str]) -> None:
    """With a stop, a blank or nothing behind the letter, in lists, before numbers and names."""
    assert found(text) == (districts, [])


WARDS = [
    ("P.5, Q.3, TP.HCM", "Quận 3", "Phường 5"), ("P5, Q3, TP.HCM", "Quận 3", "Phường 5"),
    ("P5-Q3, TP.HCM", "Quận 3", "Phường 5"), ("P.5/Q.3, TP.HCM", "Quận 3", "Phường 5"),
    ("ngụ p5, q3, tphcm", "Quận 3", "Phường 5"), ("F.5, Q.3, TP.HCM", "Quận 3", "Phường 5"),
    ("P. Bến Nghé, Q.1, TP.HCM", "Quận 1", "Phường Bến Nghé"),
    ("P Bến Nghé, Q 1, TP.HCM", "Quận 1", "Phường Bến Nghé"),
    ("ngụ p.Bến Nghé, q.1, TP.HCM", "Quận 1", "Phường Bến Nghé"),
    ("X. Bình Hưng, H. Bình Chánh, TP.HCM", "Huyện Bình Chánh", "Xã Bình Hưng"),
    ("X.Bình Hưng, H.Bình Chánh, TP.HCM", "Huyện Bình Chánh", "Xã Bình Hưng"),
    ("TT. Củ Chi, H. Củ Chi, TP.HCM", "Huyện Củ Chi", "Thị trấn Củ Chi"),
    ("TT Củ Chi, huyện Củ Chi, TP.HCM", "Huyện Củ Chi", "Thị trấn Củ Chi"),
    ("KP3, P. Linh Đông, Tp. Thủ Đức, Tp. HCM", "Thành phố Thủ Đức", "Phường Linh Đông"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "district", "ward"), WARDS)
def test_wards_written_short(text: str, district: str, ward: str) -> None:
    """Beside their district, which may be written short too."""
    assert found(text) == ([district], [f"{ward}, {district}"])


def test_wards_of_today_written_short() -> None:
    """X. and P. are also those of after the reform, ĐK. is a đặc khu."""
    text = "P.Sài Gòn, X.Bình Chánh và ĐK. Côn Đảo, TP.HCM"
    assert found(text, "2025-09-01") == ([], ["Phường Sài Gòn", "Xã Bình Chánh", "Đặc khu Côn Đảo"])


@pytest.mark.parametrize(
    "text",
    [
        "Chiếc Audi Q5 ở TP.HCM", "LG Q6 bán ra ở TP.HCM", "Doanh thu Q1/2024 tại TP.HCM",
        "kết quả Q1, Q2 của doanh nghiệp ở TP.HCM", "chuyên gia P. Nguyễn ở TP.HCM",
        "anh H. (quê Long An) và chị X. Bình", "bị can H. Củ Chi khai ở TP.HCM",
        "TT Trump thăm TP.HCM", "iPhone X Bình Minh ở TP.HCM", "phương án P1, P2 của TP.HCM",
        "CLB F.Tây Ninh đến TP.HCM", "Cổ phiếu Q.E.D tại TP.HCM", "ở quận X, TP.HCM",
        "tại quận V., TP.HCM", "UBND các Q, H ở TP.HCM", "22 quận/huyện của TP.HCM", "Q.13, TP.HCM",
    ],
)  # fmt: skip
def test_what_only_looks_so(text: str) -> None:
    """Cars, quarters, names kept back, options, clubs."""
    assert found(text) == ([], [])
