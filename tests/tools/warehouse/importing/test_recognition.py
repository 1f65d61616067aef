import pytest

from tests.support import load
from tools.core.errors import ImportRefused

BUSINESS = "amazon.business_report.child_asin.us_compact_21"
TRAFFIC = b'{"reportSpecification": {"reportType": "GET_SALES_AND_TRAFFIC_REPORT"}}'
TRAFFIC_ID = "amazon.spapi.GET_SALES_AND_TRAFFIC_REPORT"
PRODUCTS = b"sku,marketplace,asin\nA,amazon_de,B0\n"


def _refusal(warehouse, content, **said):
    with pytest.raises(ImportRefused) as refusal:
        load(warehouse, content, **said)
    return refusal.value


def test_unknown_header_names_the_closest_report_and_what_it_lacks(warehouse):
    refused = _refusal(warehouse, "(Child) ASIN,Sessions - Total,Page Views - Total,Units Ordered\nB0,1,2,3\n")
    assert refused.key == "unknown_header"
    assert {"report": BUSINESS, "missing": ["Ordered Product Sales"]} in refused.details["closest"]
    assert "Ordered Product Sales" in refused.text["zh"]


def test_an_unknown_header_comes_with_a_mapping_to_complete(warehouse):
    refused = _refusal(warehouse, "No,Art,Qty,Price,Date\n1,A,1,2.50,2026-03-02\n")
    draft = refused.details["mapping"]
    for field, name in {"order_id": "No", "sku": "Art", "quantity": "Qty", "unit_price": "Price", "purchased_at": "Date"}.items():
        assert f"  {field}: null" in draft
        draft = draft.replace(f"  {field}: null", f"  {field}: {name}")
    mapping = draft + "options: {marketplace: my shop, currency: EUR}\n"
    assert load(warehouse, "No,Art,Qty,Price,Date\n1,A,1,2.50,2026-03-02\n", mapping=mapping).rows_added == 1


def test_unknown_report_name_lists_the_known(warehouse):
    refused = _refusal(warehouse, "a,b\n1,2\n", report="amazon.orders")
    assert refused.key == "unknown_report" and BUSINESS in refused.details["known"]


def test_named_report_still_needs_its_columns(warehouse):
    refused = _refusal(warehouse, "a,b\n1,2\n", report="chuhai.products")
    assert refused.key == "file_missing_columns"
    assert refused.details["missing"] == ["sku", "marketplace", "asin"]


def test_json_of_another_kind(warehouse):
    refused = _refusal(warehouse, '{"orders": []}')
    assert (refused.key, refused.details["found"]) == ("unknown_json", ["orders"])


@pytest.mark.parametrize(
    ("content", "report", "found"),
    [(TRAFFIC, "chuhai.products", TRAFFIC_ID), (PRODUCTS, TRAFFIC_ID, "chuhai.products")],
    ids=["json", "table"],
)
def test_a_file_that_is_not_the_report_it_is_called(warehouse, content, report, found):
    refused = _refusal(warehouse, content, report=report)
    assert refused.key == "report_differs"
    assert report in refused.text["en"] and found in refused.text["en"]


def test_json_called_by_its_name_or_by_none_that_exists(warehouse):
    assert _refusal(warehouse, TRAFFIC, report="traffic").key == "unknown_report"
    assert load(warehouse, TRAFFIC, report=TRAFFIC_ID, marketplace="amazon_de").report == TRAFFIC_ID


def test_a_header_may_stand_below_other_lines_and_again_within_the_rows(warehouse):
    text = "exported,2026-03-02\n,,\nsku,marketplace,asin\nA,amazon_de,B0\nsku,marketplace,asin\nB,amazon_de,B1\n"
    result = load(warehouse, text)
    assert result.rows_added == 2 and [note.code for note in result.warnings] == ["rows_skipped"]


def test_a_header_of_thousands_of_cells_is_refused(warehouse):
    refused = _refusal(warehouse, ",".join(f"c{number}" for number in range(5000)) + "\n1,2\n")
    assert refused.key == "file_too_many_columns"
