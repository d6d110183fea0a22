"""A third party's rules load from a folder or a package, cannot run code and cannot hang the engine."""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from clausecheck import check
from clausecheck.checking import structured
from clausecheck.detect import allowance
from clausecheck.detect.allowance import LEAST_TRIALS, Allowance
from clausecheck.errors import RuleError
from clausecheck.intake import read_bytes
from clausecheck.rulebook import load_rulebook
from clausecheck.rulebook.packs import find_pack, installed_packs
from clausecheck.rulebook.yamltree import read_yaml

RULE = """\
id: acme.crates
status: stable
theme: reuse
title: {fr: Caisses}
why: {fr: Pour voir.}
lever: performance_condition
severity: recommended
legal: [reuse.agec_shares]
detect:
  fr:
    supports:
      - near: [caisses, "consignées | navettes"]
"""


def pack(folder: Path, text: str = RULE, *, name: str = "acme/crates.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return folder


def test_a_folder_of_rules_is_added_to_the_library(tmp_path: Path) -> None:
    book = load_rulebook(pack(tmp_path / "acme-rules"))
    assert "acme.crates" in {rule.id for rule in book.rules}
    assert ("acme-rules", "1", 1) == book.packs[1]


def test_an_installed_package_offers_its_folder_and_its_code_is_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack(tmp_path / "acme_rules" / "data")
    (tmp_path / "acme_rules" / "__init__.py").write_text("raise SystemExit('this code ran')", "utf-8")
    info = tmp_path / "acme_rules-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-rules\nVersion: 1\n", "utf-8")
    (info / "entry_points.txt").write_text("[clausecheck.rules]\nacme = acme_rules.data\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert "acme" in installed_packs()
    assert "acme.crates" in {rule.id for rule in load_rulebook(find_pack("acme")).rules}
    assert "acme_rules" not in sys.modules


def test_a_pack_that_is_nowhere_is_told_with_those_that_are() -> None:
    with pytest.raises(RuleError, match=r"R001 no such folder of rules, nor an installed pack \(installed:"):
        find_pack("no-such-pack")


def test_a_link_that_leads_out_of_the_pack_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("password: hunter2", "utf-8")
    folder = pack(tmp_path / "acme")
    (folder / "acme" / "link.yaml").symlink_to(secret)
    with pytest.raises(RuleError, match="R003 leads out of the pack") as told:
        load_rulebook(folder)
    assert "hunter2" not in str(told.value)


def bomb() -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (bomb(), "R107 an alias"),
        ("a: &a [*a]", "R107 an alias"),
        ("[" * 100_000, r"R100 not YAML|R108 nested too deep"),
        ("[" * 40 + "]" * 40, "R108 nested too deep"),
        ("a: " + "x" * 600_000, "R109 more than 512 KB"),
        ("a: !!int abc", "R110"),
        ("a: 2026-13-45", "R110"),
        ("? [a, b]\n: c", "R101 a key is a plain word"),
    ],
    ids=["bomb", "loop", "deep", "nested", "large", "int", "day", "key"],
)
def test_a_hostile_file_is_refused_at_once(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "rule.yaml"
    path.write_text(text, "utf-8")
    start = time.process_time()
    with pytest.raises(RuleError, match=message):
        read_yaml(path)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("figure", ["1.0e+999999999", "9" * 5000, ".inf", ".nan", "-.inf"])
def test_a_figure_that_would_fill_the_memory_is_refused(tmp_path: Path, figure: str) -> None:
    text = RULE.replace("near: [caisses", f"within: {figure}\n        near: [caisses")
    with pytest.raises(RuleError, match=r"R105|R110"):
        load_rulebook(pack(tmp_path, text))


def test_a_tag_that_would_make_an_object_stays_a_text(tmp_path: Path) -> None:
    path = tmp_path / "rule.yaml"
    path.write_text(
        'a: !!python/object/apply:os.system ["touch ran"]\nb: !!python/name:os.system x\n', "utf-8"
    )
    fields = read_yaml(path).mapping()
    assert ["touch ran"] == [item.text() for item in fields["a"].items()]
    assert not (tmp_path / "ran").exists()


def test_concepts_that_multiply_or_name_themselves_are_refused(tmp_path: Path) -> None:
    lines = ["c0: {fr: [un, deux, trois, quatre, cinq, six, sept, huit, neuf, dix]}"]
    for n in range(1, 12):
        ten = ", ".join([f'"@c{n - 1}"'] * 10)
        lines.append(f"c{n}: {{fr: [{ten}]}}")
    with pytest.raises(RuleError, match="R220 the concept"):
        load_rulebook(pack(tmp_path / "many", "\n".join(lines), name="vocabulary/many.yaml"))
    with pytest.raises(RuleError, match="R219 the concept"):
        load_rulebook(
            pack(tmp_path / "loop", 'l0: {fr: ["@l1"]}\nl1: {fr: ["@l0"]}', name="vocabulary/l.yaml")
        )


def test_a_matcher_with_too_many_groups_is_refused(tmp_path: Path) -> None:
    groups = ", ".join(f"mot{n}" for n in range(9))
    with pytest.raises(RuleError, match="R223 at most 8 groups"):
        load_rulebook(pack(tmp_path, RULE.replace('[caisses, "consignées | navettes"]', f"[{groups}]")))


def test_a_pack_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    for n in range(18):
        pack(tmp_path, "a: [" + "x," * 240_000 + "x]", name=f"parameters/big/p{n}.yaml")
    start = time.process_time()
    with pytest.raises(RuleError, match="R002 more than 8 MB"):
        load_rulebook(tmp_path)
    assert time.process_time() - start < 3


def test_a_pipe_named_like_a_rule_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    os.mkfifo(tmp_path / "acme" / "crates.yaml")
    with pytest.raises(RuleError, match=r"crates\.yaml: R004 is no plain file"):
        load_rulebook(tmp_path)


COMMON = "titulaire|marché|doit|prestation|fournir|service|prix|délai|lot|article|acheteur|pour|dans|sur"
SENTENCE = "Le titulaire doit fournir pour le marché une prestation de service à prix ferme dans le délai. "


def greedy(folder: Path, *, matchers: int) -> Path:
    groups = ", ".join([f'"{COMMON}"'] * 8)
    wakes = "".join(f"      - near: [{groups}]\n        within: 40\n" for _ in range(matchers))
    return pack(folder, RULE[: RULE.index("      - near")] + wakes)


def checked(folder: Path, text: str) -> tuple[int, float]:
    """Return how many findings the pack's rule has in a text, and the seconds of processor time."""
    book = load_rulebook(folder)
    tender = structured(read_bytes("CCTP.md", text.encode()), rules=book)
    start = time.process_time()
    report = check(tender, rules=book, as_of=date(2026, 10, 1))
    return sum(f.rule == "acme.crates" for f in report.findings), time.process_time() - start


def test_a_matcher_of_the_most_common_words_costs_no_more_than_its_paragraph(tmp_path: Path) -> None:
    """It once compared each word with all others: 20 seconds for one paragraph of 3 600 words."""
    found, seconds = checked(greedy(tmp_path, matchers=1), SENTENCE.replace(". ", " ") * 200)
    assert 1 == found
    assert seconds < 8  # most of it compiles the library


def test_a_pack_that_is_tried_on_every_passage_without_end_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "LEAST_TRIALS", 500)
    folder = greedy(tmp_path, matchers=150)
    with pytest.raises(RuleError, match=r'crates\.yaml: R227 .* tried 2001 times .* "acme\.crates" alone'):
        checked(folder, (SENTENCE + "\n\n") * 20)


def test_the_builtin_rules_have_no_allowance_to_use_up() -> None:
    assert frozenset() == load_rulebook().guests


def test_the_allowance_grows_with_the_document() -> None:
    assert LEAST_TRIALS == Allowance(10).most
    assert 500_000 == Allowance(5_000).most


def test_a_pack_may_not_take_the_id_of_a_builtin_rule(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r'R212 the id "reuse\.retired_it" is taken by'):
        load_rulebook(pack(tmp_path, RULE.replace("acme.crates", "reuse.retired_it")))
