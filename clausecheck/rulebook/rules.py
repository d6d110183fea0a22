"""One rule file -> ``Rule``."""

from __future__ import annotations

from clausecheck.model.assessment import Severity
from clausecheck.model.finding import Level, Lever, Strength
from clausecheck.model.outline import PieceKind
from clausecheck.model.rule import Aggregate, Applicability, Rule, RuleTest, Wording, WordingParameter
from clausecheck.model.theme import THEMES
from clausecheck.rulebook.matchers import LEVELS, read_detection
from clausecheck.rulebook.yamltree import Node, Nodes, texts

_KEYS = [
    "id",
    "status",
    "kind",
    "theme",
    "title",
    "why",
    "lever",
    "look_in",
    "applies",
    "severity",
    "duty",
    "legal",
    "detect",
    "satisfied_by",
    "wording",
    "parameters",
    "belongs_in",
    "after",
    "tests",
    "risk",
    "changelog",
    "aliases",
]
_NEEDED = ["id", "status", "theme", "title", "why", "lever", "severity"]
_EXPECT = {"match": "match", "contradict": "contradict", "no_match": "no_match", "todo": "todo"}


def read_rule(root: Node) -> Rule:
    """Read one rule; every mistake is a RuleError with its line."""
    fields = root.mapping(_KEYS)
    for wanted in _NEEDED:
        if wanted not in fields:
            root.fail("R201", f'the key "{wanted}" is missing')
    look_in = _pieces(fields.get("look_in"))
    tests = _tests(fields, look_in)
    duty = fields["duty"].mapping(("parameter", "severity")) if "duty" in fields else {}
    legal = tuple(item.text() for item in fields["legal"].items()) if "legal" in fields else ()
    parameter = duty["parameter"].text() if duty else ""
    return Rule(
        id=fields["id"].text(),
        status=fields["status"].one_of(("draft", "stable", "deprecated")),
        kind=fields["kind"].one_of(("clause", "obstacle")) if "kind" in fields else "clause",
        theme=fields["theme"].one_of(THEMES),
        title=tuple(texts(fields["title"]).items()),
        why=tuple(texts(fields["why"]).items()),
        lever=Lever(fields["lever"].one_of(Lever)),
        look_in=look_in,
        applies=_applies(fields.get("applies")),
        severity=Severity(fields["severity"].one_of(Severity)),
        duty=parameter,
        duty_severity=Severity(duty["severity"].one_of(Severity))
        if "severity" in duty
        else Severity.MANDATORY,
        legal=legal if not parameter or parameter in legal else (parameter, *legal),
        detection=tuple(
            (language, read_detection(node))
            for language, node in fields["detect"].mapping(("fr", "en")).items()
        )
        if "detect" in fields
        else (),
        aggregate=_aggregate(fields["satisfied_by"]) if "satisfied_by" in fields else None,
        wording=tuple(
            _wording(language, node) for language, node in fields["wording"].mapping(("fr", "en")).items()
        )
        if "wording" in fields
        else (),
        parameters=_parameters(fields.get("parameters")),
        belongs_in=_pieces(fields.get("belongs_in")) or look_in,
        after=tuple(item.text() for item in fields["after"].items()) if "after" in fields else (),
        tests=tuple(test for test in tests if test.expect != "todo"),
        todo=tuple(test for test in tests if test.expect == "todo"),
        source=str(root.path),
    )


def _pieces(node: Node | None) -> tuple[PieceKind, ...]:
    return tuple(PieceKind(item.one_of(PieceKind)) for item in node.items()) if node else ()


def _applies(node: Node | None) -> Applicability:
    if node is None:
        return Applicability()
    fields = node.mapping(("categories", "contract_types", "buyer_types", "value_from", "needs"))

    def listed(name: str) -> tuple[str, ...]:
        return tuple(item.text() for item in fields[name].items()) if name in fields else ()

    return Applicability(
        categories=listed("categories"),
        contract_types=listed("contract_types"),
        buyer_types=listed("buyer_types"),
        value_from=fields["value_from"].text() if "value_from" in fields else "",
        needs=listed("needs"),
    )


def _aggregate(node: Node) -> Aggregate:
    fields = node.mapping(("themes", "at_least", "levers", "pieces"))
    return Aggregate(
        themes=tuple(item.one_of(THEMES) for item in fields["themes"].items()),
        at_least=Strength[fields["at_least"].text().upper()],
        levers=tuple(Lever(item.one_of(Lever)) for item in fields["levers"].items())
        if "levers" in fields
        else (),
        pieces=_pieces(fields.get("pieces")),
    )


def _wording(language: str, node: Node) -> Wording:
    fields = node.mapping((*LEVELS, "proofs", "control", "penalty"))
    return Wording(
        language=language,
        texts=tuple((Level[name.upper()], fields[name].text()) for name in LEVELS if name in fields),
        proofs=tuple(item.text() for item in fields["proofs"].items()) if "proofs" in fields else (),
        control=fields["control"].text() if "control" in fields else "",
        penalty=fields["penalty"].text() if "penalty" in fields else "",
    )


def _parameters(node: Node | None) -> tuple[WordingParameter, ...]:
    if node is None:
        return ()
    found = []
    for name, child in node.mapping().items():
        fields = child.mapping((*LEVELS, "unit", "source", "note"))
        for level in LEVELS:
            if level not in fields:
                child.fail("R210", f'the parameter "{name}" needs a value for "{level}"')
        found.append(
            WordingParameter(
                name=name,
                values=(fields[LEVELS[0]].text(), fields[LEVELS[1]].text(), fields[LEVELS[2]].text()),
            )
        )
    return tuple(found)


def _tests(fields: Nodes, look_in: tuple[PieceKind, ...]) -> list[RuleTest]:
    found: list[RuleTest] = []
    if "tests" not in fields:
        return found
    default = look_in[0] if look_in else PieceKind.CCTP
    for language, block in fields["tests"].mapping(("fr", "en")).items():
        for expect, cases in block.mapping(_EXPECT).items():
            found += [_case(item, expect, language, default) for item in cases.items()]
    return found


def _case(node: Node, expect: str, language: str, default: PieceKind) -> RuleTest:
    fields = node.mapping(("text", "level", "strength", "piece", "heading", "lead_in", "because"))
    if "text" not in fields:
        node.fail("R211", 'a test needs "text"')
    return RuleTest(
        text=fields["text"].text(),
        expect=expect,
        kind=PieceKind(fields["piece"].one_of(PieceKind)) if "piece" in fields else default,
        language=language,
        heading=fields["heading"].text() if "heading" in fields else "",
        lead_in=fields["lead_in"].text() if "lead_in" in fields else "",
        level=Level[fields["level"].one_of(LEVELS).upper()] if "level" in fields else None,
        strength=Strength[fields["strength"].text().upper()] if "strength" in fields else None,
        because=fields["because"].text() if "because" in fields else "",
    )
