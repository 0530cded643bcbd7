"""What Hypothesis draws texts and queries from."""

from hypothesis import strategies as st

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạằặầẩẫấậéềếệỉịóòỏõọồốộờớợúùủũụừứựýỳỷỹỵ"

PIECES = (
    '"',
    "-",
    "*",
    ":",
    "code:",
    "quận:",
    "từ:2024",
    "title:",
    "“",
    "”",
    "(",
    ")",
    "OR",
    "đảng",
    "05-CT/TW",
    "\\",
    "~",
    "^",
    "\n",
    "\t",
    "\x00",
    "\ud800",
    "AND NOT",
    "[a TO b]",
    "{{7*7}}",
    '-"',
    ':"',
    "*:*",
    "…",
)
nasty = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
anything = st.text(st.characters(codec=None, categories=None), max_size=200)
