"""Shops drawn by lot: what is true of each product, and the files that tell of it."""

import random
from collections import defaultdict
from datetime import timedelta

from tests.tools.restock.stored.files import (
    TODAY,
    ago,
    ledger,
    line,
    orders,
    put,
    restock_report,
    table,
)
from tests.tools.restock.stored.oracle import Truth

EU = ("amazon_de", "amazon_fr", "amazon_it")
COUNTRIES = {"amazon_eu": ("amazon_de", "DE"), "amazon_us": ("amazon_us", "US"), "amazon_jp": ("amazon_jp", "JP")}
STAGES = {"production": (12, 3), "inspection": (2, 1), "customs": (4, 2), "receiving": (5, 2)}
SEA = (25, 4)
LEAD = (48, sum(sd * sd for sd in (3, 1, 2, 2, 4)) ** 0.5)
CATEGORIES = ("Garden", "Pet", None)
Q4, PAST = (8, 40, 1.3), (30, 24, 3.0)
"""Days from now (first, last) and back (first, last), each with its multiplier."""


class Shop:
    """A shop of many products.

    Attributes:
        truths: By SKU and pool.
        files: (name, text, further words of the import), in any order.
    """

    def __init__(self, seed, products=24):
        self.chance = random.Random(seed)
        self.truths, self.lines, self.closing = {}, [], defaultdict(dict)
        self.categories, self.settings, self.inbound, self.elsewhere = {}, [], [], []
        for number in range(products):
            self._add(f"S{seed}-{number:02}", number)
        self.files = self._files()

    def _add(self, sku, number):
        chance = self.chance
        self.categories[sku] = CATEGORIES[number % 3]
        own = self._own_settings(sku, number)
        for pool in chance.sample(list(COUNTRIES), 1 if "moq" in own else chance.choice((1, 1, 2))):
            truth = self._demand(sku, pool, number)
            self._stock(sku, pool, truth)
            self._coming(sku, pool, truth)
            self._lying(sku, pool, truth)
            self._set(truth, sku, pool, own)
            self.truths[sku, pool] = truth

    def _demand(self, sku, pool, number):
        """Orders with cancelled lines, pending ones and returns among them; no stock, no orders but on the day it ran out."""
        chance = self.chance
        pace = chance.choice((0.15, 0.8, 3, 9, 17))
        since = chance.choice((179, 179, 179, 120, 45, 18))
        truth = Truth({}, since=since)
        for _ in range(chance.choice((0, 0, 1, 2))):
            start, length = chance.randrange(0, since + 1), chance.choice((1, 4, 12, 25))
            truth.closed |= {day for day in range(max(start - length, 0), start)}
        places = EU if pool == "amazon_eu" else (pool,)
        for day in range(since, -1, -1):
            if day in truth.closed and day + 1 in truth.closed:
                continue
            wanted = self._poisson(pace * (PAST[2] if PAST[1] <= day <= PAST[0] else 1))
            if day == since:
                wanted = max(wanted, 1)
            if day in truth.closed:
                wanted //= 2
            self._order_lines(sku, places, day, wanted, truth)
        return truth

    def _poisson(self, mean):
        limit, product, count = 2.718281828459045**-mean, self.chance.random(), 0
        while product > limit:
            product *= self.chance.random()
            count += 1
        return count

    def _order_lines(self, sku, places, day, wanted, truth):
        chance, number = self.chance, 0
        while wanted > 0:
            units = min(wanted, chance.choice((1, 1, 1, 2, 3)))
            wanted -= units
            truth.units[day] = truth.units.get(day, 0) + units
            place, number = chance.choice(places), number + 1
            pending = chance.random() < 0.05 and day < 3
            state = {"status": "Pending", "price": None} if pending else {}
            self.lines.append(line(ago(day), sku, units, place, order=f"{sku}-{place}-{day}-{number}", **state))
        if chance.random() < 0.04:
            cancelled = chance.choice((1, 5, 400))
            self.lines.append(line(ago(day), sku, cancelled, places[0], order=f"{sku}-{day}-x", status="Cancelled"))

    def _stock(self, sku, pool, truth):
        chance = self.chance
        for day in range(truth.since, -1, -1):
            self.closing[pool][sku, day] = 0 if day in truth.closed else chance.randrange(1, 400)
        available = self.closing[pool][sku, 0]
        moving = 0 if not available else chance.choice((0, 0, 6, 11))
        self.closing[pool][sku, "moving"] = moving
        truth.on_hand = available + moving

    def _coming(self, sku, pool, truth):
        chance, sent = self.chance, 0
        place = COUNTRIES[pool][0]
        for number in range(chance.choice((0, 0, 1, 2))):
            quantity, received = chance.choice((40, 120)), chance.choice((0, 0, 15))
            day, kind = chance.randrange(1, 60), chance.choice(("shipment", "shipment", "purchase_order"))
            truth.coming.append((day, quantity - received))
            sent += quantity - received if kind == "shipment" else 0
            self._add_inbound(kind, sku, place, f"{sku}-{place}-{number}", quantity, received, day)
        for number, status in enumerate(("closed", "cancelled")):
            if chance.random() < 0.2:
                self._add_inbound("shipment", sku, place, f"{sku}-{place}-gone{number}", 500, 0, 20, status)
        self.closing[pool][sku, "inbound"] = sent

    def _add_inbound(self, kind, sku, place, reference, quantity, received, day, status="in transit"):
        self.inbound.append(
            {
                "kind": kind, "reference": reference, "sku": sku, "marketplace": place, "quantity": quantity,
                "received": received, "expected_on": TODAY + timedelta(days=day), "status": status, "snapshot_date": TODAY,
            }
        )  # fmt: skip

    def _lying(self, sku, pool, truth):
        """Goods kept for the place; of one warehouse two lists, of which the newer counts."""
        quantity, reserved = self.chance.choice((0, 0, 35)), self.chance.choice((0, 5))
        truth.elsewhere = quantity - reserved if quantity else 0
        for day, units in ((ago(8), 999), (TODAY, quantity)):
            if quantity:
                self.elsewhere.append(
                    {
                        "warehouse": f"{pool} goods", "kind": "overseas" if pool == "amazon_us" else "local", "sku": sku,
                        "marketplace": COUNTRIES[pool][0], "snapshot_date": day, "quantity": units, "reserved": reserved,
                    }
                )  # fmt: skip

    def _own_settings(self, sku, number):
        own = {}
        if number % 4 == 1:
            own = {"moq": self.chance.choice((50, 200)), "carton_quantity": self.chance.choice((10, 24)), "review_days": 14}
        if number % 4 == 2:
            own = {"target_fill_rate": self.chance.choice((0.9, 0.98)), "production_days": 20, "production_sd_days": 5}
        if own:
            self.settings.append({"sku": sku, **own})
        return own

    def _set(self, truth, sku, pool, own):
        """The narrowest setting, field by field: SKU, category, marketplace, shop."""
        production = (own["production_days"], own["production_sd_days"]) if "production_days" in own else STAGES["production"]
        stages = {**STAGES, "production": production}
        legs = [*stages.values(), (22, 3) if pool == "amazon_us" else SEA]
        truth.lead = sum(mean for mean, _ in legs), sum(sd * sd for _, sd in legs) ** 0.5
        truth.review = own.get("review_days", 10 if self.categories[sku] == "Garden" else 7)
        truth.target = own.get("target_fill_rate", 0.95)
        truth.moq, truth.carton = own.get("moq", 0), own.get("carton_quantity", 1)
        truth.ahead = lambda day: Q4[2] if Q4[0] <= day <= Q4[1] and self.categories[sku] == "Pet" else 1.0
        truth.behind = lambda day: PAST[2] if PAST[1] <= day <= PAST[0] else 1.0

    def _files(self):
        every_day = [line(ago(day), "FILLER", 1, place) for place in (*EU, "amazon_us", "amazon_jp") for day in range(180)]
        early, late = [row for row in self.lines if row["purchase-date"] < "2026-03"], []
        late = [row for row in self.lines if row["purchase-date"] >= "2026-02-20"]
        files = [("orders_1.txt", orders(every_day, early), {}), ("orders_2.txt", orders(every_day, late), {})]
        for pool, (place, country) in COUNTRIES.items():
            held = self.closing[pool]
            days = [(ago(day), sku, units) for (sku, day), units in held.items() if isinstance(day, int)]
            files.append((f"ledger_{pool}.txt", ledger(*days, location=country), {"marketplace": place}))
            skus = sorted({sku for sku, _ in held})
            rows = [
                (sku, held[sku, 0], {"FC transfer": held[sku, "moving"], "Inbound": held[sku, "inbound"], "Customer Order": 3})
                for sku in skus
            ]
            file = f"restock_{pool}_{TODAY}.txt", restock_report(*rows, country=country), {"marketplace": place}
            files.append(file)
        return [*files, *self._sheets()]

    def _sheets(self):
        whole = {f"{name}_days": mean for name, (mean, _) in STAGES.items()}
        whole |= {f"{name}_sd_days": sd for name, (_, sd) in STAGES.items()}
        shop = {"sku": None, **whole, "sea_days": SEA[0], "sea_sd_days": SEA[1]}
        levels = [
            shop,
            {"marketplace": "amazon_us", "sea_days": 22, "sea_sd_days": 3},
            {"category": "Garden", "review_days": 10},
        ]
        products = [
            {"sku": sku, "marketplace": COUNTRIES[pool][0], "asin": f"B-{sku}", "category": self.categories[sku]}
            for sku, pool in self.truths
        ]
        first, last, times = Q4
        season = {"name": "season", "from": ago(-first), "to": ago(-last), "category": "Pet", "multiplier": times}
        deal = {"name": "deal", "from": ago(PAST[0]), "to": ago(PAST[1]), "category": None, "multiplier": PAST[2]}
        return [
            ("settings.csv", table([*levels, *self.settings]), {}),
            ("products.csv", table(products), {}),
            ("uplifts.csv", table([season, deal]), {}),
            ("inbound.csv", table(self.inbound), {}),
            ("warehouses.csv", table(self.elsewhere), {}),
        ]

    def imported(self, warehouse, turned=False):
        """Import all files, perhaps in the reverse order."""
        for name, text, words in reversed(self.files) if turned else self.files:
            put(warehouse, text, name, **words)
        return warehouse
