"""A line of any length costs the engine a time that grows with its length, not with its square."""

from __future__ import annotations

import time
from datetime import date

import pytest

from clausecheck import check
from clausecheck.checking import structured
from clausecheck.intake import read_bytes

_LENGTH = 20_000
_MOST_SECONDS = 3.0
"""Of processor time. Linear steps take some tenths; a quadratic one took six seconds and more at this length."""
_REPEATED = (
    ".", "1", "\u00a0", "|", "-", "_", "(", ":", ",", "«", "…", "=", "/", "#", "A", "é", "!?", ". ", "a;", "l'", "1.", "(a) ", "() ", "☐ ",
    "I", "XVI. ", "mot-", "mot-\n", "a\t", "a | ", "a\n\n", "--  ", "• ", "a) b) ", "e\u0301", "et/ou ", "ne pas ", "garantie ", "garantie\n",
    "1.1.1.1 ", "Article 1.1.1.1 ", "Article 1 - Objet\n", "1.1 Titre ........ 3\n", "Lot n° 1 : ", "Lot 1 : ordinateurs\n", "- réparer\n",
    "60 points ", "10 % ", "2 ans ", "1 000 000 ", "1er janvier 2026 ", "Prix : 60 points\n", "Critère 1 : prix 60 % ", "OBJET\n", "1 | 2 | 3\n",
    "le titulaire répare les appareils sous 5 jours et fournit les pièces détachées pendant 10 ans ",
)  # fmt: skip
_BETWEEN = (
    "a{}b",
    "Article 1{}x",
    "1{}janvier",
    "Critères d’attribution\nPrix : 60 %{}40 %\n",
    "Fait à :{}x",
    "Objet :{}x",
    "1.1 Titre{}3",
)
"""What stands around a run of blanks or dots: patterns that join two words over them."""


def _texts() -> list[tuple[str, str]]:
    made = [(repr(unit), unit * (_LENGTH // len(unit))) for unit in _REPEATED]
    made += [
        (f"{around!r} {run!r}", around.format(run * _LENGTH)) for around in _BETWEEN for run in (" ", ".")
    ]
    # A table of Markdown whose rule is none: each blank could belong to either cell.
    return [*made, ("a rule of a table", "|a|\n|" + "--  " * (_LENGTH // 4) + "x|\n")]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in _texts()])
def test_the_whole_check_takes_linear_time(text: str) -> None:
    start = time.process_time()
    report = check(structured(read_bytes("a.md", text.encode())), as_of=date(2026, 10, 1))
    assert time.process_time() - start < _MOST_SECONDS
    assert report.tender.pieces or report.tender.unread
