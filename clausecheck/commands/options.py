"""Options of the calls, each with its name and help: a call names them and gives their defaults."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from clausecheck.commands import values
from clausecheck.render import FORMATS

FAIL_ON = ("mandatory", "recommended", "never")
LEVELS = ("baseline", "advanced", "exemplary")

Recognition = Annotated[
    str,
    typer.Option(
        "--ocr",
        metavar="|".join(values.OCR),
        help="Reconnaissance de caractères : pages qui en ont besoin, toutes, aucune.",
    ),
]
Revised = Annotated[
    str,
    typer.Option(
        "--revisions",
        metavar="|".join(values.REVISIONS),
        help="Suivi des modifications : texte final, d'origine, ou les deux.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FICHIER", help="Fichier à écrire, au lieu de la sortie standard."
    ),
]
Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="CHEMIN",
        help="Fichiers, dossiers ou zips, tous pièces du même marché ; « - » lit l'entrée standard.",
    ),
]
Form = Annotated[
    str,
    typer.Option("--format", metavar="|".join(FORMATS), help="Forme du résultat."),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DATE",
        help="Lancement de la consultation (AAAA-MM-JJ), dont le droit s'applique.",
    ),
]
Cpv = Annotated[list[str] | None, typer.Option("--cpv", metavar="CODE", help="Code CPV ; répétable.")]
Categories = Annotated[
    list[str] | None,
    typer.Option("--category", metavar="CATÉGORIE", help="Catégorie d'achat ; répétable."),
]
BuyerType = Annotated[
    str | None, typer.Option("--buyer-type", metavar="local|state|other", help="Type d'acheteur.")
]
Value = Annotated[
    str | None, typer.Option("--value", metavar="EUROS", help="Montant estimé, en euros hors taxes.")
]
Procedure = Annotated[
    str | None, typer.Option("--procedure", metavar="PROCÉDURE", help="Procédure de passation.")
]
Level = Annotated[
    str,
    typer.Option("--level", metavar="|".join(LEVELS), help="Niveau d'ambition visé."),
]
FailOn = Annotated[
    str,
    typer.Option(
        "--fail-on",
        metavar="|".join(FAIL_ON),
        help="Gravité à partir de laquelle le code de sortie est 1.",
    ),
]
Baseline = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="RAPPORT.json",
        help="Rapport antérieur : ne montre que ce qui a été gagné, perdu ou changé depuis ; "
        "--fail-on ne compte que les verdicts qui ont empiré.",
    ),
]
