"""What a notice declares, and no piece holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clausecheck.consistency.file import CONTRACT, File, remark
from clausecheck.model.consistency import Inconsistency, Mismatch
from clausecheck.model.finding import Finding, Lever, Strength
from clausecheck.model.outline import PieceKind
from clausecheck.model.tender import Declaration

_CIRCULAR = (
    "repairability", "durability_warranty", "sufficiency", "reuse", "recycled_content", "waste_end_of_life", "packaging",
)  # fmt: skip
_ENVIRONMENT = (
    *_CIRCULAR, "energy", "carbon", "transport", "chemicals", "biodiversity_water", "food", "wood", "digital_sobriety",
    "site_nuisance", "env_award_criterion", "life_cycle_cost",
)  # fmt: skip
_SOCIAL = ("social_inclusion", "working_conditions", "accessibility")
_THEMES: dict[tuple[str, str], tuple[str, ...]] = {
    ("BT-06-Lot", "env-imp"): _ENVIRONMENT,
    ("BT-06-Lot", "soc-obj"): _SOCIAL,
    ("BT-774-Lot", "circ-econ"): _CIRCULAR,
    ("BT-774-Lot", "clim-mitig"): ("energy", "carbon", "transport", "food", "wood"),
    ("BT-774-Lot", "pollu-prev"): ("chemicals", "waste_end_of_life", "transport", "biodiversity_water", "site_nuisance"),
    ("BT-774-Lot", "biodiv-eco"): ("biodiversity_water", "wood", "food"),
    ("BT-774-Lot", "water-mar"): ("biodiversity_water",),
    ("BT-775-Lot", "opp"): ("social_inclusion",),
    ("BT-775-Lot", "acc-all"): ("accessibility",),
    ("BT-775-Lot", "gen-eq"): ("social_inclusion", "working_conditions"),
    ("BT-775-Lot", "hum-right"): ("working_conditions",),
    ("BT-775-Lot", "work-cond"): ("working_conditions",),
    ("BT-754-Lot", "inc"): ("accessibility",),
    ("DECP", "Clause environnementale"): _ENVIRONMENT,
    ("DECP", "Critère environnemental"): _ENVIRONMENT,
    ("DECP", "Clause sociale"): _SOCIAL,
    ("DECP", "Critère social"): _SOCIAL,
}  # fmt: skip
"""Field and code -> themes of which one has to stand in the pieces. Codes that name no theme are left out."""


def declared_not_held(file: File) -> Iterator[Inconsistency]:
    """Yield a remark for every declared consideration of which no requirement nor criterion was found."""
    others = [piece for piece in file.tender.pieces if piece.outline.kind is not PieceKind.NOTICE]
    if not file.pieces(CONTRACT) or not others or not file.whole:
        return
    for declaration in file.tender.facts.declared:
        themes = _THEMES.get((declaration.field, declaration.code), ())
        if themes and not any(f.theme in themes for f in file.asserted if _holds(file, declaration)(f)):
            yield _not_held(file, declaration)


def _holds(file: File, declaration: Declaration) -> Callable[[Finding], bool]:
    """Return what a finding must be to hold a declaration: where it stands, and a clause or a criterion."""
    code = declaration.code

    def holds(finding: Finding) -> bool:
        if file.kinds.get(finding.evidence.document_id) is PieceKind.NOTICE:
            return False
        if finding.strength < Strength.BINDING:
            return False
        criterion = finding.lever is Lever.AWARD_CRITERION
        return not (criterion if code.startswith("Clause") else code.startswith("Critère") and not criterion)

    return holds


def _not_held(file: File, declaration: Declaration) -> Inconsistency:
    words = declaration.words
    notice = file.kinds[declaration.document_id] is PieceKind.NOTICE
    name = file.name(declaration.document_id)
    french, english = ("L'avis", "The notice") if notice else (name, name)
    return remark(
        Mismatch.DECLARED_NOT_HELD,
        f"{declaration.field}:{declaration.code}",
        (
            f"{french} déclare « {words} », et les pièces n'en portent ni exigence ni critère.",
            "Ajouter la clause ou le critère, ou corriger la déclaration avant la publication.",
        ),
        (
            f"{english} declares “{words}”, and the pieces hold neither requirement nor criterion of it.",
            "Add the clause or the criterion, or mend the declaration before publication.",
        ),
        documents=[declaration.document_id],
    )
