"""One naming of a document with all that stands around it: its attributes, title, acting body and
sentence."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from corpus.dates import DateMention
from corpus.documents.attributes import Attributes, read_attributes
from corpus.documents.bodies import Body, find_bodies
from corpus.documents.name import Name
from corpus.documents.titles import Title, title_after, title_before
from corpus.vietnamese.sentences import sentences_with
from corpus.vietnamese.text import present_tones

__all__ = ["Naming", "Sentence", "Texts", "read_sentences", "texts_of"]


@dataclass(frozen=True, slots=True)
class Naming:
    """A name with what its sentence says of it: `end` is behind its attributes, `actor` issues it,
    `beside` is the nearest body in front that has issued none of the others."""

    name: Name
    end: int
    issuer: Body | None
    actor: Body | None
    date: date | None
    session: str
    title: Title | None
    beside: Body | None = None


class Sentence(NamedTuple):
    """A sentence that names documents: its bounds, lowered text (of the whole article), namings and
    bodies."""

    start: int
    end: int
    namings: tuple[Naming, ...]
    bodies: tuple[Body, ...]


class Texts(NamedTuple):
    """A text as printed, with its tones on the first letter, and that in lower case; all of one
    length."""

    printed: str
    toned: str
    low: str


def texts_of(text: str) -> Texts:
    """Return the three forms of a text that the grammar reads."""
    toned = present_tones(text)
    if len(toned) != len(text):
        toned = text
    low = toned.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in toned)
    return Texts(text, toned, low)


def read_sentences(
    texts: Texts, names: Sequence[Name], days: Sequence[DateMention], published: date | None
) -> list[Sentence]:
    """Return the sentences that name documents, each read; no day after `published` is one of
    issue."""
    by_start = {day.start: day for day in days}
    found, index = [], 0
    for start, end in sentences_with(texts.printed, [name.start for name in names]):
        inside = []
        while index < len(names) and names[index].start < end:
            inside.append(names[index])
            index += 1
        found.append(_read(texts, start, end, inside, by_start, published))
    return found


def _read(
    texts: Texts,
    start: int,
    end: int,
    names: list[Name],
    days: Mapping[int, DateMention],
    published: date | None,
) -> Sentence:
    bodies = _beside(find_bodies(texts.toned, start, end), names)
    at = {body.start: body for body in bodies}
    heads = {name.head: name for name in names}
    namings: list[Naming] = []
    told: set[int] = set()
    previous = start
    for name in names:
        front = texts.low[max(start, name.head - 90) : name.head]
        fronted = _LEADING.search(front if len(front) < 90 else front[1:]) is not None
        read = read_attributes(texts.toned, name.end, days, at, published is not None)
        title = None
        if name.kind != "law":
            title = title_after(texts.printed, texts.low, read.end, end, heads, at, fronted)
        title = title or title_before(texts.printed, name.head, name.start, previous)
        told.update(_days_of(name, read, days, at))
        actor, day = _act(texts, start, name, bodies, days, told, published is not None)
        if day is None and title:
            day = _day_behind(texts.low, name, title, heads, days)
        namings.append(
            Naming(
                name,
                read.end,
                read.issuer,
                actor,
                _issued(name, read.date or day, published),
                name.session or read.session,
                title,
            )
        )
        previous = name.end
    beside = _with_bodies(texts.low, _shared(texts.low, namings), bodies)
    return Sentence(start, end, tuple(beside), tuple(bodies))


def _with_bodies(low: str, namings: list[Naming], bodies: Sequence[Body]) -> Iterator[Naming]:
    """Yield the namings with the body that acts in front of each: "Đảng ủy xã A báo cáo Kế hoạch
    12-KH/ĐU"."""
    issuers = {one.issuer.start for one in namings if one.issuer}
    free = [body for body in bodies if body.start not in issuers]
    for one in namings:
        near = next((body for body in reversed(free) if body.end <= one.name.head), None)
        apart = near is not None and ";" in low[near.end : one.name.head]
        yield one if near is None or apart else replace(one, beside=near)


def _days_of(
    name: Name, read: Attributes, days: Mapping[int, DateMention], bodies: Mapping[int, Body]
) -> Iterator[int]:
    """Yield where the days of a document stand; one right before a body may be that of its act."""
    before_body = read.end + 1 in bodies or read.end + 2 in bodies
    for offset in range(name.end, read.end):
        if offset in days and not (before_body and days[offset].end == read.end):
            yield offset


def _issued(name: Name, day: date | None, published: date | None) -> date | None:
    """Return a day beside a name if the document can be of it: it is no younger than the article,
    and of the year in its own number."""
    if day is None or (published and day > published):
        return None
    return day if not name.year or name.kind == "law" or name.year == day.year else None


def _beside(bodies: list[Body], names: list[Name]) -> list[Body]:
    """Return the bodies without what a code prints itself: "08/2017/QĐ-UBND tỉnh Long An" leaves
    "tỉnh Long An"."""
    ends = {name.end: name.start for name in names}
    found = []
    for body in bodies:
        inside = next((end for end in range(body.start + 1, body.end + 1) if end in ends), None)
        if inside is None or ends[inside] > body.start:
            found.append(body)
        elif inside < body.end:
            rest = body.printed[inside - body.start :]
            start = inside + len(rest) - len(rest.lstrip())
            found.append(Body(start, body.end, rest.lstrip()))
    return found


# "Thực hiện " before a code: it is what is carried out
_LEADING = re.compile(
    r"(?:^|[\n.;:“(] ?|[,-] )(?:theo|căn cứ|thực hiện|triển khai"
    r"|quán triệt|tại|để|nhằm|trong|cùng với|sau|ngay sau"
    r"|với|trên cơ sở|từ)(?!\w)[^.;\n]{0,80}$"
)
# "Quận ủy đã ban hành " before a code: it is what is issued
_ISSUING = re.compile(
    r"(?:[, ]|(?<=[0-9])|^)(?:cũng |nay |đều |lại |mới |vừa |đã "
    r"|từng |tiếp tục |chính thức |trực tiếp |kịp thời ){0,3}"
    r"(?:ký,? ?(?:và )?)?(?:ban hành(?: thêm)?|ra|có|ký"
    r"|xây dựng|ban hành,? triển khai|bổ sung ban hành)"
    r"(?: (?:các|một số|thêm|liền|nhiều|loạt) ?(?:văn bản|quy định)?)?"
    r"(?:,? (?:trong đó có|gồm|như))?:? ?(?:các )?$"
)
# "cụ thể hóa Nghị quyết 35 bằng các " Kế hoạch ...
_MEANS = re.compile(
    r" (?:đã |vừa )?(?:cụ thể hóa|chi tiết hóa|triển khai|thực hiện)"
    r"(?: [^.;\n]{0,160})? bằng (?:các )?"
)
# ", sáng ngày " before a day that begins a clause
_DAY_LEAD = re.compile(
    r"(?:^|[\n.;,:(–-] ?| và |cụ thể,? )(?:(?:vào |đến |trước đó,? |tiếp đó,? |sau đó,? ){0,3}"
    r"(?:sáng |chiều |tối |hôm qua,? |hôm nay,? )?(?:ngày )?|[(])$"
)
_AT = re.compile(r"[0-9],? (?:tại|trong)(?: các)? $")
_FAR = 150


def _act(
    texts: Texts,
    start: int,
    name: Name,
    bodies: Sequence[Body],
    days: Mapping[int, DateMention],
    told: Set[int],
    known: bool,
) -> tuple[Body | None, date | None]:
    """Return the body that issues a document in front of its name, and the day told in front of the
    act; those at the offsets `told` are days of other documents."""
    actor = next((body for body in reversed(bodies) if body.end <= name.head), None)
    before = max(start, name.head - _FAR)
    issued = _ISSUING.search(texts.low, before, name.head)
    between = texts.low[actor.end : name.head] if actor else ""
    if len(between) > 60 or not _ISSUING.search(between):
        actor = actor if _MEANS.fullmatch(between) else None
    if not issued and not _AT.search(texts.low, before, name.head):
        return actor, None
    return actor, _day_before(
        texts.low, start, before, issued.start() if issued else name.head, days, told, known
    )


def _day_before(
    low: str,
    start: int,
    before: int,
    act: int,
    days: Mapping[int, DateMention],
    told: Set[int],
    known: bool,
) -> date | None:
    """Return the day with which the clause of an act begins: "Ngày 26-12-2013, Thường vụ ... ban
    hành"."""
    for at in range(act - 1, before - 1, -1):
        if low[at] in ";\n":
            return None
        if mention := days.get(at):
            lead = low[max(start, at - 30) : at]
            fits = _DAY_LEAD.search(lead) and (mention.date and (known or not mention.inferred))
            return mention.date if fits and at not in told else None
    return None


# ", ban hành ngày ", "” ký ngày " between a title and the day of its document
_BEHIND = re.compile(r"[”\"']?,? (?P<act>(?:được )?(?:ban hành|ký)(?: vào)? )?ngày ")


def _day_behind(
    low: str, name: Name, title: Title, heads: Mapping[int, Name], days: Mapping[int, DateMention]
) -> date | None:
    """Return the day that follows a title which names no other document; where no act is told, only
    beside a number with its year."""
    behind = _BEHIND.match(low, title.end)
    if behind is None or any(at in heads for at in range(title.start, title.end)):
        return None
    if not behind["act"] and not name.year:
        return None
    mention = days.get(behind.end())
    return mention.date if mention else None


_JOINED = re.compile(r",? và (?:các )?|, (?:các )?")


def _shared(low: str, namings: list[Naming]) -> list[Naming]:
    """Give a title, issuer or day printed once behind joined names to both ("Quy định 263 và Quy
    định 102, cùng ngày 6/7 ... về ...")."""
    for index in range(len(namings) - 2, -1, -1):
        one, after = namings[index], namings[index + 1]
        between = low[one.end : after.name.head]
        if one.issuer is None and one.title is None and _JOINED.fullmatch(between):
            title = after.title
            alike = " và " in between or one.name.type == after.name.type
            if title and not (alike and (title.quoted or low.startswith("về ", title.start))):
                title = None
            alike = _of_one_body(one.name, after.name)
            both = after.name.part or "cùng ngày " in low[after.name.end : after.end]
            namings[index] = replace(
                one,
                issuer=after.issuer if alike else None,
                title=title,
                actor=one.actor or (after.actor if alike else None),
                date=one.date or (after.date if both else None),
            )
    for index, one in enumerate(namings):
        if one.name.part and not (one.issuer or one.actor):
            first = namings[index - 1]
            namings[index] = replace(one, issuer=first.issuer, actor=first.actor)
    return namings


def _of_one_body(one: Name, other: Name) -> bool:
    """Say whether two names may be of documents of one body: their symbols do not differ."""
    symbols = [name.document.issuer_symbol for name in (one, other) if name.document]
    return len(set(symbols)) < 2
