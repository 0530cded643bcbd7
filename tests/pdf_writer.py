"""PDF files as office programs write them: each run of letters placed by itself, in a font whose
letters only its table (ToUnicode) tells."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
)

WIDTH, HEIGHT = 595, 842
"""Points of a page of A4."""

EM = 0.5
"""Width of each letter, in sizes."""


@dataclass(frozen=True)
class Run:
    """Letters at a place of a page, in points from its lower left corner."""

    text: str
    x: float
    y: float
    size: float = 14


def pdf(pages: Sequence[Sequence[Run]], title: str = "") -> bytes:
    """Return a PDF with these runs, in this order."""
    writer = PdfWriter()
    letters = sorted({letter for page in pages for run in page for letter in run.text})
    codes = {letter: number for number, letter in enumerate(letters, 1)}
    font = writer._add_object(_font(writer, codes))
    for runs in pages:
        page = writer.add_blank_page(WIDTH, HEIGHT)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        content = DecodedStreamObject()
        content.set_data("\n".join(_shown(run, codes) for run in runs).encode())
        page[NameObject("/Contents")] = writer._add_object(content)
    if title:
        writer.add_metadata({"/Title": title})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _shown(run: Run, codes: dict[str, int]) -> str:
    text = "".join(f"{codes[letter]:04x}" for letter in run.text)
    return f"BT /F1 {run.size} Tf {run.x:.1f} {run.y:.1f} Td <{text}> Tj ET"


def _font(writer: PdfWriter, codes: dict[str, int]) -> DictionaryObject:
    table = DecodedStreamObject()
    pairs = [f"<{code:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items()]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    chars = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    table.set_data(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{chars}\n"
        "endcmap end end".encode()
    )
    inner = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/CIDFontType2"),
        NameObject("/BaseFont"): NameObject("/AAAAAA+TimesNewRoman"),
        NameObject("/W"): ArrayObject([
            NumberObject(1), ArrayObject([NumberObject(int(EM * 1000)) for _ in codes]),
        ]),
        NameObject("/FontDescriptor"): DictionaryObject({
            NameObject("/Type"): NameObject("/FontDescriptor"),
            NameObject("/Ascent"): FloatObject(891),
        }),
    })  # fmt: skip
    return DictionaryObject({
        NameObject("/Type"): NameObject("/Font"),
        NameObject("/Subtype"): NameObject("/Type0"),
        NameObject("/BaseFont"): NameObject("/AAAAAA+TimesNewRoman"),
        NameObject("/Encoding"): NameObject("/Identity-H"),
        NameObject("/DescendantFonts"): ArrayObject([writer._add_object(inner)]),
        NameObject("/ToUnicode"): writer._add_object(table),
    })  # fmt: skip


def set_text(
    paragraphs: Sequence[str],
    top: float = 780,
    *,
    columns: int = 70,
    left: float = 85,
    indent: float = 28,
    leading: float = 19,
    gap: float = 0,
    size: float = 14,
    portions: int = 3,
) -> list[Run]:
    """Return the runs of paragraphs broken at a width in letters, each line in some `portions`, as
    an office program sets them."""  # fmt: skip
    runs, y = [], top
    for paragraph in paragraphs:
        for number, line in enumerate(_broken(paragraph, columns, int(indent / (size * EM)))):
            x = left + (indent if number == 0 else 0)
            runs += _portions(Run(line, x, y, size), portions)
            y -= leading
        y -= gap
    return runs


def _broken(text: str, columns: int, indent: int) -> list[str]:
    lines, room = [""], columns - indent
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append("")
            room = columns
        lines[-1] += (" " if lines[-1] else "") + word
    return lines


def _portions(run: Run, number: int) -> list[Run]:
    size = max(1, len(run.text) // number)
    cuts = [run.text[at : at + size] for at in range(0, len(run.text), size)]
    return [
        Run(part, run.x + at * size * run.size * EM, run.y, run.size)
        for at, part in enumerate(cuts)
    ]
