"""Contact data, addresses on the web, codes and signs in a text; the patterns are those of the library, read with its notes."""

import re
from collections.abc import Callable, Iterator
from functools import cache

from knowledge.library import LIBRARY
from tools.listing.phrases.fold import Folded
from tools.listing.phrases.groups import kept, read_words

Found = Iterator[tuple[int, int]]
_NEAR = 40
_LEAST_DIGITS, _MOST_DIGITS = 8, 15
_WITH_CUE = 6
_NUMBER = re.compile(r"(?<![\w.,/+\-])(?:\+\s?|\(\+?)?\d(?:[\s().\-/]{0,2}\d){5,16}(?![\w]|[.,\-/]\d)")
_BARE = re.compile(
    r"(?<![\w@.\-])((?:[a-z0-9][a-z0-9\-]*\.)+)"
    r"(com|net|org|shop|store|online|cn|de|fr|it|es|jp|eu|co\.uk|co\.jp|uk|us|ca|app|info|biz)(?![\w\-]|\.[a-z0-9])(?:/\S*)?"
)
_LINK = re.compile(r"(?:https?://|(?<![a-z0-9])www\.)[^\s<>]*[^\s<>.,;:!?)\]]", re.I)
_OBFUSCATED = re.compile(
    r"(?<![a-z0-9._%+\-])[a-z0-9._%+\-]{1,64}\s*(?:\(\s*at\s*\)|\[\s*at\s*\]|\{\s*at\s*\}|\s+at\s+)\s*[a-z0-9\-]+\s*"
    r"(?:(?:\(\s*d[o0]t\s*\)|\[\s*d[o0]t\s*\]|\{\s*d[o0]t\s*\}|\s+d[o0]t\s+)\s*[a-z0-9\-]+\s*)*"
    r"(?:\(\s*d[o0]t\s*\)|\[\s*d[o0]t\s*\]|\{\s*d[o0]t\s*\}|\s+d[o0]t\s+|\.)\s*(?:c[o0]m|net|org|de|fr|it|es|jp|cn|shop|store|co)(?![a-z0-9])"
)  # fmt: skip
_SPOKEN = re.compile(
    r"(?<![a-z0-9])[a-z0-9][a-z0-9\-]{2,62}\s*(?:[(\[{]\s*d[o0]t\s*[)\]}]\s*(?:c[o0]m|net|org|shop|de|fr|it|es|cn|co)"
    r"|\s(?:d[o0]t|punkt|point|punto)\s(?:c[o0]m|net|org))(?![a-z0-9\-])|[a-z0-9ァ-ヺー一-龯]{2,}\s?ドットコム"
    r"|(?<![a-z0-9])www(?:\s?\.\s|\s\.?\s?)[a-z0-9\-]{2,}\s?[.\s]\s?(?:com|net|org|de|fr|it|es|jp|uk|shop|store)(?![a-z0-9])"
    r"|(?<![a-z0-9\-])[a-z0-9][a-z0-9\-]{2,62}\s\.\s?(?:com|net|shop)(?![a-z0-9\-])"
)
_DOTS = ("dot", "d0t", " punkt ", " point ", " punto ", "ドットコム", "www ", "www. ", " .")
_SAID = ("dot", "d0t", "(at", "( at", "[at", "[ at", "{at", " at gmail", " at hotmail", " at outlook", " at yahoo")
_MAILBOX = re.compile(r"@\s?(?:gmail|outlook|yahoo|hotmail|icloud|qq|163|126|gmx|web\.de|foxmail)(?![a-z])(?:\.[a-z]{2,})*", re.I)
_HANDLE = re.compile(r"(?<![\w@.])@[a-z][a-z0-9_.]{2,}(?![\w@])", re.I)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of the library, by name."""
    listed = read_words(LIBRARY / "wording" / "patterns.yaml")["patterns"]
    return {name: re.compile(written) for name, written in listed.items()}


@cache
def _cues(name: str) -> re.Pattern[str]:
    return re.compile(kept("cues")[name])


@cache
def _email() -> re.Pattern[str]:
    """Tried only where a name begins, so that a long run of letters is read once."""
    return re.compile(rf"(?<![A-Za-z0-9._%+\-]){patterns()['email'].pattern}")


def emails(folded: Folded, language: str) -> Found:
    """Addresses of mail, also `name (at) shop dot com`."""
    del language
    text = folded.text
    if "@" in text:
        for pattern in (_email(), _MAILBOX):
            yield from (found.span() for found in pattern.finditer(text))
    if any(sign in text for sign in _SAID):
        yield from (found.span() for found in _OBFUSCATED.finditer(text) if _means_mail(found, text))


def _means_mail(found: re.Match[str], text: str) -> bool:
    """A plain `at` also tells where something is: then a `dot` or words before must tell of mail."""
    plain = re.search(r"[a-z0-9]\s+at\s+", found.group())
    told = re.search("d[o0]t", found.group()) or _cues("mail").search(text[max(0, found.start() - _NEAR) : found.start()])
    return not plain or told is not None


def links(folded: Folded, language: str) -> Found:
    """Addresses of pages, also bare domains; a full stop without its space is none."""
    text = folded.text
    if any(sign in text for sign in _DOTS):
        yield from (found.span() for found in _SPOKEN.finditer(text))
    if "." not in text:
        return
    yield from (found.span() for found in _LINK.finditer(text))
    for found in _BARE.finditer(text):
        start, end = folded.span(*found.span(2))
        ending = folded.original[start:end]
        label = found.group(1).rstrip(".")
        cased = ending.islower() or folded.original[slice(*folded.span(*found.span()))].isupper()
        known = ending.lower() in ("com", "net", "shop", "co.uk", "co.jp", "org", "biz") or "-" in label or "." in label
        if cased and not label.isdigit() and (known or _cued(text, found.start(), ending.lower(), language)):
            yield found.span()


def _cued(text: str, start: int, ending: str, language: str) -> bool:
    """A country ending counts where it is no word of the language, or something leads up to a page."""
    if _cues("page").search(text[max(0, start - _NEAR) : start]):
        return True
    return ending not in kept("cues")["words"].get(language, ())


def phones(folded: Folded, language: str) -> Found:
    """Telephone numbers; dimensions, barcodes, years and order numbers are none."""
    del language
    text = folded.text
    for found in _NUMBER.finditer(text):
        written = found.group()
        digits = sum(each.isdigit() for each in written)
        before, after = text[max(0, found.start() - _NEAR) : found.start()], text[found.end() : found.end() + _NEAR]
        cued = _cues("phone").search(before) is not None and digits >= _WITH_CUE
        if digits > _MOST_DIGITS or patterns()["amazon_order_id"].fullmatch(written) or _cues("measure").match(after):
            continue
        if (cued and not _cues("code").search(before)) or (_national(written, digits) and not _cues("code").search(before)):
            yield found.span()


def _national(written: str, digits: int) -> bool:
    """Groups of digits as only telephone numbers have them."""
    if written.lstrip("(").startswith("+"):
        return digits >= _LEAST_DIGITS
    return any(shape.fullmatch(written) for shape in _SHAPES)


_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?:1[\s.\-])?\(\d{3}\)\s?\d{3}[\s.\-]\d{4}",
        r"(?:1[\s.\-])?[2-9]\d{2}([\s.\-])[2-9]\d{2}\1\d{4}",
        r"1[\s.\-]8\d{2}[\s.\-]\d{3}[\s.\-]\d{4}",
        r"0[1-9](?:[\s.]\d{2}){4}",
        r"(?=(?:\D*\d){10,11}\D*$)0\d{1,4}-\d{1,4}-\d{4}",
        r"0\d{2,5}[\s/]\s?\d{5,8}",
        r"1[3-9]\d-\d{4}-\d{4}",
    )
)


def handles(folded: Folded, language: str) -> Found:
    """Names on social networks: `@name`."""
    del language
    if "@" in folded.text:
        for found in _HANDLE.finditer(folded.text):
            if _cues("social").search(folded.text[max(0, found.start() - _NEAR) : found.start()]):
                yield found.span()


def asins(folded: Folded, language: str, any_case: bool = False) -> Found:
    """Amazon's product numbers; in prose they have capitals."""
    del language
    if "b0" in folded.text:
        for found in re.finditer(r"(?<![a-z0-9])b0[a-z0-9]{8}(?![a-z0-9])", folded.text):
            start, end = folded.span(*found.span())
            written = folded.original[start:end]
            if (any_case or not written.islower()) and any(each.isdigit() for each in written[2:]):
                yield found.span()


def emojis(folded: Folded, language: str) -> Found:
    """Emoji and pictures among the signs."""
    del language
    if not folded.original.isascii():
        yield from (found.span() for found in re.finditer(f"(?:{patterns()['emoji'].pattern})+", folded.text))


def prices(folded: Folded, language: str) -> Found:
    """Amounts of money; `EUR 39` without a word of price may be a shoe size."""
    del language
    text = folded.text
    if not any(sign in text for sign in _MONEY):
        return
    for found in _PRICE.finditer(text):
        near = text[max(0, found.start() - _NEAR) : found.end() + _NEAR]
        coded = found.group("code") is not None and not re.search(r"[.,]\d\d$", found.group().strip())
        if not coded or _cues("price").search(near):
            yield found.span()


_MONEY = ("$", "€", "£", "¥", "円", "usd", "eur", "gbp", "jpy")
_PRICE = re.compile(
    r"[$€£¥]\s?\d[\d.,]*\d|[$€£¥]\s?\d|(?<![\d.,a-z])\d[\d.,]*\s?(?:[€£¥](?![a-z])|円)"
    r"|(?<![a-z])(?P<code>usd|eur|gbp|jpy)\s?\d[\d.,]*(?<=\d)"
)  # fmt: skip
FINDERS: dict[str, Callable[[Folded, str], Found]] = {
    "ext-email": emails,
    "ext-url": links,
    "ext-phone": phones,
    "ext-social": handles,
    "plc-asin": asins,
    "plc-emoji": emojis,
}
"""Groups of wording found by patterns beside their phrases."""
