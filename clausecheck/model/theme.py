"""The closed list of themes, with the names that a reader sees."""

from __future__ import annotations

THEMES: dict[str, tuple[str, str]] = {
    "repairability": ("Réparabilité", "Repairability"),
    "durability_warranty": ("Durabilité et garantie", "Durability and warranty"),
    "sufficiency": ("Sobriété du besoin", "Sufficiency"),
    "reuse": ("Réemploi et réutilisation", "Reuse"),
    "recycled_content": ("Matières recyclées", "Recycled content"),
    "waste_end_of_life": ("Déchets et fin de vie", "Waste and end of life"),
    "packaging": ("Emballages", "Packaging"),
    "energy": ("Énergie", "Energy"),
    "carbon": ("Carbone", "Carbon"),
    "transport": ("Transport et livraisons", "Transport and deliveries"),
    "chemicals": ("Substances et santé", "Chemicals and health"),
    "biodiversity_water": ("Biodiversité, eau et sols", "Biodiversity, water and soils"),
    "food": ("Alimentation", "Food"),
    "wood": ("Bois et forêt", "Wood and forest"),
    "digital_sobriety": ("Sobriété numérique", "Digital sobriety"),
    "social_inclusion": ("Insertion sociale", "Social inclusion"),
    "working_conditions": ("Conditions de travail", "Working conditions"),
    "accessibility": ("Accessibilité", "Accessibility"),
    "direct_supply": ("Approvisionnement direct", "Direct supply"),
    "openness_non_dependence": ("Ouverture et non-dépendance", "Openness and non-dependence"),
    "site_nuisance": ("Nuisances de chantier", "Site nuisance"),
    "governance_reporting": ("Pilotage, preuves et sanctions", "Governance and reporting"),
    "env_award_criterion": ("Critère environnemental", "Environmental award criterion"),
    "life_cycle_cost": ("Coût du cycle de vie", "Life-cycle cost"),
    "forbidden_wording": ("Rédactions à proscrire", "Wording to avoid"),
}
"""Identifier -> (French, English), in the order of the contract."""
