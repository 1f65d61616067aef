"""What a message names: orders, products, parcels, days, money, attachments, contact data."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from tools.listing.phrases.fold import Folded, fold
from tools.reply.understanding.cues import words_of
from tools.reply.understanding.understood import Mentions

_ORDER = re.compile(
    r"(?<![\w-])(?:\d{3}-\d{7}-\d{7}|\d{2}-\d{5}-\d{5}|po-\d{3}-\d{8,20}|#\d{4,7}(?!\d)|#[a-z]{1,3}\d{4,12}|\d{15}|\d{16}|\d{18,19})(?![\w-])"
)
_PARCEL = re.compile(
    r"(?<![\w-])(?:1z[0-9a-z]{16}|tba\d{12}|lp\d{14}|[a-z]{2}\d{9}[a-z]{2}|jjd\d{16,18}|jd\d{18}|9[2-5]\d{18,24}|420\d{5}9\d{21}|(?:yt|sf|zto|sto|jt|yd)\d{10,15}|[a-z]{2}\d{13,16})(?![\w-])"
)
_ASIN = re.compile(r"(?<![a-z0-9])b0[a-z0-9]{8}(?![a-z0-9])")
_SKU = re.compile(
    r"(?<![a-z])(?:sku|artikelnummer|art\.? ?nr\.?|item no\.?|\u8d27\u53f7|\u54c1\u756a|\u578b\u756a)[\s:#]*([a-z0-9][a-z0-9_\-./]{2,30})"  # noqa: E501
)
_EMAIL = re.compile(r"(?<![a-z0-9._%+\-])[a-z0-9._%+\-]{1,64}@[a-z0-9.\-]{1,100}\.[a-z]{2,10}")
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"']{3,300}|(?<![\w@.\-])[a-z0-9\-]{2,60}\.(?:com|net|org|example|shop|store|io|co|link|xyz|top|info|cn|ru)(?:/[^\s<>\"']{0,200})?(?![\w@])"
)
_PHONE = re.compile(
    r"(?<![\w.,/+#\-])(?:\+\d{1,3}[\s.\-]?)?(?:\(\d{2,5}\)[\s.\-]?)?\d{2,5}(?:[\s.\-/]\d{2,5}){1,4}(?![\w\-])|(?<![\w#\-])(?:\+\d{9,14}|1[3-9]\d{9})(?![\w\-])"
)
_MONEY = re.compile(
    r"(?P<sign>us\$|a\$|c\$|[$€£¥])\s?(?P<after>\d[\d.,]{0,14})|(?<![\w.,])(?P<before>\d[\d.,]{0,14})\s?(?P<unit>[€£$¥]|eur(?:os?)?\b|usd\b|dollars?\b|dolares\b|dollari\b|bucks\b|gbp\b|pounds?\b|quid\b|yen\b|jpy\b|rmb\b|cny\b|yuan\b|[\u3041-\u9fff]{1,3})"
)
_CURRENCIES = {"$": "USD", "us$": "USD", "a$": "AUD", "c$": "CAD", "€": "EUR", "£": "GBP", "eur": "EUR", "euro": "EUR", "euros": "EUR", "usd": "USD",  # noqa: E501
               "dollar": "USD", "dollars": "USD", "dolares": "USD", "dollari": "USD", "bucks": "USD", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "quid": "GBP",  # noqa: E501
               "yen": "JPY", "jpy": "JPY", "rmb": "CNY", "cny": "CNY", "yuan": "CNY"}  # fmt: skip
_SHARE = re.compile(r"(?<![\w.,])(\d{1,3})\s?(?:%|percent\b|prozent\b|pour ?cent\b|por ciento\b|per cento\b|[\u30d1\u5272])")
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_ASIAN_DAY = re.compile(r"(?:(\d{4})\s?\u5e74\s?)?(?<!\d)(\d{1,2})\s?\u6708\s?(\d{1,2})\s?[\u65e5\u53f7]")
_FAR, _TENTHS = "\u3041", "\u5272"
"""First sign of East Asian scripts; the Japanese tenth."""


def mentions_of(text: str, name: str | None) -> Mentions:
    """What the text names, each thing once, in its order."""
    folded = fold(text)
    plain = folded.text
    parcels = _written(folded, _PARCEL) + _after(plain, "tracking")
    orders = [each for each in _written(folded, _ORDER) + _after(plain, "order") if each not in parcels]
    amounts = tuple(dict.fromkeys(_amounts(plain)))
    return Mentions(
        order_ids=_once(orders),
        skus=_once(found.group(1).upper() for found in _SKU.finditer(plain)),
        asins=_once(each.upper() for each in _written(folded, _ASIN) if any(sign.isdigit() for sign in each[2:])),
        dates=_once(_days(plain)),
        amounts=amounts,
        share=_share(plain),
        attachments=_attachments(plain),
        tracking_numbers=_once(parcels),
        emails=_once(_written(folded, _EMAIL)),
        phones=_once(each for each in _written(folded, _PHONE) if _is_phone(each)),
        links=_once(_written(folded, _LINK)),
        name=name,
    )


def _once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))


def _written(folded: Folded, pattern: re.Pattern[str]) -> list[str]:
    return [folded.original[slice(*folded.span(*found.span()))].rstrip(".,;") for found in pattern.finditer(folded.text)]


def _after(plain: str, kind: str) -> list[str]:
    """Ids behind the word for what they are: five digits or more, or a sign and digits."""
    return [found.group(1).upper() for found in _labelled(kind).finditer(plain)]


@cache
def _labelled(kind: str) -> re.Pattern[str]:
    led = r"(?:\s?(?:number|numbers|no\.?|nr\.?|id|code|nummer|numero|n\W?|num\.?|is|lautet|est|es|e|mit der|\u662f|\u53f7|\u306f|\u306e)){0,3}"  # noqa: E501
    return re.compile(
        rf"(?:{words_of('mentions')[kind]}){led}[\s:#.()]{{0,4}}(?<![\d-])((?:[a-z]{{1,4}}-?)?\d[\d-]{{3,24}}\d)(?![\w-])"
    )


def _amounts(plain: str) -> Iterator[str]:
    for found in _MONEY.finditer(plain):
        written = (found.group("after") or found.group("before")).rstrip(".,")
        unit = found.group("sign") or found.group("unit")
        if unit[0] >= _FAR:
            named = next((name for name in words_of("mentions")["money"] if unit.startswith(name)), None)
            if named is None:
                continue
            unit = words_of("mentions")["money"][named]
        if value := _number(written):
            yield f"{value} {_CURRENCIES[unit]}" if unit in _CURRENCIES else value


def _number(written: str) -> str | None:
    """A number as `1234.50`: the last sign with one or two digits behind it parts the decimals."""
    parted = re.fullmatch(r"(\d[\d.,]*?)(?:[.,](\d{1,2}))?", written)
    if parted is None:
        return None
    whole = re.sub(r"[.,]", "", parted.group(1))
    return f"{whole}.{parted.group(2)}" if parted.group(2) else whole


def _share(plain: str) -> str | None:
    if found := _SHARE.search(plain):
        number = int(found.group(1)) * (10 if found.group().endswith(_TENTHS) else 1)
        return f"{number} %" if number <= 100 else None
    return "50 %" if _halves().search(plain) else None


@cache
def _halves() -> re.Pattern[str]:
    written = words_of("mentions")
    money = r"refund|price|money|back|preis\w*|geld|betrag|erstatt\w*|zuruck\w*|prix|rembours\w*|argent|precio|dinero|reembols\w*|prezzo|soldi|rimbors\w*|importo|importe|montant|cost"  # noqa: E501
    return re.compile(
        rf"\b(?:{written['half_word']})\b[^.!?\n]{{0,30}}\b(?:{money})|\b(?:{money})\b[^.!?\n]{{0,25}}\b(?:{written['half_word']})\b|{written['half']}"
    )


def _days(plain: str) -> Iterator[str]:
    """Days with a year as ISO; without one as `--MM-DD`."""
    for pattern in (_ISO, _ASIAN_DAY):
        for found in pattern.finditer(plain):
            yield from _iso(found.group(1), int(found.group(2)), int(found.group(3)))
    for found in _worded().finditer(plain):
        day, month, year = (
            found.group("d1") or found.group("d2"),
            found.group("m1") or found.group("m2"),
            found.group("y1") or found.group("y2"),
        )
        yield from _iso(year, _months()[month], int(day))
    for found in re.finditer(r"(?<![\d./-])(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?(?![\d./-])", plain):
        year = found.group(3)
        yield from _iso(f"20{year}" if year and len(year) < 4 else year, int(found.group(2)), int(found.group(1)))
    for found in re.finditer(r"(?<![\d./-])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d./-])", plain):
        first, second = int(found.group(1)), int(found.group(2))
        if (first > 12) != (second > 12) or first == second:
            yield from _iso(found.group(3), min(first, second), max(first, second))


def _iso(year: str | None, month: int, day: int) -> Iterator[str]:
    try:
        found = date(int(year or 2000), month, day)
    except ValueError:
        return
    yield found.isoformat() if year else f"--{found:%m-%d}"


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in words_of("mentions")["months"].items() for name in names.split("|")}


@cache
def _worded() -> re.Pattern[str]:
    names = "|".join(sorted(_months(), key=lambda name: -len(name)))
    return re.compile(
        rf"(?<!\w)(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|\.|o)?\s(?:of\s|de\s|di\s)?(?P<m1>{names})\b\.?,?(?:\s(?:de\s|del\s)?(?P<y1>20\d\d))?"
        rf"|\b(?P<m2>{names})\.?\s(?:the\s)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s(?P<y2>20\d\d))?"
    )


def _attachments(plain: str) -> tuple[str, ...]:
    if not _attached().search(plain):
        return ()
    return tuple(kind for kind, pattern in _kinds().items() if pattern.search(plain))


@cache
def _attached() -> re.Pattern[str]:
    return re.compile(_bounded(words_of("mentions")["attached"]))


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(_bounded(words)) for kind, words in words_of("mentions")["attachments"].items()}


def _bounded(words: str) -> str:
    """Latin words whole; others anywhere."""
    return rf"(?<![a-z])(?:{words})(?![a-z])"


def _is_phone(written: str) -> bool:
    digits = sum(each.isdigit() for each in written)
    is_day = re.fullmatch(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}", written)
    is_order = _ORDER.fullmatch(written)
    return 8 <= digits <= 15 and not is_day and not is_order
