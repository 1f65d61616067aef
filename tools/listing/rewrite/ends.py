"""What may stand at the ends of a text and of its pieces, and two ends joined."""

import re

from tools.listing.rewrite.words import Words, tokens

_OPEN = re.compile(r"^[\s,;:|/+&·•\-–—、，。．.!！?？]+")
_CLOSE = re.compile(r"(?:[\s,;:|/&·•\-–—、，：]|\s\+)+$")
_EMPTY = re.compile(r"\(\s*[,;]*\s*\)|\[\s*\]|（\s*）|【\s*】|「\s*」|\"\s*\"|“\s*”")
_TWICE = re.compile(r"([,;、，])(?:\s*[,;、，])+")
_DASHES = re.compile(r"(\s[-–—|])(?:\s+[-–—|])+(?=\s)")


def tidy(text: str) -> str:
    """A text without what a cut leaves behind: empty brackets, marks twice or at the wrong end, blanks."""
    text = _EMPTY.sub("", text)
    text = re.sub(r"[ \t\u00a0\u3000]{2,}", " ", text)
    text = _TWICE.sub(r"\1", _DASHES.sub(r"\1", text))
    text = re.sub(r"\s+([,;.)\]])(?=\s|$)", r"\1", text)
    text = re.sub(r"([(\[])\s+", r"\1", text)
    text = re.sub(r"[,;、，]\s*([.!?。！？])", r"\1", text)
    return _CLOSE.sub("", _OPEN.sub("", text))


def unhung(text: str, words: Words, *, last: bool = False, first: bool = False) -> str:
    """A text without small words that hang at an end."""
    while last and (places := tokens(text, words.language)) and text[slice(*places[-1])].lower() in words.linking:
        if text[places[-1][1] :].strip() or not text[: places[-1][0]].endswith((" ", "(", "\u00a0")):
            break
        text = text[: places[-1][0]].rstrip(" &+")
    while first and (places := tokens(text, words.language)):
        word = text[slice(*places[0])].lower()
        if text[: places[0][0]].strip() or word not in words.conjunctions:
            break
        text = text[places[0][1] :]
    return text


def joined(left: str, right: str, words: Words) -> str:
    """Two ends with one blank between them where words have blanks; `a` or `an` as the next word asks."""
    left, right = left.rstrip(), right.lstrip() if not words.together else right
    if not left or not right:
        return left + right
    if words.language == "en":
        left = re.sub(r"\b([Aa])n?$", lambda match: match[1] + ("n" if right[:1].lower() in "aeiou" else ""), left)
    glued = words.together or left.endswith(("'", "’", "(", "[", "-", "/")) or re.match(r"[,.;:!?)\]]", right)
    return left + ("" if glued else " ") + right


def says_nothing(text: str, words: Words) -> bool:
    """Only small or empty words are left."""
    empty = words.linking | words.generic | words.intensifiers | words.copulas | words.pronouns
    return all(text[a:b].lower() in empty for a, b in tokens(text, words.language))


def stands(text: str, words: Words) -> bool:
    """A text can be a sentence's only clause: it does not open as a side clause, nor end with a small word."""
    if says_nothing(text, words):
        return False
    last = last_word(text, words)
    return first_word(text, words) not in words.subordinate and last not in words.linking | words.copulas | words.pronouns


def first_word(text: str, words: Words) -> str:
    """The first word in lower case; "" without one."""
    places = tokens(text, words.language)
    return text[slice(*places[0])].lower() if places else ""


def last_word(text: str, words: Words) -> str:
    """The last word likewise."""
    places = tokens(text, words.language)
    return text[slice(*places[-1])].lower() if places else ""


def capital(text: str) -> str:
    """A text with a capital first."""
    return text[:1].upper() + text[1:]


def started(text: str, was: str) -> str:
    """A text that begins with a capital where the one before it did."""
    first = next((sign for sign in was if sign.isalpha()), "")
    return capital(text) if first.isupper() and text[:1].islower() else text
