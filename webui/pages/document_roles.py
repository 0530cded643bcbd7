"""The documents that an article names, each with its role in the sentences that relate it."""

from collections.abc import Iterator
from dataclasses import dataclass

from search.documents import RelationValue, read_value, relation_of
from search.model import IndexedArticle
from webui.links import Link, Site, code_path
from webui.pages.labels import code_type
from webui.texts import Texts

__all__ = ["Role", "roles"]

MAX_SAID = 3


@dataclass(frozen=True, slots=True)
class Role:
    """A document as an article names it: the way to its page, and (what it does or what is done
    with it, the sentence that says so)."""

    document: Link
    said: tuple[tuple[str, str], ...]


def roles(indexed: IndexedArticle, site: Site, t: Texts) -> list[Role]:
    """Return the documents of an article in the order of its text, at most three roles of each."""
    names = [read_value(one.value).name for one in indexed.documents]
    codes = indexed.facets.get("code", ())
    return [
        Role(
            Link(" ".join(filter(None, (code_type(name), name))), site.to(code_path(name))),
            tuple(dict(_said(name, indexed, t)).items())[:MAX_SAID],
        )
        for name in dict.fromkeys((*names, *codes))
    ]


def _said(name: str, indexed: IndexedArticle, t: Texts) -> Iterator[tuple[str, str]]:
    for told in indexed.relations:
        if (one := relation_of(told.value)) and (role := _role(name, one, t)):
            yield role, indexed.article.text[told.start : told.end]


def _role(name: str, one: RelationValue, t: Texts) -> str:
    verb, target = t(f"relation.{one.type}"), read_value(one.target).name
    if target == name:
        return t("article.role.by", who=one.actor or read_value(one.source).name, verb=verb)
    if not one.actor and read_value(one.source).name == name:
        return f"{verb} {target}"
    return ""
