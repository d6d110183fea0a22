"""Parts of a DOCX that python-docx does not make: fields, contents, notes, text boxes, numbered headings."""

from __future__ import annotations

from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.text.paragraph import Paragraph as WordParagraph

from corpus.generators.pdf import Entry

_W = nsdecls("w")
_FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SHAPE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_BOX_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:wps="{_SHAPE}" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def add_field(paragraph: WordParagraph, code: str, shown: str) -> None:
    """Add a field such as PAGE with the text that Word last showed."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            instruction = OxmlElement("w:instrText")
            instruction.text = f" {text} "
            run._r.append(instruction)


def add_contents(document: WordDocument, entries: list[Entry]) -> None:
    """Add a TOC field whose shown lines are ``entries``."""
    for n, (level, text, page) in enumerate(entries):
        paragraph = document.add_paragraph(style=f"TOC {level + 1}")
        if n == 0:
            _add_marks(paragraph, ("begin", ""), ("code", 'TOC \\o "1-2" \\h \\z \\u'), ("separate", ""))
        paragraph.add_run(f"{text}\t{page}")
        if n == len(entries) - 1:
            _add_marks(paragraph, ("end", ""))


def _add_marks(paragraph: WordParagraph, *marks: tuple[str, str]) -> None:
    for kind, code in marks:
        run = paragraph.add_run()
        element = OxmlElement("w:instrText" if kind == "code" else "w:fldChar")
        if kind == "code":
            element.text = f" {code} "
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def note_reference(paragraph: WordParagraph, number: int) -> None:
    """Call footnote ``number``."""
    run = paragraph.add_run()
    run.font.superscript = True
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), str(number))
    run._r.append(mark)


def attach_footnotes(document: WordDocument, notes: list[str]) -> None:
    """Add the part that holds the text of the footnotes, numbered from 1."""
    body = "".join(
        f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {escape(note)}</w:t></w:r></w:p></w:footnote>'
        for n, note in enumerate(notes, start=1)
    )
    separators = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0">'
        "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>"
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    xml = f"{head}<w:footnotes {_W}>{separators}{body}</w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES_TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def add_text_box(paragraph: WordParagraph, text: str) -> None:
    """Put ``text`` in a floating box, in both forms that Word writes (drawing, and VML for old readers)."""
    content = (
        f'<w:txbxContent><w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:txbxContent>'
    )
    width, height = 5_900_000, 700_000  # EMU
    drawing = (
        f'<wp:inline><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{len(text)}" name="Zone de texte"/>'
        f'<a:graphic><a:graphicData uri="{_SHAPE}"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:ln w="9525"><a:solidFill><a:srgbClr val="444444"/></a:solidFill></a:ln></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>"
    )
    old = (
        f'<w:pict><v:rect style="width:465pt;height:55pt"><v:textbox>{content}</v:textbox></v:rect></w:pict>'
    )
    xml = (
        f"<w:r {_BOX_SPACES}><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing>{drawing}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    paragraph._p.append(parse_xml(xml))


def number_heading_styles(document: WordDocument) -> None:
    """Tie a multilevel list to the heading styles: Word counts "1", "1.1" …; the text holds no number."""
    numbering = document.part.numbering_part.element
    taken = [int(item.get(qn("w:abstractNumId"))) for item in numbering.findall(qn("w:abstractNum"))]
    abstract, number = max(taken) + 1, len(numbering.findall(qn("w:num"))) + 1
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Heading{n + 1}"/>'
        f'<w:lvlText w:val="{".".join(f"%{i + 1}" for i in range(n + 1))}"/><w:lvlJc w:val="left"/></w:lvl>'
        for n in range(4)
    )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    xml = f'<w:abstractNum {_W} w:abstractNumId="{abstract}">{kind}{levels}</w:abstractNum>'
    numbering.insert(len(taken), parse_xml(xml))
    numbering.append(
        parse_xml(f'<w:num {_W} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>')
    )
    for n in range(4):
        properties = document.styles[f"Heading {n + 1}"].element.get_or_add_pPr()
        tie = (
            properties.get_or_add_numPr()
        )  # puts it where the schema wants it, or Word calls the file damaged
        tie.get_or_add_ilvl().val = n
        tie.get_or_add_numId().val = number
