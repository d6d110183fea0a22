"""Notices in the eForms format (UBL with the extension of the European Union): fields -> rows of prose.

Every known field becomes a line « label : words », its codes in words; award criteria become a table.
What is written in a language and stands in no known field is kept at the end: nothing that the buyer
wrote is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from clausecheck.model.document import BlockKind
from clausecheck.readers.eformsvalues import (
    address_of,
    amount_of,
    code_at,
    day_of,
    has_list,
    list_at,
    moment_at,
    path_of,
    text_at,
    weight_of,
)
from clausecheck.readers.layout import Layout, LayoutBuilder
from clausecheck.text.noticewords import (
    CRITERION_HEADER,
    ONLY_CRITERION,
    Language,
    heading,
    kind_of_notice,
    label,
    meaning,
)

NOTICES = frozenset(("ContractNotice", "PriorInformationNotice", "ContractAwardNotice"))
_EXTENSION = "UBLExtensions/UBLExtension/ExtensionContent/EformsExtension"
_LOT = re.compile(r"[A-Z]+-0*(\d+)")
_UNDIVIDED = "0"
_SPACES = re.compile(r"[ \t]+")
_STRATEGIC = (
    "strategic-procurement", "environmental-impact", "social-objective", "innovative-acquisition", "gpp-criteria", "accessibility",
)  # fmt: skip
_COMPANIONS = {"strategic-procurement": "strategic_text", "accessibility": "accessibility_text"}


def notice_layout(root: etree._Element) -> Layout:
    """Return the layout of a notice whose root element is one of ``NOTICES``."""
    builder = LayoutBuilder()
    _NoticeReader(root, builder).read()
    return Layout(text=builder.text(), blocks=tuple(builder.blocks))


class _NoticeReader:
    """Adds the fields of a notice, and remembers which elements it has used."""

    def __init__(self, root: etree._Element, builder: LayoutBuilder) -> None:
        self._root, self._builder = root, builder
        self._written = (text_at(root, "NoticeLanguageCode") or "FRA").upper()
        self._language: Language = "en" if self._written == "ENG" else "fr"
        self._used: set[etree._Element] = set()
        self._companies = dict(_companies(root))

    def read(self) -> None:
        """Add the whole notice."""
        root = self._root
        name = etree.QName(root).localname
        title = kind_of_notice(text_at(root, "NoticeTypeCode"), name, self._language)
        self._builder.add(title, BlockKind.HEADING, level=1)
        self._row("title", self._words(root, "ProcurementProject/Name"))
        self._row("sent", [day_of(text_at(root, "IssueDate"))])
        self._row("notice_id", [text_at(root, "ID")])
        self._buyers()
        self._procedure()
        self._lots()
        self._results()
        self._others()

    def _heading(self, name: str, level: int = 2, **words: str) -> None:
        self._builder.add(
            heading(name, self._language).format(**words).strip(" :"), BlockKind.HEADING, level=level
        )

    def _row(self, name: str, values: Sequence[str]) -> None:
        """Add a field; the lines of a long value are paragraphs of their own."""
        shown = [value for value in values if value.strip()]
        if not shown:
            return
        lines = [line for value in shown for line in value.split("\n") if line.strip()]
        if len(shown) > 1 and all("\n" not in value for value in shown):
            lines = [", ".join(shown) if max(map(len, shown)) < 100 else "\n".join(shown)]
        colon = " : " if self._language == "fr" else ": "
        self._builder.add(f"{label(name, self._language)}{colon}{lines[0]}", BlockKind.PARAGRAPH)
        for line in lines[1:]:
            self._builder.add(line, BlockKind.PARAGRAPH)

    def _words(self, parent: etree._Element, path: str) -> list[str]:
        """Return the texts of a field, in the notice's language where it is written in several."""
        found = [element for element in parent.iterfind(path_of(path)) if (element.text or "").strip()]
        self._used.update(found)
        languages = {element.get("languageID", "") for element in found}
        if len(languages) > 1:
            wanted = next(
                each for each in (self._written, "FRA", "ENG", *sorted(languages)) if each in languages
            )
            found = [element for element in found if element.get("languageID", "") == wanted]
        return [_SPACES.sub(" ", element.text or "").strip() for element in found]

    def _codes(self, parent: etree._Element, path: str, listed: str, codes: str | None = None) -> list[str]:
        """Return the codes of a list that stand at a path, in words."""
        return [
            meaning(codes or listed, (element.text or "").strip(), self._language)
            for element in parent.iterfind(path_of(path))
            if element.get("listName", listed) == listed
        ]

    def _buyers(self) -> None:
        self._heading("buyer")
        for party in self._root.iterfind(path_of("ContractingParty")):
            company = self._companies.get(text_at(party, "Party/PartyIdentification/ID"))
            if company is not None:
                self._row("buyer", self._words(company, "PartyName/Name"))
                self._row("buyer_id", self._words(company, "PartyLegalEntity/CompanyID"))
                self._row("address", [address_of(company.find(path_of("PostalAddress")))])
                self._row("mail", self._words(company, "Contact/ElectronicMail"))
            self._row(
                "buyer_type", self._codes(party, "ContractingPartyType/PartyTypeCode", "buyer-legal-type")
            )
            self._row(
                "activity", self._codes(party, "ContractingActivity/ActivityTypeCode", "authority-activity")
            )

    def _procedure(self) -> None:
        self._heading("procedure")
        root = self._root
        self._row(
            "procedure", self._codes(root, "TenderingProcess/ProcedureCode", "procurement-procedure-type")
        )
        self._row("description", self._words(root, "TenderingProcess/Description"))
        self._row("accelerated", self._codes(root, "TenderingProcess/ProcessJustification/ProcessReasonCode", "accelerated-procedure", "boolean"))  # fmt: skip
        for project in root.iterfind(path_of("ProcurementProject")):
            self._project(project)
        requirement = "TenderingTerms/TendererQualificationRequest/SpecificTendererRequirement/Description"
        self._row("exclusion", self._words(root, requirement))

    def _project(self, project: etree._Element) -> None:
        """Add what is bought: of the whole procedure, or of a lot."""
        self._row("reference", self._words(project, "ID"))
        self._row("description", self._words(project, "Description"))
        self._row("nature", self._codes(project, "ProcurementTypeCode", "contract-nature"))
        self._row("nature_more", self._codes(project, "ProcurementAdditionalType/ProcurementTypeCode", "contract-nature") if has_list(project, "contract-nature") else [])  # fmt: skip
        self._row("cpv", self._words(project, "MainCommodityClassification/ItemClassificationCode"))
        self._row(
            "cpv_more", self._words(project, "AdditionalCommodityClassification/ItemClassificationCode")
        )
        self._row("value", [amount_of(each) for each in project.iterfind(path_of("RequestedTenderTotal/EstimatedOverallContractAmount"))])  # fmt: skip
        self._row(
            "place", [address_of(each) for each in project.iterfind(path_of("RealizedLocation/Address"))]
        )
        self._row("place", self._words(project, "RealizedLocation/Description"))
        self._row("duration", [self._measure(each) for each in project.iterfind(path_of("PlannedPeriod/DurationMeasure"))])  # fmt: skip
        self._row("start", [day_of(text_at(project, "PlannedPeriod/StartDate"))])
        self._row("end", [day_of(text_at(project, "PlannedPeriod/EndDate"))])
        self._row("renewals", self._words(project, "ContractExtension/MaximumNumberNumeric"))
        self._row("renewal", self._words(project, "ContractExtension/Renewal/Period/Description"))
        self._row("options", self._words(project, "ContractExtension/OptionsDescription"))
        self._strategic(project)
        self._row("note", self._words(project, "Note"))

    def _strategic(self, project: etree._Element) -> None:
        """Add the responsible and innovative ends of the purchase, with what the buyer says of them."""
        kinds = project.findall(path_of("ProcurementAdditionalType"))
        for name in _STRATEGIC:
            own = [kind for kind in kinds if list_at(kind, "ProcurementTypeCode") == name]
            self._row(
                name, [meaning(name, text_at(kind, "ProcurementTypeCode"), self._language) for kind in own]
            )
            texts = [text for kind in own for text in self._words(kind, "ProcurementType")]
            self._row(_COMPANIONS.get(name, "other"), list(dict.fromkeys(texts)))

    def _lots(self) -> None:
        lots = self._root.findall(path_of("ProcurementProjectLot"))
        alone = sum(_scheme(lot) == "Lot" for lot in lots) == 1
        for lot in lots:
            self._lot(lot, alone=alone)

    def _lot(self, lot: etree._Element, *, alone: bool) -> None:
        found = _LOT.fullmatch(text_at(lot, "ID"))
        number = found[1] if found else text_at(lot, "ID")
        title = " ".join(self._words(lot, "ProcurementProject/Name"))
        scheme = _scheme(lot)
        if scheme == "Lot" and (alone or number == _UNDIVIDED):
            self._heading("contract")
            self._row("lot_title", [title])
        else:
            self._heading(
                {"LotsGroup": "group", "Part": "part"}.get(scheme, "lot"), number=number, title=title
            )
        for project in lot.iterfind(path_of("ProcurementProject")):
            self._project(project)
        for process in lot.iterfind(path_of("TenderingProcess")):
            self._process(process)
        for terms in lot.iterfind(path_of("TenderingTerms")):
            self._terms(terms)

    def _process(self, process: etree._Element) -> None:
        system = "ContractingSystem/ContractingSystemTypeCode"
        if (kinds := code_at(process, system, "framework-agreement")) is not None:
            self._row("framework", [meaning("framework-agreement", kinds, self._language)])
        if (kinds := code_at(process, system, "dps-usage")) not in (None, "none"):
            self._row("dps", [meaning("dps-usage", kinds or "", self._language)])
        self._row("maximum", [amount_of(each) for each in process.iterfind(path_of("FrameworkAgreement/EstimatedMaximumValueAmount"))])  # fmt: skip
        self._row("deadline", [moment_at(process, "TenderSubmissionDeadlinePeriod")])
        self._row("request_deadline", [moment_at(process, "ParticipationRequestReceptionPeriod")])

    def _terms(self, terms: etree._Element) -> None:
        language = self._language
        self._row("variants", self._codes(terms, "VariantConstraintCode", "permission"))
        self._row("reserved-procurement", self._codes(terms, "TendererQualificationRequest/SpecificTendererRequirement/TendererRequirementTypeCode", "reserved-procurement") if has_list(terms, "reserved-procurement") else [])  # fmt: skip
        for requirement in terms.iterfind(path_of("ContractExecutionRequirement")):
            if list_at(requirement, "ExecutionRequirementCode") == "reserved-execution":
                self._row("reserved-execution", [meaning("reserved-execution", text_at(requirement, "ExecutionRequirementCode"), language)])  # fmt: skip
            if list_at(requirement, "ExecutionRequirementCode") == "conditions":
                self._row("conditions", self._words(requirement, "Description"))
        self._row("staff", self._codes(terms, "RequiredCurriculaCode", "requirement-stage"))
        self._directives(terms)
        self._row("validity", [self._measure(each) for each in terms.iterfind(path_of("TenderValidityPeriod/DurationMeasure"))])  # fmt: skip
        links = self._words(terms, "CallForTendersDocumentReference/Attachment/ExternalReference/URI")
        self._row("documents", list(dict.fromkeys(links)))
        self._selection(terms)
        self._award(terms)

    def _directives(self, terms: etree._Element) -> None:
        """Add whether the directives on clean vehicles and on energy efficiency apply."""
        for block in terms.iterfind(path_of(f"{_EXTENSION}/StrategicProcurement")):
            name = list_at(block, "ApplicableLegalBasis")
            if name not in ("cvd-scope", "eed-scope"):
                continue
            words = [meaning("scope", text_at(block, "ApplicableLegalBasis"), self._language)]
            words += self._codes(
                block, "StrategicProcurementInformation/ProcurementCategoryCode", "cvd-contract-type"
            )
            words += self._codes(block, "StrategicProcurementInformation/ProcurementDetails/LegalFrameworkCode", "energy-efficiency-basis")  # fmt: skip
            self._row(name, words)

    def _selection(self, terms: etree._Element) -> None:
        """Add the conditions that candidates must meet; they are no award criteria."""
        criteria = terms.findall(path_of(f"{_EXTENSION}/SelectionCriteria"))
        if criteria:
            self._heading("selection", level=3)
        for criterion in criteria:
            code = text_at(criterion, "TendererRequirementTypeCode") or text_at(
                criterion, "CriterionTypeCode"
            )
            words = [meaning("selection-criterion", code, self._language)] if code else []
            words += self._words(criterion, "Name") + self._words(criterion, "Description")
            self._builder.add("\n".join(words), BlockKind.PARAGRAPH)

    def _award(self, terms: etree._Element) -> None:
        criteria = terms.findall(path_of("AwardingTerms/AwardingCriterion/SubordinateAwardingCriterion"))
        above = terms.findall(path_of("AwardingTerms/AwardingCriterion"))
        if not criteria and not above:
            return
        self._heading("award", level=3)
        rows = [self._criterion(criterion) for criterion in criteria]
        if len(rows) == 1 and not rows[0][1]:
            name = " – ".join(
                filter(None, (rows[0][2], *rows[0][:1][rows[0][0] == rows[0][2] :], rows[0][3]))
            )
            self._builder.add(ONLY_CRITERION[self._language == "en"].format(name=name), BlockKind.PARAGRAPH)
        else:
            header = CRITERION_HEADER[self._language == "en"]
            self._builder.add_row(header) if rows else None
            for row in rows:
                self._builder.add_row(row, header)
        for criterion in above:
            self._row("criterion_order", self._words(criterion, "Description"))
            self._row("criterion_method", self._words(criterion, "CalculationExpression"))

    def _criterion(self, criterion: etree._Element) -> tuple[str, str, str, str]:
        """Return name, weight, type and description of an award criterion."""
        kinds = self._codes(criterion, "AwardingCriterionTypeCode", "award-criterion-type")
        kind = kinds[0] if kinds else ""
        name = " ".join(self._words(criterion, "Name")) or kind
        description = " ".join(" ".join(self._words(criterion, "Description")).split())
        weights = [
            weight_of(
                text_at(parameter, "ParameterCode"), text_at(parameter, "ParameterNumeric"), self._language
            )
            for parameter in criterion.iterfind(path_of(f"{_EXTENSION}/AwardCriterionParameter"))
            if list_at(parameter, "ParameterCode") in ("number-weight", "")
        ]
        return name[:1].upper() + name[1:], weights[0] if weights else "", kind, description

    def _results(self) -> None:
        results = self._root.find(path_of(f"{_EXTENSION}/NoticeResult"))
        if results is None:
            return
        self._heading("result")
        self._row("result", self._codes(results, "LotResult/TenderResultCode", "winner-selection-status"))
        self._row("amount", [amount_of(each) for each in results.iterfind(path_of("TotalAmount"))])
        winners = [
            name
            for identifier in results.iterfind(path_of("TenderingParty/Tenderer/ID"))
            if (company := self._companies.get(identifier.text or "")) is not None
            for name in self._words(company, "PartyName/Name")
        ]
        self._row("winner", list(dict.fromkeys(winners)))

    def _others(self) -> None:
        """Add what the buyer wrote in fields that have no row of their own."""
        written = [
            element
            for element in self._root.iter("{*}*")
            if element.get("languageID") in (self._written, "FRA") and element not in self._used
            and (element.text or "").strip() and not len(element) and not _is_of_company(element)
        ]  # fmt: skip
        if written:
            self._heading("others")
        texts = (_SPACES.sub(" ", element.text or "").strip() for element in written)
        for text in dict.fromkeys(texts):
            self._row("other", [text])

    def _measure(self, element: etree._Element) -> str:
        unit = meaning("unit", element.get("unitCode", ""), self._language)
        return f"{(element.text or '').strip()} {unit}".strip()


def _scheme(lot: etree._Element) -> str:
    element = lot.find(path_of("ID"))
    return element.get("schemeName", "Lot") if element is not None else "Lot"


def _companies(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Yield the identifier and the element of every organisation that the notice lists."""
    for company in root.iterfind(path_of(f"{_EXTENSION}/Organizations/Organization/Company")):
        yield text_at(company, "PartyIdentification/ID"), company


def _is_of_company(element: etree._Element) -> bool:
    return any(etree.QName(parent).localname == "Organizations" for parent in element.iterancestors("{*}*"))
