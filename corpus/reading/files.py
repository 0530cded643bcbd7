"""Files and folders of articles in any form: each read by its ending, else by its first bytes, in a
stable order."""

import logging
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import BinaryIO

from corpus.article import Article
from corpus.reading.addresses import host_name, mirrored_address
from corpus.reading.compressed import COMPRESSIONS, unpacked
from corpus.reading.folders import EMPTY, files_under
from corpus.reading.forms import ADVICE, BORNE, ENDINGS, READERS
from corpus.reading.json_records import read_json_lines
from corpus.reading.outcomes import (
    PASSED,
    NoArticle,
    Note,
    Outcome,
    Record,
    Rejection,
    Settings,
    Unacceptable,
)
from corpus.reading.record import article_from
from corpus.reading.sites import Sites
from corpus.reading.sniffing import HEAD, form_of
from corpus.reading.zip_files import members

__all__ = ["read_articles"]

Found = Article | Rejection | Note
_DEFAULT = Settings()


@dataclass(frozen=True, slots=True)
class _File:
    """A file on disk or in an archive: the name to show, the one that tells its form and address,
    the way to open it."""

    shown: str
    name: str
    open: Callable[[], BinaryIO]
    named: bool = False
    inside: bool = False


def read_articles(
    paths: str | Path | Iterable[str | Path],
    on_reject: Callable[[Rejection], None] | None = None,
    on_note: Callable[[Note], None] | None = None,
    settings: Settings = _DEFAULT,
) -> Iterator[Article]:
    """Yield the articles of files and folders, lazily; "-" is JSONL on standard input.

    Whatever cannot be read goes to `on_reject` (without it: to the log) and is skipped; what is
    told of files and articles that are read goes to `on_note`.
    """
    report = on_reject or _log
    settings = replace(settings, sites=settings.sites or Sites())
    for path in [paths] if isinstance(paths, str | Path) else paths:
        found = False
        for outcome in _guarded(_read_path(path, settings), str(path)):
            if isinstance(outcome, Note):
                found = found or outcome.value == EMPTY
                if on_note:
                    on_note(outcome)
                continue
            found = True
            if isinstance(outcome, Article):
                yield outcome
            else:
                report(outcome)
        if not found:
            report(Rejection(str(path), None, "holds no article"))


def _log(rejection: Rejection) -> None:
    logging.getLogger(__name__).warning("%s", rejection)


def _guarded(outcomes: Iterator[Found], path: str) -> Iterator[Found]:
    """Yield what a reader finds; whatever it raises costs this file and nothing else."""
    try:
        yield from outcomes
    except Unacceptable as error:
        yield Rejection(path, None, str(error))
    except OSError as error:
        yield Rejection(path, None, f"cannot be read: {error.strerror or error}")
    except MemoryError:
        yield Rejection(path, None, "cannot be read: out of memory")
    except (GeneratorExit, KeyboardInterrupt):
        raise
    except Exception as error:
        yield Rejection(
            path,
            None,
            f"cannot be read: {type(error).__name__}: {' '.join(str(error).split())[:200]}",
        )


def _read_path(path: str | Path, settings: Settings) -> Iterator[Found]:
    file = Path(path)
    if str(path) == "-":
        for outcome in read_json_lines(sys.stdin.buffer, "-", settings):
            yield from _taken(outcome, "-", settings)
    elif file.is_dir():
        yield from _read_folder(file, settings)
    elif not file.exists():
        raise Unacceptable("there is no such file or folder")
    elif not file.is_file():
        raise Unacceptable("is neither a file nor a folder")
    else:
        yield from _read_file(_on_disk(file, str(path), named=True), settings)


def _on_disk(path: Path, name: str, named: bool = False) -> _File:
    return _File(str(path), name, lambda: path.open("rb"), named)


def _read_file(file: _File, settings: Settings) -> Iterator[Found]:
    form, packing = _form(file)
    if form == "zip":
        yield from _read_members(file, packing, settings)
    elif form in READERS:
        yield from _read_form(file, form, packing, settings)
    elif file.named:
        raise Unacceptable(ADVICE[form])
    else:
        yield _passed(file, form)


def _read_form(file: _File, form: str, packing: str, settings: Settings) -> Iterator[Found]:
    found = False
    with _opened(file, packing) as stream:
        for outcome in _addressed(READERS[form](stream, file.shown, settings), file):
            found = True
            yield from _taken(outcome, file.shown, settings)
    if not found and not file.named:
        yield Note(file.shown, None, PASSED, "holds no article", "empty files")


def _taken(outcome: Outcome, path: str, settings: Settings) -> Iterator[Found]:
    if not isinstance(outcome, Record):
        yield outcome
        return
    try:
        article, notes = article_from(outcome, path, settings)
    except Unacceptable as error:
        yield Rejection(outcome.place or path, outcome.line, str(error))
    else:
        yield from notes
        yield article


def _addressed(outcomes: Iterator[Outcome], file: _File) -> Iterator[Outcome]:
    """Yield what a reader finds; pages that do not say their address have that of their place in a
    mirrored site."""
    try:
        for outcome in outcomes:
            if isinstance(outcome, Record) and outcome.page and not outcome.fields["url"]:
                address = mirrored_address(file.name)
                fields = {
                    **outcome.fields,
                    "url": address,
                    "source": outcome.fields["source"] or host_name(address),
                }
                outcome = replace(outcome, fields=fields)
            yield outcome
    except NoArticle as error:
        if file.named:
            raise
        yield Note(file.shown, None, PASSED, str(error), "pages that are no articles")


def _passed(file: _File, form: str) -> Note:
    ending = _ending(file.name)
    told = ADVICE[form] if form and ending not in BORNE else ""
    return Note(file.shown, None, PASSED, told, ending or "without ending")


def _ending(name: str) -> str:
    ending = PurePath(name).suffix.lower()
    return ending if re.fullmatch(r"\.[a-z0-9]{1,8}", ending) else ""


def _form(file: _File) -> tuple[str, str]:
    """Return form and packing of a file: by its endings, else by its first bytes."""
    endings = [suffix.lower() for suffix in PurePath(file.name).suffixes[-2:]]
    packing = endings.pop() if endings and endings[-1] in COMPRESSIONS else ""
    ending = endings[-1] if endings else ""
    if ending in ENDINGS and ending != ".xml":
        return ENDINGS[ending], packing
    if ending in BORNE and not file.named:
        return "", packing
    form = form_of(_head(file, packing))
    if f".{form}" in COMPRESSIONS and not packing:
        packing = f".{form}"
        form = form_of(_head(file, packing))
    if ending == ".xml" and form != "html":
        form = "xml"
    if form == "text" or ending == ".md":
        form = "md" if ending == ".md" else "plain"
    return form, packing


def _head(file: _File, packing: str) -> bytes:
    with _opened(file, packing) as stream:
        return stream.read(HEAD)


def _opened(file: _File, packing: str) -> BinaryIO:
    stream = file.open()
    return unpacked(stream, packing) if packing else stream


def _read_members(file: _File, packing: str, settings: Settings) -> Iterator[Found]:
    if packing or file.inside:
        raise Unacceptable("an archive inside of another: unpack it first")
    with file.open() as stream:
        for member in members(stream, file.shown):
            if isinstance(member, Rejection | Note):
                yield member
            else:
                name, opener = member
                inner = _File(f"{file.shown}/{name}", name, opener, inside=True)
                yield from _guarded(_read_file(inner, settings), inner.shown)


def _read_folder(folder: Path, settings: Settings) -> Iterator[Found]:
    for found in files_under(folder):
        if isinstance(found, Path):
            name = str(PurePath(folder.name or folder.resolve().name, found.relative_to(folder)))
            yield from _guarded(_read_file(_on_disk(found, name), settings), str(found))
        else:
            yield found
