"""French typography: the spaces that do not break and the apostrophe, and what no pass can mend by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BEFORE_SIGN = re.compile(r" (?=[:;?!»%€])")
_ARTICLE = re.compile(r"\b(art\.|[LRD]\.|n°|p\.) (?=[\w*])")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_ADDRESS = re.compile(r"https?://\S+")

_FAULTS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r'["“”]'), "a quotation mark of another language", "write « … »"),
    (re.compile(r"\w[:;?!»%€](?!\w)"), "no space before the sign", "write a space before : ; ? ! » % €"),
    (re.compile(r"«\S|«$"), "no space after «", "write « mots »"),
    (re.compile(r"[:;?!](?=[^\W\d_])"), "no space after the sign", "write a space after it"),
    (re.compile(r"\s[,.](?=\s|$)"), "a space before a comma or a point", "take it out"),
    (re.compile(r"[,;](?=[^\W\d_])"), "no space after a comma or a semicolon", "write one"),
    (re.compile(r" {2,}"), "two spaces", "write one"),
    (re.compile(r"\.\.\."), "three points", "say what is meant, or write …"),
    (re.compile(r"\s-\s"), "a hyphen for a dash", "write – or a comma"),
    (re.compile(r"(?<=\w)['`´](?=\s|$)"), "an apostrophe with a space after it", "take the space out"),
)
"""What stands in a text as it is written in a rule, its straight apostrophes and plain spaces left aside."""


def typeset(text: str) -> str:
    """Return a French text of ours with its no-break spaces and curly apostrophes; never for a quote."""
    spaced = _BEFORE_SIGN.sub("\u00a0", text).replace("«\u0020", "«\u00a0")
    return _APOSTROPHE.sub("’", _ARTICLE.sub("\\1\u00a0", spaced))


def french_faults(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is against the rules of French typography: (the words around, what is wrong, how to mend it).

    Args:
        text: As it stands in a rule; addresses of the web are passed over.
    """
    plain = _ADDRESS.sub("adresse", text)
    for pattern, what, remedy in _FAULTS:
        for match in pattern.finditer(plain):
            yield plain[max(match.start() - 12, 0) : match.end() + 12].strip(), what, remedy
