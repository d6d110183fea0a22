"""Layers of a PDF (optional content) that are hidden when the file is opened: they are no content.

PDFium prints them with the rest of the text, so that the few files that have some are written anew
without them, by qpdf, before they are read.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import cast

import pikepdf

_Content = pikepdf.Page | pikepdf.Object
_LARGEST = 8 << 20
"""Bytes of instructions of a page past which its layers are left as they are."""
_PAINTING = frozenset(
    ("Tj", "TJ", "'", '"', "Do", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE")
)


def without_hidden_layers(data: bytes) -> bytes:
    """Return a PDF without the layers that are hidden when it is opened; the same one where there are none."""
    output = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            hidden = _hidden(pdf)
            if not hidden:
                return data
            _clear(pdf, hidden)
            pdf.save(output, fix_metadata_version=False)
    # A broken object tree surfaces as these; such a file is read with all its layers.
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        return data
    return output.getvalue()


def _hidden(pdf: pikepdf.Pdf) -> frozenset[tuple[int, int]]:
    """Return the object numbers of the layers that the default view of a file hides."""
    properties = pdf.Root.get("/OCProperties")
    view = None if properties is None else properties.get("/D")
    if properties is None or view is None:
        return frozenset()
    off = _numbers(view.get("/OFF"))
    if view.get("/BaseState") == "/OFF":
        off |= _numbers(properties.get("/OCGs")) - _numbers(view.get("/ON"))
    return off


def _numbers(layers: pikepdf.Object | None) -> frozenset[tuple[int, int]]:
    return frozenset(layer.objgen for layer in cast("Iterable[pikepdf.Object]", layers or ()))


def _is_hidden(layer: pikepdf.Object | None, hidden: frozenset[tuple[int, int]]) -> bool:
    """Tell whether a layer, or all layers of a group of them, are hidden."""
    if layer is None:
        return False
    group = layer.get("/OCGs")
    if group is None:
        return layer.objgen in hidden
    members = list(group) if isinstance(group, pikepdf.Array) else [group]
    return bool(members) and all(member.objgen in hidden for member in members)


def _cleared(content: _Content, resources: pikepdf.Object, hidden: frozenset[tuple[int, int]]) -> bytes:
    """Return the instructions of a page or form without those that paint hidden layers."""
    layers, forms = (resources.get(key, pikepdf.Dictionary()) for key in ("/Properties", "/XObject"))
    kept: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    marks: list[bool] = []
    for instruction in pikepdf.parse_content_stream(content):
        name, operands = str(instruction.operator), instruction.operands
        if name in ("BDC", "BMC"):
            tagged = name == "BDC" and operands[0] == "/OC" and isinstance(operands[1], pikepdf.Name)
            marks.append(tagged and _is_hidden(layers.get(str(operands[1])), hidden))
        elif name == "EMC" and marks:
            marks.pop()
        form = forms.get(str(operands[0])) if name == "Do" else None
        unseen = any(marks) or (form is not None and _is_hidden(form.get("/OC"), hidden))
        if not (unseen and name in _PAINTING):
            kept.append(instruction)
    return pikepdf.unparse_content_stream(kept)


def _clear(pdf: pikepdf.Pdf, hidden: frozenset[tuple[int, int]]) -> None:
    """Take hidden layers out of all pages, and of the forms that they print."""
    done: set[tuple[int, int]] = set()
    for page in pdf.pages:
        if not _is_small(page):
            continue
        page.obj.Contents = pdf.make_stream(_cleared(page, page.resources, hidden))
        for _, form in page.resources.get("/XObject", pikepdf.Dictionary()).items():
            inner = form.get("/Resources") if form.get("/Subtype") == "/Form" else None
            if inner is not None and form.objgen not in done:
                done.add(form.objgen)
                form.write(_cleared(form, inner, hidden))


def _is_small(page: pikepdf.Page) -> bool:
    """Tell a page from a map or a drawing whose instructions would take longer than all the reading."""
    contents = page.obj.get("/Contents")
    streams = contents if isinstance(contents, pikepdf.Array) else [contents] if contents is not None else []
    return sum(len(stream.read_bytes()) for stream in cast("Iterable[pikepdf.Object]", streams)) < _LARGEST
