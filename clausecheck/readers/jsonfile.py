"""JSON files: essential data of contracts and records of the BOAMP; no other JSON is a piece of a tender."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from lxml import etree

from clausecheck.model.document import BlockKind
from clausecheck.readers.decp import contracts_layout
from clausecheck.readers.eforms import NOTICES, notice_layout
from clausecheck.readers.encodings import decoded
from clausecheck.readers.layout import Layout, LayoutBuilder
from clausecheck.readers.problems import unreadable
from clausecheck.readers.settings import Progress, ReadSettings

_NAME = re.compile(r"(?:\w+:)?([A-Za-z][\w.-]*)", re.ASCII)
_DEEPEST = 60
_BOAMP = (
    ("nomacheteur", "Acheteur"), ("objet", "Objet du marché"), ("idweb", "Numéro de l’avis"), ("dateparution", "Date de publication"),
    ("datelimitereponse", "Date limite de remise des offres"), ("type_marche", "Nature du marché"), ("procedure_libelle", "Procédure"),
    ("descripteur_libelle", "Descripteurs"), ("criteres", "Considérations déclarées"),
)  # fmt: skip


def read_json(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read a JSON file of contracts or a notice.

    Raises:
        UnreadableError: It is damaged, or holds something else.
    """
    try:
        content = json.loads(decoded(data))
    except (ValueError, RecursionError) as error:
        raise unreadable("damaged_file", "Ce fichier JSON est abîmé : contenu incomplet ou illisible.") from error  # fmt: skip
    record = _record(content)
    if "marches" in record:
        return contracts_layout(_contracts(record["marches"]))
    if "idweb" in record or "nomacheteur" in record:
        return _boamp(record)
    notice = _notice(record)
    if notice is not None:
        return notice_layout(notice)
    raise unreadable("unsupported_format", "Ce fichier JSON n’est ni un avis ni des données essentielles : il n’est pas lu.")  # fmt: skip


def _record(content: object) -> Mapping[str, object]:
    """Return the only record of an answer of the BOAMP's service, or the content itself."""
    if isinstance(content, Mapping) and isinstance(content.get("results"), list):
        content = content["results"]
    if isinstance(content, list) and len(content) == 1:
        content = content[0]
    return content if isinstance(content, Mapping) else {}


def _contracts(marches: object) -> list[Mapping[str, object]]:
    groups = marches.values() if isinstance(marches, Mapping) else [marches]
    return [
        each for group in groups if isinstance(group, list) for each in group if isinstance(each, Mapping)
    ]


def _boamp(record: Mapping[str, object]) -> Layout:
    """Read a record of the BOAMP: the notice that it carries where it is an eForms one, else its fields."""
    details = record.get("donnees")
    try:
        carried = json.loads(details) if isinstance(details, str) else details
    except (ValueError, RecursionError):
        carried = None
    inner = carried.get("EFORMS") if isinstance(carried, Mapping) else None
    notice = _notice(inner) if isinstance(inner, Mapping) else None
    if notice is not None:
        return notice_layout(notice)
    builder = LayoutBuilder()
    builder.add("Avis de marché", BlockKind.HEADING, level=1)
    for name, label in _BOAMP:
        value = record.get(name)
        words = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
        if words.strip():
            builder.add(f"{label} : {' '.join(words.split())}", BlockKind.PARAGRAPH)
    return Layout(text=builder.text(), blocks=tuple(builder.blocks))


def _notice(record: Mapping[str, object]) -> etree._Element | None:
    """Return a notice given as JSON (« cbc:ID »: {« @schemeName », « #text »}) as the elements that it stands for."""
    for name, value in record.items():
        found = _NAME.fullmatch(name)
        if found and found[1] in NOTICES and isinstance(value, Mapping):
            root = etree.Element(found[1])
            _fill(root, value, 0)
            return root
    return None


def _fill(element: etree._Element, value: object, depth: int) -> None:
    """Add to an element what its JSON form holds."""
    if not isinstance(value, Mapping):
        element.text = _text(value)
        return
    for name, inner in value.items() if depth < _DEEPEST else ():
        found = _NAME.fullmatch(name.lstrip("@"))
        if name in ("#text", "$", "_text"):
            element.text = _text(inner)
        elif found and name.startswith("@"):
            element.set(found[1], _text(inner))
        elif found:
            for each in inner if isinstance(inner, list) else [inner]:
                _fill(etree.SubElement(element, found[1]), each, depth + 1)


def _text(value: object) -> str:
    """Return a value as the text of an element, which holds no control codes."""
    return (
        "".join(char for char in str(value) if char.isprintable() or char in "\n\t")
        if value is not None
        else ""
    )
