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
        RuleError: A pack is not there, or a file of it is wrong; whoever runs the check reads first, in French, what
            to do without its author.
    """
    from clausecheck.checking import load_rules
    from clausecheck.errors import RuleError
    from clausecheck.rulebook.packs import find_pack

    try:
        return load_rules(*(find_pack(name) for name in packs or []))
    except RuleError as error:
        if not packs:
            raise
        raise RuleError(
            f"Erreur : le jeu de règles demandé ne se charge pas (--pack {' --pack '.join(packs)}). "
            f"Retirez --pack, ou transmettez ce détail à son auteur :\n{error}"
        ) from error
