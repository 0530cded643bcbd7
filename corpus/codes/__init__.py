"""Document codes such as 05-CT/TW: in texts, as typed, and what they say."""

from corpus.codes.code import DocumentCode
from corpus.codes.grammar import parse_code
from corpus.codes.keys import CodeKey, code_key
from corpus.codes.mentions import CodeMention, explain_codes, find_codes
from corpus.codes.queries import CodeQuery, find_code_queries

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
