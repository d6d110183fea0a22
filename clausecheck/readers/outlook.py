"""Messages as Outlook saves them (MSG): a compound file with one stream for each property.

[MS-OXMSG] and [MS-OXPROPS] give the names: ``__substg1.0_`` then the property and its type.
"""

from __future__ import annotations

import io
import struct
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import olefile

from clausecheck.errors import UnreadableError
from clausecheck.model.document import Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.encodings import decoded
from clausecheck.readers.html import html_text
from clausecheck.readers.layout import Layout, Member
from clausecheck.readers.message import Message, attached, member_name, message_layout
from clausecheck.readers.problems import problem, unreadable
from clausecheck.readers.settings import Progress, ReadSettings

_FAULTS = (OSError, EOFError, ValueError, IndexError, struct.error, OverflowError, RecursionError)
"""What olefile raises for compound files that follow no rule."""
_STREAM = "__substg1.0_"
_ATTACHMENT = "__attach_version1.0_#"
_PROPERTIES = "__properties_version1.0"
_UNICODE, _BYTES, _STORAGE = "001F", "001E", "000D"
_CLASS, _SUBJECT, _BODY, _HTML, _RTF = "001A", "0037", "1000", "1013", "1009"
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP = "0C1A", "0C1F", "5D01"
_TO, _CC = "0E04", "0E03"
_DATA, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _TYPE = "3701", "3707", "3704", "3001", "370E"
_SENT, _RECEIVED, _CODE_PAGES, _METHOD, _HIDDEN = 0x0039, 0x0E06, (0x3FDE, 0x3FFD), 0x3705, 0x7FFE
_BY_REFERENCE = (2, 3, 4, 7)
"""Attachments that stand elsewhere: on a share or on the web."""
_ENTRY = 16
_TOP, _NESTED, _OF_ATTACHMENT = 32, 24, 8
"""Bytes before the properties of a message, of one within another, and of an attachment."""
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_DEEPEST = 3
_SEALED = ("ipm.note.smime", "ipm.note.secure")


def read_msg(data: bytes, settings: ReadSettings, progress: Progress | None = None) -> Layout:
    """Read an Outlook message: headers and body are its text, attachments its members.

    Raises:
        UnreadableError: It is damaged or encrypted.
    """
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            message = _Storage(_Compound(ole), (), settings.limits, _TOP).message()
    except _FAULTS as error:
        raise unreadable("damaged_file", "Ce message Outlook est abîmé : contenu incomplet ou illisible.") from error  # fmt: skip
    return message_layout(message, settings)


class _Compound:
    """A compound file with the names in each of its storages, listed once."""

    def __init__(self, ole: olefile.OleFileIO) -> None:
        self._ole = ole
        self._streams = {tuple(entry) for entry in ole.listdir(streams=True, storages=False)}
        self.within: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for entry in ole.listdir(streams=True, storages=True):
            self.within[tuple(entry[:-1])].append(entry[-1])

    def stream(self, path: tuple[str, ...]) -> bytes:
        """Return the bytes of a stream; none where there is no such stream."""
        return bytes(self._ole.openstream(list(path)).read()) if path in self._streams else b""


class _Storage:
    """One storage of the compound file: the message, one within it, or an attachment."""

    def __init__(self, file: _Compound, path: tuple[str, ...], limits: Limits, skipped: int) -> None:
        self._file, self._path, self.limits = file, path, limits
        self._numbers = dict(_properties(self.stream(_PROPERTIES)[skipped:]))

    def message(self, depth: int = 0) -> Message:
        """Return what the storage holds as a message."""
        kind = self.text(_CLASS).lower()
        if kind.startswith(_SEALED) and not kind.endswith("multipartsigned"):
            raise unreadable("password", "Ce message est chiffré ou scellé (S/MIME) : son contenu n’a pas été lu.")  # fmt: skip
        bodies, problems = self._bodies()
        return Message(
            headers={
                "from": self._sender(), "to": self.text(_TO), "cc": self.text(_CC), "date": self._date(),
                "subject": self.text(_SUBJECT),
            },
            bodies=bodies,
            members=tuple(self._attachments(depth)),
            problems=problems,
        )  # fmt: skip

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream; none where there is no such stream."""
        return self._file.stream((*self._path, name))

    def text(self, name: str) -> str:
        """Return a property of characters."""
        wide = self.stream(f"{_STREAM}{name}{_UNICODE}")
        if wide:
            return wide.decode("utf-16-le", errors="replace").rstrip("\0")
        return decoded(self.stream(f"{_STREAM}{name}{_BYTES}").rstrip(b"\0"), self._charset())

    def _charset(self) -> str | None:
        page = next((self._numbers[name] for name in _CODE_PAGES if self._numbers.get(name)), 0)
        return "utf-8" if page == 65001 else f"cp{page}" if page else None

    def _sender(self) -> str:
        name, address = self.text(_SENDER), self.text(_SENDER_SMTP)
        shown = address or self.text(_SENDER_ADDRESS)
        return f"{name} <{shown}>".strip() if "@" in shown and shown != name else name or shown

    def _date(self) -> str:
        ticks = self._numbers.get(_SENT) or self._numbers.get(_RECEIVED) or 0
        try:
            return f"{_EPOCH + timedelta(microseconds=ticks // 10):%d/%m/%Y %H:%M} UTC" if ticks else ""
        except OverflowError:
            return ""

    def _bodies(self) -> tuple[tuple[tuple[bool, str], ...], tuple[Problem, ...]]:
        """Return the body: HTML, else text; one that stands in Outlook's packed RTF alone is not read."""
        html = self.stream(f"{_STREAM}{_HTML}0102")
        if html.strip():
            return (
                (True, html_text(html, None if b"charset" in html[:4096].lower() else self._charset())),
            ), ()
        for name, is_html in ((_HTML, True), (_BODY, False)):
            if text := self.text(name).strip():
                return ((is_html, text),), ()
        if self.stream(f"{_STREAM}{_RTF}0102"):
            return (), (problem("damaged_file", "Le corps de ce message, en RTF seulement, n’a pas été lu."),)
        return (), ()

    def _attachments(self, depth: int) -> Iterator[Member]:
        """Yield the attached files; messages within it in the Internet's format."""
        names = sorted(name for name in self._file.within[self._path] if name.startswith(_ATTACHMENT))
        left = self.limits.archive_bytes
        for count, name in enumerate(names[: self.limits.archive_members + 1]):
            storage = _Storage(self._file, (*self._path, name), self.limits, _OF_ATTACHMENT)
            for member in storage.member(count, depth):
                left -= len(member.content) if isinstance(member.content, bytes) else 0
                if left < 0:
                    # Streams may share their sectors: together they can be larger than the file.
                    yield Member(name=member.name, content=problem("too_large", f"Les pièces jointes sont trop grosses ({self.limits.named('archive_bytes')})."))  # fmt: skip
                    return
                yield member

    def member(self, count: int, depth: int) -> Iterator[Member]:
        """Yield what the storage holds as an attachment."""
        name = self.text(_LONG_NAME) or self.text(_SHORT_NAME) or self.text(_SHOWN_NAME)
        inner = (*self._path, f"{_STREAM}{_DATA}{_STORAGE}")
        content = self.stream(f"{_STREAM}{_DATA}0102")
        if self._numbers.get(_METHOD) in _BY_REFERENCE and not content:
            yield Member(name=member_name(name), content=problem("external_link", "Cette pièce jointe est un lien vers un fichier qui n’est pas dans le message."))  # fmt: skip
        elif self._holds(inner) and depth >= _DEEPEST:
            yield Member(name=member_name(name), content=problem("too_deep", "Ce message joint est emboîté trop profond."))  # fmt: skip
        elif _PROPERTIES in self._file.within[inner]:
            yield from _nested(_Storage(self._file, inner, self.limits, _NESTED), count, depth + 1)
        elif self._holds(inner):
            yield Member(name=member_name(name), content=problem("embedded_part", "Cet objet incorporé au message n’a pas été lu."))  # fmt: skip
        elif content.strip() and not self._is_picture_of_body(name):
            # A signed message keeps its text in a file of this name, in the Internet's format.
            signed = name.lower() == "smime.p7m" and b"multipart/signed" in content[:2_000]
            yield attached("message signé.eml" if signed else name, content, count, self.limits)

    def _holds(self, inner: tuple[str, ...]) -> bool:
        return inner[-1] in self._file.within[self._path]

    def _is_picture_of_body(self, name: str) -> bool:
        """Tell the logos that an HTML body shows from files sent on purpose."""
        shown = bool(self.text("3712")) and bool(self._numbers.get(_HIDDEN))
        return shown and name.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".bmp"))


def _nested(storage: _Storage, count: int, depth: int) -> Iterator[Member]:
    """Yield a message within a message as a file of its own, and what of it was not read."""
    title = member_name(storage.text(_SUBJECT).replace("/", "-") or "message joint")
    try:
        message = storage.message(depth)
    except UnreadableError as error:
        yield Member(name=title, content=error.problem)
        return
    yield attached(f"{title}.eml", as_eml(message), count, storage.limits)
    for each in message.problems:
        yield Member(name=title, content=each)
    for member in message.members:
        if not isinstance(member.content, bytes):
            yield Member(name=f"{title}.eml/{member.name}", content=member.content)


def _properties(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield the properties of fixed size: number and value, as whole numbers."""
    for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
        kind, name, _, value = struct.unpack_from("<HHIQ", data, at)
        yield name, value if kind == 0x0040 else value & 0xFFFFFFFF


def as_eml(message: Message) -> bytes:
    """Return a message in the Internet's own format, so that it can be read as a file of its own."""
    made = MIMEMultipart()
    for name, value in message.headers.items():
        if value:
            made.add_header(name.title(), Header(_encodable(" ".join(value.split())), "utf-8").encode())
    for is_html, text in message.bodies:
        made.attach(MIMEText(_encodable(text), "html" if is_html else "plain", "utf-8"))
    for member in message.members:
        if isinstance(member.content, bytes):
            part = MIMEApplication(member.content)
            part.add_header(
                "Content-Disposition", "attachment", filename=("utf-8", "", _encodable(member.name))
            )
            made.attach(part)
    return made.as_bytes()


def _encodable(text: str) -> str:
    """Return a text without the lone surrogates that UTF-16 of old files may hold."""
    return text.encode("utf-8", "replace").decode("utf-8")
