"""Quotes are found whatever the extraction did to spaces, hyphens, accents and bullets."""

import pytest

from clausecheck.evaluation.locating import locate, opening, plain, reach


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Le titulaire reprend", "1. Objet\nLe  titulaire\u00a0\nreprend les emballages."),
        ("Le titulaire répare", "Article 2 : le TITULAIRE re\u0301pare le matériel."),
        ("l’énergie verte", "Il fournit de l'énergie verte."),
        ("les équipements reconditionnés sont admis", "Les équipe-\nments recondi\u00adtionnés sont admis."),
        ("garantie : 5 ans", "• garantie – 5 ans"),
        ("Les pièces détachées sont disponibles pendant dix ans", "Les pièces détachées sont dispo1 nibles"),
    ],
)
def test_a_quote_is_found_in_another_extraction(quote, text):
    document = plain(text)
    (start,) = locate(quote, document)
    assert text[document.offsets[start] :].lstrip("• ")[:3].casefold() in ("le ", "les", "l'é", "gar")


@pytest.mark.parametrize("quote", ["Le candidat", "a b c", "…"])
def test_words_that_are_not_there_are_not_found(quote):
    assert locate(quote, plain("Le titulaire reprend les emballages a, b et c.")) == ()


def test_every_place_of_a_repeated_quote_is_given():
    assert locate("le lot", plain("Le lot 1. Le lot 2.")) == (0, 10)


def test_offsets_lead_back_to_the_original():
    text = "  Le\u00ad  ﬁltre\n\nest propre"
    document = plain(text)
    assert document.text == "le filtre est propre"
    assert text[document.offsets[document.text.index("propre")] :] == "propre"
    assert document.at(text.index("propre")) == document.text.index("propre")
    assert document.at(len(text)) == len(document.text)


def test_an_opening_is_the_first_words_and_a_reach_the_sentence():
    sentence = "Le titulaire reprend gratuitement les emballages vides de toutes ses livraisons"
    document = plain(f"{sentence}. Il les trie.")
    assert opening(document, 0) == (0, 41)
    assert reach(document, 0) == (0, len(sentence) + 1)


def test_a_reach_stops_at_its_paragraph_and_at_the_text():
    document = plain("Reprise des emballages\nAutre article qui dit tout autre chose et le dit longuement")
    paragraph = document.text.index(" autre")
    assert reach(document, 0, [paragraph, len(document.text)]) == (0, paragraph)
    assert reach(document, 0)[1] == len(document.text)
