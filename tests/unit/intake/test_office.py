"""Old formats are converted in a fence, within a time limit; whatever goes wrong has a name."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from clausecheck.errors import UnreadableError
from clausecheck.intake import office, read_bytes, read_paths
from clausecheck.intake.office import converted
from clausecheck.model.limits import Limits
from clausecheck.readers import ReadSettings, open_file
from clausecheck.readers.formats import Format

RTF = rb"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0
Article 4. Pi\'e8ces d\'e9tach\'e9es\par
Le titulaire tient des pi\'e8ces d\'e9tach\'e9es disponibles pendant sept ans.\par}"""
SENTENCE = "Le titulaire tient des pièces détachées disponibles pendant sept ans."


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Put a program of the test's own in LibreOffice's place."""

    def put(script: str) -> None:
        file = tmp_path / "soffice"
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
        monkeypatch.setattr(office, "program", lambda: str(file))
        # The script stands outside of the folders that a fence shows.
        monkeypatch.setattr(office.sandbox, "strongest", lambda: office.sandbox.Fence.LIMITS)

    return put


def _code(data: bytes = RTF, *, seconds: int = 60) -> str:
    with pytest.raises(UnreadableError) as caught:
        converted(data, Format.RTF, Limits(office_seconds=seconds))
    return caught.value.problem.code


@pytest.mark.office
def test_an_rtf_is_read_under_its_own_name_hash_and_type() -> None:
    result = read_bytes("CCTP.rtf", RTF)
    assert [(d.name, d.media_type, d.sha256[:12] == d.id) for d in result.documents] == [
        ("CCTP.rtf", "application/rtf", True)
    ]
    assert SENTENCE in result.documents[0].text


@pytest.mark.office
def test_an_old_word_file_made_by_libreoffice_is_read(tmp_path) -> None:
    source = tmp_path / "source" / "piece.rtf"
    source.parent.mkdir()
    source.write_bytes(RTF)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "doc",
        "--outdir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    result = read_paths([tmp_path / "piece.doc"])
    assert result.unread == ()
    assert result.documents[0].media_type == "application/msword"
    assert SENTENCE in result.documents[0].text


@pytest.mark.office
def test_bytes_that_are_no_document_are_refused_by_libreoffice_too() -> None:
    assert _code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096) == "office_failed"


def test_objects_of_an_rtf_are_told_whatever_the_conversion_gives() -> None:
    data = rb"{\rtf1 {\object\objemb{\*\objdata 0105}} texte}"
    legacy = list(open_file("piece.rtf", data, ReadSettings()))
    assert [(found.format, [note.code for note in found.notes]) for found in legacy] == [
        (Format.RTF, ["embedded_part"])
    ]


def test_macros_of_an_old_word_file_are_told() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument _VBA_PROJECT".encode("utf-16-le")
    (legacy,) = open_file("piece.doc", data, ReadSettings())
    assert (legacy.format, [note.code for note in legacy.notes]) == (Format.DOC, ["macros"])


def test_without_libreoffice_the_refusal_says_what_to_install(monkeypatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    name, said = read_bytes("CCTP.doc", RTF).unread[0]
    assert (name, said.code) == ("CCTP.doc", "office_missing")
    assert "libreoffice-writer-nogui" in said.remedy


def test_a_conversion_that_hangs_is_ended_with_all_that_it_started(program, tmp_path) -> None:
    program(f"sleep 30 & echo $! > {tmp_path}/pid; wait")
    assert _code(seconds=1) == "time_limit"
    pid = int((tmp_path / "pid").read_text())
    assert any(_ended(pid) for _ in range(100))


def _ended(pid: int) -> bool:
    """Tell whether a process is gone, or dead and not yet collected; the kernel takes a moment."""
    time.sleep(0.05)
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().split(")")[1].split()[0] == "Z"


def test_a_conversion_that_fails_or_writes_nothing_is_said(program) -> None:
    program("exit 3")
    assert _code() == "office_failed"


def test_a_link_in_the_place_of_the_result_is_not_followed(program, tmp_path) -> None:
    (tmp_path / "secret").write_text("brouillon")
    program(
        f'while [ "$1" != --outdir ]; do shift; done; mkdir "$2"; ln -s {tmp_path}/secret "$2/piece.docx"'
    )
    assert _code() == "office_failed"


def test_a_result_larger_than_the_limit_is_refused(program) -> None:
    program(
        'while [ "$1" != --outdir ]; do shift; done; mkdir "$2"; head -c 9000 /dev/zero > "$2/piece.docx"'
    )
    with pytest.raises(UnreadableError) as caught:
        converted(RTF, Format.RTF, Limits(archive_bytes=1000))
    assert caught.value.problem.code == "too_large"


def test_a_converted_file_that_no_reader_can_open_is_refused_under_its_own_name(program) -> None:
    program('while [ "$1" != --outdir ]; do shift; done; mkdir "$2"; echo rien > "$2/piece.docx"')
    result = read_bytes("CCTP.rtf", RTF)
    assert result.documents == ()
    assert [(name, said.code) for name, said in result.unread] == [("CCTP.rtf", "damaged_file")]
