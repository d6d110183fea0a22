"""Which rules a command works on: the built-in ones, and packs named with ``--pack``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from clausecheck.model.rule import Rulebook

Packs = Annotated[
    list[str] | None,
    typer.Option("--pack", metavar="DOSSIER|NOM", help="Autre jeu de règles, dossier ou paquet installé."),
]


def load(packs: list[str] | None) -> Rulebook:
    """Return the built-in rules with those of ``packs``.

    Raises:
        RuleError: A pack is not there, or a file of it is wrong.
    """
    from clausecheck.checking import load_rules
    from clausecheck.rulebook.packs import find_pack

    return load_rules(*(find_pack(name) for name in packs or []))
