"""Messages: headers and body are the document, attachments are files of their own, what is sealed is said."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from email.message import EmailMessage

import pytest

from clausecheck.intake import ReadResult, read_bytes
from clausecheck.model.document import Document
from clausecheck.model.limits import Limits
from clausecheck.readers.message import member_name
from clausecheck.readers.opening import open_file
from clausecheck.readers.settings import ReadSettings

BODY = "Bonjour,\n\nLe titulaire répare les appareils.\n"
Tree = Mapping[str, "bytes | Tree"]


def message(body: str = BODY, subject: str = "Consultation : réparabilité des écrans", sender: str = "Mairie de Céret <achats@ceret.fr>") -> EmailMessage:  # fmt: skip
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, "candidat@exemple.fr", subject
    made["Date"] = "Tue, 24 Nov 2026 10:00:00 +0100"
    made.set_content(body)
    return made


def read(data: bytes, name: str = "m.eml", settings: ReadSettings | None = None) -> ReadResult:
    return read_bytes(name, data, settings=settings)


def codes(result: ReadResult) -> list[tuple[str, str]]:
    return [(name, problem.code) for name, problem in result.unread]


def texts(document: Document) -> list[str]:
    return [document.text[block.span.start : block.span.end] for block in document.blocks]


def test_headers_stand_before_the_body_as_they_are_written(make) -> None:
    document = read(message().as_bytes()).documents[0]
    assert texts(document) == [
        "De : Mairie de Céret <achats@ceret.fr>", "À : candidat@exemple.fr", "Date : Tue, 24 Nov 2026 10:00:00 +0100",
        "Objet : Consultation : réparabilité des écrans", "Bonjour,", "Le titulaire répare les appareils.",
    ]  # fmt: skip
    assert document.media_type == "message/rfc822"
    make.check_invariants(document)


def test_an_english_message_has_english_labels() -> None:
    body = "The supplier shall repair the devices for the whole of the contract."
    assert texts(read(message(body, "Laptops").as_bytes()).documents[0])[3] == "Subject: Laptops"


def test_of_alternatives_the_html_is_read_and_its_pictures_are_no_files() -> None:
    made = message()
    made.add_alternative(
        "<table><tr><th>Critère<th>Poids</tr><tr><td>Prix<td>60 %</tr></table><img src=cid:l>", subtype="html"
    )
    made.get_payload()[1].add_related(b"\x89PNG\r\n", "image", "png", cid="<l>")
    result = read(made.as_bytes())
    assert texts(result.documents[0])[4:] == ["Critère | Poids", "Prix | 60 %"]
    assert codes(result) == []


def test_attachments_and_forwarded_messages_are_files_of_their_own() -> None:
    made = message()
    made.add_attachment(
        "Le titulaire répare.".encode(), maintype="text", subtype="plain", filename="Règlement n° 1.txt"
    )
    made.add_attachment(
        b"Deux.", maintype="application", subtype="octet-stream", filename="../../etc\\CCTP.txt"
    )
    inner = message("Le candidat répond.\n", "Réponse 1/2")
    inner.add_attachment(b"Trois.", maintype="text", subtype="plain", filename="annexe.txt")
    made.add_attachment(inner)
    result = read(made.as_bytes())
    assert [document.name for document in result.documents] == [
        "m.eml", "m.eml/Règlement n° 1.txt", "m.eml/CCTP.txt", "m.eml/Réponse 1-2.eml", "m.eml/Réponse 1-2.eml/annexe.txt",
    ]  # fmt: skip
    assert texts(result.documents[3])[-1] == "Le candidat répond."


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", "password"),
        ("application/x-pkcs7-mime; name=smime.p7m", "password"),
        ('multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b', "password"),
    ],
)
def test_an_encrypted_message_is_refused_as_such(kind: str, code: str) -> None:
    data = f"From: a@b.fr\nTo: c@d.fr\nSubject: x\nContent-Type: {kind}\n\n--b\n\nxx\n--b--\n".encode()
    assert codes(read(data)) == [("m.eml", code)]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("message/external-body; access-type=URL; URL=http://exemple.fr/x", "external_link"),
        ("application/pkcs7-mime", "password"),
    ],
)
def test_a_part_that_is_not_read_leaves_a_problem_beside_the_body(kind: str, code: str) -> None:
    data = (
        "From: a@b.fr\nTo: c@d.fr\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nLe titulaire.\n--b\n"
        f"Content-Type: {kind}\n\nContent-Type: text/plain\n\nx\n--b--\n"
    )
    document = read(data.encode()).documents[0]
    assert texts(document)[-1] == "Le titulaire."
    assert [(problem.code, problem.lost) for problem in document.problems] == [(code, True)]


def test_attachments_sealed_in_outlook_s_own_format_are_said() -> None:
    made = message()
    made.add_attachment(b"x\x9f>\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    result = read(made.as_bytes())
    assert codes(result) == [("m.eml/winmail.dat", "unsupported_format")]
    assert "winmail.dat" in result.unread[0][1].message


@pytest.mark.parametrize("kind", ["pkcs7-signature", "pgp-signature"])
def test_signatures_are_no_files(kind: str) -> None:
    made = message()
    made.add_attachment(b"\1\2", maintype="application", subtype=kind, filename="smime.p7s")
    assert codes(read(made.as_bytes())) == []


def test_limits_bound_number_and_size_of_attachments() -> None:
    made = message()
    for number in range(3):
        made.add_attachment(b"x" * 60, maintype="text", subtype="plain", filename=f"{number}.txt")
    many = list(open_file("m.eml", made.as_bytes(), ReadSettings(limits=Limits(archive_members=2))))
    large = list(open_file("m.eml", made.as_bytes(), ReadSettings(limits=Limits(file_bytes=50))))
    assert [isinstance(each.content, bytes) for each in many[1:]] == [True, True, False]
    assert "archive_members" in many[3].content.message
    assert {each.content.code for each in large[1:]} == {"too_large"}


def test_parts_nested_beyond_measure_are_refused_or_said() -> None:
    head = "From: a@b.fr\nTo: c@d.fr\nSubject: x\n"
    opened = "".join(
        f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n" for depth in range(3_000)
    )
    assert codes(read((head + opened).encode())) == [("m.eml", "too_deep")]
    shallow = "".join(
        f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n" for depth in range(60)
    )
    document = read((head + shallow + "\nfin").encode()).documents[0]
    assert [problem.code for problem in document.problems] == ["too_deep"]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "inconnu"])
def test_raw_headers_and_bodies_are_decoded(charset: str) -> None:
    encoding = "utf-8" if charset == "inconnu" else charset
    data = f"From: Mairie\nTo: b@c\nSubject: Réparé\nContent-Type: text/plain; charset={charset}\n\nLe délai est de dix jours.\n"
    assert texts(read(data.encode(encoding)).documents[0])[2:] == [
        "Objet : Réparé",
        "Le délai est de dix jours.",
    ]


def test_a_page_saved_as_a_message_is_a_page() -> None:
    data = (
        b'From: <Saved by Blink>\nSubject: titre\nMIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="b"\n\n--b\n'
        b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<h1>R=C3=A8glement</h1>\n--b\n"
        b"Content-Type: text/css\nContent-Location: cid:c\n\np{}\n--b--\n"
    )
    result = read(data, "page.mht")
    assert texts(result.documents[0]) == ["Règlement"]
    assert codes(result) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a/b\\c.pdf", "c.pdf"),
        ("..", "sans nom"),
        ("", "sans nom"),
        ("a\0\nb.txt", "a b.txt"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_names_of_attachments_have_no_folder(name: str, shown: str) -> None:
    assert member_name(name) == shown


# Outlook messages: compound files made here, one stream a property.

_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_SECTOR, _PIECE, _CUTOFF = 512, 64, 4096


def compound(tree: Tree) -> bytes:
    """Return a compound file of storages and streams; small streams stand in the root's own, by pieces of 64 bytes."""
    entries: list[tuple[str, int, int, int, bytes]] = [("Root Entry", 5, _NONE, _NONE, b"")]

    def add(children: Tree) -> int:
        first = _NONE
        for name, content in reversed(children.items()):
            index = len(entries)
            entries.append(
                (name, 2, first, _NONE, b"") if isinstance(content, bytes) else (name, 1, first, _NONE, b"")
            )
            if isinstance(content, bytes):
                entries[index] = (name, 2, first, _NONE, content)
            else:
                entries[index] = (name, 1, first, add(content), b"")
            first = index
        return first

    entries[0] = ("Root Entry", 5, _NONE, add(tree), b"")
    sectors: list[bytes] = []
    chain: list[int] = []

    def store(content: bytes) -> int:
        if not content:
            return _END
        start, count = len(sectors), -(-len(content) // _SECTOR)
        for number in range(count):
            sectors.append(content[number * _SECTOR : (number + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            chain.append(start + number + 1 if number + 1 < count else _END)
        return start

    small, pieces = b"", list[int]()
    placed: list[int] = []
    for *_, content in entries:
        if not content or len(content) >= _CUTOFF:
            placed.append(store(content))
            continue
        start, count = len(pieces), -(-len(content) // _PIECE)
        placed.append(start)
        small += content.ljust(count * _PIECE, b"\0")
        pieces += [*range(start + 1, start + count), _END]
    placed[0] = store(small)
    entries[0] = (*entries[0][:4], small)
    minifat = store(
        struct.pack(f"<{len(pieces)}I", *pieces).ljust(-(-len(pieces) * 4 // _SECTOR) * _SECTOR, b"\xff")
    )
    rows = b""
    for (name, kind, following, child, content), start in zip(entries, placed, strict=True):
        label = (name + "\0").encode("utf-16-le")
        rows += label.ljust(64, b"\0") + struct.pack("<HBBIII", len(label), kind, 1, _NONE, following, child)
        rows += bytes(36) + struct.pack("<IQ", start, len(content))
    directory = store(rows.ljust(-(-len(rows) // _SECTOR) * _SECTOR, b"\0"))
    count = 1
    while (len(chain) + count) * 4 > count * _SECTOR:
        count += 1
    tables = list(range(len(sectors), len(sectors) + count))
    fat = struct.pack(f"<{len(chain) + count}I", *chain, *[_FAT] * count).ljust(count * _SECTOR, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6xIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, _CUTOFF)
    head += struct.pack("<IIII", minifat, -(-len(pieces) * 4 // _SECTOR), _END, 0)
    return head + struct.pack("<109I", *tables, *[_FREE] * (109 - count)) + b"".join(sectors) + fat


def properties(skipped: int, **numbers: int) -> bytes:
    return bytes(skipped) + b"".join(
        struct.pack("<HHIQ", 0x40 if name in ("p0039", "p0E06") else 3, int(name[1:], 16), 6, value)
        for name, value in numbers.items()
    )


def outlook(skipped: int = 32, **streams: bytes | Tree | str) -> dict[str, bytes | Tree]:
    tree: dict[str, bytes | Tree] = {
        "__properties_version1.0": properties(skipped, p0039=133_400_000_000_000_000)
    }
    for name, content in streams.items():
        if isinstance(content, str):
            tree[f"__substg1.0_{name[1:]}001F"] = content.encode("utf-16-le")
        else:
            tree[name if name.startswith("__") else f"__substg1.0_{name[1:]}"] = content
    return tree


def attachment(**streams: bytes | Tree | str) -> dict[str, bytes | Tree]:
    return {**outlook(8, **streams), "__properties_version1.0": properties(8, p3705=1)}


MAIL = {
    "p0037": "Consultation réparabilité",
    "p0C1A": "Mairie",
    "p5D01": "achats@ceret.fr",
    "p0E04": "Candidat",
}


def test_an_outlook_message_is_read_like_any_other(make) -> None:
    tree = outlook(**MAIL, p1000=BODY)
    tree["__attach_version1.0_#00000000"] = attachment(
        p3707="CCTP é.txt", p37010102="Le titulaire répare.".encode()
    )
    result = read(compound(tree), "m.msg")
    assert texts(result.documents[0]) == [
        "De : Mairie <achats@ceret.fr>", "À : Candidat", "Date : 24/09/2023 03:33 UTC", "Objet : Consultation réparabilité",
        "Bonjour,", "Le titulaire répare les appareils.",
    ]  # fmt: skip
    assert [document.name for document in result.documents] == ["m.msg", "m.msg/CCTP é.txt"]
    make.check_invariants(result.documents[0])


@pytest.mark.parametrize(
    ("streams", "shown"),
    [
        ({"p10130102": "<h1>Règlement</h1>".encode("cp1252")}, "Règlement"),
        ({"p1000001E": "L’été dure.".encode("cp1252")}, "L’été dure."),
        ({"p1013": "<p>Un texte.</p>", "p1000": "autre"}, "Un texte."),
    ],
)
def test_the_body_is_html_or_text_in_its_own_encoding(streams: dict[str, bytes | str], shown: str) -> None:
    assert texts(read(compound(outlook(**streams)), "m.msg").documents[0])[-1] == shown


def test_a_message_within_an_outlook_message_is_a_file_of_its_own() -> None:
    inner = outlook(24, p0037="Dedans : suite", p1000="Le candidat répond.")
    inner["__attach_version1.0_#00000000"] = attachment(p3707="a.txt", p37010102=b"Un.")
    inner["__attach_version1.0_#00000001"] = attachment(p3707="winmail.dat", p37010102=b"x")
    tree = outlook(**MAIL, p1000=BODY)
    tree["__attach_version1.0_#00000000"] = attachment(p3707="x", p3701000D=inner)
    result = read(compound(tree), "m.msg")
    assert [document.name for document in result.documents] == ["m.msg", "m.msg/Dedans : suite.eml", "m.msg/Dedans : suite.eml/a.txt"]  # fmt: skip
    assert texts(result.documents[1])[-1] == "Le candidat répond."
    assert codes(result) == [("m.msg/Dedans : suite.eml/winmail.dat", "unsupported_format")]


def test_what_of_an_outlook_message_is_not_read_is_said() -> None:
    linked = {**attachment(p3707="lien.docx"), "__properties_version1.0": properties(8, p3705=7)}
    sealed = outlook(24, p001A="IPM.Note.SMIME", p0037="Secret")
    tree = outlook(**MAIL, p10090102=b"\1" * 20)
    tree |= {
        "__attach_version1.0_#00000000": linked,
        "__attach_version1.0_#00000001": attachment(p3707="objet", p3701000D={"CONTENTS": b"x"}),
        "__attach_version1.0_#00000002": attachment(p3707="x", p3701000D=sealed),
    }
    result = read(compound(tree), "m.msg")
    assert [problem.code for problem in result.documents[0].problems] == ["damaged_file"]
    assert codes(result) == [("m.msg/lien.docx", "external_link"), ("m.msg/objet", "embedded_part"), ("m.msg/Secret", "password")]  # fmt: skip


def test_an_encrypted_outlook_message_is_refused_and_a_cut_one_too() -> None:
    data = compound(outlook(p001A="IPM.Note.SMIME", p0037="Secret"))
    assert codes(read(data, "m.msg")) == [("m.msg", "password")]
    assert codes(read(compound(outlook(**MAIL, p1000=BODY))[:700], "m.msg")) == [("m.msg", "damaged_file")]
