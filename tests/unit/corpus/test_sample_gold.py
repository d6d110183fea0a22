"""The samples as a gold file: every passage is in the document that it names, in the steps of the format."""

import json

from clausecheck.evaluation.locating import locate, plain
from clausecheck.evaluation.sources import find_sources
from corpus.generators.build import GOLDEN
from corpus.generators.sample_gold import write_sample_gold

SLUG = "english_laptops"


def test_every_annotated_passage_of_a_sample_stands_in_its_document(tmp_path):
    from clausecheck import read

    write_sample_gold(tmp_path, [SLUG])
    sources = find_sources(tmp_path)
    expected = json.loads((GOLDEN / SLUG / "expected.json").read_text("utf-8"))["passages"]
    assert sum(len(source.gold) for source in sources) == len(expected)
    for source in sources:
        text = plain(read([source.path], isolated=False).pieces[0].document.text)
        assert [p.start_quote for p in source.gold if not locate(p.start_quote, text)] == []


def test_strength_is_given_in_four_steps_and_in_five(tmp_path):
    write_sample_gold(tmp_path, [SLUG])
    passages = [passage for source in find_sources(tmp_path) for passage in source.gold]
    assert {p.strength for p in passages if p.grade == "measurable"} <= {"binding", "conditional"}
    assert "measurable" in {p.grade for p in passages}
    assert {(p.strength, p.grade) for p in passages if p.negative} == {(None, None)}
