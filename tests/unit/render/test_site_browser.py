"""The site in a real browser: the search, the law as of a day, nothing wider than a small screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver

from clausecheck.render.site import render_site
from clausecheck.rulebook import load_rulebook

pytestmark = pytest.mark.browser
PARTS = "repairability.spare_parts_availability"
PAGES = (
    "index.html",
    "categories/furniture.html",
    "categories/index.html",
    "law/index.html",
    "timeline.html",
    f"rules/{PARTS}.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    for name, text in render_site(load_rulebook()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[WebDriver]:
    options = webdriver.ChromeOptions()
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--hide-scrollbars",
    ):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium") or ""
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    yield driver
    driver.quit()


def opened(browser: WebDriver, site: Path, page: str, *, width: int = 1280) -> None:
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)  # type: ignore[attr-defined]
    browser.get((site / page).as_uri())


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_wider_than_a_small_screen(
    browser: WebDriver, site: Path, page: str, language: str
) -> None:
    opened(browser, site, f"{language}/{page}", width=320)
    assert 320 == browser.execute_script("return document.documentElement.scrollWidth")


def test_the_search_finds_without_accents_and_a_purchase_first(browser: WebDriver, site: Path) -> None:
    opened(browser, site, "fr/index.html")
    box = browser.find_element(By.ID, "query")
    box.send_keys("PIECES detachees")
    found = [link.text for link in browser.find_elements(By.CSS_SELECTOR, "#found a")]
    assert "Pièces détachées disponibles pendant un nombre d’années fixé" in found
    box.send_keys(Keys.ESCAPE)
    assert not browser.find_element(By.ID, "found").is_displayed()
    box.send_keys("mobilier")
    links = browser.find_elements(By.CSS_SELECTOR, "#found a")
    assert "Mobilier" == links[0].text
    box.send_keys(Keys.ENTER)
    assert links[0] == browser.switch_to.active_element
    assert "résultats" in browser.find_element(By.CSS_SELECTOR, "#found .count").text


@pytest.mark.parametrize(
    ("day", "shown"),
    [("2025-12-31", "221\u202f000 €"), ("2026-01-01", "216\u202f000 €")],
)
def test_the_timeline_shows_the_value_in_force_on_the_day(
    browser: WebDriver, site: Path, day: str, shown: str
) -> None:
    opened(browser, site, "fr/timeline.html")
    browser.execute_script(
        "const day = document.getElementById('day'); day.value = arguments[0];"
        "day.dispatchEvent(new Event('input', {bubbles: true}));",
        day,
    )
    entries = browser.find_elements(By.CSS_SELECTOR, ".timeline [data-from]")
    own = "thresholds.eu_supplies_services_local"
    values = [
        entry.find_element(By.TAG_NAME, "strong").text
        for entry in entries
        if entry.is_displayed() and own in str(entry.find_element(By.TAG_NAME, "a").get_attribute("href"))
    ]
    assert [shown] == values


def test_each_wording_can_be_copied(browser: WebDriver, site: Path) -> None:
    opened(browser, site, f"fr/rules/{PARTS}.html")
    buttons = browser.find_elements(By.CSS_SELECTOR, ".copy")
    assert len(browser.find_elements(By.CSS_SELECTOR, ".wording")) == len(buttons)
    browser.execute_script(
        "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }"
    )
    buttons[0].click()
    assert "pendant au moins 5 ans" in browser.execute_script("return window.copied")
