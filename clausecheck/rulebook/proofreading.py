"""What a proofreader would mark in the texts of a rule that officers read: typography, placeholders, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clausecheck.model.profile import Profile
from clausecheck.model.rule import Rule, Wording
from clausecheck.model.sheet import Bilingual
from clausecheck.text.typography import french_faults

_PARAMETER = re.compile(r"\{(\w*)\}")
_PLACEHOLDER = re.compile(r"\[([^\[\]]*)\]")
_NO_WORDS = re.compile(
    r"[\W\d_]*$|(?:x+|à (?:compléter|préciser|définir)|to be (?:completed|specified)|tbd)$", re.I
)
_OPENS = re.compile(r'[«“"(\s]*(?:[^\W\d_]|\d|\[|\{)')
_CLOSES = (".", ".»", ". »", ".\u00a0»")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A text of a rule.

    Attributes:
        key: Where it stands: ``wording.fr.baseline``.
        language: fr or en.
        text: As it is written.
        sentence: It is to read as one or more sentences; else as a title or an item of a list.
    """

    key: str
    language: str
    text: str
    sentence: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A proofreader's mark: its stable code, where, what is wrong and how to mend it."""

    code: str
    key: str
    message: str


def lines_of(rule: Rule) -> Iterator[Line]:
    """Yield every text of a rule that officers read; its tests are not among them."""
    yield from _both("title", rule.title, sentence=False)
    sheet = rule.sheet
    yield from _both("why", rule.why)
    yield from _both("checks", sheet.checks)
    yield from _both("legal_floor", sheet.floor.text if sheet.floor else ())
    yield from _both("market", sheet.market.note if sheet.market else ())
    yield from _both("equivalence", sheet.equivalence)
    for number, risk in enumerate(sheet.risks, 1):
        yield from _both(f"risks.{number}", risk.text)
        yield from _both(f"risks.{number}.avoid", risk.avoid)
    for wording in rule.wording:
        yield from _of_wording(wording)


def _both(key: str, text: Bilingual, *, sentence: bool = True) -> Iterator[Line]:
    for language, found in text:
        yield Line(key=f"{key}.{language}", language=language, text=found, sentence=sentence)


def _of_wording(wording: Wording) -> Iterator[Line]:
    where, language = f"wording.{wording.language}", wording.language
    for level, text in wording.texts:
        yield Line(key=f"{where}.{level.name.lower()}", language=language, text=text, sentence=True)
    for name, text in (("control", wording.control), ("penalty", wording.penalty)):
        if text:
            yield Line(key=f"{where}.{name}", language=language, text=text, sentence=True)
    for proof in wording.proofs:
        yield Line(key=f"{where}.proofs", language=language, text=proof, sentence=False)


def profile_lines(profile: Profile) -> Iterator[Line]:
    """Yield the reasons of a core profile."""
    for each in profile.expects:
        for language, text in zip(("fr", "en"), each.reason, strict=True):
            yield Line(key=f"expects.{each.rule}.{language}", language=language, text=text, sentence=True)


def proofread(rule: Rule) -> Iterator[Mark]:
    """Yield the marks on the texts of a rule."""
    names = {parameter.name for parameter in rule.parameters}
    for line in lines_of(rule):
        yield from mark_line(line, names)


def mark_line(line: Line, parameters: set[str]) -> Iterator[Mark]:
    """Yield the marks on one text.

    Args:
        line: The text.
        parameters: Names that may stand between braces in it.
    """
    if line.language == "fr":
        for around, what, remedy in french_faults(line.text):
            yield Mark(code="R421", key=line.key, message=f"{what} near « {around} »: {remedy}")
    for message in _unfilled(line.text, parameters):
        yield Mark(code="R422", key=line.key, message=message)
    if line.key.startswith("wording.") and "…" in line.text:
        yield Mark(code="R422", key=line.key, message="dots of suspension leave a gap: say what is meant")
    if line.key.startswith("title."):
        if line.text.endswith("."):
            yield Mark(code="R423", key=line.key, message="a title ends without a point")
        if not _capital(line.text):
            yield Mark(code="R423", key=line.key, message=f"begins without a capital: « {line.text[:30]} »")
    if line.sentence:
        for message in _unfinished(line.text):
            yield Mark(code="R423", key=line.key, message=message)


def _unfilled(text: str, parameters: set[str]) -> Iterator[str]:
    for found in _PLACEHOLDER.findall(text):
        if _NO_WORDS.fullmatch(found.strip()):
            yield f"the placeholder [{found}] does not say what to fill in"
    for name in _PARAMETER.findall(text):
        if name not in parameters:
            yield f"{{{name}}} is no parameter of the rule"
    if re.search(r"[\[\]{}]", _PARAMETER.sub("", _PLACEHOLDER.sub("", text))):
        yield "a bracket is not closed"


def _unfinished(text: str) -> Iterator[str]:
    if not _capital(text):
        yield f"begins without a capital: « {text[:30]} »"
    if not text.endswith(_CLOSES):
        yield f"does not end with a point: « {text[-30:]} »"


def _capital(text: str) -> bool:
    """Tell whether a text begins with a capital, a figure, or something to fill in."""
    opening = _OPENS.match(text)
    return opening is not None and (not opening.group()[-1].isalpha() or opening.group()[-1].isupper())
