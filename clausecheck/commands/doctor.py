"""``clausecheck doctor``: what is installed, what is missing, and what that costs."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from clausecheck.commands.values import limits

if TYPE_CHECKING:
    from clausecheck.intake.equipment import Component

_WIDE = 96


def examined(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return version, components, limits and rules of this installation as plain values.

    Raises:
        InputError: A limit set in the environment is no number.
    """
    from clausecheck.checking import VERSION, load_rules
    from clausecheck.intake.equipment import inventory

    chosen = limits(environment)
    rules = load_rules()
    return {
        "version": VERSION,
        "cores": os.cpu_count() or 1,
        "components": [asdict(component) for component in inventory()],
        "limits": asdict(chosen),
        "rules": {"count": len(rules.rules), "digest": rules.digest},
    }


def report(environment: Mapping[str, str]) -> str:
    """Return the same as a text for a person."""
    from clausecheck.checking import VERSION, load_rules
    from clausecheck.intake.equipment import inventory
    from clausecheck.model.limits import NAMES, Limits, variable

    chosen, usual = limits(environment), Limits()
    found = inventory()
    lines = [f"clausecheck {VERSION}, {len(load_rules().rules)} règles, {os.cpu_count() or 1} cœurs", ""]
    lines += [line for component in found for line in _lines(component)]
    lines += ["", "Limites (chacune réglable par la variable d’environnement indiquée)"]
    for name in NAMES:
        value = getattr(chosen, name)
        changed = "" if value == getattr(usual, name) else f"  (au lieu de {getattr(usual, name)})"
        lines.append(f"  {name:<18} {value:>12}  {variable(name)}{changed}")
    missing = sum(not component.present for component in found)
    lines += [
        "",
        "Rien ne manque." if not missing else f"Manques : {missing}, dits plus haut avec leur remède.",
    ]
    return "\n".join(lines) + "\n"


def _lines(component: Component) -> Iterator[str]:
    sign = "ok    " if component.present else "MANQUE"
    detail = f" : {component.detail}" if component.detail else ""
    yield f"{sign}  {component.name}{detail}"
    for text in (component.cost, component.remedy and f"Remède : {component.remedy}"):
        if text:
            yield textwrap.fill(text, _WIDE, initial_indent=" " * 8, subsequent_indent=" " * 8)
