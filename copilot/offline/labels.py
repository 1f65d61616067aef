"""Names, amounts and days of results as people read them."""

from typing import Any

from prompts import message
from prompts.formats import money, number
from tools.marketplaces import marketplaces
from tools.marketplaces.countries import country_name
from tools.warehouse.importing.definition import report_definitions


def label_of(dimension: str, value: Any, language: str) -> str:
    """A dimension's value as people read it."""
    if dimension == "marketplace" and value in marketplaces():
        market = marketplaces()[value]
        platform = message(f"platform.{market.platform}")[language]
        return message(
            "marketplace_name", platform=platform,
            country_zh=country_name(market.country, "zh"), country_en=country_name(market.country, "en"),
        )[language]  # fmt: skip
    if dimension == "country" and value:
        return country_name(value, language) if len(str(value)) == 2 else str(value)
    if dimension == "ad_type" and value:
        return str(value).upper()
    return str(value) if value is not None else "-"


def report_name(report: str, language: str) -> str:
    """A report by its name."""
    definition = report_definitions().get(report)
    return definition.name[language] if definition else {"zh": "自定义订单明细", "en": "mapped order lines"}[language]


def listed(names: list[str], language: str) -> str:
    """Names in one line."""
    return ("、" if language == "zh" else ", ").join(names)


def amount(value: Any, currency: str | None) -> str:
    """An amount, with its currency where there is one."""
    return money(value, currency) if currency else number(value, 2)


def signed(value: Any, currency: str | None) -> str:
    """An amount with its sign."""
    return ("+" if float(value) > 0 else "") + amount(value, currency)


def unsigned(value: Any, currency: str | None) -> str:
    """An amount without its sign."""
    return amount(str(value).removeprefix("-"), currency)


def days_in_words(period: dict[str, str], language: str) -> str:
    """`2026-10-19 至 2026-10-25`; one day alone."""
    joined = {"zh": " 至 ", "en": " to "}[language].join((period["from"], period["to"]))
    return period["from"] if period["from"] == period["to"] else joined
