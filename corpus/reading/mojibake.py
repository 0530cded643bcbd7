"""UTF-8 that was read by a codepage of Windows, told and undone: "Quáº­n" by 1252 and Latin 1,
"NgĂ y" by 1258, that of Vietnamese machines; also twice over."""

import re
from dataclasses import dataclass
from functools import cached_property

__all__ = ["left_over", "undone"]


@dataclass(frozen=True)
class _Codepage:
    """A codepage by which UTF-8 was read."""

    name: str
    codec: str

    @cached_property
    def bytes(self) -> dict[str, int]:
        """Letter -> byte; what the codepage leaves out stays a control character, as of Latin 1."""
        letters = {chr(byte): byte for byte in range(0x80, 0xA0)}
        for byte in range(0x80, 0x100):
            letters[bytes([byte]).decode(self.codec, "ignore") or chr(byte)] = byte
        return letters

    def among(self, first: int, last: int) -> str:
        """Return the letters of some bytes, to stand in the brackets of an expression."""
        return "".join(re.escape(x) for x, byte in self.bytes.items() if first <= byte <= last)

    @cached_property
    def runs(self) -> re.Pattern[str]:
        """What one letter of UTF-8 became: "áº­", "Ä‘"."""
        tail = f"[{self.among(0x80, 0xBF)}]"
        return re.compile(
            f"[{self.among(0xC2, 0xDF)}]{tail}|[{self.among(0xE0, 0xEF)}]{tail}{{2}}"
            f"|[{self.among(0xF0, 0xF4)}]{tail}{{3}}"
        )

    def read_back(self, run: re.Match[str]) -> str:
        """Return the letter that a run was, the run itself when it was none."""
        try:
            return bytes(self.bytes[letter] for letter in run[0]).decode()
        except UnicodeDecodeError:
            return run[0]


_CODEPAGES = (_Codepage("windows-1252", "cp1252"), _Codepage("windows-1258", "cp1258"))

_SIGNS = "ÃÄÆĂ»º€"
"""Of these one stands in all spoiled Vietnamese: looking for them is fast."""

_PROPER = re.compile("[ăâđêôơưáàảãạéèẻẽẹíìỉĩịóòỏõọúùủũụýỳỷỹỵ\u1ea0-\u1ef9]", re.IGNORECASE)

# what stays of a letter one of whose bytes was dropped on the way: "vá»" of "về", "Äồng", "NgÃ y"
_LEFT = re.compile("á[»º]|[ÄÆ]|(?<=[a-zà-ỹ])[ÃĂ]")


def undone(text: str) -> tuple[str, str]:
    """Return a text line by line as it was meant, and by which codepage it had been read ("" for a
    text that was not spoiled)."""
    if not any(sign in text for sign in _SIGNS):
        return text, ""
    by = ""
    lines = []
    for line in text.split("\n"):
        for _ in range(2):
            line, name = _line_undone(line)
            by = by or name
        lines.append(line)
    return "\n".join(lines), by


def _line_undone(line: str) -> tuple[str, str]:
    """Return a line with each run read back, where they are more than the letters that are
    right."""
    found = [(len(codepage.runs.findall(line)), codepage) for codepage in _CODEPAGES]
    number, codepage = max(found, key=lambda pair: pair[0])
    if not number or number <= len(_PROPER.findall(codepage.runs.sub("", line))):
        return line, ""
    return codepage.runs.sub(codepage.read_back, line), codepage.name


def left_over(text: str) -> int:
    """Return how many letters of a text were spoiled and cannot be read back; where quotations
    begin with «, none: » ends them."""
    if "«" in text or not any(sign in text for sign in _SIGNS):
        return 0
    return len(_LEFT.findall(text))
