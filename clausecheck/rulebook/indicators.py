"""Closed lists of codes that a rule may point to.

Source: eForms SDK 1.15 code lists (strategic-procurement, environmental-impact, social-objective, innovative-acquisition,
gpp-criteria, accessibility, reserved-procurement, conditions, selection-criterion), the OCDS sustainability extension
(sustainabilityGoal, one sub-code of our own for repairability), the French essential data schema 2.0.3.
"""

from __future__ import annotations

EFORMS: dict[str, tuple[str, ...]] = {
    "BT-06-Lot": ("env-imp", "soc-obj", "inn-pur", "none"),
    "BT-774-Lot": (
        "circ-econ",
        "clim-mitig",
        "clim-adapt",
        "pollu-prev",
        "biodiv-eco",
        "water-mar",
        "other",
    ),
    "BT-775-Lot": ("opp", "acc-all", "gen-eq", "et-eq", "hum-right", "work-cond", "other"),
    "BT-776-Lot": ("prod-innov", "proc-innov", "mar-nov", "rd-act"),
    "BT-805-Lot": ("eu", "national", "other", "none"),
    "BT-754-Lot": ("inc", "n-inc", "n-inc-just"),
    "OPT-060-Lot": ("performance",),
    "BT-71-Lot": ("none", "res-ws", "res-pub-ser"),
    "BT-736-Lot": ("yes", "no", "not-known"),
    "BT-539-Lot": ("price", "cost", "quality"),
    "BT-809-Lot": ("slc-abil-mgmt-env", "slc-sche-env-cert-indep", "slc-abil-mgmt-supply"),
    "BT-717-Lot": ("true", "false"),
    "BT-735-Lot": ("veh-acq", "pass-tran-serv", "oth-serv-contr"),
    "BT-811(a)-Lot": ("gpp-crit", "enrg-lab", "eco-des", "nzeb-bui", "eed-spec"),
}
"""Field of a notice -> codes that it takes; the selection criteria are those that bear on the environment."""

OCDS: tuple[str, ...] = (
    "economic",
    "economic.formalEmploymentPromotion",
    "economic.innovativePurchase",
    "economic.localEconomyPromotion",
    "economic.marketInnovationPromotion",
    "economic.processInnovationPromotion",
    "economic.productInnovationPromotion",
    "economic.researchDevelopmentActivities",
    "environmental",
    "environmental.biodiversityProtectionRestoration",
    "environmental.carbonEmissionsReduction",
    "environmental.circularEconomy",
    "environmental.circularEconomy.repairability",
    "environmental.climateChangeAdaptation",
    "environmental.climateChangeMitigation",
    "environmental.energyEfficiency",
    "environmental.pollutionPrevention",
    "environmental.recycling",
    "environmental.resourceReuse",
    "environmental.waterResourcesProtection",
    "environmental.wasteReduction",
    "social",
    "social.accessibility",
    "social.disadvantagedEmploymentOpportunities",
    "social.ethnicEquality",
    "social.genderEquality",
    "social.humanRightsInSupplyChains",
    "social.laborRightsPromotion",
    "social.smeInclusion",
    "social.womenInclusion",
)

DECP: tuple[str, ...] = (
    "Clause environnementale",
    "Critère environnemental",
    "Clause sociale",
    "Critère social",
    "Marché réservé",
)
"""The « Pas de considération … » values say that nothing was found: no rule points to them."""

OBSERVATORY: tuple[str, ...] = (
    *(f"I{number}" for number in range(1, 13)),
    *(f"D{number}" for number in range(1, 15)),
    *(f"Q{number}" for number in range(1, 13)),
)
