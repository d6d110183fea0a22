"""The bank of paraphrases keeps to its format, and its measure counts what the engine asserts."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

import pytest

from clausecheck.model.outline import PieceKind
from clausecheck.model.theme import THEMES
from corpus.paraphrases.bank import FOLDER, KINDS, SPLITS, Paraphrase, read_bank
from corpus.paraphrases.measure import Tried, details, main, table

BANK = read_bank()
STRENGTHS = {"mention", "aspirational", "binding", "measurable", "enforceable"}
KEYS = set("id row theme also text heading lead_in piece lang kind strength because split".split())
ROWS, FAMILIES = 254, 23
A_CLAUSE = Paraphrase(
    id="rep-example#1",
    row="rep-example",
    theme="repairability",
    also=("reuse",),
    text="Le titulaire répare.",
    heading="",
    lead_in="",
    piece=PieceKind.CCTP,
    lang="fr",
    kind="clause",
    strength="binding",
    because="",
    split="dev",
)
A_NEAR_MISS = replace(A_CLAUSE, id="rep-example#2", also=(), kind="near_miss", strength="", because="titre")


def test_every_row_of_the_catalogue_has_its_texts() -> None:
    assert len({one.row for one in BANK}) == ROWS
    assert len({one.family for one in BANK}) == FAMILIES


def test_every_file_holds_its_own_family() -> None:
    for path in FOLDER.glob("*.jsonl"):
        rows = [json.loads(line)["row"] for line in path.read_text("utf-8").splitlines()]
        assert {row.partition("-")[0] for row in rows} == {path.stem}


def test_ids_and_texts_are_unique() -> None:
    assert [name for name, times in Counter(one.id for one in BANK).items() if times > 1] == []
    assert [text for text, times in Counter(one.text for one in BANK).items() if times > 1] == []


def test_ids_begin_with_their_row() -> None:
    assert [one.id for one in BANK if one.id.partition("#")[0] != one.row] == []


def test_lines_have_no_other_keys_and_no_empty_value() -> None:
    for path in FOLDER.glob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            fields = json.loads(line)
            assert set(fields) <= KEYS
            assert all(fields.values())


def test_themes_kinds_splits_and_languages_are_those_of_the_closed_lists() -> None:
    assert {one.theme for one in BANK} | {theme for one in BANK for theme in one.also} == set(THEMES)
    assert {one.kind for one in BANK} == set(KINDS)
    assert {one.split for one in BANK} == set(SPLITS)
    assert {one.lang for one in BANK} == {"fr", "en"}


def test_clauses_have_a_strength_and_near_misses_a_reason() -> None:
    for one in BANK:
        if one.kind == "clause":
            assert one.strength in STRENGTHS
            assert not one.because
        else:
            assert one.because
            assert not one.strength
            assert not one.also


def test_every_row_has_three_clauses_and_two_near_misses_in_each_split() -> None:
    counts = Counter((one.row, one.split, one.kind) for one in BANK)
    wanted = {"clause": 3, "near_miss": 2}
    assert all(number == wanted[kind] for (_, _, kind), number in counts.items())
    assert len(counts) == ROWS * len(SPLITS) * len(KINDS)


@pytest.mark.parametrize("split", SPLITS)
def test_each_split_has_its_share_of_english_and_of_context(split: str) -> None:
    clauses = [one for one in BANK if one.split == split and one.kind == "clause"]
    english = sum(one.lang == "en" for one in clauses) / len(clauses)
    introduced = sum(bool(one.heading or one.lead_in) for one in clauses) / len(clauses)
    assert 0.1 <= english <= 0.25
    assert 0.25 <= introduced <= 0.45


def test_texts_are_one_passage_without_loose_white_space() -> None:
    for one in BANK:
        for part in (one.text, one.heading, one.lead_in):
            assert part == " ".join(part.split())


def test_a_rule_of_another_theme_counts_as_any_but_not_as_recall() -> None:
    elsewhere = Tried(paraphrase=A_CLAUSE, found=frozenset({("energy", "energy.led")}))
    assert bool(elsewhere.found)
    assert not elsewhere.own
    assert not elsewhere.neighbour


def test_a_rule_of_a_theme_listed_beside_counts_as_near() -> None:
    beside = Tried(paraphrase=A_CLAUSE, found=frozenset({("reuse", "reuse.share")}))
    assert beside.neighbour
    assert not beside.own


def test_the_table_gives_recall_over_clauses_and_alarms_over_near_misses() -> None:
    fired = frozenset({("repairability", "repairability.parts")})
    tried = [
        Tried(paraphrase=A_CLAUSE, found=fired),
        Tried(paraphrase=A_CLAUSE, found=frozenset()),
        Tried(paraphrase=A_NEAR_MISS, found=fired),
    ]
    last = list(table(tried))[-1]
    assert last.split() == ["all", "2", "0.50", "0.50", "0.50", "1", "1.00"]


def test_details_list_the_clauses_missed_and_the_near_misses_taken() -> None:
    fired = frozenset({("repairability", "repairability.parts")})
    tried = [
        Tried(paraphrase=A_CLAUSE, found=fired),
        Tried(paraphrase=A_CLAUSE, found=frozenset()),
        Tried(paraphrase=A_NEAR_MISS, found=fired),
    ]
    shown = "\n".join(details(tried))
    assert shown.count("MISSED") == 1
    assert shown.count("ALARM") == 1


def test_texts_of_the_test_split_are_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(["--split", "test", "--verbose"])
    assert refusal.value.code == 2
    assert "not to be read" in capsys.readouterr().err


def test_the_measure_prints_every_theme_and_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--split", "dev"]) == 0
    printed = capsys.readouterr().out
    assert all(theme in printed for theme in THEMES)
