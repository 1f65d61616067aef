"""The method (docs: restock) read anew in plain loops, for comparison; it shares no code with the tool."""

from math import ceil, floor, sqrt

from scipy.special import gammaincc

NORMAL_90 = 1.2815515655446004
NEVER = 366
DUST = 1e-9
"""Sums of floats are no finer."""


def velocity(units, told, plan=None):
    """Units a day, and the means of the windows."""
    sold = [amount for amount, used in zip(units, told, strict=True) if used]
    windows, weighted, weights, before = {}, 0.0, 0.0, 0
    for window, weight in ((7, 0.2), (30, 0.3), (60, 0.3), (90, 0.2)):
        days = sold[-window:]
        if len(days) > before:
            windows[str(window)] = sum(days) / len(days)
            if len(days) >= 7:
                weighted, weights = weighted + weight * windows[str(window)], weights + weight
        before = len(days)
    found = weighted / weights if weights else sum(sold) / max(len(sold), 1)
    if plan is not None and len(sold) < 60:
        found = (found * len(sold) + 4) / (len(sold) + 4 / plan)
    return found, windows


def variance(units, told, a_day):
    """Of days, of whole weeks of the history with four days or more, and of independent buyers: the largest."""
    last = list(zip(units, told, strict=True))[-91:]
    sold = [amount for amount, used in last if used]
    weeks = [last[len(last) - 7 * (n + 1) : len(last) - 7 * n] for n in range(len(last) // 7)]
    totals = [7 * _mean([amount for amount, used in week if used]) for week in weeks if sum(used for _, used in week) >= 4]
    return max(_variance(sold), _variance(totals) / 7 if len(totals) >= 4 else 0.0, a_day)


def _mean(values):
    return sum(values) / max(len(values), 1)


def _variance(values):
    mean = _mean(values)
    return sum((value - mean) ** 2 for value in values) / max(len(values) - 1, 1)


def over(level, mean, spread):
    """Expected demand above a level; gamma distributed."""
    if level <= 0:
        return mean - level
    shape, scale = mean * mean / spread, spread / mean
    return mean * gammaincc(shape + 1, level / scale) - level * gammaincc(shape, level / scale)


def moments(a_day, per_day, days, lead_sd, drift):
    """Mean and variance of demand over some days."""
    mean = a_day * days
    return mean, per_day * days + (a_day * lead_sd) ** 2 + (drift * mean) ** 2


def level_of(a_day, per_day, lead, lead_sd, review, target, drift):
    """The order-up-to level, by halving, before it is rounded."""
    long, short = moments(a_day, per_day, lead + review, lead_sd, drift), moments(a_day, per_day, lead, lead_sd, drift)
    low, high = 0.0, 1.0 + long[0] + 12 * sqrt(long[1])
    for _ in range(60):
        middle = (low + high) / 2
        if over(middle, *long) - over(middle, *short) > (1 - target) * a_day * review:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def median_day(by_day, stock, arrivals):
    """First day on which demand so far is above stock and what has arrived."""
    wanted = 0.0
    for day in range(1, NEVER):
        wanted += by_day[day]
        stock += arrivals.get(day, 0)
        if wanted > stock + DUST * max(1, wanted):
            return day
    return None


def early_day(by_day, per_day, drift, stock, arrivals):
    """The same for demand that is reached once in ten times (Wilson and Hilferty)."""
    wanted = multiplied = 0.0
    usual = by_day[0]
    for day in range(1, NEVER):
        wanted, multiplied, stock = wanted + by_day[day], multiplied + by_day[day] / usual, stock + arrivals.get(day, 0)
        shape = wanted * wanted / (per_day * max(multiplied, day) + (drift * wanted) ** 2)
        root = max(1 - 1 / (9 * shape) + NORMAL_90 / (3 * sqrt(shape)), 0)
        if max(wanted * root**3, wanted) > stock + DUST * max(1, wanted):
            return day
    return None


def lost_before(by_day, stock, arrivals, first):
    """Units that buyers want and do not get before a day; what is owed already is not lost."""
    stock, lost = max(stock, 0.0), 0.0
    for day in range(1, first):
        stock += arrivals.get(day, 0)
        sold = min(stock, by_day[day])
        stock, lost = stock - sold, lost + by_day[day] - sold
    return lost


def plan(given):
    """Every figure of an item that has one lead time and no ways of transport."""
    units = [max(amount or 0, 0) for amount in given["units_per_day"]][-180:]
    told = [amount is not None for amount in given["units_per_day"]][-180:]
    if given["in_stock"] is not None:
        told = [known and flag for known, flag in zip(told, given["in_stock"][-180:], strict=True)]
    a_day, windows = velocity(units, told, given["plan_units_per_day"])
    found = {"velocity": a_day, "windows": windows, "in_stock_days": sum(told)}
    if a_day == 0 or (sum(told) < 7 and given["plan_units_per_day"] is None):
        return found
    per_day, drift = variance(units, told, a_day), 0.5 if sum(told) < 28 else 0.25
    lead, review = given["lead_time"], given["review_days"]
    level = level_of(a_day, per_day, lead["mean_days"], lead["sd_days"], review, given["target_fill_rate"], drift)
    return (
        found
        | {"variance_per_day": per_day, "level": level}
        | _order(given, a_day, ceil(level - 1e-6))
        | _ahead(given, a_day, per_day, drift)
    )


def _order(given, a_day, level):
    position = given["on_hand"] + sum(each["quantity"] for each in given["inbound"])
    reorder_point = level - a_day * given["review_days"]
    need = max(level - position, 0)
    moq, carton = given["moq"] or 0, given["carton"] or 1
    urgent = position <= reorder_point
    quantity = 0 if need == 0 else ceil(max(ceil(need - 1e-9), moq) / carton) * carton
    if not urgent and need < 0.5 * max(moq, carton):
        quantity = 0
    for limit in ((given["storage_limit"] or 1e99) - position, (given["max_cover_days"] or 1e99) * a_day - position):
        if quantity > limit:
            quantity = floor(max(limit, 0) / carton) * carton
    return {
        "order_up_to": level, "inventory_position": position, "reorder_point": reorder_point, "need": need, "must_order": urgent,
        "order_quantity": quantity if quantity >= moq else 0, "order_in_days": max(0, (position - reorder_point) / a_day),
    }  # fmt: skip


def _ahead(given, a_day, per_day, drift):
    by_day, arrivals = [a_day] * NEVER, {}
    for each in given["inbound"]:
        arrivals[each["expected_in_days"]] = arrivals.get(each["expected_in_days"], 0) + each["quantity"]
    return {
        "median": median_day(by_day, given["on_hand"], arrivals),
        "early": early_day(by_day, per_day, drift, given["on_hand"], arrivals),
        "lost": lost_before(by_day, given["on_hand"], arrivals, given["lead_time"]["mean_days"]),
    }
