"""The page: one file, nothing fetched, nothing of a document run, a structure that assistive tools can follow."""

import base64
import hashlib
import itertools
import re
from dataclasses import replace

import pytest
from lxml import html as parser

from clausecheck.model.rule import Rulebook
from clausecheck.render import render


@pytest.fixture
def source(report):
    return render(report, "html")


@pytest.fixture
def page(source):
    return parser.document_fromstring(source)


def _shown(element):
    return " ".join(element.text_content().split())


def test_the_page_loads_nothing(source, page):
    assert not page.xpath("//*[@src] | //link[@rel='stylesheet'] | //iframe | //object | //img")
    assert [link.get("href") for link in page.xpath("//link")] == ["data:,"]
    assert "@import" not in source
    assert "url(" not in source


def test_the_policy_allows_its_own_style_and_script_only(page):
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for tag in ("style", "script"):
        (element,) = page.xpath(f"//{tag}")
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert not page.xpath("//@style | //@onclick | //@onload")


def test_words_of_a_document_are_text_never_markup(source, page):
    assert '<script>alert("x")' not in source
    assert len(page.xpath("//script")) == 1
    assert any('<script>alert("x")</script> sont repris' in _shown(q) for q in page.xpath("//blockquote"))
    assert "\x1b" not in source


def test_an_address_that_is_not_of_the_web_is_no_link(page):
    assert all(not href.startswith("javascript") for href in page.xpath("//a/@href"))
    assert "Décret à paraître" in _shown(page)


def test_headings_descend_one_level_at_a_time(page):
    levels = [
        int(element.tag[1])
        for element in page.xpath("//main//*[self::h2 or self::h3 or self::h4 or self::h5]")
    ]
    assert len(page.xpath("//h1")) == 1
    assert levels[0] == 2
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_landmarks_skip_link_and_names_are_there(page):
    assert page.xpath("//html/@lang") == ["fr"]
    assert len(page.xpath("//main")) == len(page.xpath("//nav")) == len(page.xpath("//header")) == 1
    assert page.xpath("//a[@class='skip']/@href") == ["#contenu"]
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    for name in (
        *page.xpath("//@aria-labelledby"),
        *(href[1:] for href in page.xpath("//a[starts-with(@href,'#')]/@href")),
    ):
        assert name in ids
    assert page.xpath("//*[@role='status' and @aria-live='polite']")


def test_tables_have_a_caption_and_scoped_headers(page):
    tables = page.xpath("//table")
    assert len(tables) == 4
    for table in tables:
        assert _shown(table.xpath("./caption")[0])
        assert all(header.get("scope") in ("col", "row") for header in table.xpath(".//th"))


def test_mandatory_duties_come_before_everything_else(page):
    main = _shown(page.xpath("//main")[0])
    assert (
        main.index("Ce que la loi rend obligatoire")
        < main.index("Rédactions à corriger")
        < main.index("Par thème")
    )
    first = page.xpath("//ul[@class='duties']/li[1]")[0]
    assert "Condition d’exécution environnementale" in _shown(first)


def test_a_passage_shows_words_place_and_five_named_rungs(page):
    figure = page.xpath("//*[@id='r-repairability.spare_parts_availability']//figure")[0]
    assert _shown(figure.xpath(".//blockquote")[0]).startswith(
        "Les pièces détachées sont disponibles pendant"
    )
    assert "CCTP, p. 1, art. 4.2 Pièces détachées" in _shown(figure)
    rungs = figure.xpath(".//ol[@class='ladder']/li")
    assert [_shown(rung.xpath("./span[@class='fr']")[0] if rung.xpath("./span") else rung) for rung in rungs] == [
        "Mention", "Souhait", "Obligation", "Mesurable", "Sanctionnée",
    ]  # fmt: skip
    assert [rung.get("aria-current") for rung in rungs] == [None, None, None, None, "true"]


def test_a_wording_is_whole_marks_its_blanks_and_can_be_copied(report, page):
    suggestion = report.suggestions[1]
    wording = page.xpath(f"//*[@id='w-{suggestion.id}']")[0]
    assert wording.text_content() == suggestion.wording
    assert [mark.text for mark in wording.xpath(".//mark")] == ["[montant en euros]"]
    (button,) = page.xpath(f"//button[@data-copy='w-{suggestion.id}']")
    assert "hidden" in button.attrib
    assert "Condition d’exécution environnementale" in _shown(button)


def test_what_was_not_read_is_told_at_the_top_and_listed(page):
    assert page.xpath("//*[@role='note']")
    problems = _shown(page.xpath("//*[@class='problems']")[0])
    assert "dce.zip/AE.docx" in problems
    assert "La page 2 est une image sans texte." in problems


def test_a_tender_read_whole_says_so(complete_report):
    page = parser.document_fromstring(render(complete_report, "html"))
    assert not page.xpath("//*[@role='note']")
    assert "Toutes les pages de tous les fichiers donnés ont été lues." in _shown(page)


def test_both_languages_are_marked_as_such(source, page):
    french, english = page.xpath("//span[@class='fr']"), page.xpath("//span[@class='en']")
    assert len(french) == len(english) > 100
    assert {span.get("lang") for span in french} == {"fr"}
    assert {span.get("lang") for span in english} == {"en"}
    assert '[data-shown="fr"] .en' in source


def test_english_can_come_first(report):
    page = parser.document_fromstring(render(report, "html", language="en"))
    assert page.xpath("//html/@data-shown") == ["en"]
    assert page.xpath("//html/@lang") == ["en"]


def _moved(finding, number):
    span = replace(finding.evidence.span, start=number)
    return replace(finding, id=f"f{number}", evidence=replace(finding.evidence, span=span))


def test_a_passage_that_several_rules_found_is_shown_once(report):
    twice = (report.findings[1], replace(report.findings[1], id="f2", rule="repairability.other"))
    assessment = replace(report.assessments[3], findings=tuple(finding.id for finding in twice))
    page = parser.document_fromstring(
        render(replace(report, findings=twice, assessments=(assessment,)), "html")
    )
    assert len(page.xpath("//figure")) == 1


def test_many_passages_fold_away(report):
    many = tuple(_moved(report.findings[1], number) for number in range(9))
    assessment = replace(report.assessments[3], findings=tuple(finding.id for finding in many))
    page = parser.document_fromstring(
        render(replace(report, findings=many, assessments=(assessment,)), "html")
    )
    assert len(page.xpath("//figure")) == 9
    assert len(page.xpath("//details[@class='more']//figure")) == 5
    assert "et 5 autres passages" in _shown(page.xpath("//details[@class='more']/summary")[0])


def test_a_report_about_nothing_still_makes_a_page(report):
    facts = report.tender.facts
    empty = replace(
        report,
        tender=replace(report.tender, pieces=(), unread=(), facts=replace(facts, award_criteria=(), lots=())),
        findings=(),
        assessments=(),
        suggestions=(),
    )
    assert "Aucune obligation relevée" in _shown(parser.document_fromstring(render(empty, "html")))


def test_rules_at_hand_give_english_reasons_and_category_names(report):
    from clausecheck.model.rule import Category

    category = Category(
        slug="it_equipment", title=("Matériel informatique", "IT equipment"), cpv=(), terms=()
    )
    rules = Rulebook(rules=(), concepts=(), parameters=(), categories=(category,), packs=(), digest="")
    page = parser.document_fromstring(render(report, "html", rules=rules))
    assert "Matériel informatique" in _shown(page.xpath("//table[contains(@class,'facts')]")[0])


def _luminance(colour):
    values = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one, other):
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_contrast_is_at_least_four_and_a_half(page, scheme):
    style = page.xpath("//style")[0].text
    light, dark = style.split("@media (prefers-color-scheme: dark)", 1)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", dark.split("*, *::before", 1)[0]))
    pairs = [(text, ground) for text in ("ink", "soft", "link") for ground in ("paper", "surface", "faint")]
    verdicts = ("contradicted", "missing", "partial", "undecided", "met", "not_applicable")
    pairs += [(name, f"{name}-bg") for name in verdicts] + [(name, "surface") for name in verdicts]
    pairs += [
        ("accent-ink", "accent"),
        ("mark-ink", "mark"),
        ("ink", "contradicted-bg"),
        ("link", "contradicted-bg"),
    ]
    weak = [
        (a, b, round(_contrast(colours[a], colours[b]), 2))
        for a, b in pairs
        if _contrast(colours[a], colours[b]) < 4.5
    ]
    assert weak == []
