"""What stands around the cells of an Excel sheet: comments, text boxes, form controls, choices, headers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from clausecheck.errors import UnreadableError
from clausecheck.model.document import Problem
from clausecheck.readers.package import Package
from clausecheck.readers.relations import Relation, relations
from clausecheck.readers.sheetgrid import Aside, Choice, Merge, cleaned, place_of
from clausecheck.readers.xlsxstyles import text_of

_MOST_CHOICES = 20
_LONGEST_CHOICES = 120
_MOST_CONTROLS = 2_000
_MOST_RANGES = 1_000


@dataclass
class Around:
    """What the part of a sheet tells of things around its cells.

    Attributes:
        controls: Relations of form controls, by the number of the shape that shows them.
        choices: Cells that take one of a few answers, and those answers.
        prompts: Input messages of cells.
    """

    controls: dict[str, str] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    prompts: list[Aside] = field(default_factory=list)

    def add_control(self, element: etree._Element) -> None:
        """Take notice of a form control."""
        link = next((str(value) for name, value in element.attrib.items() if str(name).endswith("}id")), "")
        self.controls[element.get("shapeId") or ""] = link

    def add_validation(self, element: etree._Element) -> None:
        """Take notice of a rule on what cells take: its answers, and the message that it shows."""
        ranges = (element.get("sqref") or element.findtext("{*}sqref") or "").split()
        answers = _answers(element)
        corners = []
        for part in ranges[:_MOST_RANGES]:
            first, _, last = part.partition(":")
            start, end = place_of(first), place_of(last or first)
            if start is not None and end is not None:
                corners.append(start)
                if answers and len(self.choices) < _MOST_RANGES:
                    self.choices.append(Choice(Merge(*start, *end), answers))
        words = (element.get("promptTitle") or "", element.get("prompt") or "")
        prompt = cleaned(" : ".join(part for part in words if part.strip()))
        if prompt and corners:
            row, column = corners[0]
            self.prompts.append(Aside(row, prompt, column))


@dataclass(frozen=True, slots=True)
class Extras:
    """What the parts beside a sheet hold."""

    boxes: tuple[Aside, ...]
    notes: tuple[Aside, ...]
    problems: tuple[Problem, ...]


def around(package: Package, part: str, known: Around) -> Extras:
    """Read the comments and drawings of a sheet; one that is damaged is a problem."""
    linked = [relation for relation in relations(package, part) if relation.target in package.names]
    threaded = any(relation.kind == "threadedComment" for relation in linked)
    boxes: list[Aside] = []
    notes: list[Aside] = []
    problems: list[Problem] = []
    for relation in linked:
        if relation.target.endswith(".bin"):
            continue
        try:
            if relation.kind == "comments":
                notes += _comments(package.xml(relation.target), threaded=threaded)
            elif relation.kind == "threadedComment":
                notes += _threaded(package.xml(relation.target))
            elif relation.kind == "drawing":
                boxes += _drawing(package.xml(relation.target), _ticked(package, linked, known))
                boxes += _diagrams(package, relation.target)
        except UnreadableError as error:
            problems.append(error.problem)
    return Extras(boxes=tuple(boxes), notes=(*notes, *known.prompts), problems=tuple(problems))


def _answers(rule: etree._Element) -> str:
    """Return the answers that a rule lists itself: « Oui / Non »; those of a range are read where they stand."""
    # Newer rules stand in an extension, where the formula holds an element of its own.
    formula = rule.find("{*}formula1")
    words = "".join(map(str, formula.itertext())) if formula is not None else ""
    if rule.get("type") != "list" or not words.strip().startswith('"'):
        return ""
    answers = [part.strip() for part in words.strip().strip('"').split(",") if part.strip()]
    shown = " / ".join(answers)
    return cleaned(shown) if len(answers) <= _MOST_CHOICES and len(shown) <= _LONGEST_CHOICES else ""


def _comments(root: etree._Element | None, *, threaded: bool) -> Iterator[Aside]:
    """Yield comments; those that only stand in for a thread, for old programs, are left out."""
    if root is None:
        return
    authors = [author.text or "" for author in root.iterfind("{*}authors/{*}author")]
    for comment in root.iterfind("{*}commentList/{*}comment"):
        number = comment.get("authorId") or ""
        author = authors[int(number)] if number.isdecimal() and int(number[:7]) < len(authors) else ""
        text = comment.find("{*}text")
        if text is not None and not (threaded and author.startswith("tc=")):
            yield from _aside(comment.get("ref"), text_of(text))


def _threaded(root: etree._Element | None) -> Iterator[Aside]:
    for comment in root.iterfind("{*}threadedComment") if root is not None else ():
        yield from _aside(comment.get("ref"), comment.findtext("{*}text") or "")


def _aside(reference: str | None, text: str) -> Iterator[Aside]:
    place, words = place_of(reference), cleaned(text)
    if words:
        row, column = place or (0, 0)
        yield Aside(row, words, column)


def _ticked(package: Package, linked: list[Relation], known: Around) -> dict[str, bool]:
    """Return the boxes to tick, by the number of their shape, and whether each is ticked."""
    targets = {relation.id: relation.target for relation in linked if relation.kind == "ctrlProp"}
    ticked: dict[str, bool] = {}
    for shape, link in list(known.controls.items())[:_MOST_CONTROLS]:
        root = package.xml(targets[link]) if link in targets else None
        if root is not None and root.get("objectType") in ("CheckBox", "Radio"):
            ticked[shape] = root.get("checked") in ("Checked", "1")
    return ticked


def _drawing(root: etree._Element | None, ticked: dict[str, bool]) -> Iterator[Aside]:
    """Yield the text of shapes, with the row that they hang on."""
    for shape in root.iter("{*}sp") if root is not None else ():
        if next(shape.iterancestors("{*}Fallback"), None) is not None:
            continue
        body = shape.find("{*}txBody")
        text = "\n".join(_paragraph(element) for element in body.iterfind("{*}p")) if body is not None else ""
        properties = shape.find("{*}nvSpPr/{*}cNvPr")
        number = properties.get("id") if properties is not None else None
        sign = "" if number not in ticked else "☒ " if ticked[number] else "☐ "
        if words := cleaned(text):
            yield Aside(_anchored(shape), f"{sign}{words}")


def _diagrams(package: Package, drawing: str) -> Iterator[Aside]:
    """Yield the words of organisation charts and the like (SmartArt), as one text."""
    for relation in relations(package, drawing):
        root = package.xml(relation.target) if relation.kind == "diagramData" else None
        lines = [_paragraph(element) for element in root.iterfind(".//{*}t/{*}p")] if root is not None else []
        if words := cleaned("\n".join(lines)):
            yield Aside(0, words)


def _paragraph(element: etree._Element) -> str:
    texts = []
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        properties = child.find("{*}rPr")
        struck = properties is not None and (properties.get("strike") or "noStrike") != "noStrike"
        if name in ("r", "fld") and not struck:
            texts.append(child.findtext("{*}t") or "")
        elif name == "br":
            texts.append("\n")
    return "".join(texts)


def _anchored(shape: etree._Element) -> int:
    for ancestor in shape.iterancestors("{*}twoCellAnchor", "{*}oneCellAnchor"):
        row = ancestor.findtext("{*}from/{*}row") or ""
        return int(row[:7]) if row.isdecimal() else 0
    return 0
