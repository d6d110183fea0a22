"""Plain text and Markdown."""

from __future__ import annotations

import pytest

from clausecheck.intake import read_bytes
from clausecheck.model.document import BlockKind, Document

H, P, L, R = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW


def _read(name: str, text: str, encoding: str = "utf-8") -> Document:
    return read_bytes(name, text.encode(encoding)).documents[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    assert _read("a.txt", "L’œuvre coûte 3 €.", encoding).text == "L’œuvre coûte 3 €.\n"


def test_paragraphs_and_items(make) -> None:
    text = "Le titulaire répare les appareils\nqui sont en panne.\r\n\r\nIl fournit :\n- les pièces ;\n- la main-d'œuvre."
    document = _read("a.txt", text)
    assert make.shown(document) == [
        (P, "Le titulaire répare les appareils\nqui sont en panne."),
        (P, "Il fournit :"),
        (L, "- les pièces ;"),
        (L, "- la main-d'œuvre."),
    ]
    make.check_invariants(document)


def test_markdown_headings_and_tables(make) -> None:
    text = "# Objet\n\nDes tables.\n\n## Critères\n\n| Critère | Poids |\n| --- | ---: |\n| Prix | 60 |\n| Délai | 40 |\n\nFin."
    document = _read("a.md", text)
    assert make.shown(document) == [
        (H, "Objet"), (P, "Des tables."), (H, "Critères"),
        (R, "Critère | Poids"), (R, "Prix | 60"), (R, "Délai | 40"), (P, "Fin."),
    ]  # fmt: skip
    assert [block.level for block in document.blocks[:3]] == [1, None, 2]
    assert document.blocks[4].header == ("Critère", "Poids")
    make.check_invariants(document)


def test_a_number_sign_in_plain_text_is_no_heading(make) -> None:
    assert make.shown(_read("a.txt", "# 3 pièces"))[0][0] is P


def test_signs_of_symbol_fonts_are_made_readable(make) -> None:
    assert make.shown(_read("a.txt", "\uf0b7 un point\n\uf0fe oui")) == [(L, "• un point"), (L, "☒ oui")]
