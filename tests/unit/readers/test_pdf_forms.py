"""PDF: forms that are filled in, what is laid over pages, and what a file carries besides its pages."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from clausecheck.intake import read_bytes
from clausecheck.model.document import Document
from clausecheck.model.limits import Limits
from clausecheck.readers.pdf import read_pdf
from clausecheck.readers.settings import ReadSettings


def _read(make, *pages: Callable[[Canvas], None]) -> Document:
    return read_bytes("piece.pdf", make.pdf(*pages)).documents[0]


def _changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        pdf.save(output)
    return output.getvalue()


def test_values_and_boxes_stand_beside_their_words(make) -> None:
    def print_page(canvas: Canvas) -> None:
        form = canvas.acroForm
        canvas.drawString(70, 700, "Nom du candidat :")
        form.textfield(name="nom", x=190, y=695, width=200, height=16, value="Réemploi SARL")
        canvas.drawString(90, 670, "Reprise des emballages")
        form.checkbox(name="reprise", x=70, y=668, size=12, checked=True)
        canvas.drawString(90, 650, "Pièces pendant dix ans")
        form.checkbox(name="pieces", x=70, y=648, size=12, checked=False)
        canvas.drawString(90, 630, "oui")
        canvas.drawString(150, 630, "non")
        form.radio(name="insertion", value="oui", selected=False, x=70, y=628, size=12)
        form.radio(name="insertion", value="non", selected=True, x=130, y=628, size=12)
        canvas.drawString(70, 600, "Lot :")
        form.choice(name="lot", x=100, y=595, width=120, height=16, value="Lot 2", options=["Lot 1", "Lot 2"])

    assert _read(make, print_page).text.splitlines() == [
        "Nom du candidat : Réemploi SARL",
        "☒ Reprise des emballages",
        "☐ Pièces pendant dix ans",
        "☐ oui",
        "☒ non",
        "Lot : Lot 2",
    ]


def _annotated(make, **keys: object) -> Document:
    def change(pdf: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=[65, 690, 300, 715], **keys)
        pdf.pages[0].Annots = pdf.make_indirect([note])

    return read_bytes(
        "piece.pdf", _changed(make.pdf(["Objet.", "Des pièces neuves sont livrées."], top=720), change)
    ).documents[0]


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        (
            {"Subtype": pikepdf.Name.FreeText, "Contents": "Lot réservé."},
            "Objet.\nLot réservé.\nDes pièces neuves sont livrées.\n",
        ),
        (
            {"Subtype": pikepdf.Name.Text, "Contents": "À revoir."},
            "Objet.\nDes pièces neuves sont livrées.\n",
        ),
        (
            {"Subtype": pikepdf.Name.FreeText, "Contents": "Caché.", "F": 2},
            "Objet.\nDes pièces neuves sont livrées.\n",
        ),
        (
            {"Subtype": pikepdf.Name.StrikeOut, "QuadPoints": [65, 715, 300, 715, 65, 700, 300, 700]},
            "Objet.\n",
        ),
    ],
)
def test_free_text_is_content_comments_are_not_and_struck_words_go(make, keys: dict, text: str) -> None:
    assert _annotated(make, **keys).text == text


def test_attached_files_are_documents_of_their_own(make) -> None:
    piece = make.pdf(["Article 1. Objet du marché"])

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["../RC.pdf"] = pikepdf.AttachedFileSpec(pdf, piece, filename="../RC.pdf")

    layout = read_pdf(_changed(make.pdf(["Portefeuille"]), change), ReadSettings())
    assert [(member.name, member.content) for member in layout.members] == [("RC.pdf", piece)]


def test_attached_files_are_limited(make) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for name in ("a", "b"):
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, b"x" * 100, filename=name)

    data = _changed(make.pdf(["Portefeuille"]), change)
    few = read_pdf(data, ReadSettings(limits=Limits(archive_members=1))).members
    small = read_pdf(data, ReadSettings(limits=Limits(archive_bytes=150))).members
    assert [isinstance(member.content, bytes) for member in few] == [True, False]
    assert [isinstance(member.content, bytes) for member in small] == [True, False]


def test_pages_past_the_limit_are_told_as_lost(make) -> None:
    data = make.pdf(["Page une."], ["Page deux."], ["Page trois."])
    layout = read_pdf(data, ReadSettings(limits=Limits(pages=2)))
    assert layout.text == "Page une.\nPage deux.\n"
    assert [(found.code, found.lost) for found in layout.problems] == [("page_limit", True)]
    assert "CLAUSECHECK_LIMIT_PAGES" in layout.problems[0].message


def test_scripts_are_told_and_do_not_count_as_lost(make) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", script]))

    layout = read_pdf(_changed(make.pdf(["Objet du marché."]), change), ReadSettings())
    assert [(found.code, found.lost) for found in layout.problems] == [("macros", False)]


def test_a_form_that_only_acrobat_draws_is_told_as_lost(make) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        packet = pdf.make_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=packet)
        pdf.Root.NeedsRendering = True

    layout = read_pdf(_changed(make.pdf(["Please wait..."]), change), ReadSettings())
    assert [(found.code, found.lost) for found in layout.problems] == [("xfa_form", True)]


def test_a_file_that_opens_without_a_password_is_read_whatever_it_forbids(make) -> None:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(make.pdf(["Objet du marché."]))) as pdf:
        pdf.save(
            output, encryption=pikepdf.Encryption(owner="secret", allow=pikepdf.Permissions(extract=False))
        )
    assert read_pdf(output.getvalue(), ReadSettings()).text == "Objet du marché.\n"


def _layered(make, *, form: bool, streams: pikepdf.ObjectStreamMode) -> bytes:
    """Return a PDF with a layer that is shown and one that its default view hides."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(make.pdf(["Objet du marché."]))) as pdf:
        names = ("Variante", "Base")
        hidden, shown = (
            pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=name)) for name in names
        )
        view = pikepdf.Dictionary(OFF=[hidden], Order=[hidden, shown])
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=[hidden, shown], D=view)
        page = pdf.pages[0]
        font = page.Resources.Font
        page.Resources.Properties = pikepdf.Dictionary(MC0=hidden, MC1=shown)
        words = b"BT /F1 11 Tf 70 600 Td (Variante interdite.) Tj ET"
        if form:
            inner = pdf.make_stream(words)
            inner.Type, inner.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
            inner.BBox, inner.Resources, inner.OC = [0, 0, 600, 800], pikepdf.Dictionary(Font=font), hidden
            page.Resources.XObject = pikepdf.Dictionary(Fm0=inner)
            words = b"/Fm0 Do"
        base = b"/OC /MC1 BDC BT /F1 11 Tf 70 580 Td (Base admise.) Tj ET EMC"
        page.contents_add(
            pdf.make_stream(b"/OC /MC0 BDC " * (not form) + words + b" EMC " * (not form) + b" " + base)
        )
        pdf.save(output, object_stream_mode=streams)
    return output.getvalue()


@pytest.mark.parametrize("form", [True, False])
@pytest.mark.parametrize("streams", [pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable])
def test_layers_that_are_hidden_when_the_file_opens_are_out(make, form: bool, streams) -> None:
    layout = read_pdf(_layered(make, form=form, streams=streams), ReadSettings())
    assert layout.text == "Objet du marché.\nBase admise.\n"
