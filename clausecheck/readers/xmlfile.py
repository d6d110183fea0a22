"""XML files: notices by their structure, others only where they hold prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from clausecheck.model.document import BlockKind
from clausecheck.readers.decp import contracts_layout
from clausecheck.readers.eforms import NOTICES, notice_layout
from clausecheck.readers.layout import Layout, LayoutBuilder
from clausecheck.readers.problems import unreadable
from clausecheck.readers.safexml import parsed_xml
from clausecheck.readers.settings import Progress, ReadSettings
from clausecheck.readers.signs import mended, readable

_WHAT = "Ce fichier XML"
_LEAST_WORDS = 4
"""Words from which a text is prose and not a value."""
_LEAST_PROSE = 150
_LEAST_SHARE = 0.5
_CAPITAL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z])|[_.-]+")
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"


def read_xml(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read an XML file: an eForms notice, essential data of contracts, else its prose.

    Raises:
        UnreadableError: It is damaged, unsafe, or holds no prose.
    """
    root = parsed_xml(data, settings.limits, _WHAT)
    name = etree.QName(root).localname
    if name in NOTICES and (etree.QName(root).namespace or "").startswith(_UBL):
        return notice_layout(root)
    if name == "marches":
        return contracts_layout([_record(each) for each in root if isinstance(each.tag, str)])
    return _prose(root)


def _record(element: etree._Element) -> dict[str, object]:
    """Return an element as the JSON form of the same data gives it."""
    record: dict[str, object] = {}
    for child in element:
        if isinstance(child.tag, str):
            name = etree.QName(child).localname
            value: object = _record(child) if len(child) else (child.text or "").strip()
            known = record.get(name)
            record[name] = (
                value if known is None else [*(known if isinstance(known, list) else [known]), value]
            )
    return record


def _prose(root: etree._Element) -> Layout:
    texts = list(_texts(root))
    prose = sum(len(text) for _, text in texts if text.count(" ") + 1 >= _LEAST_WORDS)
    whole = sum(len(text) for _, text in texts)
    if prose < _LEAST_PROSE or prose < _LEAST_SHARE * whole:
        raise unreadable("unsupported_format", "Ce fichier XML contient des données sans texte suivi : il n’est pas lu.")  # fmt: skip
    builder = LayoutBuilder()
    for name, text in texts:
        short = text.count(" ") + 1 < _LEAST_WORDS
        builder.add(f"{name} : {text}" if short else text, BlockKind.PARAGRAPH)
    return Layout(text=builder.text(), blocks=tuple(builder.blocks))


def _texts(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield the words of every element that holds some beside or without others, with its name."""
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        if not isinstance(element.tag, str):
            continue
        mixed = len(element) and (
            (element.text or "").strip() or any((child.tail or "").strip() for child in element)
        )
        if event == "start" and (mixed or not len(element)):
            text = " ".join(mended(readable("".join(element.itertext("{*}*")))).split())
            if text:
                yield _CAPITAL.sub(" ", etree.QName(element).localname), text
            if mixed:
                walker.skip_subtree()
