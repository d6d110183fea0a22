"""Every rule on every other rule's texts: each co-hit was looked at by somebody."""

from pathlib import Path

from clausecheck.rule_testing.matrix import (
    CoHit,
    Reviewed,
    co_hits,
    matrix_text,
    read_reviewed,
    stale,
    unexpected,
)
from clausecheck.rulebook import load_rulebook

HITS = co_hits(load_rulebook())
REVIEWED = read_reviewed(Path(__file__).with_name("matrix.yaml"))


def test_no_rule_fires_on_a_neighbours_text_unless_somebody_said_so() -> None:
    """Decide each in tests/rules/matrix.yaml, or mend the rule."""
    assert [] == [f"{hit.owner} -> {hit.rule}: {hit.text}" for hit in unexpected(HITS, REVIEWED)]


def test_a_decision_about_a_hit_that_is_gone_is_taken_out() -> None:
    assert [] == list(stale(HITS, REVIEWED))


def test_every_decision_gives_a_reason() -> None:
    assert all(len(reason) > 10 for _, reason in (*REVIEWED.right, *REVIEWED.wrong))


def test_the_matrix_prints_open_hits_with_their_text_and_right_ones_without() -> None:
    hits = (
        CoHit(owner="a.a", rule="b.b", polarity="supports", text="un"),
        CoHit(owner="a.a", rule="c.c", polarity="supports", text="deux"),
        CoHit(owner="a.a", rule="d.d", polarity="supports", text="trois"),
    )
    reviewed = Reviewed(right=((("a.a", "b.b"), "both"),), wrong=((("c.c", "deux"), "no"),))
    text = matrix_text(hits, reviewed)
    assert "right        a.a -> b.b\n   1  known wrong  a.a -> c.c\n" in text
    assert "OPEN         a.a -> d.d\n                   supports: trois\n" in text
    assert [hits[2]] == list(unexpected(hits, reviewed))
    assert ["wrong: x.x: gone"] == list(stale(hits, Reviewed(wrong=((("x.x", "gone"), "no"),))))
