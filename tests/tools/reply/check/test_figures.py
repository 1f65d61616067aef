"""Amounts and days as people write them; what is written comes from the tables of locales (CLDR), an independent source."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.reply.check.cases import order_named
from tools.listing.market import find_market
from tools.listing.phrases.fold import fold
from tools.reply.check.amounts import amounts
from tools.reply.check.checking import check_reply
from tools.reply.facts.order import Item, Order

_LOCALES = ["en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "ja_JP", "zh_CN", "de_AT", "es_MX"]
_ON = date(2026, 11, 22)
_DE = find_market("amazon_de")


def kinds(text, order, market=_DE):
    return {found.kind: found.severity for found in check_reply(text, market=market, on=_ON, order=order)}


@given(
    st.decimals("1.00", "99999.99", places=2, allow_nan=False), st.sampled_from(_LOCALES), st.sampled_from(["EUR", "USD", "GBP"])
)
def test_amounts_are_read_in_every_locale(value, locale, currency):
    text = format_currency(value, currency, locale=locale)
    assert [(each.value, currency in each.currencies) for each in amounts(fold(f"({text})"))] == [(value, True)], text


@given(st.integers(1, 9_999_999), st.sampled_from(["ja_JP", "zh_CN", "en_US"]))
def test_yen_have_no_decimals(value, locale):
    assert [each.value for each in amounts(fold(format_currency(value, "JPY", locale=locale)))] == [value]


@given(st.decimals("2.00", "900.00", places=2), st.integers(1, 5), st.decimals("0", "20.00", places=2), st.sampled_from(_LOCALES))
def test_amounts_of_the_order_are_never_wrong(price, quantity, shipping, locale):
    total = price * quantity + shipping
    order = Order(items=(Item(unit_price=price, quantity=quantity),), total=total, currency="EUR")
    for value in (price, price * quantity, total):
        assert "wrong_amount" not in kinds(f"We refunded {format_currency(value, 'EUR', locale=locale)}.", order)


@given(st.decimals("2.00", "900.00", places=2), st.decimals("0.01", "50.00", places=2))
def test_more_than_the_total_is_always_wrong(total, more):
    order = Order(total=total, currency="EUR")
    for said in ("We refunded {} to you.", "Wir haben {} erstattet.", "Wir erstatten einen Teil von {}."):
        text = said.format(format_currency(total + more, "EUR", locale="de_DE"))
        assert kinds(text, order).get("wrong_amount") == "block"


def test_a_share_that_is_stated_is_no_wrong_amount():
    # 30 % of 51.00 is 15.30.
    assert "wrong_amount" not in kinds("We refund 30% of your order, $15.30.", order_named("john"), find_market("amazon_us"))
    assert kinds("We refund $15.30 to you.", order_named("john"), find_market("amazon_us"))["wrong_amount"] == "block"


_DAYS = st.dates(date(2026, 1, 1), date(2026, 11, 20))


@given(
    _DAYS,
    st.sampled_from(["en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "ja_JP", "zh_CN"]),
    st.sampled_from(["long", "medium"]),
)
def test_the_order_s_day_is_right_and_another_is_not(day, locale, form):
    said = {
        "en": "It was shipped on {}.",
        "de": "Es wurde am {} versandt.",
        "fr": "Il a été expédié le {}.",
        "es": "Fue enviado el {}.",
        "it": "È stato spedito il {}.",
        "ja": "{}に発送しました。",
        "zh": "已于{}发货。",
    }[locale[:2]]
    text = said.format(format_date(day, format=form, locale=locale))
    assert "wrong_date" not in kinds(text, Order(shipped_on=day)), text
    other = date(2026, 12, 25)
    assert kinds(text, Order(shipped_on=other)).get("wrong_date") == "warn", text


def test_a_currency_of_another_kind_is_wrong():
    assert kinds("We refunded $45.97 to you.", order_named("anna"))["wrong_amount"] == "block"
    assert "wrong_amount" not in kinds("We refunded €45.97 to you.", order_named("anna"))


def test_nothing_is_wrong_where_nothing_is_known():
    assert kinds("We refunded $45.97 on May 3. Dear Peter, order 111-1111111-1111111.", None) == {}
    assert kinds("We refunded $45.97 on May 3.", Order()) == {}


def test_value_types():
    assert [each.value for each in amounts(fold("1’234.50 € and 1 234,50 €"))] == [Decimal("1234.50")] * 2
