"""Small shops as rows of reports, and what a diagnosis must make of them, counted from those rows alone."""

import math
from collections import defaultdict
from datetime import date, timedelta

import pytest

from tests.support import ask
from tests.tools.funnel.asking import amounts
from tests.tools.funnel.oracles import lmdi
from tests.tools.sales.seeding import seed

FIRST = date(2026, 3, 1)
"""A Sunday."""
BASE, CURRENT = 28, 14
DAYS = BASE + CURRENT
TRAFFIC = ("sessions", "buy_box_percentage", "cvr", "price")


def on(number):
    """The day with a number."""
    return FIRST + timedelta(days=number)


def span(first, last):
    """A window from one day's number to another's, as a question has it."""
    return {"from": str(on(first)), "to": str(on(last))}


WINDOWS = span(0, BASE - 1), span(BASE, DAYS - 1)


def then(before, after, at=BASE):
    """A figure that is one value up to a day and another from it on."""
    return lambda number: before if number < at else after


def product(sku="A", *, of=range(DAYS), every=1, sessions=200, units=20, price=30, share=0.9, level="sku", **cells):
    """Rows of a product in a traffic report; a figure is a value or a function of the day's number.

    Args:
        sku: Also names its ASIN, `B-` before it, unless `asin` is given.
        of: Numbers of the days that rows begin on.
        every: Days of each row; its figures are sums over them.
        level: sku, child_asin, parent_asin or store.
    """
    names = {"asin": f"B-{sku}", "parent_asin": "P", **cells}
    kept = {
        "sku": {"sku": sku, **names},
        "child_asin": names,
        "parent_asin": {**names, "asin": None},
        "store": {**names, "asin": None, "parent_asin": None},
    }
    figures = {"sessions": sessions, "units": units, "price": price, "share": share}
    rows = [_row([{n: _at(f, number + i) for n, f in figures.items()} for i in range(every)]) for number in of]
    grain = "store" if level == "store" else "asin"
    dates = [{"days": (on(number), on(number + every - 1))} for number in of]
    return [
        {"currency": "EUR", **kept[level], **row, **day, "grain": grain, "granularity": level}
        for row, day in zip(rows, dates, strict=True)
    ]


def _at(figure, number):
    return figure(number) if callable(figure) else figure


def _row(days):
    sessions = sum(day["sessions"] for day in days)
    held = sum(day["sessions"] * day["share"] for day in days)
    sold = sum(day["units"] for day in days)
    sales = round(sum(day["units"] * day["price"] for day in days), 2)
    share = round(held / sessions, 6) if sessions else 0
    return {"sessions": sessions, "buy_box_percentage": share, "units_ordered": sold, "ordered_product_sales": sales}


def store(*groups, **cells):
    """Rows of the whole store: all rows of products of one period together, with what else is given."""
    by = defaultdict(list)
    for row in (row for group in groups for row in group):
        by[row["days"]].append(row)
    return [{**together(rows), "days": days, "grain": "store", "granularity": "store", **cells} for days, rows in by.items()]


def together(rows):
    """The figures of rows added up."""
    sessions = sum(row["sessions"] for row in rows)
    held = sum(row["sessions"] * row["buy_box_percentage"] for row in rows)
    return {
        "sessions": sessions,
        "buy_box_percentage": round(held / sessions, 6),
        "units_ordered": sum(row["units_ordered"] for row in rows),
        "ordered_product_sales": round(sum(row["ordered_product_sales"] for row in rows), 2),
        "currency": rows[0]["currency"],
    }


def traffic(warehouse, *groups):
    """Seed rows of traffic reports."""
    seed(warehouse, "traffic_day", *[row for group in groups for row in group])


def orders(sku="A", *, of=range(DAYS), units=20, price=30, **cells):
    """An order line of all units of a product for each day that has any."""
    found = []
    for number in of:
        if sold := _at(units, number):
            amount = sold * _at(price, number)
            order = f"{cells.get('shop_id', '')}{cells.get('marketplace', '')}{sku}{number}"
            found.append({"sku": sku, "day": on(number), "quantity": sold, "amount": str(amount), "order_id": order, **cells})
    return found


def ordered(warehouse, *groups):
    """Seed order lines."""
    seed(warehouse, "order_line", *[row for group in groups for row in group])


def sales(rows, window):
    """Sales of the rows that lie in a window."""
    return math.fsum(row["ordered_product_sales"] for row in inside(rows, window))


def inside(rows, window):
    """Rows whose days all lie in a window."""
    first, last = date.fromisoformat(window["from"]), date.fromisoformat(window["to"])
    return [row for row in rows if first <= row["days"][0] and row["days"][1] <= last]


def named_by(row):
    """The segment of a row: place, product, channel."""
    return row.get("marketplace", "amazon_de"), row.get("sku") or row.get("asin"), None


def parts(rows, base=WINDOWS[0], current=WINDOWS[1], *, named=named_by, rate=None, factors=TRAFFIC):
    """What each factor brings, in cents, the base and the missing days of both by daily means.

    Args:
        rows: Of the reports.
        base: As in a question.
        current: Likewise.
        named: Segment of a row.
        rate: Account currency for one unit of a row's amount; gives a last factor `fx`.
        factors: Names, in order.
    """
    windows = base, current
    counted = [_counts(rows, window, _days(current), named, rate) for window in windows]
    names = sorted({*counted[0], *counted[1]}, key=str)
    nothing = [0.0] * (len(factors) + bool(rate))
    sides = [[counts.get(name, nothing) for name in names] for counts in counted]
    split = lmdi(*sides, (*factors, "fx") if rate else factors)
    added = {factor: math.fsum(one.get(factor, 0.0) for one in split) for one in split for factor in one}
    return {factor: round(amount, 2) for factor, amount in added.items() if round(amount, 2)}


def _counts(rows, window, length, named, rate):
    found, told = {}, defaultdict(set)
    for row in inside(rows, window):
        place, _, channel = named(row)
        told[place, channel] |= {row["days"][0] + timedelta(days=i) for i in range((row["days"][1] - row["days"][0]).days + 1)}
        visits, sold = row["sessions"], row["ordered_product_sales"]
        own = [visits, visits * row["buy_box_percentage"], row["units_ordered"], sold, *([sold * rate(row)] if rate else [])]
        held = found.setdefault(named(row), [0.0] * len(own))
        found[named(row)] = [a + b for a, b in zip(held, own, strict=True)]
    return {name: [count * length / len(told[name[0], name[2]]) for count in counts] for name, counts in found.items()}


def _days(window):
    return (date.fromisoformat(window["to"]) - date.fromisoformat(window["from"])).days + 1


def assert_split(result, rows, **how):
    """The result's parts and totals are those of the rows over the result's own windows."""
    base, current = (_asked(result.windows[name]) for name in ("base", "current"))
    assert amounts(result) == pytest.approx(parts(rows, base, current, **how), abs=0.011)
    assert (result.base_total, result.current_total) == pytest.approx((sales(rows, base), sales(rows, current)), abs=0.005)


def assert_agrees(warehouse, result, **question):
    """Sales of both windows are those that sales_query tells."""
    base, current = (_asked(result.windows[name]) for name in ("base", "current"))
    [row] = ask(warehouse, "gross_revenue", window=current, compare=base, **question).rows
    told = float(row["base"]["gross_revenue"]), float(row["gross_revenue"])
    assert (result.base_total, result.current_total) == pytest.approx(told, abs=0.005)


def _asked(window):
    return window.model_dump(mode="json")


def windows(result):
    """Numbers of the first and the last day of both windows."""
    both = result.windows["base"], result.windows["current"]
    return [((window.start - FIRST).days, (window.end - FIRST).days) for window in both]


def segments(result):
    """Place, product and channel of each."""
    return {(row.marketplace, row.sku, row.channel) for row in result.segments}


def said(result, code):
    """The text of a warning."""
    return next(note.en for note in result.warnings if note.code == code)


def one_name(rows, **names):
    """Rows of products that go by another name."""
    return [{**row, "sku": names.get(row["sku"], row["sku"])} for row in rows]
