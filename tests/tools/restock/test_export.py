import io
import re
from datetime import datetime
from typing import get_args

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from prompts import message, message_keys
from tests.tools.restock.plans import ordered, plan, refused, said
from tools.restock.export import purchase_orders
from tools.restock.request import RestockQuestion
from tools.restock.result import BudgetUse, Cash, EventTotals, Rounding, Status, Totals


def opened(result, language="en", **how):
    return openpyxl.load_workbook(io.BytesIO(purchase_orders(result, language)), **how)


def rows_of(sheet):
    """Rows by their headings."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def notes_of(result, language="en"):
    return [tuple(row.values()) for row in rows_of(opened(result, language).worksheets[2])]


def reckoned(sheet, formula):
    """SUM and SUMIF as Excel reckons them."""
    name, inside = re.fullmatch(r"=(SUM|SUMIF)\((.*)\)", formula).groups()
    *places, summed = inside.replace("$", "").split(",")

    def column(cells):
        at, first, _, last = range_boundaries(cells)
        return [sheet.cell(row, at).value for row in range(first, last + 1)]

    if name == "SUM":
        return sum(value or 0 for value in column(summed))
    like = None if places[1] == '""' else sheet[places[1]].value
    return sum(cost or 0 for cost, currency in zip(column(summed), column(places[0]), strict=True) if currency == like)


@pytest.mark.parametrize(("language", "names"), [
    ("zh", ["采购单", "计算依据", "说明"]), ("en", ["Purchase orders", "Basis", "Notes"]),
])  # fmt: skip
def test_sheets_and_headings_speak_the_language(language, names):
    book = opened(plan(ordered(), refused()), language)
    assert book.sheetnames == names
    heads = [cell.value for sheet in book for cell in sheet[1]]
    chinese = [head for head in heads if re.search("[\u4e00-\u9fff]", head)]
    assert len(heads) > 50 and (chinese == [] if language == "en" else set(heads) - set(chinese) <= {"SKU"})


def test_an_order_has_what_a_purchaser_needs():
    [order, _] = rows_of(opened(plan(ordered())).worksheets[0])
    assert order == {
        "No.": 1, "SKU": "KT-001", "Title": "不锈钢保温杯 1", "Marketplaces": "amazon_de, amazon_fr", "Stock pool": "amazon_eu",
        "Order quantity": 216, "Cartons": 216 / 24, "Units per carton": 24, "MOQ": 100, "Order by": datetime(2026, 10, 31),
        "Unit cost": 12.5, "Currency": "CNY", "Cost": 2700, "Fast mode": "air", "Fast quantity": 48,
        "Fast ship by": datetime(2026, 11, 10), "Main mode": "sea", "Main quantity": 168, "Main ship by": None,
        "Remarks": "order now; some or all by the fast mode",
    }  # fmt: skip


def test_only_orders_are_on_the_first_sheet():
    rows = [ordered(1, order_quantity=0, status="wait"), ordered(2), ordered(3, order_quantity=None, status="review"), refused()]
    orders, basis = (rows_of(sheet) for sheet in opened(plan(*rows)).worksheets[:2])
    assert [row["No."] for row in orders] == [2, None]
    assert [(row["No."], row["Status"]) for row in basis] == [(1, "wait"), (2, "order"), (3, "decide by hand"), (9, "refused")]
    assert basis[-1]["Reasons"] == "The carton is 0."


def test_margin_and_stock_stay_off_the_first_sheet():
    sheet = opened(
        plan(ordered(reasons=[said("restock_fast", "毛利 8.25", "margin 8.25"), said("other", "x", "stock 250")]))
    ).worksheets[0]
    assert not [cell.value for row in sheet.iter_rows() for cell in row if "8.25" in str(cell.value) or "250" in str(cell.value)]


def test_low_confidence_is_said_on_the_order():
    [order, _] = rows_of(opened(plan(ordered(confidence="low", reasons=[]))).worksheets[0])
    assert order["Remarks"] == "low confidence, check before ordering"


def test_totals_are_sums_by_formula():
    rows = [ordered(1), ordered(2, cash=Cash(currency="USD", order_cost=0.1)),
            ordered(3, cash=Cash(currency="USD", order_cost=0.2)),
            ordered(4, cash=Cash(currency="usd", order_cost=0.3)), ordered(5, cash=Cash()), ordered(6, modes=[])]  # fmt: skip
    sheet, values = (opened(plan(*rows), data_only=only).worksheets[0] for only in (False, True))
    totals = {"Order quantity": 6 * 216, "Cartons": 54, "Fast quantity": 5 * 48, "Main quantity": 5 * 168}
    place = {cell.value: cell.column for cell in sheet[1]}
    for line, expected in [(8, totals | {"Cost": 5400}), (9, {"Cost": 0.6})]:
        for name, total in expected.items():
            formula = sheet.cell(line, place[name]).value
            assert reckoned(sheet, formula) == pytest.approx(total) == values.cell(line, place[name]).value
    assert [sheet.cell(line, place["Currency"]).value for line in (8, 9)] == ["CNY", "USD"]
    assert sheet.auto_filter.ref == "A1:T7" and sheet.max_row == 9


def test_costs_without_a_currency_have_a_sum_too():
    rows = [ordered(1, cash=Cash(order_cost=5)), ordered(2, cash=Cash(order_cost=7)), ordered(3)]
    sheet = opened(plan(*rows)).worksheets[0]
    assert [reckoned(sheet, sheet.cell(line, 13).value) for line in (5, 6)] == [12, 2700]


def test_without_costs_there_is_no_sum_of_costs():
    assert opened(plan(ordered(cash=Cash()))).worksheets[0].cell(3, 13).value is None


def test_nothing_to_order_is_said():
    sheet = opened(plan(refused()), "zh").worksheets[0]
    assert [cell.value for row in sheet.iter_rows(min_row=2) for cell in row if cell.value] == ["没有要下单的商品"]


def test_no_carton_no_cartons():
    [order, _] = rows_of(opened(plan(ordered(rounding=Rounding()))).worksheets[0])
    assert (order["Cartons"], order["Units per carton"], order["MOQ"]) == (None, None, None)


def test_the_basis_adds_up():
    row = ordered()
    [basis] = rows_of(opened(plan(row)).worksheets[1])
    stock = [basis[name] for name in ("On hand", "Inbound", "On order", "Local warehouse", "Overseas warehouse")]
    assert sum(stock) == basis["Inventory position"] == row.inventory_position
    assert basis["Order-up-to level"] - basis["Inventory position"] == basis["Need"] == 203
    assert basis["Days to last"] == basis["Lead time (days)"] + basis["Review (days)"]
    assert [basis[f"{days} days in stock"] for days in (7, 30, 60, 90)] == [12, 10, 9.5, None]
    assert basis["Stock-out (median)"] == datetime(2026, 12, 12) and basis["Stock-out (one in ten)"] == datetime(2026, 11, 29)
    assert (basis["Confidence"], basis["Sum"], basis["Reasons"]) == ("high", row.formula, "Order now. Margin 8.25.")


def test_notes_tell_the_day_inputs_and_warnings():
    row = ordered(warnings=[said("restock_inbound_late", "晚了。", "It is late.")])
    notes = notes_of(plan(row, refused(), warnings=[said("x", "注意。", "Mind this.")]))
    assert ("General", None, None, "As of", datetime(2026, 10, 31)) in notes
    assert ("Input", None, None, "SKUs", "KT-001, KT-002") in notes and ("Input", None, None, "Target fill rate", 0.97) in notes
    assert ("Input", None, None, "Closures and peaks counted", "yes") in notes
    assert ("Warning", None, None, None, "Mind this.") in notes and ("Warning", 1, "KT-001", None, "It is late.") in notes
    assert ("No quantity", 9, "BAD", "refused", "The carton is 0.") in notes


def test_notes_in_chinese_tell_why_a_row_has_no_quantity():
    row = ordered(
        2, status="needs_plan", order_quantity=None, reasons=[said("restock_needs_plan", "请给出计划日销。", "Give it.")]
    )
    notes = notes_of(plan(row, refused()), "zh")
    assert ("没有给出数量", 2, "KT-002", "缺计划日销", "请给出计划日销。") in notes
    assert ("没有给出数量", 9, "BAD", "没有算", "每箱数量是 0。") in notes


def test_notes_tell_the_use_of_the_budget():
    use = BudgetUse(
        amount=200_000,
        currency="CNY",
        wanted=260_000,
        used=199_980.5,
        left=19.5,
        rows_cut=3,
        margin_at_risk=8_000,
        outside=["A", "B"],
    )
    told = {item: content for topic, _, _, item, content in notes_of(plan(ordered(), budget=use)) if topic == "Budget"}
    assert list(told.values()) == [200_000, "CNY", 260_000, 199_980.5, 19.5, 3, 8_000, "A, B"]


def test_long_inputs_are_cut_with_their_number():
    [skus] = [note[-1] for note in notes_of(plan(inputs={"skus": [f"S{n}" for n in range(10_000)]})) if note[3] == "SKUs"]
    assert skus.endswith("S49 … (10000)")


def test_sku_and_title_are_never_formulas():
    row = ordered(sku="=cmd|' /C calc'!A0", title="@x", pool="+1", shop="-1", formula="=1+1", marketplaces=["=A1"])
    book = opened(plan(row, inputs={"skus": ["=cmd|x"]}, warnings=[said("x", "=1", "=1")]))
    found = [cell for sheet in book for line in sheet.iter_rows() for cell in line if str(cell.value)[:1] in "=+-@"]
    own = [cell for cell in found if cell.data_type == "f"]
    assert (
        len(found) - len(own) >= 11
        and {cell.row for cell in own} == {3}
        and {cell.parent.title for cell in own} == {"Purchase orders"}
    )
    assert all(re.fullmatch(r"=SUM(IF)?\([$A-Z0-9:,]+\)", cell.value) for cell in own)


def test_the_same_plan_has_the_same_bytes():
    assert purchase_orders(plan(ordered(), refused()), "zh") == purchase_orders(plan(ordered(), refused()), "zh")
    assert purchase_orders(plan(ordered(), as_of=None), "zh") == purchase_orders(plan(ordered(), as_of=None), "zh")


def test_ten_thousand_rows():
    sheets = opened(plan(*(ordered(number) for number in range(1, 10_001))), read_only=True).worksheets
    assert [sum(1 for _ in sheet.iter_rows()) for sheet in sheets[:2]] == [10_002, 10_001]


def test_pages_are_set_up():
    for sheet, fixed in zip(opened(plan(ordered())).worksheets, ["C2", "C2", "A2"], strict=True):
        assert sheet.freeze_panes == fixed and sheet.auto_filter.ref and sheet.page_setup.orientation == "landscape"


def labels(group):
    prefix = f"restock_export.{group}."
    return {key.removeprefix(prefix) for key in message_keys() if key.startswith(prefix)}


def test_every_label_belongs_to_a_field():
    assert labels("status") == set(get_args(Status)) and labels("total") == (set(Totals.model_fields) - {"event"}) | set(
        EventTotals.model_fields
    )
    assert labels("budget") == set(BudgetUse.model_fields)
    fields = {field.alias or name for name, field in RestockQuestion.model_fields.items()}
    assert labels("input") - {"products", "from"} == fields - {"items"}


def test_every_remark_is_for_a_reason():
    assert labels("remark") - {"low_confidence"} <= set(message_keys())


def test_every_heading_is_used():
    heads = {cell.value for sheet in opened(plan(), "en") for cell in sheet[1]}
    assert {message(f"restock_export.column.{name}")["en"] for name in labels("column")} == heads
