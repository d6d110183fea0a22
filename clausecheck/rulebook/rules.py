"""One rule file -> ``Rule``."""

from __future__ import annotations

from clausecheck.model.assessment import Severity
from clausecheck.model.finding import Level, Lever, Strength
from clausecheck.model.outline import PieceKind
from clausecheck.model.rule import Aggregate, Applicability, Rule, Wording, WordingParameter
from clausecheck.model.theme import THEMES
from clausecheck.rulebook.cases import read_cases
from clausecheck.rulebook.matchers import read_detection
from clausecheck.rulebook.schema import KINDS, LANGUAGES, LEVELS, NEEDED, STATUSES, STRENGTHS, keys
from clausecheck.rulebook.sheets import read_sheet
from clausecheck.rulebook.yamltree import Node, Nodes, listed, texts


def read_rule(root: Node) -> Rule:
    """Read one rule; every mistake is a RuleError with its line."""
    fields = root.mapping(keys())
    for wanted in NEEDED:
        if wanted not in fields:
            root.fail("R201", f'the key "{wanted}" is missing')
    look_in = _pieces(fields.get("look_in"))
    tests = read_cases(fields.get("tests"), look_in)
    duty, duty_severity = _duty(fields.get("duty"))
    legal = listed(fields, "legal")
    return Rule(
        id=fields["id"].text(),
        status=fields["status"].one_of(STATUSES),
        kind=fields["kind"].one_of(KINDS) if "kind" in fields else "clause",
        theme=fields["theme"].one_of(THEMES),
        title=tuple(texts(fields["title"]).items()),
        why=tuple(texts(fields["why"]).items()),
        lever=Lever(fields["lever"].one_of(Lever)),
        look_in=look_in,
        applies=_applies(fields.get("applies")),
        severity=Severity(fields["severity"].one_of(Severity)),
        duty=duty,
        duty_severity=duty_severity,
        legal=legal if not duty or duty in legal else (duty, *legal),
        detection=tuple((name, read_detection(node)) for name, node in _languages(fields, "detect")),
        aggregate=_aggregate(fields["satisfied_by"]) if "satisfied_by" in fields else None,
        wording=tuple(_wording(name, node) for name, node in _languages(fields, "wording")),
        parameters=_parameters(fields.get("parameters")),
        belongs_in=_pieces(fields.get("belongs_in")) or look_in,
        after=listed(fields, "after"),
        tests=tuple(test for test in tests if test.expect != "todo"),
        todo=tuple(test for test in tests if test.expect == "todo"),
        source=str(root.path),
        aliases=listed(fields, "aliases"),
        price_line=tuple(name.removeprefix("@") for name in listed(fields, "price_line")),
        sheet=read_sheet(fields),
    )


def _languages(fields: Nodes, key: str) -> tuple[tuple[str, Node], ...]:
    return tuple(fields[key].mapping(LANGUAGES).items()) if key in fields else ()


def _duty(node: Node | None) -> tuple[str, Severity]:
    fields = node.mapping(keys("duty")) if node else {}
    if node and "parameter" not in fields:
        node.fail(
            "R202", "a duty names its dated parameter", "Write duty: {parameter: …, severity: mandatory}."
        )
    severity = fields["severity"].one_of(Severity) if "severity" in fields else Severity.MANDATORY
    return fields["parameter"].text() if fields else "", Severity(severity)


def _pieces(node: Node | None) -> tuple[PieceKind, ...]:
    return tuple(PieceKind(item.one_of(PieceKind)) for item in node.items()) if node else ()


def _applies(node: Node | None) -> Applicability:
    if node is None:
        return Applicability()
    fields = node.mapping(keys("applies"))
    return Applicability(
        categories=listed(fields, "categories"),
        contract_types=listed(fields, "contract_types"),
        buyer_types=listed(fields, "buyer_types"),
        value_from=fields["value_from"].text() if "value_from" in fields else "",
        needs=listed(fields, "needs"),
    )


def _aggregate(node: Node) -> Aggregate:
    fields = node.mapping(keys("satisfied_by"))
    return Aggregate(
        themes=tuple(item.one_of(THEMES) for item in fields["themes"].items()),
        at_least=Strength[fields["at_least"].one_of(STRENGTHS).upper()],
        levers=tuple(Lever(item.one_of(Lever)) for item in fields["levers"].items())
        if "levers" in fields
        else (),
        pieces=_pieces(fields.get("pieces")),
    )


def _wording(language: str, node: Node) -> Wording:
    fields = node.mapping(keys("wording"))
    return Wording(
        language=language,
        texts=tuple((Level[name.upper()], fields[name].text()) for name in LEVELS if name in fields),
        proofs=listed(fields, "proofs"),
        control=fields["control"].text() if "control" in fields else "",
        penalty=fields["penalty"].text() if "penalty" in fields else "",
    )


def _parameters(node: Node | None) -> tuple[WordingParameter, ...]:
    if node is None:
        return ()
    found = []
    for name, child in node.mapping().items():
        fields = child.mapping(keys("parameter"))
        for level in LEVELS:
            if level not in fields:
                child.fail("R210", f'the parameter "{name}" needs a value for "{level}"')
        found.append(
            WordingParameter(
                name=name,
                values=(fields[LEVELS[0]].text(), fields[LEVELS[1]].text(), fields[LEVELS[2]].text()),
                unit=fields["unit"].text() if "unit" in fields else "",
                source=fields["source"].text() if "source" in fields else "",
                market=fields["market"].text() if "market" in fields else "",
            )
        )
    return tuple(found)
