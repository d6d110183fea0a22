"""OpenDocument text: headings, lists, tables, notes, fields, forms, changes, what it carries."""

from __future__ import annotations

import pytest

from clausecheck.intake import read_bytes
from clausecheck.model.document import BlockKind, Document
from clausecheck.readers.settings import ReadSettings, Revisions

H, P, L, R, F = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE_ROW,
    BlockKind.FOOTNOTE,
)


def _read(data: bytes, revisions: Revisions = Revisions.FINAL) -> Document:
    result = read_bytes("piece.odt", data, settings=ReadSettings(revisions=revisions))
    assert result.unread == ()
    return result.documents[0]


def _shown(make, body: str, styles: str = "") -> list[tuple[BlockKind, str]]:
    document = _read(make.odt(body, styles))
    make.check_invariants(document)
    return make.shown(document)


def _texts(make, body: str, styles: str = "") -> list[str]:
    return [text for _, text in _shown(make, body, styles)]


def _list_style(name: str, *levels: str) -> str:
    inner = "".join(levels)
    return f'<text:list-style style:name="{name}">{inner}</text:list-style>'


def _number(level: int, form: str = "1", suffix: str = ".", more: str = "") -> str:
    return f'<text:list-level-style-number text:level="{level}" style:num-format="{form}" style:num-suffix="{suffix}" {more}/>'


_FROM_TEN = 'text:start-value="10"'


def _item(*inner: str, more: str = "") -> str:
    words = "".join(each if each.startswith("<") else f"<text:p>{each}</text:p>" for each in inner)
    return f"<text:list-item {more}>{words}</text:list-item>"


def test_headings_and_text_in_a_package_and_in_a_flat_file(make) -> None:
    body = (
        '<text:h text:outline-level="1">Objet</text:h><text:p>Le marché.</text:p>'
        '<text:h text:outline-level="2">Durée</text:h><text:p text:style-name="Title">Règlement</text:p>'
    )
    packed, flat = _read(make.odt(body)), _read(make.odt_content(body, root="document"))
    for document in (packed, flat):
        assert make.shown(document) == [(H, "Objet"), (P, "Le marché."), (H, "Durée"), (H, "Règlement")]
        assert [block.level for block in document.blocks] == [1, None, 2, 1]
        assert document.media_type == make.ODT.decode()


def test_headings_are_numbered_as_the_outline_prints_them(make) -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2" text:start-value="3"/></text:outline-style>'
        '<style:style style:name="Sans" style:family="paragraph" style:list-style-name=""/>'
    )
    heads = [
        '<text:h text:outline-level="1">A</text:h>', '<text:h text:outline-level="2">B</text:h>',
        '<text:h text:outline-level="2">C</text:h>', '<text:h text:outline-level="1" text:style-name="Sans">D</text:h>',
        '<text:h text:outline-level="1" text:is-list-header="true">E</text:h>', '<text:h text:outline-level="1">F</text:h>',
        '<text:h text:outline-level="2" text:restart-numbering="true" text:start-value="7">G</text:h>',
    ]  # fmt: skip
    assert _texts(make, "".join(heads), outline) == ["I. A", "I.3 B", "I.4 C", "D", "E", "II. F", "II.7 G"]


def test_lists_are_numbered_continued_and_nested(make) -> None:
    style = _list_style("N", _number(1), _number(2, "a", ")"), _number(3, "1", "", 'text:display-levels="2"'))
    body = (
        '<text:list xml:id="l1" text:style-name="N">'
        + _item(
            "un",
            "suite",
            f"<text:list>{_item('sous')}{_item('sous', '<text:list>' + _item('creux') + '</text:list>')}</text:list>",
        )
        + _item("deux")
        + "<text:list-header><text:p>tête</text:p></text:list-header></text:list><text:p>Texte.</text:p>"
        + f'<text:list text:continue-numbering="true" text:style-name="N">{_item("trois")}</text:list>'
        + f'<text:list text:style-name="N">{_item("neuf")}{_item("dix", more=_FROM_TEN)}</text:list>'
        + f'<text:list text:continue-list="l1" text:style-name="N">{_item("quatre")}</text:list>'
    )
    assert _shown(make, body, style) == [
        (L, "1. un"), (P, "suite"), (L, "a) sous"), (L, "b) sous"), (L, "b.1 creux"), (L, "2. deux"), (P, "tête"), (P, "Texte."),
        (L, "3. trois"), (L, "1. neuf"), (L, "10. dix"), (L, "4. quatre"),
    ]  # fmt: skip


def test_a_wrapper_without_words_counts_nothing_and_an_empty_item_counts(make) -> None:
    style = _list_style("N", _number(1), _number(2, "1", "", 'text:display-levels="2"'))
    heading = '<text:h text:outline-level="{}">{}</text:h>'
    one, two = heading.format(1, "A"), f"<text:list>{_item(heading.format(2, 'B'))}</text:list>"
    body = "".join(
        f'<text:list text:continue-numbering="true" text:style-name="N">{_item(inner)}</text:list>'
        for inner in (one, two, two, "<text:p/>", one)
    )
    assert _shown(make, body, style) == [(H, "1. A"), (H, "1.1 B"), (H, "1.2 B"), (H, "3. A")]


@pytest.mark.parametrize(
    ("level", "label"),
    [
        ('<text:list-level-style-bullet text:level="1" text:bullet-char="&#xF0B7;"/>', "•"),
        ('<text:list-level-style-bullet text:level="1" text:bullet-char="o"/>', "○"),
        ('<text:list-level-style-image text:level="1"/>', "•"),
        ('<text:list-level-style-number text:level="1" style:num-format="1" loext:num-list-format="Art. %1%)"/>', "Art. 1)"),
        ('<text:list-level-style-number text:level="1" style:num-format=""/>', ""),
    ],
)  # fmt: skip
def test_bullets_and_patterns(make, level, label) -> None:
    body = f'<text:list text:style-name="N">{_item("mot")}</text:list>'
    assert _texts(make, body, _list_style("N", level)) == [f"{label} mot".strip()]


def test_a_list_without_style_takes_that_of_its_paragraphs(make) -> None:
    styles = (
        _list_style("N", _number(1))
        + '<style:style style:name="PN" style:family="paragraph" style:list-style-name="N"/>'
    )
    item = _item('<text:p text:style-name="PN">mot</text:p>')
    body = f"<text:list>{item}</text:list>"
    assert _texts(make, body, styles) == ["1. mot"]


def test_a_numbered_paragraph_is_an_item(make) -> None:
    body = "".join(
        f'<text:numbered-paragraph text:list-id="x" text:style-name="N" text:level="1"><text:p>{word}</text:p></text:numbered-paragraph>'
        for word in "ab"
    )
    assert _texts(make, body, _list_style("N", _number(1))) == ["1. a", "2. b"]


def test_white_space_collapses_and_breaks_and_soft_hyphens_are_read(make) -> None:
    body = (
        "<text:p>\n  Le <text:span>titu\u00adlaire </text:span> répare<text:s text:c='2'/>tout<text:tab/>ici<text:line-break/>"
        "et<text:soft-page-break/> là. </text:p><text:p> </text:p>"
    )
    assert _texts(make, body) == ["Le titulaire répare  tout ici\net là."]


def test_struck_and_hidden_text_is_out_by_every_way(make) -> None:
    styles = '<style:style style:name="Enfant" style:family="text" style:parent-style-name="Barre"/>'
    body = (
        '<text:p>reste<text:span text:style-name="Enfant"> barré</text:span><text:span text:style-name="Masque"> masqué</text:span></text:p>'
        '<text:p text:style-name="Barre">barré<text:span text:style-name="Net">rendu</text:span></text:p>'
        '<text:p text:style-name="Masque">masqué</text:p>'
        '<text:p>a<text:hidden-text text:is-hidden="true">b</text:hidden-text><text:hidden-text text:is-hidden="false">c</text:hidden-text></text:p>'
        '<text:p><text:hidden-paragraph text:is-hidden="true"/>masqué</text:p>'
    )
    assert _texts(make, body, styles) == ["reste", "rendu", "ac"]


def test_hidden_sections_are_out_and_said_and_others_read(make) -> None:
    body = (
        '<text:section text:display="none"><text:p>masqué</text:p></text:section>'
        '<text:section text:display="condition" text:is-hidden="true"><text:p>masqué</text:p></text:section>'
        "<text:section><text:p>lu</text:p></text:section>"
    )
    document = _read(make.odt(body))
    assert document.text == "lu\n"
    assert [(each.code, each.lost) for each in document.problems] == [("hidden_part", False)]
    assert " : 2." in document.problems[0].message


def test_contents_and_indexes_are_no_content(make) -> None:
    entry = "<text:index-body><text:p>1. Objet 3</text:p></text:index-body>"
    body = (
        f"<text:table-of-content>{entry}</text:table-of-content><text:illustration-index>{entry}</text:illustration-index>"
        '<text:p text:style-name="Contents_20_1">2. Durée 4</text:p><text:p>Sommaire</text:p><text:p>Le contenu.</text:p>'
    )
    assert _texts(make, body) == ["Le contenu."]


def test_notes_come_at_the_end_footnotes_first_and_comments_never(make) -> None:
    def note(kind: str, words: str) -> str:
        return f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation><text:note-body><text:p>{words}</text:p><text:p>suite</text:p></text:note-body></text:note>'

    body = (
        f"<text:p>Un{note('endnote', 'fin')} mot{note('footnote', 'pied')}.<office:annotation><text:p>avis</text:p></office:annotation></text:p>"
        f'<text:p><text:span text:style-name="Barre">{note("footnote", "barrée")}</text:span></text:p>'
    )
    assert _shown(make, body) == [(P, "Un mot."), (F, "pied suite"), (F, "fin suite")]


def test_fields_print_their_value_and_settings_nothing(make) -> None:
    body = (
        "<text:p>Lot <text:page-number>3</text:page-number> du <text:date>12/06/2026</text:date>, "
        '<text:variable-set text:name="v" text:display="none">caché</text:variable-set><text:variable-get>Bourgneuf</text:variable-get>'
        '<text:placeholder text:placeholder-type="text">&lt;Nom&gt;</text:placeholder>, <text:bookmark-ref>4.2</text:bookmark-ref>'
        "<text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>dessus</text:ruby-text></text:ruby></text:p>"
    )
    assert _texts(make, body) == ["Lot 3 du 12/06/2026, Bourgneuf, 4.2base"]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('<text:drop-down><text:label text:value="A"/><text:label text:value="B" text:current-selected="true"/></text:drop-down>', "B"),
        ('<text:drop-down><text:label text:value="A"/>B</text:drop-down>', "B"),
        ('<loext:content-control loext:checkbox="true" loext:checked="true">x</loext:content-control> Oui', "☒ Oui"),
        ('<loext:content-control loext:checkbox="true">x</loext:content-control> Oui', "☐ Oui"),
        ('mot<loext:content-control loext:showing-place-holder="true">Choisissez</loext:content-control>', "mot"),
        ('<field:fieldmark field:type="vnd.oasis.opendocument.field.FORMCHECKBOX"><field:param field:name="Checkbox_Checked" field:value="true"/></field:fieldmark> Oui', "☒ Oui"),
        ('<field:fieldmark field:type="x.FORMDROPDOWN"><field:param field:name="Dropdown_ListEntry" field:value="A"/><field:param field:name="Dropdown_ListEntry" field:value="B"/><field:param field:name="Dropdown_Selected" field:value="1"/></field:fieldmark>', "B"),
        ('<text:span text:style-name="Signes">þ</text:span> Oui', "☒ Oui"),
    ],
)  # fmt: skip
def test_choices_print_what_was_chosen(make, inner, text) -> None:
    assert _texts(make, f"<text:p>{inner}</text:p>") == [text]


def test_form_controls_print_their_box_label_and_value(make) -> None:
    controls = (
        '<form:checkbox form:id="a" form:label="Bio" form:current-state="checked"/><form:radio form:id="b" form:label="Neuf"/>'
        '<form:text form:id="c" form:current-value="Alice"/><form:listbox form:id="d"><form:option form:label="x"/>'
        '<form:option form:label="y" form:current-selected="true"/></form:listbox><form:button form:id="e" form:label="Envoyer"/>'
    )
    body = f"<office:forms><form:form>{controls}</form:form></office:forms>" + "".join(
        f'<text:p><draw:control draw:control="{key}"/></text:p>' for key in "abcde"
    )
    assert _texts(make, body) == ["☒ Bio", "☐ Neuf", "Alice", "y"]


def _row(*cells: str, more: str = "") -> str:
    return "<table:table-row>" + "".join(
        cell if cell.startswith("<table:") else f"<table:table-cell {more}><text:p>{cell}</text:p></table:table-cell>"
        for cell in cells
    ) + "</table:table-row>"  # fmt: skip


_COVERED = "<table:covered-table-cell/>"


def test_tables_come_as_rows_with_header_spans_and_repetitions(make) -> None:
    body = (
        "<table:table><table:table-header-rows>" + _row("Critère", "Note", "Poids") + "</table:table-header-rows>"
        + _row('<table:table-cell table:number-columns-spanned="2"><text:p>Prix</text:p></table:table-cell>', _COVERED, "60 %")
        + _row('<table:table-cell table:number-columns-repeated="2"><text:p>x</text:p></table:table-cell>', "40 %")
        + '<table:table-row table:visibility="collapse"><table:table-cell><text:p>masqué</text:p></table:table-cell></table:table-row>'
        + "</table:table>"
    )  # fmt: skip
    document = _read(make.odt(body))
    make.check_invariants(document)
    assert make.shown(document) == [(R, "Critère | Note | Poids"), (R, "Prix |  | 60 %"), (R, "x | x | 40 %")]
    assert [bool(block.header) for block in document.blocks] == [False, True, True]


def test_bold_rows_name_columns(make) -> None:
    bold = [
        f'<table:table-cell><text:p text:style-name="Gras">{word}</text:p></table:table-cell>'
        for word in ("Alpha", "Bêta")
    ]
    document = _read(make.odt(f"<table:table>{_row(*bold)}{_row('mot', 'autre mot')}</table:table>"))
    assert document.blocks[1].header == ("Alpha", "Bêta")


def test_tables_in_cells_have_rows_of_their_own_and_lists_their_labels(make) -> None:
    inner = f"<table:table>{_row('dedans', 'aussi')}</table:table>"
    listed = f'<table:table-cell><text:list text:style-name="N">{_item("un")}{_item("deux")}</text:list>{inner}</table:table-cell>'
    assert _texts(make, f"<table:table>{_row('a', listed)}</table:table>", _list_style("N", _number(1))) == [
        "a | 1. un 2. deux",
        "dedans | aussi",
    ]


def test_a_table_that_lays_out_the_page_gives_paragraphs_numbered_once(make) -> None:
    cell = f'<table:table-cell><text:list text:style-name="N">{_item("un")}{_item("deux")}</text:list></table:table-cell>'
    assert _shown(make, f"<table:table>{_row(cell)}</table:table>", _list_style("N", _number(1))) == [
        (L, "1. un"),
        (L, "2. deux"),
    ]


def test_boxes_and_shapes_are_read_after_their_paragraph(make) -> None:
    body = (
        "<text:p>Avant<draw:frame><draw:text-box><text:p>Dans la boîte</text:p></draw:text-box></draw:frame> après</text:p>"
        "<text:p><draw:g><draw:custom-shape><text:p>Forme</text:p></draw:custom-shape></draw:g></text:p>"
        "<draw:frame><svg:title>Titre</svg:title><draw:text-box><text:p>Page</text:p></draw:text-box></draw:frame>"
    )
    assert _texts(make, body) == ["Avant après", "Dans la boîte", "Forme", "Page"]


_CHANGES = (
    '<text:tracked-changes><text:changed-region xml:id="i"><text:insertion/></text:changed-region>'
    '<text:changed-region xml:id="d"><text:deletion><office:change-info/><text:p>neuf</text:p></text:deletion></text:changed-region>'
    '<text:changed-region xml:id="dd"><text:deletion><text:p>la fin.</text:p><text:p>Le début </text:p></text:deletion></text:changed-region>'
    '</text:tracked-changes>'
    '<text:p>Matériel <text:change text:change-id="d"/><text:change-start text:change-id="i"/>reconditionné</text:p>'
    '<text:p>et <text:change-end text:change-id="i"/>garanti.</text:p><text:p>Ici <text:change text:change-id="dd"/>suit.</text:p>'
)  # fmt: skip


@pytest.mark.parametrize(
    ("revisions", "texts"),
    [
        (Revisions.FINAL, ["Matériel reconditionné", "et garanti.", "Ici suit."]),
        (Revisions.ORIGINAL, ["Matériel neufgaranti.", "Ici la fin.", "Le début suit."]),
        (Revisions.BOTH, ["Matériel neufreconditionné", "et garanti.", "Ici la fin.", "Le début suit."]),
    ],
)
def test_tracked_changes_in_the_state_that_is_asked_for(make, revisions, texts) -> None:
    document = _read(make.odt(_CHANGES), revisions)
    make.check_invariants(document)
    assert [text for _, text in make.shown(document)] == texts


def test_a_deletion_that_holds_its_own_mark_ends(make) -> None:
    body = (
        '<text:tracked-changes><text:changed-region xml:id="d"><text:deletion><text:p>a<text:change text:change-id="d"/>'
        '<text:change text:change-id="d"/></text:p></text:deletion></text:changed-region></text:tracked-changes>'
        '<text:p>x<text:change text:change-id="d"/></text:p>'
    )
    assert _read(make.odt(body), Revisions.BOTH).text == "xa\n"
