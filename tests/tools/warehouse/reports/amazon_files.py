"""Amazon's traffic and advertising files, made from plain rows: headers as in real exports, cells in their notation."""

import csv
import io
import json
import random
from decimal import Decimal

EN = {"thousands": ",", "decimal": ".", "money": "${}"}
DE = {"thousands": ".", "decimal": ",", "money": "{} €"}
ZH = {"thousands": ",", "decimal": ".", "money": "US${}"}
JA = {"thousands": ",", "decimal": ".", "money": "￥{}"}


def grouped(number, style):
    """A number with thousands as the style writes them."""
    return f"{number:,}".translate(str.maketrans({",": style["thousands"], ".": style["decimal"]}))


def money(amount, style):
    """An amount with its currency sign."""
    return style["money"].format(grouped(amount, style))


def percent(share, style):
    """A percentage with two decimals."""
    return grouped(Decimal(share).quantize(Decimal("0.01")), style) + "%"


def table(header, rows, delimiter=",", bom=True, ends="\r\n"):
    """A delimited file; `rows` are dicts by column."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator=ends)
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in header] for row in rows)
    return (("\ufeff" if bom else "") + target.getvalue()).encode()


def array(rows):
    """A JSON file that is an array of flat records."""
    return json.dumps([{key: number(value) for key, value in row.items()} for row in rows]).encode()


def number(value):
    """A value as JSON writes it."""
    return float(value) if isinstance(value, Decimal) else value


def traffic_rows(seed, count=30, cents=True):
    """What a Business Report may hold, by child ASIN and SKU; two ASINs have two SKUs."""
    chance = random.Random(seed)
    rows = []
    for at in range(count):
        sessions = chance.randint(0, 90_000) if at else 1_234
        units = chance.randint(0, 1 + sessions // 9)
        rows.append(
            {
                "parent": f"B0PARENT{at // 4:02}",
                "asin": f"B0CHILD{at:03}",
                "title": chance.choice(['Rack, 12"', "Dose", "Café – Kanne"]),
                "sku": f"00{at}-A",
                "sessions": sessions,
                "page_views": sessions + chance.randint(0, 9_999),
                "buy_box": Decimal(chance.randint(0, 10_000)) / 100,
                "units": units,
                "items": max(0, units - chance.randint(0, 3)),
                "sales": Decimal(units * chance.randint(100, 9_999)) / (100 if cents else 1),
            }
        )
    return rows


def ad_rows(seed, days, count=40):
    """What an advertising report may hold: (first, last) days, campaign, target, product, term and figures."""
    chance = random.Random(seed)
    rows = []
    for at in range(count):
        clicks = chance.randint(1, 1_500)
        orders = chance.randint(0, clicks // 4)
        first, last = days[at % len(days)]
        rows.append(
            {
                "first": first,
                "last": last,
                "campaign_id": str(281234567890123000 + at % 3),
                "campaign": f"Campaign, {at % 3}",
                "ad_group_id": str(391234567890123000 + at % 5),
                "ad_group": f"Group {at % 5}",
                "targeting": chance.choice(["close-match", "steel bottle", 'asin="B0X"']),
                "match_type": chance.choice(["EXACT", "BROAD", "-"]),
                "search_term": f"bottle {at}",
                "placement": chance.choice(["Top of Search on-Amazon", "Other on-Amazon"]),
                "asin": f"B0ADVERT{at:02}",
                "sku": f"0{at}-X",
                "purchased_asin": f"B0BOUGHT{at:02}",
                "impressions": clicks * chance.randint(2, 90),
                "clicks": clicks,
                "cost": Decimal(chance.randint(1, 250_000)) / 100,
                "sales": Decimal(orders * chance.randint(100, 9_999)) / 100,
                "orders": orders,
                "units": orders + chance.randint(0, 2),
            }
        )
    return rows


def summed(rows, *fields):
    """Number of rows and the sum of each field."""
    return (len(rows), *(sum(row[field] for row in rows) for field in fields))
