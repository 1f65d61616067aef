"""Headers of Amazon's Business Reports."""

BASE = "amazon.business_report.child_asin."
COMPACT = [
    "(Parent) ASIN", "(Child) ASIN", "Title", "Sessions - Total", "Sessions - Total - B2B", "Session Percentage - Total",
    "Session Percentage - Total - B2B", "Page Views - Total", "Page Views - Total - B2B", "Page Views Percentage - Total",
    "Page Views Percentage - Total - B2B", "Featured Offer (Buy Box) Percentage",
    "Featured Offer (Buy Box) Percentage - B2B", "Units Ordered", "Units Ordered - B2B", "Unit Session Percentage",
    "Unit Session Percentage - B2B", "Ordered Product Sales", "Ordered Product Sales - B2B", "Total Order Items",
    "Total Order Items - B2B",
]  # fmt: skip
WITH_SKU = [*COMPACT[:3], "SKU", *COMPACT[3:]]
_SPLIT = [
    f"{name} - {device}{buyer}"
    for name in ("Sessions", "Session Percentage", "Page Views", "Page Views Percentage")
    for device in ("Mobile App", "Browser", "Total")
    for buyer in ("", " - B2B")
]
# Mixed casing as in the export.
DEVICE_SPLIT = [
    *COMPACT[:3],
    *(name.replace("App - B2B", "APP - B2B") if "Page Views Percentage" not in name else name for name in _SPLIT),
    *COMPACT[11:],
]
LEGACY = [
    "(Parent) ASIN", "(Child) ASIN", "Title", "Sessions", "Session Percentage", "Page Views", "Page Views Percentage",
    "Buy Box Percentage", "Units Ordered", "Unit Session Percentage", "Ordered Product Sales",
    "Ordered Product Sales - B2B", "Total Order Items",
]  # fmt: skip
UK = [
    "(Parent) ASIN", "(Child) ASIN", "Title", "SKU", "Sessions – Mobile app", "Sessions – Browser", "Sessions – Total",
    "Page views – Total", "Featured Offer (Buy Box) percentage", "Units ordered", "Unit Session Percentage",
    "Ordered Product Sales",
]  # fmt: skip
BY_DATE = [
    "Date", "Ordered Product Sales", "Ordered Product Sales - B2B", "Units Ordered", "Units Ordered - B2B",
    "Total Order Items", "Total Order Items - B2B", "Page Views - Total", "Page Views - Total - B2B", "Sessions - Total",
    "Sessions - Total - B2B", "Featured Offer (Buy Box) Percentage", "Featured Offer (Buy Box) Percentage - B2B",
    "Unit Session Percentage", "Unit Session Percentage - B2B", "Average Offer Count", "Average Parent Items",
]  # fmt: skip
# As public import programs list them, by language.
GERMAN = [
    "(Übergeordnete) ASIN", "(Untergeordnete) ASIN", "Titel", "Sitzungen – Summe", "Sitzungen – Summe – B2B",
    "Seitenaufrufe – Summe", "Seitenaufrufe – Summe – B2B", "Bestellte Einheiten", "Bestellte Einheiten – B2B",
    "Durch bestellte Produkte erzielter Umsatz", "Bestellsumme – B2B", "Zahl der Bestellposten",
    "Zahl der Bestellposten – B2B",
]  # fmt: skip
CHINESE = [
    "（父）ASIN", "（子）ASIN", "标题", "SKU", "会话数 - 总计", "会话 - 总计 - B2B", "转化率 - 总计",
    "页面浏览量 - 总计", "页面浏览量 - 总计 - B2B", "推荐报价（推荐报价展示位）百分比", "已订购商品数量",
    "已订购商品数量 - B2B", "已订购商品销售额", "已订购商品销售额 - B2B", "订单商品总数", "订单商品总数 - B2B",
]  # fmt: skip
JAPANESE = [
    "（親）ASIN", "（子）ASIN", "タイトル", "セッション数 - 合計", "セッション数 - 合計 - B2B", "ページビュー - 合計",
    "ページビュー - 合計 - B2B", "おすすめ出品（おすすめ商品）の獲得率", "注文された商品点数", "注文点数 - B2B",
    "ユニットセッション率", "注文商品の売上額", "注文商品の売上額 - B2B", "注文品目総数", "注文品目総数 - B2B",
]  # fmt: skip

# Columns that mean the same, written as in the first of the lists that has them; all others hold parts or shares.
MEANING = {
    "parent": ["(parent) asin", "(übergeordnete) asin", "（父）asin", "（親）asin"],
    "asin": ["(child) asin", "(untergeordnete) asin", "（子）asin"],
    "title": ["title", "titel", "标题", "タイトル"],
    "sku": ["sku"],
    "sessions": ["sessions - total", "sessions", "sitzungen - summe", "会话数 - 总计", "セッション数 - 合計"],
    "page_views": ["page views - total", "page views", "seitenaufrufe - summe", "页面浏览量 - 总计", "ページビュー - 合計"],
    "buy_box": [
        "featured offer (buy box) percentage", "buy box percentage", "推荐报价（推荐报价展示位）百分比",
        "おすすめ出品（おすすめ商品）の獲得率",
    ],
    "units": ["units ordered", "bestellte einheiten", "已订购商品数量", "注文された商品点数"],
    "items": ["total order items", "zahl der bestellposten", "订单商品总数", "注文品目総数"],
    "sales": [
        "ordered product sales", "durch bestellte produkte erzielter umsatz", "已订购商品销售额", "注文商品の売上額",
    ],
}  # fmt: skip
