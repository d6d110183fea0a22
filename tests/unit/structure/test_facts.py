"""Facts of a tender: read with their evidence, given ones first, assumed ones said so."""

from datetime import date
from decimal import Decimal

import pytest

from clausecheck.model.rule import Category
from clausecheck.model.tender import BuyerType, ContractType, Options, Origin
from clausecheck.structure import find_facts, find_lots
from clausecheck.structure.dates import find_dates
from clausecheck.text.folding import fold

CATEGORIES = (
    Category(slug="it_equipment", title=("Matériel informatique", "IT equipment"), cpv=("302",), terms=("ordinateur", "matériel informatique")),
    Category(slug="it", title=("Informatique", "IT"), cpv=("30", "72"), terms=("informatique",)),
    Category(slug="furniture", title=("Mobilier", "Furniture"), cpv=("391",), terms=("mobilier",), contract_type="supplies"),
)  # fmt: skip
NOTHING = Options()
RC = "RÈGLEMENT DE LA CONSULTATION"


@pytest.fixture
def facts_of(piece_of):
    """Return the facts of one piece made of the given blocks."""
    return lambda *blocks, options=NOTHING, **more: find_facts(
        (piece_of(*blocks, **more),), options, CATEGORIES
    )


@pytest.mark.parametrize(
    ("blocks", "title"),
    [
        (
            (RC, "Objet de la consultation", "Fourniture de mobilier scolaire"),
            "Fourniture de mobilier scolaire",
        ),
        (
            (RC, "Objet du marché : Acquisition de véhicules électriques"),
            "Acquisition de véhicules électriques",
        ),
        (
            (RC, "1. Objet", "La présente consultation a pour objet la fourniture de papier recyclé."),
            "Fourniture de papier recyclé",
        ),
        ((RC, "Le présent marché concerne le nettoyage des écoles."), "Nettoyage des écoles"),
        (
            ("CCTP", "OPÉRATION :", "RÉNOVATION DE L'ÉCOLE", "JULES MICHELET"),
            "RÉNOVATION DE L'ÉCOLE JULES MICHELET",
        ),
        (("INVITATION TO TENDER", "Title: Supply of laptops and screens"), "Supply of laptops and screens"),
    ],
)
def test_the_title_is_read(facts_of, blocks, title) -> None:
    fact = facts_of(*blocks).title
    assert (title, Origin.READ) == (fact.value, fact.origin)


@pytest.mark.parametrize(
    ("blocks", "buyer", "kind"),
    [
        ((RC, "Acheteur", "Ville de Montfleuri", "12 rue des Lilas"), "Ville de Montfleuri", BuyerType.LOCAL),
        (
            (RC, "Pouvoir adjudicateur : Communauté de communes du Val, 3 place Foch"),
            "Communauté de communes du Val",
            BuyerType.LOCAL,
        ),
        ((RC, "Maître d'ouvrage : Préfecture du Lot"), "Préfecture du Lot", BuyerType.STATE),
        (("COMMUNE DE MONTFLEURI", RC), "COMMUNE DE MONTFLEURI", BuyerType.LOCAL),
        (
            (RC, "Acheteur : Centre hospitalier de Montfleuri"),
            "Centre hospitalier de Montfleuri",
            BuyerType.OTHER,
        ),
        (
            ("INVITATION TO TENDER", "Contracting authority: City of Greenhaven"),
            "City of Greenhaven",
            BuyerType.LOCAL,
        ),
    ],
)
def test_the_buyer_and_its_type_are_read(facts_of, blocks, buyer, kind) -> None:
    facts = facts_of(*blocks)
    assert (buyer, kind) == (facts.buyer.value, facts.buyer_type.value)


def test_the_type_of_an_unknown_name_is_assumed_from_the_text(facts_of) -> None:
    fact = facts_of(
        RC, "Acheteur : Val d'Or", "Délibération du conseil municipal. Le maire signe."
    ).buyer_type
    assert (BuyerType.LOCAL, Origin.ASSUMED) == (fact.value, fact.origin)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Code CPV : 30213100-6", ("30213100",)),
        ("Code CPV principal : 39160000", ("39160000",)),
        ("CPV 30213100-6 et 30231300-0", ("30213100", "30231300")),
        ("Nomenclature : 72.51.00.00-3", ("72510000",)),
        ("Téléphone 01863116 ; SIRET 20005796600018", None),
        ("CPV : voir l'avis. Le montant est de 12345678 euros.", None),
    ],
)
def test_cpv_codes_are_read(facts_of, text, codes) -> None:
    assert codes == facts_of(RC, text).cpv.value


@pytest.mark.parametrize(
    ("blocks", "kind", "origin"),
    [
        ((RC, "Le marché est un marché public de travaux."), ContractType.WORKS, Origin.READ),
        ((RC, "Type de marché : Services"), ContractType.SERVICES, Origin.READ),
        ((RC, "Code CPV : 45233140-2"), ContractType.WORKS, Origin.READ),
        ((RC, "Code CPV : 39160000-1"), ContractType.SUPPLIES, Origin.READ),
        ((RC, "Code CPV : 90910000-9"), ContractType.SERVICES, Origin.READ),
        ((RC, "Objet : Acquisition de matériels divers"), ContractType.SUPPLIES, Origin.ASSUMED),
        ((RC, "Objet : Nettoyage des bâtiments"), ContractType.SERVICES, Origin.ASSUMED),
        ((RC, "Rien de tel."), None, Origin.UNKNOWN),
    ],
)
def test_the_contract_type_is_said_or_assumed(facts_of, blocks, kind, origin) -> None:
    fact = facts_of(*blocks).contract_type
    assert (kind, origin) == (fact.value, fact.origin)


@pytest.mark.parametrize(
    ("blocks", "slugs"),
    [
        ((RC, "Code CPV : 30213100-6"), ("it_equipment",)),
        ((RC, "Code CPV : 30190000-7"), ("it",)),
        ((RC, "Objet : Fourniture de mobilier"), ("furniture",)),
        ((RC, "Objet : Fourniture de matériels informatiques"), ("it_equipment",)),
        ((RC, "Objet : Achat de denrées", "Le mobilier est repris."), None),
    ],
)
def test_categories_come_from_cpv_else_from_the_title_never_from_the_body(facts_of, blocks, slugs) -> None:
    assert slugs == facts_of(*blocks).categories.value


@pytest.mark.parametrize(
    ("text", "day", "origin"),
    [
        ("Date d'envoi du présent avis : 3 février 2026", date(2026, 2, 3), Origin.READ),
        ("Date de publication : 03/02/2026", date(2026, 2, 3), Origin.READ),
        ("Date limite de remise des offres : 15 mars 2026 à 12h00", date(2026, 2, 13), Origin.ASSUMED),
        (
            "Date et heure limites de réception des plis\nLe lundi 16/03/2026 à 12:00",
            date(2026, 2, 14),
            Origin.ASSUMED,
        ),
        ("Deadline for receipt of tenders: 15 March 2026", date(2026, 2, 13), Origin.ASSUMED),
        ("Le marché débute le 1er mai 2026.", None, Origin.UNKNOWN),
    ],
)
def test_the_launch_is_read_or_supposed_before_the_deadline(facts_of, text, day, origin) -> None:
    fact = facts_of(RC, text).launch_date
    assert (day, origin) == (fact.value, fact.origin)


@pytest.mark.parametrize(
    ("text", "procedure"),
    [
        (
            "La consultation est passée selon la procédure de l'appel d'offres ouvert.",
            "appel d'offres ouvert",
        ),
        ("Marché passé selon une procédure adaptée (MAPA).", "procédure adaptée"),
        ("Open procedure", "appel d'offres ouvert"),
        ("Des marchés similaires pourront être passés sans publicité ni mise en concurrence.", None),
    ],
)
def test_the_procedure_is_read(facts_of, text, procedure) -> None:
    assert procedure == facts_of(RC, text).procedure.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Montant estimé du marché : 120 000 € HT", 120_000),
        ("Le montant maximum de l'accord-cadre est de 500 000,50 euros HT.", Decimal("500000.50")),
        ("Valeur estimée : 1,5 million d'euros", 1_500_000),
        ("Montant maximum : 600 000 € TTC", None),
        ("Le titulaire paie une pénalité de 500 € HT.", None),
    ],
)
def test_the_value_is_read_before_tax(facts_of, text, value) -> None:
    assert value == facts_of(RC, text).value.value


def test_what_is_given_wins(facts_of) -> None:
    options = Options(
        as_of=date(2026, 10, 1),
        cpv=("39160000",),
        buyer_type=BuyerType.STATE,
        value=Decimal(10),
        procedure="MAPA",
    )
    facts = facts_of(RC, "Code CPV : 30213100-6", "Acheteur : Ville de Montfleuri", options=options)
    given = (facts.launch_date, facts.cpv, facts.buyer_type, facts.value, facts.procedure)
    assert [Origin.GIVEN] * 5 == [fact.origin for fact in given]
    assert ("furniture",) == facts.categories.value
    assert ("it",) == facts_of(RC, options=Options(categories=("it",))).categories.value


def test_every_evidence_quotes_its_document(piece_of) -> None:
    piece = piece_of(
        RC, "Acheteur : Ville de Montfleuri", "Objet : Fourniture de mobilier", "Code CPV : 39160000-1",
        "Date limite de remise des offres : 15 mars 2026", "Montant estimé : 90 000 € HT", "Procédure adaptée", pages=True,
    )  # fmt: skip
    facts = find_facts((piece,), Options(), CATEGORIES)
    read = (facts.title, facts.buyer, facts.buyer_type, facts.cpv, facts.contract_type, facts.categories, facts.launch_date,
            facts.procedure, facts.value)  # fmt: skip
    for fact in read:
        assert fact.evidence is not None
        span = fact.evidence.span
        assert piece.document.text[span.start : span.end] == fact.evidence.quote
        assert 1 == fact.evidence.page


def test_weights_that_do_not_make_100_are_said(facts_of) -> None:
    notes = facts_of(
        RC, "Les critères de jugement des offres sont :", "- Prix : 60 %", "- Délai : 30 %", name="RC.pdf"
    ).notes
    assert ("RC.pdf\u00a0: les pondérations lues font 90\u00a0% au lieu de 100\u00a0%.",) == notes


def test_a_tender_without_pieces_is_unknown() -> None:
    facts = find_facts((), Options(), CATEGORIES)
    assert {Origin.UNKNOWN} == {
        facts.title.origin,
        facts.buyer.origin,
        facts.cpv.origin,
        facts.launch_date.origin,
    }


@pytest.mark.parametrize(
    "blocks",
    [
        ("Les lots sont :", "Lot 1 : Papier recyclé", "Lot 2 : Mobilier"),
        ("Lot n° 1 - Papier recyclé", "Lot n°2 – Mobilier"),
        ("| Lot | Désignation", "| 1 | Papier recyclé", "| 2 | Mobilier"),
        (
            "| N° de lot | Objet | Montant",
            "| Lot 1 | Papier recyclé | 10 000 €",
            "| Lot 2 | Mobilier | 20 000 €",
        ),
    ],
)
def test_lots_are_read_from_lists_and_tables(piece_of, blocks) -> None:
    assert [("1", "Papier recyclé"), ("2", "Mobilier")] == [
        (lot.number, lot.title) for lot in find_lots([piece_of(RC, *blocks)])
    ]


def test_amounts_and_sentences_are_no_lots(piece_of) -> None:
    assert () == find_lots([piece_of(RC, "Lot 1 : 10 000 € HT", "Le lot 2 est réservé.")])


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("le 1er mars 2026", [date(2026, 3, 1)]),
        ("03/04/2026", [date(2026, 4, 3)]),
        ("03.04.26", [date(2026, 4, 3)]),
        ("2026-04-03", [date(2026, 4, 3)]),
        ("3rd April 2026 and May 5, 2026", [date(2026, 4, 3), date(2026, 5, 5)]),
        ("31/02/2026", []),
        ("12 rue de Mars", []),
    ],
)
def test_dates_are_read_in_their_usual_forms(text, days) -> None:
    folded = fold(text)
    assert days == [found.day for found in find_dates(folded, 0, len(folded))]
