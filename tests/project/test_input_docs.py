"""docs/INPUT.md says what is read."""

from pathlib import Path

from corpus.reading.field_names import NAMES
from corpus.reading.forms import ENDINGS

INPUT = (Path(__file__).parents[2] / "docs" / "INPUT.md").read_text("utf-8")


def names_table() -> str:
    rows = [
        f"| `{field}` | {', '.join(f'`{name}`' for name in names)} |"
        for field, names in NAMES.items()
    ]
    return "\n".join(
        ["| field | names taken for it, the first before the others |", "|---|---|", *rows]
    )


def test_the_names_of_the_docs_are_those_that_are_read() -> None:
    """The table is the table of the program, in its order."""
    begin, end = "<!-- names -->\n", "\n<!-- end of names -->"
    assert INPUT.partition(begin)[2].partition(end)[0] == names_table()


def test_every_form_is_named() -> None:
    """Each form has an ending in the docs."""
    for form in set(ENDINGS.values()):
        assert any(f"`{ending}`" in INPUT for ending, of in ENDINGS.items() if of == form), form
