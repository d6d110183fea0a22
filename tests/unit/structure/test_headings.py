"""Numbered lines and styles become sections; lists, dates and addresses do not."""

import pytest

from clausecheck.structure import outline

PROSE = "Le titulaire exécute les prestations selon les règles de l'art et les documents du marché."


@pytest.mark.parametrize(
    ("line", "number", "title"),
    [
        ("ARTICLE 1 : OBJET DU MARCHE", "ARTICLE 1", "OBJET DU MARCHE"),
        ("Article 1 - Objet du marché", "Article 1", "Objet du marché"),
        ("Article 1er – Objet du marché", "Article 1er", "Objet du marché"),
        ("Chapitre 1 : Dispositions générales", "Chapitre 1", "Dispositions générales"),
        ("4.2 Pièces détachées", "4.2", "Pièces détachées"),
        ("4.2.1. Délais de livraison", "4.2.1", "Délais de livraison"),
        ("Lot n° 2 : Fourniture de papier", "Lot n° 2", "Fourniture de papier"),
        ("ANNEXE 1 - Plan des locaux", "ANNEXE 1", "Plan des locaux"),
        ("Clause 7 Warranty", "Clause 7", "Warranty"),
        ("Article 4 bis - Reprise des équipements", "Article 4 bis", "Reprise des équipements"),
    ],
)
def test_a_numbered_line_above_prose_is_a_heading(build, line, number, title) -> None:
    section = outline(build(line, PROSE)).sections[0]
    assert (number, title) == (section.number, section.title)


@pytest.mark.parametrize("separator", [". ", " - ", " ", ") "])
def test_one_figure_numbers_are_headings_when_they_follow_each_other(build, titles_of, separator) -> None:
    made = outline(
        build(f"1{separator}OBJET", PROSE, f"2{separator}DUREE", PROSE, f"3{separator}PRIX", PROSE)
    )
    assert [("1", "OBJET", 1), ("2", "DUREE", 1), ("3", "PRIX", 1)] == titles_of(made)


@pytest.mark.parametrize(
    "line",
    [
        "2 postes de travail sont prévus dans le hall",
        "12 Rue des Lilas",
        "12 bis Rue des Lilas",
        "5 Octobre 2026",
        "4.2 du cahier des clauses administratives générales",
        "1) fournir les pièces ;",
        "Article 14 du CCAG applicable aux fournitures courantes",
        "2. Le titulaire doit remettre chaque mois au pouvoir adjudicateur un état complet des stocks.",
        "3.1 Le titulaire s'engage à maintenir les équipements en bon état pendant toute la durée du marché",
        "Lot 1 : Papier ;",
        "75012 PARIS CEDEX",
    ],
)
def test_quantities_addresses_dates_and_sentences_are_no_headings(build, line) -> None:
    assert () == outline(build(PROSE, line, PROSE)).sections


def test_a_list_that_begins_again_at_one_inside_an_article_is_no_heading(build, titles_of) -> None:
    made = outline(
        build(
            "1. Objet", PROSE,
            "2. Obligations", "Le titulaire remet :", "1. Le planning", "2. La notice", "3. Le rapport", PROSE,
            "3. Prix", PROSE,
        )
    )  # fmt: skip
    assert [("1", "Objet", 1), ("2", "Obligations", 1), ("3", "Prix", 1)] == titles_of(made)


def test_levels_and_parents_follow_the_numbers(build) -> None:
    made = outline(
        build(
            "ARTICLE 1 : OBJET",
            PROSE,
            "ARTICLE 2 : GARANTIE",
            "2.1 Durée",
            PROSE,
            "2.2 Pièces",
            "2.2.1 Délai",
            PROSE,
        )
    )
    assert [1, 1, 2, 2, 3] == [section.level for section in made.sections]
    path = [section.title for section in made.path(4)]
    assert ["GARANTIE", "Pièces", "Délai"] == path


def test_a_section_ends_where_one_of_its_level_begins(build) -> None:
    document = build("1. Objet", "1.1 Lieu", PROSE, "2. Prix", PROSE)
    first, second, third = outline(document).sections
    assert first.span.end == third.span.start
    assert second.span.end == third.span.start
    assert len(document.text) == third.span.end


def test_word_styles_make_headings_with_their_own_levels(build, titles_of) -> None:
    made = outline(build("# Garantie", PROSE, "## Pièces détachées", PROSE, "# Prix", PROSE))
    assert [("", "Garantie", 1), ("", "Pièces détachées", 2), ("", "Prix", 1)] == titles_of(made)


def test_a_title_cut_at_the_line_end_is_put_together(build) -> None:
    (section,) = outline(
        build("6.1 Conditions d'envoi et de remise des candidatures et des", "offres", PROSE)
    ).sections
    assert "Conditions d'envoi et de remise des candidatures et des offres" == section.title


def test_capitals_alone_and_a_short_title_with_a_colon_are_headings(build, titles_of) -> None:
    made = outline(build("GESTION DES DECHETS", PROSE, "Copie de sauvegarde :", PROSE))
    assert [("", "GESTION DES DECHETS", 1), ("", "Copie de sauvegarde", 2)] == titles_of(made)


def test_a_short_line_with_a_colon_above_a_list_introduces_it_instead(build) -> None:
    assert () == outline(build("Copie de sauvegarde :", "- sur clé USB ;", "- sur papier.")).sections


def test_a_table_of_contents_makes_no_section(build, titles_of) -> None:
    made = outline(
        build("Sommaire", "1. Objet ........ 3", "2. Prix ......... 4", "3. Durée ........ 5",
              "1. Objet", PROSE, "2. Prix", PROSE, "3. Durée", PROSE)
    )  # fmt: skip
    assert [("1", "Objet", 1), ("2", "Prix", 1), ("3", "Durée", 1)] == titles_of(made)
    assert ["contents"] * 4 == [passage.region for passage in made.passages[:4]]


def test_rows_that_cite_articles_out_of_order_are_no_headings(build) -> None:
    made = outline(
        build("2.1 Réseau", PROSE, "2.2 Postes", PROSE, "2.3 Serveurs", PROSE, "4.1 Rôles",
              "2.1 Réseau Infogérant", "2.2 Postes Ville", "4.2 Pilotage", PROSE)
    )  # fmt: skip
    assert ["2.1", "2.2", "2.3", "4.1", "4.2"] == [section.number for section in made.sections]


def test_roman_numbers_and_letters_nest(build, titles_of) -> None:
    made = outline(
        build("I. Objet", PROSE, "II. Exécution", "A. Délais", PROSE, "B. Lieux", PROSE, "III. Prix", PROSE)
    )
    assert [1, 1, 2, 2, 1] == [level for _, _, level in titles_of(made)]


def test_a_list_of_lots_is_no_heading(build) -> None:
    assert (
        ()
        == outline(
            build("Les lots sont :", "Lot 1 : Papier", "Lot 2 : Mobilier", "Lot 3 : Encre", PROSE)
        ).sections
    )


def test_an_article_put_in_later_stands_between_its_neighbours(build, titles_of) -> None:
    lines = ("3.6 Sols", "3.6.1 Essais", "3.6 bis Assainissement", "3.7 Plantations")
    made = outline(build(*[text for line in lines for text in (line, PROSE)]))
    assert titles_of(made) == [
        ("3.6", "Sols", 2), ("3.6.1", "Essais", 3), ("3.6 bis", "Assainissement", 2), ("3.7", "Plantations", 2),
    ]  # fmt: skip
