"""The plainer systems: what each claims, and that the learned one learns and repeats."""

from dataclasses import replace

import pytest

from clausecheck import check, load_rules
from clausecheck.evaluation.ablation import wordy_detector
from clausecheck.evaluation.keywords import DICTIONARY, PATTERNS
from clausecheck.evaluation.linear import Example, train
from clausecheck.evaluation.plainsystems import by_dictionary, by_pattern, line_of
from clausecheck.evaluation.systems import Exhibit, Instruments, predictions
from clausecheck.model.theme import THEMES

REPAIR = "le titulaire repare le materiel et tient des pieces de rechange en stock"
WASTE = "les dechets sont tries puis remis a une filiere de valorisation agreee"
SILENT = "la date limite de remise des plis figure en page de garde du reglement"


def words(piece, predicted):
    return {(p.theme, line_of(piece.document.text[p.start : p.end])[:20]) for p in predicted}


def test_every_theme_has_its_expression_and_its_dictionary():
    assert set(PATTERNS) == set(THEMES)
    assert set(DICTIONARY) == set(THEMES)


def test_the_expression_claims_whole_passages_and_falls_for_homonyms(piece):
    claimed = words(piece, by_pattern(piece))
    assert ("repairability", "le titulaire garanti") in claimed
    assert ("packaging", "le titulaire reprend") in claimed
    assert ("repairability", "la reparation du pre") not in claimed


def test_the_dictionary_wants_several_words(piece):
    themes = {claim.theme for claim in by_dictionary(piece)}
    assert "repairability" in themes
    assert "wood" not in themes


@pytest.fixture(scope="module")
def examples():
    made = []
    for number in range(12):
        for line, themes in ((REPAIR, {"repairability"}), (WASTE, {"waste_end_of_life"}), (SILENT, set())):
            made.append(
                Example(document=f"d{number % 4}", line=f"{line} lot {number}", themes=frozenset(themes))
            )
    return tuple(made)


def test_the_learned_system_tells_themes_apart_and_repeats(examples):
    model = train(examples)
    assert model.themes("des pieces de rechange et le titulaire repare") == ("repairability",)
    assert model.themes("les dechets de la filiere sont tries") == ("waste_end_of_life",)
    assert model.themes(SILENT) == ()
    assert train(examples) == model


def test_rules_without_stance_take_every_passage_for_a_duty(piece):
    rules = load_rules()
    wordy = predictions(
        "words",
        Exhibit(piece, (), ()),
        Instruments(wordy_detector(rules), None),
    )
    assert "repairability" in {claim.theme for claim in wordy}
    assert {claim.strength for claim in wordy} == {"binding"}


def test_a_proposal_to_review_counts_only_where_it_is_asked_for(piece):
    from clausecheck.model.tender import UNKNOWN, Tender, TenderFacts

    facts = TenderFacts(
        **dict.fromkeys(
            (
                "title",
                "buyer",
                "buyer_type",
                "cpv",
                "contract_type",
                "categories",
                "launch_date",
                "procedure",
                "value",
            ),
            UNKNOWN,
        )
    )
    found = check(Tender(pieces=(piece,), facts=facts)).findings
    proposed = tuple(replace(finding, review=True) for finding in found)
    exhibit = Exhibit(piece, (), proposed)
    tools = Instruments()
    assert found
    assert predictions("engine", exhibit, tools) == ()
    assert len(predictions("engine_and_review", exhibit, tools)) == len(found)


@pytest.mark.parametrize("system", ["linear", "words", "oracle"])
def test_a_system_without_its_instrument_is_a_fault_of_the_caller(piece, system):
    with pytest.raises(KeyError):
        predictions(system, Exhibit(piece, (), ()), Instruments())
