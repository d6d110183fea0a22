"""The command from gold file to tables: figures, splits, several processes, documents that cannot be read."""

import json

import pytest

from clausecheck import cli
from clausecheck.errors import InputError
from clausecheck.evaluation.evaluating import evaluated
from clausecheck.evaluation.tables import evaluation_object, table_text

FIGURES = {
    "documents": 2,
    "tenders": 1,
    "pages": 2,
    "failed": 0,
    "passage_recall": 1.0,
    "gold": 2,
    "hard_negatives": 2,
    "hard_negative_alarms": 0.0,
    "false_alarms": 0,
    "gold_not_in_text": 0,
    "strength_n": 2,
}


def engine(made):
    return next(system for system in evaluation_object(made)["systems"] if system["system"] == "engine")


def test_the_figures_of_a_small_tender_are_those_counted_by_hand(gold_folder):
    figures = engine(evaluated(gold_folder))
    assert {name: figures[name] for name in FIGURES} == FIGURES
    assert [theme["theme"] for theme in figures["themes"] if theme["passages"]["n"]] == [
        "repairability",
        "packaging",
    ]


def test_the_number_of_processes_changes_nothing(gold_folder):
    one = evaluation_object(evaluated(gold_folder, workers=1, details=True))
    two = evaluation_object(evaluated(gold_folder, workers=2, details=True))
    assert one == two


def test_a_document_that_is_not_there_is_named_and_its_passages_are_missed(gold_folder):
    (gold_folder / "CCTP.txt").unlink()
    told = []
    made = evaluated(gold_folder, warned=told.append)
    assert (made.engine.failed, made.engine.passages.recall) == (1, 0.0)
    assert len(told) == 1
    assert "CCTP.txt" in told[0]
    assert any("CCTP.txt" in note for note in made.notes)


def test_baselines_stand_in_the_same_table_and_a_missing_one_says_why(gold_folder):
    made = evaluated(gold_folder, baselines=True)
    assert [summary.system for summary in made.summaries] == [
        "absent",
        "pattern",
        "dictionary",
        "words",
        "engine",
    ]
    text = table_text(made)
    assert "toujours absent" in text
    assert "pas de corpus d'entraînement" in text


def test_training_takes_the_dev_split_beside_the_test_split(gold_folder, tmp_path_factory):
    root = tmp_path_factory.mktemp("corpus")
    for split in ("dev", "test"):
        (root / split).mkdir()
        for path in gold_folder.iterdir():
            (root / split / path.name).write_bytes(path.read_bytes())
    made = evaluated(root, split="test", baselines=True)
    assert "linear" in [summary.system for summary in made.summaries]
    assert made.notes == ("TF-IDF : entraîné sur 2 documents « dev », 2 passages à thème.",)


def test_a_document_is_never_trained_on_and_scored(gold_folder):
    lines = (gold_folder / "gold.jsonl").read_text("utf-8")
    (gold_folder / "dev").mkdir()
    (gold_folder / "dev" / "gold.jsonl").write_text(
        lines.replace('"document": "', '"document": "../'), "utf-8"
    )
    corpus = gold_folder / "corpus"
    corpus.mkdir()
    (gold_folder / "dev").rename(corpus / "dev")
    for name in ("CCTP.txt", "RC.txt"):
        (corpus / name).write_bytes((gold_folder / name).read_bytes())
    with pytest.raises(InputError, match="aussi évalués"):
        evaluated(gold_folder / "gold.jsonl", documents=corpus, baselines=True, train_on=corpus)


@pytest.fixture(autouse=True)
def one_core(monkeypatch):
    """Stay in this process where a test does not ask for more."""
    monkeypatch.setattr("os.cpu_count", lambda: 1)


def run(capsysbinary, *arguments):
    with pytest.raises(SystemExit) as leaving:
        cli.main([str(argument) for argument in arguments])
    captured = capsysbinary.readouterr()
    return leaving.value.code, captured.out.decode(), captured.err.decode()


def test_the_command_prints_tables_with_counts_and_leaves_with_zero(gold_folder, capsysbinary):
    status, out, _ = run(capsysbinary, "evaluate", gold_folder, "--robustness", "--details")
    assert status == 0
    assert "2 documents, 1 dossiers, 2 pages, 2 passages à trouver, 2 pièges" in out
    assert "SOLIDITÉ" in out
    assert "PASSAGES MANQUÉS" in out
    assert max(len(line) for line in out.splitlines()[1:] if " | " not in line) <= 110


def test_the_command_writes_json_with_its_schema(gold_folder, capsysbinary, tmp_path):
    target = tmp_path / "out" / "figures.json"
    status, out, _ = run(capsysbinary, "evaluate", gold_folder, "--format", "json", "--output", target)
    assert (status, out) == (0, "")
    assert json.loads(target.read_text("utf-8"))["schema"] == "clausecheck/evaluation/1"


def test_a_wrong_split_is_refused_with_those_known(gold_folder, capsysbinary):
    status, _, err = run(capsysbinary, "evaluate", gold_folder, "--split", "train")
    assert status == 2
    assert "Possibles : dev, test." in err
