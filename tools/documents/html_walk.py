"""The walk through a page: blocks, lists, headings and tables, without what cannot be seen."""

import re
from typing import Any

from lxml import etree

from tools.documents.collecting import Collector
from tools.documents.html_styles import Seen, StyleSheet, look
from tools.documents.instructions import addresses_assistant
from tools.documents.tables import Grid, lines_of

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hr", "legend", "li", "main", "menu", "nav", "ol",
    "p", "pre", "section", "summary", "table", "ul", "tr", "td", "th",
})  # fmt: skip
_SKIPPED = frozenset({
    "applet", "audio", "base", "canvas", "datalist", "embed", "frame", "frameset", "head", "iframe", "link", "map", "math",
    "noembed", "noframes", "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title", "video",
})  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ACTIVE = frozenset({"script", "applet", "object", "embed", "iframe", "frame"})
_WIDE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BROKEN_LINE = re.compile(f"(?<={_WIDE})[ \t]*\n\\s*(?={_WIDE})")
_BLANK = re.compile(r"[ \t\n\f\r]+")
_AROUND_END = re.compile(r" *\n *")
_MOST_COLUMNS_SPANNED, _MOST_ROWS_SPANNED = 1_000, 65_534


class Walk:
    """One walk through a page.

    Args:
        root: The page's root.
        out: Is handed what is seen, and told what is not.
    """

    def __init__(self, root: Any, out: Collector) -> None:
        self._root, self._out = root, out
        self._sheet = StyleSheet("\n".join(style.text or "" for style in root.iter("style")))
        self._seen = [Seen()]
        self._inline: list[str] = []
        self._hidden: list[str] = []
        self._lists: list[list[Any]] = []
        self._label = ""
        self._pre = 0
        self._grid: Grid | None = None
        self._row: list[tuple[str, int, int]] = []
        self._headed: list[bool] = []

    def run(self) -> None:
        """Hand everything on."""
        if any(_is_active(element) for element in self._root.iter(*_ACTIVE)):
            self._out.remark("document_active_content", kinds=["script"])
        steps = etree.iterwalk(self._root, events=("start", "end", "comment"))
        for event, element in steps:
            if event == "comment":
                self._comment(element)
            elif event == "start":
                if element.tag in _SKIPPED:
                    steps.skip_subtree()
                else:
                    self._open(element)
            elif element.tag in _SKIPPED:
                self._take(element.tail)
            else:
                self._close(element)
        self._flush()
        self._flush_hidden()

    def _comment(self, element: Any) -> None:
        """A comment is of no interest, unless it speaks to somebody who reads no comments."""
        if addresses_assistant(element.text or ""):
            self._out.hide(element.text)
        self._take(element.tail)

    def _open(self, element: Any) -> None:
        tag = element.tag
        if any(name.startswith("on") for name in element.keys()) or _is_script_link(element):  # noqa: SIM118
            self._out.remark("document_active_content", kinds=["script"])
        seen = look(element, self._seen[-1], self._sheet)
        if seen.hides != self._seen[-1].hides:
            self._flush_hidden()
        self._seen.append(seen)
        if tag in _BLOCKS or tag in _HEADINGS:
            self._flush()
        if tag == "br":
            self._inline.append("\n")
        elif tag == "pre":
            self._pre += 1
        elif tag in ("ol", "ul"):
            start = element.get("start") or "1"
            self._lists.append([tag, int(start) if start.isdecimal() and len(start) < 6 else 1])
        elif tag == "li":
            self._label = self._list_label()
        elif tag == "table" and self._grid is None and element.find(".//table") is None:
            self._grid = Grid(self._out.file)
        self._take(element.text)

    def _close(self, element: Any) -> None:
        tag = element.tag
        if tag in _HEADINGS and self._grid is None:
            self._out.heading(_HEADINGS[tag], self._text())
        elif tag == "caption":
            self._out.block(self._text())
        elif tag in ("td", "th") and self._grid is not None:
            self._cell(element)
        elif tag == "tr" and self._grid is not None:
            self._end_row(element)
        elif tag in _BLOCKS:
            self._flush()
        if tag == "table" and self._grid is not None:
            self._end_table()
        elif tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag == "pre":
            self._pre -= 1
        was = self._seen.pop()
        if was.hides != self._seen[-1].hides:
            self._flush_hidden()
        self._take(element.tail)

    def _take(self, text: str | None) -> None:
        if not text:
            return
        if self._seen[-1].hides:
            self._hidden.append(text)
        elif self._pre and self._grid is None:
            self._inline.append(text)
        else:
            self._inline.append(_BLANK.sub(" ", _BROKEN_LINE.sub("", text)))

    def _text(self) -> str:
        text = "".join(self._inline)
        self._inline.clear()
        return text.strip("\n").rstrip() if self._pre else _AROUND_END.sub("\n", re.sub(" {2,}", " ", text)).strip()

    def _flush(self) -> None:
        if self._grid is not None:
            self._inline.append(" ")
            return
        if text := self._text():
            self._out.block(self._label + text, tight=bool(self._lists))
            self._label = "  " * len(self._lists) if self._label else self._label
        if not self._lists:
            self._label = ""

    def _flush_hidden(self) -> None:
        self._out.hide("".join(self._hidden))
        self._hidden.clear()

    def _list_label(self) -> str:
        if not self._lists:
            return "- "
        kind, number = self._lists[-1]
        self._lists[-1][1] += 1
        return "  " * (len(self._lists) - 1) + (f"{number}. " if kind == "ol" else "- ")

    def _cell(self, element: Any) -> None:
        columns = _span(element.get("colspan"), _MOST_COLUMNS_SPANNED)
        self._row.append((self._text(), columns, _span(element.get("rowspan"), _MOST_ROWS_SPANNED)))
        if not self._grid_has_rows():
            self._headed.append(element.tag == "th")

    def _grid_has_rows(self) -> bool:
        return self._grid is not None and bool(self._grid.rows)

    def _end_row(self, element: Any) -> None:
        if self._grid is not None and self._row:
            is_head = element.getparent() is not None and element.getparent().tag == "thead"
            self._headed += [True] * len(self._row) if is_head and not self._grid.rows else []
            self._grid.add(self._row)
        self._row = []

    def _end_table(self) -> None:
        assert self._grid is not None
        rows, self._grid = self._grid.rows, None
        headed = True if sum(self._headed) > len(self._headed) / 2 else None
        self._headed = []
        rest = self._text()
        if rest:
            self._out.block(rest)
        if rows and max(map(len, rows)) == 1:
            for (text,) in rows:
                self._out.block(text)
            return
        for line in lines_of(rows, self._out.file, headed=headed):
            self._out.block(line, tight=True)


def _span(written: str | None, most: int) -> int:
    return max(1, min(int(written), most)) if written and written.isdecimal() and len(written) < 9 else 1


def _is_active(element: Any) -> bool:
    """Whether an element would do something; a script may be mere data for search engines."""
    return element.tag != "script" or "json" not in (element.get("type") or "")


def _is_script_link(element: Any) -> bool:
    target = re.sub(r"[\s\x00-\x1f]", "", element.get("href") or element.get("src") or "").lower()
    return target.startswith(("javascript:", "vbscript:", "data:text/html"))
