"""Word documents: the text that their reader sees, under its headings. Macros do not run, nothing is fetched."""

import posixpath
from pathlib import Path
from typing import Any

from tools.documents.collecting import Collector
from tools.documents.docx_body import Body
from tools.documents.docx_numbering import Numbering
from tools.documents.docx_styles import Styles, children, value
from tools.documents.packages import MACROS, Package
from tools.documents.running import counts_pages

_MAIN = "word/document.xml"


def read_docx(path: Path, out: Collector) -> dict[str, Any]:
    """The sections of a Word document. Returns its properties.

    Raises:
        ImportRefused: Not safe to read, damaged, or with too much text.
    """
    with Package(path, out.file) as package:
        main = _target(package, "", "_rels/.rels", "officeDocument") or [_MAIN]
        folder, name = posixpath.split(main[0])
        related = posixpath.join(folder, "_rels", f"{name}.rels")

        def part(kind: str) -> Any:
            found = _target(package, folder, related, kind)
            return package.root(found[0]) if found else None

        styles, numbering = Styles(part("styles")), Numbering(part("numbering"))
        notes = {
            f"{kind}{value(note, 'id')}": note for kind in ("footnote", "endnote") for note in _notes(part(f"{kind}s"), kind)
        }
        body = Body(out, styles, numbering, notes)
        running = [package.root(target) for kind in ("header", "footer") for target in _target(package, folder, related, kind)]
        for line in dict.fromkeys(line for root in running for line in body.lines(root)):
            if not counts_pages(line):
                out.block(line, tight=True)
        for child in package.children(main[0], "body"):
            body.take(child)
        body.finish(has_comments=_notes(part("comments"), "comment") != [])
        if package.has(*MACROS):
            out.remark("document_active_content", kinds=["macro"])
        if package.names("word/embeddings/"):
            out.remark("document_left_out", kinds=["embedded"])
        return package.properties()


def _target(package: Package, folder: str, listing: str, kind: str) -> list[str]:
    """The parts of a kind that a part refers to; what lies outside of the file is left out."""
    root = package.root(listing.lower())
    found = []
    for relation in [] if root is None else children(root):
        if relation.get("Type", "").rpartition("/")[2] == kind and relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "").replace("\\", "/")))
            found.append(target.lstrip("/").lower())
    return [target for target in found if package.has(target)]


def _notes(root: Any, kind: str) -> list[Any]:
    return [] if root is None else root.findall(f"{{*}}{kind}")
