"""Two versions of a tender: which clause is which, and what became of it."""

import json
from decimal import Decimal

import pytest

from clausecheck.compare import Clause, Snapshot, Status, compare, parse_snapshot
from clausecheck.compare.snapshot import Standing
from clausecheck.errors import InputError
from clausecheck.model.assessment import Severity, Verdict
from clausecheck.render.changes import changes_object, changes_text
from clausecheck.text.fingerprint import fingerprint, likeness, shingles

SPARE = "Les pièces détachées sont disponibles pendant au moins sept ans à compter de la livraison."
SHORTER = SPARE.replace("sept ans", "cinq ans")
WASTE = "Le titulaire reprend gratuitement les emballages de livraison et les remet à une filière agréée."
NEW_ONLY = "Les matériels livrés sont exclusivement neufs."


def clause(quote=SPARE, rule="repairability.spare_parts", **more):
    return Clause(
        **{
            "rule": rule,
            "theme": rule.split(".")[0],
            "quote": quote,
            "piece": "CCTP",
            "section": "4.2 Pièces détachées",
            "page": 3,
            "polarity": "supports",
            "strength": "measurable",
            "level": "advanced",
            "lever": "technical_specification",
            "measures": ((Decimal(7), "year", ">="),),
            "conditional": False,
            "penalty": False,
            **more,
        }
    )


def snapshot(*clauses, verdicts=(), digest="a", complete=True):
    return Snapshot(
        title="Postes informatiques",
        as_of="2026-10-01",
        digest=digest,
        complete=complete,
        clauses=clauses,
        standings=tuple(
            Standing(rule=rule, theme=rule.split(".")[0], verdict=verdict, severity=Severity.RECOMMENDED)
            for rule, verdict in verdicts
        ),
    )


@pytest.mark.parametrize(
    "edited",
    [
        SPARE.upper(),
        SPARE.replace("détachées", "déta-\nchées"),
        SPARE.replace(" ", "\u00a0"),
        f"• {SPARE}",
        SPARE.replace("é", "e"),
    ],
)
def test_a_fingerprint_survives_layout(edited):
    assert fingerprint("r", edited) == fingerprint("r", SPARE)


def test_a_fingerprint_tells_rules_and_words_apart():
    assert len({fingerprint("r", SPARE), fingerprint("s", SPARE), fingerprint("r", SHORTER)}) == 3


def test_likeness_is_one_for_the_same_words_and_low_for_other_clauses():
    assert likeness(shingles(SPARE), shingles(SPARE.upper())) == 1.0
    assert likeness(shingles(SPARE), shingles(SHORTER)) > 0.6
    assert likeness(shingles(SPARE), shingles(WASTE)) < 0.2
    assert likeness(frozenset(), frozenset()) == 1.0


def test_the_same_clauses_elsewhere_are_kept():
    moved = clause(page=9, section="7 Divers", quote=SPARE.replace(" ", "\n"))
    result = compare(snapshot(clause()), snapshot(moved))
    assert result.same
    assert [change.status for change in result.changes] == [Status.KEPT]


def test_an_edited_clause_is_changed_and_says_in_what():
    weaker = clause(SHORTER, level="baseline", measures=((Decimal(5), "year", ">="),))
    (change,) = compare(snapshot(clause()), snapshot(weaker)).changes
    assert (change.status, change.differs) == (Status.CHANGED, ("level", "measures", "wording"))


def test_a_clause_that_goes_is_lost_and_one_that_comes_is_won():
    result = compare(
        snapshot(clause()), snapshot(clause(WASTE, "packaging.takeback", measures=(), level=None))
    )
    assert [(c.status, c.clause.rule) for c in result.changes] == [
        (Status.LOST, "repairability.spare_parts"),
        (Status.WON, "packaging.takeback"),
    ]
    assert not result.same


def test_a_clause_said_twice_and_once_left_out_is_lost_once():
    twice = snapshot(clause(), clause(piece="CCAP"))
    result = compare(twice, snapshot(clause(piece="CCAP")))
    assert [(c.status, c.clause.piece) for c in result.changes] == [
        (Status.LOST, "CCTP"),
        (Status.KEPT, "CCAP"),
    ]


def test_each_clause_is_paired_with_the_most_alike():
    old = snapshot(clause(SPARE), clause(SHORTER))
    new = snapshot(clause(SHORTER), clause(SPARE))
    assert [c.status for c in compare(old, new).changes] == [Status.KEPT, Status.KEPT]


def test_verdicts_that_changed_are_told_and_the_worse_ones_first():
    old = snapshot(verdicts=[("a.one", Verdict.PARTIAL), ("b.two", Verdict.MET), ("c.three", Verdict.MET)])
    new = snapshot(verdicts=[("a.one", Verdict.MET), ("b.two", Verdict.MISSING), ("c.three", Verdict.MET)])
    result = compare(old, new)
    assert [(v.rule, v.worse) for v in result.verdicts] == [("b.two", True), ("a.one", False)]
    assert not result.same


@pytest.mark.parametrize(
    ("old", "new", "worse"),
    [([], [("a.b", Verdict.MISSING)], True), ([("a.b", Verdict.MISSING)], [], False)],
)
def test_a_rule_of_one_report_only_is_a_change(old, new, worse):
    (change,) = compare(snapshot(verdicts=old), snapshot(verdicts=new)).verdicts
    assert change.worse is worse


def test_the_text_puts_losses_first_and_names_rules_by_their_titles():
    unwanted = clause(
        NEW_ONLY, "forbidden_wording.new_goods_only", polarity="contradicts", level=None, measures=()
    )
    old = snapshot(clause(WASTE, "packaging.takeback", measures=(), level=None), clause())
    new = snapshot(
        clause(SHORTER, level="baseline", measures=((Decimal(5), "year", ">="),), conditional=True),
        unwanted,
        verdicts=[("packaging.takeback", Verdict.MISSING)],
        digest="b",
        complete=False,
    )
    titles = {"packaging.takeback": ("Emballages repris", "Packaging taken back")}
    text = changes_text(compare(old, new), titles, width=200)
    order = [
        "Tout n’a pas pu être lu",
        "règles",
        "CLAUSES PERDUES",
        "Emballages repris",
        "RÉDACTIONS À CORRIGER APPARUES",
        NEW_ONLY,
        "CLAUSES CHANGÉES",
        "avant",
        "[mesurable, avancé, ≥\u00a07\u00a0ans]",
        "[mesurable, socle, ≥\u00a05\u00a0ans, sous condition]",
        "les chiffres",
        "VERDICTS",
        "règle absente → Absente",
    ]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "Clauses lost".upper() in changes_text(compare(old, new), titles, language="en")


def test_rules_on_the_same_words_are_one_clause_to_the_reader():
    both = (clause(), clause(rule="durability_warranty.range_continuity"))
    text = changes_text(compare(snapshot(*both), snapshot()), {})
    assert text.count("« Les pièces".replace(" ", "\u00a0", 1)) == 1
    assert "repairability.spare_parts ; durability_warranty.range_continuity" in text.replace("\u00a0;", " ;")


def test_no_difference_is_said_so():
    assert "Aucune différence." in changes_text(compare(snapshot(clause()), snapshot(clause())), {})


def test_json_holds_both_sides_and_leaves_out_what_stayed_on_demand():
    result = compare(snapshot(clause(), clause(WASTE, "packaging.takeback")), snapshot(clause()))
    value = changes_object(result)
    assert value["schema"] == "clausecheck/diff/1"
    assert value["counts"] == {"kept": 1, "changed": 0, "won": 0, "lost": 1}
    assert [(c["status"], c["old"] is None, c["new"] is None) for c in value["clauses"]] == [
        ("lost", False, True),
        ("kept", False, False),
    ]
    assert [c["status"] for c in changes_object(result, kept=False)["clauses"]] == ["lost"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "n'est pas du JSON"),
        ("[]", "n'est pas un rapport"),
        ('{"schema": "clausecheck/report/9"}', "n'est pas un rapport"),
        (json.dumps({"schema": "clausecheck/report/1", "tender": {}}), "rapport abîmé"),
    ],
)
def test_a_file_that_is_no_report_is_refused_with_what_to_give(text, message):
    with pytest.raises(InputError, match="clausecheck check --format json") as error:
        parse_snapshot(text, name="rapport.json")
    assert message in str(error.value)
