"""Plain text and Markdown."""

from __future__ import annotations

import pytest

from clausecheck.intake import read_bytes
from clausecheck.model.document import BlockKind, Document
from clausecheck.model.limits import Limits
from clausecheck.readers.encodings import decoded
from clausecheck.readers.settings import ReadSettings
from clausecheck.readers.signs import mended

H, P, L, R = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW


def _read(name: str, text: str, encoding: str = "utf-8") -> Document:
    return read_bytes(name, text.encode(encoding)).documents[0]


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "cp1252",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "mac_roman",
    ],
)
def test_encodings(encoding: str) -> None:
    assert _read("a.txt", "L’œuvre coûte 3 €.", encoding).text == "L’œuvre coûte 3 €.\n"


@pytest.mark.parametrize("encoding", ["latin-1", "cp850", "cp437"])
def test_older_encodings(encoding: str) -> None:
    text = "Le titulaire répare à ses frais les pièces livrées."
    assert _read("a.txt", text, encoding).text == text + "\n"


def test_bytes_that_no_encoding_has_are_read_all_the_same() -> None:
    assert _read("a.txt", "d\x81lai", "latin-1").text == "dlai\n"


@pytest.mark.parametrize(
    ("declared", "text"),
    [
        (None, "réparé"), ("utf-8", "réparé"), ("latin-1", "réparé"), ("koi8-r", "réparé"), ("utf-16", "réparé"), ("base64", "réparé"),
        ("unicode_escape", "réparé"), ("idna", "réparé"), ("\0", "réparé"), ("'utf-8'", "réparé"), ("undefined", "réparé"),
    ],
)  # fmt: skip
def test_a_declared_encoding_is_believed_only_where_it_is_one_of_text(
    declared: str | None, text: str
) -> None:
    read = decoded(text.encode("cp1252"), declared)
    assert (read == text) is (declared != "koi8-r")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Le titulaire rÃ©pare lâ€™appareil.", "Le titulaire répare l’appareil."),
        ("Â« marchÃ© Â» nÂ° 3, Ã  neuf", "« marché » n° 3, à neuf"),
        ("Cœur de pâte, PÂTÉ, Århus, 3 €", "Cœur de pâte, PÂTÉ, Århus, 3 €"),
    ],
)
def test_mojibake_is_mended_and_right_text_is_not_touched(text: str, read: str) -> None:
    assert mended(text) == read
    assert _read("a.txt", text).text == read + "\n"


def test_form_feeds_part_pages(make) -> None:
    document = _read("a.txt", "Le titulaire répare.\n\fLe candidat répond.\n\f\fFin.\f")
    assert [(page.number, document.text[page.start : page.end]) for page in document.pages] == [
        (1, "Le titulaire répare.\n"), (2, "Le candidat répond.\n"), (3, ""), (4, "Fin.\n"),
    ]  # fmt: skip
    make.check_invariants(document)
    few = ReadSettings(limits=Limits(pages=2))
    assert read_bytes("a.txt", b"a\fb\fc", settings=few).documents[0].pages == ()
    assert _read("a.txt", "Un seul feuillet.\f").pages == ()


def test_signs_of_boxes_stay_as_they_are_typed(make) -> None:
    assert make.shown(_read("a.txt", "[x] Oui\n\n[ ] Non\n\n( ) Sans avis")) == [
        (P, "[x] Oui"), (P, "[ ] Non"), (P, "( ) Sans avis"),
    ]  # fmt: skip


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
