"""Parts of a diagnosis as people read them: levels, amounts, segments."""

from decimal import Decimal
from typing import Any

from copilot.offline.labels import amount, label_of, signed
from prompts import message
from prompts.formats import number, percent, signed_percent
from tools.funnel.chains import factors

Row = dict[str, Any]

_ORGANIC = ("units", "price")
_OF_ADS = ("impressions", "clicks", "ctr", "ctr_cvr", "cvr", "aov")

_SHOWN_MOVE = 0.005
"""Of a level, below which its direction says nothing."""


def chain_name(chain: Row) -> str:
    """Which chain a result or a view of it is."""
    return str(chain.get("chain") or chain.get("inputs", {}).get("chain") or "traffic")


def factor_label(factor: str, chain: Row, language: str) -> str:
    """What a factor is called; among ads it says whether it is theirs or that of organic sales."""
    known = factors().get(factor)
    label = known.label[language] if known else factor
    if chain_name(chain) != "ads":
        return label
    if factor in _ORGANIC:
        return message(f"in_ads.{factor}")[language]
    return message("in_ads.other", label=label)[language] if factor in _OF_ADS else label


def level(effect: Row, name: str, result: Row, language: str) -> str | None:
    """A factor's level in one window; None where it has none, as the price of nothing sold."""
    value = effect[name]
    if value is None or (effect["unit"] == "money" and not value):
        return None
    if effect["unit"] == "rate":
        return percent(value)
    if effect["unit"] == "money":
        local = result.get("fx") is not None
        return message("part.local", value=number(value, 2))[language] if local else amount(value, result["currency"])
    return number(value, 1 if effect["unit"] == "days" else 0)


def share(effect: Row) -> str | None:
    """A part's share of the change, as whole per cent."""
    return percent(effect["share"], 0) if effect["share"] is not None else None


def rate(value: float | None) -> str | None:
    """A relative change with its sign; None where there is no base."""
    return signed_percent(value, 1) if value is not None else None


def beyond_chance(effect: Row, change: float, language: str) -> str:
    """Whether a part is more than noise."""
    if effect["standard_error"] is None:
        kind = "untested"
    elif effect["named"]:
        kind = "named"
    elif effect["standard_error"] == 0:
        kind = "exact"
    else:
        against = effect["amount"] * change < 0
        kind = ("against" if against else "moved") if effect["moved"] else "chance"
    return message(f"part.{kind}")[language]


def shown_effects(effects: list[Row]) -> list[Row]:
    """Lines of the split that say something: no entries, exits, rates or refunds that come to nothing."""
    return [effect for effect in effects if effect["rounded"] or effect["base"] is not None or effect["moved"]]


def organic_last(chain: Row) -> list[Row]:
    """The lines to show; among ads the factors of organic sales after those of ads."""
    shown = shown_effects(chain["effects"])
    if chain_name(chain) != "ads":
        return shown
    rank = {**dict.fromkeys(_OF_ADS, 0), **dict.fromkeys(_ORGANIC, 1)}
    return sorted(shown, key=lambda effect: rank.get(effect["factor"], 2))


def levels_differ(chain: Row) -> bool:
    """Whether the level of a rate or price over all went another way than its part, which is reckoned product by product."""
    moved = [
        (effect["rounded"], effect["change_rate"])
        for effect in chain["effects"]
        if effect["unit"] in ("rate", "money") and abs(effect["change_rate"] or 0) >= _SHOWN_MOVE
    ]
    return any(amount * change <= 0 for amount, change in moved)


def has_moved(chain: Row) -> bool:
    """Whether any part of a chain is more than noise."""
    return any(effect["moved"] and effect["standard_error"] != 0 for effect in chain["effects"])


def total(effects: list[Row]) -> Decimal:
    """What the amounts shown add up to."""
    return sum((Decimal(str(effect["rounded"])) for effect in effects), Decimal(0))


def segment_name(segment: Row, language: str) -> str:
    """A product at its marketplace, or those that stand together."""
    if segment["sku"]:
        name = str(segment["sku"])
    elif segment["pooled"] > 1:
        name = message("segment.pooled", count=segment["pooled"])[language]
    else:
        name = message("segment.whole")[language]
    channel = segment.get("channel")
    if channel in ("ads", "organic"):
        channel = message(f"channel.{channel}")[language]
    return message("segment.at", name=name, place=label_of("marketplace", segment["marketplace"], language), channel=channel)[
        language
    ]


def single_moves(result: Row, language: str, factor: str | None = None, most: int = 3) -> list[Row]:
    """Factors that moved beyond chance in single segments, those that go with the change first."""
    found = [
        {
            "name": segment_name(segment, language),
            "label": factor_label(name, result, language),
            "move": rate(segment["moves"].get(name)) or "-",
            "amount": signed(segment["own_effects"].get(name, 0), result["currency"]),
            "against": segment["own_effects"].get(name, 0) * result["change"] < 0,
        }
        for segment in result["segments"]
        for name in segment["named"]
        if factor in (None, name)
    ]
    return sorted(found, key=lambda part: bool(part["against"]))[:most]
