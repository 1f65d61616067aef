"""The buyer's name as a salutation may use it."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tools.reply.compose.foreign import cleaned

_LONGEST, _MOST_WORDS = 40, 6
_LONGEST_EASTERN = 8
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*\.?")
_EASTERN = re.compile(r"[\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class _Names:
    """Word lists of `names.yaml`."""

    titles: dict[str, dict[str, str]]
    suffixes: dict[str, tuple[str, ...]]
    particles: frozenset[str]
    never: frozenset[str]
    never_parts: tuple[str, ...]


@cache
def _names() -> _Names:
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("names.yaml").read_text(encoding="utf-8"))
    return _Names(
        titles={form: title["says"] for title in found["titles"] for form in title["forms"]},
        suffixes={language: tuple(endings) for language, endings in found["suffixes"].items()},
        particles=frozenset(found["particles"]),
        never=frozenset(found["never"]),
        never_parts=tuple(found["never_parts"]),
    )


def salutation_name(written: str | None, language: str) -> str | None:
    """A name as the salutation of a language takes it, with a title where one was written.

    Args:
        written: As the order has it or the buyer signed.
        language: Of the draft.

    Returns:
        None where there is none or it is no name: a sentence, an address, an order to a machine, a masked name.
    """
    line = cleaned(written, _LONGEST) if written and "*" not in written else None
    if line is None:
        return None
    return _eastern(line, language) if _EASTERN.search(line) else _western(line, language)


def _western(line: str, language: str) -> str | None:
    names = _names()
    words = line.replace(",", " ").split()
    if "," in line and len(line.split(",")) == 2:
        last, first = (part.split() for part in line.split(","))
        words = [*first, *last]
    title = names.titles.get(words[0].lower()) if words else None
    rest = words[1:] if title else words
    if not rest or len(rest) > _MOST_WORDS or not all(_WORD.fullmatch(word) for word in rest):
        return None
    if any(word.lower().rstrip(".") in names.never for word in rest) or max(map(len, rest)) < 2:
        return None
    shown = [_cased(word, line) for word in rest]
    if not all(word[0].isupper() or word.lower() in names.particles for word in shown):
        return None
    return " ".join(filter(None, [title[language] if title else "", *shown]))


def _cased(word: str, line: str) -> str:
    """Names written all in one case get capitals; others stay as their bearer writes them."""
    if line not in (line.lower(), line.upper()):
        return word
    if word.lower() in _names().particles:
        return word.lower()
    return re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), word) if len(word) > 1 else word.upper()


def _eastern(line: str, language: str) -> str | None:
    names = _names()
    bare = line.replace("・", "").replace("·", "")
    for kept_in, endings in names.suffixes.items():
        ending = next((each for each in endings if bare.endswith(each)), None)
        if ending and (language != kept_in or language == "ja"):
            line, bare = line.removesuffix(ending).strip(), bare.removesuffix(ending).strip()
    letters = bare.replace(" ", "")
    is_name = 2 <= len(letters) <= _LONGEST_EASTERN and letters.isalpha() and len(line.split()) <= 2
    return line if is_name and not any(part in letters for part in names.never_parts) else None
