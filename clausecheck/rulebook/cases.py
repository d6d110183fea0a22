"""The ``tests`` block of a rule: texts with what the rule must say of them."""

from __future__ import annotations

from clausecheck.model.finding import Level, Strength
from clausecheck.model.outline import PieceKind
from clausecheck.model.rule import RuleTest
from clausecheck.rulebook.schema import EXPECTATIONS, LANGUAGES, LEVELS, STRENGTHS, keys
from clausecheck.rulebook.yamltree import Node


def read_cases(node: Node | None, look_in: tuple[PieceKind, ...]) -> tuple[RuleTest, ...]:
    """Read the cases; one that names no piece stands in the first of ``look_in``."""
    if node is None:
        return ()
    default = look_in[0] if look_in else PieceKind.CCTP
    return tuple(
        _case(item, expect, language, default)
        for language, block in node.mapping(LANGUAGES).items()
        for expect, cases in block.mapping(EXPECTATIONS).items()
        for item in cases.items()
    )


def _case(node: Node, expect: str, language: str, default: PieceKind) -> RuleTest:
    fields = node.mapping(keys("case"))
    if "text" not in fields:
        node.fail("R211", 'a test needs "text"')
    for key in ("from", "false_friend"):
        if key in fields and expect != "no_match":
            fields[key].fail("R217", f'"{key}" goes with a case that must stay silent (no_match)')

    def written(key: str) -> str:
        return fields[key].text() if key in fields else ""

    return RuleTest(
        text=fields["text"].text(),
        expect=expect,
        kind=PieceKind(fields["piece"].one_of(PieceKind)) if "piece" in fields else default,
        language=language,
        heading=written("heading"),
        lead_in=written("lead_in"),
        level=Level[fields["level"].one_of(LEVELS).upper()] if "level" in fields else None,
        strength=Strength[fields["strength"].one_of(STRENGTHS).upper()] if "strength" in fields else None,
        because=written("because"),
        neighbour=written("from"),
        false_friend=written("false_friend"),
    )
