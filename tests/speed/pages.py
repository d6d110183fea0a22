"""A long French tender piece for measuring speed: invented, different on every page, the same at every run."""

from __future__ import annotations

import random
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle
from reportlab.platypus.flowables import Flowable

PARAGRAPHS_A_PAGE = 16
TABLE_EVERY = 10

_SUBJECTS = [
    "Le titulaire",
    "L'entreprise",
    "Le prestataire",
    "Le fournisseur",
    "L'acheteur",
    "Le candidat retenu",
]
_DUTIES = [
    "remet un rapport mensuel sur l'avancement des prestations et les incidents constatés",
    "assure la livraison sur le site indiqué au bon de commande, aux heures d'ouverture",
    "garantit la disponibilité des pièces détachées pendant au moins {n} ans après la livraison",
    "reprend les emballages et les oriente vers une filière de réemploi ou de recyclage",
    "respecte la réglementation du travail et produit ses attestations tous les six mois",
    "désigne un interlocuteur unique joignable pendant les heures ouvrées",
    "facture les prestations au prix du bordereau, révisé selon la formule de l'article {n}",
    "fournit une fiche technique pour chaque référence, avec l'indice de réparabilité quand il existe",
    "intervient sous {n} jours ouvrés à compter de la demande de dépannage",
    "s'efforce de limiter les déplacements et de regrouper les livraisons",
    "réserve {n} heures de travail à des personnes éloignées de l'emploi",
    "tient à jour le registre des déchets et le présente à toute demande",
]
_TAILS = [
    "Tout manquement constaté donne lieu à une pénalité de {n} euros par jour calendaire de retard.",
    "Les documents sont remis en langue française sous un format ouvert et réutilisable.",
    "Cette disposition s'applique à l'ensemble des lots, sauf mention contraire du cahier des charges.",
    "Le règlement intervient dans un délai de trente jours à réception de la facture.",
    "Les modalités pratiques sont arrêtées lors de la réunion de lancement.",
    "Les quantités portées au détail estimatif n'ont pas de valeur contractuelle.",
]


def write_pages(path: Path, pages: int) -> None:
    """Write a PDF of ``pages`` pages: numbered articles, about 3 000 characters a page, a table on every tenth."""
    draw = random.Random(pages)
    styles = getSampleStyleSheet()
    story: list[Flowable] = []
    for page in range(1, pages + 1):
        story.append(Paragraph(f"Article {page} - Prestations de la phase {page}", styles["Heading2"]))
        if page % TABLE_EVERY == 0:
            story.append(_table(draw))
        story += [Paragraph(_sentences(draw), styles["BodyText"]) for _ in range(PARAGRAPHS_A_PAGE)]
        story.append(PageBreak())
    SimpleDocTemplate(str(path), pagesize=A4, title="Cahier des clauses", invariant=1).build(story)


def _sentences(draw: random.Random) -> str:
    duty = f"{draw.choice(_SUBJECTS)} {draw.choice(_DUTIES)}."
    return f"{duty} {draw.choice(_TAILS)}".format(n=draw.randint(2, 12))


def _table(draw: random.Random) -> Table:
    rows = [
        ["Critère", "Pondération"],
        ["Prix", "50 %"],
        ["Valeur technique", "40 %"],
        ["Environnement", "10 %"],
    ]
    rows += [[f"Prestation {number}", f"{draw.randint(10, 900)} euros"] for number in range(4)]
    return Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))
