"""Gold files: every line read, every fault told with its line; folders with splits."""

import json

import pytest

from clausecheck.errors import InputError
from clausecheck.evaluation.gold import parse_gold
from clausecheck.evaluation.sources import find_sources


def row(**more):
    return json.dumps({"document": "a.pdf", "theme": "energy", "start_quote": "Le titulaire", **more})


def test_a_line_becomes_a_passage_and_unknown_keys_pass():
    (passage,) = parse_gold(row(strength="conditional", peripheral=True, page=3, tempts="wood"), name="g")
    assert (passage.document, passage.theme, passage.start_quote) == ("a.pdf", "energy", "Le titulaire")
    assert (passage.strength, passage.peripheral, passage.page, passage.grade) == (
        "conditional",
        True,
        3,
        None,
    )
    assert not passage.core
    assert not passage.negative


def test_a_hard_negative_is_never_to_be_found():
    (passage,) = parse_gold(row(theme="none", strength=None), name="g")
    assert passage.negative
    assert not passage.core


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "ce n'est pas du JSON"),
        ("[]", "un objet JSON est attendu"),
        (row(start_quote=" "), "« start_quote » manque"),
        (row(theme="energie"), "« theme » vaut « energie »"),
        (row(strength="strong"), "« strength » vaut « strong »"),
        (row(grade=3), "« grade » vaut « 3 »"),
    ],
)
def test_a_wrong_line_is_told_with_its_number(line, message):
    with pytest.raises(InputError, match=r"gold\.jsonl, ligne 2") as error:
        parse_gold(f"{row()}\n{line}\n", name="gold.jsonl")
    assert message in str(error.value)


def test_a_split_within_a_file_is_filtered_and_unsplit_lines_stay():
    text = "\n".join([row(split="dev"), row(split="test", theme="wood"), "", row(theme="carbon")])
    assert [passage.theme for passage in parse_gold(text, name="g", split="test")] == ["wood", "carbon"]


def test_a_folder_with_both_splits_gives_both_with_distinct_names(tmp_path):
    for split in ("dev", "test"):
        (tmp_path / split).mkdir()
        (tmp_path / split / "gold.jsonl").write_text(row() + "\n", "utf-8")
    assert [source.name for source in find_sources(tmp_path)] == ["dev/a.pdf", "test/a.pdf"]
    (only,) = find_sources(tmp_path, split="test")
    assert (only.name, only.path) == ("a.pdf", tmp_path / "test" / "a.pdf")


def test_documents_may_lie_elsewhere_and_keep_the_order_of_the_file(tmp_path):
    lines = [row(document="b.pdf"), row(document="a.pdf"), row(document="b.pdf", theme="wood")]
    (tmp_path / "gold.jsonl").write_text("\n".join(lines), "utf-8")
    sources = find_sources(tmp_path / "gold.jsonl", documents=tmp_path / "files")
    assert [source.path for source in sources] == [tmp_path / "files" / name for name in ("b.pdf", "a.pdf")]
    assert [passage.theme for passage in sources[0].gold] == ["energy", "wood"]


def test_a_folder_without_annotations_says_what_is_wanted(tmp_path):
    with pytest.raises(InputError, match=r"Donnez un fichier gold\.jsonl"):
        find_sources(tmp_path)
    (tmp_path / "gold.jsonl").write_text("\n", "utf-8")
    with pytest.raises(InputError, match="Aucune annotation"):
        find_sources(tmp_path)
