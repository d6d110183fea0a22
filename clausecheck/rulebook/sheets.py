"""The fields of a rule that a jurist reads and no detection needs."""

from __future__ import annotations

from datetime import date

from clausecheck.model.sheet import (
    PENALTIES,
    RISKS,
    Bilingual,
    Change,
    Floor,
    Indicators,
    Label,
    Market,
    Risk,
    Sheet,
    Source,
)
from clausecheck.rulebook.indicators import DECP, EFORMS, OBSERVATORY, OCDS
from clausecheck.rulebook.schema import LANGUAGES, keys, needed
from clausecheck.rulebook.yamltree import Node, Nodes, listed, texts


def read_sheet(fields: Nodes) -> Sheet:
    """Read the sheet's fields of a rule; those that the file lacks stay empty."""
    return Sheet(
        checks=_bilingual(fields.get("checks")),
        floor=_floor(fields["legal_floor"]) if "legal_floor" in fields else None,
        market=_market(fields["market"]) if "market" in fields else None,
        labels=tuple(_label(node) for node in _items(fields, "labels")),
        equivalence=_bilingual(fields.get("equivalence")),
        penalty_styles=_chosen(fields, "penalty_styles", tuple(PENALTIES)),
        risks=tuple(_risk(node) for node in _items(fields, "risks")),
        sisters=listed(fields, "sisters"),
        indicators=_indicators(fields["indicators"]) if "indicators" in fields else Indicators(),
        sources=tuple(_source(node) for node in _items(fields, "sources")),
        changelog=tuple(_change(node) for node in _items(fields, "changelog")),
        last_review=_day(fields.get("last_review")),
        covers=listed(fields, "covers"),
        french_law_only=bool(fields["french_law_only"].value) if "french_law_only" in fields else False,
    )


def _items(fields: Nodes, key: str) -> list[Node]:
    return fields[key].items() if key in fields else []


def _object(node: Node, name: str) -> dict[str, Node]:
    """Return a mapping of the schema's object ``name``, complete."""
    fields = node.mapping(keys(name))
    for wanted in needed(name):
        if wanted not in fields:
            node.fail("R203", f'the key "{wanted}" is missing here', f"Needed: {', '.join(needed(name))}.")
    return fields


def _bilingual(node: Node | None) -> Bilingual:
    return tuple(texts(node).items()) if node else ()


def _beside(fields: dict[str, Node]) -> Bilingual:
    """Return the ``fr`` and ``en`` that stand beside other keys."""
    return tuple((language, fields[language].text()) for language in LANGUAGES if language in fields)


def _chosen(fields: Nodes, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(node.one_of(allowed) for node in _items(fields, key))


def _floor(node: Node) -> Floor:
    if node.value == "none":
        return Floor()
    fields = _object(node, "legal_floor")
    return Floor(text=_beside(fields), parameter=fields["parameter"].text() if "parameter" in fields else "")


def _market(node: Node) -> Market:
    fields = _object(node, "market")
    return Market(readiness=int(fields["readiness"].one_of(("1", "2", "3"))), note=_beside(fields))


def _label(node: Node) -> Label:
    fields = _object(node, "label")
    return Label(name=fields["name"].text(), stands_for=_bilingual(fields["stands_for"]))


def _risk(node: Node) -> Risk:
    fields = _object(node, "risk")
    return Risk(code=fields["code"].one_of(RISKS), text=_beside(fields), avoid=_bilingual(fields["avoid"]))


def _indicators(node: Node) -> Indicators:
    fields = _object(node, "indicators")
    eforms = fields["eforms"].mapping(EFORMS) if "eforms" in fields else {}
    return Indicators(
        eforms=tuple((field, _chosen(eforms, field, EFORMS[field])) for field in eforms),
        ocds=_chosen(fields, "ocds", OCDS),
        decp=_chosen(fields, "decp", DECP),
        observatory=_chosen(fields, "observatory", OBSERVATORY),
    )


def _source(node: Node) -> Source:
    fields = _object(node, "source")
    return Source(title=fields["title"].text(), url=fields["href"].text() if "href" in fields else "")


def _change(node: Node) -> Change:
    fields = _object(node, "change")
    day = _day(fields["on"])
    if day is None:
        fields["on"].fail("R302", "a day (YYYY-MM-DD) is wanted here")
    return Change(day=day, text=fields["change"].text())


def _day(node: Node | None) -> date | None:
    if node is None or node.value is None:
        return None
    if not isinstance(node.value, date):
        node.fail("R302", "a day (YYYY-MM-DD) or null is wanted here")
    return node.value
