"""Document codes such as 05-CT/TW: in texts, as typed, and what they say."""

from typing import TYPE_CHECKING

from corpus.codes.code import DocumentCode
from corpus.codes.keys import CodeKey, code_key
from corpus.codes.queries import CodeQuery, find_code_queries
from corpus.deferred import deferred

if TYPE_CHECKING:
    from corpus.codes.grammar import parse_code
    from corpus.codes.mentions import CodeMention, explain_codes, find_codes
else:
    _IN_TEXTS = ("CodeMention", "explain_codes", "find_codes")
    __getattr__ = deferred(
        __name__, {"parse_code": "grammar", **dict.fromkeys(_IN_TEXTS, "mentions")}
    )

__all__ = [
    "CodeKey",
    "CodeMention",
    "CodeQuery",
    "DocumentCode",
    "code_key",
    "explain_codes",
    "find_code_queries",
    "find_codes",
    "parse_code",
]
