"""Everything that can be said of a file that was not read, in one catalogue: code, French, remedy."""

from __future__ import annotations

from clausecheck.errors import UnreadableError
from clausecheck.model.document import Problem

_REMEDY = {
    "empty_file": "Déposez-le de nouveau après avoir vérifié qu’il s’ouvre sur votre poste.",
    "password": "Enregistrez-le sans mot de passe, puis déposez-le de nouveau.",
    "damaged_file": "Ouvrez-le dans son logiciel d’origine et enregistrez-le, ou exportez-le, de nouveau.",
    "truncated_file": "Téléchargez-le ou exportez-le de nouveau : la fin du fichier manque.",
    "unsupported_format": "Déposez le document en PDF, en Word, en OpenDocument, en classeur ou en texte.",
    "unsupported_archive": "Décompressez-la et déposez les fichiers, ou recomposez-la en .zip.",
    "bad_member": "Recomposez l’archive ou déposez ce fichier à part.",
    "too_large": "Découpez-le, réduisez ses images ou déposez les pièces par parties.",
    "too_deep": "Sortez les archives contenues de l’archive et déposez-les à part.",
    "nested_tables": "Sortez ces tableaux les uns des autres, ou exportez le document en PDF.",
    "not_readable": "Vérifiez les droits d’accès au fichier.",
    "page_without_text": "Déposez le fichier d’origine, ou un PDF passé à la reconnaissance de texte.",
    "page_unreadable": "Exportez de nouveau le document depuis le logiciel d’origine.",
    "page_garbled": "Exportez de nouveau le document en intégrant les polices, ou déposez le fichier d’origine.",
    "page_doubtful": "Relisez cette page, ou déposez le fichier d’origine ou un scan plus net.",
    "xfa_form": "Ouvrez-le dans Acrobat et imprimez-le en PDF, ou déposez le fichier d’origine.",
    "hidden_text": "Rendez ce texte visible s’il fait partie du marché, sinon supprimez-le.",
    "page_limit": "Découpez le document, ou relevez la limite.",
    "no_text": "Déposez une version dont le texte peut être sélectionné.",
    "ocr_missing": "Installez tesseract-ocr et tesseract-ocr-fra, ou déposez le fichier d’origine.",
    "ocr_failed": "Déposez le fichier d’origine, ou un PDF passé à la reconnaissance de texte.",
    "ocr_time": "Relancez avec une limite plus haute, ou déposez un PDF passé à la reconnaissance de texte.",
    "office_missing": "Installez LibreOffice (libreoffice-writer-nogui, libreoffice-calc-nogui), ou enregistrez le document en .docx, .xlsx ou PDF.",
    "office_failed": "Ouvrez-le dans son logiciel d’origine et enregistrez-le en .docx, .xlsx ou PDF.",
    "macros": "Déposez une version sans macros ni scripts si vous n’en connaissez pas l’origine.",
    "external_link": "Insérez le contenu lié dans le document, ou déposez-le à part.",
    "unsafe_xml": "Enregistrez-le de nouveau depuis Word, LibreOffice ou Excel.",
    "unsafe_archive": "Recomposez l’archive avec un outil courant, puis déposez-la de nouveau.",
    "memory_limit": "Découpez-le, réduisez ses images, ou relevez la limite.",
    "time_limit": "Découpez-le, exportez-le de nouveau, ou relevez la limite.",
    "parser_crash": "Exportez-le de nouveau depuis son logiciel d’origine ; si l’incident revient, signalez-le.",
    "parser_error": "Exportez-le de nouveau depuis son logiciel d’origine, et signalez-nous l’incident.",
    "hidden_part": "Affichez ou supprimez ce qui est masqué, selon que les candidats doivent le lire ou non.",
    "not_calculated": "Ouvrez le classeur dans Excel ou LibreOffice, laissez-le se calculer, puis enregistrez-le.",
    "embedded_part": "Déposez le contenu inséré comme un fichier à part.",
}  # fmt: skip


def problem(code: str, message: str, *, page: int | None = None, lost: bool = True) -> Problem:
    """Return the problem ``code`` with the remedy that goes with it.

    Args:
        code: A key of the catalogue.
        message: French, one sentence: what, and where.
        page: From 1; None when it bears on the whole file.
        lost: Content is missing from the text because of it.
    """
    shown = "unsupported_format" if code == "unsupported_archive" else code
    return Problem(code=shown, message=message, remedy=_REMEDY[code], page=page, lost=lost)


def unreadable(code: str, message: str) -> UnreadableError:
    """Return the error that says that nothing of a file can be read."""
    return UnreadableError(problem(code, message))
