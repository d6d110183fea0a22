"""The words of the two plain baselines: one regular expression a theme, and a small dictionary.

Written in one go from the names of the themes, without a look at the rules, tuned on no annotation
and not mended since: what a person writes in an hour. They run on folded text (``text.folding``).
"""

from __future__ import annotations

import re

PATTERNS: dict[str, re.Pattern[str]] = {
    theme: re.compile(pattern)
    for theme, pattern in (
        ("repairability", r"reparab|pieces (?:de rechange|detachees)|\brepair|spare parts?"),
        ("durability_warranty", r"durabilite|duree de vie|garantie (?:de|commerciale|constructeur)|warranty"),
        ("sufficiency", r"sobriete|juste besoin|sufficiency"),
        ("reuse", r"reemploi|reutilis|recondition|seconde main|refurbish|\breuse"),
        ("recycled_content", r"(?:matiere|papier|contenu|plastique|fibre)s? recycle|recycled"),
        ("waste_end_of_life", r"dechet|fin de vie|\bwaste|end of life"),
        ("packaging", r"emballage|packaging"),
        ("energy", r"energie|energetique|energy"),
        ("carbon", r"carbone|gaz a effet de serre|carbon"),
        ("transport", r"vehicules? (?:propre|electrique)|emissions? des vehicules|livraisons? group|transport"),
        ("chemicals", r"substances? (?:dangereuse|nocive)|ecolabel|solvant|phytosanitaire|chemical"),
        ("biodiversity_water", r"biodiversite|consommation d.eau|milieux? naturel|biodiversity"),
        ("food", r"agriculture biologique|produits? (?:bio|de saison|label)|organic"),
        ("wood", r"\bfsc\b|\bpefc\b|gestion durable des forets|\btimber"),
        ("digital_sobriety", r"numerique responsable|ecoconception|eco-conception"),
        ("social_inclusion", r"insertion|handicap|eloigne(?:e|s|es)? de l.emploi|social value"),
        ("working_conditions", r"travail dissimule|conditions de travail|droit du travail|securite des trav|labour"),
        ("accessibility", r"accessibilite|accessibility|\brgaa\b"),
        ("direct_supply", r"circuits? courts?|approvisionnement direct|short supply"),
        ("openness_non_dependence", r"reversibilite|interoperab|logiciels? libres?|formats? ouverts?|open (?:source|format)"),
        ("site_nuisance", r"nuisance|poussiere|bruit|nuisances sonores|noise|dust"),
        ("governance_reporting", r"developpement durable|demarche environnementale|bilan (?:annuel|environnemental)|reporting"),
        ("env_award_criterion", r"critere.{0,40}environnement|performances? environnementale|environmental criteri"),
        ("life_cycle_cost", r"cycle de vie|cout global|life.cycle cost|whole.life cost"),
        ("forbidden_wording", r"entreprises? locales?|de marque\b|exclusivement neuf"),
    )
}  # fmt: skip

DICTIONARY: dict[str, tuple[str, ...]] = {
    "repairability": ("repar", "piece", "rechange", "detachee", "demont", "depann", "indice", "repair", "spare"),
    "durability_warranty": ("garanti", "durab", "robust", "duree", "vie", "an", "maintenance", "warrant", "year"),
    "sufficiency": ("sobri", "besoin", "reduire", "limiter", "mutualis", "eviter", "quantite", "need"),
    "reuse": ("reemploi", "reutilis", "recondition", "occasion", "seconde", "don", "reuse", "refurbish"),
    "recycled_content": ("recycle", "matiere", "fibre", "teneur", "contenu", "papier", "pourcent", "recycled"),
    "waste_end_of_life": ("dechet", "tri", "collecte", "valoris", "filiere", "reprise", "recycl", "elimin", "waste"),
    "packaging": ("emball", "conditionn", "plastique", "carton", "consign", "palette", "vrac", "packag"),
    "energy": ("energ", "consomm", "electri", "kwh", "veille", "rendement", "isol", "thermi", "energy"),
    "carbon": ("carbone", "emission", "gaz", "serre", "bilan", "co2", "empreinte", "carbon"),
    "transport": ("transport", "livraison", "vehicul", "electri", "tournee", "crit", "deplacement", "delivery"),
    "chemicals": ("substance", "dangereu", "toxi", "ecolabel", "cov", "solvant", "biocide", "produit", "chemical"),
    "biodiversity_water": ("biodivers", "eau", "sol", "espece", "arbre", "pollu", "arros", "milieu", "water"),
    "food": ("bio", "saison", "label", "viande", "poisson", "egalim", "aliment", "denree", "organic"),
    "wood": ("bois", "fsc", "pefc", "foret", "certifi", "essence", "timber", "forest"),
    "digital_sobriety": ("numeri", "sobri", "ecoconception", "serveur", "terminal", "poids", "page", "digital"),
    "social_inclusion": ("insertion", "heure", "emploi", "handicap", "public", "eloign", "social", "chomeur"),
    "working_conditions": ("travail", "salarie", "securite", "dissimul", "social", "oit", "sante", "personnel", "labour"),
    "accessibility": ("accessib", "rgaa", "handicap", "wcag", "pmr", "mobilite", "lecteur", "accessibility"),
    "direct_supply": ("circuit", "court", "producteur", "direct", "local", "approvisionn", "distance", "supply"),
    "openness_non_dependence": ("reversib", "interop", "ouvert", "libre", "donnee", "format", "export", "standard", "open"),
    "site_nuisance": ("nuisance", "bruit", "poussiere", "riverain", "horaire", "boue", "vibration", "noise", "dust"),
    "governance_reporting": ("environnement", "indicateur", "bilan", "suivi", "rapport", "progres", "referent", "report"),
    "env_award_criterion": ("critere", "note", "environnement", "performance", "ponder", "point", "criteri"),
    "life_cycle_cost": ("cout", "cycle", "vie", "global", "exploitation", "acquisition", "cost"),
    "forbidden_wording": ("marque", "exclusi", "imperativ", "local", "neuf", "origine", "equivalent", "brand"),
}  # fmt: skip
"""Beginnings of words; a theme is claimed where ``ENOUGH_WORDS`` different ones stand in a passage."""
ENOUGH_WORDS = 2
"""Of two and three, the one with the better F1 on the dev split of the corpus."""
