"""A rule's wording at a level, its parameters filled with the lawful defaults."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clausecheck.model.finding import Level
from clausecheck.model.rule import Rule
from clausecheck.text.typography import typeset

_PARAMETER = re.compile(r"\{(\w+)\}")
_PLACEHOLDER = re.compile(r"\[([^\[\]]+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A wording ready to paste.

    Attributes:
        text: Requirement, proof, control and penalty, one sentence after the other; French with its typography, ready
            for a word processor.
        parameters: Names and values used, in order of first use.
        placeholders: What only the buyer knows, as it stands between square brackets.
        proofs: What the contractor shows.
    """

    text: str
    parameters: tuple[tuple[str, str], ...]
    placeholders: tuple[str, ...]
    proofs: tuple[str, ...]


def fill(rule: Rule, language: str, level: Level) -> Filled:
    """Return the wording of ``rule`` at ``level``; at the nearest lower level where it has none.

    Raises:
        KeyError: The rule has no wording in that language.
    """
    wording = {wording.language: wording for wording in rule.wording}[language]
    texts = dict(wording.texts)
    chosen = max((known for known in texts if known <= level), default=min(texts))
    shown = typeset if language == "fr" else str
    whole = shown("\n".join(part for part in (texts[chosen], wording.control, wording.penalty) if part))
    values = {parameter.name: parameter.values[chosen - 1] for parameter in rule.parameters}
    used = list(dict.fromkeys(name for name in _PARAMETER.findall(whole) if name in values))
    text = _PARAMETER.sub(lambda match: values.get(match.group(1), match.group()), whole)
    return Filled(
        text=text,
        parameters=tuple((name, values[name]) for name in used),
        placeholders=tuple(dict.fromkeys(_PLACEHOLDER.findall(text))),
        proofs=tuple(shown(proof) for proof in wording.proofs),
    )
