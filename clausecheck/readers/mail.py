"""Messages in the Internet's own format (EML), and web pages saved as such (MHTML)."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import policy
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message as Part
from email.parser import BytesParser
from email.utils import collapse_rfc2231_value

from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.encodings import decoded
from clausecheck.readers.html import html_text
from clausecheck.readers.layout import Layout, Member
from clausecheck.readers.message import Message, attached, message_layout
from clausecheck.readers.problems import problem, unreadable
from clausecheck.readers.settings import Progress, ReadSettings

_FAULTS = (MessageError, LookupError, ValueError, TypeError, AttributeError, binascii.Error, AssertionError)
"""What the standard library raises for headers and parts that follow no rule."""
_HEADERS = ("from", "to", "cc", "date", "subject")
_BOUNDARY = re.compile(rb"\bboundary\s*=\s*\"?([^\"\s;]{1,100})|^--([^\r\n]{1,100})--[ \t]*$", re.I | re.M)
_MOST_OPEN = 100
"""Boundaries open at once: the standard library reads every line once for each of them."""
_LONGEST_HEADER = 8_000
_DEEPEST = 30
"""Parts within parts; forwarded messages are members, with parts of their own."""
_SEALED = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"))
_SIGNATURES = frozenset(
    ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature", "application/pgp-keys", "message/delivery-status",
     "message/disposition-notification", "text/rfc822-headers", "text/calendar", "text/x-vcard", "text/vcard", "text/x-amp-html")
)  # fmt: skip
"""Parts that serve the mail software: no document of the buyer."""
_SUFFIXES = {"text/html": ".html", "text/plain": ".txt", "message/rfc822": ".eml", "application/pdf": ".pdf"}


class _AsWritten(policy.Compat32):
    """Gives headers as they stand: what is no ASCII in them is decoded here, not turned into « ? »."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """Return the header's value, cut where no honest one reaches: parameters are parsed at great cost."""
        return value[:_LONGEST_HEADER]


_POLICY = _AsWritten()


def read_eml(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read a message: headers and body are its text, attachments its members.

    Raises:
        UnreadableError: It is encrypted, or nested beyond measure.
    """
    if _open_at_once(data) > _MOST_OPEN:
        raise unreadable("too_deep", "Ce message emboîte trop de parties les unes dans les autres.")
    try:
        root = BytesParser(policy=_POLICY).parsebytes(data)
    except RecursionError as error:
        raise unreadable(
            "too_deep", "Ce message emboîte trop de parties les unes dans les autres."
        ) from error
    except _FAULTS as error:
        raise unreadable("damaged_file", "Ce message est abîmé : ses parties sont illisibles.") from error
    return message_layout(_message(root, settings.limits), settings)


def _open_at_once(data: bytes) -> int:
    """Return the most boundaries that are declared and not yet closed at any place."""
    still: set[bytes] = set()
    most = 0
    for found in _BOUNDARY.finditer(data):
        if found[1]:
            still.add(found[1])
            most = max(most, len(still))
        else:
            still.discard(found[2])
    return most


@dataclass
class _Found:
    """What the parts of a message gave so far."""

    limits: Limits
    bodies: list[tuple[bool, str]] = field(default_factory=list)
    members: list[Member] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def _message(root: Part, limits: Limits) -> Message:
    found = _Found(limits)
    _take(root, found, depth=0)
    sealed = any(each.code == "password" for each in found.problems)
    if sealed and not found.bodies and not found.members:
        raise unreadable("password", found.problems[0].message)
    saved_page = root.get_content_type() == "multipart/related" and root.get("To") is None
    headers = {} if saved_page else {name: _header(root, name) for name in _HEADERS}
    return Message(
        headers=headers,
        bodies=tuple(found.bodies),
        members=tuple(found.members),
        problems=tuple(found.problems),
    )


def _take(part: Part, found: _Found, *, depth: int) -> None:
    """Add a part to the body, to the attachments or to the problems."""
    kind = part.get_content_type()
    if depth > _DEEPEST:
        found.problems.append(problem("too_deep", "Une partie de ce message est emboîtée trop profond : elle n’a pas été lue."))  # fmt: skip
    elif kind in _SEALED:
        found.problems.append(problem("password", "Ce message est chiffré ou scellé (S/MIME, PGP) : son contenu n’a pas été lu."))  # fmt: skip
    elif kind in ("message/external-body", "message/partial"):
        found.problems.append(problem("external_link", "Une partie de ce message se trouve ailleurs et n’a pas été lue."))  # fmt: skip
    elif kind == "message/rfc822":
        _add_message(part, found)
    elif part.is_multipart():
        for inner in _chosen(part, kind):
            _take(inner, found, depth=depth + 1)
    elif kind in ("text/plain", "text/html") and not _is_attached(part):
        _add_body(part, kind, found)
    elif kind not in _SIGNATURES and not _is_picture_of_body(part, kind):
        _add_file(part, kind, found)


def _chosen(part: Part, kind: str) -> Iterator[Part]:
    """Yield the parts of a part to read: of alternatives the richest that is read, with its own attachments."""
    inner = _parts(part)
    if kind != "multipart/alternative":
        yield from inner
        return
    rich = [each for each in inner if each.get_content_type() == "text/html" or each.is_multipart()]
    texts = [each for each in inner if each.get_content_type() == "text/plain"]
    yield from (rich or texts or inner)[-1:]
    yield from (each for each in inner if _is_attached(each))


def _parts(part: Part) -> list[Part]:
    payload = part.get_payload()
    return [each for each in payload if isinstance(each, Part)] if isinstance(payload, list) else []


def _add_body(part: Part, kind: str, found: _Found) -> None:
    content = _content(part)
    declared = part.get_param("charset")
    charset = collapse_rfc2231_value(declared) if declared else None
    if kind == "text/html":
        found.bodies.append((True, html_text(content, charset)))
    else:
        found.bodies.append((False, decoded(content, charset)))


def _add_file(part: Part, kind: str, found: _Found) -> None:
    content = _content(part)
    name = "winmail.dat" if kind in ("application/ms-tnef", "application/vnd.ms-tnef") else _name(part)
    if content.strip():
        named = name or f"piece-jointe-{len(found.members) + 1}{_SUFFIXES.get(kind, '')}"
        found.members.append(attached(named, content, len(found.members), found.limits))


def _add_message(part: Part, found: _Found) -> None:
    """Add a forwarded message as a member, in its own format."""
    for inner in _parts(part):
        name = _name(part) or f"{_header(inner, 'subject') or 'message joint'}.eml"
        name = name if name.lower().endswith(".eml") else f"{name}.eml"
        try:
            content = inner.as_bytes(policy=_POLICY)
        except (*_FAULTS, RecursionError):
            found.members.append(Member(name=name, content=problem("bad_member", "Ce message joint est abîmé.")))  # fmt: skip
            continue
        found.members.append(attached(name.replace("/", "-"), content, len(found.members), found.limits))


def _content(part: Part) -> bytes:
    """Return the bytes of a part; as they stand where their transfer coding is broken."""
    try:
        content = part.get_payload(decode=True)
    except _FAULTS:
        content = part.get_payload()
    if isinstance(content, str):
        return content.encode("utf-8", "surrogateescape")
    return content if isinstance(content, bytes) else b""


def _is_attached(part: Part) -> bool:
    return part.get_content_disposition() == "attachment" or bool(
        _name(part) and part.get_content_type() != "text/html"
    )


def _is_picture_of_body(part: Part, kind: str) -> bool:
    """Tell the pictures and styles that an HTML body shows, logos mostly, from files sent on purpose."""
    if part.get_content_disposition() == "attachment":
        return False
    shown = part.get("Content-ID") is not None or part.get("Content-Location") is not None
    return shown and kind.startswith(
        ("image/", "font/", "text/css", "text/javascript", "application/javascript")
    )


def _name(part: Part) -> str:
    try:
        name = part.get_filename("")
    except _FAULTS:
        return ""
    return _words(name)


def _header(part: Part, name: str) -> str:
    try:
        return _words(str(part.get(name, "")))
    except _FAULTS:
        return ""


def _words(text: str) -> str:
    """Decode the coded words of a header; raw bytes in it are UTF-8 or Windows-1252."""
    if any("\udc80" <= char <= "\udcff" for char in text):
        text = decoded(text.encode("utf-8", "surrogateescape"))
    try:
        return str(make_header(decode_header(text))).encode("utf-8", "replace").decode("utf-8")
    except (*_FAULTS, HeaderParseError):
        return text.encode("utf-8", "replace").decode("utf-8")
