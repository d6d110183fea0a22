"""Sentences, list items with what introduces them, rows, regions and lots."""

import sys

import pytest

from clausecheck.model.outline import PassageKind, Region
from clausecheck.structure import outline

LONG = "Le titulaire exécute les prestations selon les règles de l'art et les documents du marché"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Le prix est ferme. Il comprend tout.", ["Le prix est ferme.", "Il comprend tout."]),
        (
            "Voir l'art. L. 2112-2 et l'art. R. 541-8 du code.",
            ["Voir l'art. L. 2112-2 et l'art. R. 541-8 du code."],
        ),
        ("M. Le Maire signe. Mme. Durand aussi.", ["M. Le Maire signe.", "Mme. Durand aussi."]),
        ("Papier, encre, etc. Le titulaire livre.", ["Papier, encre, etc.", "Le titulaire livre."]),
        ("Un taux de 2.5 % (cf. CCAP) est prévu.", ["Un taux de 2.5 % (cf. CCAP) est prévu."]),
        ("Livraison en 2026. Le reste suit.", ["Livraison en 2026.", "Le reste suit."]),
        ("1. Fournir les pièces. Les poser.", ["Fournir les pièces.", "Les poser."]),
        (
            "Le matériel est neuf ; il est garanti deux ans.",
            ["Le matériel est neuf ;", "il est garanti deux ans."],
        ),
        ("Est-ce neuf ? Oui ! C'est neuf.", ["Est-ce neuf ?", "Oui !", "C'est neuf."]),
        (
            "The goods shall be new, e.g. unused. They last.",
            ["The goods shall be new, e.g. unused.", "They last."],
        ),
    ],
)
def test_sentences_end_where_a_reader_ends_them(build, words_of, text, sentences) -> None:
    document = build(text)
    assert sentences == [words_of(document, passage) for passage in outline(document).passages]


def _leads(document, passages) -> list[str]:
    return [document.text[p.lead_in.start : p.lead_in.end] if p.lead_in else "" for p in passages]


def test_a_lead_in_governs_its_items_until_the_list_ends(build) -> None:
    document = build(
        "Le titulaire s'engage à :", "- fournir les pièces ;", "- reprendre les emballages.", LONG + "."
    )
    passages = outline(document).passages
    lead = "Le titulaire s'engage à :"
    assert ["", lead, lead, ""] == _leads(document, passages)
    assert [PassageKind.SENTENCE, PassageKind.LIST_ITEM, PassageKind.LIST_ITEM, PassageKind.SENTENCE] == [
        passage.kind for passage in passages
    ]


def test_items_inside_one_pdf_paragraph_are_told_apart(build, words_of) -> None:
    document = build("Le titulaire doit :\n- fournir les pièces\nd'origine ;\n- reprendre les emballages.")
    items = outline(document).passages[1:]
    assert ["fournir les pièces\nd'origine ;", "reprendre les emballages."] == [
        words_of(document, i) for i in items
    ]
    assert ["Le titulaire doit :"] * 2 == _leads(document, items)


def test_a_nested_item_has_its_parent_as_lead_in(build) -> None:
    document = build("Le titulaire remet :", "* un rapport :", "** mensuel", "** annuel", "* une notice")
    assert ["", "Le titulaire remet :", "un rapport :", "un rapport :", "Le titulaire remet :"] == _leads(
        document, outline(document).passages
    )


def test_an_enumeration_inside_one_sentence_keeps_its_lead_in(build) -> None:
    document = build(
        "Le titulaire doit : fournir les pièces ; livrer sous deux jours ; reprendre les emballages."
    )
    passages = outline(document).passages
    assert ["", "Le titulaire doit :", "Le titulaire doit :"] == _leads(document, passages)


def test_an_item_explained_by_a_paragraph_does_not_break_its_list(build) -> None:
    document = build("Le candidat remet :", "- l'acte d'engagement", LONG + ".", "- le mémoire technique")
    assert "Le candidat remet :" == _leads(document, outline(document).passages)[-1]


def test_items_without_sign_after_a_colon_are_items(build) -> None:
    document = build("Le titulaire assure :", "la livraison ;", "la pose ;", "la reprise.", LONG + ".")
    passages = outline(document).passages
    assert ["Le titulaire assure :"] * 3 == _leads(document, passages[1:4])
    assert PassageKind.SENTENCE is passages[4].kind


def test_a_table_row_keeps_its_header_and_cells(build) -> None:
    document = build("| Critère | Poids", "| Prix | 60 %")
    row = outline(document).passages[1]
    assert (PassageKind.TABLE_ROW, ("Critère", "Poids")) == (row.kind, row.header)
    assert ["Prix", "60 %"] == [document.text[cell.start : cell.end] for cell in row.cells]


def test_a_long_row_is_read_a_sentence_at_a_time_under_its_label(build, words_of) -> None:
    document = build("| Thème | Exigence", f"| Énergie | {LONG}. {LONG}. {LONG}. {LONG}. {LONG}.")
    cells = [p for p in outline(document).passages if words_of(document, p).startswith("Le titulaire")]
    assert 5 == len(cells)
    assert {"Énergie"} == set(_leads(document, cells))


def test_a_paragraph_cut_by_a_page_break_is_one_sentence(build, words_of) -> None:
    document = build(
        "Le titulaire reprend à ses frais tous les emballages et les",
        "remet à une filière agréée.",
        pages=True,
    )
    (passage,) = outline(document).passages
    assert words_of(document, passage).endswith("agréée.")


@pytest.mark.parametrize(
    ("heading", "region"),
    [
        ("1.1 Préambule", Region.PREAMBLE),
        ("1.1 Présentation de la collectivité", Region.PREAMBLE),
        ("1.1 Contexte", Region.PREAMBLE),
        ("1.1 Définitions", Region.DEFINITION),
        ("1.1 Glossaire", Region.DEFINITION),
        ("1.1 Définition des besoins", None),
        ("1.1 Présentation des offres", None),
        ("1.1 Tranche optionnelle n° 1", Region.OPTIONAL),
        ("1.1 Prestations supplémentaires éventuelles", Region.OPTIONAL),
        ("1.1 Option 2 : reprise du matériel", Region.OPTIONAL),
        ("1.1 Adoption du projet", None),
        ("1.1 Garantie", None),
        ("1.1 Optional services", Region.OPTIONAL),
    ],
)
def test_headings_open_regions(build, heading, region) -> None:
    passage = outline(build(heading, LONG + ".")).passages[-1]
    assert region == passage.region


def test_items_under_an_optional_lead_in_are_optional(build) -> None:
    made = outline(build("La tranche optionnelle comprend :", "- la reprise des anciens postes ;"))
    assert Region.OPTIONAL is made.passages[1].region


@pytest.mark.parametrize(
    "line", ["Fait à ..............", "Je soussigné, représentant légal,", "SIRET : ........................"]
)
def test_signature_lines_and_blank_fields_state_nothing(build, line) -> None:
    assert Region.SIGNATURE is outline(build(line)).passages[0].region


def test_a_filled_field_is_no_blank_one(build) -> None:
    assert outline(build("Date : 19 avril 2026 ..............")).passages[0].region is None


def test_a_lot_heading_governs_what_stands_under_it(build) -> None:
    made = outline(build("Lot n° 1 : Papier", LONG + ".", "Lot n° 2 : Encre", LONG + "."))
    assert ["1", "2"] == [p.lot for p in made.passages if p.kind is PassageKind.SENTENCE]


def test_passages_are_ordered_disjoint_and_inside_their_section(build) -> None:
    document = build(
        "1. Objet", LONG + ". " + LONG + ".", "2. Prix", "Il comprend :", "- le port ;", "| A | B", LONG + "."
    )
    made = outline(document)
    end = 0
    for passage in made.passages:
        assert end <= passage.span.start < passage.span.end
        end = passage.span.end
        if passage.section is not None:
            section = made.sections[passage.section].span
            assert section.start <= passage.span.start
            assert passage.span.end <= section.end


def test_the_work_of_cutting_grows_with_the_pages_and_no_faster(build) -> None:
    page = [
        "4.2 Pièces détachées",
        *[LONG + ".\n" + LONG + "."] * 15,
        "Il remet :",
        "- un rapport ;",
        "- une notice.",
    ]
    short, long = (_calls(lambda pages=pages: outline(build(*page * pages))) for pages in (5, 20))
    assert long < 4.5 * short


def _calls(run) -> int:
    """Count the calls of functions, ours and C's: a measure of work that no other process disturbs."""
    count = 0

    def seen(frame, event, argument) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count
