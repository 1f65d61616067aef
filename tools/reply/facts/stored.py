"""An order as the imported reports have it, each fact with report, file and line."""

from datetime import date
from decimal import Decimal
from typing import Any

from prompts import message
from tools.core.errors import Ambiguous
from tools.core.result import Warning
from tools.listing.market import find_market
from tools.reply.contract import Fact
from tools.reply.facts.order import Item, Order, Refund, Status
from tools.reply.facts.words import is_among, meaning_of
from tools.warehouse.engines.engine import Cursor
from tools.warehouse.warehouse import Warehouse

Row = dict[str, Any]
_FROM_FILE = "left join import_file i on i.import_id = t.import_id"
_FILE = "i.report as report, i.file_name as file, t.line_number as line"
_IS_THERE = "select 1 from order_line t where upper(t.order_id) = $order_id limit 1"
"""Asked first, for most numbers are not on record and the whole question takes three times as long."""
_ORDER = f"""select t.shop_id, t.marketplace, t.sku, t.asin, t.title, t.country_code, t.fulfilment, t.status, t.kind, t.quantity,
t.unit_price, t.amount, t.currency, t.order_date, t.order_item_id, {_FILE}
from order_line t {_FROM_FILE} where upper(t.order_id) = $order_id and t.is_product
and ($marketplace is null or t.marketplace = $marketplace) and ($shop is null or t.shop_id = $shop)
order by t.shop_id, t.marketplace, t.line_number"""
_REFUNDS = f"""select t.source, t.amount, t.currency, t.posted_date, {_FILE} from settlement_line t {_FROM_FILE}
where upper(t.order_id) = $order_id and t.is_refund and t.shop_id = $shop and t.marketplace = $marketplace
and t.category in ('product', 'shipping', 'gift_wrap', 'promotion', 'tax') order by t.posted_date, t.line_number"""
_STOCK = f"""select t.sku, t.source, t.snapshot_date, t.fulfillable, {_FILE} from inventory_day t {_FROM_FILE}
where t.shop_id = $shop and t.marketplace = $marketplace and list_contains($skus, t.sku) and t.fulfillable is not null
order by t.sku, t.snapshot_date desc, t.line_number"""
_LISTING = f"""select t.sku, t.title, t.bullet_points, {_FILE} from listing t {_FROM_FILE}
where t.shop_id = $shop and t.marketplace = $marketplace and list_contains($skus, t.sku) order by t.sku"""
_PRODUCT = f"""select t.sku, t.brand, t.category, t.unit_cost, t.unit_cost_currency, {_FILE} from product t {_FROM_FILE}
where t.shop_id = $shop and t.marketplace = $marketplace and list_contains($skus, t.sku) order by t.sku"""
_SOURCES = ("settlement", "settlement_flat", "transaction")
_KINDS: dict[str, Status] = {"pending": "pending", "cancelled": "cancelled", "returned": "returned"}


def stored_order(warehouse: Warehouse, order_id: str, *, marketplace: str | None = None, shop: str | None = None) -> Order | None:
    """The order on record; None when there is none of that number. Nothing of other orders is read.

    Args:
        warehouse: Where reports were imported.
        order_id: Its number, in whatever case.
        marketplace: Store, where several have the number.
        shop: Shop, likewise.

    Raises:
        Ambiguous: Several shops or stores have an order of that number.
    """
    wanted = {
        "order_id": order_id.strip().upper(),
        "marketplace": find_market(marketplace).id if marketplace else None,
        "shop": shop,
    }
    with warehouse.reader() as cursor:
        is_there = _rows(cursor, _IS_THERE, {"order_id": wanted["order_id"]})
        rows = _rows(cursor, _ORDER, wanted) if is_there else []
        if not rows:
            return None
        places = sorted({(row["shop_id"], row["marketplace"]) for row in rows})
        if len(places) > 1:
            named = [f"{store} ({owner})" for owner, store in places]
            raise Ambiguous("reply_stored_several", field="marketplace", name=order_id, places=named)
        return _order(cursor, order_id.strip(), rows)


def stored_unit_costs(warehouse: Warehouse, order: Order, *, marketplace: str, shop: str | None = None) -> dict[str, Decimal]:
    """Unit costs of the order's SKUs on record, where they are in the order's currency."""
    skus = [item.sku for item in order.items if item.sku]
    query = """select sku, unit_cost, unit_cost_currency from product
    where list_contains($skus, sku) and marketplace = $marketplace
    and ($shop is null or shop_id = $shop) and unit_cost is not null"""
    with warehouse.reader() as cursor:
        rows = _rows(cursor, query, {"skus": skus, "marketplace": find_market(marketplace).id, "shop": shop}) if skus else []
    return {row["sku"]: row["unit_cost"].normalize() for row in rows if row["unit_cost_currency"] == order.currency}


def merged_order(given: Order | None, stored: Order | None) -> tuple[Order | None, list[Warning]]:
    """One order of what the caller gave and what is on record: the caller's facts win, and differences are told."""
    if given is None or stored is None:
        return given or stored, []
    own = {name for name in Order.model_fields if name not in ("facts", "status") and getattr(given, name) not in (None, (), {})}
    if given.status != "unknown":
        own.add("status")
    differing = [
        name for name in _COMPARED if name in own and getattr(stored, name) not in (None, "unknown", getattr(given, name))
    ]
    fields = {name: getattr(given if name in own else stored, name) for name in Order.model_fields if name != "facts"}
    names = {fact.name for fact in given.facts}
    kept = tuple(fact for fact in stored.facts if fact.name not in names and not ("items" in own and fact.name in _OF_ITEMS))
    return Order(**fields, facts=(*given.facts, *kept)), [_difference(name, given, stored) for name in differing]


_COMPARED = (
    "status",
    "total",
    "currency",
    "ordered_on",
    "shipped_on",
    "delivered_on",
    "tracking_number",
    "carrier",
    "fulfilment",
)
_OF_ITEMS = ("sku", "asin", "product", "quantity", "price")


def _difference(name: str, given: Order, stored: Order) -> Warning:
    source = next((fact.source for fact in stored.facts if fact.name == name), "")
    said = message("reply_stored_differs", name=name, given=getattr(given, name), stored=getattr(stored, name), source=source)
    return Warning(code="reply_stored_differs", **said)


def _rows(cursor: Cursor, query: str, values: dict[str, Any]) -> list[Row]:
    found = cursor.execute(query, values)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _source(row: Row) -> str:
    return f"{row['report']}, {row['file']}, line {row['line']}" if row["file"] else "import"


def _plain(amount: Decimal | None) -> Decimal | None:
    """Without the zeros of the column, with at least the cents."""
    if amount is None:
        return None
    short = amount.normalize()
    exponent = short.as_tuple().exponent
    return short if isinstance(exponent, int) and exponent < -2 else short.quantize(Decimal("0.01"))


def _order(cursor: Cursor, order_id: str, rows: list[Row]) -> Order:
    first = rows[0]
    facts: list[Fact] = []

    def note(name: str, value: object, row: Row) -> None:
        if value is not None and value != "":
            facts.append(Fact(name=name, value=str(value), source=_source(row)))

    note("order_id", order_id, first)
    lines = [row for row in rows if row["kind"] != "returned"] or rows
    items = tuple(_item(row, note) for row in lines)
    status = _status(rows)
    note("status", status if status != "unknown" else None, first)
    note("ordered_on", first["order_date"], first)
    note("currency", first["currency"], first)
    total = (
        _plain(sum((row["amount"] for row in lines), Decimal(0))) if all(row["kind"] != "cancelled" for row in lines) else None
    )
    fulfilment = _fulfilment(first["fulfilment"])
    note("fulfilment", fulfilment, first)
    note("country", first["country_code"], first)
    place = {"shop": first["shop_id"], "marketplace": first["marketplace"]}
    goods = {**place, "skus": sorted({row["sku"] for row in lines})}
    product = next(iter(_rows(cursor, _PRODUCT, goods)), None)
    if product:
        note("brand", product["brand"], product)
        note("category", product["category"], product)
    return Order(
        order_id=order_id, status=status, items=items, total=total, currency=first["currency"], ordered_on=first["order_date"],
        fulfilment=fulfilment, country=first["country_code"],
        refunds=_refunds(cursor, {**place, "order_id": order_id.upper()}, note),
        stock=_stock(cursor, goods, note), listing=_listing(cursor, goods, note), brand=product["brand"] if product else None,
        category=product["category"] if product else None, facts=tuple(facts),
    )  # fmt: skip


def _item(row: Row, note: Any) -> Item:
    price = row["unit_price"]
    if price is None and row["quantity"] and row["amount"]:
        price = row["amount"] / row["quantity"]
    price = _plain(price)
    for name, value in (("sku", row["sku"]), ("asin", row["asin"]), ("product", row["title"]), ("quantity", row["quantity"])):
        note(name, value, row)
    note("price", f"{price} {row['currency']}" if price is not None else None, row)
    return Item(sku=row["sku"], asin=row["asin"], title=row["title"], quantity=abs(row["quantity"]) or None, unit_price=price)


def _status(rows: list[Row]) -> Status:
    kinds = {row["kind"] for row in rows}
    if kinds == {"cancelled"}:
        return "cancelled"
    if "returned" in kinds:
        return "returned"
    words = [meaning_of("status", row["status"]) for row in rows if row["status"] and row["kind"] != "cancelled"]
    told = next((word for word in words if word), None)
    return told if told in _TOLD else next((_KINDS[kind] for kind in ("pending",) if kind in kinds), "unknown")  # type: ignore[return-value]


_TOLD = ("pending", "unshipped", "shipped", "delivered", "return_requested", "returned", "cancelled")


def _fulfilment(written: str | None) -> Any:
    return next((kind for kind in ("platform", "seller") if written and is_among(f"by_{kind}", written)), None)


def _refunds(cursor: Cursor, wanted: dict[str, Any], note: Any) -> tuple[Refund, ...]:
    """Refunds by day; of reports that tell the same payments one is taken."""
    rows = _rows(cursor, _REFUNDS, wanted)
    source = next((each for each in _SOURCES if any(row["source"] == each for row in rows)), None)
    by_day: dict[date, list[Row]] = {}
    for row in rows:
        if row["source"] == source:
            by_day.setdefault(row["posted_date"], []).append(row)
    found = []
    for day, same in by_day.items():
        amount = _plain(-sum((row["amount"] for row in same), Decimal(0)))
        if amount and amount > 0:
            note("refund_amount", f"{amount} {same[0]['currency']}", same[0])
            note("refunded_on", day, same[0])
            found.append(Refund(amount=amount, on=day, status="refunded"))
    return tuple(found)


def _stock(cursor: Cursor, wanted: dict[str, Any], note: Any) -> dict[str, int]:
    """Sellable units of the newest snapshot; of reports that tell the same stock one is taken."""
    newest: dict[str, tuple[date, str]] = {}
    units: dict[str, int] = {}
    sources: dict[str, Row] = {}
    for row in _rows(cursor, _STOCK, wanted):
        told = (row["snapshot_date"], row["source"])
        if told == newest.setdefault(row["sku"], told):
            units[row["sku"]] = units.get(row["sku"], 0) + int(row["fulfillable"])
            sources.setdefault(row["sku"], row)
    for sku, number in units.items():
        note(f"stock.{sku}", number, sources[sku])
    return units


def _listing(cursor: Cursor, wanted: dict[str, Any], note: Any) -> dict[str, str]:
    """Texts of the listing, when the order is about one product alone."""
    rows = _rows(cursor, _LISTING, wanted)
    if len(rows) != 1:
        return {}
    row = rows[0]
    texts = {
        "title": row["title"],
        **{f"bullet {number}": text for number, text in enumerate(row["bullet_points"] or [], start=1)},
    }
    for name, text in texts.items():
        note(f"listing.{name}", text, row)
    return {name: text for name, text in texts.items() if text}
