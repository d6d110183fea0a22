"""A new rule's file, valid from the first moment, with what is left to write as comments."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from clausecheck.rulebook.schema import LEAST_MATCHES, LEAST_SILENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What ``rules new`` asks for.

    Attributes:
        id: ``<family>.<requirement>``.
        theme: Of the closed list.
        kind: clause or obstacle.
        title: French.
        title_en: English; "" for none yet.
        why: French.
        lever: Where the clause acts.
        severity: Where no duty is in force.
        look_in: Kinds of pieces.
        legal: Ids of dated parameters.
        words: Groups of terms; one makes a ``phrase``, several a ``near``.
        example: A sentence that the rule must find; "" for none yet.
        silent: A sentence that it must leave; "" for none yet.
        categories: Slugs of the kinds of purchase; empty for all.
        wording: French, at baseline; "" for none yet.
    """

    id: str
    theme: str
    kind: str
    title: str
    title_en: str
    why: str
    lever: str
    severity: str
    look_in: tuple[str, ...]
    legal: tuple[str, ...]
    words: tuple[str, ...]
    example: str
    silent: str = ""
    categories: tuple[str, ...] = ()
    wording: str = ""


def draft_text(draft: Draft) -> str:
    """Return the YAML of a draft: it loads, is off, and says what it still lacks."""
    side = "contradicts" if draft.kind == "obstacle" else "supports"
    english = f"\n  en: {_quoted(draft.title_en)}" if draft.title_en else ""
    kind = f"kind: {draft.kind}\n" if draft.kind != "clause" else ""
    legal = f"legal: {_list(draft.legal)}\n" if draft.legal else ""
    applies = f"applies:\n  categories: {_list(draft.categories)}\n" if draft.categories else ""
    wording = f"wording:\n  fr:\n    baseline: {_quoted(draft.wording)}\n" if draft.wording else ""
    silent = f"    no_match:\n      - {{text: {_quoted(draft.silent)}}}\n" if draft.silent else ""
    return f"""\
# yaml-language-server: $schema=../schema/rule.schema.json
id: {draft.id}
status: draft
{kind}theme: {draft.theme}
title:
  fr: {_quoted(draft.title)}{english}
why:
  fr: {_quoted(draft.why)}
lever: {draft.lever}
look_in: {_list(draft.look_in)}
{applies}severity: {draft.severity}
{legal}detect:
  fr:
    {side}:
      - {_matcher(draft.words)}
{wording}tests:
  fr:
    match:  # at least {LEAST_MATCHES}, each matcher alone in one of them
      - {{text: {_quoted(draft.example or draft.title)}}}
{silent}    # no_match: at least {LEAST_SILENT}; a third from neighbours (from: rule id) or with a false_friend
# Still to write (clausecheck rules lint --sheet lists it once the rule is stable):
# checks, legal_floor, market, wording (fr, en), parameters, labels, equivalence, penalty_styles, risks, sisters,
# indicators, sources, changelog, last_review, covers, belongs_in, after. How: docs/how-to/add-a-rule.md
"""


def _matcher(groups: tuple[str, ...]) -> str:
    if len(groups) == 1:
        return f"phrase: {_list(groups)}"
    return f"near: {_list(groups)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _list(items: Iterable[str]) -> str:
    return "[" + ", ".join(_quoted(item) for item in items) + "]"
