"""What ``structure`` finds in a document: its kind, its articles and its passages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from clausecheck.model.document import Document
from clausecheck.model.place import Span


class PieceKind(StrEnum):
    """Kinds of pieces of a tender file; the French initials are what buyers type and read."""

    RC = "RC"
    CCAP = "CCAP"
    CCTP = "CCTP"
    CCP = "CCP"
    AE = "AE"
    BPU = "BPU"
    DQE = "DQE"
    DPGF = "DPGF"
    CRT = "CRT"
    NOTICE = "NOTICE"
    OTHER = "OTHER"


class PassageKind(StrEnum):
    """The unit that is read as one statement."""

    SENTENCE = "sentence"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"
    HEADING = "heading"


class Region(StrEnum):
    """Parts of a document whose words do not bind as the others do."""

    CONTENTS = "contents"  # table of contents: no statement
    PREAMBLE = "preamble"  # the buyer presents itself
    DEFINITION = "definition"  # glossary
    OPTIONAL = "optional"  # optional tranche, priced option
    SIGNATURE = "signature"  # signature block, form header
    UNTICKED = "unticked"  # option of a form whose box is not ticked: no statement
    QUESTION = "question"  # a tenderer asks: no statement
    DENIED = "denied"  # question and answer together, which say that what is asked about is not required


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A numbered or styled heading and the range that it governs.

    Attributes:
        title: Heading text without its number, white space collapsed.
        number: "4.2", "Article 5", "III", or "" when unnumbered.
        level: Depth from 1.
        span: From the heading's first code point to the next heading of the same or a higher level.
        heading: Range of the heading line itself.
        parent: Index of the enclosing section in ``Outline.sections``; None at the top.
    """

    title: str
    number: str
    level: int
    span: Span
    heading: Span
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A sentence, list item or table row, with the context that governs it.

    Attributes:
        kind: Which of these it is (headings are passages too: they are context, never findings).
        span: Range in ``Document.text``, trimmed of white space and of its bullet sign.
        section: Index in ``Outline.sections`` of the innermost section; None before the first.
        lead_in: Range of the sentence that introduces the list that the item belongs to
            (« Le titulaire s'engage à : »), or of the parent item; None otherwise.
        header: For a table row, the column headers, one a cell; empty when unknown.
        cells: For a table row, the cells' ranges.
        region: A part of the document that binds differently; None for ordinary text.
        lot: The lot (its number or letter as written) whose heading governs it, or None.
    """

    kind: PassageKind
    span: Span
    section: int | None = None
    lead_in: Span | None = None
    header: tuple[str, ...] = ()
    cells: tuple[Span, ...] = ()
    region: Region | None = None
    lot: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The structure of one document.

    Attributes:
        kind: Which piece of the tender it is.
        kind_reason: French, why: the words or the name that decided.
        sections: In order of their headings.
        passages: In order, disjoint.
    """

    kind: PieceKind
    kind_reason: str
    sections: tuple[Section, ...] = ()
    passages: tuple[Passage, ...] = ()

    def path(self, section: int | None) -> tuple[Section, ...]:
        """Return the sections from the outermost to ``section``; empty for None."""
        chain: list[Section] = []
        while section is not None:
            chain.append(self.sections[section])
            section = self.sections[section].parent
        return tuple(reversed(chain))


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A document and its outline: one piece of a tender."""

    document: Document
    outline: Outline
