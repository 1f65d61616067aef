"""Files of every language in every encoding that sellers' systems write, with what each must be read as."""

import codecs
import random
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from babel import Locale

_LEGACY = {
    "en": ("cp1252", "mac_roman", "iso8859_15"), "de": ("cp1252", "latin-1", "mac_roman", "cp850", "iso8859_15"),
    "fr": ("cp1252", "mac_roman", "iso8859_15"), "es": ("cp1252", "latin-1", "mac_roman", "cp850"),
    "it": ("cp1252", "mac_roman"), "ja": ("cp932", "euc_jp"), "zh": ("gb18030",), "nl": ("cp1252",),
    "pl": ("cp1250", "iso8859_2"), "sv": ("cp1252", "mac_roman"), "pt": ("cp1252", "mac_roman"), "tr": ("cp1254",),
    "zh_TW": ("big5",),
}  # fmt: skip
UNICODE = {
    "utf-8": (b"", "utf-8"), "utf-8-bom": (codecs.BOM_UTF8, "utf-8"),
    "utf-16-le": (codecs.BOM_UTF16_LE, "utf-16-le"), "utf-16-be": (codecs.BOM_UTF16_BE, "utf-16-be"),
    "utf-16-le unmarked": (b"", "utf-16-le"), "utf-16-be unmarked": (b"", "utf-16-be"),
}  # fmt: skip
_CLDR = {
    "ja": ("cp932", "euc_jp"), "zh": ("gb18030",), "zh_Hant": ("big5",), "ko": ("cp949",), "de": ("cp1252", "mac_roman", "cp850"),
    "fr": ("cp1252", "mac_roman", "cp850"), "es": ("cp1252", "mac_roman"), "it": ("cp1252", "mac_roman"), "nl": ("cp1252",),
    "pt": ("cp1252",), "sv": ("cp1252",), "pl": ("cp1250", "iso8859_2"), "cs": ("cp1250",), "hu": ("cp1250",), "tr": ("cp1254",),
    "ru": ("cp1251",), "el": ("cp1253",), "lt": ("cp1257",), "ar": ("cp1256",), "he": ("cp1255",), "th": ("cp874",),
}  # fmt: skip
# What must be read, not asked about.
CLEAR = {("zh", "gb18030"), ("ja", "cp932"), *((language, "cp1252") for language in ("de", "fr", "es", "it", "sv", "pt"))}


class Case(NamedTuple):
    """A file: its bytes, the text that was written into it (None: no text is right), whether it must be read."""

    name: str
    content: bytes
    text: str | None
    must_read: bool


@cache
def phrases() -> dict[str, dict[str, list[str]]]:
    return yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"))


def known_words() -> frozenset[str]:
    return frozenset(word.lower().replace("-", " ") for part in phrases().values() for word in part["header"])


def table(language: str, rng: random.Random, rows: int, header: str | None = None, delimiter: str = "\t") -> str:
    texts = phrases()[language]["texts"]
    lines = [delimiter.join(phrases()[header or language]["header"])]
    for number in range(rows):
        cells = [f"302-{rng.randrange(10**7):07}", f"A{number}", rng.choice(texts), str(rng.randint(1, 9)), "19.99"]
        lines.append(delimiter.join([*cells, rng.choice(texts), ""]))
    return "\n".join(lines) + "\n"


def writable(text: str, encoding: str) -> str:
    """The text without what an encoding has no letter for, as its writer would leave it out."""
    return text.encode(encoding, errors="ignore").decode(encoding)


def plain_cases(seed: int, rows: int) -> list[Case]:
    """Every language in Unicode and in its older encodings."""
    rng = random.Random(seed)
    found = []
    for language in phrases():
        text = table(language, rng, rows)
        for name, (bom, encoding) in UNICODE.items():
            found.append(Case(f"{language} {name}", bom + text.encode(encoding), text, True))
        for encoding in _LEGACY[language]:
            kept = writable(text, encoding)
            clear = (language, encoding) in CLEAR and rows >= 20
            found.append(Case(f"{language} {encoding}", kept.encode(encoding), kept, clear))
    return found


def trap_cases(seed: int) -> list[Case]:
    """What goes wrong in practice: mixed, cut and broken files, rare characters, late or few special letters."""
    rng = random.Random(seed)
    return [*_mixed(rng), *_broken(rng), *_rare(rng), *_sparse(rng)]


def _mixed(rng: random.Random) -> list[Case]:
    pairs = [("zh", "gb18030"), ("ja", "cp932"), ("de", "cp1252"), ("fr", "cp1252"), ("es", "cp1252"), ("zh", "utf-8"),
             ("ja", "utf-8"), ("de", "utf-8"), ("fr", "utf-8"), ("es", "utf-8")]  # fmt: skip
    found = []
    for main in pairs:
        for other in pairs:
            if main[1] != other[1]:
                text = table(main[0], rng, 30)
                stranger = table(other[0], rng, 3).partition("\n")[2]
                content = writable(text, main[1]).encode(main[1]) + writable(stranger, other[1]).encode(other[1])
                found.append(Case(f"{'-'.join(main)} with {'-'.join(other)}", content, None, False))
    return found


def _broken(rng: random.Random) -> list[Case]:
    found = []
    for language in ("de", "fr", "es", "it", "ja", "zh"):
        content = table(language, rng, 25).encode()
        end = max(index for index, byte in enumerate(content) if byte >= 0xC2) + 1
        found.append(Case(f"{language} utf-8 cut in a letter", content[:end], None, False))
        at = rng.randrange(len(content) // 2, len(content))
        at = content.index(b"\t", at)
        found.append(Case(f"{language} utf-8 with byte FF", content[:at] + b"\xff" + content[at:], None, False))
        found.append(Case(f"{language} utf-8 with a lone CP1252 letter", content[:at] + b"caf\xe9" + content[at:], None, False))
        found.append(Case(f"{language} utf-32", codecs.BOM_UTF32_LE + content.decode().encode("utf-32-le"), None, False))
        found.append(Case(f"{language} NUL", content[:at] + b"\x00" + content[at:], None, False))
        found.append(Case(f"{language} utf-16 cut", codecs.BOM_UTF16_LE + content.decode().encode("utf-16-le")[:-1], None, False))
    return found


def _rare(rng: random.Random) -> list[Case]:
    japanese = table("ja", rng, 20, header="en") + "1\tA\t髙島屋 﨑山 ①②③ ㈱ ﾀｵﾙ ﾊﾟﾝ\t1\t1\t\t\n"
    japanese = writable(japanese, "cp932")  # it has one wave dash where Unicode has two
    chinese = table("zh", rng, 20) + "1\tA\t㐀㙍𠮷 😀 测试\t1\t1\t\t\n"
    western = table("de", rng, 20) + "1\tA\t€ “quoted” – ‘single’ ñ ü Ž\t1\t1\t\t\n"
    return [
        Case("ja cp932 with NEC and IBM letters under an English header", japanese.encode("cp932"), japanese, True),
        Case("zh gb18030 with letters of four bytes", chinese.encode("gb18030"), chinese, True),
        Case("de cp1252 with its own signs", western.encode("cp1252"), western, True),
    ]


def _sparse(rng: random.Random) -> list[Case]:
    """Long files of plain letters with the special ones far down, and headers alone."""
    found = []
    for language, encoding in (("de", "cp1252"), ("zh", "gb18030"), ("ja", "cp932"), ("fr", "utf-8")):
        plain = "order\tsku\tname\n" + "1\tA\tMug\n" * 20_000
        text = writable(plain + table(language, rng, 20), encoding)
        found.append(Case(f"{language} {encoding} far down", text.encode(encoding), text, True))
        header = writable(table(language, rng, 0), encoding)
        found.append(Case(f"{language} {encoding} header alone", header.encode(encoding), header, encoding == "utf-8"))
    return found


def tiny_cases(seed: int, count: int) -> list[Case]:
    """Files of one to four rows under an English header: too little to be sure, so asking is right."""
    rng = random.Random(seed)
    pairs = [(language, encoding) for language, encodings in _LEGACY.items() for encoding in encodings]
    found = []
    for _ in range(count):
        language, encoding = rng.choice(pairs)
        text = writable(table(language, rng, rng.randint(1, 4), header="en", delimiter=rng.choice("\t,;")), encoding)
        found.append(Case(f"{language} {encoding} tiny", text.encode(encoding), text, False))
    return found


def cldr_cases(seed: int, rows: int) -> list[Case]:
    """Names of countries, languages and currencies as the CLDR has them, in encodings that may be read and that may not."""
    rng = random.Random(seed)
    found = []
    for language, encodings in _CLDR.items():
        locale = Locale.parse(language)
        names = [*locale.territories.values(), *locale.languages.values(), *locale.currencies.values()]
        for encoding in encodings:
            lines = [f"A{number},{rng.choice(names)},{rng.choice(names)}" for number in range(rows)]
            text = writable("\n".join(["sku,name,note", *lines, ""]), encoding)
            found.append(Case(f"{language} {encoding} CLDR", text.encode(encoding), text, False))
    return found
