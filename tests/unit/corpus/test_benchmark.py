"""The benchmark's annotations quote their sources, keep to the closed lists, and come out as gold lines."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from clausecheck.model.theme import THEMES
from corpus.generators.build import BENCHMARK, SOURCES, benchmark_slugs, sample_slugs, source_pieces
from corpus.generators.gold import SPLITS, expected_of, hard_negatives, write_gold
from corpus.generators.source import plain_text

SLUGS = benchmark_slugs()
STRENGTHS = {"mention", "aspirational", "binding", "measurable", "enforceable"}
KINDS = {"RC", "CCAP", "CCTP", "CCP", "AE", "BPU", "DQE", "DPGF", "CRT", "NOTICE", "OTHER"}
# The purchase categories of the domain notes; codes, because the rule library is not to be read here.
CATEGORIES = set(
    "IT TEL PRN SRV SOF FUR VEH TYR BIK BUS TEX LAU FOO VEN CLE HYG BAT MOE DEM VRD PNT GRE GAR NRJ CVC LIG PLI "
    "ELE KIT MED PLAY URB OFF PAP PRI WAS MNT CON EVE SEC TRA LOG TOO WAT SOC FIR INS".split()
)
WORDS = {
    slug: {path.stem: path.read_text("utf-8") for path in (SOURCES / slug).glob("*.md")} for slug in SLUGS
}


def squeezed(text: str) -> str:
    """White space collapsed, inline marks gone."""
    return " ".join(plain_text(text).split())


def passages() -> list[dict[str, Any]]:
    """Every annotated passage with the slug and split of its tender."""
    return [
        {**passage, "slug": slug, "split": expected["split"]}
        for slug in SLUGS
        for expected in [expected_of(slug)]
        for passage in expected["passages"]
    ]


def test_no_benchmark_tender_is_one_of_the_samples() -> None:
    assert not set(SLUGS) & set(sample_slugs())


def test_there_are_thirty_documents_of_twenty_tenders_or_more() -> None:
    documents = sum(len(expected_of(slug)["kinds"]) for slug in SLUGS)
    assert len(SLUGS) >= 20
    assert documents >= 30


def test_half_of_the_tenders_are_for_development_and_half_for_the_test() -> None:
    counts = Counter(expected_of(slug)["split"] for slug in SLUGS)
    assert set(counts) == set(SPLITS)
    assert abs(counts["dev"] - counts["test"]) <= 1


@pytest.mark.parametrize("slug", SLUGS)
def test_every_piece_has_a_kind_of_the_closed_list(slug: str) -> None:
    kinds = expected_of(slug)["kinds"]
    assert set(kinds) == {piece.name for piece in source_pieces(slug)}
    assert set(kinds.values()) <= KINDS


@pytest.mark.parametrize("slug", SLUGS)
def test_every_quote_is_found_once_in_its_source(slug: str) -> None:
    texts = {name: squeezed(text) for name, text in WORDS[slug].items()}
    quotes = [(passage["piece"], passage["start_quote"]) for passage in expected_of(slug)["passages"]]
    assert quotes
    assert [quote for quote in quotes if texts[quote[0]].count(quote[1]) != 1] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_annotations_keep_to_the_closed_lists(slug: str) -> None:
    for passage in expected_of(slug)["passages"]:
        negative = passage["theme"] == "none"
        assert negative or passage["theme"] in THEMES
        assert (passage["strength"] is None) if negative else passage["strength"] in STRENGTHS
        assert passage["polarity"] in ({None} if negative else {"supports", "contradicts"})
        assert passage.get("tempts") is None or (negative and passage["tempts"] in THEMES)
        assert isinstance(passage["conditional"], bool)
        assert passage["note"]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_passage_is_annotated_once_a_theme_and_never_as_both_clause_and_trap(slug: str) -> None:
    themes: dict[tuple[str, str], list[str]] = {}
    for passage in expected_of(slug)["passages"]:
        themes.setdefault((passage["piece"], passage["start_quote"]), []).append(passage["theme"])
    assert [found for found in themes.values() if len(set(found)) < len(found)] == []
    assert [found for found in themes.values() if "none" in found and len(found) > 1] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_facts_stand_in_the_pieces(slug: str) -> None:
    facts, body = expected_of(slug)["facts"], " ".join(squeezed(text) for text in WORDS[slug].values())
    assert facts["title"] in body
    assert facts["buyer"] in body
    assert all(code in body for code in facts["cpv"])
    assert set(facts["categories"]) <= CATEGORIES
    assert all(criterion["name"] in body for criterion in facts["criteria"])


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if expected_of(slug)["facts"]["criteria"]])
def test_weights_of_criteria_add_up(slug: str) -> None:
    criteria = expected_of(slug)["facts"]["criteria"]
    weights = {criterion["name"]: Decimal(criterion["weight"]) for criterion in criteria}
    totals: dict[str | None, Decimal] = {}
    for criterion in criteria:
        parent = criterion["parent"]
        totals[parent] = totals.get(parent, Decimal(0)) + Decimal(criterion["weight"])
    assert {
        name: total for name, total in totals.items() if total != weights.get(name or "", Decimal(100))
    } == {}


def test_every_theme_is_asked_for_in_the_corpus() -> None:
    assert {passage["theme"] for passage in passages()} - {"none"} == set(THEMES)


def test_some_tenders_ask_for_next_to_nothing_and_some_for_much() -> None:
    counts = Counter(p["slug"] for p in passages() if p["theme"] != "none" and not p.get("peripheral"))
    assert sum(counts[slug] <= 2 for slug in SLUGS) >= 2
    assert max(counts.values()) >= 30


def test_there_are_four_hundred_hard_negatives_of_which_forty_are_english() -> None:
    languages = Counter(negative["language"] for negative in hard_negatives())
    assert set(languages) == {"fr", "en"}
    assert languages.total() >= 400
    assert languages["en"] >= 40


def test_hard_negatives_tempt_every_theme_in_both_splits() -> None:
    for split in SPLITS:
        tempted = Counter(n["tempts"] for n in hard_negatives() if n["split"] == split)
        assert set(tempted) == set(THEMES)
        assert min(tempted.values()) >= 4


def test_hard_negatives_are_single_paragraphs_and_never_said_twice() -> None:
    texts = [negative["text"] for negative in hard_negatives()]
    assert len(set(texts)) == len(texts)
    assert len({negative["id"] for negative in hard_negatives()}) == len(texts)
    assert [text for text in texts if text != " ".join(text.split())] == []
    assert all(negative["why"] for negative in hard_negatives())


def test_gold_lines_name_documents_that_exist_and_pages_that_hold_the_quote(tmp_path: Path) -> None:
    written = write_gold(tmp_path, ["aire_jeux", "cuisine_centrale_materiel"])
    lines = {
        split: [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        for split, path in written.items()
    }
    for split, rows in lines.items():
        assert all((tmp_path / split / row["document"]).is_file() for row in rows)
        assert all(row["page"] for row in rows if row["document"].endswith(".pdf"))
    forms = {row["document"] for row in lines["test"] if row["document"].endswith(".docx")}
    assert forms == {"cuisine_centrale_materiel/docx/BPU.docx"}
    assert len(lines["dev"]) + len(lines["test"]) == len(hard_negatives()) + sum(
        len(expected_of(slug)["passages"]) for slug in ("aire_jeux", "cuisine_centrale_materiel")
    )


def test_gold_strengths_have_the_four_steps_of_the_format(tmp_path: Path) -> None:
    written = write_gold(tmp_path, ["aire_jeux"])
    rows = [json.loads(line) for line in written["dev"].read_text("utf-8").splitlines()]
    assert {row["strength"] for row in rows} == {None, "binding", "conditional"}
    assert {row["grade"] for row in rows} <= STRENGTHS | {None}
    assert (BENCHMARK / "aire_jeux" / "expected.json").is_file()
