"""Web pages: what a browser shows of them, in blocks, and nothing of what it hides or fetches."""

from __future__ import annotations

import pytest

from clausecheck.intake import read_bytes
from clausecheck.model.document import BlockKind, Document
from clausecheck.model.limits import Limits
from clausecheck.readers.htmllists import counted
from clausecheck.readers.settings import ReadSettings, Revisions

H, P, L, R = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW


def read(body: str | bytes, *, revisions: Revisions = Revisions.FINAL) -> Document:
    data = body if isinstance(body, bytes) else f"<html><body>{body}</body></html>".encode()
    result = read_bytes("page.html", data, settings=ReadSettings(revisions=revisions))
    assert result.unread == ()
    return result.documents[0]


def texts(document: Document) -> list[str]:
    return [document.text[block.span.start : block.span.end] for block in document.blocks]


def test_headings_paragraphs_and_bare_words(make) -> None:
    document = read(
        "<h1>Règlement de\n la consultation</h1><p>Le titulaire <b>répare</b>\n les appareils.</p><div>Avant<p>dedans</p>après</div>"
    )
    assert make.shown(document) == [
        (H, "Règlement de la consultation"), (P, "Le titulaire répare les appareils."), (P, "Avant"), (P, "dedans"), (P, "après"),
    ]  # fmt: skip
    assert document.blocks[0].level == 1
    assert document.media_type == "text/html"
    make.check_invariants(document)


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x</script>", "<style>x</style>", "<nav>x</nav>", "<div role=navigation>x</div>", "<template>x</template>",
        "<p hidden>x</p>", "<p style='color:red; DISPLAY : none'>x</p>", "<p style='visibility:hidden'>x</p>", "<!-- x -->",
        "<input type=hidden value=x>", "<button>x</button>", "<noscript>x</noscript>", "<s>x</s>", "<strike>x</strike>",
        "<span style='text-decoration: line-through'>x</span>", "<dialog>x</dialog>", "<svg><text>x</text></svg>", "<?php x ?>",
    ],
)  # fmt: skip
def test_what_a_browser_does_not_show_is_left_out(hidden: str) -> None:
    assert texts(read(f"<p>Avant {hidden} après</p><p>fin</p>"))[-1] == "fin"
    assert "x" not in read(f"<p>Avant</p>{hidden}<p>fin</p>").text


@pytest.mark.parametrize(
    ("revisions", "shown"),
    [
        (Revisions.FINAL, "Le délai est de dix jours."),
        (Revisions.ORIGINAL, "Le délai est de huit jours."),
        (Revisions.BOTH, "Le délai est de huitdix jours."),
    ],
)
def test_insertions_and_deletions_follow_the_state_asked_for(revisions: Revisions, shown: str) -> None:
    body = "<p>Le délai est de <del>huit</del><ins>dix</ins> jours.</p>"
    assert texts(read(body, revisions=revisions)) == [shown]


def test_lists_keep_the_labels_that_are_printed(make) -> None:
    document = read(
        "<ol start=3 type=a><li>trois<ul><li>puce</li></ul></li><li><p>quatre</p><p>suite</p></li></ol>"
        "<ol reversed><li>un</li><li>deux</li></ol><ol><li value=7>sept</li><li>huit</li></ol>"
        "<ul style='list-style: none'><li>nu</li></ul><ol style='list-style-type: upper-roman'><li>romain</li></ol>"
    )
    assert make.shown(document) == [
        (L, "c. trois"), (L, "• puce"), (L, "d. quatre"), (P, "suite"), (L, "2. un"), (L, "1. deux"), (L, "7. sept"),
        (L, "8. huit"), (P, "nu"), (L, "I. romain"),
    ]  # fmt: skip
    assert [block.level for block in document.blocks[:3]] == [1, 2, 1]


@pytest.mark.parametrize(
    ("number", "form", "label"),
    [
        (1, "1", "1"),
        (27, "a", "aa"),
        (52, "A", "AZ"),
        (4, "i", "iv"),
        (1994, "I", "MCMXCIV"),
        (0, "a", "0"),
        (-2, "i", "-2"),
    ],
)
def test_numbers_are_written_in_the_form_asked_for(number: int, form: str, label: str) -> None:
    assert counted(number, form) == label


def test_tables_stand_on_their_grid_under_their_header(make) -> None:
    document = read(
        "<table><caption>Pondération</caption><thead><tr><th>Critère<th colspan=2>Poids</tr></thead>"
        "<tr><td rowspan=2>Prix<td>60<td>%</tr><tr><td>dont coût<td>10 %</tr></table>"
    )
    assert make.shown(document) == [
        (P, "Pondération"), (R, "Critère | Poids | "), (R, "Prix | 60 | %"), (R, " | dont coût | 10 %"),
    ]  # fmt: skip
    assert document.blocks[2].header == ("Critère", "Poids", "")
    make.check_invariants(document)


@pytest.mark.parametrize(
    "table",
    [
        "<table role=presentation><tr><td>Un</td><td>Deux</td></tr></table>",
        "<table><tr><td>Un</td></tr><tr><td>Deux</td></tr></table>",
        "<table><tr><td><table><tr><td>Un</td></tr></table></td><td>Deux</td></tr></table>",
    ],
)
def test_tables_that_lay_out_the_page_are_paragraphs(make, table: str) -> None:
    assert make.shown(read(table)) == [(P, "Un"), (P, "Deux")]


def test_boxes_choices_and_typed_words_are_shown_as_on_paper() -> None:
    body = (
        "<p><label><input type=checkbox checked> Oui</label> <label><input type=radio> Non</label></p>"
        "<p>Lot <select><option>1<option selected>2</select> <select><option>A<option>B</select></p>"
        "<p><textarea>Le candidat\nrépare</textarea> <input value='dix ans'></p>"
    )
    assert texts(read(body)) == ["☒ Oui ☐ Non", "Lot 2 A", "Le candidat répare dix ans"]


def test_line_breaks_part_lines_and_blank_lines_part_paragraphs(make) -> None:
    body = "Il fournit :<br>- les pièces ;<br>- la main-d’œuvre.<br><br>Autre alinéa<br>sur deux lignes."
    assert make.shown(read(body)) == [
        (P, "Il fournit :"), (L, "- les pièces ;"), (L, "- la main-d’œuvre."), (P, "Autre alinéa\nsur deux lignes."),
    ]  # fmt: skip


def test_preformatted_text_is_read_as_plain_text(make) -> None:
    text = "<pre>Le titulaire répare les appareils\nqui sont en panne.\n\n- les pièces ;\n- le reste.</pre>"
    assert make.shown(read(text)) == [
        (P, "Le titulaire répare les appareils\nqui sont en panne."), (L, "- les pièces ;"), (L, "- le reste."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("frame", "lost"),
    [
        ("<iframe src='https://exemple.fr/rc.html'></iframe>", 1),
        ("<object data='cctp.pdf' type='application/pdf'>repli</object>", 1),
        ("<embed src='cctp.pdf'>", 1),
        ("<iframe src='https://exemple.fr/compteur' width=1 height=1></iframe>", 0),
        ("<iframe src='about:blank'></iframe>", 0),
        ("<object data='logo.png' type='image/png'></object>", 0),
        ("<img src='https://exemple.fr/logo.png'>", 0),
    ],
)
def test_content_of_other_files_is_said_to_be_missing(frame: str, lost: int) -> None:
    document = read(f"<p>Un texte.</p>{frame}")
    assert [(problem.code, problem.lost) for problem in document.problems] == [("external_link", True)] * lost


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"), ("", "cp1252"), ("", "utf-16"), ("", "utf-16-le"), ("", "utf-8-sig"), ("<meta charset=iso-8859-1>", "cp1252"),
        ("<meta http-equiv=Content-Type content='text/html; charset=iso-8859-15'>", "iso-8859-15"),
        ("<meta charset='utf-8'>", "cp1252"), ("<meta charset=inconnu>", "utf-8"),
    ],
)  # fmt: skip
def test_the_encoding_is_declared_or_found(head: str, encoding: str) -> None:
    page = f"<!DOCTYPE html><html><head>{head}</head><body><p>L’œuvre réparée à 3 €</p></body></html>"
    page = page.replace("’", "'") if encoding == "iso-8859-15" else page
    assert texts(read(page.encode(encoding))) == [page[page.index("<p>") + 3 : page.index("</p>")]]


def test_mojibake_is_mended() -> None:
    assert texts(read("<p>Le titulaire rÃ©pare lâ€™appareil.</p>")) == ["Le titulaire répare l’appareil."]


def test_a_page_too_deep_says_that_its_end_is_missing() -> None:
    document = read("<p>Début</p>" + "<div>" * 5_000 + "fin")
    assert texts(document) == ["Début"]
    assert [(problem.code, problem.lost) for problem in document.problems] == [("damaged_file", True)]


def test_a_page_of_too_many_elements_is_refused_and_names_the_limit() -> None:
    settings = ReadSettings(limits=Limits(xml_elements=10))
    result = read_bytes("page.html", b"<html><body>" + b"<p>x</p>" * 20, settings=settings)
    assert [problem.code for _, problem in result.unread] == ["too_large"]
    assert "CLAUSECHECK_LIMIT_XML_ELEMENTS" in result.unread[0][1].message


def test_a_page_without_a_word_says_so() -> None:
    assert [problem.code for problem in read("<p> </p>").problems] == ["no_text"]
