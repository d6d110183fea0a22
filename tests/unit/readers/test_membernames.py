"""Names of members: read as their author wrote them, shown without any way out of the archive."""

from __future__ import annotations

import struct
import zlib

import pytest

from clausecheck.readers.membernames import Labels, decoded_name, label, zip_name


@pytest.mark.parametrize("page", ["utf-8", "cp850", "cp1252"])
@pytest.mark.parametrize(
    "name",
    [
        "Règlement de la consultation.pdf",
        "À lire.txt",
        "Annexe n°2 – pièces détachées.docx",
        "CCTP_Équipements_été.doc",
        "Pièce à compléter – reçu.xlsx",
        "ÉTAT DES LIEUX.pdf",
        "dossier/œuvres/maîtrise d’œuvre.pdf",
    ],
)
def test_french_names_are_read_from_every_code_page_that_holds_them(name: str, page: str) -> None:
    try:
        raw = name.encode(page)
    except UnicodeEncodeError:
        raw = name.encode()
    assert decoded_name(raw) == name


def test_names_of_the_standards_own_page_are_read() -> None:
    assert decoded_name("Règlement général.pdf".encode("cp437")) == "Règlement général.pdf"


def _unicode_path(raw: bytes, name: str, *, checksum: int | None = None) -> bytes:
    content = b"\1" + struct.pack("<I", zlib.crc32(raw) if checksum is None else checksum) + name.encode()
    return struct.pack("<HH", 0x7075, len(content)) + content


def test_a_unicode_path_wins_when_it_goes_with_the_name() -> None:
    raw = b"R?glement.pdf"
    right, stale = (_unicode_path(raw, "Règlement.pdf", checksum=given) for given in (None, 7))
    assert zip_name(raw, utf8=False, extra=b"UT\1\0x" + right) == "Règlement.pdf"
    assert zip_name(raw, utf8=False, extra=stale) == "R?glement.pdf"
    assert zip_name(raw, utf8=False, extra=right[:9]) == "R?glement.pdf"


def test_a_name_that_is_flagged_as_utf8_and_is_none_is_read_all_the_same() -> None:
    assert zip_name("Règlement".encode("cp1252"), utf8=True) == "Règlement"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/RC.txt", "etc/RC.txt"),
        ("/racine\\RC.txt", "racine/RC.txt"),
        ("C:\\Users\\x\\RC.txt", "Users/x/RC.txt"),
        ("\\\\?\\C:\\RC.txt", "RC.txt"),
        ("RC.txt\0.exe", "RC.txt.exe"),
        ("RC\x1b[31m\r\n.txt", "RC[31m.txt"),
        ("cctp\u202efdp.exe", "cctpfdp.exe"),
        ("Re\u0300glement.txt", "Règlement.txt"),
        ("a/./b//c/ /../d.txt", "a/b/c/d.txt"),
        ("..", "sans nom"),
        ("", "sans nom"),
        ("\ud800RC.txt", "RC.txt"),
        ("CON/NUL.txt", "CON/NUL.txt"),
    ],
)
def test_labels_hold_no_way_out_and_no_sign_that_hides(name: str, shown: str) -> None:
    assert label(name) == shown


def test_a_name_without_end_is_shortened_and_keeps_its_suffix() -> None:
    shown = label("a" * 65_000 + ".pdf")
    assert len(shown) == 255
    assert shown.endswith("a.pdf")


def test_members_of_one_name_are_told_apart() -> None:
    labels = Labels()
    assert [labels.of(name) for name in ("a.txt", "./a.txt", "a.txt", "b.d/x", "b.d/x")] == [
        "a.txt", "a (2).txt", "a (3).txt", "b.d/x", "b.d/x (2)",
    ]  # fmt: skip
