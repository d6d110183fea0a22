"""eForms notices: fields become prose from which kind and facts are found, nothing written is left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from clausecheck.intake import read_bytes
from clausecheck.model.document import Document
from clausecheck.model.outline import Piece, PieceKind
from clausecheck.model.tender import ContractType, Options, Origin, TenderFacts
from clausecheck.structure import find_facts, outline

_SPACES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
    "ext": "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2",
    "efext": "http://data.europa.eu/p27/eforms-ubl-extensions/1",
    "efac": "http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1",
    "efbc": "http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1",
}


def extension(inner: str) -> str:
    return (
        "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>"
        f"{inner}</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>"
    )


def criterion(
    name: str, weight: str, kind: str = "quality", unit: str = "per-exa", language: str = "FRA"
) -> str:
    parameter = (
        f'<efac:AwardCriterionParameter><efbc:ParameterCode listName="number-weight">{unit}</efbc:ParameterCode>'
        f"<efbc:ParameterNumeric>{weight}</efbc:ParameterNumeric></efac:AwardCriterionParameter>"
    )
    return (
        f"<cac:SubordinateAwardingCriterion>{extension(parameter) if weight else ''}"
        f'<cbc:AwardingCriterionTypeCode listName="award-criterion-type">{kind}</cbc:AwardingCriterionTypeCode>'
        + (f'<cbc:Name languageID="{language}">{name}</cbc:Name>' if name else "")
        + "</cac:SubordinateAwardingCriterion>"
    )


def additional(listed: str, code: str, text: str = "", language: str = "FRA") -> str:
    words = f'<cbc:ProcurementType languageID="{language}">{text}</cbc:ProcurementType>' if text else ""
    return (
        f'<cac:ProcurementAdditionalType><cbc:ProcurementTypeCode listName="{listed}">{code}</cbc:ProcurementTypeCode>'
        f"{words}</cac:ProcurementAdditionalType>"
    )


def project(
    title: str, *, cpv: str = "30213100", nature: str = "supplies", more: str = "", language: str = "FRA"
) -> str:
    return (
        f'<cac:ProcurementProject><cbc:Name languageID="{language}">{title}</cbc:Name>'
        f'<cbc:ProcurementTypeCode listName="contract-nature">{nature}</cbc:ProcurementTypeCode>{more}'
        f'<cac:MainCommodityClassification><cbc:ItemClassificationCode listName="cpv">{cpv}</cbc:ItemClassificationCode>'
        "</cac:MainCommodityClassification></cac:ProcurementProject>"
    )


def lot(
    identifier: str, body: str, criteria: Sequence[str] = (), *, terms: str = "", scheme: str = "Lot"
) -> str:
    award = "".join(criteria)
    awarding = (
        f"<cac:AwardingTerms><cac:AwardingCriterion>{award}</cac:AwardingCriterion></cac:AwardingTerms>"
        if award
        else ""
    )
    return (
        f'<cac:ProcurementProjectLot><cbc:ID schemeName="{scheme}">{identifier}</cbc:ID>'
        f"<cac:TenderingTerms>{terms}{awarding}</cac:TenderingTerms>"
        "<cac:TenderingProcess><cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>2026-04-24+02:00</cbc:EndDate>"
        "<cbc:EndTime>12:00:00+02:00</cbc:EndTime></cac:TenderSubmissionDeadlinePeriod></cac:TenderingProcess>"
        f"{body}</cac:ProcurementProjectLot>"
    )


def notice(
    *parts: str, root: str = "ContractNotice", kind: str = "cn-standard", language: str = "FRA",
    title: str = "Fourniture d’ordinateurs portables", buyer: str = "Ville de Céret", encoding: str = "utf-8", results: str = "",
) -> bytes:  # fmt: skip
    company = (
        "<efac:Company><cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification>"
        f'<cac:PartyName><cbc:Name languageID="{language}">{buyer}</cbc:Name></cac:PartyName>'
        "<cac:PostalAddress><cbc:StreetName>6 bd Maréchal Joffre</cbc:StreetName><cbc:CityName>Céret</cbc:CityName>"
        "<cbc:PostalZone>66400</cbc:PostalZone></cac:PostalAddress></efac:Company>"
    )
    spaces = " ".join(f'xmlns:{name}="{space}"' for name, space in _SPACES.items())
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2" {spaces}>'
        + extension(
            f"{results}<efac:Organizations><efac:Organization>{company}</efac:Organization></efac:Organizations>"
        )
        + '<cbc:ID schemeName="notice-id">14549263-b47b-4e59-96a1-2d0d13e19343</cbc:ID><cbc:IssueDate>2026-03-12+01:00</cbc:IssueDate>'
        f'<cbc:NoticeTypeCode listName="competition">{kind}</cbc:NoticeTypeCode><cbc:NoticeLanguageCode>{language}</cbc:NoticeLanguageCode>'
        '<cac:ContractingParty><cac:ContractingPartyType><cbc:PartyTypeCode listName="buyer-legal-type">la</cbc:PartyTypeCode>'
        "</cac:ContractingPartyType><cac:Party><cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification></cac:Party>"
        "</cac:ContractingParty><cac:TenderingProcess>"
        '<cbc:ProcedureCode listName="procurement-procedure-type">open</cbc:ProcedureCode></cac:TenderingProcess>'
        + project(
            title,
            language=language,
            more='<cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount currencyID="EUR">240000.00</cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>',
        )
        + "".join(parts)
        + f"</{root}>"
    )
    return text.encode(encoding)


CRITERIA = (
    criterion("", "60", "price"),
    criterion("Réparabilité et durabilité", "25"),
    criterion("Délai de livraison", "15"),
)


def read(data: bytes, name: str = "26-014.xml") -> Document:
    result = read_bytes(name, data)
    assert result.unread == ()
    return result.documents[0]


def facts(document: Document) -> TenderFacts:
    return find_facts((Piece(document=document, outline=outline(document)),), Options(), ())


@pytest.mark.parametrize(
    ("root", "kind", "title"),
    [
        ("ContractNotice", "cn-standard", "Avis de marché"),
        ("PriorInformationNotice", "pin-only", "Avis de préinformation"),
        ("ContractAwardNotice", "can-standard", "Avis d’attribution de marché"),
        ("ContractNotice", "", "Avis de marché"),
    ],
)
def test_every_family_of_notices_is_one(make, root: str, kind: str, title: str) -> None:
    document = read(notice(lot("LOT-0001", project("Ordinateurs"), CRITERIA), root=root, kind=kind))
    make.check_invariants(document)
    assert document.text.startswith(title + "\n")
    assert outline(document).kind is PieceKind.NOTICE


def test_the_facts_of_a_notice_are_found() -> None:
    found = facts(read(notice(lot("LOT-0001", project("Ordinateurs portables"), CRITERIA))))
    assert found.title.value == "Fourniture d’ordinateurs portables"
    assert found.buyer.value == "Ville de Céret"
    assert found.cpv.value == ("30213100",)
    assert found.contract_type.value is ContractType.SUPPLIES
    assert (found.launch_date.value, found.launch_date.origin) == (date(2026, 3, 12), Origin.READ)
    assert found.procedure.value == "appel d'offres ouvert"
    assert found.value.value == Decimal(240_000)
    assert found.lots == ()
    assert [(each.name, each.weight, each.environmental, each.price) for each in found.award_criteria] == [
        ("Prix", 60, False, True),
        ("Réparabilité et durabilité", 25, True, False),
        ("Délai de livraison", 15, False, False),
    ]
    assert found.notes == ()


def test_each_lot_has_its_criteria() -> None:
    second = (
        criterion("Valeur technique", "0.4", unit="dec-exa"),
        criterion("", "0.6", "price", unit="dec-exa"),
    )
    found = facts(
        read(
            notice(
                lot("LOT-0001", project("Ordinateurs portables"), CRITERIA),
                lot("LOT-0002", project("Écrans de bureau"), second),
            )
        )
    )
    assert [(each.number, each.title) for each in found.lots] == [
        ("1", "Ordinateurs portables"),
        ("2", "Écrans de bureau"),
    ]
    assert [(each.lot, each.name, each.weight) for each in found.award_criteria] == [
        ("1", "Prix", 60), ("1", "Réparabilité et durabilité", 25), ("1", "Délai de livraison", 15),
        ("2", "Valeur technique", 40), ("2", "Prix", 60),
    ]  # fmt: skip
    assert found.notes == ()


def test_points_are_turned_into_percent_and_order_has_no_weight() -> None:
    points = (
        criterion("", "50", "price", unit="poi-exa"),
        criterion("Qualité de la réponse", "50", unit="poi-exa"),
    )
    found = facts(read(notice(lot("LOT-0001", project("Ordinateurs"), points))))
    assert [each.weight for each in found.award_criteria] == [50, 50]
    ranks = (
        criterion("", "1", "price", unit="ord-imp"),
        criterion("Qualité de la réponse", "2", unit="ord-imp"),
    )
    document = read(notice(lot("LOT-0001", project("Ordinateurs"), ranks)))
    assert "Qualité de la réponse | rang 2" in document.text
    assert all(each.weight is None for each in facts(document).award_criteria)


def test_a_price_alone_is_the_only_criterion() -> None:
    found = facts(read(notice(lot("LOT-0001", project("Ordinateurs"), (criterion("", "", "price"),)))))
    assert [(each.name, each.weight, each.price) for each in found.award_criteria] == [("prix", 100, True)]


def test_codes_are_said_in_words() -> None:
    more = (
        additional("strategic-procurement", "env-imp", "Matériel réparable, pièces disponibles dix ans.")
        + additional("environmental-impact", "circ-econ")
        + additional("environmental-impact", "clim-mitig")
        + additional("social-objective", "opp")
        + additional("gpp-criteria", "national")
        + additional("accessibility", "inc")
        + "<cac:PlannedPeriod><cbc:DurationMeasure unitCode='MONTH'>48</cbc:DurationMeasure></cac:PlannedPeriod>"
    )
    terms = (
        '<cbc:VariantConstraintCode listName="permission">allowed</cbc:VariantConstraintCode>'
        '<cac:ContractExecutionRequirement><cbc:ExecutionRequirementCode listName="reserved-execution">no</cbc:ExecutionRequirementCode>'
        '</cac:ContractExecutionRequirement><cac:ContractExecutionRequirement><cbc:ExecutionRequirementCode listName="conditions">performance'
        '</cbc:ExecutionRequirementCode><cbc:Description languageID="FRA">Le titulaire réemploie les emballages.</cbc:Description>'
        "</cac:ContractExecutionRequirement>"
    )
    lines = read(
        notice(lot("LOT-0001", project("Ordinateurs", more=more), CRITERIA, terms=terms))
    ).text.split("\n")
    for line in (
        "Achat stratégique : réduction de l’impact du marché sur l’environnement",
        "Précisions sur l’achat stratégique : Matériel réparable, pièces disponibles dix ans.",
        "Objectif environnemental du marché : transition vers l’économie circulaire, atténuation du changement climatique",
        "Objectif social du marché : emploi de personnes éloignées de l’emploi, défavorisées ou handicapées",
        "Critères d’achat public écologique : critères nationaux",
        "Accessibilité aux personnes handicapées : des exigences d’accessibilité sont prévues",
        "Durée : 48 mois",
        "Variantes : autorisées",
        "Exécution réservée à des ateliers protégés ou à l’insertion : non",
        "Conditions d’exécution du marché : Le titulaire réemploie les emballages.",
        "Date limite de réception des offres : 24/04/2026 12:00",
        "Adresse : 6 bd Maréchal Joffre, 66400 Céret",
        "Type de pouvoir adjudicateur : collectivité locale",
    ):
        assert line in lines


def test_an_english_notice_has_english_labels() -> None:
    criteria = (
        criterion("", "70", "price", language="ENG"),
        criterion("Repairability and durability", "30", language="ENG"),
    )
    data = notice(
        lot("LOT-0001", project("Laptops", language="ENG"), criteria), lot("LOT-0002", project("Screens", language="ENG"), criteria),
        language="ENG", title="Supply of laptop computers", buyer="Leeds City Council",
    )  # fmt: skip
    document = read(data)
    found = facts(document)
    assert document.text.startswith("Contract notice\nTitle: Supply of laptop computers\n")
    assert document.language == "en"
    assert outline(document).kind is PieceKind.NOTICE
    assert found.title.value == "Supply of laptop computers"
    assert found.buyer.value == "Leeds City Council"
    assert found.contract_type.value is ContractType.SUPPLIES
    assert found.launch_date.value == date(2026, 3, 12)
    assert found.procedure.value == "appel d'offres ouvert"
    assert [(each.lot, each.name, each.weight) for each in found.award_criteria] == [
        ("1", "Price", 70), ("1", "Repairability and durability", 30), ("2", "Price", 70), ("2", "Repairability and durability", 30),
    ]  # fmt: skip


def test_of_texts_in_several_languages_the_notice_s_own_is_kept() -> None:
    both = '<cbc:Note languageID="DEU">Zusätzliche Angaben</cbc:Note><cbc:Note languageID="FRA">Le candidat visite le site.</cbc:Note>'
    text = read(notice(lot("LOT-0001", project("Ordinateurs", more=both), CRITERIA))).text
    assert "Informations complémentaires : Le candidat visite le site." in text
    assert "Zusätzliche" not in text


def test_what_stands_in_no_known_field_is_kept() -> None:
    terms = (
        '<cac:PaymentTerms><cbc:Note languageID="FRA">Paiement à trente jours.</cbc:Note></cac:PaymentTerms>'
    )
    text = read(notice(lot("LOT-0001", project("Ordinateurs"), CRITERIA, terms=terms))).text
    assert "Autres informations\nAutre information : Paiement à trente jours." in text


def test_the_result_names_the_winner() -> None:
    results = (
        '<efac:NoticeResult><cbc:TotalAmount currencyID="EUR">190500.5</cbc:TotalAmount><efac:LotResult>'
        '<cbc:TenderResultCode listName="winner-selection-status">selec-w</cbc:TenderResultCode></efac:LotResult>'
        "<efac:TenderingParty><efac:Tenderer><cbc:ID>ORG-0001</cbc:ID></efac:Tenderer></efac:TenderingParty></efac:NoticeResult>"
    )
    text = read(notice(root="ContractAwardNotice", kind="can-standard", results=results)).text
    assert (
        "Résultat : au moins un attributaire a été choisi\nMontant du marché attribué : 190 500,50 EUR HT\nAttributaire : Ville de Céret"
        in text
    )


def test_groups_of_lots_and_parts_are_no_lots() -> None:
    found = facts(
        read(
            notice(
                lot("GLO-0001", project("Groupe"), scheme="LotsGroup"), lot("PAR-0001", project("Une partie"), scheme="Part"),
                lot("LOT-0001", project("Ordinateurs"), CRITERIA),
            )
        )
    )  # fmt: skip
    assert found.lots == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-15", "windows-1252"])
def test_a_notice_is_read_in_any_encoding(encoding: str) -> None:
    data = notice(
        lot("LOT-0001", project("Ordinateurs"), CRITERIA), encoding=encoding, title="Fourniture de matériel"
    )
    assert "Objet du marché : Fourniture de matériel\nDate d" in read(data).text


def test_a_notice_of_the_boamp_s_service_is_read_in_its_json_form() -> None:
    inner = {
        "ContractNotice": {
            "cbc:NoticeLanguageCode": "FRA",
            "cac:ProcurementProject": {
                "cbc:Name": {"@languageID": "FRA", "#text": "Fourniture de pièces détachées"},
                "cac:MainCommodityClassification": {
                    "cbc:ItemClassificationCode": {"@listName": "cpv", "#text": "30213100"}
                },
            },
        }
    }
    data = json.dumps(
        {"results": [{"idweb": "26-000001", "donnees": json.dumps({"EFORMS": inner})}]}
    ).encode()
    document = read(data, "avis.json")
    assert "Objet du marché : Fourniture de pièces détachées" in document.text
    assert facts(document).cpv.value == ("30213100",)
