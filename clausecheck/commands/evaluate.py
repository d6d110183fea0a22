"""``clausecheck evaluate``: how well the findings agree with annotated documents."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from clausecheck.commands.streams import progress, say, write
from clausecheck.commands.values import one_of

Gold = Annotated[
    Path,
    typer.Argument(metavar="ANNOTATIONS", help="Fichier gold.jsonl, ou dossier qui en contient un."),
]
Form = Annotated[str, typer.Option("--format", metavar="text|json", help="Forme du résultat.")]
Documents = Annotated[
    Path | None,
    typer.Option(
        "--documents", metavar="DOSSIER", help="Où sont les documents ; à côté des annotations sinon."
    ),
]
Split = Annotated[
    str | None, typer.Option("--split", metavar="dev|test", help="Part du corpus ; toutes sinon.")
]
Output = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FICHIER", help="Fichier à écrire, au lieu de la sortie standard."
    ),
]
Baselines = Annotated[
    bool, typer.Option("--baselines", help="Compare à des méthodes plus simples, dans le même tableau.")
]
Train = Annotated[
    Path | None,
    typer.Option(
        "--train",
        metavar="ANNOTATIONS",
        help="Où entraîner la méthode apprise : sa part « dev », jamais « test ».",
    ),
]
Robustness = Annotated[
    bool, typer.Option("--robustness", help="Mesure ce que perd le même texte écrit autrement.")
]
Details = Annotated[
    bool, typer.Option("--details", help="Liste les passages manqués et les fausses alertes.")
]


def evaluate(
    gold: Gold,
    form: Form = "text",
    output: Output = None,
    documents: Documents = None,
    split: Split = None,
    baselines: Baselines = False,
    train_on: Train = None,
    robustness: Robustness = False,
    details: Details = False,
) -> None:
    """Mesure le moteur sur des documents annotés : précision, rappel et F1 par thème.

    Chaque chiffre est donné avec le nombre de cas et un intervalle à 95 % par document.
    """
    from clausecheck.evaluation.evaluating import evaluated
    from clausecheck.evaluation.sources import SPLITS
    from clausecheck.evaluation.tables import evaluation_object, table_text
    from clausecheck.render.json import dump

    chosen = one_of("--format", form, ("text", "json"))
    made = evaluated(
        gold,
        split=None if split is None else one_of("--split", split, SPLITS),
        documents=documents,
        baselines=baselines,
        train_on=train_on,
        robustness=robustness,
        details=details,
        workers=os.cpu_count() or 1,
        told=progress(),
        warned=say,
    )
    write(dump(evaluation_object(made)) if chosen == "json" else table_text(made), output)
