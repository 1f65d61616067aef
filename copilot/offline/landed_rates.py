"""Rates of exchange in a question: `1 EUR = 1.16 USD`, `美元兑人民币7.1`, `汇率 7.8`."""

from copilot.offline.landed_words import amount_near, currency_words, named, pattern
from copilot.offline.text import compiled
from tools.marketplaces import marketplaces

_HOME = "CNY"
_RATE = r"(?P<rate>\d+(?:\.\d+)?)"
_EQUATION = (
    r"(?<![\d.])(?<!\d,)(?P<count>1(?:00)?)\s?(?P<base>%(c)s)"
    rf"\s?(?:=|≈|等于|兑换?|换|合|约|是|to|is|at)?\s?{_RATE}\s?(?P<quote>%(c)s)"
)
_PAIR = (
    rf"(?P<base>%(c)s)\s?(?:兑换?|对|/|to|-|:)\s?(?P<quote>%(c)s)\s?(?:的?汇率|rate)?\s?(?:=|是|为|约|按|:|at|of|is)?\s?{_RATE}"
)
_HUNDRED = "100"
_LEAST, _MOST = 1, 30
"""Rates of exchange from the yuan's point of view are between these for the currencies that are worth more."""
_WORTH_MORE = {"USD", "EUR", "GBP", "CAD", "AUD"}


def without_rates(text: str, bought_in: str, country: str) -> tuple[str, dict[str, float]]:
    """A text without its rates of exchange, and the rates.

    Args:
        text: In lower case.
        bought_in: Currency of the purchase, which a bare rate leads to.
        country: Of import; its currency is the one that a bare rate is of.
    """
    rates: dict[str, float] = {}
    for form in (_EQUATION, _PAIR):
        equation = compiled(form % {"c": currency_words()})
        for match in equation.finditer(text):
            count = 100 if match.groupdict().get("count") == _HUNDRED else 1
            rates[f"{_code(match['base'])}/{_code(match['quote'])}"] = round(float(match["rate"]) / count, 8)
        text = equation.sub(" ", text)
    own = next((market.currency for market in marketplaces().values() if market.country == country), None)
    said = amount_near(text, pattern("exchange"))
    if said is None or own not in _WORTH_MORE or bought_in != _HOME or not _LEAST < said.amount < _MOST:
        return text, rates
    return text, {f"{own}/{bought_in}": said.amount, **rates}


def _code(word: str) -> str:
    return named(word, "currencies")[0]
