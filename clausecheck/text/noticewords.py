"""What notices code, in words: labels of the fields and meaning of the codes, in French and in English.

The codes are those of the eForms code lists (European Union, eForms SDK); the words are ours, chosen so
that a notice reads as French buyers write theirs. Only the fields that a notice's reader needs.
"""

from __future__ import annotations

from typing import Literal

Language = Literal["fr", "en"]
_Words = tuple[str, str]

LABELS: dict[str, _Words] = {
    "buyer": ("Acheteur", "Buyer"),
    "buyer_id": ("Numéro d’identification", "Registration number"),
    "address": ("Adresse", "Address"),
    "mail": ("Courriel", "Email"),
    "buyer_type": ("Type de pouvoir adjudicateur", "Type of the contracting authority"),
    "activity": ("Activité principale", "Main activity"),
    "notice_id": ("Identifiant de l’avis", "Notice identifier"),
    "sent": ("Date d’envoi de l’avis", "Date of dispatch of the notice"),
    "procedure": ("Procédure", "Procedure"),
    "accelerated": ("Procédure accélérée", "Accelerated procedure"),
    "title": ("Objet du marché", "Title"),
    "lot_title": ("Intitulé", "Name"),
    "reference": ("Référence interne", "Internal reference"),
    "description": ("Description", "Description"),
    "nature": ("Nature du marché", "Type of contract"),
    "nature_more": ("Autre prestation comprise", "Additional nature"),
    "cpv": ("Code CPV principal", "Main CPV code"),
    "cpv_more": ("Codes CPV complémentaires", "Additional CPV codes"),
    "value": ("Valeur estimée hors TVA", "Estimated value"),
    "maximum": ("Valeur maximale de l’accord-cadre", "Maximum value of the framework agreement"),
    "place": ("Lieu d’exécution", "Place of performance"),
    "duration": ("Durée", "Duration"),
    "start": ("Début d’exécution", "Start date"),
    "end": ("Fin d’exécution", "End date"),
    "renewals": ("Nombre maximal de reconductions", "Maximum number of renewals"),
    "renewal": ("Reconductions", "Renewals"),
    "options": ("Options", "Options"),
    "note": ("Informations complémentaires", "Additional information"),
    "framework": ("Accord-cadre", "Framework agreement"),
    "dps": ("Système d’acquisition dynamique", "Dynamic purchasing system"),
    "deadline": ("Date limite de réception des offres", "Deadline for receipt of tenders"),
    "request_deadline": ("Date limite de réception des candidatures", "Deadline for receipt of requests to participate"),
    "validity": ("Délai de validité des offres", "Tenders must remain valid for"),
    "documents": ("Documents de la consultation", "Procurement documents"),
    "variants": ("Variantes", "Variants"),
    "strategic-procurement": ("Achat stratégique", "Strategic procurement"),
    "strategic_text": ("Précisions sur l’achat stratégique", "Description of strategic procurement"),
    "environmental-impact": ("Objectif environnemental du marché", "Environmental objective of the contract"),
    "social-objective": ("Objectif social du marché", "Social objective of the contract"),
    "innovative-acquisition": ("Objectif d’innovation du marché", "Innovation objective of the contract"),
    "gpp-criteria": ("Critères d’achat public écologique", "Green public procurement criteria"),
    "accessibility": ("Accessibilité aux personnes handicapées", "Accessibility for persons with disabilities"),
    "accessibility_text": ("Justification", "Justification"),
    "cvd-scope": ("Directive sur les véhicules propres", "Clean vehicles directive"),
    "eed-scope": ("Directive sur l’efficacité énergétique", "Energy efficiency directive"),
    "conditions": ("Conditions d’exécution du marché", "Terms for performance of the contract"),
    "reserved-execution": ("Exécution réservée à des ateliers protégés ou à l’insertion", "Performance reserved for sheltered employment"),
    "reserved-procurement": ("Marché réservé", "Reserved participation"),
    "staff": ("Qualifications professionnelles du personnel chargé d’exécuter le marché", "Professional qualifications of the staff"),
    "exclusion": ("Motif d’exclusion", "Ground for exclusion"),
    "criterion_order": ("Précisions sur les critères d’attribution", "Explanation of the award criteria"),
    "criterion_method": ("Méthode de calcul ou de pondération", "Method of calculation or weighting"),
    "winner": ("Attributaire", "Winner"),
    "result": ("Résultat", "Result"),
    "amount": ("Montant du marché attribué", "Value of the contract awarded"),
    "other": ("Autre information", "Other information"),
}  # fmt: skip

HEADINGS: dict[str, _Words] = {
    "buyer": ("Identité de l’acheteur", "Identity of the buyer"),
    "procedure": ("Procédure", "Procedure"),
    "contract": ("Description du marché", "Description of the contract"),
    "lot": ("Lot n° {number} : {title}", "Lot {number}: {title}"),
    "group": ("Groupe de lots {number}", "Group of lots {number}"),
    "part": ("Partie {number} : {title}", "Part {number}: {title}"),
    "selection": ("Conditions de participation des candidats", "Selection criteria for candidates"),
    "award": ("Critères d’attribution des offres", "Award criteria"),
    "result": ("Résultat de la procédure", "Result of the procedure"),
    "others": ("Autres informations", "Other information"),
}
CRITERION_HEADER: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("Critère", "Pondération", "Type", "Description"),
    ("Criterion", "Weight", "Type", "Description"),
)
ONLY_CRITERION: _Words = ("Critère unique d’attribution : {name}", "The only criterion for award is: {name}")

KINDS: tuple[tuple[str, _Words], ...] = (
    ("pin-tran", ("Avis de préinformation", "Prior information notice")),
    ("pin", ("Avis de préinformation", "Prior information notice")),
    ("pmc", ("Avis de consultation préalable du marché", "Prior information notice: market consultation")),
    ("qu-sy", ("Avis de marché : système de qualification", "Contract notice: qualification system")),
    ("cn-desg", ("Avis de concours", "Design contest notice")),
    ("cn", ("Avis de marché", "Contract notice")),
    ("subco", ("Avis de marché : sous-traitance", "Contract notice: subcontracting")),
    (
        "veat",
        ("Avis d’attribution envisagée sans mise en concurrence", "Voluntary ex ante transparency notice"),
    ),
    ("can-modif", ("Avis de modification de marché", "Contract modification notice")),
    ("can", ("Avis d’attribution de marché", "Contract award notice")),
    ("compl", ("Avis d’attribution de marché : achèvement", "Contract award notice: completion")),
)
"""Beginning of the notice type (BT-02) and the title of the notice; the first that fits."""
ROOTS: dict[str, _Words] = {
    "ContractNotice": ("Avis de marché", "Contract notice"),
    "PriorInformationNotice": ("Avis de préinformation", "Prior information notice"),
    "ContractAwardNotice": ("Avis d’attribution de marché", "Contract award notice"),
}

CODES: dict[str, dict[str, _Words]] = {
    "contract-nature": {
        "works": ("travaux", "works"), "supplies": ("fournitures", "supplies"), "services": ("services", "services"),
        "combined": ("mixte", "combined"),
    },
    "procurement-procedure-type": {
        "open": ("appel d’offres ouvert", "open procedure"),
        "restricted": ("appel d’offres restreint", "restricted procedure"),
        "neg-w-call": ("procédure avec négociation, avec mise en concurrence préalable", "negotiated procedure with prior publication, competitive procedure with negotiation"),
        "neg-wo-call": ("marché sans publicité ni mise en concurrence préalables", "negotiated without prior call for competition"),
        "comp-dial": ("dialogue compétitif", "competitive dialogue"),
        "innovation": ("partenariat d’innovation", "innovation partnership"),
        "comp-tend": ("mise en concurrence", "competitive tendering"),
        "oth-single": ("autre procédure, en une seule étape", "other procedure in one stage"),
        "oth-mult": ("autre procédure, en plusieurs étapes", "other procedure in several stages"),
        "exp-int-rail": ("appel à manifestation d’intérêt (transport ferroviaire)", "request for expression of interest (rail)"),
    },
    "buyer-legal-type": {
        "cga": ("administration centrale de l’État", "central government authority"),
        "ra": ("collectivité régionale", "regional authority"),
        "la": ("collectivité locale", "local authority"),
        "body-pl": ("organisme de droit public", "body governed by public law"),
        "body-pl-cga": ("organisme de droit public contrôlé par l’État", "body governed by public law, under a central government authority"),
        "body-pl-ra": ("organisme de droit public contrôlé par une collectivité régionale", "body governed by public law, under a regional authority"),
        "body-pl-la": ("organisme de droit public contrôlé par une collectivité locale", "body governed by public law, under a local authority"),
        "pub-undert": ("entreprise publique", "public undertaking"),
        "pub-undert-cga": ("entreprise publique de l’État", "public undertaking of a central government authority"),
        "pub-undert-ra": ("entreprise publique d’une collectivité régionale", "public undertaking of a regional authority"),
        "pub-undert-la": ("entreprise publique d’une collectivité locale", "public undertaking of a local authority"),
        "eu-ins-bod-ag": ("institution de l’Union européenne", "institution of the European Union"),
        "int-org": ("organisation internationale", "international organisation"),
        "def-cont": ("acheteur de défense", "defence contractor"),
    },
    "authority-activity": {
        "gen-pub": ("services généraux des administrations publiques", "general public services"),
        "education": ("enseignement", "education"), "health": ("santé", "health"),
        "env-pro": ("protection de l’environnement", "environmental protection"),
        "hc-am": ("logement et équipements collectifs", "housing and community amenities"),
        "econ-aff": ("affaires économiques", "economic affairs"), "defence": ("défense", "defence"),
        "pub-os": ("ordre et sécurité publics", "public order and safety"),
        "rcr": ("loisirs, culture et culte", "recreation, culture and religion"),
        "soc-pro": ("protection sociale", "social protection"),
    },
    "strategic-procurement": {
        "env-imp": ("réduction de l’impact du marché sur l’environnement", "reduction of the impact of the contract on the environment"),
        "soc-obj": ("poursuite d’objectifs sociaux", "pursuit of social objectives"),
        "inn-pur": ("achat innovant", "innovative purchase"),
        "none": ("aucun", "none"),
    },
    "environmental-impact": {
        "circ-econ": ("transition vers l’économie circulaire", "transition to a circular economy"),
        "clim-mitig": ("atténuation du changement climatique", "mitigation of climate change"),
        "clim-adapt": ("adaptation au changement climatique", "adaptation to climate change"),
        "pollu-prev": ("prévention et réduction de la pollution", "prevention and reduction of pollution"),
        "biodiv-eco": ("protection de la biodiversité et des écosystèmes", "protection of biodiversity and ecosystems"),
        "water-mar": ("protection et usage durable de l’eau et des milieux marins", "protection and sustainable use of water and marine resources"),
        "other": ("autre", "other"),
    },
    "social-objective": {
        "opp": ("emploi de personnes éloignées de l’emploi, défavorisées ou handicapées", "employment of persons who are long-term unemployed, disadvantaged or disabled"),
        "acc-all": ("accessibilité pour tous", "accessibility for all"),
        "gen-eq": ("égalité entre les femmes et les hommes", "equality between women and men"),
        "et-eq": ("égalité sans distinction d’origine", "ethnic equality"),
        "hum-right": ("respect des droits humains dans la chaîne d’approvisionnement", "human rights in the supply chain"),
        "work-cond": ("conditions de travail équitables", "fair working conditions"),
        "other": ("autre", "other"),
    },
    "innovative-acquisition": {
        "prod-innov": ("produits, travaux ou services nouveaux", "innovative products, works or services"),
        "proc-innov": ("procédés nouveaux", "innovative processes"),
        "mar-nov": ("nouveauté sur le marché", "new to the market"),
        "rd-act": ("recherche et développement", "research and development"),
    },
    "gpp-criteria": {
        "eu": ("critères de l’Union européenne", "criteria of the European Union"),
        "national": ("critères nationaux", "national criteria"), "other": ("autres critères", "other criteria"),
        "none": ("aucun", "none"),
    },
    "accessibility": {
        "inc": ("des exigences d’accessibilité sont prévues", "accessibility criteria are included"),
        "n-inc": ("sans objet, le marché ne s’adresse pas à des personnes", "not applicable, the contract is not intended for natural persons"),
        "n-inc-just": ("non prévue, pour la raison donnée", "not included, for the reason given"),
    },
    "cvd-contract-type": {
        "veh-acq": ("achat ou location de véhicules", "purchase or lease of vehicles"),
        "pass-tran-serv": ("transport routier de voyageurs", "passenger road transport"),
        "oth-serv-contr": ("autre contrat de services", "other service contract"),
    },
    "energy-efficiency-basis": {
        "gpp-crit": ("critères d’achat public écologique", "green public procurement criteria"),
        "enrg-lab": ("étiquette énergétique", "energy label"), "eco-des": ("règles d’écoconception", "ecodesign rules"),
        "nzeb-bui": ("bâtiments à consommation d’énergie quasi nulle", "nearly zero-energy buildings"),
        "eed-spec": ("règles propres à l’efficacité énergétique", "rules specific to energy efficiency"),
    },
    "award-criterion-type": {"price": ("prix", "price"), "cost": ("coût", "cost"), "quality": ("qualité", "quality")},
    "reserved-procurement": {
        "none": ("non, la participation est ouverte à tous", "no, participation is open to all"),
        "res-ws": ("oui, à des ateliers protégés ou à des structures d’insertion", "yes, for sheltered workshops and economic operators aiming at social and professional integration"),
        "res-pub-ser": ("oui, à des organismes ayant une mission de service public", "yes, for organisations pursuing a public service mission"),
    },
    "reserved-execution": {"yes": ("oui", "yes"), "no": ("non", "no"), "not-known": ("pas encore décidé", "not yet known")},
    "permission": {"allowed": ("autorisées", "allowed"), "required": ("exigées", "required"), "not-allowed": ("interdites", "not allowed")},
    "requirement-stage": {
        "t-requ": ("à indiquer dans l’offre", "to be given in the tender"),
        "par-requ": ("à indiquer dans la candidature", "to be given in the request to participate"),
        "not-requ": ("non demandées", "not required"), "nyk": ("pas encore décidé", "not yet known"),
    },
    "framework-agreement": {
        "fa-mix": ("oui, avec et sans remise en concurrence", "yes, partly with reopening of competition"),
        "fa-w-rc": ("oui, avec remise en concurrence", "yes, with reopening of competition"),
        "fa-wo-rc": ("oui, sans remise en concurrence", "yes, without reopening of competition"),
        "none": ("non", "no"),
    },
    "dps-usage": {
        "dps-list": ("oui, pour les acheteurs nommés", "yes, for the buyers listed"),
        "dps-nlist": ("oui, ouvert à d’autres acheteurs", "yes, open to other buyers"), "none": ("non", "no"),
    },
    "selection-criterion": {
        "slc-abil-mgmt-env": ("mesures de gestion environnementale", "environmental management measures"),
        "slc-sche-env-cert-indep": ("certificat de management environnemental d’un organisme indépendant", "environmental management certificate of an independent body"),
        "slc-abil-mgmt-supply": ("gestion de la chaîne d’approvisionnement", "supply chain management"),
        "ef-stand": ("capacité économique et financière", "economic and financial standing"),
        "sui-act": ("aptitude à exercer l’activité professionnelle", "suitability to pursue the professional activity"),
        "tp-abil": ("capacité technique et professionnelle", "technical and professional ability"),
        "other": ("autre condition", "other condition"),
    },
    "winner-selection-status": {
        "selec-w": ("au moins un attributaire a été choisi", "at least one winner was chosen"),
        "clos-nw": ("procédure close sans attributaire", "closed without a winner"),
        "open-nw": ("procédure en cours, sans attributaire à ce jour", "still open, no winner yet"),
    },
    "scope": {"true": ("applicable", "applicable"), "false": ("non applicable", "not applicable")},
    "boolean": {"true": ("oui", "yes"), "false": ("non", "no")},
    "unit": {"DAY": ("jours", "days"), "WEEK": ("semaines", "weeks"), "MONTH": ("mois", "months"), "YEAR": ("ans", "years")},
}  # fmt: skip


def label(name: str, language: Language) -> str:
    """Return the label of a field."""
    return LABELS[name][language == "en"]


def heading(name: str, language: Language) -> str:
    """Return a heading of the notice."""
    return HEADINGS[name][language == "en"]


def meaning(listed: str, code: str, language: Language) -> str:
    """Return what a code says in words; the code itself where its list or it are unknown."""
    words = CODES.get(listed, {}).get(code)
    return words[language == "en"] if words else code


def kind_of_notice(notice_type: str, root: str, language: Language) -> str:
    """Return the title of a notice by its type (BT-02), else by the name of its root element."""
    words = next((words for start, words in KINDS if notice_type.startswith(start)), ROOTS.get(root))
    return (words or ROOTS["ContractNotice"])[language == "en"]
