"""A text that shouted, calmed: units, names and abbreviations keep their own capitals."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from tools.listing.checks.data import words as checked_words
from tools.listing.checks.tokens import function_words
from tools.listing.checks.tokens import places as places_of
from tools.listing.rewrite.words import words_of

_RUN = re.compile(r"[A-Za-z\u00b5\u00c0-\u024f\u03a9\u03bc]+(?:['’][A-Za-z\u00c0-\u024f]+)?")
_TOKEN = re.compile(r"[^\W_]+(?:[-‐‑'’][^\W_]+)*")
_TIMES = re.compile(r"(?<![^\W\d_])(\d+(?:[.,]\d+)?(?:[\"”″']|\s?[a-zµμ]{1,2})?\s?)X(?=\s?\d)")
_AFTER_FIGURE = re.compile(r"\d([\s\u00a0]?)$")


@dataclass(frozen=True)
class _Spellings:
    """Spellings by what they are without case.

    Attributes:
        small: Words of a language that stand small, by its name.
        respelt: Words that capitals cannot spell, likewise.
    """

    units: dict[str, str]
    tight: frozenset[str]
    names: dict[str, str]
    small: dict[str, re.Pattern[str]]
    respelt: dict[str, dict[str, str]]


@cache
def _spellings() -> _Spellings:
    read = yaml.safe_load(Path(__file__).with_name("spellings.yaml").read_text(encoding="utf-8"))
    known = {word: word.upper() for word in checked_words("words")["acronyms"]}
    own = {word.casefold(): word for word in (*read["capitals"], *read["names"])}
    small = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in read["small"].items()}
    units = {unit.casefold(): unit for unit in read["units"]}
    return _Spellings(units, frozenset(read["tight"]), {**known, **own}, small, read["respelt"])


def calmed(shouted: str, soft: str, language: str, names: tuple[str, ...]) -> str:
    """The soft text with the capitals that belong to units, abbreviations, brands and codes.

    Args:
        shouted: As it was.
        soft: The same letters with a capital at the head of each word.
        language: Of the text.
        names: Brands, which stay as they were.
    """
    kept = [place for name in names for place in places_of(shouted, name)]
    text = soft
    for token in reversed([*_TOKEN.finditer(shouted)]):
        if any(start < token.end() and token.start() < end for start, end in kept):
            text = text[: token.start()] + token[0] + text[token.end() :]
            continue
        for run in reversed([*_RUN.finditer(shouted, *token.span())]):
            told = _run(shouted, soft, run, token, language)
            text = text[: run.start()] + told + text[run.end() :] if len(told) == len(run[0]) else text
    return _respelt(_TIMES.sub(r"\1x", text), language)


def _run(shouted: str, soft: str, run: re.Match[str], token: re.Match[str], language: str) -> str:
    """One run of letters as it should stand."""
    spellings, plain = _spellings(), run[0].casefold()
    figure = _AFTER_FIGURE.search(shouted, 0, run.start())
    if figure and plain in spellings.units and not _is_glued(shouted, run):
        lone = not figure[1] and not shouted[run.start() - 2 : run.start() - 1].isdigit()
        return run[0] if lone and plain in spellings.tight else spellings.units[plain]
    whole = token[0].casefold()
    if whole in spellings.names:
        return spellings.names[whole][run.start() - token.start() : run.end() - token.start()]
    if plain in spellings.names:
        return spellings.names[plain]
    if len(run[0]) == 1:
        return _letter(shouted, run, token, language)
    if any(sign.isdigit() for sign in token[0]):
        return _beside_figures(shouted, soft, run, token, language)
    if language in spellings.small and run.span() == token.span() and run.start() and spellings.small[language].fullmatch(plain):
        return run[0].lower()
    return soft[run.start() : run.end()]


def _is_glued(text: str, run: re.Match[str]) -> bool:
    """Letters or figures follow at once (`10MAX2`)."""
    return text[run.end() : run.end() + 1].isalnum() or text[run.end() : run.end() + 1] == "/"


def _letter(text: str, run: re.Match[str], token: re.Match[str], language: str) -> str:
    """A letter by itself is small as a small word (`e`, `y`, `à`), else a name (`USB C`)."""
    before = _TOKEN.findall(text[: run.start()])[-1:]
    alone = run.span() == token.span() and before and before[0].casefold() not in _spellings().names
    small = run[0].casefold() in function_words(language) | words_of(language).linking
    return run[0].lower() if alone and small else run[0]


def _beside_figures(text: str, soft: str, run: re.Match[str], token: re.Match[str], language: str) -> str:
    """Words that a hyphen ties to a figure or code: `6-fach`, `29-Piece`, `SK5-Stahl`; letters of codes stay."""
    hyphen = run.start() > token.start() and text[run.start() - 1] in "-‐‑"
    if not hyphen or len(run[0]) < 4 or text[run.end() : run.end() + 1].isdigit():
        return soft[run.start() : run.end()]
    counted = language == "de" and text[token.start() : run.start() - 1].isdigit()
    return run[0].lower() if counted else run[0][:1] + run[0][1:].lower()


def _respelt(text: str, language: str) -> str:
    table = _spellings().respelt.get(language)
    if not table:
        return text
    return _TOKEN.sub(lambda match: _as(table.get(match[0].casefold()), match[0]), text)


def _as(spelt: str | None, word: str) -> str:
    return word if spelt is None or word.isupper() else spelt
