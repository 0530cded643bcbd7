"""Document codes such as 05-CT/TW: in texts, as typed, and what they say."""

from corpus.codes.mentions import (
    CodeMention,
    CodeQuery,
    DocumentCode,
    code_key,
    explain_codes,
    find_code_queries,
    find_codes,
    number_key,
    parse_code,
)

__all__ = [
    "CodeMention",
    "CodeQuery",
    "DocumentCode",
    "code_key",
    "explain_codes",
    "find_code_queries",
    "find_codes",
    "number_key",
    "parse_code",
]
