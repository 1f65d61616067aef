import duckdb
import pytest

from tools.core.errors import ImportRefused, InvalidInput, UnknownReference
from tools.warehouse.importing.context import find_place, place_from_options, zone_named
from tools.warehouse.importing.definition import Mapping, MappingOptions, report_definitions
from tools.warehouse.importing.reading import read_report
from tools.warehouse.importing.rows import row_builder
from tools.warehouse.warehouse import MIGRATIONS

BUSINESS = "amazon.business_report.child_asin"


@pytest.mark.parametrize("definition", report_definitions().values(), ids=lambda d: d.id)
def test_every_report_fills_a_table_that_exists(definition):
    connection = duckdb.connect()
    connection.execute((MIGRATIONS / "0001_tables.sql").read_text(encoding="utf-8"))
    columns = {row[0] for row in connection.execute(f"describe {definition.table}").fetchall()}
    builder = row_builder(definition.table)
    assert {name for field in builder.KEY for name in field.split("|")} <= columns
    assert set(builder.COUNTS) <= set(builder.NUMBERS) & columns
    fields = [*definition.columns, *(field for r in definition.records for field in r.columns)]
    assert fields and definition.source and definition.name["zh"] and definition.name["en"]
    assert bool(definition.signature) != bool(definition.json_signature)


@pytest.mark.parametrize("definition", report_definitions().values(), ids=lambda d: d.id)
def test_its_own_signature_is_recognised(definition):
    if definition.format == "table":
        header = [names.split(" | ")[0] for names in definition.signature]
        raw = read_report((",".join(header) + "\n").encode(), "f.csv", None, None)
        assert raw.definition is definition


def test_either_name_of_a_column_will_do():
    report = report_definitions()[BUSINESS]
    header = ["(Child) ASIN", "Sessions", "Page Views – Total", "Units Ordered", "Ordered Product Sales"]
    assert report.missing(header) == []
    assert report.column_of(header)["page_views"] == "Page Views – Total"
    assert report.missing(header[2:]) == ["(Child) ASIN", "Sessions - Total | Sessions"]


def test_unknown_header_names_the_closest_report_and_what_it_lacks():
    header = b"(Child) ASIN,Sessions,Page Views,Units Ordered\nB0,1,2,3\n"
    with pytest.raises(ImportRefused) as refusal:
        read_report(header, "f.csv", None, None)
    closest = refusal.value.details["closest"]
    assert refusal.value.key == "unknown_header"
    assert closest[0] == {"report": BUSINESS, "missing": ["Ordered Product Sales"]}
    assert "Ordered Product Sales" in refusal.value.text["zh"]


def test_unknown_report_name_lists_the_known():
    with pytest.raises(ImportRefused) as refusal:
        read_report(b"a,b\n1,2\n", "f.csv", None, "amazon.orders")
    assert refusal.value.key == "unknown_report" and BUSINESS in refusal.value.details["known"]


def test_named_report_still_needs_its_columns():
    with pytest.raises(ImportRefused) as refusal:
        read_report(b"a,b\n1,2\n", "f.csv", None, "chuhai.products")
    assert refusal.value.key == "file_missing_columns"
    assert refusal.value.details["missing"] == ["sku", "marketplace", "asin"]


def test_json_of_another_kind():
    with pytest.raises(ImportRefused) as refusal:
        read_report(b'{"orders": []}', "f.json", None, None)
    assert (refusal.value.key, refusal.value.details["found"]) == ("unknown_json", ["orders"])


def test_mapping_becomes_a_definition_of_its_columns():
    columns = {
        "order_id": "No",
        "sku": "Art",
        "quantity": "Qty",
        "unit_price": "Price",
        "purchased_at": "Date",
    }
    definition = Mapping(columns=columns, options={"decimal": ","}).definition()
    assert definition.missing(["No", "Art", "Qty"]) == ["Price", "Date"]
    assert (definition.table, definition.decimal) == ("order_line", ",")


@pytest.mark.parametrize(("given", "prefixes"), [("C", ("C",)), (["C", "R-"], ("C", "R-")), ([], ())])
def test_cancelled_prefixes(given, prefixes):
    columns = dict.fromkeys(("order_id", "sku", "quantity", "unit_price", "purchased_at"), "x")
    assert Mapping(columns=columns, options={"cancelled_prefix": given}).options.cancelled_prefixes == prefixes


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Amazon.de", "amazon_de"),
        ("A1PA6795UKMFR9", "amazon_de"),
        ("amazon_jp", "amazon_jp"),
        ("DE", None),
        ("x", None),
    ],
)
def test_find_place(name, place):
    found = find_place(name)
    assert (found.id if found else None) == place


def test_unknown_zone():
    with pytest.raises(InvalidInput) as refusal:
        zone_named("Europe/Bonn")
    assert refusal.value.key == "unknown_timezone"


TRAFFIC = b'{"reportSpecification": {"reportType": "GET_SALES_AND_TRAFFIC_REPORT"}}'
TRAFFIC_ID = "amazon.spapi.GET_SALES_AND_TRAFFIC_REPORT"
PRODUCTS = b"sku,marketplace,asin\nA,amazon_de,B0\n"


@pytest.mark.parametrize(
    ("content", "report", "found"),
    [(TRAFFIC, "chuhai.products", TRAFFIC_ID), (PRODUCTS, TRAFFIC_ID, "chuhai.products")],
    ids=["json", "table"],
)
def test_a_file_that_is_not_the_report_it_is_called(content, report, found):
    with pytest.raises(ImportRefused) as refusal:
        read_report(content, "f", None, report)
    assert refusal.value.key == "report_differs"
    assert report in refusal.value.text["en"] and found in refusal.value.text["en"]


def test_json_called_by_its_name_or_by_none_that_exists():
    assert read_report(TRAFFIC, "f.json", None, TRAFFIC_ID).definition.id == TRAFFIC_ID
    with pytest.raises(ImportRefused) as refusal:
        read_report(TRAFFIC, "f.json", None, "traffic")
    assert refusal.value.key == "unknown_report"


@pytest.mark.parametrize("name", ["amazon_xx", "Amazon_DD", "amz_de", "amazon-de", "ebay.xx"])
def test_a_marketplace_mistyped_is_no_new_shop(name):
    with pytest.raises(UnknownReference) as refusal:
        place_from_options(name, MappingOptions())
    assert refusal.value.key == "unknown_marketplace" and refusal.value.field == "marketplace"
    assert name in refusal.value.text["zh"]
    assert refusal.value.details["nearest"] and "{" not in refusal.value.text["en"]


@pytest.mark.parametrize(
    ("name", "place"),
    [("gift shop", "gift_shop"), ("my_de", "my_de"), ("amazon_outlet", "amazon_outlet"), ("DE", "amazon_de")],
)
def test_names_of_ones_own_are_free(name, place):
    assert place_from_options(name, MappingOptions()).id == place
