"""What is imported into each engine."""

import random

from tests.support import UCI_MAPPING, load
from tools.warehouse.importing.importer import ImportRequest, import_file

_HEADER = "Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country"
_COUNTRIES = ["United Kingdom", "France", "Germany", "EIRE", "日本", 'it\'s "here"']
_SHEETS = ("products", "fx", "events", "restock_settings", "uplifts", "inbound", "warehouse_stock")
_TAKEN = (*_SHEETS, "orders", "-08", "-09", "-10")


def gift_lines(seed=7, days=range(1, 29), lines=40, price_step=0):
    """A CSV of order lines with returns, cancellations, buyers, postage and odd texts; the same for the same seed.

    Args:
        seed: Of the generator.
        days: Of February 2026.
        lines: Per day.
        price_step: Hundredths added to every third price: what a later export corrects.
    """
    chance = random.Random(seed)
    rows = [_HEADER]
    for day, line in ((day, line) for day in days for line in range(lines)):
        number = f"{'C' if chance.random() < 0.06 else ''}{5000 + day * 100 + line // 3}"
        sku = chance.choice(["POST", *(f"sku_{n}" for n in range(12)), "a\\b"])
        quantity = chance.choice([1, 2, 3, 12, 144]) * (-1 if number.startswith("C") else 1)
        cents = chance.randrange(1, 20000) + (price_step if line % 3 == 0 else 0)
        buyer = chance.choice(["", *(str(17000 + n) for n in range(30))])
        country = chance.choice(_COUNTRIES).replace('"', '""')
        rows.append(
            f'{number},{sku},"item, {sku} ""x""",{quantity},2026-02-{day:02} {chance.randrange(8, 20):02}:15:00,'
            f'{cents / 100:.2f},{buyer},"{country}"'
        )
    return "\n".join(rows) + "\n"


def import_all(warehouse, demo_files):
    """The demo shop's own sheets, its orders and last three months of traffic, and a second shop imported twice."""
    for file in demo_files:
        if any(part in file.path.stem for part in _TAKEN):
            request = ImportRequest(path=file.path, file=file.path.name, shop=file.shop, marketplace=file.marketplace)
            assert not import_file(warehouse, request).rejections
    load(warehouse, gift_lines(), file="gifts_1.csv", shop="gifts", mapping=UCI_MAPPING)
    return load(warehouse, gift_lines(days=range(10, 29), price_step=7), file="gifts_2.csv", shop="gifts", mapping=UCI_MAPPING)
