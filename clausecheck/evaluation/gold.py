"""The lines of a ``gold.jsonl``: what a person marked in a document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from clausecheck.errors import InputError
from clausecheck.model.theme import THEMES

NO_THEME = "none"
"""Theme of a hard negative: the words mislead, nothing may be found there."""
STRENGTHS = ("mention", "aspirational", "conditional", "binding")
"""The four steps of the format, weakest first: a duty under a condition binds less than a plain one."""
GRADES = ("mention", "aspirational", "binding", "measurable", "enforceable")
"""The five rungs of the contract, where an annotation gives them."""
_WANTED = ("document", "theme", "start_quote")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPassage:
    """A passage that a person marked, or a hard negative.

    Attributes:
        document: Path of the file, from the folder of the gold file.
        theme: Of the closed list, or ``none``.
        start_quote: The first words of the passage.
        strength: One of ``STRENGTHS``; None for a hard negative or where it was not marked.
        peripheral: Neither missed when it is not found, nor false when it is.
        grade: One of ``GRADES``; None where the annotation has the four steps only.
        page: From 1; None where the format has none.
        note: Why it was drawn so.
    """

    document: str
    theme: str
    start_quote: str
    strength: str | None = None
    peripheral: bool = False
    grade: str | None = None
    page: int | None = None
    note: str = ""

    @property
    def negative(self) -> bool:
        """True for a hard negative."""
        return self.theme == NO_THEME

    @property
    def core(self) -> bool:
        """True for a passage that must be found."""
        return not self.negative and not self.peripheral


def parse_gold(text: str, *, name: str, split: str | None = None) -> tuple[GoldPassage, ...]:
    """Return the annotations of a gold file, in its order.

    Args:
        text: One JSON object a line; empty lines pass.
        name: Of the file, for the messages.
        split: Keep the lines of that split only; a line without ``split`` is of every split.

    Raises:
        InputError: A line is not such an object; the message names the line.
    """
    kept = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        row = _row(line, f"{name}, ligne {number}")
        if split is None or row.get("split") in (None, split):
            kept.append(_passage(row, f"{name}, ligne {number}"))
    return tuple(kept)


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{where} : ce n'est pas du JSON ({error.msg}). Écrivez un objet par ligne."
        ) from error
    if not isinstance(row, dict):
        raise InputError(f'{where} : un objet JSON est attendu. Écrivez {{"document": …, "theme": …}}.')
    return row


def _passage(row: dict[str, Any], where: str) -> GoldPassage:
    for key in _WANTED:
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise InputError(f"{where} : « {key} » manque ou est vide. Donnez-lui un texte.")
    theme = _one_of(row["theme"], (*THEMES, NO_THEME), "theme", where)
    strength = row.get("strength")
    grade = row.get("grade")
    return GoldPassage(
        document=row["document"],
        theme=theme,
        start_quote=row["start_quote"],
        strength=None if strength is None else _one_of(strength, STRENGTHS, "strength", where),
        peripheral=bool(row.get("peripheral")),
        grade=None if grade is None else _one_of(grade, GRADES, "grade", where),
        page=row.get("page"),
        note=str(row.get("note") or ""),
    )


def _one_of(value: object, allowed: tuple[str, ...], key: str, where: str) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise InputError(f"{where} : « {key} » vaut « {value} ». Valeurs possibles : {', '.join(allowed)}.")
    return value
