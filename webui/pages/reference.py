"""The pages that explain: how to search, and what the API answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, g, render_template, request

from webui.formats.openapi import ADDRESSES
from webui.guard.problems import KINDS
from webui.links import Link, Site
from webui.params import PARAMETERS
from webui.query_strings import page_names
from webui.texts import Texts

__all__ = ["EXAMPLES", "blueprint"]

blueprint = Blueprint("reference", __name__)

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "words": ("tuyên giáo", "tuyen giao", "cải cách hành chính"),
    "phrase": ('"sắp xếp tổ chức bộ máy"', '"học tập và làm theo"'),
    "not": ("quận ủy -huyện",),
    "code": ("05-CT/TW", "chỉ thị 05", "nghị quyết 18"),
    "short": ("MTTQ", "UBND quận"),
    "filter": (),
    "export": (),
    "table": (),
    "keys": (),
}
"""Section of the help -> queries that show it."""


@dataclass(frozen=True, slots=True)
class Section:
    """One thing to know, with examples that run."""

    heading: str
    text: str
    examples: tuple[Link, ...]


def _section(name: str, queries: tuple[str, ...], site: Site, t: Texts) -> Section:
    links = tuple(Link(q, site.everything().put(q=q)) for q in queries)
    return Section(t(f"help.{name}"), t(f"help.{name}.text"), links)


@blueprint.get("/tro-giup")
def help_page() -> str:
    """Explain how to search."""
    page_names(request.args.items(multi=True), ())
    sections = [_section(name, queries, g.site, g.texts) for name, queries in EXAMPLES.items()]
    return render_template("help.html", sections=sections, canonical="/tro-giup")


@blueprint.get("/api")
def api_page() -> str:
    """List the addresses and parameters of the API."""
    page_names(request.args.items(multi=True), ())
    return render_template(
        "api.html",
        addresses=[(path, summary) for path, (summary, _, _) in ADDRESSES.items()],
        parameters=[
            {
                "name": p.name,
                "description": p.description,
                "repeats": p.repeats,
                "accepts": _accepts(p.schema),
            }
            for p in PARAMETERS.values()
        ],
        problems=KINDS.items(),
        canonical="/api",
    )


def _accepts(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(schema["enum"])
    if "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']:,}"
    return f"text, at most {schema['maxLength']:,} characters"
