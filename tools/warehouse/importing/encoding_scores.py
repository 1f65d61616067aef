"""How usual the characters are that each encoding makes of some bytes."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

CHOSEN = ("gb18030", "cp932", "cp1252", "mac_roman")
"""Encodings that sellers' systems write beside Unicode; one of them may be taken."""
RIVALS = ("big5", "euc_jp", "cp949", "cp1250", "iso8859_2", "cp1254", "cp1251", "cp850", "iso8859_15")
"""Encodings that are asked about, for their texts resemble those of the others."""
# These differ in eight signs and letters only, which single fields give away.
_TOLD_BY_FIELD = {("cp1252", "iso8859_15")}
# A text has nearly all of its characters from the usual ones of its own encoding and few from those of another.
_LEAST, _MARGIN = 0.75, 0.3
_STRANGE, _FAMILIAR = 0.5, 0.9
_SHORTEST = 2  # a rare character alone is something usual in some encoding
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_CONTROL = re.compile(r"[\x80-\x9f]")
_FIELD = re.compile(r"[^,;\t|\"\r\n]+")
_WESTERN = "äöüßàâæçèéêëîïôœùûñáíóúìòåøãõ"
_POLISH = "ąćęłńóśźż"
# Czech, Hungarian, Croatian, Romanian: where most letters lie as Western ones do, some of either group must be there.
_CENTRAL_EUROPEAN = (("áčďéěíňóřšťúůýž", "šž"), ("áéíóöőúüű", "őű", "öü"), ("čćđšž",), ("ăâîşţ",))
_TURKISH = "çğıöşüâîû"
_SIGNS = "€£¥°–—‘’“”„‚«»‹›…®™©·•½¼¾²³×º¡¿µ±§\xa0"
_EMOJI = "\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"


def best_encoding(head: bytes, sample: bytes, known_words: Collection[str]) -> str | None:
    """The encoding that clearly fits best, if one does.

    Args:
        head: Beginning of the file, where its header is.
        sample: Lines of it with characters beyond ASCII.
        known_words: Header words, folded; those that an encoding makes appear settle it.
    """
    words = [word for word in known_words if not word.isascii()]
    readings = {encoding: decoded(sample, encoding) for encoding in (*CHOSEN, *RIVALS)}
    texts = {encoding: text for encoding, text in readings.items() if text is not None and not _CONTROL.search(text)}
    scores = {encoding: share(text, encoding) + _found(head, encoding, words) for encoding, text in texts.items()}
    best = max(scores, key=lambda encoding: scores[encoding], default=None)
    if best not in CHOSEN or scores[best] < _LEAST:
        return None
    others = [other for other in scores if texts[other] != texts[best] and (best, other) not in _TOLD_BY_FIELD]
    margins = (_MARGIN * _telling(texts[best], texts[other]) for other in others)
    return best if all(scores[best] - scores[other] >= margin for other, margin in zip(others, margins, strict=True)) else None


def _telling(text: str, other: str) -> float:
    """Share of the characters beyond ASCII that can tell two readings apart: signs that both have cannot."""
    pairs = [pair for pair in zip(text, other, strict=False) if not pair[0].isascii()]
    common = sum(one == two and one in _SIGNS for one, two in pairs)
    return 1 - common / len(pairs) if len(text) == len(other) and common < len(pairs) else 1.0


def _found(head: bytes, encoding: str, words: list[str]) -> int:
    text = head.decode(encoding, errors="replace").lower().replace("_", " ").replace("-", " ")
    return sum(word in text for word in words)


def decoded(content: bytes, encoding: str) -> str | None:
    """The text; None when the bytes are none of that encoding."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def share(text: str, encoding: str) -> float:
    """Share of the characters beyond ASCII that are usual in texts of this encoding."""
    beyond = len(_BEYOND_ASCII.findall(text))
    if not beyond:
        return 1.0
    if encoding == "euc_jp" and not re.search("[ぁ-んァ-ン]", text):
        return 0.0
    usual = sum(map(len, _usual(encoding).findall(text)))
    if encoding in ("cp1250", "iso8859_2"):
        usual = max(usual, _central_european(text))
    return (usual - _half_kana(text, encoding) / 2) / beyond


def _central_european(text: str) -> int:
    found = (_compiled(letters) for letters, *groups in _CENTRAL_EUROPEAN if all(set(group) & set(text) for group in groups))
    return max((sum(map(len, pattern.findall(text))) for pattern in found), default=0)


@lru_cache(maxsize=4)
def _compiled(letters: str) -> re.Pattern[str]:
    return re.compile(_latin(letters))


def _half_kana(text: str, encoding: str) -> int:
    """How many half-width kana there are; they weigh half, for bytes of other encodings make them easily."""
    return len(re.findall("[｡-ﾟ]", text)) if encoding == "cp932" else 0


def strange_field(line: str, encoding: str) -> bool:
    """Whether a field of a line is clearly of another encoding than the rest of its file."""
    return any(_is_of_another(field, encoding) for field in _FIELD.findall(line) if not field.isascii())


@lru_cache(maxsize=1 << 16)  # most fields of a report come again and again
def _is_of_another(field: str, encoding: str) -> bool:
    content = field.encode(encoding, errors="replace")
    own = share(field, encoding)
    as_utf8 = decoded(content, "utf-8")
    if as_utf8 is not None and max(share(as_utf8, other) for other in CHOSEN) >= _STRANGE:
        return True
    if len(field) < _SHORTEST or own > _STRANGE:
        return False
    others = (*CHOSEN, *RIVALS) if encoding in ("cp1252", "mac_roman") else CHOSEN
    return any(
        text != field and share(text, other) >= _FAMILIAR
        for other in others
        if other != encoding and (text := decoded(content, other)) is not None
    )


@lru_cache(maxsize=16)
def _usual(encoding: str) -> re.Pattern[str]:
    """Runs of usual characters."""
    if encoding == "gb18030":
        return re.compile(f"[{_two_byte('gb2312', (0xA1, 0xA3), (0xB0, 0xD7))}{_EMOJI}]+")
    if encoding == "cp932":
        return re.compile(_japanese())
    if encoding == "big5":
        return re.compile(f"[{_two_byte('big5', (0xA1, 0xC6))}]+")
    if encoding == "euc_jp":
        return re.compile(f"[{_two_byte('euc_jp', (0xA1, 0xA5), (0xB0, 0xCF))}]+")
    if encoding == "cp949":
        return re.compile(f"[{_two_byte('euc_kr', (0xA1, 0xA3), (0xB0, 0xC8))}]+")
    if encoding == "cp1251":
        return re.compile(f"[А-яЁё]{{2,}}|{_signs()}")
    letters = {"cp1250": _POLISH, "iso8859_2": _POLISH, "cp1254": _TURKISH}
    return re.compile(_latin(letters.get(encoding, _WESTERN)))


def _two_byte(encoding: str, *leads: tuple[int, int]) -> str:
    """The characters of some rows of an encoding, as a class of a regular expression."""
    return "".join(_rows(encoding, leads, range(0x40, 0xFF)))


def _rows(encoding: str, leads: tuple[tuple[int, int], ...], trails: range) -> Iterator[str]:
    for first, last in leads:
        for lead in range(first, last + 1):
            for trail in trails:
                letter = decoded(bytes([lead, trail]), encoding)
                if letter and len(letter) == 1:
                    yield re.escape(letter)


def _japanese() -> str:
    """Punctuation, kana and the 2,965 common characters, which JIS puts first.

    Their second byte may be an ASCII letter, so a lone one between ASCII characters is none: `Women’s` makes one.
    """
    leads = ((0x81, 0x97),)
    low, high = "".join(_rows("cp932", leads, range(0x40, 0x80))), "".join(_rows("cp932", leads, range(0x80, 0xFD)))
    half_width = "(?:[ｶ-ﾄﾊ-ﾎｳ]ﾞ|[ﾊ-ﾎ]ﾟ|[｡-ﾝ])"
    return f"[{high}]+|(?<=[^\\x00-\\x7f])[{low}]|[{low}](?=[^\\x00-\\x7f])|{half_width}{{2,}}"


def _latin(letters: str) -> str:
    """An accented letter beside a plain one, a capital not behind a small one; or a sign."""
    small, capital = letters, "".join(letter.upper() for letter in letters if not letter.upper().isascii())
    beside_capital = f"(?<=[A-Z{capital}])[{capital}]|(?<![a-z{small}])[{capital}](?=[A-Za-z{small}])"
    # Spanish ñ and Portuguese õ stand before vowels; elsewhere they are bytes of Polish, Hungarian or Estonian.
    before_vowel = "ñ(?=[aeiouáéíóú])|õ(?=e)"
    others = small.translate(dict.fromkeys(map(ord, "ñõ")))
    beside_small = f"(?<=[A-Za-z])[{others}]{{1,2}}|[{others}]{{1,2}}(?=[A-Za-z])|(?<= )[àéèóúöå](?= )"
    return f"{beside_small}|{before_vowel}|{beside_capital}|{_signs()}"


def _signs() -> str:
    """A sign among ASCII characters that is not inside a word, and an apostrophe."""
    apart = f"(?<![^\\x00-\\x7f{_SIGNS}])[{_SIGNS}](?![^\\x00-\\x7f{_SIGNS}])"
    outside = f"(?:(?<![A-Za-z]){apart}|{apart}(?![A-Za-z]))"
    elision = r"(?<=\b[A-Za-z])’(?=\w)|(?<=\b[Qq]u)’(?=\w)|(?<=ll)’(?=\w)|(?<=[A-Za-z])’(?=(?:s|t|d|m|ll|re|ve)\b)"
    return f"{outside}|{elision}"
