"""Dated legal values: one file a parameter, its path is its id."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from clausecheck.model.assessment import LegalBasis
from clausecheck.model.rule import Parameter, ParameterValue
from clausecheck.rulebook.yamltree import Node, texts

_CONFIDENCE = ("HIGH", "MEDIUM", "UNVERIFIED")


def read_parameter(name: str, root: Node) -> Parameter:
    """Read one dated parameter, called ``name``."""
    fields = root.mapping(
        ("description", "unit", "status", "decided_on", "values", "reference", "last_checked_on", "note")
    )
    for wanted in ("description", "unit", "values", "reference"):
        if wanted not in fields:
            root.fail("R301", f'the key "{wanted}" is missing')
    values = tuple(
        sorted(
            (_value(day, node) for day, node in fields["values"].mapping().items()),
            key=lambda entry: entry.start,
        )
    )
    description = texts(fields["description"])
    return Parameter(
        id=name,
        description=description["fr"],
        description_en=description.get("en", ""),
        unit=fields["unit"].text(),
        status=fields["status"].one_of(("in_force", "pending")) if "status" in fields else "in_force",
        values=values,
        references=tuple(_reference(node) for node in fields["reference"].items()),
    )


def _value(day: str, node: Node) -> ParameterValue:
    try:
        start = date.fromisoformat(day)
    except ValueError:
        node.fail("R302", f'"{day}" is not a date', "Write the first day in force as YYYY-MM-DD.")
    value = node.mapping(("value", "note"))["value"].value
    return ParameterValue(
        start=start, value=Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value
    )


def _reference(node: Node) -> LegalBasis:
    fields = node.mapping(("title", "from", "to", "href", "confidence", "law_id", "note"))
    for wanted in ("title", "confidence"):
        if wanted not in fields:
            node.fail("R303", f'a reference needs "{wanted}"')
    return LegalBasis(
        ref=fields["title"].text(),
        start=_day(fields.get("from")),
        end=_day(fields.get("to")),
        url=str(fields["href"].value or "") if "href" in fields else "",
        confidence=fields["confidence"].one_of(_CONFIDENCE),
    )


def _day(node: Node | None) -> date | None:
    if node is None or node.value is None:
        return None
    if not isinstance(node.value, date):
        node.fail("R302", "a day (YYYY-MM-DD) or null is wanted here")
    return node.value
