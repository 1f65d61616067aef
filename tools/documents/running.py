"""Lines that run along every page."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain, product, zip_longest

# What is left of a line that only counts pages, without its digits and signs.
_PAGE_COUNT = re.compile(r"(?:page|seite|página|pagina|p)?(?:of|von|sur|de|di)?|第?[页頁]?(?:共[页頁])?|ページ", re.IGNORECASE)
_NO_LETTER = re.compile(r"[\W\d_]+")
_NUMBER = re.compile(r"(\d{1,6})")
_MOST_NUMBERS = 3
_LEAST_PAGES = 4
_LEAST_SHARE = 0.6
_AT_EDGE = 2
"""Lines of a page's top and of its bottom that may run along."""


def counts_pages(line: str) -> bool:
    """Whether a line is only a page number."""
    return bool(_PAGE_COUNT.fullmatch(_NO_LETTER.sub("", line)))


def running_lines(pages: Sequence[Sequence[str]]) -> frozenset[str]:
    """The forms (`forms_of`) of lines that stand at the edge of most pages."""
    if len(pages) < _LEAST_PAGES:
        return frozenset()
    found = Counter[str]()
    for page, lines in enumerate(pages):
        found.update({form for line in (*lines[:_AT_EDGE], *lines[-_AT_EDGE:]) for form in forms_of(line, page)})
    return frozenset(form for form, count in found.items() if count >= _LEAST_SHARE * len(pages))


def forms_of(line: str, page: int) -> frozenset[str]:
    """A line as it is, and with some of its numbers counted from its page's: those that number pages then stay the same."""
    parts = _NUMBER.split(line.strip())
    numbers = parts[1::2]
    if not 0 < len(numbers) <= _MOST_NUMBERS:
        return frozenset({line.strip()})
    counted = [(number, f"<{int(number) - page}>") for number in numbers]
    return frozenset("".join(chain(*zip_longest(parts[::2], choice, fillvalue=""))) for choice in product(*counted))


def at_edge(place: int, count: int) -> bool:
    """Whether a line of a page is one of those that may run along."""
    return place < _AT_EDGE or place >= count - _AT_EDGE
