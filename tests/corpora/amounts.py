"""Columns of numbers in the notations of sellers' exports, with the value of each cell."""

import random
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from babel.numbers import format_currency, format_decimal

_NBSP, _NARROW, _THIN = "\xa0", "\u202f", "\u2009"


class Column(NamedTuple):
    """Cells with the values they were written from; `ambiguous`: nobody could tell the decimal sign from them."""

    name: str
    cells: list[str]
    values: list[Decimal]
    ambiguous: bool


def _grouped(value: Decimal, group: str, mark: str, places: int = 2) -> str:
    digits, _, fraction = f"{abs(value):.{places}f}".partition(".")
    parts = []
    while digits:
        digits, part = digits[:-3], digits[-3:]
        parts.insert(0, part)
    return group.join(parts) + (mark + fraction if fraction else "")


def _lakh(value: Decimal) -> str:
    digits, _, fraction = f"{abs(value):.2f}".partition(".")
    head, tail = digits[:-3], digits[-3:]
    parts = []
    while head:
        head, part = head[:-2], head[-2:]
        parts.insert(0, part)
    return ",".join([*parts, tail]) + "." + fraction


def _signed(write: Callable[[Decimal], str], minus: str = "-{}") -> Callable[[Decimal], str]:
    return lambda value: minus.format(write(value)) if value < 0 else write(value)


def _full_width(text: str) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if letter in "0123456789.,-%" else letter for letter in text)


def _us(value: Decimal) -> str:
    return _grouped(value, ",", ".")


def _de(value: Decimal) -> str:
    return _grouped(value, ".", ",")


def _by_babel(locale: str, currency: str | None) -> Callable[[Decimal], str]:
    if currency:
        return lambda value: format_currency(value, currency, locale=locale, currency_digits=False, format_type="standard")
    return lambda value: format_decimal(value.quantize(Decimal("0.01")), locale=locale, decimal_quantization=False)


NOTATIONS: dict[str, Callable[[Decimal], str]] = {
    "us": _signed(_us), "german": _signed(_de), "plain point": _signed(lambda v: f"{abs(v):.2f}"),
    "plain comma": _signed(lambda v: f"{abs(v):.2f}".replace(".", ",")),
    "no-break space": _signed(lambda v: _grouped(v, _NBSP, ",")), "narrow space": _signed(lambda v: _grouped(v, _NARROW, ",")),
    "thin space": _signed(lambda v: _grouped(v, _THIN, ",")), "space and point": _signed(lambda v: _grouped(v, " ", ".")),
    "swiss": _signed(lambda v: _grouped(v, "'", ".")), "swiss typographic": _signed(lambda v: _grouped(v, "’", ".")),
    "indian": _signed(_lakh), "rupees": _signed(lambda v: f"₹{_lakh(v)}"),
    "parentheses": _signed(_us, "({})"), "dollars in parentheses": _signed(lambda v: f"${_us(v)}", "({})"),
    "minus behind": _signed(_de, "{}-"), "typographic minus": _signed(_us, "−{}"),
    "ebay us": _signed(lambda v: f"US ${_us(v)}"), "ebay au": _signed(lambda v: f"AU ${_us(v)}"),
    "euro behind": _signed(lambda v: f"{_de(v)}{_NBSP}€"), "euro code": _signed(lambda v: f"EUR {_de(v)}"),
    "real": _signed(lambda v: f"R$ {_de(v)}"), "zloty": _signed(lambda v: f"{_grouped(v, _NBSP, ',')} zł"),
    "crown": _signed(lambda v: f"{_grouped(v, _NBSP, ',')} kr"), "full width": _signed(lambda v: _full_width(_us(v))),
    "percent": _signed(lambda v: f"{_us(v)}%"), "percent with comma": _signed(lambda v: f"{_de(v)} %"),
    "typed": lambda v: f"\ue000{v}", "typed percent": lambda v: f"\ue000{v}%",
    **{f"babel {locale} {currency or ''}": _by_babel(locale, currency) for locale, currency in [
        ("en_US", "USD"), ("en_GB", "GBP"), ("de_DE", "EUR"), ("fr_FR", "EUR"), ("es_ES", "EUR"), ("it_IT", "EUR"),
        ("nl_NL", "EUR"), ("pl_PL", "PLN"), ("sv_SE", "SEK"), ("tr_TR", "TRY"), ("pt_BR", "BRL"), ("es_MX", "MXN"),
        ("en_CA", "CAD"), ("en_AU", "AUD"), ("en_IN", "INR"), ("zh_CN", "CNY"), ("ja_JP", "USD"),
        ("de_CH", None), ("fr_FR", None), ("de_DE", None), ("en_US", None),
    ]},
}  # fmt: skip
# Whole numbers of one group each: the sign may group thousands or begin three decimals.
AMBIGUOUS: dict[str, Callable[[Decimal], str]] = {
    "us thousands": _signed(lambda v: _grouped(v, ",", ".", 0)),
    "german thousands": _signed(lambda v: _grouped(v, ".", ",", 0)),
    "dollars": _signed(lambda v: f"${_grouped(v, ',', '.', 0)}"),
    "rupiah": _signed(lambda v: f"Rp {_grouped(v, '.', ',', 0)}"),
    "euros": _signed(lambda v: f"{_grouped(v, '.', ',', 0)} €"),
    "in parentheses": _signed(lambda v: _grouped(v, ",", ".", 0), "({})"),
}  # fmt: skip


def columns(seed: int, count: int, length: int) -> list[Column]:
    """So many columns; every tenth is ambiguous."""
    rng = random.Random(seed)
    return [_ambiguous(rng, length) if number % 10 == 9 else _clear(rng, length) for number in range(count)]


def _clear(rng: random.Random, length: int) -> Column:
    name = rng.choice(list(NOTATIONS))
    values = [_amount(rng) for _ in range(length)]
    return Column(name, [NOTATIONS[name](value) for value in values], values, ambiguous=False)


def _amount(rng: random.Random) -> Decimal:
    cents = rng.randrange(10 ** rng.randint(1, 9))
    return Decimal(cents if rng.random() < 0.8 else -cents).scaleb(-2)


def _ambiguous(rng: random.Random, length: int) -> Column:
    name = rng.choice(list(AMBIGUOUS))
    values = [Decimal(rng.randint(1_000, 999_999) * rng.choice([1, 1, 1, -1])) for _ in range(length)]
    return Column(name, [AMBIGUOUS[name](value) for value in values], values, ambiguous=True)
