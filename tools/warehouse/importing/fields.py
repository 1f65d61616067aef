"""What a field's text is read as."""

from enum import Enum


class Kind(Enum):
    """How the cells of a field are read.

    TEXT: outer blanks removed. IDENTIFIER: kept as written, to the last blank. AMOUNT: a number with at most six
    decimals; RATE: with nine. COUNT: a whole number. FRACTION: a percentage as a fraction. FACTOR: a factor, or a
    percentage with its sign. DAY: a calendar day.
    INSTANT: a point in time. PERIOD: two days in one cell. MARKETPLACE: a marketplace of the catalogue. CHANNEL: a
    marketplace, or a place of another name. COUNTRY: an ISO 3166 code where the name is known. PSEUDONYM: a buyer,
    countable but not known. EVENT: a kind of event. MODE: a way of transport, others as written. MODES: ways of
    transport, all of them known.
    """

    TEXT = "text"
    IDENTIFIER = "identifier"
    AMOUNT = "amount"
    RATE = "rate"
    COUNT = "count"
    FRACTION = "fraction"
    FACTOR = "factor"
    DAY = "day"
    INSTANT = "instant"
    PERIOD = "period"
    MARKETPLACE = "marketplace"
    CHANNEL = "channel"
    COUNTRY = "country"
    PSEUDONYM = "pseudonym"
    EVENT = "event"
    MODE = "mode"
    MODES = "modes"

    @property
    def is_number(self) -> bool:
        """Whether a decimal sign must be known to read it."""
        return self in (Kind.AMOUNT, Kind.RATE, Kind.COUNT, Kind.FRACTION, Kind.FACTOR)

    @property
    def is_date(self) -> bool:
        """Whether the order of day and month must be known to read it."""
        return self in (Kind.DAY, Kind.INSTANT, Kind.PERIOD)


_PLACED = {"marketplace": Kind.MARKETPLACE, "currency": Kind.TEXT}
_PERIOD = {"period_from": Kind.DAY, "period_to": Kind.DAY}
MODES = ("express", "air", "rail", "sea")
STEPS = ("lead_time", "production", "inspection", "customs", "receiving", *MODES)


def _all(kind: Kind, *names: str) -> dict[str, Kind]:
    return dict.fromkeys(names, kind)


FIELDS: dict[str, dict[str, Kind]] = {
    "order_line": {
        **_PLACED,
        **_all(Kind.IDENTIFIER, "sku"),
        **_all(Kind.TEXT, "order_id", "order_item_id", "asin", "title", "fulfilment", "status", "order_status", "kind"),
        **_all(Kind.AMOUNT, "unit_price", "line_amount", "discount", "order_total", "order_shipping", "order_tax"),
        **_all(Kind.INSTANT, "purchased_at", "last_updated_at", "cancelled_at"),
        "quantity": Kind.COUNT, "sales_channel": Kind.CHANNEL, "country": Kind.COUNTRY, "customer_id": Kind.PSEUDONYM,
    },
    "traffic_day": {
        **_PLACED, **_PERIOD,
        **_all(Kind.IDENTIFIER, "sku"),
        **_all(Kind.TEXT, "grain", "asin", "parent_asin", "title", "asin_granularity", "date_granularity"),
        **_all(Kind.COUNT, "sessions", "page_views", "units_ordered", "order_items", "units_refunded"),
        "buy_box_percentage": Kind.FRACTION, "ordered_product_sales": Kind.AMOUNT, "report_from": Kind.DAY, "report_to": Kind.DAY,
    },
    "search_performance": {
        **_PLACED, **_PERIOD,
        **_all(Kind.TEXT, "grain", "asin", "search_query"),
        **_all(Kind.COUNT, "search_query_volume", "impressions", "clicks", "cart_adds", "purchases"),
        **_all(Kind.COUNT, "total_impressions", "total_clicks", "total_cart_adds", "total_purchases"),
        "sales": Kind.AMOUNT,
    },
    "ad_day": {
        **_PLACED, **_PERIOD, "period": Kind.PERIOD,
        **_all(Kind.IDENTIFIER, "sku", "campaign_id", "ad_group_id"),
        **_all(Kind.TEXT, "grain", "ad_type", "campaign", "ad_group", "targeting", "match_type"),
        **_all(Kind.TEXT, "placement", "search_term", "asin", "purchased_asin"),
        **_all(Kind.COUNT, "impressions", "clicks", "orders", "units", "attribution_days"),
        **_all(Kind.AMOUNT, "cost", "sales"),
    },
    "inventory_day": {
        **_PLACED,
        **_all(Kind.IDENTIFIER, "sku"),
        **_all(Kind.TEXT, "source", "store", "fnsku", "asin", "parent_asin", "title", "condition", "pool_row"),
        **_all(Kind.COUNT, "fulfillable", "reserved", "fc_transfer", "fc_processing", "customer_order", "unsellable"),
        **_all(Kind.COUNT, "inbound", "inbound_working", "inbound_shipped", "inbound_receiving"),
        **_all(Kind.COUNT, "units_shipped_30_days", "recommended_quantity"),
        "snapshot_date": Kind.DAY, "sales_channel": Kind.CHANNEL,
    },
    "settlement_line": {
        **_PLACED,
        **_all(Kind.IDENTIFIER, "sku"),
        **_all(Kind.TEXT, "source", "settlement_id", "order_id", "order_item_id", "transaction_type", "amount_type"),
        **_all(Kind.TEXT, "amount_description", "category"),
        "quantity": Kind.COUNT, "posted_at": Kind.INSTANT, "total_currency": Kind.TEXT,
        **_all(Kind.AMOUNT, "amount", "total", "settlement_total"),
        "sales_channel": Kind.CHANNEL,
    },
    "inbound": {
        **_PLACED,
        **_all(Kind.IDENTIFIER, "sku"),
        **_all(Kind.TEXT, "kind", "shipment_id", "status"),
        "mode": Kind.MODE,
        **_all(Kind.COUNT, "quantity", "received"),
        **_all(Kind.DAY, "shipped_on", "expected_on", "snapshot_date"),
    },
    "warehouse_stock": {
        "marketplace": Kind.MARKETPLACE, "sku": Kind.IDENTIFIER, "snapshot_date": Kind.DAY,
        **_all(Kind.TEXT, "warehouse", "kind"),
        **_all(Kind.COUNT, "quantity", "reserved"),
    },
    "restock_setting": {
        "marketplace": Kind.MARKETPLACE, "sku": Kind.IDENTIFIER, "target_fill_rate": Kind.FACTOR,
        "modes": Kind.MODES,
        **_all(Kind.TEXT, "category", "cost_currency", "size_tier", "fee_currency", "note"),
        **_all(Kind.AMOUNT, "review_days", "plan_units_per_day", "max_cover_days", "unit_volume_cubic_feet"),
        **_all(Kind.AMOUNT, *(f"{step}{of}days" for step in STEPS for of in ("_", "_sd_"))),
        **_all(Kind.AMOUNT, *(f"{mode}_cost" for mode in MODES), "unit_cost", "unit_margin", "low_inventory_fee"),
        **_all(Kind.COUNT, "moq", "carton_quantity", "pallet_quantity", "storage_limit"),
    },
    "uplift": {
        "marketplace": Kind.MARKETPLACE, "sku": Kind.IDENTIFIER, "multiplier": Kind.FACTOR,
        **_all(Kind.TEXT, "name", "category", "note"),
        **_all(Kind.DAY, "day_from", "day_to"),
    },
    "product": {
        **_PLACED,
        **_all(Kind.IDENTIFIER, "sku"),
        **_all(Kind.TEXT, "asin", "parent_asin", "title", "brand", "category", "unit_cost_currency"),
        **_all(Kind.AMOUNT, "price", "unit_cost"),
        **_all(Kind.COUNT, "moq", "carton_quantity", "lead_time_days"),
    },
    "listing": {
        "marketplace": Kind.MARKETPLACE, "sku": Kind.IDENTIFIER,
        **_all(Kind.TEXT, "asin", "language", "title", "description", "search_terms"),
    },
    "event": {
        "kind": Kind.EVENT, "marketplace": Kind.MARKETPLACE, "sku": Kind.IDENTIFIER, "note": Kind.TEXT,
        **_all(Kind.DAY, "day_from", "day_to"),
    },
    "message": {
        **_all(Kind.TEXT, "platform", "message_id", "thread_id", "order_id", "asin", "direction", "channel", "language"),
        **_all(Kind.TEXT, "buyer_name", "subject", "body", "status"),
        **_all(Kind.INSTANT, "received_at", "answered_at"),
        "sku": Kind.IDENTIFIER, "sales_channel": Kind.CHANNEL,
    },
    "fx_rate": {"rate_date": Kind.DAY, **_all(Kind.TEXT, "base", "quote", "source"), "rate": Kind.RATE},
}  # fmt: skip
"""The fields that a report may fill, by table and kind."""
