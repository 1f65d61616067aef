"""Texts that were damaged before they came: letters of a wrong decoding, ids that Excel made numbers or dates of."""

import re
from functools import lru_cache

from tools.warehouse.importing.encoding_scores import share
from tools.warehouse.importing.month_names import month_names
from tools.warehouse.importing.values import EXACT

_LOST = re.compile("\ufffd|锟斤|斤拷|烫烫烫|[\x80-\x84\x86-\x9f]|(?<=[A-Za-z])\\?(?=[a-z])|(?<!\\S)\\?{4,}(?!\\S)")
# The first two bytes of UTF-8 punctuation and kana read as GBK or cp932 make characters that nobody writes otherwise.
_MARKERS = re.compile("[鈥鈧銆锛繧繝]|縺(?!れ)|窶(?![すしれらつせ])|竄ｬ|邃｢")
# Accents, quotation marks and letters of four bytes that GB18030 wrote and Western software read; `ﾃ` with a byte of none.
_FROM_CHINESE = re.compile("¨[\xa1-\xbaC](?=\\W|[a-z]|$)|¡[¯°±ª­ãÀ]|¢ã|(?<=[0-9])[ŠŽ‰„†‡‹][0-9]|[\uf8f0-\uf8f3]")
_ADDRESS = re.compile(r"\S*(?:://|www\.|\?\w+=)\S*")
# Single-byte encodings in which UTF-8 is misread; each gives bytes 80-BF and C2-F4 characters of its own.
_SINGLE_BYTE = ("cp1252", "mac_roman", "cp1250", "cp1251")
_EAST_ASIAN = ("gb18030", "cp932", "big5")
_WIDE_RUN = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\ue000-\uf8ff\uff01-\uffee\u3000-\u30ff‘-„€№Ё-ёα-ωΑ-Ω]{2,}")
_EAST_ASIAN_LETTERS = re.compile(r"[\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")
_USUAL = 0.75
_HANZI_RUN = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]+")
# `ü` and `°` read as cp932: two half-width kana, or one before the character that swallowed the next letter.
_LONE_KANA = re.compile("(?<=[A-Za-z])[ﾂﾃ][｡-ｿ](?![｡-ﾟ])|(?<![｡-ﾟ])[ﾂﾃ][｡-ｿ](?=[A-Za-z0-9])|(?<=[A-Za-z])ﾃ(?=[\u3000-\u9fff])")
_LATIN = "À-ÖØ-öø-ÿ"
# Four or more in a row are no word of a Western language: Chinese or Japanese bytes read as Western.
_WESTERN_RUN = re.compile(rf"[{_LATIN}¡-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{{4,}}")
_LATIN_LETTERS = frozenset(chr(code) for code in range(0xC0, 0x100)) | frozenset("ŠŒŽšœžŸƒ‚")
_WESTERN_LETTERS = frozenset("äöüßàâæçèéêëîïôùûñáíóúìòåøãõÄÖÜÉÀÈÇÑ")
_WESTERN_SIGNS = frozenset("°£©®²³µ½¥±«»")
_LANGUAGES = ("en", "de", "fr", "es", "it")
_EXCEL_NUMBER = re.compile(r"-?[0-9](?:[.,][0-9]+)?[eE][+-][0-9]{2,3}")
_EXCEL_DAY = re.compile(
    r"[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?"
    r"|(?:19|20)[0-9]{2}([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12][0-9]|3[01])(?:[ T]00:00(?::00)?(?:\.0+)?)?"
    r"|(?:0?[1-9]|[12][0-9]|3[01])([-/.])(?:0?[1-9]|[12][0-9]|3[01])\2(?:19|20)[0-9]{2}(?: 0?0:00(?::00)?)?"
)


def mojibake(text: str) -> bool:
    """Whether a text was decoded wrongly, or lost letters, before it was written to the file."""
    text = text.removeprefix(EXACT)
    if _LOST.search(_ADDRESS.sub("", text)):
        return True
    if text.isascii():
        return False
    return (
        _MARKERS.search(text) is not None
        or _LONE_KANA.search(text) is not None
        or _FROM_CHINESE.search(text) is not None
        or any(_read_as_single_byte(text, encoding) for encoding in _SINGLE_BYTE)
        or any(_read_as_east_asian(text, encoding) for encoding in _EAST_ASIAN)
        or any(_is_east_asian(run, encoding) for run in _WESTERN_RUN.findall(text) for encoding in ("gbk", "cp932"))
        or _lone_hanzi(text)
    )


def _read_as_single_byte(text: str, encoding: str) -> bool:
    """Whether there are characters that are the bytes of one UTF-8 character: `Ã¼` for `ü`."""
    found = [(match, _of_bytes(match[0], encoding)) for match in _sequences(encoding).finditer(text)]
    plausible = [letter for match, letter in found if letter and _is_expected(letter, match)]
    wide = [letter for letter in plausible if letter >= "\u2e80"]
    return len(plausible) > len(wide) or len(wide) > 1


@lru_cache(maxsize=8)
def _sequences(encoding: str) -> re.Pattern[str]:
    def letters(first: int, last: int) -> str:
        return "".join(re.escape(_letter(byte, encoding)) for byte in range(first, last + 1))

    next_bytes = f"[{letters(0x80, 0xBF)}{''.join(map(chr, range(0x80, 0xA0)))}]"
    return re.compile(
        f"[{letters(0xC2, 0xDF)}]{next_bytes}|[{letters(0xE1, 0xEF)}]{next_bytes}{{2}}|[{letters(0xF0, 0xF4)}]{next_bytes}{{3}}"
    )


def _letter(byte: int, encoding: str) -> str:
    letter = bytes([byte]).decode(encoding, errors="replace")
    return chr(byte) if letter == "\ufffd" else letter


def _of_bytes(text: str, encoding: str) -> str | None:
    try:
        content = b"".join(_byte(letter, encoding) for letter in text)
        return content.decode("utf-8")
    except UnicodeError:
        return None


def _byte(letter: str, encoding: str) -> bytes:
    return bytes([ord(letter)]) if 0x80 <= ord(letter) < 0xA0 else letter.encode(encoding)


def _is_expected(letter: str, match: re.Match[str]) -> bool:
    """Whether a letter is one that exports hold; `Ä“` ends a German quotation and `Ã ` a Portuguese word in capitals."""
    if "\u0100" <= letter < "\u2000" or "\u2200" <= letter < "\u2500":
        return letter.lower() in "ąćęłńśźżčďěňřšťůžőűășțğışœĺľŕđ" and match[0][1:].isalnum()
    before = match.string[match.start() - 1 : match.start()]
    return not (before.isupper() and match[0][1:] in ("\xa0", "“", "”", "’", "»", "…", "–"))


def _read_as_east_asian(text: str, encoding: str) -> bool:
    """Whether a run of characters is the bytes of UTF-8: `涓浗` for `中国`, `縺ゅ＞` for `あい`."""
    return any(_runs_of_utf8(run, encoding) for run in _WIDE_RUN.findall(text))


def _runs_of_utf8(run: str, encoding: str) -> bool:
    try:
        content = run.encode(encoding)
    except UnicodeEncodeError:
        return False
    read = content.decode("utf-8", errors="replace").rstrip("\ufffd")
    wide = len(_EAST_ASIAN_LETTERS.findall(read))
    if wide < 2 or len(read) != wide + read.count("\ufffd") or read.count("\ufffd") * 2 > wide:
        return False
    return wide * 3 >= (len(content) - 3) * 0.8 and max(share(read, "gb18030"), share(read, "cp932")) >= _USUAL


def _is_east_asian(run: str, encoding: str) -> bool:
    content = run.encode("cp1252", errors="ignore")
    try:
        read = content[: len(content) // 2 * 2].decode(encoding)
    except UnicodeDecodeError:
        return False
    return sum(letter in _LATIN_LETTERS for letter in run) >= 2 and all("\u3000" <= letter < "\uff00" for letter in read)


def _lone_hanzi(text: str) -> bool:
    """Whether all Chinese characters stand beside Latin letters and are one: `caf茅` for `café`, `拢5` for `£5`."""
    runs = list(_HANZI_RUN.finditer(text))
    return any(_is_beside_latin(run) for run in runs) and all(_is_western(run[0]) for run in runs)


def _is_western(run: str) -> bool:
    read = run.encode("gb18030").decode("utf-8", errors="replace")
    return all(letter in _WESTERN_LETTERS or letter in _WESTERN_SIGNS for letter in read)


def _is_beside_latin(run: re.Match[str]) -> bool:
    around = (run.string[: run.start()][-1:] + run.string[run.end() :][:1]).strip()
    if not around or not around.isascii():
        return False
    read = run[0].encode("gb18030").decode("utf-8", errors="replace")
    return bool(re.search("[a-z]", around)) or all(letter in _WESTERN_SIGNS for letter in read)


def excel_number(text: str) -> bool:
    """Whether an id is what Excel makes of long or `E` digits: `1E+05`, `4.06E+12`, `1,23E+05`."""
    return _EXCEL_NUMBER.fullmatch(text.removeprefix(EXACT)) is not None


def excel_date(text: str) -> bool:
    """Whether an id is a date as Excel shows it: `2-Mar`, `Mar-02`, `3月2日`, `02. Mrz`, `2026-03-02 00:00:00`."""
    plain = text.removeprefix(EXACT)
    return _EXCEL_DAY.fullmatch(plain) is not None or _month_and_number().fullmatch(plain) is not None


@lru_cache(maxsize=1)
def _month_and_number() -> re.Pattern[str]:
    """A month named as each language's Excel does, capitals included, before or behind a number."""
    names = {name.rstrip(".") for language in _LANGUAGES for name, _ in month_names(language, "abbreviated")}
    # Italy's September is left out: it is a word of many codes.
    month = f"(?:{'|'.join(sorted(names - {'set'} | {'Mrz', 'sep'}))})"
    return re.compile(
        rf"[0-9]{{1,2}}(?:[-/.]|\. ){month}\.?(?:[-/. ](?:[0-9]{{2}}){{1,2}})?|{month}\.?[- /](?:[0-9]{{2}}){{1,2}}"
    )
