"""Whether a reply addresses the buyer of the order."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from tools.listing.phrases.fold import fold
from tools.reply.check.fault import Fault
from tools.reply.check.reply import Reply
from tools.reply.check.tables import table

_PARTS = re.compile(r"[^\s.,・·　\-'’/()_]+")
_BEGINNING = 400
_LEAST_SHORT = 3
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_SPELLINGS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ss", "s"))
_MOST_WORDS = 5
_PARTICLES = {"de", "da", "di", "del", "della", "van", "von", "der", "den", "la", "le", "du", "zu", "dos", "al", "el", "bin"}


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    usual = table("names")["name"]
    return tuple(re.compile(each.replace("NAME", usual), re.IGNORECASE | re.MULTILINE) for each in table("names")[kind])


@cache
def _nameless() -> frozenset[str]:
    """Words of salutations that are no names."""
    return frozenset(fold(word).text for word in (*table("names")["titles"], *table("names")["general"]))


@cache
def _instead() -> frozenset[str]:
    """Words that stand instead of a name."""
    return _nameless() - _PARTICLES - frozenset(fold(word).text for word in table("names")["titles"])


def wrong_name(reply: Reply) -> Iterator[Fault]:
    """Salutations with a name that is not the buyer's; initials, titles, order and accents do not matter."""
    buyer = reply.order.buyer_name if reply.order else None
    if not buyer or not _parts(buyer):
        return
    for start, end in _addressed(reply.text):
        written = reply.text[start:end]
        parts = _parts(written)
        general = not parts or len(written.split()) > _MOST_WORDS
        if general or _comparable(written, buyer) is False or _is_buyer(parts, _parts(buyer)):
            continue
        yield Fault("wrong_name", (start, end), edit=_like(written, buyer), told={"name": buyer})


def _addressed(text: str) -> list[tuple[int, int]]:
    """Places of names in salutations near the beginning, and behind thanks."""
    head = text[:_BEGINNING]
    greeted = [match for pattern in _patterns("salutations") for match in pattern.finditer(head)]
    found = {match.span("name") for match in greeted if _reads_as_name(match)}
    found |= {match.span("name") for pattern in _patterns("closings") for match in pattern.finditer(text)}
    return [each for each in sorted(found) if not any(each != other and _within(each, other) for other in found)]


def _reads_as_name(match: re.Match[str]) -> bool:
    """Names begin with capitals; a lone word in front of a comma may be one without."""
    if any(word in _instead() for word in fold(match["name"]).text.split()):
        return False
    words = [word for word in match["name"].split() if fold(word).text.strip(".") not in _nameless()]
    if not words or _EAST.search(match["name"]):
        return bool(words) and not match["name"].endswith(tuple(table("names")["ends"]))
    capitals = all(word[0].isupper() or word in _PARTICLES for word in words)
    parted = "," in match.group()[: match.start("name") - match.start()]
    mark = match.groupdict().get("mark", ",")
    if parted:
        return capitals and len(words) <= _LEAST_SHORT and mark != "."
    return capitals or (len(words) == 1 and mark in (",", "\n"))


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _parts(name: str) -> list[str]:
    """Parts of a name, folded, without titles."""
    return [part for part in _PARTS.findall(fold(name).text) if part not in _nameless() and not part.isdigit()]


def _comparable(written: str, buyer: str) -> bool:
    """Whether both are in scripts that can be compared."""
    return _script(written) == _script(buyer)


def _script(name: str) -> str:
    if not _EAST.search(name):
        return "latin" if any("LATIN" in unicodedata.name(sign, "") for sign in name) else "other"
    return "kana" if all("\u3040" <= sign <= "\u30ff" or not sign.isalpha() for sign in name) else "han"


def _is_buyer(parts: list[str], buyer: list[str]) -> bool:
    whole = "".join(buyer)
    if _EAST.search(whole):
        joined = "".join(parts)
        return joined in whole or whole in joined or any(part in joined for part in buyer)
    return all(any(_same(part, known) for known in buyer) or part == whole for part in parts)


def _same(part: str, known: str) -> bool:
    """Equal, one an initial of the other, or another spelling of it."""
    if part == known or (min(len(part), len(known)) == 1 and part[0] == known[0]):
        return True
    if _plain(part) == _plain(known):
        return True
    return min(len(part), len(known)) >= _LEAST_SHORT and (known.startswith(part) or part.startswith(known))


def _plain(part: str) -> str:
    for long, short in _SPELLINGS:
        part = part.replace(long, short)
    return part


def _like(written: str, buyer: str) -> str:
    """The buyer's name where another stood, behind the same title."""
    words = written.split()
    titles = [word for word in words if fold(word).text.strip(".") in _nameless()]
    if titles and len(buyer.split()) > 1 and len(words) - len(titles) == 1:
        return f"{' '.join(titles)} {buyer.split()[-1]}"
    return buyer
