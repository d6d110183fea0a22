"""The static site of the rule library: complete, linked, safe, and usable without a network."""

from __future__ import annotations

import itertools
import json
import posixpath
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html

from clausecheck import cli
from clausecheck.render.site import render_site
from clausecheck.render.site.shelves import changes, law, value_name
from clausecheck.rulebook import load_rulebook

BOOK = load_rulebook()
SITE = dict(render_site(BOOK))
PAGES = {path: html.document_fromstring(text) for path, text in SITE.items() if path.endswith(".html")}
PARTS = "repairability.spare_parts_availability"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_rule_theme_purchase_piece_and_law_has_its_page(language: str) -> None:
    wanted = {f"{language}/rules/{rule.id}.html" for rule in BOOK.rules if rule.status != "deprecated"}
    wanted |= {f"{language}/themes/{rule.theme}.html" for rule in BOOK.rules}
    wanted |= {f"{language}/categories/{category.slug}.html" for category in BOOK.categories}
    wanted |= {f"{language}/law/{parameter.id}.html" for parameter in BOOK.parameters}
    assert wanted <= set(SITE)


def test_every_link_leads_to_a_page_of_the_site_or_to_a_text_of_law() -> None:
    known = {reference.url for parameter in BOOK.parameters for reference in parameter.references}
    broken = []
    for path, page in PAGES.items():
        for address in page.xpath("//a/@href | //link[@rel!='icon']/@href | //script/@src"):
            if address in known:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), address.split("#")[0]))
            if not address.startswith("#") and target not in SITE:
                broken.append((path, address))
    assert [] == broken


def test_nothing_is_fetched_from_elsewhere() -> None:
    texts = "\n".join(text for path, text in SITE.items() if path.endswith((".css", ".js", ".html")))
    assert "//cdn" not in texts
    assert "@import" not in texts
    assert [] == [
        path for path, page in PAGES.items() if page.xpath("//*[starts-with(@src, 'http')] | //img")
    ]


@pytest.mark.parametrize("path", sorted(path for path in PAGES if "/" in path)[::20])
def test_a_page_has_a_language_a_title_one_heading_and_a_way_past_the_menu(path: str) -> None:
    page = PAGES[path]
    assert path[:2] == page.get("lang")
    assert page.findtext(".//title").strip() not in ("", "– clausecheck")
    assert 1 == len(page.xpath("//h1"))
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4")]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert page.xpath("//a[@href='#content']")
    assert page.xpath("//main[@id='content']")


def test_a_rule_page_shows_reason_wording_law_and_examples() -> None:
    text = " ".join(PAGES[f"fr/rules/{PARTS}.html"].text_content().split())
    for words in (
        "Pourquoi",
        "pendant au moins 7 ans",
        "Code de la consommation",
        "sept (7) ans",
        "pièces jointes",
    ):
        assert words in text
    marked = PAGES[f"fr/rules/{PARTS}.html"].xpath("//mark")
    assert "[montant en euros]" == marked[0].text


def test_the_page_of_a_purchase_begins_with_its_core_and_the_reasons() -> None:
    page = PAGES["fr/categories/furniture.html"]
    core = [item.text_content() for item in page.xpath("//ol[contains(@class, 'core')]/li")]
    assert 9 == len(core)
    assert "Retapisser ou changer un plateau" in core[1]
    others = {link.get("href") for link in page.xpath("//ul[@class='rules']//a")}
    assert not others & {link.get("href") for link in page.xpath("//ol[contains(@class, 'core')]//a")}
    english = PAGES["en/categories/furniture.html"].text_content()
    assert "A new cover or a new top keeps the frame" in english


def test_the_page_of_a_rule_says_which_purchases_expect_it() -> None:
    page = PAGES["fr/rules/reuse.furniture_refit.html"]
    links = page.xpath("//aside/h2[.='Attendue dans ces achats']/following-sibling::ul[1]//a/@href")
    assert ["../categories/furniture.html", "../categories/street_furniture.html"] == links


def test_french_that_has_no_english_is_marked_as_french() -> None:
    rule = replace(BOOK.rules[0], title=(("fr", "Seul en français"),))
    page = dict(render_site(replace(BOOK, rules=(rule,))))[f"en/rules/{rule.id}.html"]
    assert '<span lang="fr">Seul en français</span>' in page


def test_words_of_a_rule_are_text_never_markup() -> None:
    hostile = '<script>alert("x")</script>'
    rule = replace(BOOK.rules[0], title=(("fr", hostile),), why=(("fr", hostile),))
    pages = dict(render_site(replace(BOOK, rules=(rule,))))
    assert [] == [path for path, text in pages.items() if "<script>alert" in text]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_search_knows_every_rule_without_accents(language: str) -> None:
    text = SITE[f"{language}/search.js"].removeprefix("window.RULES = ").strip().removesuffix(";")
    entries = {entry["u"]: entry for entry in json.loads(text)}
    rules = [rule for rule in BOOK.rules if rule.status != "deprecated"]
    assert len(entries) == len(rules) + len(BOOK.categories) + len(BOOK.parameters)
    assert "pieces detachees" in entries[f"rules/{PARTS}.html"]["x"]


def test_the_search_finds_a_purchase_by_the_words_of_its_titles_and_a_text_of_law_by_its_number() -> None:
    text = SITE["fr/search.js"].removeprefix("window.RULES = ").strip().removesuffix(";")
    entries = {entry["u"]: entry for entry in json.loads(text)}
    furniture = entries["categories/furniture.html"]
    assert ("Achat", "categories") == (furniture["h"], furniture["k"])
    assert "mobilier scolaire" in furniture["x"]
    assert "2024-134" in entries["law/reuse.agec_shares.html"]["x"]


def test_the_law_is_said_in_the_language_of_the_page() -> None:
    page = PAGES["en/law/reuse.agec_shares.html"]
    assert page.xpath("//h1")[0].text_content().startswith("Yearly share of purchases that are reused")
    assert "Yearly share of purchases" in PAGES["en/timeline.html"].text_content()
    silent = replace(BOOK.parameters[0], description_en="")
    pages = dict(render_site(replace(BOOK, parameters=(silent, *BOOK.parameters[1:]))))
    page = html.fromstring(pages[f"en/law/{silent.id}.html"])
    assert silent.description.rstrip(".")[:20] in page.xpath("//h1/span[@lang='fr']")[0].text


def test_five_texts_are_shown_at_once_and_the_others_fold_away() -> None:
    page = PAGES[f"fr/rules/{PARTS}.html"]
    found = page.xpath("//section[h2='Passages trouvés']")[0]
    folded = found.xpath("./details//li")
    assert 5 == len(found.xpath("./ul/li"))
    assert f"({len(folded)})" in found.xpath("./details/summary")[0].text_content()
    expected = [t for r in BOOK.rules if r.id == PARTS for t in r.tests if t.expect != "no_match"]
    assert len(expected) == 5 + len(folded)


def test_the_timeline_holds_each_dated_value_of_law_in_force_and_no_pending_one() -> None:
    found = changes(law(BOOK, BOOK.rules))
    assert sum(len(p.values) for p in BOOK.parameters if p.status == "in_force") == len(found)
    assert sorted(change.day for change in found) == [change.day for change in found]
    own = [change for change in found if change.parameter.id == "thresholds.eu_supplies_services_local"]
    assert (date(2026, 1, 1), "216\u202f000\u00a0€") in [(change.day, change.value[0]) for change in own]
    assert [False, False, True] == [change.ends for change in own][-3:]


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (Decimal(40), "percent", "40\u00a0%"),
        (True, "bool", "en vigueur"),
        (False, "bool", "non en vigueur"),
        (None, "bool", "fin"),
        ("annexe II", "text", "annexe II"),
    ],
)
def test_a_value_of_law_is_said_in_words(value: object, unit: str, shown: str) -> None:
    assert shown == value_name(value, unit)[0]


def test_the_command_writes_the_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["rules", "docs", "--output", str(tmp_path / "site")])
    assert 0 == stopped.value.code
    assert (tmp_path / "site" / "fr" / "rules" / f"{PARTS}.html").is_file()
    assert "index.html" in capsys.readouterr().err
