"""Pieces of one tender that do not go together, and those that do."""

from dataclasses import replace
from datetime import date

import pytest

from clausecheck.consistency import find_inconsistencies
from clausecheck.detect import Detector
from clausecheck.model.consistency import Inconsistency, Mismatch
from clausecheck.model.document import Document, Problem
from clausecheck.model.outline import Piece, PieceKind
from clausecheck.model.rule import Rulebook
from clausecheck.model.tender import Options, Tender
from clausecheck.readers import ReadSettings
from clausecheck.readers.opening import open_file
from clausecheck.rulebook import load_rulebook
from clausecheck.structure import find_facts, outline

RULEBOOK = load_rulebook()
DETECTOR = Detector(RULEBOOK)
LOST = Problem(code="page_without_text", message="La page 2 est une image.", page=2, lost=True)
PARTS = "repairability.spare_parts_availability"
PENALTY = "En cas de retard de livraison, une pénalité de 50 euros par jour est appliquée."


def piece(kind: PieceKind, text: str) -> Piece:
    """A text file that was read; every line is a paragraph of its own."""
    (document,) = open_file(f"{kind.value}.txt", text.replace("\n", "\n\n").encode(), ReadSettings())
    assert isinstance(document, Document)
    return Piece(document=replace(document, id=kind.value), outline=replace(outline(document), kind=kind))


def remarks(
    *pieces: Piece, kind: Mismatch | None = None, rules: Rulebook = RULEBOOK, lost: bool = False
) -> list[Inconsistency]:
    if lost:
        first = pieces[0]
        pieces = (replace(first, document=replace(first.document, problems=(LOST,))), *pieces[1:])
    facts = find_facts(pieces, Options(as_of=date(2026, 10, 1)), rules.categories)
    tender = Tender(pieces=pieces, facts=facts)
    findings, concepts = [], {}
    for each in pieces:
        criteria = [c for c in facts.award_criteria if c.document_id == each.document.id]
        found, concepts[each.document.id] = DETECTOR.look(each, criteria)
        findings += found
    told = find_inconsistencies(tender, findings, rules, concepts)
    return [each for each in told if kind is None or each.kind is kind]


CCAP_YEARS = "Les pièces détachées sont disponibles pendant {} ans après la livraison."
CCTP_YEARS = "Le titulaire garantit la disponibilité des pièces détachées pendant {} ans."


def years(first: str, second: str, **options: bool) -> list[Inconsistency]:
    return remarks(
        piece(PieceKind.CCAP, first), piece(PieceKind.CCTP, second), kind=Mismatch.FIGURES_DIFFER, **options
    )


def test_two_pieces_that_ask_for_different_years_are_named_with_both_figures() -> None:
    (remark,) = years(CCAP_YEARS.format(7), CCTP_YEARS.format(5))
    assert PARTS == remark.subject
    assert "CCAP demande 7\u00a0ans, CCTP demande 5\u00a0ans" in remark.message
    assert "CCAP asks for 7 years, CCTP for 5 years" in remark.message_en
    assert ("CCAP", "CCTP") == remark.documents
    assert 2 == len(remark.findings)


@pytest.mark.parametrize(
    ("first", "second", "because"),
    [
        (CCAP_YEARS.format(7), CCTP_YEARS.format("sept"), "the same figure in words"),
        (CCAP_YEARS.format(7), CCTP_YEARS.format(84).replace("ans", "mois"), "the same in months"),
        (
            CCAP_YEARS.format(7),
            f"{CCTP_YEARS.format(7)}\nLes pièces détachées des écrans sont disponibles cinq ans.",
            "one figure in common: the other one is for other equipment",
        ),
        (
            CCAP_YEARS.format(7),
            "Le titulaire s'efforce de fournir les pièces détachées pendant 5 ans.",
            "a wish contradicts no duty",
        ),
        (
            "Toute indisponibilité des pièces détachées avant 7 ans donne lieu à une pénalité de 5 %.",
            CCTP_YEARS.format(5),
            "the figure of a sanction is no demand",
        ),
        (
            "Le mobilier est garanti cinq ans contre tout défaut de matière et d'assemblage.",
            "Le mobilier remis en état est garanti vingt-quatre mois.",
            "another object",
        ),
    ],
)
def test_pieces_agree(first: str, second: str, because: str) -> None:
    assert not years(first, second), because


CRITERIA = """Critères d'attribution
Prix : 60 %
Heures d'insertion proposées : 40 %"""


def scored(duty: str, **options: bool) -> list[Inconsistency]:
    return remarks(
        piece(PieceKind.RC, CRITERIA),
        piece(PieceKind.CCAP, duty),
        kind=Mismatch.SCORED_NOT_REQUIRED,
        **options,
    )


def test_a_theme_that_is_scored_and_obliged_nowhere_is_told() -> None:
    (remark,) = scored("Le titulaire livre le matin.")
    assert "social_inclusion" == remark.subject
    assert "« Insertion sociale » est noté" in remark.message


@pytest.mark.parametrize(
    "duty",
    [
        "Le titulaire réserve 200 heures de travail à des personnes éloignées de l'emploi.",
        "Les engagements de l'offre du titulaire deviennent contractuels.",
    ],
)
def test_a_duty_or_an_offer_made_contractual_answers_the_criterion(duty: str) -> None:
    assert not scored(duty)


def test_nothing_is_said_to_be_obliged_nowhere_while_a_page_is_unread() -> None:
    assert not scored("Le titulaire livre le matin.", lost=True)


def test_nothing_is_said_to_be_obliged_nowhere_without_a_piece_of_the_contract() -> None:
    assert not remarks(piece(PieceKind.RC, CRITERIA), kind=Mismatch.SCORED_NOT_REQUIRED)


PRICED = replace(
    RULEBOOK,
    rules=tuple(replace(r, price_line=("spare_parts",)) if r.id == PARTS else r for r in RULEBOOK.rules),
)


@pytest.mark.parametrize(
    ("schedule", "told"),
    [
        ("Ordinateur portable, unité, prix en euros", 1),
        ("Ordinateur portable, unité\nPièces détachées, remise sur tarif", 0),
    ],
)
def test_a_duty_that_costs_wants_a_line_in_the_price_schedule(schedule: str, told: int) -> None:
    found = remarks(
        piece(PieceKind.CCTP, CCTP_YEARS.format(7)),
        piece(PieceKind.BPU, schedule),
        kind=Mismatch.REQUIRED_NOT_PRICED,
        rules=PRICED,
    )
    assert told == len(found)


@pytest.mark.parametrize(
    ("clauses", "told"),
    [
        (PENALTY, ["repairability"]),
        (f"{PENALTY}\nTout manquement aux obligations du marché est puni d'une pénalité de 100 euros.", []),
    ],
)
def test_measured_duties_without_a_sanction_are_told_by_theme(clauses: str, told: list[str]) -> None:
    found = remarks(
        piece(PieceKind.CCTP, CCTP_YEARS.format(7)),
        piece(PieceKind.CCAP, clauses),
        kind=Mismatch.WITHOUT_PENALTY,
    )
    assert told == [remark.subject for remark in found]


def test_nothing_is_known_of_penalties_without_the_piece_that_holds_them() -> None:
    assert not remarks(piece(PieceKind.CCTP, CCTP_YEARS.format(7)), kind=Mismatch.WITHOUT_PENALTY)


NOTICE = """Objectif environnemental du marché : protection de la biodiversité et des écosystèmes
Objectif social du marché : accessibilité pour tous"""


@pytest.mark.parametrize(
    ("duty", "told"),
    [
        ("Le titulaire livre le matin.", ["BT-774-Lot:biodiv-eco", "BT-775-Lot:acc-all"]),
        ("Le site internet est conforme au RGAA.", ["BT-774-Lot:biodiv-eco"]),
    ],
)
def test_a_notice_that_declares_what_no_piece_holds_is_told(duty: str, told: list[str]) -> None:
    found = remarks(
        piece(PieceKind.NOTICE, NOTICE), piece(PieceKind.CCTP, duty), kind=Mismatch.DECLARED_NOT_HELD
    )
    assert told == [remark.subject for remark in found]


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ("Considérations environnementales : Clause environnementale", 0),
        ("Considérations environnementales : Critère environnemental", 1),
        ("Considérations environnementales : Pas de considération environnementale", 0),
    ],
)
def test_the_essential_data_declare_a_clause_or_a_criterion(declared: str, told: int) -> None:
    found = remarks(
        piece(PieceKind.NOTICE, declared),
        piece(PieceKind.CCTP, CCTP_YEARS.format(7)),
        kind=Mismatch.DECLARED_NOT_HELD,
    )
    assert told == len(found)


def test_ids_do_not_depend_on_the_words_around() -> None:
    first = years(CCAP_YEARS.format(7), CCTP_YEARS.format(5))
    second = years(CCAP_YEARS.format(8), CCTP_YEARS.format(5))
    assert first[0].id == second[0].id
