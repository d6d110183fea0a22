"""The figures as tables for a terminal and as JSON; every score stands beside what it was counted on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from clausecheck.evaluation import robustness
from clausecheck.evaluation.metrics import Interval, Rates, ratio
from clausecheck.evaluation.robustness import Loss
from clausecheck.evaluation.summary import Summary, ThemeFigures
from clausecheck.evaluation.systems import TITLES

SCHEMA = "clausecheck/evaluation/1"
Json = dict[str, Any]
_FEW = 10
"""Passages below which a row says little; it is marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that one call measured.

    Attributes:
        gold: What was read, as the caller named it.
        split: dev, test, or None for all.
        summaries: Of the systems, from the plainest to the fullest.
        losses: By transformation; empty where they were not asked for.
        notes: French remarks: documents not read, systems left out.
        details: List misses and false alarms one by one.
    """

    gold: str
    split: str | None
    summaries: tuple[Summary, ...]
    losses: tuple[Loss, ...] = ()
    notes: tuple[str, ...] = ()
    details: bool = False

    @property
    def engine(self) -> Summary:
        """The system that is judged: the fullest that asserts what it says."""
        return next(s for s in reversed(self.summaries) if s.system == "engine")


def table_text(evaluation: Evaluation) -> str:
    """Return all tables as text, at most 110 columns."""
    engine = evaluation.engine
    parts = [_head(evaluation, engine), _systems(evaluation.summaries), _strengths(engine), _themes(engine)]
    if evaluation.losses:
        parts.append(_losses(evaluation.losses))
    if evaluation.details:
        parts.append(_details(evaluation))
    parts.append(_legend(evaluation))
    return "\n".join("\n".join(part) + "\n" for part in parts)


def _head(evaluation: Evaluation, engine: Summary) -> list[str]:
    split = f", part « {evaluation.split} »" if evaluation.split else ""
    unread = f", dont {engine.failed} non lus" if engine.failed else ""
    return [
        f"Évaluation sur {evaluation.gold}{split}",
        f"{engine.documents} documents{unread}, {engine.tenders} dossiers, {engine.pages} pages, "
        f"{engine.passages.gold} passages à trouver, {engine.negatives} pièges",
    ]


def _systems(summaries: Sequence[Summary]) -> list[str]:
    lines = [
        "PAR SYSTÈME (F1 et son intervalle à 95 % par document ; P et R : précision et rappel des passages)",
        f"{'':30}{'P':>5}{'R':>5}  {'passages':17}{'recouvrement':17}{'présence':17}{'pièges':>7}{'/100 p.':>8}",
    ]
    for summary in summaries:
        lines.append(
            f"{TITLES[summary.system]:30}{summary.passages.precision:5.2f}{summary.passages.recall:5.2f}  "
            f"{_ranged(summary.passages):17}{_ranged(summary.same):17}{_ranged(summary.presence):17}"
            f"{_percent(summary.alarm_rate):>7}{summary.false_per_100_pages:8.1f}"
        )
    return lines


def _strengths(engine: Summary) -> list[str]:
    interval = _interval(engine.false_interval, 1)
    return [
        "MOTEUR COMPLET",
        f"Fausses alertes : {engine.false_alarms} sur {engine.pages} pages, "
        f"soit {engine.false_per_100_pages:.1f} pour 100 pages {interval}".rstrip(),
        f"Pièges où une alerte tombe : {engine.alarmed} sur {engine.negatives} ({_percent(engine.alarm_rate)})",
        f"Thème voisin admis : F1 {engine.near.f1:.2f} ; thème ignoré : précision "
        f"{engine.any_theme.precision:.2f}, rappel {engine.any_theme.recall:.2f}",
        f"Présence par dossier : F1 {engine.presence_by_tender.f1:.2f} (n = {engine.presence_by_tender.gold})",
        f"Moyenne des F1 par thème (passages) : {engine.macro_f1:.2f}",
        f"Force, kappa pondéré : {_kappa(engine.strength, engine.strength_n)} sur quatre degrés ; "
        f"{_kappa(engine.grade, engine.grade_n)} sur les cinq échelons",
        f"Passages dont les mots sont introuvables dans le texte lu : {engine.unlocated}",
    ]


def _themes(engine: Summary) -> list[str]:
    lines = [
        "PAR THÈME, MOTEUR COMPLET (n : passages à trouver ; docs : documents où le thème est présent)",
        f"{'':26}{'n':>5}{'P':>6}{'R':>6}{'F1':>6} {'95 %':14}{'recouvr.':>8}{'docs':>7}{'présence':>10} {'95 %':12}",
    ]
    return lines + [_theme(figures) for figures in engine.themes]


def _theme(figures: ThemeFigures) -> str:
    passages, presence = figures.passages, figures.presence
    few = "*" if passages.gold < _FEW else " "
    return (
        f"{figures.theme:25}{few}{passages.gold:5}{_figure(passages.precision, passages.found):>6}"
        f"{_figure(passages.recall, passages.gold):>6}{_figure(passages.f1, passages.gold):>6} "
        f"{_interval(passages.interval) if passages.gold else '':14}{_figure(figures.same.f1, passages.gold):>8}"
        f"{presence.gold:7}{_figure(presence.f1, presence.gold):>10} "
        f"{_interval(presence.interval) if presence.gold else '':12}"
    ).rstrip()


def _figure(value: float, counted: int) -> str:
    """Return a rate, or a dash where there was nothing to count it on."""
    return f"{value:.2f}" if counted else "–"


def _losses(losses: Iterable[Loss]) -> list[str]:
    lines = [
        "SOLIDITÉ : LE MÊME TEXTE ÉCRIT AUTREMENT",
        f"{'':34}{'relevés':>9}{'perdus':>8}{'perte':>9}{'en trop':>9}",
    ]
    for loss in losses:
        lines.append(
            f"{robustness.TITLES[loss.transformation]:34}{loss.before:9}{loss.lost:8}"
            f"{_percent(loss.share):>9}{loss.gained:9}"
        )
    return lines


def _details(evaluation: Evaluation) -> list[str]:
    lines = ["PASSAGES MANQUÉS (ni le thème, ni un thème voisin)"]
    scores = evaluation.engine.scores
    lines += [f"  {score.document} | {theme} | {words}" for score in scores for theme, words in score.misses]
    lines += ["", "FAUSSES ALERTES"]
    lines += [
        f"  {score.document} | {theme} | {words}" for score in scores for theme, words in score.false_alarms
    ]
    lines += ["", "PIÈGES OÙ UNE ALERTE TOMBE"]
    lines += [f"  {score.document} | {words}" for score in scores for words in score.fallen]
    for loss in evaluation.losses:
        lines += ["", f"PERDUS : {robustness.TITLES[loss.transformation]}"]
        lines += [f"  {rule} | {words}" for rule, words in loss.words]
    return lines


def _legend(evaluation: Evaluation) -> list[str]:
    return [
        *evaluation.notes,
        "passages : un relevé touche les premiers mots du passage, même thème ;",
        "recouvrement : intersection sur union d'au moins 0,5, un relevé par passage ;",
        "pièges : part de ceux où une alerte tombe ; /100 p. : fausses alertes pour 100 pages ;",
        f"présence : le thème est-il dans le document ? * : moins de {_FEW} passages, chiffre peu parlant.",
        "Méthode et limites : docs/reference/evaluation.md",
    ]


def _ranged(rates: Rates) -> str:
    return f"{rates.f1:.2f} {_interval(rates.interval)}".rstrip()


def _interval(interval: Interval | None, digits: int = 2) -> str:
    return f"[{interval[0]:.{digits}f}-{interval[1]:.{digits}f}]" if interval else ""


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _kappa(value: float | None, count: int) -> str:
    return f"{'sans objet' if value is None else format(value, '.2f')} (n = {count})"


def evaluation_object(evaluation: Evaluation) -> Json:
    """Return everything as plain values, under the names of the outside measure where they are the same figure."""
    return {
        "schema": SCHEMA,
        "gold": evaluation.gold,
        "split": evaluation.split,
        "systems": [_system(summary, details=evaluation.details) for summary in evaluation.summaries],
        "robustness": [_loss(loss, details=evaluation.details) for loss in evaluation.losses],
        "notes": list(evaluation.notes),
    }


def figures_object(summary: Summary) -> Json:
    """Return the figures of one system that have one number each."""
    return {
        "documents": summary.documents,
        "tenders": summary.tenders,
        "pages": summary.pages,
        "failed": summary.failed,
        "passage_recall": summary.passages.recall,
        "passage_precision": summary.passages.precision,
        "passage_f1": summary.passages.f1,
        "lenient_f1": summary.near.f1,
        "any_theme_recall": summary.any_theme.recall,
        "any_theme_precision": summary.any_theme.precision,
        "iou_recall": summary.same.recall,
        "iou_precision": summary.same.precision,
        "iou_f1": summary.same.f1,
        "presence_f1": summary.presence.f1,
        "presence_by_tender_f1": summary.presence_by_tender.f1,
        "macro_f1": summary.macro_f1,
        "hard_negatives": summary.negatives,
        "hard_negative_alarms": summary.alarm_rate,
        "false_alarms": summary.false_alarms,
        "false_per_100_pages": summary.false_per_100_pages,
        "strength_kappa": summary.strength,
        "strength_n": summary.strength_n,
        "grade_kappa": summary.grade,
        "grade_n": summary.grade_n,
        "gold": summary.passages.gold,
        "found": summary.passages.found,
        "gold_not_in_text": summary.unlocated,
    }


def _system(summary: Summary, *, details: bool) -> Json:
    made: Json = {
        "system": summary.system,
        **figures_object(summary),
        "intervals": {
            "passage_f1": _pair(summary.passages.interval),
            "iou_f1": _pair(summary.same.interval),
            "presence_f1": _pair(summary.presence.interval),
            "false_per_100_pages": _pair(summary.false_interval),
        },
        "themes": [_theme_object(figures) for figures in summary.themes],
    }
    if details and summary.system == "engine":
        made["by_document"] = [
            {
                "document": score.document,
                "pages": score.pages,
                "missed": [{"theme": theme, "start_quote": words} for theme, words in score.misses],
                "false_alarms": [{"theme": theme, "quote": words} for theme, words in score.false_alarms],
                "hard_negatives": list(score.fallen),
            }
            for score in summary.scores
        ]
    return made


def _theme_object(figures: ThemeFigures) -> Json:
    return {
        "theme": figures.theme,
        "passages": _rates(figures.passages),
        "lenient": _rates(figures.near),
        "iou": _rates(figures.same),
        "presence": _rates(figures.presence),
    }


def _rates(rates: Rates) -> Json:
    return {
        "n": rates.gold,
        "found": rates.found,
        "precision": rates.precision,
        "recall": rates.recall,
        "f1": rates.f1,
        "interval": _pair(rates.interval),
    }


def _loss(loss: Loss, *, details: bool) -> Json:
    made: Json = {
        "transformation": loss.transformation,
        "before": loss.before,
        "lost": loss.lost,
        "gained": loss.gained,
        "loss": ratio(loss.lost, loss.before),
    }
    if details:
        made["words"] = [{"rule": rule, "quote": words} for rule, words in loss.words]
    return made


def _pair(interval: Interval | None) -> list[float] | None:
    return None if interval is None else list(interval)
