"""Characters that a rule bans, restricts to a context, or advises against."""

import re
import unicodedata
from collections.abc import Iterator

from knowledge.document import Document
from tools.listing.checks.data import words
from tools.listing.checks.fault import Check, Fault, Maker
from tools.listing.checks.page import Page, Piece, fields_of
from tools.listing.checks.tokens import places

_BASE = r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B1B\u2B1C\u2B50\u2B55\u231A\u231B\u23E9-\u23F3]"
_PART = rf"(?:{_BASE}|[^\s\w]\uFE0F)[\uFE0F\U0001F3FB-\U0001F3FF\u20E3\U000E0020-\U000E007F]*"
PICTOGRAPH = re.compile(rf"[\U0001F1E6-\U0001F1FF]{{2}}|{_PART}(?:\u200D{_PART})*|[0-9#*]\uFE0F?\u20E3")
"""An emoji or dingbat with all that joins it: one sign to the eye."""
_LEGAL = "™®©"
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_CONTEXT = {
    "~": re.compile(r"\d[^\W\d]*\s?$"),
    "*": re.compile(r"\d[^\W\d]*\s?$"),
    "#": None,
    "<": None,
    ">": None,
}
"""What stands before a symbol between two figures; None where only the figure after it counts."""
_FIGURE_NEXT = re.compile(r"\s?\d")
_CODE_NEXT = re.compile(r"\s?[A-Za-z]{0,4}-?\d")


def _banned(rule: Document, listed: list[str]) -> Check:
    """Listed characters, also in full width, outside the brand.

    Plain letters in a list are misread signs of its source (rule amz-bullet-special-chars says so of its `o`). A list
    with a pictograph in it gives examples, and means all pictographs.
    """
    signs = [sign for sign in listed if not sign.isalpha()]
    wide = [chr(ord(sign) + 0xFEE0) for sign in signs if "!" <= sign <= "~"]
    pattern = re.compile("[" + re.escape("".join([*signs, *wide])) + "]")
    pictures = any(PICTOGRAPH.fullmatch(sign) for sign in signs)
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        for piece in page.of(fields):
            found = [*pattern.finditer(piece.text), *(_pictures(piece) if pictures and not piece.text.isascii() else ())]
            yield from _faults(rule, "character", page, piece, _apart(found))

    return check


def _apart(found: list[re.Match[str]]) -> list[re.Match[str]]:
    """Each place once."""
    return list({match.start(): match for match in found}.values())


def _pictures(piece: Piece) -> list[re.Match[str]]:
    return [match for match in PICTOGRAPH.finditer(piece.text) if match.group() not in _LEGAL]


def _faults(rule: Document, kind: str, page: Page, piece: Piece, found: list[re.Match[str]]) -> Iterator[Fault]:
    if not found:
        return
    branded = [span for name in page.names for span in places(piece.text, name)]
    for match in found:
        if not any(start <= match.start() < end for start, end in branded):
            span = (piece.start + match.start(), piece.start + match.end())
            yield Fault(rule, kind, piece.field, piece.place, span, match.group(), replacement=_instead(piece.text, match))


def _instead(text: str, match: re.Match[str]) -> str:
    """A range keeps its hyphen, a fraction its figures; other signs go."""
    between = text[: match.start()].rstrip()[-1:].isdigit() and text[match.end() :].lstrip()[:1].isdigit()
    if match.group() in ("~", "～") and between:
        return "-"
    given: str = words("characters")["instead"].get(match.group(), "")
    return given


def _discouraged(rule: Document, listed: list[str]) -> Check:
    pattern, fields = re.compile("[" + re.escape("".join(listed)) + "]"), fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        for piece in page.of(fields):
            yield from _faults(rule, "discouraged_character", page, piece, list(pattern.finditer(piece.text)))

    return check


def _restricted(rule: Document, listed: list[str]) -> Check:
    """Symbols that may stand in a measurement or an identifier: `<5 kg`, `10*20 cm`, `5~8 mm`, `#12`, but not `~soft~`."""
    pattern, fields = re.compile("[" + re.escape("".join(listed)) + "]"), fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        for piece in page.of(fields):
            loose = [match for match in pattern.finditer(piece.text) if not _has_context(piece.text, match)]
            yield from _faults(rule, "loose_symbol", page, piece, loose)

    return check


def _has_context(text: str, match: re.Match[str]) -> bool:
    sign, before, after = match.group(), text[: match.start()], match.end()
    if sign == "#":
        return bool(_CODE_NEXT.match(text, after))
    if sign in "<>":
        return bool(_FIGURE_NEXT.match(text, after) or (before.rstrip().endswith("=") and _FIGURE_NEXT.match(text, after)))
    needs = _CONTEXT.get(sign)
    if sign == "~" and not before.rstrip()[-1:].isalnum():
        return bool(_FIGURE_NEXT.match(text, after))
    return bool(needs and needs.search(before[-12:]) and _FIGURE_NEXT.match(text, after))


def _emoji(rule: Document, allowed: bool) -> Check:
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        for piece in page.of(fields):
            if not allowed and not piece.text.isascii():
                yield from _faults(rule, "emoji", page, piece, _pictures(piece))

    return check


def special(rule: Document) -> Check:
    """Symbols and special characters in general."""
    signs = words("characters")["special"]
    pattern, fields = re.compile("[" + re.escape(signs) + "]"), fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        for piece in page.of(fields):
            loose = [match for match in pattern.finditer(piece.text) if not _has_context(piece.text, match)]
            found = [*loose, *(match for match in _pictures(piece) if match.group() not in words("characters")["measure_signs"])]
            yield from _faults(rule, "character", page, piece, _apart(found))

    return check


def _punctuation(rule: Document, allowed: list[str]) -> Check:
    """Marks that part a title in another way than by the allowed ones; dashes are hyphens, brackets are not parting."""
    kept = {*allowed, *words("characters")["inside_words"]}
    fields = fields_of(rule)

    def check(page: Page) -> Iterator[Fault]:
        if page.context.language in ("ja", "zh"):
            return
        for piece in page.of(fields):
            found = [match for match in re.finditer(r"[^\w\s]", piece.text) if _parts(match.group(), kept)]
            yield from _faults(rule, "punctuation", page, piece, found)

    return check


def _parts(mark: str, kept: set[str]) -> bool:
    return mark not in kept and (unicodedata.category(mark) in ("Po", "Sm") or mark == "…")


MAKERS: dict[str, Maker] = {
    "forbidden_chars": _banned,
    "discouraged_chars": _discouraged,
    "restricted_chars": _restricted,
    "emoji_allowed": _emoji,
    "allowed_punctuation": _punctuation,
}
