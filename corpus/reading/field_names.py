"""What other people call the fields of an article: one table, and the way from a record's names to
ours.

Names are compared without case, marks and punctuation ("Ngày đăng" is "ngay_dang"); a dot leads
into a nested record.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from corpus.reading.addresses import host_name
from corpus.reading.rich_text import is_rich_text
from corpus.vietnamese.text import fold

__all__ = [
    "NAMES",
    "Columns",
    "Path",
    "Taken",
    "columns",
    "held",
    "holds_body",
    "parse_map",
    "take",
]

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "_id", "post_id", "postId", "article_id", "ma_bai"),
    "title": (
        "title", "title.rendered", "headline", "tieu_de",
        "Tiêu đề bài viết", "Tên bài", "Tên bài viết", "title_page",
        "ten_tin",
    ),
    "body": (
        "body", "text", "content", "maintext", "content.text",
        "content.rendered", "body.text", "noi_dung",
        "Nội dung bài viết", "article_body", "main_text",
        "full_text", "content_text", "content_html", "article_text",
        "paragraphs", "noi_dung_chi_tiet", "Toàn văn", "Bài viết",
        "html", "raw_text", "raw_content", "clean_content",
        "body.value", "content.value",
    ),
    "summary": (
        "summary", "description", "sapo", "excerpt",
        "excerpt.rendered", "tom_tat", "abstract", "lead", "mo_ta",
        "trich_yeu", "custom_excerpt", "trich_dan",
    ),
    "url": ("url", "link", "canonical_url", "permalink",
            "source_url", "lien_ket", "duong_dan", "Địa chỉ", "href",
            "duong_link", "mainEntityOfPage"),
    "published": (
        "published", "date", "date_publish", "published_at",
        "pubDate", "datePublished", "publish_date",
        "published_date", "published_time", "publish_time",
        "pub_time", "post_date", "ngay_dang", "ngay_xuat_ban",
        "Ngày đăng tin", "thoi_gian_dang", "thoi_gian", "Ngày",
        "time", "datetime", "created_at", "date_created",
        "timestamp", "created", "posted_at", "publication_date", "ngay_dang_tai",
        "distribution_date", "posted_date", "post_time", "release_date", "display_date",
        "date_gmt", "post_date_gmt",
    ),
    "section": (
        "section", "category", "category.primary", "category.name",
        "categories", "chuyen_muc", "article_section",
        "Thể loại", "Danh mục", "Mục", "topic",
        "loai_tin", "primary_tag", "zone", "zone.name", "zone_name", "category_name", "cate_name",
    ),
    "source": (
        "source", "source.name", "source_domain", "site_name",
        "site", "publisher", "publisher.name", "newspaper",
        "Nguồn", "Nguồn tin", "Tên báo", "domain",
        "source_hostname", "hostname", "clean_url",
    ),
    "authors": ("authors", "author", "author.name",
                "byline", "creator", "tac_gia", "Người viết", "Bút danh",
                "primary_author", "author_name"),
    "caption": ("caption", "chu_thich_anh"),
}  # fmt: skip
"""Field of an article -> names taken for it; of two that hold something the first is taken."""

# "post_content" and "Nội dung tin" are content and nội dung; longer ends are tried first
_PREFIX = re.compile("(?:baiviet|article|document|story|entry|news|post|item|tin|bai|doc)(?=.)")
_SUFFIX = re.compile("(?<=.)(?:baiviet|baibao|baidang|tinbai|tintuc|article|tin|bai)$")

_NOTHING = frozenset({"nan", "none", "null", "n/a", "#n/a", "\\n", "-", "--", "[]", "{}"})
"""What programs write for nothing, in small letters: pandas, Python, MySQL, spreadsheets."""

_PUNCTUATION = re.compile(r"[\W_]+")

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """For records with the same names: the paths to look at for each field, and the names that no
    field takes."""

    paths: Mapping[str, Sequence[Path]]
    unused: tuple[str, ...]
    missing: tuple[str, ...] = ()
    """Names that the user named and that are not there, each with its field: "body=noi_dung"."""


@dataclass(slots=True)
class Taken:
    """The values of an article's fields, the names that no field takes, and `passed`: field ->
    (name taken, name that also held something)."""

    unused: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    address: str = ""
    """An address that stands where the source should."""
    values: dict[str, object] = field(default_factory=dict)
    passed: dict[str, tuple[str, str]] = field(default_factory=dict)


def _key(name: str) -> str:
    return _PUNCTUATION.sub("", fold(name))


_PLAIN = {
    name: tuple(tuple(map(_key, alias.split("."))) for alias in aliases)
    for name, aliases in NAMES.items()
}


def parse_map(pairs: Iterable[str]) -> dict[str, Path]:
    """Read FIELD=NAME[.NAME] of a user. Raises `ValueError`."""
    found: dict[str, Path] = {}
    for pair in pairs:
        name, equals, path = pair.partition("=")
        if not equals or not path.strip() or name not in NAMES:
            raise ValueError(f"{pair!r} is not FIELD=NAME with a FIELD of {', '.join(NAMES)}")
        found[name] = (path.strip(),)
    return found


@lru_cache(256)
def _columns(names: tuple[str, ...], asked: tuple[tuple[str, Path], ...]) -> Columns:
    mapped = dict(asked)
    keys = _by_key(names, _key)
    paths: dict[str, list[Path]] = {}
    for field_name, aliases in _PLAIN.items():
        wanted = (
            [tuple(map(_key, mapped[field_name][0].split(".")))]
            if field_name in mapped
            else aliases
        )
        exact = mapped.get(field_name, (field_name,))[0]
        tops = sorted(_heads(keys, wanted), key=lambda path: path[0] != exact)
        paths[field_name] = list(dict.fromkeys(tops))
    missing = tuple(f"{name}={path[0]}" for name, path in mapped.items() if not paths[name])
    _add_stems(names, paths, mapped)
    used = {path[0] for found in paths.values() for path in found}
    unused = tuple(name for name in names if name not in used and name.strip())
    return Columns(paths, unused, missing)


def _by_key(names: Iterable[str], key: Callable[[str], str]) -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for name in names:
        keys.setdefault(key(name), []).append(name)
    return keys


def _add_stems(
    names: Iterable[str], paths: dict[str, list[Path]], mapped: Mapping[str, Path]
) -> None:
    """Let names that say of what they are the field ("post_title") stand for fields without one."""
    used = {path[0] for found in paths.values() for path in found}
    stems = _by_key((name for name in names if name not in used), _stem)
    for field_name, aliases in _PLAIN.items():
        if not paths[field_name] and field_name not in mapped:
            paths[field_name] = list(dict.fromkeys(_heads(stems, aliases)))


def _stem(name: str) -> str:
    key = _key(name)
    return _SUFFIX.sub("", _PREFIX.sub("", key, 1)) if _PREFIX.match(key) else _SUFFIX.sub("", key)


def _heads(keys: Mapping[str, list[str]], aliases: Iterable[Path]) -> Iterator[Path]:
    """Yield (name as written, keys below it) for each alias that these names can lead to."""
    for alias in aliases:
        for name in keys.get(
            "".join(alias), ()
        ):  # also a column that is itself called "content.text"
            yield (name,)
        if len(alias) > 1:
            for name in keys.get(alias[0], ()):
                yield (name, *alias[1:])


def columns(names: Iterable[object], asked: Mapping[str, Path]) -> Columns:
    """Return where the fields of an article are to be found among these names."""
    return _columns(tuple(map(str, names)), tuple(sorted(asked.items())) if asked else ())


def take(record: Mapping[str, object], asked: Mapping[str, Path]) -> Taken:
    """Return the fields of an article that a record holds, under whatever known names."""
    found = columns(record, asked)
    taken = Taken(found.unused, found.missing)
    for name, paths in found.paths.items():
        if paths:
            _take_field(record, name, paths, taken)
    return taken


def _take_field(
    record: Mapping[str, object], name: str, paths: Sequence[Path], taken: Taken
) -> None:
    """Take the first of a field's candidates that holds something; note another that does."""
    first: Path = ()
    for path in paths:
        value = _value(record, path)
        if value is None:
            continue
        if _is_weak(name, value):
            taken.values.setdefault(name, value)
            taken.address = taken.address or (str(value) if name == "source" else "")
        elif not first:
            taken.values[name] = _in_zone(path, value) if name == "published" else value
            first = path
        elif value != taken.values[name]:
            taken.passed.setdefault(name, (".".join(first), ".".join(path)))


def _in_zone(path: Path, value: object) -> object:
    """Return a time whose name says that it is Greenwich's ("date_gmt") with that zone."""
    bare = isinstance(value, str) and _BARE_TIME.fullmatch(value.strip())
    return f"{str(value).strip()}+00:00" if bare and path[0].lower().endswith("gmt") else value


# "2025-01-08T20:30:00"
_BARE_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}")


def _is_weak(name: str, value: object) -> bool:
    """Say whether another value goes before this one: a record, an address where a name should
    stand."""
    if isinstance(value, Mapping):
        return name not in ("id", "published") and not is_rich_text(value)
    return name == "source" and isinstance(value, str) and bool(host_name(value))


def holds_body(record: Mapping[str, object], asked: Mapping[str, Path]) -> bool:
    """Say whether a record itself holds the text of an article."""
    return "body" in held(record, asked)


def held(record: Mapping[str, object], asked: Mapping[str, Path]) -> set[str]:
    """Return the fields of an article for which a record itself holds something."""
    paths = columns(record, asked).paths
    return {name for name, found in paths.items() if _holds(record, found)}


def _holds(record: Mapping[str, object], paths: Iterable[Path]) -> bool:
    values = (_value(record, path) for path in paths)
    return any(
        value is not None and (not isinstance(value, Mapping) or is_rich_text(value))
        for value in values
    )


def _value(record: Mapping[str, object], path: Path) -> object:
    """Return what stands at a path, None for nothing: also for blanks and empty lists."""
    value: object = record.get(path[0])
    for key in path[1:]:
        if not isinstance(value, Mapping):
            return None
        value = next((inner for name, inner in value.items() if _key(str(name)) == key), None)
    if isinstance(value, str):
        return value if value.strip() and value.strip().lower() not in _NOTHING else None
    return None if value in ([], {}) else value
