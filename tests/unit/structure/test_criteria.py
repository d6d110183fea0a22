"""Award criteria and weights, from tables and from prose, and never the criteria for candidates."""

from decimal import Decimal

import pytest

from clausecheck.structure import find_criteria
from clausecheck.structure.criterion_words import is_environmental, is_price
from clausecheck.text.folding import fold

TITLE = "RÈGLEMENT DE LA CONSULTATION"
ARTICLE = "6. Jugement des offres"
BEFORE = ("5. Délai de validité", "Le délai de validité des offres est de 120 jours.")
AFTER = ("7. Recours", "Le tribunal administratif est compétent.")


def _read(piece_of, *blocks: str) -> list[tuple[str, Decimal | None, str | None]]:
    numbered = ("4. Objet", "La consultation porte sur du mobilier.", *BEFORE, ARTICLE, *blocks, *AFTER)
    return [(c.name, c.weight, c.parent) for c in find_criteria(piece_of(TITLE, *numbered, name="RC.pdf"))]


@pytest.mark.parametrize(
    ("line", "name", "weight"),
    [
        ("Prix des prestations : 60 %", "Prix des prestations", 60),
        ("Valeur technique (40 %)", "Valeur technique", 40),
        ("1. Prix – pondération 40", "Prix", 40),
        ("Critère n° 2 : Performance environnementale – 10 %", "Performance environnementale", 10),
        ("Critère n°1 - Le prix, pondéré à hauteur de 30%", "Le prix", 30),
        ("La valeur technique est pondérée à 55 %", "La valeur technique", 55),
        ("Valeur technique : 45,5 %", "Valeur technique", Decimal("45.5")),
        ("Prix des prestations (noté sur 60 points) : 60 %", "Prix des prestations", 60),
        ("60 % : prix des prestations", "prix des prestations", 60),
        ("Délai de livraison : dix pour cent (10 %)", "Délai de livraison", 10),
        ("Price: 40%", "Price", 40),
        ("Critère environnemental 10%", "Critère environnemental", 10),
    ],
)
def test_a_criterion_is_read_with_its_weight(piece_of, line, name, weight) -> None:
    rest = f"Qualité du service : {100 - weight} %".replace(".", ",")
    found = _read(
        piece_of, "Les offres sont jugées selon les critères suivants :", f"- {line} ;", f"- {rest}."
    )
    assert (name, Decimal(weight), None) == found[0]
    assert 2 == len(found)


def test_a_sentence_may_hold_several_criteria(piece_of) -> None:
    found = _read(
        piece_of,
        "Les critères de jugement des offres sont le prix des prestations pour 60 % et la valeur technique pour 40 %.",
    )
    assert [60, 40] == [weight for _, weight, _ in found]
    assert "la valeur technique" == found[1][0]


def test_points_become_per_cent_of_their_total(piece_of) -> None:
    found = _read(piece_of, "Critères pondérés :", "- Prix : 12 points", "- Valeur technique : 8 points")
    assert [("Prix", 60, None), ("Valeur technique", 40, None)] == found


def test_coefficients_become_per_cent_of_their_total(piece_of) -> None:
    found = _read(
        piece_of,
        "Critères pondérés :",
        "- Prix - coefficient 5",
        "- Qualité - coeff. 3",
        "- Délai - coeff. 2",
    )
    assert [50, 30, 20] == [weight for _, weight, _ in found]


def test_a_table_gives_names_and_weights(piece_of) -> None:
    found = _read(
        piece_of,
        "| Critères | Pondération",
        "| Prix | 60 %",
        "| Valeur technique | 30 %",
        "| Environnement | 10 %",
        "| Total | 100 %",
    )
    assert [("Prix", 60, None), ("Valeur technique", 30, None), ("Environnement", 10, None)] == found


def test_a_header_gives_the_unit_of_bare_figures(piece_of) -> None:
    found = _read(piece_of, "| Critères | Nombre de points", "| Prix | 30", "| Valeur technique | 20")
    assert [60, 40] == [weight for _, weight, _ in found]


def test_numbered_sub_criteria_stand_under_their_criterion(piece_of) -> None:
    found = _read(
        piece_of,
        "| Critères | Pondération", "| Prix | 60 %", "| Valeur technique | 40 %",
        "| Sous-critère 1 : Moyens humains | 25 %", "| Sous-critère 2 : Gestion des déchets | 15 %",
    )  # fmt: skip
    assert ("Moyens humains", 25, "Valeur technique") == found[2]
    assert ("Gestion des déchets", 15, "Valeur technique") == found[3]


def test_a_column_of_sub_criteria_gives_the_parent(piece_of) -> None:
    found = _read(
        piece_of,
        "| Critères | Sous-critères | Pondération", "| Prix |  | 60 %",
        "| Valeur technique | Moyens humains | 25 %", "|  | Délais | 15 %",
    )  # fmt: skip
    assert [("Prix", 60, None), ("Valeur technique", 40, None)] == [f for f in found if f[2] is None]
    assert [25, 15] == [weight for _, weight, parent in found if parent == "Valeur technique"]


def test_what_follows_dont_adds_up_to_the_criterion_above(piece_of) -> None:
    found = _read(
        piece_of,
        "Critères :",
        "- Valeur technique (40 %) dont : méthodologie (25 %), moyens humains (15 %)",
        "- Prix : 60 %",
    )
    assert [None, "Valeur technique", "Valeur technique", None] == [parent for _, _, parent in found]


def test_sums_tell_sub_criteria_where_nothing_else_does(piece_of) -> None:
    found = _read(
        piece_of,
        "| Critères | %",
        "| Prix | 60",
        "| Valeur technique | 40",
        "| Méthode | 30",
        "| Équipe | 10",
    )
    assert [None, None, "Valeur technique", "Valeur technique"] == [parent for _, _, parent in found]


def test_items_under_a_criterion_detail_it(piece_of) -> None:
    found = _read(
        piece_of,
        "Les critères sont :", "* Prix : 50 %", "* Valeur technique : 50 %, appréciée ainsi :", "** Méthode : 30 %", "** Équipe : 20 %",
    )  # fmt: skip
    assert ("Méthode", 30, "Valeur technique") == found[2]


def test_sub_weights_that_make_100_are_parts_of_their_criterion(piece_of) -> None:
    found = _read(
        piece_of,
        "| Critères | Pondération", "| Prix | 60 %", "| Valeur technique | 40 %",
        "| Sous-critère 1 : Méthode | 75 %", "| Sous-critère 2 : Équipe | 25 %",
    )  # fmt: skip
    assert [60, 40, 30, 10] == [weight for _, weight, _ in found]


def test_criteria_without_weights_are_named(piece_of) -> None:
    found = _read(
        piece_of,
        "Les critères d'attribution sont, par ordre décroissant :",
        "- Valeur technique ;",
        "- Prix ;",
    )
    assert [("Valeur technique", None, None), ("Prix", None, None)] == found


def test_price_as_the_only_criterion_weighs_all(piece_of) -> None:
    (only,) = find_criteria(
        piece_of(TITLE, *BEFORE, ARTICLE, "Le marché est attribué sur le critère unique du prix.", *AFTER)
    )
    assert (Decimal(100), True) == (only.weight, only.price)


@pytest.mark.parametrize(
    "lines",
    [
        ("Note = (prix le plus bas / prix de l'offre) x 60 %",),
        ("La TVA est de 20 %.",),
        ("Une remise de 5 % est consentie.",),
        ("Les offres supérieures de plus de 30 % à l'estimation sont rejetées.",),
    ],
)
def test_formulas_taxes_and_thresholds_are_no_criteria(piece_of, lines) -> None:
    assert [] == _read(piece_of, *lines)


def test_criteria_for_the_selection_of_candidates_are_none(piece_of) -> None:
    piece = piece_of(
        TITLE, "5. Sélection des candidatures", "Critères de sélection des candidatures :", "- Capacités techniques : 60 %",
        "- Capacités financières : 40 %", ARTICLE, "Critères de jugement des offres :", "- Prix : 100 %", *AFTER,
    )  # fmt: skip
    assert ["Prix"] == [criterion.name for criterion in find_criteria(piece)]


def test_percentages_outside_the_article_are_no_criteria(piece_of) -> None:
    piece = piece_of(
        "CCAP", "5. Avance", "Avance : 5 %", "Retenue de garantie : 3 %", "6. Pénalités", "Retard : 10 %"
    )
    assert () == find_criteria(piece)


def test_lots_have_their_own_criteria(piece_of) -> None:
    piece = piece_of(
        TITLE, *BEFORE, ARTICLE, "Pour le lot 1 :", "- Prix : 60 %", "- Délai : 40 %", "Pour le lot 2 :", "- Prix : 70 %", "- Délai : 30 %", *AFTER,
    )  # fmt: skip
    assert [("1", 60), ("1", 40), ("2", 70), ("2", 30)] == [(c.lot, c.weight) for c in find_criteria(piece)]


def test_an_english_tender_is_read_too(piece_of) -> None:
    piece = piece_of(
        "INSTRUCTIONS TO TENDERERS", "5. Submission", "Tenders are sent by post.", "6. Award criteria",
        "| Criterion | Weight", "| Price | 60%", "| Environmental performance | 40%", "7. Appeals", "The court is competent.",
        language="en",
    )  # fmt: skip
    assert [(60, True, False), (40, False, True)] == [
        (c.weight, c.price, c.environmental) for c in find_criteria(piece)
    ]


@pytest.mark.parametrize(
    ("name", "environmental"),
    [
        ("Performances en matière de protection de l'environnement", True),
        ("Développement durable", True),
        ("Démarche RSE de l'entreprise", True),
        ("Gestion des déchets de chantier", True),
        ("Réparabilité des matériels", True),
        ("Valeur technique et environnementale", True),
        ("Bilan carbone des livraisons", True),
        ("Part de produits issus de l'agriculture biologique", True),
        ("Environmental management", True),
        ("Coût du cycle de vie", True),
        ("Connaissance de l'environnement informatique", False),
        ("Environnement de travail proposé", False),
        ("Environnement technique", False),
        ("Valeur technique", False),
        ("Prix de l'énergie", False),
        ("Qualité de service", False),
        ("Couverture des besoins", False),
    ],
)
def test_words_tell_environmental_criteria_from_homonyms(name, environmental) -> None:
    assert environmental == is_environmental(fold(name))


@pytest.mark.parametrize(
    ("name", "price"),
    [
        ("Prix", True), ("Coût global", True), ("Valeur économique", True), ("Lot 1 : Prix", True), ("Whole-life cost", True),
        ("Montant des honoraires", True), ("Valeur technique", False), ("Qualité appréciée au regard du prix", False),
        ("Délai de remise des rapports", False), ("Solidité financière", False),
    ],
)  # fmt: skip
def test_words_tell_criteria_of_price(name, price) -> None:
    assert price == is_price(fold(name))


def test_the_span_of_a_criterion_is_in_its_document(piece_of) -> None:
    piece = piece_of(
        TITLE, *BEFORE, ARTICLE, "| Critères | Pondération", "| Prix | 60 %", "| Délai | 40 %", *AFTER
    )
    first = find_criteria(piece)[0]
    assert "Prix | 60 %" == piece.document.text[first.span.start : first.span.end]


def test_a_table_headed_by_lots_gives_each_its_criteria(piece_of) -> None:
    piece = piece_of(
        TITLE, *BEFORE, ARTICLE, "| Lot 1 et lot 3 | %", "| Prix | 40", "| Qualité | 60", "Ensuite :", "| Lot 2 | %", "| Prix | 100", *AFTER,
    )  # fmt: skip
    assert [("1", 40), ("1", 60), ("3", 40), ("3", 60), ("2", 100)] == [
        (c.lot, c.weight) for c in find_criteria(piece)
    ]


def test_a_breakdown_further_down_details_the_criterion_that_it_names(piece_of) -> None:
    found = _read(
        piece_of,
        "| Critère | Points", "| Prix | 60", "| Environnement | 15", "| Délai | 25",
        "Décomposition des 15 points du critère « environnement » :", "- forêts : 9 points", "- emballages : 6 points",
    )  # fmt: skip
    assert [("Prix", 60, None), ("Environnement", 15, None), ("forêts", 9, "Environnement")] == found[:3]
    assert ("Délai", 25, None) == found[-1]


def test_weights_inside_a_parenthesis_detail_the_criterion_before_it(piece_of) -> None:
    found = _read(piece_of, "Critères :", "- Valeur technique (méthode 25 %, moyens 15 %)", "- Prix : 60 %")
    assert [
        ("Valeur technique", 40, None),
        ("méthode", 25, "Valeur technique"),
        ("moyens", 15, "Valeur technique"),
    ] == found[:3]


def test_points_that_nearly_make_100_stay_as_written(piece_of) -> None:
    found = _read(
        piece_of, "| Critère | Points", "| Prix | 60", "| Délai | 45", "soit un total de 100 points."
    )
    assert [("Prix", 60, None), ("Délai", 45, None)] == found


def test_details_of_an_environmental_criterion_are_environmental(piece_of) -> None:
    piece = piece_of(
        TITLE,
        *BEFORE,
        ARTICLE,
        "Critères :",
        "- Environnement : 40 % dont : formation des équipes (40 %)",
        "- Prix : 60 %",
        *AFTER,
    )
    assert [True, True, False] == [criterion.environmental for criterion in find_criteria(piece)]
