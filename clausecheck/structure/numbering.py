"""How headings are numbered: « Article 5 », « 4.2.1 », « III. », « A - », « Lot n° 2 », « Annexe 1 »."""

from __future__ import annotations

import re
from typing import NamedTuple

from clausecheck.structure.lines import Line

_AGAIN = {"bis": 1, "ter": 2, "quater": 3}
"""What stands after the number of an article put in later, between two that keep theirs."""
_INSERTED = r"(?:\s?(?P<again>bis|ter|quater)\b)?"
_SEPARATOR = r"\s*(?P<sep>[.\-:)/°]*)\s*"
_NUMBER = re.compile(
    r"(?P<lot>lots?\s*(?:n\s*[°o]\s*|numero\s+)?(?P<lotnum>\d{1,3}|[a-z])\b)" + _SEPARATOR.replace("sep", "s1")
    + r"|(?P<annex>(?:annexe|appendix|annex|schedule)s?(?:\s*(?:n\s*[°o]\s*)?(?P<annexnum>\d{1,2}|[a-z]|[ivx]{1,4})\b)?)"
    + _SEPARATOR.replace("sep", "s2")
    + r"|(?P<part>(?:chapitre|partie|titre|section|volume|livre|fascicule|chapter|part)\s+(?:n\s*[°o]\s*)?"
    r"(?P<partnum>\d{1,2}|[ivx]{1,5}|[a-h])\b)" + _SEPARATOR.replace("sep", "s3")
    + r"|(?P<article>(?:article|art\.|clause)\s*(?:n\s*[°o]\s*)?(?P<artnum>\d{1,3}(?:[.\-]\d{1,2})*|[ivx]{1,5}|premier|1er)\b" + _INSERTED.replace("again", "artagain") + ")"
    + _SEPARATOR.replace("sep", "s4")
    + r"|(?P<decimal>\d{1,2}(?:[.\-]\d{1,2}){0,5}" + _INSERTED + r")(?![\d%€])(?:(?P<s5>\s*(?:[.\-:)/]|°\s?/)+)\s*|\s+)"
    r"|(?P<roman>[ivx]{1,5})(?P<s6>\s*[.\-:)/]+)(?=\s|$)\s*"
    r"|(?P<lettered>[a-h]\.\d{1,2}(?:\.\d{1,2}){0,3})(?P<s8>[.\-:)/]*)\s+"
    r"|(?P<letter>[a-h])(?P<s7>\s*[.\-:)/]+)(?=\s|$)\s*"
)  # fmt: skip
_ADDRESS = re.compile(
    r"(?:bis\s+|ter\s+)?(?:rue|avenue|av\.|place|route|chemin|boulevard|bd|allees?|quai|cours|impasse|square|cedex|"
    r"street|road|lane|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_VERB = re.compile(
    r"\b(?:est|sont|sera|seront|doit|doivent|devra|devront|peut|peuvent|pourra|pourront|s'engage(?:nt)?|fournit|fournira|"
    r"assure|assurera|a pour objet|shall|must|will|is|are|may)\b"
)
_FUNCTION_END = re.compile(
    r"(?:\b(?:de|du|des|d|et|ou|la|le|les|l|a|au|aux|en|pour|par|sur|dans|avec|sans|un|une|of|and|the|to|for|in)|[',&/(-])$"
)
_LONGEST = 130
_WORDS_OF_A_SENTENCE = 9
_WORDS_CLOSED = 12
_FIELD = re.compile(r"[.…_]{4,}|:\s*…")


class Heading(NamedTuple):
    """A line that may be a heading.

    Attributes:
        style: What kind of number: lot, annex, part, article, decimal, roman, letter, upper, short.
        number: As written, without its separator.
        parts: The number's parts as integers (« 4.2 » gives 4, 2); empty without number.
        separator: Sign after the number, which tells « 1. » lists from « 1 - » headings.
        title: Words after the number.
        first: Index of its first line.
        last: Index of its last line.
        again: 1 for « bis », 2 for « ter »; 0 for a number of its own.
    """

    style: str
    number: str
    parts: tuple[int, ...]
    separator: str
    title: str
    first: int
    last: int
    again: int = 0


def parse_numbered(line: Line, index: int) -> Heading | None:
    """Return the heading that ``line`` would be by its number, or None when it cannot be one."""
    found = _NUMBER.match(line.folded)
    if found is None:
        return None
    style = next(
        name
        for name in ("lot", "annex", "part", "article", "decimal", "roman", "lettered", "letter")
        if found[name]
    )
    separator = next((found[f"s{n}"] for n in range(1, 9) if found[f"s{n}"]), "").strip()
    title = line.text[found.end() :].strip()
    if not _fits(style, separator, title, line, found.end()):
        return None
    number = line.text[: found.end(style)].strip()
    value = found["lotnum"] or found["annexnum"] or found["partnum"] or found["artnum"] or found[style]
    return Heading(
        "letter" if style == "lettered" else style,
        number,
        _parts(value, style),
        separator,
        title,
        index,
        index,
        _AGAIN.get(found["again"] or found["artagain"], 0),
    )


def reads_as_sentence(folded: str) -> bool:
    """True for words too long, or closed like a statement, to be a title."""
    if len(folded) > _LONGEST or folded.endswith((";", ",")):
        return True
    words = folded.count(" ") + 1
    if folded.endswith(".") and not folded.endswith(("etc.", "...")):
        return words > _WORDS_CLOSED or (words > 4 and bool(_VERB.search(folded)))
    return words >= _WORDS_OF_A_SENTENCE and bool(_VERB.search(folded))


def ends_open(folded: str) -> bool:
    """True when the words cannot end here (« conditions d'envoi et de »)."""
    return bool(_FUNCTION_END.search(folded))


def starts_high(text: str) -> bool:
    """True when the first letter is a capital, or the text opens with a quotation mark or a digit."""
    return bool(text) and (
        text[0].isupper() or (text[0] in "«“\"'’(" and any(char.isupper() for char in text[1:3]))
    )


def _fits(style: str, separator: str, title: str, line: Line, offset: int) -> bool:
    """Guards that need no context: capital letter, not an address, not a quantity, not a sentence."""
    folded = line.folded[offset:].strip()
    if _FIELD.search(folded):
        return False
    if style in ("decimal", "roman", "letter"):
        if (
            not title
            or not starts_high(title)
            or _ADDRESS.match(folded)
            or not any(c.isalpha() for c in title[:40])
        ):
            return False
        if style != "decimal" and not line.text[0].isupper():
            return False
    elif not line.text[0].isupper() or (title and not separator and not starts_high(title)):
        return False
    if style == "annex" and not line.text[:6].isupper() and len(folded) > 70:
        return False
    return not reads_as_sentence(folded)


def _parts(value: str, style: str) -> tuple[int, ...]:
    if style in ("decimal", "article") and value[0].isdigit():
        return tuple(int(part) for part in re.findall(r"\d+", value))
    if style == "lettered":
        return tuple(int(part) if part.isdigit() else ord(part) - 96 for part in value.split("."))
    if value == "premier":
        return (1,)
    if style == "roman" or re.fullmatch(r"[ivx]+", value):
        return (_roman(value),)
    return (int(value),) if value.isdigit() else (ord(value[0]) - 96,)


def _roman(value: str) -> int:
    worth = {"i": 1, "v": 5, "x": 10}
    total = 0
    for letter, following in zip(value, value[1:] + " ", strict=True):
        total += -worth[letter] if worth[letter] < worth.get(following, 0) else worth[letter]
    return total
