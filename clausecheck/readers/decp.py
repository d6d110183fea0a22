"""Essential data of public contracts (DECP), in the order and words of the regulation's format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clausecheck.model.document import BlockKind
from clausecheck.readers.layout import Layout, LayoutBuilder
from clausecheck.readers.problems import unreadable

_MOST_CONTRACTS = 20
"""Contracts past which a file is a register of the buyer, not a piece of one tender."""
_TITLE = "Données essentielles du marché public"
_FIELDS = (
    ("id", "Identifiant du marché"), ("acheteur", "Identifiant de l’acheteur"), ("autoriteConcedante", "Identifiant de l’autorité concédante"),
    ("nature", "Forme du marché"), ("objet", "Objet du marché"), ("codeCPV", "Code CPV"), ("procedure", "Procédure"), ("ccag", "CCAG de référence"),
    ("techniques", "Techniques d’achat"), ("modalitesExecution", "Modalités d’exécution"), ("lieuExecution", "Lieu d’exécution"),
    ("dureeMois", "Durée en mois"), ("dateNotification", "Date de notification"), ("montant", "Montant en euros hors taxes"),
    ("typesPrix", "Type de prix"), ("formePrix", "Forme du prix"), ("considerationsEnvironnementales", "Considérations environnementales"),
    ("considerationsSociales", "Considérations sociales"), ("marcheInnovant", "Marché innovant"), ("origineUE", "Part de produits de l’Union européenne"),
    ("origineFrance", "Part de produits français"), ("attributionAvance", "Avance"), ("sousTraitanceDeclaree", "Sous-traitance déclarée"),
    ("titulaires", "Titulaires"),
)  # fmt: skip


def contracts_layout(contracts: Sequence[Mapping[str, object]]) -> Layout:
    """Return the layout of contracts, each a record with the names of the format.

    Raises:
        UnreadableError: There is none, or it is a register of many contracts.
    """
    known = [each for each in contracts if "objet" in each]
    if not known or len(known) > _MOST_CONTRACTS:
        raise unreadable(
            "unsupported_format",
            f"Ce fichier de données essentielles décrit {len(known)} contrats : ce n’est pas une pièce d’un marché.",
        )
    builder = LayoutBuilder()
    for contract in known:
        builder.add(_TITLE, BlockKind.HEADING, level=1)
        for name, label in _FIELDS:
            words = ", ".join(dict.fromkeys(_leaves(contract.get(name))))
            if words:
                builder.add(f"{label} : {words}", BlockKind.PARAGRAPH)
    return Layout(text=builder.text(), blocks=tuple(builder.blocks))


def _leaves(value: object) -> Iterator[str]:
    """Yield the values within a field, however deep; truth values in French."""
    stack = [value]
    while stack:
        each = stack.pop(0)
        if isinstance(each, Mapping):
            stack = [*each.values(), *stack]
        elif isinstance(each, list | tuple):
            stack = [*each, *stack]
        elif isinstance(each, bool):
            yield "oui" if each else "non"
        elif each is not None and (text := " ".join(str(each).split())):
            yield text
