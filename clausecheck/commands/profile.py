"""``clausecheck rules profile``: what a kind of purchase calls for, and why."""

from __future__ import annotations

from typing import Annotated

import typer

from clausecheck.commands.rulebooks import Packs, load
from clausecheck.commands.streams import write
from clausecheck.commands.values import category_slugs, one_of


def show_profile(
    category: Annotated[
        str | None,
        typer.Argument(metavar="[CATÉGORIE]", help="Catégorie d'achat ; toutes sans argument."),
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="text|json", help="Forme du résultat.")] = "text",
    packs: Packs = None,
) -> None:
    """Montre les clauses attendues pour une catégorie d'achat, chacune avec sa raison."""
    from clausecheck.render.json import dump
    from clausecheck.render.profiles import core_of, profile_object, profile_text
    from clausecheck.text.typography import typeset

    chosen = one_of("--format", form, ("text", "json"))
    rulebook = load(packs)
    if category is None:
        found = rulebook.categories
    else:
        wanted = category_slugs([category], rulebook, option="CATÉGORIE")
        found = tuple(known for known in rulebook.categories if known.slug in wanted)
    if chosen == "json":
        objects = [profile_object(rulebook, known) for known in found]
        write(dump(objects[0] if category else objects), None)
    elif category:
        write(profile_text(rulebook, found[0]), None)
    else:
        wide = max(len(known.slug) for known in found)
        lines = (
            f"{known.slug:{wide}}  {len(core_of(rulebook, known.slug)):2}  {typeset(known.title[0])}\n"
            for known in found
        )
        write("".join(lines), None)
