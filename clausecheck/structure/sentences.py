"""Sentences of a paragraph, with French and English abbreviations guarded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clausecheck.model.place import Span

# Possessive, and no start within a run of signs: a line of a million dots takes a million steps, not their square.
_STOP = re.compile(r"(?:(?<![.!?…])[.!?…]++[\"»”)\]]*+|;)(?=\s)")
_NEXT = re.compile(r"\s++[\"«“(\[]?\s*+(?P<first>\S)(?P<second>[\S ]?)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s('’\"«\[/-])(?:cf|mm?|mmes?|mlle|ex|tel|fax|ste?|dr|me|av|bd|env|mini?|maxi?|"
    r"ref|id|ibid|op|resp|i\.e|e\.g|vs|approx|incl|inc|ltd|dept|qte|"
    r"(?P<code>[lrd]|lo|arts?|al|nos?|pp?|vol|chap|fig|tab|ann|coeff?|sect|para))\.$"
)
_ENUMERATOR = re.compile(r"\s*(?:\(?\d{1,3}(?:\.\d{1,3})*|[ivx]{1,4}|[a-z])\.$")
_INITIAL = re.compile(r"(?:^|[\s.(])[a-z]\.$")
_CLOSING = ".;:!?"
_LOOK_BACK = 14


def find_sentences(text: str, folded: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of ``text[start:end]``, trimmed; a semicolon ends one as a full stop does.

    Args:
        text: The document's text.
        folded: The same, folded.
        start: First code point of the paragraph.
        end: Code point after its last.
    """
    begin = start
    for stop in _STOP.finditer(folded, start, end):
        after = _NEXT.match(text, stop.end(), end)
        if after is None or not _ends(stop.group(), after, folded, start, stop.end()):
            continue
        yield from _trimmed(text, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(text, begin, end)


def _ends(sign: str, after: re.Match[str], folded: str, start: int, end: int) -> bool:
    """True when the sign closes a statement and does not abbreviate."""
    if sign == ";":
        return True
    first = after["first"]
    if first.islower() or first in ".,;:!?)]…/%":
        return False
    before = folded[max(start, end - _LOOK_BACK) : end]
    if sign[0] != ".":
        return first.isupper() or not first.isalnum()
    if sign.startswith(".."):
        return first.isupper()
    if _enumerates(folded, start, end):
        return False
    known = _ABBREVIATION.search(before)
    if known is not None:
        cites = first.isdigit() or (first in "LRD" and after["second"] in ". ")
        return bool(known["code"]) and not cites
    initial = _INITIAL.search(before) is not None
    return not (initial and (first.isdigit() or after["second"] == "."))


def _enumerates(folded: str, start: int, end: int) -> bool:
    """True for « 4. » or « b. » that opens a line, unless the line goes on with the one before it."""
    line = folded.rfind("\n", start, end)
    if not _ENUMERATOR.fullmatch(folded, max(start, line + 1), end):
        return False
    return line < 0 or folded[max(start, line - 3) : line].rstrip()[-1:] in _CLOSING


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    stripped = part.strip()
    if stripped:
        begin = start + len(part) - len(part.lstrip())
        yield Span(start=begin, end=begin + len(stripped))
