"""What officers read of a rule is spelt, agrees and is set as French asks."""

from __future__ import annotations

import pytest

from clausecheck.rulebook import builtin_folder, load_rulebook
from clausecheck.rulebook.linting import lint
from clausecheck.rulebook.proofreading import Line, lines_of, profile_lines
from clausecheck.rulebook.yamltree import read_yaml
from clausecheck.suggest.filling import fill
from tests.rules.speller import analysed, disagreements, unknown, words_of

BOOK = load_rulebook()
LINES: tuple[tuple[str, Line], ...] = (
    *((rule.id, line) for rule in BOOK.rules for line in lines_of(rule)),
    *((profile.category, line) for profile in BOOK.profiles for line in profile_lines(profile)),
)
FRENCH = tuple((where, line) for where, line in LINES if line.language == "fr")


def test_a_proofreader_has_nothing_to_mark() -> None:
    assert [] == [f"{m.where}: {m.code} {m.message}" for m in lint() if m.code.startswith("R42")]


@pytest.mark.spelling
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_word_is_in_the_dictionary_or_in_the_list_of_the_domain(language: str) -> None:
    """A true word of the domain goes into tests/rules/words.txt."""
    own = [(where, line) for where, line in LINES if line.language == language]
    wrong = unknown((word for _, line in own for word in words_of(line.text)), language)
    assert [] == [
        f"{where} {line.key}: {word}" for where, line in own for word in words_of(line.text) if word in wrong
    ]


@pytest.mark.spelling
def test_articles_agree_with_their_nouns_and_subjects_with_their_verbs() -> None:
    readings = analysed(word for _, line in FRENCH for word in words_of(line.text))
    found = [
        f"{where} {line.key}: {pair}" for where, line in FRENCH for pair in disagreements(line.text, readings)
    ]
    assert [] == found


@pytest.mark.spelling
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Le titulaire fournit le pièces détachées.", ["le pièces"]),
        ("Le titulaire fournit les pièce détachées.", ["les pièce"]),
        ("Une équipement est repris.", ["Une équipement"]),
        ("Le titulaire fournissent les pièces.", ["Le titulaire fournissent"]),
        ("Les candidats fournit leur offre.", ["Les candidats fournit"]),
        ("Le titulaire sortant remet les plans ; il les remet au maître d’œuvre.", []),
        ("La part des produits issus du réemploi est de {share} %.", []),
        ("Les livraisons sont groupées, chaque trajet est compté.", []),
    ],
)
def test_a_disagreement_is_seen_and_no_other(text: str, told: list[str]) -> None:
    assert told == list(disagreements(text, analysed(words_of(text))))


def test_every_wording_that_is_proposed_in_french_has_its_typography() -> None:
    for rule in BOOK.rules:
        for wording in rule.wording:
            for level, _ in wording.texts if wording.language == "fr" else ():
                filled = fill(rule, "fr", level)
                for text in (filled.text, *filled.proofs):
                    assert "'" not in text, rule.id
                    assert not [sign for sign in ":;?!»%€" if f" {sign}" in text], rule.id
                    assert "« " not in text, rule.id


def test_titles_of_purchases_begin_with_a_capital_and_end_without_a_point() -> None:
    titles = [text for node in read_yaml(builtin_folder() / "vocabulary" / "categories.yaml").items() for text in (
        node.mapping()["title"].mapping()[language].text() for language in ("fr", "en"))]  # fmt: skip
    assert [] == [title for title in titles if not title[0].isupper() or title.endswith(".")]
