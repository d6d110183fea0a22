"""A piece is known by its title, its articles and its name, though every piece names the others."""

from dataclasses import replace

import pytest

from clausecheck.model.document import BlockKind
from clausecheck.model.outline import PieceKind
from clausecheck.structure import find_kind

LISTED = (
    "Le dossier de consultation comprend :",
    "- le règlement de la consultation ;",
    "- l'acte d'engagement ;",
    "- le cahier des clauses administratives particulières (CCAP) ;",
    "- le cahier des clauses techniques particulières (CCTP) ;",
    "- le bordereau des prix unitaires.",
)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("RÈGLEMENT DE LA CONSULTATION (RC)", PieceKind.RC),
        ("Règlement de consultation", PieceKind.RC),
        ("CAHIER DES CLAUSES ADMINISTRATIVES PARTICULIERES", PieceKind.CCAP),
        ("Cahier des Clauses Administratives\nParticulières", PieceKind.CCAP),
        ("C.C.A.P.", PieceKind.CCAP),
        ("Cahier des clauses techniques particulières", PieceKind.CCTP),
        ("C.C.T.P. & D.P.G.F.", PieceKind.CCTP),
        ("CAHIER DES CLAUSES PARTICULIÈRES (CCP)", PieceKind.CCP),
        ("Cahier des clauses administratives et techniques particulières", PieceKind.CCP),
        ("ACTE D'ENGAGEMENT", PieceKind.AE),
        ("ATTRI1", PieceKind.AE),
        ("Bordereau des prix unitaires", PieceKind.BPU),
        ("Détail quantitatif estimatif", PieceKind.DQE),
        ("Décomposition du prix global et forfaitaire", PieceKind.DPGF),
        ("Cadre de réponse technique", PieceKind.CRT),
        ("Cadre de mémoire technique", PieceKind.CRT),
        ("AVIS D'APPEL PUBLIC À LA CONCURRENCE", PieceKind.NOTICE),
        ("Avis de marché", PieceKind.NOTICE),
        ("INSTRUCTIONS TO TENDERERS", PieceKind.RC),
        ("Special conditions of contract", PieceKind.CCAP),
        ("Technical specifications", PieceKind.CCTP),
        ("Form of tender", PieceKind.AE),
        ("Price schedule", PieceKind.BPU),
        ("Contract notice", PieceKind.NOTICE),
    ],
)
def test_the_title_tells_the_kind_whatever_pieces_are_listed(build, title, kind) -> None:
    found, reason = find_kind(
        build("VILLE DE MONTFLEURI", title, "Fourniture de mobilier scolaire", *LISTED, name="document.pdf")
    )
    assert kind is found
    assert "titre" in reason


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("2026-12_CCAP_v2.docx", PieceKind.CCAP),
        ("dce.zip/02 - CCTP lot 1.pdf", PieceKind.CCTP),
        ("RC.pdf", PieceKind.RC),
        ("AE-lot1.docx", PieceKind.AE),
        ("BPU.pdf", PieceKind.BPU),
        ("plan-de-situation.pdf", PieceKind.OTHER),
        ("racine.pdf", PieceKind.OTHER),
    ],
)
def test_the_name_tells_where_the_words_do_not(build, name, kind) -> None:
    assert kind is find_kind(build("Ville de Montfleuri", "Mobilier scolaire", name=name))[0]


def test_the_content_wins_over_the_name(build) -> None:
    document = build(
        "RÈGLEMENT DE LA CONSULTATION",
        "Le présent règlement de la consultation fixe les règles.",
        name="CCTP.pdf",
    )
    assert PieceKind.RC is find_kind(document)[0]


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (
            (
                "Jugement des offres",
                "Présentation des candidatures",
                "Délai de validité des offres",
                "Remise des offres",
            ),
            PieceKind.RC,
        ),
        (("Pénalités", "Révision des prix", "Résiliation", "Retenue de garantie", "Avance"), PieceKind.CCAP),
    ],
)
def test_articles_tell_where_there_is_no_title(build, headings, kind) -> None:
    blocks = [
        block
        for heading in headings
        for block in (f"# {heading}", "Les règles du code de la commande publique sont seules applicables.")
    ]
    assert kind is find_kind(build(*blocks, name="document.docx"))[0]


def test_the_reason_gives_the_page(build) -> None:
    _, reason = find_kind(build("RÈGLEMENT DE LA CONSULTATION", pages=True))
    assert reason.endswith("(page 1).")


def test_nothing_known_is_another_piece_with_its_reason(build) -> None:
    kind, reason = find_kind(build("Bonjour."))
    assert PieceKind.OTHER is kind
    assert reason


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        (("Désignation", "Unité", "Prix unitaire € HT"), PieceKind.BPU),
        (("Désignation", "Unité", "Quantité", "P.U. HT", "Montant HT"), PieceKind.DPGF),
        (("Thème", "Exigence", "Réponse du candidat"), PieceKind.CRT),
        (("Lot", "Nature", "Délai"), PieceKind.OTHER),
    ],
)
def test_columns_tell_what_a_sheet_without_title_is(build, header, kind) -> None:
    document = build("Fourniture de chaises | U | 12", "Fourniture de tables | U | 3", name="annexe.xlsx")
    rows = tuple(replace(block, kind=BlockKind.TABLE_ROW, header=header) for block in document.blocks)
    found, reason = find_kind(replace(document, blocks=rows))
    assert kind is found
    assert ("colonnes" in reason) is (kind is not PieceKind.OTHER)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("DQE_lot1.xlsx", PieceKind.DQE),
        ("04 - DPGF.xls", PieceKind.DPGF),
        ("BPU.ods", PieceKind.BPU),
        ("Annexe 2 - Cadre de réponse.xlsx", PieceKind.CRT),
    ],
)
def test_the_name_of_a_sheet_outweighs_its_columns(build, name, kind) -> None:
    document = build("Fourniture de chaises | U | 12", name=name)
    header = ("Désignation", "Unité", "Prix unitaire € HT")
    rows = tuple(replace(block, kind=BlockKind.TABLE_ROW, header=header) for block in document.blocks)
    found, _ = find_kind(replace(document, blocks=rows))
    assert kind is found
