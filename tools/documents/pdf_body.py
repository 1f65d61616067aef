"""The lines of a PDF's pages to sections, under their headings."""

import re

from tools.documents.collecting import Collector
from tools.documents.pdf_headings import Outline, largest, level_of, sizes_of_headings
from tools.documents.pdf_lines import Line, is_contents, paragraphs
from tools.documents.running import at_edge, counts_pages, forms_of, running_lines

_NUMBER = re.compile(r"\d+")


def collect_pages(pages: list[list[Line]], outline: Outline, out: Collector) -> None:
    """Hand the pages on; lines that run along all of them are said once, lines of a table of contents not at all."""
    sizes = sizes_of_headings(pages)
    running = running_lines([[line.text for line in lines if level_of(line, sizes) is None] for lines in pages])
    said: dict[str, str] = {}
    own: list[list[Line]] = []
    for number, lines in enumerate(pages):
        own.append([])
        for place, line in enumerate(lines):
            runs = forms_of(line.text, number) & running
            if level_of(line, sizes) or not at_edge(place, len(lines)) or not (runs or _is_number(line, number, lines)):
                own[-1] += [] if is_contents(line) else [line]
            elif not counts_pages(line.text):
                said.setdefault(min(runs), line.text)
    out.page(1)
    for text in said.values():
        out.block(text, tight=True)
    for number, lines in enumerate(own):
        out.page(number + 1)
        _collect_page(number, lines, outline, [] if outline else sizes, out)
    out.title = largest(own[0], sizes)


def _is_number(line: Line, page: int, lines: list[Line]) -> bool:
    """Whether a line only says which page it stands on; alone on its page it may be all there is to say."""
    return len(lines) > 1 and counts_pages(line.text) and str(page + 1) in _NUMBER.findall(line.text)


def _collect_page(number: int, lines: list[Line], outline: Outline, sizes: list[float], out: Collector) -> None:
    lost, found = outline.levels(number, lines)
    for each in lost:
        out.heading(each.level, each.title, stands_in_text=True)
    waiting: list[Line] = []
    heading: tuple[int, str] | None = None

    def hand_on() -> None:
        if heading:
            out.heading(*heading)
        for paragraph in paragraphs(waiting):
            out.block(paragraph, tight=True)
        waiting.clear()

    for place, line in enumerate(lines):
        level = found[place].level if place in found else level_of(line, sizes)
        if level is None:
            waiting.append(line)
        elif heading and heading[0] == level and not waiting and not outline:
            heading = (level, f"{heading[1]} {line.text.strip()}")
        else:
            hand_on()
            heading = (level, line.text.strip())
    hand_on()
