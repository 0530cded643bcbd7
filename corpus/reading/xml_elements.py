"""Elements of XML: their names without prefix, their texts, the markup in them."""

from typing import Any
from xml.etree.ElementTree import Element

__all__ = ["local_name", "text_of", "written_out"]


def local_name(tag: Any) -> str:
    """Return the name of a tag without its namespace."""
    return str(tag).rpartition("}")[2]


def text_of(element: Element) -> str:
    """Return all text in an element."""
    return (
        " ".join("".join(element.itertext()).split())
        if len(element)
        else (element.text or "").strip()
    )


def written_out(element: Element) -> str:
    """Return an element as HTML."""
    from defusedxml.ElementTree import tostring

    for each in element.iter():
        each.tag = local_name(each.tag)
    return str(tostring(element, encoding="unicode", method="html"))
