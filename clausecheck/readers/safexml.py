"""The one door for XML: no document type, hence no entity, no file and no address that it could name.

Package parts and XML files go through here. The bytes are brought to UTF-8 first, so that what is
looked for in them is what the parser then sees, whatever encoding they came in.
"""

from __future__ import annotations

import re

from lxml import etree

from clausecheck.model.limits import Limits
from clausecheck.readers.encodings import decoded, mark_of, wide_encoding
from clausecheck.readers.problems import unreadable

_PROLOG = re.compile(rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*", re.S)
_DECLARED = re.compile(rb"\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_SAME = frozenset((b"utf-8", b"utf8", b"us-ascii", b"ascii"))


def parsed_xml(content: bytes, limits: Limits, what: str) -> etree._Element:
    """Parse XML that nobody vouches for.

    Args:
        content: The bytes.
        limits: How many elements are allowed.
        what: French name of the file with its article, for example « Ce document Word ».

    Raises:
        UnreadableError: It is no XML, declares a document type, or holds more elements than the limit.
    """
    content = _in_utf8(content)
    if content.count(b"<") > 2 * limits.xml_elements:
        raise unreadable(
            "too_large", f"{what} enfle démesurément à l’ouverture ({limits.named('xml_elements')})."
        )
    if content[_end_of_prolog(content) :].startswith(b"<!"):
        raise unreadable("unsafe_xml", f"{what} déclare des entités XML, ce que ce format exclut.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True,
        encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise unreadable("damaged_file", f"{what} est abîmé : contenu incomplet ou illisible.") from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs lack it
        raise unreadable("unsafe_xml", f"{what} déclare des entités XML, ce que ce format exclut.")
    return root


def _end_of_prolog(content: bytes) -> int:
    found = _PROLOG.match(content)
    return found.end() if found else 0


def _in_utf8(content: bytes) -> bytes:
    """Return XML in UTF-8; what it declares of its encoding is not believed any more by the parser."""
    mark = mark_of(content)
    if mark is not None and mark[0] == "utf-8":
        return content[mark[1] :]
    declared = _DECLARED.match(content)
    if wide_encoding(content) is None and (declared is None or declared[1].lower() in _SAME):
        return content
    return decoded(content, declared[1].decode("ascii") if declared else None).encode("utf-8", "replace")
