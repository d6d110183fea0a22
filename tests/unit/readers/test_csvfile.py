"""Separated values read as any sheet does."""

from __future__ import annotations

import pytest

from clausecheck.model.document import BlockKind, Document
from clausecheck.readers.opening import Refused, open_file
from clausecheck.readers.settings import ReadSettings


def _open(name: str, data: bytes) -> Document | Refused:
    found = next(open_file(name, data, ReadSettings()))
    assert isinstance(found, Document | Refused)
    return found


def _read(name: str, data: bytes) -> Document:
    found = _open(name, data)
    assert isinstance(found, Document), found
    return found


def _lines(document: Document, kind: BlockKind | None = None) -> list[str]:
    return [
        document.text[block.span.start : block.span.end]
        for block in document.blocks
        if kind is None or block.kind is kind
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separated_values_are_read_in_any_usual_encoding(encoding: str) -> None:
    document = _read("a.csv", "Désignation;Quantité\nChaise d’école;12\n".encode(encoding))
    assert _lines(document) == ["Désignation | Quantité", "Chaise d’école | 12"]
    assert document.blocks[1].header == ("Désignation", "Quantité")


@pytest.mark.parametrize(
    "text",
    [
        'Poste;Prix\n"Banc; en bois";"1 234,50"\n',
        'Poste,Prix\n"Banc; en bois","1 234,50"\n',
        "Poste\tPrix\nBanc; en bois\t1 234,50\n",
        'sep=|\nPoste|Prix\nBanc; en bois|"1 234,50"\n',
    ],
)
def test_the_mark_between_values_is_told_by_the_rows(text: str) -> None:
    assert _lines(_read("a.csv", text.encode())) == ["Poste | Prix", "Banc; en bois | 1 234,50"]


def test_lines_within_quotes_stay_in_their_cell_and_prose_is_no_table() -> None:
    assert _lines(_read("a.csv", b'a;"b\nc"\n')) == ["a | b\nc"]
    assert _lines(_read("a.csv", b"Le titulaire reprend les emballages.\n")) == [
        "Le titulaire reprend les emballages."
    ]


def test_a_quote_that_never_closes_loses_no_line() -> None:
    rows = "".join(f"Poste {number};U\n" for number in range(20_000))
    document = _read("a.csv", f'Poste;"Unité\n{rows}'.encode())
    assert "Poste 19999 | U" in _lines(document)
