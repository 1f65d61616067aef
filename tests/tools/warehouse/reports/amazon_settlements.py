"""Settlements made from plain rows, in both flat forms."""

import random
from decimal import Decimal

from tests.tools.warehouse.reports.flat_files import words

V2_COLUMNS = words("""settlement-id settlement-start-date settlement-end-date deposit-date total-amount currency transaction-type
    order-id merchant-order-id adjustment-id shipment-id marketplace-name amount-type amount-description amount
    fulfillment-id posted-date posted-date-time order-item-code merchant-order-item-id
    merchant-adjustment-item-id sku quantity-purchased promotion-id""")

V1_COLUMNS = words("""settlement-id settlement-start-date settlement-end-date deposit-date total-amount currency transaction-type
    order-id merchant-order-id adjustment-id shipment-id marketplace-name shipment-fee-type shipment-fee-amount
    order-fee-type order-fee-amount fulfillment-id posted-date order-item-code merchant-order-item-id
    merchant-adjustment-item-id sku quantity-purchased price-type price-amount item-related-fee-type
    item-related-fee-amount misc-fee-amount other-fee-amount other-fee-reason-description promotion-id
    promotion-type promotion-amount direct-payment-type direct-payment-amount other-amount""")

# Of each part of an amount: transaction type, amount type, description, category.
ORDER_PARTS = [
    ("ItemPrice", "Principal", "product"), ("ItemPrice", "Tax", "tax"), ("ItemPrice", "Shipping", "shipping"),
    ("ItemPrice", "ShippingTax", "tax"), ("ItemPrice", "GiftWrap", "gift_wrap"), ("ItemPrice", "GiftWrapTax", "tax"),
    ("ItemFees", "Commission", "fee"), ("ItemFees", "FBAPerUnitFulfillmentFee", "fee"), ("Promotion", "Principal", "promotion"),
    ("Promotion", "Shipping", "promotion"), ("ItemWithheldTax", "MarketplaceFacilitatorTax-Principal", "withheld_tax"),
    ("ItemWithheldTax", "MarketplaceFacilitatorVAT-Shipping", "withheld_tax"),
]  # fmt: skip
ACCOUNT_PARTS = [
    ("ServiceFee", "Cost of Advertising", "TransactionTotalAmount", "fee"),
    ("other-transaction", "other-transaction", "Storage Fee", "fee"),
    ("other-transaction", "other-transaction", "Subscription Fee", "fee"),
    ("CouponRedemptionFee", "CouponRedemptionFee", "Rabatt 20 % – Frühling", "fee"),
    ("other-transaction", "FBA Inventory Reimbursement", "WAREHOUSE_LOST", "other"),
    ("other-transaction", "other-transaction", "Current Reserve Amount", "transfer"),
    ("other-transaction", "other-transaction", "Previous Reserve Amount Balance", "transfer"),
]
EUROPE = {"Amazon.de": "amazon_de", "Amazon.fr": "amazon_fr", "Amazon.it": "amazon_it"}


def money(chance, most=200_000):
    return Decimal(chance.randint(-most, most) or 1) / 100


def comma(value):
    return str(value).replace(".", ",")


def settlement(seed, number, currency, channels):
    """Rows of one settlement: of each its channel, types, category, amount and time (day, hour)."""
    chance = random.Random(seed)
    rows = []
    for order in range(60):
        channel = chance.choice(channels)
        kind = "Refund" if chance.random() < 0.2 else "Order"
        for part in chance.sample(ORDER_PARTS, chance.randint(2, 6)):
            rows.append((channel, f"302-{order:05}", kind, *part, money(chance), (1 + order % 28, order % 24)))
    for kind, *part in ACCOUNT_PARTS:
        rows.append(("", "", kind, *part, money(chance), (28, 23)))
    return {"number": number, "currency": currency, "rows": rows}


def v2_rows(settled, *, stamp, number=str, currency_everywhere=False):
    """The rows of a file: the totals, then one for each part."""
    same = {"settlement-id": settled["number"]}
    total = sum(row[6] for row in settled["rows"])
    currency = {"currency": settled["currency"]}
    yield {
        **same,
        **currency,
        "settlement-start-date": stamp((1, 0)),
        "deposit-date": stamp((28, 0)),
        "total-amount": number(total),
    }
    for channel, order, kind, amount_type, text, _, amount, time in settled["rows"]:
        yield {
            **same, **(currency if currency_everywhere else {}), "transaction-type": kind, "order-id": order,
            "marketplace-name": channel, "amount-type": amount_type, "amount-description": text, "amount": number(amount),
            "posted-date": stamp(time)[:10], "posted-date-time": stamp(time), "sku": "00-A" if order else "",
            "quantity-purchased": "1" if order else "",
        }  # fmt: skip


def iso(time):
    return f"2026-03-{time[0]:02} {time[1]:02}:30:00 UTC"


def slashed(time):
    return f"{time[0]:02}/03/2026 {time[1]:02}:30:00 UTC"


def dotted(time):
    return f"{time[0]:02}.03.2026 {time[1]:02}:30:00 UTC"


# Of each amount of the wide form: its amount column, its type column, that type, amount type, category.
V1_PARTS = [
    ("price-amount", "price-type", "Principal", "ItemPrice", "product"),
    ("price-amount", "price-type", "Shipping", "ItemPrice", "shipping"),
    ("price-amount", "price-type", "Tax", "ItemPrice", "tax"),
    ("item-related-fee-amount", "item-related-fee-type", "Commission", "ItemFees", "fee"),
    ("promotion-amount", "promotion-type", "Principal", "Promotion", "promotion"),
    ("shipment-fee-amount", "shipment-fee-type", "FBA transportation fee", "ShipmentFees", "fee"),
    ("order-fee-amount", "order-fee-type", "FBAPerOrderFulfillmentFee", "OrderFees", "fee"),
    ("misc-fee-amount", None, None, "MiscFees", "fee"),
    ("other-fee-amount", "other-fee-reason-description", "Return handling", "OtherFees", "fee"),
    ("direct-payment-amount", "direct-payment-type", "COD", "DirectPayment", "other"),
    ("other-amount", "transaction-type", "Subscription Fee", "other-transaction", "fee"),
    ("other-amount", "transaction-type", "Current Reserve Amount", "other-transaction", "transfer"),
]


def v1_rows(seed):
    """Totals; then rows with one or two amounts, a row of each item that holds its quantity alone."""
    chance, rows, parts = random.Random(seed), [], []
    same = {"settlement-id": "6016502941"}
    for order in range(80):
        common = {**same, "order-id": f"112-{order:05}", "marketplace-name": "Amazon.com", "sku": "00-A"}
        common |= {"posted-date": f"2026-03-{1 + order % 28:02}T04:15:26+00:00", "transaction-type": "Order"}
        rows.append({**common, "quantity-purchased": "2"})
        row = dict(common)
        for part in {chosen[0]: chosen for chosen in chance.sample(V1_PARTS, chance.randint(1, 2))}.values():
            amount = money(chance)
            row |= {part[0]: str(amount), **({part[1]: part[2]} if part[1] else {})}
            parts.append((*part, amount))
        rows.append(row)
    total = sum(part[-1] for part in parts)
    head = {**same, "total-amount": str(total), "currency": "USD", "deposit-date": "2026-03-30T00:00:00+00:00"}
    return [head, *rows], parts
