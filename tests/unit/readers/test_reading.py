"""Paths, folders and archives: every file is read or refused by name, and none stops the others."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from clausecheck.errors import InputError
from clausecheck.intake import ReadResult, read_bytes, read_paths
from clausecheck.model.limits import Limits
from clausecheck.readers.settings import ReadSettings

TEXT = "Le titulaire répare les appareils.".encode()


def _codes(result: ReadResult) -> list[tuple[str, str]]:
    return [(name, problem.code) for name, problem in result.unread]


def _names(result: ReadResult) -> list[str]:
    return [document.name for document in result.documents]


def test_a_missing_path_is_an_error_that_names_it(tmp_path) -> None:
    with pytest.raises(InputError, match=r"Introuvable : « .*absent\.pdf »"):
        read_paths([tmp_path / "absent.pdf"])


def test_a_folder_gives_its_files_sorted_without_what_systems_leave(tmp_path) -> None:
    for name in (
        "b.txt",
        "a/c.txt",
        ".DS_Store",
        "a/.cache/x.txt",
        "__MACOSX/._b.txt",
        "Thumbs.db",
        "~$b.docx",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(TEXT + name.encode())
    result = read_paths([tmp_path])
    assert _names(result) == ["a/c.txt", "b.txt"]
    assert result.unread == ()


def test_one_bad_file_does_not_stop_the_others(tmp_path) -> None:
    files = {"1.pdf": b"%PDF-1.4 rien", "2.txt": TEXT, "3.txt": b"  \n", "4.docx": b"PK\x03\x04 rien"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    result = read_paths([tmp_path])
    assert _names(result) == ["2.txt"]
    assert _codes(result) == [("1.pdf", "damaged_file"), ("3.txt", "empty_file"), ("4.docx", "damaged_file")]
    assert all(problem.lost and problem.message and problem.remedy for _, problem in result.unread)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("film.mp4", b"\0\0\0 ftypisom", "vidéo"),
        ("plan.dwg", b"AC1032\0", "AutoCAD"),
        ("image.gif", b"GIF89a\0", "GIF"),
        ("inconnu.xyz", b"texte", "« .xyz »"),
        ("nu", b"\0\1\2\3", "inconnu"),
    ],
)
def test_formats_not_read_are_refused_by_name(name: str, content: bytes, words: str) -> None:
    result = read_bytes(name, content)
    assert _codes(result) == [(name, "unsupported_format")]
    assert words in result.unread[0][1].message


def test_other_archives_are_refused_with_their_own_remedy() -> None:
    result = read_bytes("dce.rar", b"Rar!\x1a\x07 rien")
    assert _codes(result) == [("dce.rar", "unsupported_format")]
    assert "zip" in result.unread[0][1].remedy


def test_an_encrypted_office_file_is_said_to_be_so() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert _codes(read_bytes("cctp.docx", data)) == [("cctp.docx", "password")]


def test_bytes_win_over_the_name(make) -> None:
    assert read_bytes("piece.txt", make.pdf(["Un texte."])).documents[0].media_type == "application/pdf"
    assert (
        read_bytes("piece.bin", make.word(lambda d: d.add_paragraph("Un texte."))).documents[0].text
        == "Un texte.\n"
    )


def test_a_zip_gives_its_members_and_zips_in_it_theirs(make) -> None:
    inner = make.zipped(("CCTP.txt", TEXT + b" 1"))
    data = make.zipped(
        ("RC.txt", TEXT), ("annexes/suite.zip", inner), ("__MACOSX/._RC.txt", b"x"), ("vide/", b"")
    )
    result = read_bytes("dce.zip", data)
    assert _names(result) == ["dce.zip/RC.txt", "dce.zip/annexes/suite.zip/CCTP.txt"]
    assert result.unread == ()


def test_archives_too_deep_are_refused(make) -> None:
    data = TEXT
    for _ in range(4):
        data = make.zipped(("dedans.zip" if data is not TEXT else "a.txt", data))
    assert [code for _, code in _codes(read_bytes("dce.zip", data))] == ["too_deep"]


def test_a_bad_member_and_an_encrypted_one_are_named(make) -> None:
    data = bytearray(make.zipped(("bon.txt", TEXT), ("gate.txt", TEXT * 30), ("clos.txt", TEXT)))
    start = data.index(b"gate.txt") + len("gate.txt")
    data[start + 2 : start + 10] = b"\xff" * 8
    directory = data.index(b"clos.txt", data.index(b"PK\x01\x02")) - 46
    data[directory + 8 : directory + 10] = struct.pack("<H", 1)
    result = read_bytes("dce.zip", bytes(data))
    assert _names(result) == ["dce.zip/bon.txt"]
    assert _codes(result) == [("dce.zip/gate.txt", "bad_member"), ("dce.zip/clos.txt", "password")]


def test_an_empty_zip_is_said(make) -> None:
    assert _codes(read_bytes("dce.zip", make.zipped())) == [("dce.zip", "empty_file")]


def test_a_member_that_swells_is_not_opened(make) -> None:
    result = read_bytes("dce.zip", make.zipped(("bombe.txt", b"\0" * 12_000_000), ("bon.txt", TEXT)))
    assert _codes(result) == [("dce.zip/bombe.txt", "too_large")]
    assert _names(result) == ["dce.zip/bon.txt"]


def test_members_past_the_limit_are_said(make) -> None:
    settings = ReadSettings(limits=Limits(archive_members=1))
    result = read_bytes("dce.zip", make.zipped(("a.txt", TEXT), ("b.txt", TEXT)), settings=settings)
    assert "CLAUSECHECK_LIMIT_ARCHIVE_MEMBERS" in result.unread[0][1].message
    assert _names(result) == ["dce.zip/a.txt"]
    assert _codes(result) == [("dce.zip", "too_large")]


def test_the_same_content_twice_has_two_ids(make) -> None:
    result = read_bytes("dce.zip", make.zipped(("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT)))
    first, second, third = result.documents
    assert first.sha256.startswith(first.id)
    assert (second.id, third.id) == (f"{first.id}-2", f"{first.id}-3")


def test_a_document_without_a_word_says_so(make) -> None:
    document = read_bytes("vide.docx", make.word(lambda _: None)).documents[0]
    assert [problem.code for problem in document.problems] == ["no_text"]
    assert not document.complete


def test_documents_read_the_same_from_a_path_and_from_memory(make, tmp_path) -> None:
    data = make.pdf(["Un texte."])
    (tmp_path / "a.pdf").write_bytes(data)
    assert read_paths([tmp_path / "a.pdf"]) == read_bytes("a.pdf", data)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le titulaire est tenu de réparer les appareils.", "fr"),
        ("The supplier shall repair all of the devices.", "en"),
        ("", "fr"),
    ],
)
def test_the_language_is_guessed(text: str, language: str) -> None:
    from clausecheck.readers.language import guess_language

    assert guess_language(text) == language


def test_zip_files_of_other_tools_are_read() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_LZMA) as target:
        target.writestr("a.txt", TEXT)
    assert _names(read_bytes("dce.zip", output.getvalue())) == ["dce.zip/a.txt"]


def test_a_directory_that_places_a_member_before_the_archive_is_not_believed() -> None:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("CCTP.txt", TEXT)
    data = bytearray(output.getvalue())
    place = data.rfind(b"PK\5\6") + 16
    struct.pack_into("<I", data, place, struct.unpack_from("<I", data, place)[0] + 26)
    result = read_bytes("dce.zip", bytes(data))
    assert _names(result) == ["dce.zip/CCTP.txt"]
    assert _codes(result) == [("dce.zip", "truncated_file")]
