"""A message as its reader sees it, whatever software kept it, and its layout as a document."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clausecheck.model.document import BlockKind, Problem
from clausecheck.model.limits import Limits
from clausecheck.readers.html import add_html
from clausecheck.readers.language import guess_language
from clausecheck.readers.layout import Layout, LayoutBuilder, Member
from clausecheck.readers.plain import add_paragraphs, lines_of
from clausecheck.readers.problems import problem
from clausecheck.readers.settings import ReadSettings

_LABELS = {
    "fr": (
        ("from", "De : "),
        ("to", "À : "),
        ("cc", "Copie : "),
        ("date", "Date : "),
        ("subject", "Objet : "),
    ),
    "en": (("from", "From: "), ("to", "To: "), ("cc", "Cc: "), ("date", "Date: "), ("subject", "Subject: ")),
}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f]+")
_TAG = re.compile(r"<[^<>]*>")
_SAMPLE = 200_000
_LONGEST_NAME = 200
_LONGEST_HEADER = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What a message holds.

    Attributes:
        headers: Sender, recipients, date and subject as written, by the names ``from``, ``to``, ``cc``, ``date``, ``subject``.
        bodies: In order: whether each is HTML, and its characters.
        members: Attached files.
        problems: What was not read.
    """

    headers: dict[str, str]
    bodies: tuple[tuple[bool, str], ...] = ()
    members: tuple[Member, ...] = ()
    problems: tuple[Problem, ...] = ()


def message_layout(message: Message, settings: ReadSettings) -> Layout:
    """Return the layout of a message: its headers, its body, its attachments as members.

    Raises:
        UnreadableError: An HTML body declares entities, or holds more elements than the limit.
    """
    builder = LayoutBuilder()
    sample = _TAG.sub(" ", " ".join(text for _, text in message.bodies)[:_SAMPLE])
    for name, label in _LABELS[guess_language(sample)]:
        value = " ".join(message.headers.get(name, "").split())[:_LONGEST_HEADER]
        if value:
            builder.add(f"{label}{value}", BlockKind.PARAGRAPH)
    problems = list(message.problems)
    for is_html, text in message.bodies:
        if is_html:
            problems += add_html(builder, text, settings)
        else:
            add_paragraphs(builder, lines_of(text))
    return Layout(
        text=builder.text(), blocks=tuple(builder.blocks), problems=tuple(problems), members=message.members
    )


def attached(name: str, content: bytes, count: int, limits: Limits) -> Member:
    """Return an attachment as a member, or why it is none.

    Args:
        name: As its author sees it.
        content: Its bytes.
        count: Attachments before it.
        limits: How many and how large they may be.
    """
    shown = member_name(name)
    if count >= limits.archive_members:
        return Member(name=shown, content=problem("too_large", f"Le message contient trop de pièces jointes ({limits.named('archive_members')})."))  # fmt: skip
    if len(content) > limits.file_bytes:
        return Member(name=shown, content=problem("too_large", f"Cette pièce jointe est trop grosse ({limits.named('file_bytes')})."))  # fmt: skip
    if shown.lower() == "winmail.dat":
        return Member(name=shown, content=problem("unsupported_format", "Les pièces jointes de ce message sont enfermées dans « winmail.dat » (format d’Outlook), qui n’est pas lu."))  # fmt: skip
    return Member(name=shown, content=content)


def member_name(name: str) -> str:
    """Return the name of an attachment without folder nor control codes."""
    plain = _CONTROLS.sub(" ", name).replace("\\", "/").rsplit("/", 1)[-1].strip()
    return "sans nom" if plain in ("", ".", "..") else plain[-_LONGEST_NAME:]
