"""The facts of a tender that decide which rules bear on it, each with its evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from clausecheck.model.outline import Piece
from clausecheck.model.rule import Category
from clausecheck.model.tender import AwardCriterion, Options, TenderFacts
from clausecheck.structure.classifying import find_categories, find_contract_type, find_cpv
from clausecheck.structure.conditions import find_launch_date, find_procedure, find_value
from clausecheck.structure.criteria import find_criteria
from clausecheck.structure.declared import find_declared
from clausecheck.structure.identity import find_buyer, find_buyer_type, find_title
from clausecheck.structure.lots import find_lots
from clausecheck.structure.reading import readings

_WHOLE = Decimal(100)
_TOLERANCE = Decimal("0.5")


def find_facts(pieces: Sequence[Piece], options: Options, categories: Sequence[Category]) -> TenderFacts:
    """Return the facts of a tender; what the caller gives wins over what is read.

    Args:
        pieces: Of one tender, in any order.
        options: Facts given by the caller.
        categories: Known purchase categories, with their CPV prefixes and words.
    """
    found = readings(pieces)
    title = find_title(found)
    buyer = find_buyer(found)
    cpv = find_cpv(found, options)
    lots = find_lots(pieces)
    bought = find_categories(title, cpv, lots, options, categories)
    criteria = tuple(criterion for piece in pieces for criterion in find_criteria(piece))
    return TenderFacts(
        title=title,
        buyer=buyer,
        buyer_type=find_buyer_type(found, buyer, options),
        cpv=cpv,
        contract_type=find_contract_type(found, title, cpv, bought, categories),
        categories=bought,
        launch_date=find_launch_date(found, options),
        procedure=find_procedure(found, options),
        value=find_value(found, options),
        lots=lots,
        award_criteria=criteria,
        declared=find_declared(pieces),
        notes=tuple(_weight_notes(pieces, criteria)),
    )


def _weight_notes(pieces: Sequence[Piece], criteria: Sequence[AwardCriterion]) -> Iterator[str]:
    """Say which weights do not make 100, and which sub-weights do not make their criterion's."""
    names = {piece.document.id: piece.document.name for piece in pieces}
    tops: dict[tuple[str, str | None], list[Decimal]] = defaultdict(list)
    weights: dict[tuple[str, str | None, str], Decimal] = {}
    below: dict[tuple[str, str | None, str], list[Decimal]] = defaultdict(list)
    for each in criteria:
        if each.weight is None:
            continue
        if each.parent is None:
            tops[each.document_id, each.lot].append(each.weight)
            weights[each.document_id, each.lot, each.name] = each.weight
        else:
            below[each.document_id, each.lot, each.parent].append(each.weight)
    for (document, lot), values in tops.items():
        if abs(sum(values) - _WHOLE) > _TOLERANCE:
            where = f"{names[document]}, lot {lot}" if lot else names[document]
            yield f"{where} : les pondérations lues font {_number(sum(values, Decimal(0)))} % au lieu de 100 %."
    for key, values in below.items():
        whole = weights.get(key)
        if whole is not None and abs(sum(values) - whole) > _TOLERANCE:
            yield (
                f"{names[key[0]]} : les sous-critères de « {key[2]} » font {_number(sum(values, Decimal(0)))} % "
                f"au lieu de {_number(whole)} %."
            )


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}".replace(".", ",")
