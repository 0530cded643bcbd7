"""What a text with marks shows."""

import re
from html import unescape


def shown(marked: str) -> str:
    """Return what a marked text shows; fails when it holds any tag but <mark>."""
    bare = re.sub("</?mark>", "", marked)
    assert not set(bare) & set("<>\"'"), "everything of the text is escaped"
    assert re.fullmatch(r"([^<]|<mark>[^<]+</mark>)*", marked), (
        "marks are closed, not nested, not empty"
    )
    return unescape(bare)
