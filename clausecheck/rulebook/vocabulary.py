"""Vocabulary files: concepts (named sets of terms) and the categories of purchase."""

from __future__ import annotations

from clausecheck.model.rule import Category, Concept
from clausecheck.rulebook.yamltree import Node, texts


def read_concepts(root: Node) -> tuple[Concept, ...]:
    """Read a vocabulary file: ``concept_id: {fr: [terms], en: [terms], null: true|false}``."""
    concepts: list[Concept] = []
    for name, node in root.mapping().items():
        fields = node.mapping(("fr", "en", "false_friend", "note"))
        null = bool(fields["false_friend"].value) if "false_friend" in fields else False
        for language in ("fr", "en"):
            if language in fields:
                terms = tuple(item.text() for item in fields[language].items())
                concepts.append(Concept(id=name, language=language, null=null, terms=terms))
    return tuple(concepts)


def read_categories(root: Node) -> tuple[Category, ...]:
    """Read the list of purchase categories."""
    return tuple(_category(node) for node in root.items())


def _category(node: Node) -> Category:
    fields = node.mapping(("slug", "code", "title", "cpv", "terms", "contract_type"))
    title = texts(fields["title"])
    terms = fields["terms"].mapping(("fr", "en")) if "terms" in fields else {}
    return Category(
        slug=fields["slug"].text(),
        title=(title["fr"], title["en"]),
        cpv=tuple(item.text() for item in fields["cpv"].items()),
        terms=tuple(item.text() for group in terms.values() for item in group.items()),
        contract_type=fields["contract_type"].text()
        if "contract_type" in fields and fields["contract_type"].value
        else "",
    )
