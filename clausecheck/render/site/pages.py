"""Every page of the site, as (path, text): the caller writes them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from clausecheck.model.finding import Level
from clausecheck.model.rule import Parameter, Rule, Rulebook, RuleTest, Wording
from clausecheck.model.sheet import PENALTIES, RISKS, Bilingual
from clausecheck.model.theme import THEMES
from clausecheck.render import names
from clausecheck.render.profiles import expecting
from clausecheck.render.site import shelves
from clausecheck.render.site.shelves import Shelf, value_name
from clausecheck.text.folding import fold
from clausecheck.text.typography import typeset

_TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "site"
LANGUAGES = ("fr", "en")
_PARAMETER = re.compile(r"\{(\w+)\}")
_PLACEHOLDER = re.compile(r"(\[[^\[\]]+\])")


def render_site(rulebook: Rulebook) -> Iterator[tuple[str, str]]:
    """Yield every file of the site: path below its folder, and text.

    Args:
        rulebook: Drafts are shown as such; deprecated rules are left out.
    """
    rules = tuple(rule for rule in rulebook.rules if rule.status != "deprecated")
    for name in ("site.css", "site.js"):
        yield name, (_TEMPLATES / name).read_text("utf-8")
    yield "index.html", _environment().get_template("door.html.j2").render()
    for language in LANGUAGES:
        yield from _Edition(rulebook, rules, language).pages()


class _Edition:
    """The site in one language."""

    def __init__(self, rulebook: Rulebook, rules: Sequence[Rule], language: str) -> None:
        self.language = language
        self.at = LANGUAGES.index(language)
        self.rulebook = rulebook
        self.rules = rules
        self.themes = shelves.themes(rules)
        self.categories = shelves.categories(rulebook, rules)
        self.pieces = shelves.pieces(rules)
        self.law = shelves.law(rulebook, rules)

    def pages(self) -> Iterator[tuple[str, str]]:
        yield f"{self.language}/search.js", f"window.RULES = {self._index()};\n"
        yield self._page("home.html.j2", "index.html")
        for kind in ("themes", "categories", "pieces"):
            yield self._page("shelves.html.j2", f"{kind}/index.html", kind=kind, shelves=getattr(self, kind))
        yield self._page("law.html.j2", "law/index.html", texts=shelves.by_text(self.law))
        yield self._page("timeline.html.j2", "timeline.html", changes=shelves.changes(self.law))
        for shelf in (*self.themes, *self.categories, *self.pieces, *self.law):
            yield self._page("shelf.html.j2", shelf.path, shelf=shelf, general=self._general(shelf))
        titles = {rule.id: rule for rule in self.rules}
        for rule in self.rules:
            yield self._page("rule.html.j2", f"rules/{rule.id}.html", rule=rule, others=titles)

    def _page(self, template: str, path: str, **context: Any) -> tuple[str, str]:
        text = (
            _environment()
            .get_template(template)
            .render(
                edition=self,
                language=self.language,
                other=LANGUAGES[1 - self.at],
                path=path,
                root="../" * path.count("/"),
                t=lambda french, english: (french, english)[self.at],
                both=lambda pair: pair[self.at],
                words=self.words,
                known_law={parameter.id: parameter for parameter in self.rulebook.parameters},
                expecting=lambda rule: expecting(self.rulebook, rule),
                category_titles={category.slug: category.title for category in self.rulebook.categories},
                **context,
            )
        )
        return f"{self.language}/{path}", text

    def words(self, text: Bilingual) -> Markup:
        """Return a text of a rule in the page's language; French, and marked so, where it has no other."""
        known = dict(text)
        if self.language in known:
            own = known[self.language]
            return Markup(escape(typeset(own) if self.language == "fr" else own))
        return Markup('<span lang="fr">{}</span>').format(typeset(known.get("fr", "")))

    def law_name(self, parameter: Parameter) -> Markup:
        """Return what a dated value of the law says, as ``words`` does."""
        french, english = parameter.description.rstrip("."), parameter.description_en.rstrip(".")
        return self.words((("fr", french), ("en", english)) if english else (("fr", french),))

    def filled(self, rule: Rule, wording: Wording, level: Level) -> Markup:
        """Return a wording at a level, its parameters filled, what the buyer fills in marked."""
        values = {parameter.name: parameter.values[level - 1] for parameter in rule.parameters}
        text = dict(wording.texts)[level]
        return self.placed(
            _PARAMETER.sub(lambda match: values.get(match[1], match[0]), text), wording.language
        )

    def placed(self, text: str, language: str) -> Markup:
        """Return a text with the buyer's placeholders marked."""
        shown = typeset(text) if language == "fr" else text
        parts = _PLACEHOLDER.split(shown)
        marked = (
            Markup("<mark>{}</mark>").format(part) if n % 2 else escape(part) for n, part in enumerate(parts)
        )
        return Markup("").join(marked)

    def cases(self, rule: Rule, found: bool) -> tuple[RuleTest, ...]:
        """Return the texts that a rule must find, or leave; those in the page's language first."""
        own = (test for test in rule.tests if (test.expect != "no_match") is found)
        return tuple(sorted(own, key=lambda test: test.language != self.language))

    def _general(self, shelf: Shelf) -> tuple[Rule, ...]:
        """Rules for every purchase: named on the pages of categories."""
        if shelf.kind != "categories":
            return ()
        core = {each.rule.id for each in shelf.core}
        return tuple(
            rule
            for rule in self.rules
            if not rule.applies.categories and rule.kind == "clause" and rule.id not in core
        )

    def _plain(self, text: Bilingual) -> str:
        known = dict(text)
        if self.language == "en" and "en" in known:
            return known["en"]
        return typeset(known["fr"])

    def _index(self) -> str:
        """What the search looks at, a page a line: title, address, kind or theme, folded words.

        Kinds of purchase and texts of law come with the rules: « mobilier » is a purchase before it is a word.
        """
        kinds = (("categories", self.categories, ("Achat", "Purchase")), ("law", self.law, ("Droit", "Law")))
        entries = [
            {
                "t": typeset(shelf.title[0]) if self.language == "fr" else shelf.title[self.at],
                "u": shelf.path,
                "h": name[self.at],
                "x": fold(" ".join(_named(self.rulebook, shelf))),
                "k": kind,
            }
            for kind, found, name in kinds
            for shelf in found
        ]
        entries += [
            {
                "t": self._plain(rule.title),
                "u": f"rules/{rule.id}.html",
                "h": THEMES[rule.theme][self.at],
                "x": fold(" ".join(_searched(rule))),
            }
            for rule in self.rules
        ]
        return json.dumps(entries, ensure_ascii=False).replace("<", "\\u003c")


def _named(rulebook: Rulebook, shelf: Shelf) -> Iterator[str]:
    yield from shelf.title
    if shelf.parameter:
        yield from (reference.ref for reference in shelf.parameter.references)
    else:
        yield from next(known.terms for known in rulebook.categories if known.slug == shelf.slug)


def _searched(rule: Rule) -> Iterator[str]:
    yield rule.id.replace(".", " ").replace("_", " ")
    for pair in (rule.title, rule.why, rule.sheet.checks):
        yield from dict(pair).values()
    yield from THEMES[rule.theme]
    yield from (text for wording in rule.wording for _, text in wording.texts)
    yield from rule.sheet.covers


def _breakable(name: str) -> Markup:
    """Let an identifier break after its points and underscores."""
    return Markup("<wbr>").join(re.split(r"(?<=[._])", name))


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        names=names,
        THEMES=THEMES,
        PIECES=shelves.PIECES,
        RISKS=RISKS,
        PENALTIES=PENALTIES,
        value_name=value_name,
    )
    environment.filters.update(typeset=typeset, breakable=_breakable)
    return environment
