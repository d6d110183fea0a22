"""What a notice declares that the contract holds: considerations coded by eForms or by the essential data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from clausecheck.model.outline import Piece
from clausecheck.model.place import Span
from clausecheck.model.tender import Declaration
from clausecheck.text.folding import fold
from clausecheck.text.noticewords import CODES, LABELS

DECP = "DECP"
_FIELDS = {
    "strategic-procurement": "BT-06-Lot",
    "environmental-impact": "BT-774-Lot",
    "social-objective": "BT-775-Lot",
    "gpp-criteria": "BT-805-Lot",
    "accessibility": "BT-754-Lot",
}
"""Code list -> business term; the label of the list's row in a notice is that of ``noticewords``."""
_DECP_LABELS = ("considerations environnementales", "considerations sociales")
_DECP_VALUES = {
    "clause environnementale": "Clause environnementale",
    "critere environnemental": "Critère environnemental",
    "clause sociale": "Clause sociale",
    "critere social": "Critère social",
    "marche reserve": "Marché réservé",
}
_ROW = re.compile(r"^(?P<label>[^:\n]{4,60}?)[^\S\n]*:[^\S\n]*(?P<values>[^\n]+)", re.M)


def find_declared(pieces: Sequence[Piece]) -> tuple[Declaration, ...]:
    """Return what rows « label : values » declare, each once, in the order of the pieces."""
    found: dict[tuple[str, str], Declaration] = {}
    for piece in pieces:
        for declaration in _declared_in(piece):
            found.setdefault((declaration.field, declaration.code), declaration)
    return tuple(found.values())


def _declared_in(piece: Piece) -> Iterator[Declaration]:
    text = piece.document.text
    for block in piece.document.blocks:
        for row in _ROW.finditer(text, block.span.start, block.span.end):
            for field, code in _codes(fold(row["label"]), fold(row["values"])):
                yield Declaration(
                    document_id=piece.document.id,
                    span=Span(start=row.start(), end=row.end()),
                    field=field,
                    code=code,
                    words=row["values"].strip(),
                )


def _codes(label: str, values: str) -> Iterator[tuple[str, str]]:
    if label in _DECP_LABELS:
        yield from ((DECP, value) for words, value in _DECP_VALUES.items() if words in values)
        return
    listed = _labels().get(label)
    if listed is not None:
        yield from ((_FIELDS[listed], code) for code, words in _meanings(listed) if words in values)


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    """Folded label of a row -> its code list."""
    return {fold(words): listed for listed in _FIELDS for words in LABELS[listed]}


def _meanings(listed: str) -> Iterator[tuple[str, str]]:
    for code, words in CODES[listed].items():
        yield from ((code, fold(each)) for each in words)
