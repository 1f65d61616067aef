"""The demo shop's figures counted with pandas from the report files: nothing of the product is used."""

import csv
import json
from functools import cached_property

import pandas as pd

ZONES = {"Amazon.com": "America/Los_Angeles", "Amazon.de": "Europe/Berlin", "Amazon.co.jp": "Asia/Tokyo"}
STORES = {"Amazon.com": "amazon_us", "Amazon.de": "amazon_de", "Amazon.co.jp": "amazon_jp"}
STORE_IDS = {"ATVPDKIKX0DER": "amazon_us", "A1PA6795UKMFR9": "amazon_de", "A1VC38T7YXB528": "amazon_jp"}


class Oracle:
    """The files as data frames, money as whole cents (yen: as hundredths too)."""

    def __init__(self, files):
        self.folder = files[0].path.parent

    @cached_property
    def orders(self):
        frames = [
            pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False, quoting=csv.QUOTE_NONE)
            for path in sorted(self.folder.glob("orders_*.txt"))
        ]
        lines = pd.concat(frames, ignore_index=True)
        lines["marketplace"] = lines["sales-channel"].map(STORES)
        lines["quantity"] = lines["quantity"].astype(int)
        lines["cents"] = lines["item-price"].replace("", "0").map(lambda price: round(float(price) * 100)).astype(int)
        moments = pd.to_datetime(lines["purchase-date"], utc=True)
        lines["day"] = ""
        for channel, zone in ZONES.items():
            here = lines["sales-channel"] == channel
            lines.loc[here, "day"] = moments[here].dt.tz_convert(zone).dt.strftime("%Y-%m-%d")
        cancelled = (lines["order-status"] == "Cancelled") | (lines["item-status"] == "Cancelled")
        lines["sold"] = ~cancelled & (lines["quantity"] > 0) & (lines["cents"] > 0)
        return lines

    @cached_property
    def products(self):
        return pd.read_csv(self.folder / "products.csv", dtype=str)

    @cached_property
    def rates(self):
        rates = pd.read_csv(self.folder / "fx_rates.csv")
        return {(row.date, row.base, row.quote): row.rate for row in rates.itertuples()}

    @cached_property
    def store_traffic(self):
        return self._traffic("salesAndTrafficByDate")

    @cached_property
    def sku_traffic(self):
        return self._traffic("salesAndTrafficByAsin")

    def _traffic(self, array):
        found = []
        for path in sorted(self.folder.glob("traffic_*.json")):
            for report in json.loads(path.read_text(encoding="utf-8")):
                said = report["reportSpecification"]
                for entry in report[array]:
                    sales = entry.get("salesByDate") or entry["salesByAsin"]
                    views = entry.get("trafficByDate") or entry["trafficByAsin"]
                    found.append(
                        {
                            "marketplace": STORE_IDS[said["marketplaceIds"][0]],
                            "day": said["dataStartTime"],
                            "sku": entry.get("sku"),
                            "parent": entry.get("parentAsin"),
                            "sessions": views["sessions"],
                            "page_views": views["pageViews"],
                            "buy_box": views["buyBoxPercentage"],
                            "units": sales["unitsOrdered"],
                            "refunded": sales.get("unitsRefunded", 0),
                        }
                    )
        return pd.DataFrame(found)

    def sold(self, first="2000-01-01", last="2100-01-01", marketplace=None, sku=None):
        """Sold lines of a window."""
        lines = self.orders
        chosen = lines["sold"] & (lines["day"] >= first) & (lines["day"] <= last)
        if marketplace:
            chosen &= lines["marketplace"] == marketplace
        if sku:
            chosen &= lines["sku"] == sku
        return lines[chosen]

    def visits(self, first, last, marketplace=None, sku=None):
        """Traffic of the whole store, or of one SKU."""
        rows = self.sku_traffic if sku else self.store_traffic
        chosen = (rows["day"] >= first) & (rows["day"] <= last)
        if marketplace:
            chosen &= rows["marketplace"] == marketplace
        if sku:
            chosen &= rows["sku"] == sku
        return rows[chosen]
