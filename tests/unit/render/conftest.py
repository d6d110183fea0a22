"""A report built by hand: every verdict, a weak duty, an unlawful wording, unread pages, hostile words."""

from datetime import date
from decimal import Decimal

import pytest

from clausecheck.model.assessment import (
    Assessment,
    LegalBasis,
    PackInfo,
    Report,
    Severity,
    Suggestion,
    Target,
    Verdict,
)
from clausecheck.model.document import Document, Problem
from clausecheck.model.finding import Finding, Level, Lever, Measure, Polarity, Strength
from clausecheck.model.outline import Outline, Piece, PieceKind, Section
from clausecheck.model.place import Evidence, Page, Span
from clausecheck.model.tender import (
    AwardCriterion,
    BuyerType,
    ContractType,
    Fact,
    Lot,
    Origin,
    Tender,
    TenderFacts,
)

RC = """Règlement de la consultation
Article 1 – Objet
La consultation porte sur la fourniture de postes informatiques et de services associés.
Article 6 – Critères d'attribution
Prix des prestations : 60 points
Valeur technique : 30 points
Performances en matière de protection de l'environnement : 10 points
Article 7 – Exécution
Une préférence sera donnée aux entreprises implantées sur le territoire de la commune.
"""
CCTP = """Cahier des clauses techniques particulières
4.2 Pièces détachées
Les pièces détachées sont disponibles pendant au moins sept (7) ans et livrées sous 15 jours ouvrés, sous peine d'une pénalité de 50 € par jour ; le titulaire remet chaque année un état des stocks.
4.3 Réemploi
Le titulaire s'efforce, dans la mesure du possible, de proposer des équipements recon-
ditionnés.
4.4 État des matériels
Les matériels livrés sont exclusivement neufs.
5.1 Emballages
Les emballages <script>alert("x")</script> sont repris\x1b[31m par le titulaire.
"""
LAW = LegalBasis(
    ref="Code de la commande publique, art. L. 2112-2",
    start=date(2026, 8, 21),
    end=None,
    url="https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000043975272",
    confidence="HIGH",
)
AGEC = LegalBasis(
    ref="Loi n° 2020-105 du 10 février 2020 (AGEC), art. 58",
    start=date(2024, 7, 1),
    end=None,
    url="",
    confidence="MEDIUM",
)
DRAFT = LegalBasis(
    ref="Décret à paraître",
    start=None,
    end=date(2030, 12, 31),
    url="javascript:alert(1)",
    confidence="UNVERIFIED",
)


def _document(name: str, text: str, id: str, problems: tuple[Problem, ...] = ()) -> Document:
    half = text.index("\n", len(text) // 2) + 1
    return Document(
        id=id,
        name=name,
        sha256=id * 8,
        media_type="application/pdf",
        language="fr",
        text=text,
        pages=(
            Page(number=1, start=0, end=half),
            Page(number=2, start=half, end=len(text), ocr=bool(problems)),
        ),
        problems=problems,
    )


def _piece(document: Document, kind: PieceKind, *titles: tuple[str, str]) -> Piece:
    sections = []
    for number, title in titles:
        start = document.text.index(title)
        sections.append(
            Section(
                title=title,
                number=number,
                level=1,
                span=Span(start=start, end=len(document.text)),
                heading=Span(start=start, end=start + len(title)),
            )
        )
    return Piece(
        document=document,
        outline=Outline(kind=kind, kind_reason="Le titre du document le dit.", sections=tuple(sections)),
    )


def _evidence(document: Document, quote: str) -> Evidence:
    start = document.text.index(quote)
    return Evidence(
        document_id=document.id,
        span=Span(start=start, end=start + len(quote)),
        quote=quote,
        page=document.page_at(start),
    )


def _finding(id: str, rule: str, document: Document, quote: str, section: str, **more: object) -> Finding:
    values: dict[str, object] = {
        "polarity": Polarity.SUPPORTS,
        "strength": Strength.BINDING,
        "level": None,
        "lever": Lever.TECHNICAL_SPECIFICATION,
        **more,
    }
    return Finding(
        id=id,
        rule=rule,
        theme=rule.split(".")[0],
        evidence=_evidence(document, quote),
        section=section,
        **values,  # type: ignore[arg-type]
    )


def _assessment(rule: str, verdict: Verdict, severity: Severity, reason: str, **more: object) -> Assessment:
    return Assessment(
        rule=rule,
        theme=rule.split(".")[0],
        verdict=verdict,
        severity=severity,
        reason=reason,
        reason_en=f"English reason for {verdict.value}.",
        **more,  # type: ignore[arg-type]
    )


SCAN = Problem(
    code="page_without_text",
    message="La page 2 est une image sans texte.",
    remedy="Relancez avec la reconnaissance de texte, ou déposez le fichier Word.",
    page=2,
    lost=True,
)
LOCKED = Problem(
    code="password",
    message="Le fichier est protégé par un mot de passe.",
    remedy="Déposez une version sans mot de passe.",
    lost=True,
)


def build_report(*, complete: bool = False) -> Report:
    """Return the report; ``complete`` leaves out all that could not be read."""
    rc = _document("dce.zip/RC.pdf", RC, "aaaa1111bbbb")
    cctp = _document("dce.zip/CCTP.pdf", CCTP, "cccc2222dddd", () if complete else (SCAN,))
    pieces = (
        _piece(rc, PieceKind.RC, ("6", "Critères d'attribution"), ("7", "Exécution")),
        _piece(cctp, PieceKind.CCTP, ("4.2", "Pièces détachées"), ("4.3", "Réemploi")),
    )
    return Report(
        engine_version="0.1.0",
        packs=(PackInfo(id="builtin", version="1", count=63),),
        rules_digest="0123456789abcdef" * 4,
        as_of=date(2026, 10, 1),
        level=Level.ADVANCED,
        tender=Tender(
            pieces=pieces,
            facts=_facts(rc),
            unread=() if complete else (("dce.zip/AE.docx", LOCKED),),
        ),
        findings=_findings(rc, cctp),
        assessments=_assessments(),
        suggestions=_suggestions(rc, cctp),
        titles=_titles(),
    )


def _facts(rc: Document) -> TenderFacts:
    names = (
        ("Prix des prestations", 60, False, True, None),
        ("Valeur technique", 30, False, False, None),
        ("Méthodologie", None, False, False, "Valeur technique"),
        ("Performances en matière de protection de l'environnement", 10, True, False, None),
    )
    criteria = tuple(
        AwardCriterion(
            document_id=rc.id,
            page=1,
            span=Span(start=10, end=20),
            name=name,
            weight=None if weight is None else Decimal(weight),
            environmental=environmental,
            price=price,
            parent=parent,
        )
        for name, weight, environmental, price, parent in names
    )
    return TenderFacts(
        title=Fact(
            value="Fourniture de postes informatiques et de services associés",
            origin=Origin.READ,
            reason="Lu à l'article 1.",
            evidence=_evidence(rc, "fourniture de postes informatiques"),
        ),
        buyer=Fact(value="Ville de Montclair-sur-Orge", origin=Origin.READ),
        buyer_type=Fact(value=BuyerType.LOCAL, origin=Origin.READ, reason="« Ville de » dans le nom."),
        cpv=Fact(value=("30213100",), origin=Origin.GIVEN),
        contract_type=Fact(value=ContractType.SUPPLIES, origin=Origin.READ),
        categories=Fact(value=("it_equipment",), origin=Origin.READ, reason="D'après le code CPV."),
        launch_date=Fact(
            value=date(2026, 10, 1),
            origin=Origin.ASSUMED,
            reason="Date de lancement introuvable dans les pièces : la date du jour est supposée.",
        ),
        procedure=Fact(value=None, origin=Origin.UNKNOWN, reason="Non indiqué dans les pièces."),
        value=Fact(value=Decimal("90000.50"), origin=Origin.GIVEN),
        lots=(Lot(number="1", title="Postes fixes"),),
        award_criteria=criteria,
        notes=("La somme des poids lus est de 100 %.",),
    )


def _findings(rc: Document, cctp: Document) -> tuple[Finding, ...]:
    spare = next(line for line in CCTP.splitlines() if line.startswith("Les pièces détachées"))
    return (
        _finding(
            "f000000000001",
            "forbidden_wording.local_preference",
            rc,
            "Une préférence sera donnée aux entreprises implantées sur le territoire de la commune.",
            "7 Exécution",
            polarity=Polarity.CONTRADICTS,
            lever=Lever.AWARD_CRITERION,
        ),
        _finding(
            "f000000000002",
            "repairability.spare_parts_availability",
            cctp,
            spare,
            "4 Exigences > 4.2 Pièces détachées",
            strength=Strength.ENFORCEABLE,
            level=Level.ADVANCED,
            measures=(
                Measure(value=Decimal(7), unit="year", comparator=">=", span_start=1, span_end=2),
                Measure(value=Decimal(15), unit="working_day", comparator="<=", span_start=3, span_end=4),
                Measure(value=Decimal("2.5"), unit="percent", comparator=">=", span_start=5, span_end=6),
            ),
            proofs=("etat des stocks",),
            penalty=True,
        ),
        _finding(
            "f000000000003",
            "reuse.refurbished_share",
            cctp,
            "Le titulaire s'efforce, dans la mesure du possible, de proposer des équipements recon-\nditionnés.",
            "4 Exigences > 4.3 Réemploi",
            strength=Strength.ASPIRATIONAL,
            conditional=True,
            lot="1",
        ),
        _finding(
            "f000000000004",
            "reuse.refurbished_accepted",
            cctp,
            "Les matériels livrés sont exclusivement neufs.",
            "4 Exigences > 4.4 État des matériels",
            polarity=Polarity.CONTRADICTS,
        ),
        _finding(
            "f000000000005",
            "packaging.take_back",
            cctp,
            'Les emballages <script>alert("x")</script> sont repris\x1b[31m par le titulaire.',
            "5.1 Emballages",
            review=True,
        ),
    )


def _assessments() -> tuple[Assessment, ...]:
    m, r, g = Severity.MANDATORY, Severity.RECOMMENDED, Severity.GOOD_PRACTICE
    return (
        _assessment(
            "forbidden_wording.local_preference",
            Verdict.CONTRADICTED,
            m,
            "Rédaction à corriger : 1 passage.",
            legal_basis=(LAW,),
            findings=("f000000000001",),
            suggestion="s000000000001",
        ),
        _assessment(
            "governance_reporting.environmental_condition",
            Verdict.MISSING,
            m,
            "Toutes les pages ont été lues et aucune clause de ce genre n'a été trouvée.",
            legal_basis=(LAW, DRAFT),
            suggestion="s000000000002",
        ),
        _assessment(
            "env_award_criterion.present",
            Verdict.MET,
            m,
            "Obligation mesurable.",
            legal_basis=(LAW,),
        ),
        _assessment(
            "repairability.spare_parts_availability",
            Verdict.MET,
            r,
            "Obligation mesurable, prouvée et sanctionnée.",
            legal_basis=(AGEC,),
            findings=("f000000000002",),
        ),
        _assessment(
            "reuse.refurbished_share",
            Verdict.PARTIAL,
            r,
            "Trop faible pour obliger : souhait sans obligation.",
            legal_basis=(AGEC,),
            findings=("f000000000003",),
            suggestion="s000000000003",
        ),
        _assessment(
            "reuse.refurbished_accepted",
            Verdict.CONTRADICTED,
            r,
            "Le texte dit le contraire.",
            findings=("f000000000004",),
        ),
        _assessment(
            "durability_warranty.duration",
            Verdict.UNDECIDED,
            g,
            "Des fichiers n'ont pas pu être lus : AE.docx.",
        ),
        _assessment(
            "wood.certified", Verdict.NOT_APPLICABLE, r, "Non attendue pour cette catégorie d'achat."
        ),
    )


def _suggestions(rc: Document, cctp: Document) -> tuple[Suggestion, ...]:
    return (
        Suggestion(
            id="s000000000001",
            rule="forbidden_wording.local_preference",
            level=Level.ADVANCED,
            wording="Le candidat décrit son organisation pour intervenir dans le délai fixé à l'article [numéro].",
            language="fr",
            placeholders=("numéro",),
            belongs_in=("RC",),
            target=Target(document_id=rc.id, after=len(RC) - 1, section="7 Exécution"),
        ),
        Suggestion(
            id="s000000000002",
            rule="governance_reporting.environmental_condition",
            level=Level.ADVANCED,
            wording="Le titulaire réduit les emballages de 30 %.\nIl remet un bilan annuel.\n"
            "À défaut, une pénalité de [montant en euros] s'applique.",
            language="fr",
            parameters=(("share", "30"),),
            placeholders=("montant en euros",),
            proofs=("bilan annuel", "bons de livraison"),
            belongs_in=("CCAP", "CCP"),
        ),
        Suggestion(
            id="s000000000003",
            rule="reuse.refurbished_share",
            level=Level.ADVANCED,
            wording="Le titulaire fournit au moins 30 % des équipements en produits issus du réemploi.",
            language="fr",
            belongs_in=("CCTP",),
            target=Target(document_id=cctp.id, after=300, section="4 Exigences > 4.3 Réemploi"),
        ),
    )


def _titles() -> tuple[tuple[str, tuple[str, str, str]], ...]:
    rows = {
        "forbidden_wording.local_preference": ("Préférence locale", "Local preference"),
        "governance_reporting.environmental_condition": (
            "Condition d'exécution environnementale",
            "Environmental performance condition",
        ),
        "env_award_criterion.present": ("Critère environnemental présent", "Environmental criterion present"),
        "repairability.spare_parts_availability": ("Pièces détachées disponibles", "Spare parts available"),
        "reuse.refurbished_share": (
            "Part chiffrée de biens issus du réemploi",
            "Stated share of reused goods",
        ),
        "reuse.refurbished_accepted": ("Reconditionné accepté", "Refurbished goods accepted"),
        "durability_warranty.duration": ("Durée de garantie", "Length of warranty"),
        "wood.certified": ("Bois certifié", "Certified wood"),
        "packaging.take_back": ("Reprise des emballages", "Packaging taken back"),
    }
    return tuple(
        (rule, (*names, f"Sans cela, « {names[0].lower()} » reste une promesse."))
        for rule, names in rows.items()
    )


@pytest.fixture
def report() -> Report:
    """The report with an unread file and a page that is an image."""
    return build_report()


@pytest.fixture
def complete_report() -> Report:
    """The same with everything read."""
    return build_report(complete=True)
