"""What is counted for a document, on a text small enough to count by hand."""

import pytest

from clausecheck.evaluation.gold import GoldPassage
from clausecheck.evaluation.matching import Prediction, neighbours
from clausecheck.evaluation.scoring import exam, score_document
from clausecheck.evaluation.summary import summarise

FILLER = "Le présent article rappelle le contexte de la consultation sans rien demander à personne. " * 3
REPAIR = "Le titulaire répare les matériels pendant sept ans au moins à compter de la livraison."
WASTE = "Les déchets du chantier sont triés en cinq flux par le titulaire et à ses frais."
TRAP = "La réparation du préjudice subi est demandée au juge administratif compétent."
TEXT = "\n".join([REPAIR, FILLER, WASTE, FILLER, TRAP, FILLER])


def gold(theme, quote, **more):
    return GoldPassage(document="CCTP.txt", theme=theme, start_quote=quote, **more)


GOLD = (
    gold("repairability", REPAIR[:30], strength="binding", grade="measurable"),
    gold("waste_end_of_life", WASTE[:30], strength="conditional", grade="binding"),
    gold("none", TRAP[:30]),
)


def claim(theme, sentence, **more):
    start = TEXT.index(sentence)
    return Prediction(theme=theme, start=start, end=start + len(sentence), **more)


def scored(*predictions, gold=GOLD):
    ends = [at for at, sign in enumerate(TEXT) if sign == "\n"]
    return score_document(exam("CCTP.txt", TEXT, gold, paragraphs=ends), predictions)


def tally(score, theme):
    return dict(score.tallies)[theme]


def test_a_right_claim_counts_for_touch_cover_and_presence():
    score = scored(claim("repairability", REPAIR))
    mine = tally(score, "repairability")
    assert (mine.gold, mine.hit, mine.found, mine.right, mine.same, mine.claimed) == (1, 1, 1, 1, 1, 1)
    assert (mine.present, mine.unclaimed, mine.absent) == (1, 0, 0)
    assert tally(score, "waste_end_of_life").unclaimed == 1
    assert score.misses == (("waste_end_of_life", WASTE[:30]),)


def test_nothing_claimed_misses_everything_and_alarms_nobody():
    figures = summarise("absent", [scored()])
    assert (figures.passages.recall, figures.passages.precision, figures.presence.f1) == (0, 0, 0)
    assert (figures.alarmed, figures.negatives, figures.false_alarms) == (0, 1, 0)


def test_a_claim_on_a_hard_negative_is_an_alarm_and_a_false_one():
    score = scored(claim("repairability", TRAP))
    assert (score.negatives, score.alarmed) == (1, 1)
    assert score.fallen == (TRAP[:30],)
    assert score.false_alarms == (("repairability", TRAP),)


def test_a_hard_negative_beside_a_real_passage_raises_no_alarm():
    beside = (*GOLD, gold("none", "pendant sept ans au moins"))
    assert scored(claim("repairability", REPAIR), gold=beside).alarmed == 0


def test_a_neighbouring_theme_counts_in_the_lenient_figures_alone():
    score = scored(claim("durability_warranty", REPAIR))
    repair, warranty = tally(score, "repairability"), tally(score, "durability_warranty")
    assert (repair.hit, repair.hit_near, warranty.right, warranty.right_near) == (0, 1, 0, 1)
    assert (warranty.absent, score.hit_any, score.right_any) == (1, 1, 1)
    assert not score.false_alarms


def test_claims_close_together_are_one_alarm_but_two_claims():
    other = "Le présent article rappelle le contexte"
    mine = tally(scored(claim("repairability", REPAIR), claim("repairability", other)), "repairability")
    assert (mine.found, mine.right, mine.claimed, mine.same) == (1, 1, 2, 1)


def test_one_claim_covers_one_passage_only():
    twice = (gold("repairability", REPAIR[:30]), gold("repairability", REPAIR[3:30]))
    mine = tally(scored(claim("repairability", REPAIR), gold=twice), "repairability")
    assert (mine.gold, mine.hit, mine.same) == (2, 2, 1)


def test_a_claim_of_a_few_words_touches_but_does_not_cover():
    mine = tally(scored(claim("repairability", REPAIR[:20])), "repairability")
    assert (mine.hit, mine.same, mine.claimed) == (1, 0, 1)


@pytest.mark.parametrize("said", [True, False])
def test_a_peripheral_passage_is_neither_missed_nor_false(said):
    aside = (gold("repairability", REPAIR[:30], peripheral=True),)
    score = scored(*([claim("repairability", REPAIR)] if said else []), gold=aside)
    mine = tally(score, "repairability")
    assert (mine.gold, mine.claimed, mine.absent, mine.unclaimed) == (0, 0, 0, 0)
    assert (mine.found, mine.right) == (int(said), int(said))
    assert not score.misses
    assert not score.false_alarms


def test_strength_is_compared_on_both_scales():
    score = scored(
        claim("repairability", REPAIR, strength="measurable"),
        claim("waste_end_of_life", WASTE, strength="enforceable", conditional=True),
    )
    assert score.strengths == ((3, 3), (2, 2))
    assert score.grades == ((3, 3), (2, 4))


def test_a_document_that_could_not_be_read_misses_all_and_counts_a_page():
    score = score_document(exam("CCTP.txt", "", GOLD, failed=True), ())
    figures = summarise("engine", [score])
    assert (figures.failed, figures.pages, figures.passages.gold, figures.passages.recall) == (1, 1, 2, 0)
    assert figures.unlocated == 2


def test_presence_is_joined_over_the_documents_of_a_folder():
    one = score_document(exam("a/RC.txt", TEXT, GOLD), [claim("repairability", REPAIR)])
    two = score_document(exam("a/CCTP.txt", TEXT, GOLD), [claim("waste_end_of_life", WASTE)])
    figures = summarise("engine", [one, two])
    assert (figures.presence.recall, figures.presence_by_tender.recall) == (0.5, 1.0)
    assert (figures.documents, figures.tenders) == (2, 1)


def test_two_themes_are_neighbours_both_ways_and_each_of_itself():
    assert neighbours("carbon", "transport")
    assert neighbours("transport", "carbon")
    assert neighbours("food", "food")
    assert not neighbours("food", "wood")
