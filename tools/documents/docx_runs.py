"""The runs of one paragraph: what is seen of them, what is hidden, and what hangs on them."""

from typing import Any

from tools.documents.docx_styles import Look, Styles, child_value, children, hides, look_of, value
from tools.documents.packages import local

_AROUND = frozenset({"hyperlink", "smartTag", "ins", "moveTo", "sdt", "sdtContent", "fldSimple", "customXml", "dir", "bdo",
                     "ruby", "rubyBase", "Choice", "Fallback"})  # fmt: skip
_LETTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_FORMULAS = frozenset({"oMath", "oMathPara"})
_DRAWN = frozenset({"drawing", "pict", "object"})


class Runs:
    """The text of one paragraph.

    Args:
        styles: Of the document.
        look: How text of this paragraph looks.

    Attributes:
        text: What is seen.
        hidden: What is not.
        boxes: Text boxes that are anchored here.
        notes: Kind and id of the notes that are referred to.
        has_deleted: Something was struck out by a tracked change.
    """

    def __init__(self, styles: Styles, look: Look) -> None:
        self._styles, self._look = styles, look
        self._seen: list[str] = []
        self.hidden: list[str] = []
        self.boxes: list[Any] = []
        self.notes: list[str] = []
        self.has_deleted = False

    @property
    def text(self) -> str:  # noqa: D102
        return "".join(self._seen)

    def read(self, element: Any) -> None:
        """Take the runs inside an element."""
        for child in children(element):
            tag = local(child)
            if tag == "r":
                self._run(child)
            elif tag in _AROUND:
                self.read(child)
            elif tag in ("del", "moveFrom"):
                self.has_deleted = True
            elif tag == "AlternateContent":
                self._alternatives(child)
            elif tag in _FORMULAS:
                self._seen.append("".join(text.text or "" for text in child.iter("{*}t")))

    def _alternatives(self, element: Any) -> None:
        """The first of several ways to show the same thing."""
        for choice in element.findall("{*}Choice")[:1] or element.findall("{*}Fallback"):
            self.read(choice)
            self._drawn(choice)

    def _run(self, run: Any) -> None:
        properties = run.find("{*}rPr")
        style = child_value(properties, "rStyle")
        look = {**self._look, **(self._styles.run(style) if style else {}), **look_of(properties)}
        text: list[str] = []
        for child in children(run):
            tag = local(child)
            if tag == "t":
                text.append(child.text or "")
            elif tag in _LETTERS:
                text.append(_LETTERS[tag])
            elif tag == "ruby":
                self.read(child)
            elif tag in _DRAWN:
                self._drawn(child)
            elif tag == "AlternateContent":
                self._alternatives(child)
            elif tag in ("footnoteReference", "endnoteReference"):
                self.notes.append(tag.removesuffix("Reference") + value(child, "id"))
            elif tag == "delText":
                self.has_deleted = True
        self._add("".join(text), is_hidden=hides(look))

    def _add(self, text: str, *, is_hidden: bool) -> None:
        if not is_hidden:
            self._seen.append(text)
        elif text.strip():
            self.hidden.append(text)

    def _drawn(self, element: Any) -> None:
        """Text boxes of a drawing; those inside a box are found when it is read."""
        for child in children(element):
            tag = local(child)
            if tag == "txbxContent":
                self.boxes.append(child)
            elif tag == "AlternateContent":
                self._alternatives(child)
            elif tag != "r":
                self._drawn(child)
