"""Slips: what an input method leaves over is read back; what is right is left alone."""

from collections.abc import Sequence
from typing import Any

import pytest
from known_words import Words

from search.query.correction import correct
from search.query.slips import distance, plain_of

WORDS = Words(
    lợn=60, lơn=30, thịt=50, thịt_lợn=40, quận=80, bẩn=30, bản=90, mĩ=70, nước=90, cải_cách=60,
    cải=70, cách=80, nhặt=30, được=90, trường=80, kỉ_luật=60, kỉ=60, luật=60, đảng=90, đặng=60,
    luật_đặng=20, kiểm=60, kiêm=40, kiểm_tra=70, tra=60, học=60, sinh=60, học_sinh=50,
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thịt lơjn", "thịt lợn"),
        ("quậnj", "quận"),
        ("bẩnr", "bẩn"),
        ("nước Myx", "nước Mỹ"),
        ("nhătj được", "nhặt được"),
        ("caari cachs", "cải cách"),
        ("quan65", "quận"),
        ("hoc5 sinh", "học sinh"),
        ("truờng", "trường"),
        ("quaanj", "quận"),
    ],
)
def test_keys_left_over_are_read_back(typed: str, meant: str) -> None:
    """A tone or mark of Telex or VNI that was left as a letter is the mark, also on a letter that
    has one already."""
    assert correct(typed, WORDS) == meant  # type: ignore[arg-type]


@pytest.mark.parametrize("q", ["KIÊM tra", "05-CT/TƯ kiêm", "08-QĐi/TW", "HQ571", "lợn 65"])
def test_capitals_and_codes_are_never_slips(q: str) -> None:
    """What is written in capitals, holds a code or is a number stays as it is."""
    assert correct(q, WORDS) in ("", q)  # type: ignore[arg-type]


def _side_by_side(**counts: int) -> Any:
    """Return what a collection holds side by side, by two syllables joined with "_"."""

    def holding(nodes: Sequence[Any]) -> list[int]:
        return [counts.get("_".join(term.text for term in node.terms), 0) for node in nodes]

    return holding


def test_what_articles_hold_beside_its_neighbour_is_right() -> None:
    """Nobody is told to write đặng for a word that articles hold just so."""
    assert correct("luật đảng", WORDS, _side_by_side()) == "luật đặng"  # type: ignore[arg-type]
    assert correct("luật đảng", WORDS, _side_by_side(luật_đảng=4)) == ""  # type: ignore[arg-type]


NEAR = Words(
    cầu=900, câu=400, treo=200, mới=900, công=900, cộng=300, bến=90, bên=900, cóc=30, xe=900,
    nghiệp=900, ngiệp=4, khu=900, điện=900, đến=990, tiền=900, thiền=20, sôn=2, sông=500, kiên=60,
)  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "meant", "held"),
    [
        ("câu treo", "cầu treo", {"cầu_treo": 60}),
        ("bên cóc xe", "bến cóc xe", {"bến_cóc": 12, "bên_cóc": 0}),
        ("công ngiệp mới", "công nghiệp mới", {"công_nghiệp": 400, "công_ngiệp": 2}),
        ("tiền đệin", "tiền điện", {"tiền_điện": 80, "tiền_đến": 40}),
        ("câu treo", "", {"cầu_treo": 60, "câu_treo": 5}),
        ("câu mới", "", {"cầu_mới": 2}),
        ("sôn kiên", "", {"sôn_kiên": 2, "sông_kiên": 3}),
    ],
)
def test_what_belongs_to_its_neighbours_is_meant(
    typed: str, meant: str, held: dict[str, int]
) -> None:
    """A real word is a slip where it stands beside no neighbour and another with its letters
    belongs there; what articles hold so, if only two of them, is right unless hundreds hold another
    word there."""
    assert correct(typed, NEAR, _side_by_side(**held)) == meant  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "near", "far"),
    [
        ("đờưng", "đường", "đồng"),
        ("tcố", "tốc", "có"),
        ("viêc", "việc", "vực"),
        ("nghêề", "nghề", "nghe"),
    ],
)
def test_the_nearest_word_has_the_fewest_slips(typed: str, near: str, far: str) -> None:
    """Letters swapped, doubled or left over count with their marks; a mark alone is half a
    slip."""
    assert distance(typed, near) < distance(typed, far)
    assert distance(near, near) == 0


def test_a_key_at_the_beginning_is_a_letter() -> None:
    """The r of tr and the s of sơn are no tones."""
    assert plain_of("truờng") == ("truong", "truowngf")
    assert plain_of("sơn")[1] == "sown"


@pytest.mark.parametrize(
    "q",
    [
        "99-CT/TU",
        "99-ct/tu",
        "99 CT TU",
        "05-CT/TƯ",
        "chi thi 99 ct tu",
        "kế hoạch 05-KH/QƯ",
        "T.Ư 05",
        "Nguyễn Văn Cao",
        "Lê Thị Hào",
        "phường bến thành",
        "quận 7",
    ],
)
def test_codes_and_names_are_no_slips(q: str) -> None:
    """However few articles there are, a code, a place or a name that none of them has is not made
    another one that they have."""
    known = Words(
        cp=9, tp=9, ctr=9, tổ=9, của=9, tủ=9, lê=9, hoạch=9, lê_hoạch=9, tỏa=9, cán=9, cáo=9,
        văn=9, văn_cán=9, hoa=9, thị_hoa=9, thị=9, thanh=9, bền=9, bền_thanh=9, quân=9, quân_7=9,
    )  # fmt: skip
    assert correct(q, known) == ""  # type: ignore[arg-type]
