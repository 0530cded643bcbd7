"""Finding where a text names a document: a code, a type and number, a plenum, a congress, a law
with its year."""

import re
from collections.abc import Sequence
from itertools import islice

from corpus.codes import CodeMention, DocumentCode
from corpus.documents.laws import find_laws
from corpus.documents.name import TYPE_NAMES, Name
from corpus.documents.plenums import plenums
from corpus.mention import MOST_LOOKS, MOST_MENTIONS
from corpus.vietnamese.text import fold

__all__ = ["find_names"]


_SURE = frozenset(
    [
        "chỉ thị",
        "nghị quyết",
        "nghi quyết",
        "nghị định",
        "thông tư",
        "thông tư liên tịch",
        "pháp lệnh",
    ]
)
_SHORT = frozenset(["nq", "ct", "kl", "qđ", "ttlt", "tt", "nđ", "cv"])
_NEVER_BARE = frozenset(["văn bản", "luật", "bộ luật", "phương án"])
_WORDS = "|".join(sorted(TYPE_NAMES, key=len, reverse=True))
# "Chỉ thị số " at the end of what stands before a number
_HEAD = re.compile(
    rf"(?<!\w)({_WORDS})(?:[ \u00a0](?:chuyên đề|mẫu|phối hợp"
    r"|làm việc|liên tịch|thẩm tra|kết lu[ậâ][nt]|hành động))?"
    r"([ \u00a0]số)?[ \u00a0:]{1,3}$",
    re.IGNORECASE,
)
_LAST_WORDS = frozenset(word.split()[-1] for word in TYPE_NAMES) | frozenset(
    ["số", "đề", "mẫu", "hợp", "việc", "tịch", "tra", "luận", "luật", "động", ""]
)
# "05" of "Chỉ thị 05 của", "34/2011"; not "05-CT/TW", "5,5 tỷ"
_NUMBER = re.compile(
    r"[0-9](?<=[\wốĐƯ.:][ \u00a0][0-9])[0-9]{0,4}(?:/((?:19|20)[0-9]{2}))?"
    r"(?![\w/%]|[.,\-–—][0-9]|[ \u00a0]?[-–—/][ \u00a0]?[A-ZĐ])"
)
# ", 218" of "Quyết định 217, 218"; " và 218"
_MORE = re.compile(
    r"(?:[ \u00a0]?[,;][ \u00a0]?(?:và )?| và )(0[0-9]{1,3}|[1-9][0-9]{1,4})(?![\w/%]|[.,\-–][0-9])"
)
# "Nghị định 34 năm 2011" -> 2011
_YEAR = re.compile(
    r"[ \u00a0]?[,(]?[ \u00a0]?năm[ \u00a0]((?:19|20)[0-9]{2})(?![\w/-])\)?", re.IGNORECASE
)
# "kế hoạch 12 của", "kế hoạch 12 ban hành": what follows a document's number
_ISSUED = re.compile(
    r"[ \u00a0](?:của|do|ngày|năm (?:19|20)[0-9]{2}|về|ban hành)(?!\w)", re.IGNORECASE
)
_COUNTED = frozenset(
    """năm tháng ngày tuần giờ phút người điểm tỷ tỉ triệu nghìn ngàn đồng lần nội nhiệm mục chỉ
    bước điều khoản phần cấp hộ em km ha cán cơ khu đoàn đơn tập bài câu trang chương giải hạng loại
    môn ngành tổ vụ tỉnh xã phường quận huyện trường dự đại nhóm đối doanh công lớp tấn mét m2 suất
    căn chiếc xe đảng văn nghị chính tiêu nước thành biện trọng vấn quyền lĩnh cuộc đợt chi trạm
    tuyến cá nhân hành trẻ học quốc đồn vị thí""".split()  # noqa: SIM905
)


_CASES_COUNTED = frozenset(["cuộc", "vụ", "người", "trường", "tổ", "đơn"])
"""What is counted behind "kết luận" as a verb: "đã có kết luận 02 cuộc"."""


def find_names(text: str, codes: Sequence[CodeMention]) -> list[Name]:
    """Return every naming of a document in a cleaned text, in order, none overlapping another."""
    found = [
        _of_code(text, mention, code)
        for mention in codes
        if (code := mention.document)
        and (_is_document(code, mention.type_word) or _far_type_word(text, mention, code))
    ]
    taken = {name.start for name in found}
    for match in islice(_NUMBER.finditer(text), MOST_LOOKS):
        if match.start() not in taken:
            found += _numbered(text, match)
    found += plenums(text)
    found += [_of_law(text, *law) for law in find_laws(text)]
    return _apart(found)[:MOST_MENTIONS]


_NO_DOCUMENTS = frozenset(
    """HĐ BA DS HS HC HNGĐ KDTM BTT BGN BB GM GGT GNP GUQ PG PC PB GP GPXD GPHĐ
    GCN""".split()  # noqa: SIM905
)
_CASES = frozenset(["hợp đồng", "bản án", "biên bản", "giấy mời"])


def _is_document(document: DocumentCode, type_word: str) -> bool:
    """Say whether a code is that of a document that binds somebody: contracts, judgments and slips
    are none."""
    if document.type_symbol in _NO_DOCUMENTS or type_word.lower() in _CASES:
        return False
    return bool(document.type_names or document.issuers or type_word)


def _apart(found: list[Name]) -> list[Name]:
    """Return the names in order; of two that overlap, the one that begins first."""
    kept: list[Name] = []
    for name in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and name.start < kept[-1].end:
            continue
        if kept and name.kind == "code" and _goes_on(kept[-1], name):
            name = name._replace(head=name.start, part=True)
        kept.append(name)
    return kept


def _goes_on(before: Name, name: Name) -> bool:
    """Say whether a code shares the type word of the one before it: "Kế hoạch số 141 và
    142-KH/HU"."""
    return before.kind == "code" and name.head < before.end


def _of_code(text: str, mention: CodeMention, document: DocumentCode) -> Name:
    head, word = _far_type_word(text, mention, document) or _type_word(text, mention)
    printed = TYPE_NAMES.get(word, "")
    names = document.type_names
    kind = printed if printed in names or not names else document.type_name
    return Name("code", head, mention.start, mention.end,
                mention.value, kind or printed or "Văn bản",
                document.number.lstrip("0") or "0", document.year,
                "", text[mention.start : mention.end],
                document=document)  # fmt: skip


_MISSPELT = re.compile(r"((?:\w{1,9}[ \u00a0]){1,3})s[ốo][ \u00a0:]{0,2}$", re.IGNORECASE)
_FOLDED = {fold(word): word for word in reversed(TYPE_NAMES) if len(word) > 3}


def _type_word(text: str, mention: CodeMention) -> tuple[int, str]:
    """Return where the type word before a code begins, and the word; with a slip in its marks too
    ("Quyết đinh số")."""
    window = max(0, mention.start - 72)
    if mention.type_word:
        at = text.rfind(mention.type_word, window, mention.start)
        return (at, mention.type_word.lower()) if at >= 0 else (mention.start, "")
    match = _MISSPELT.search(text[window : mention.start][-32:])
    words = match[1].split() if match else []
    for first in range(len(words)):
        word = " ".join(words[first:])
        if known := _FOLDED.get(fold(word)):
            at = text.rfind(words[first], window, mention.start)
            return (at, known) if at >= 0 else (mention.start, "")
    return mention.start, ""


# "Quyết định chấm dứt hợp đồng lao động số " before a code
_FAR_HEAD = re.compile(r"([Qq]uyết định|[Tt]hông báo|[Kk]ết luận)(?: [^\W\d_]+){2,12} số $")


def _far_type_word(
    text: str, mention: CodeMention, document: DocumentCode
) -> tuple[int, str] | None:
    """Return the type word that stands before what its document is about, where the code's symbol
    says that type: "Quyết định chấm dứt hợp đồng lao động số 132/QĐ-ABC"."""
    said = text.startswith("số ", max(0, mention.start - 3))
    if not said or (mention.type_word and mention.type_word.lower() not in _CASES):
        return None
    window = max(0, mention.start - 90)
    match = _FAR_HEAD.search(text, window, mention.start)
    if match is None or TYPE_NAMES[match[1].lower()] not in document.type_names:
        return None
    return match.start(), match[1].lower()


def _numbered(text: str, match: re.Match[str]) -> list[Name]:
    window = text[max(0, match.start() - 44) : match.start()]
    last = window[-12:].split()
    head = _HEAD.search(window) if last and last[-1].strip(":").lower() in _LAST_WORDS else None
    if head is None:
        return []
    word = head[1].lower()
    if not _names_one(text, match, head, word):
        return []
    start = match.start() - len(window) + head.start(1)
    after = _YEAR.match(text, match.end())
    year = int(match[1]) if match[1] else int(after[1]) if after else None
    end = after.end() if after and not match[1] else match.end()
    kind = TYPE_NAMES[word]
    first = Name(
        "number", start, start, end, None, kind, _plain(match.group()), year, "", text[start:end]
    )
    return _with_list(text, first, text[start : match.start()])


def _plain(number: str) -> str:
    return number.partition("/")[0].lstrip("0") or "0"


def _names_one(text: str, match: re.Match[str], head: re.Match[str], word: str) -> bool:
    """Say whether a number after a type word is a document's, and not a year or a count."""
    number, said = match.group(), head[2] is not None
    if word in _SHORT and (
        not head[1].isupper() or (word in ("tt", "ct", "cv") and not said and number[0] != "0")
    ):
        return False
    if len(number) == 4 and number.startswith(("19", "20")) and not said:
        return False
    if said:
        return word not in _NEVER_BARE or word in ("văn bản", "luật")
    if word in _NEVER_BARE:
        return False
    following = _word_at(text, match.end())
    if word == "kết luận" and following in _CASES_COUNTED:
        return False
    if number[0] != "0" and not match[1] and following in _COUNTED:
        return _YEAR.match(text, match.end()) is not None
    sure = word in _SURE or word in _SHORT or number[0] == "0" or head[1][0].isupper() or match[1]
    more = _MORE.match(text, match.end())
    return bool(sure) or _ISSUED.match(text, more.end() if more else match.end()) is not None


def _word_at(text: str, at: int) -> str:
    """Return the word behind a place of a text in small letters, "" where there is none."""
    following = text[at : at + 16].split(maxsplit=1)
    return following[0].rstrip(".,;:)").lower() if following else ""


def _with_list(text: str, first: Name, head: str) -> list[Name]:
    """Return a name and the further numbers of its list, which share the type word: "Quyết định
    217, 218"."""
    names, at = [first], first.end
    while len(names) < 8 and (more := _MORE.match(text, at)):
        counts = _word_at(text, more.end()) in _COUNTED
        if counts or (len(more[1]) == 4 and more[1].startswith("20")):
            break
        names.append(first._replace(head=more.start(1),
                     start=more.start(1), end=more.end(1), year=None, part=True,
                                    number=_plain(more[1]), full=head + more[1]))  # fmt: skip
        at = more.end()
    return names


def _of_law(text: str, start: int, end: int, kind: str, year: int) -> Name:
    return Name("law", start, start, end, None, kind, "", year, "", text[start:end])
