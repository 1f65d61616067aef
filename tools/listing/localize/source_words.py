"""Words around the terms of a source text, by its language."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tools.listing.terms import Term, folded, terms

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_FIGURE = r"(?P<n>\d+(?:[.,]\d+)?)"
_TYPE = r"(?P<type>[A-Z]{1,4}\d{0,4})"
_COUNTED = ("size_n_pieces", "size_n_pairs", "size_n_sheets", "size_n_rolls", "size_with_capacity")
_NAMED = re.compile(r"\\\{(n|type)\\\}")


@cache
def source_words() -> dict[str, Any]:
    """The tables of `source_words.yaml`."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("source_words.yaml").read_text(encoding="utf-8"))
    return found


def words_of(name: str, language: str) -> list[str]:
    """A list of words of a language, the longest first."""
    table = source_words()[name]
    words = table if isinstance(table, list) else table.get(language, [])
    return sorted(words, key=len, reverse=True)


@cache
def one_of(name: str, language: str) -> re.Pattern[str]:
    """A pattern for any word of a list, whole words where the language has blanks."""
    return any_of(tuple(words_of(name, language)))


@cache
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of some words."""
    found = [re.escape(word) if _CJK.search(word) else rf"(?<!\w){re.escape(word)}(?!\w)" for word in words]
    return re.compile("|".join(found) or "(?!)", re.IGNORECASE)


def is_cjk(text: str) -> bool:
    """Some of it is Chinese or Japanese."""
    return bool(_CJK.search(text))


def size_system(value: str) -> tuple[str, str]:
    """System and figure of a size: `EU 42`, `欧码42`, `24.5cm`; ("", "42") where it names none, ("", "") where it is no size."""
    plain = value.strip()
    for system, words in source_words()["size_systems"].items():
        for word in words:
            if plain.upper().startswith(word.upper()):
                return system, plain[len(word) :].strip(" :：码")
    if length := re.fullmatch(r"(\d{2}(?:[.,]5)?)\s?cm", plain, re.IGNORECASE):
        return "JP", length[1]
    is_figure = re.fullmatch(r"\d{1,3}(?:[.,]5)?(?:/\d{2,3}[A-Z]?)?", plain)
    return ("CN" if is_figure and "/" in plain else "", plain) if is_figure else ("", "")


@cache
def figured_terms(language: str) -> tuple[tuple[re.Pattern[str], Term], ...]:
    """Terms whose names hold a figure, as patterns with groups `n` and `type`; the longest first."""
    found: list[tuple[re.Pattern[str], Term]] = []
    for term in terms().values():
        forms = term.forms[language]
        if term.id in _COUNTED:
            continue
        names = (
            list(forms) if language == "zh" else [forms.get("phrase", ""), forms.get("phrase_one", ""), *forms.get("also", [])]
        )
        for name in names:
            if ("{n}" in name or "{type}" in name) and "{item}" not in name:
                found.append((_figured(str(name)), term))
    return tuple(sorted(found, key=lambda each: -len(each[0].pattern)))


def _figured(name: str) -> re.Pattern[str]:
    plain = _NAMED.sub(lambda match: _FIGURE if match[1] == "n" else _TYPE, re.escape(folded(name).replace("{type}", "{type}")))
    before = "" if _CJK.match(name) else r"(?<![\w.,])"
    after = "" if _CJK.match(name[-1]) else r"(?!\w)"
    return re.compile(before + plain.replace(r"\ ", r"\s?") + after, re.IGNORECASE)
