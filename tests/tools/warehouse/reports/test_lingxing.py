"""LingXing's exports and interface, against sums over the plain rows that the files were written from."""

import io
import zipfile
from random import Random
from xml.sax.saxutils import escape

import pytest
import yaml

from tests.support import load, sql
from tools.core.errors import ImportRefused
from tools.warehouse.importing.definition import report_definitions

_RESTOCK = """\
欧洲/北美汇总行|ASIN|父ASIN|MSKU|FNSKU|SKU|品名|标题|店铺|国家（地区）|分类|品牌|补货状态|采购计划天数|采购交期|质检天\
数|海外仓至FBA天数|安全天数|采购频率|本地仓发货频率|海外仓发货频率|备货时长|3天销量|7天销量|14天销量|30天销量|60天销量\
|90天销量|3天日均|7天日均|14天日均|30天日均|60天日均|90天日均|可售天数(总)|可售天数(FBA)|可售天数(FBA + 在途)|断货时间\
|日均销量|销量预测|FBA库存|FBA在途|FBA在途详情|可售|待调仓|调仓中|入库中|本地可用|总库存|3个月库龄|3-6个月库龄|6-9个月\
库龄|9-12个月库龄|12个月以上库龄"""
RESTOCK = _RESTOCK.split("|")
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"


def workbook(**sheets):
    """A workbook of the least parts that one has; each sheet as rows of cells."""
    held = io.BytesIO()
    numbers = range(1, len(sheets) + 1)
    names = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, sheets, strict=True))
    links = "".join(f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers)
    parts = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_SHEET_TYPE}"/>' for n in numbers)
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_BOOK_TYPE}"/>{parts}</Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{_OFFICE}">'
            f"<sheets>{names}</sheets></workbook>",
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>')
        for n, rows in zip(numbers, sheets.values(), strict=True):
            archive.writestr(f"xl/worksheets/sheet{n}.xml", _SHEET.format(rows="".join(map(_row, rows))))
    return held.getvalue()


def _row(cells):
    return f"<row>{''.join(map(_cell, cells))}</row>"


def _cell(value):
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'


DETAIL = "FBA15A|计划|20|海派|海运|2026-03-01|2026-04-10\nFBA15B|计划|5|空派|空运|2026-03-05|2026-03-20"


def some_stock():
    """Stock of its own in Britain, and pools whose members' rows repeat the pool's."""
    random = Random(3)
    rows = []
    for number in range(25):
        stock = {"可售": random.randrange(400), "待调仓": random.randrange(9), "调仓中": random.randrange(9),
                 "FBA在途": random.randrange(200), "入库中": random.randrange(9)}  # fmt: skip
        item = {"MSKU": f"MSK-{number}", "FNSKU": f"X00{number:07d}", "ASIN": f"B0{number:08d}", "父ASIN": "B0PARENT00",
                "标题": "Lamp", "FBA在途详情": DETAIL}  # fmt: skip
        places = (("英国",), ("德国", "法国", "意大利"), ("美国", "加拿大"))[number % 3]
        if len(places) == 1:
            rows.append({**item, **stock, "国家（地区）": "英国", "店铺": "My-UK", "欧洲/北美汇总行": ""})
            continue
        rows.append({**item, **stock, "国家（地区）": places[0], "店铺": "My-1、My-2", "欧洲/北美汇总行": "是"})
        shown = {name: value for name, value in stock.items() if name != "FBA在途"}
        rows += [{**item, **shown, "国家（地区）": place, "店铺": "My", "欧洲/北美汇总行": "共享库存"} for place in places]
    return rows


def restock(rows, header=RESTOCK):
    return workbook(补货建议=[header, *([row.get(name, "") for name in header] for row in rows)])


def units(rows, column):
    """Each pool's units once: what rows of 共享库存 show is the pool's."""
    return sum(row.get(column, 0) for row in rows if row["欧洲/北美汇总行"] != "共享库存")


def test_it_has_the_columns_that_are_known():
    assert len(RESTOCK) == 54


def test_shared_stock_counts_once(warehouse):
    result = load(warehouse, restock(some_stock()), file="补货建议_20260308.xlsx")
    assert result.report == "lingxing.export.补货建议"
    assert not result.rejections
    columns = ("可售", "FBA在途", "调仓中", "待调仓")
    [found] = sql(warehouse, "select sum(fulfillable), sum(inbound), sum(fc_transfer), sum(fc_processing) from inventory_day")
    assert found == tuple(units(some_stock(), column) for column in columns)
    pools = dict(sql(warehouse, "select pool, sum(fulfillable) from inventory_day group by 1"))
    for pool, place in (("amazon_uk", "英国"), ("amazon_eu", "德国")):
        assert pools[pool] == units([row for row in some_stock() if row["国家（地区）"] == place], "可售")


def test_every_marketplace_of_a_pool_is_known(warehouse):
    load(warehouse, restock(some_stock()), file="补货建议_20260308.xlsx")
    found = {place for (place,) in sql(warehouse, "select distinct marketplace from inventory_day")}
    assert {"amazon_uk", "amazon_us", "amazon_ca", "amazon_de", "amazon_fr", "amazon_it"} <= found
    assert sql(warehouse, "select distinct snapshot_date::varchar, source from inventory_day") == [("2026-03-08", "lingxing")]


def test_parents_of_the_parent_view_are_left_out(warehouse):
    stock = some_stock()
    parent = {"父ASIN汇总行": "是", "MSKU": "MSK-1", "可售": 99_999, "国家（地区）": "英国", "欧洲/北美汇总行": ""}
    load(warehouse, restock([parent, *stock], ["父ASIN汇总行", *RESTOCK, "待交付"]), file="补货建议_20260308.xlsx")
    assert sql(warehouse, "select sum(fulfillable) from inventory_day") == [(units(stock, "可售"),)]


def test_the_day_is_asked_for(warehouse):
    with pytest.raises(ImportRefused) as refused:
        load(warehouse, restock(some_stock()), file="补货建议.xlsx")
    assert refused.value.key == "day_needed"


CAMPAIGN = ["店铺名称", "广告活动"]
KNOWN_BY_HEADER = {
    "订单导出": ["订单号", "订购日期", "订单状态", "MSKU", "店铺"],
    "Listing": ["MSKU", "FNSKU", "父ASIN", "状态", "店铺", "7日销量"],
    "FBA货件": ["货件单号", "货件状态"],
    "广告_用户搜索报告": [*CAMPAIGN, "广告组", "关键词", "匹配方式", "投放", "用户搜索词"],
    "广告_推广商品报告": [*CAMPAIGN, "广告组", "MSKU", "预算"],
    "广告_广告位报告": [*CAMPAIGN, "广告位", "预算"],
    "广告_关键词报告": [*CAMPAIGN, "广告组", "关键词", "匹配方式"],
    "广告_自动投放报告": [*CAMPAIGN, "广告组", "投放"],
    "广告_广告组报告": [*CAMPAIGN, "广告组", "预算"],
    "广告_广告活动报告": [*CAMPAIGN, "预算"],
}


@pytest.mark.parametrize("name", KNOWN_BY_HEADER)
def test_an_export_known_by_its_header_asks_for_a_mapping(warehouse, name):
    header = [*KNOWN_BY_HEADER[name], "别的列"]
    with pytest.raises(ImportRefused) as refused:
        load(warehouse, workbook(报表=[header, ["x"] * len(header)]), file="x.xlsx", marketplace="amazon_de")
    assert refused.value.key == "mapping_needed"
    assert refused.value.details["report"] == f"lingxing.export.{name}.signature"


def test_the_sheet_of_shipments_is_found_among_others(warehouse):
    content = workbook(说明=[["领星"]], 货件详情=[["货件单号", "货件状态"], ["FBA1", "在途"]])
    with pytest.raises(ImportRefused) as refused:
        load(warehouse, content, file="x.xlsx", marketplace="amazon_de")
    assert refused.value.details["report"] == "lingxing.export.FBA货件.signature"


def test_orders_are_loaded_once_the_mapping_is_complete(warehouse):
    header = [*KNOWN_BY_HEADER["订单导出"], "数量", "销售额"]
    rows = [
        [f"302-{n}", "2026-03-02 10:00:00", "已取消" if n == 3 else "Shipped", "A17", "My-DE", n, f"{n * 10}.50"]
        for n in range(1, 6)
    ]
    mapping = {
        "report": "lingxing.export.订单导出.signature",
        "columns": {"quantity": "数量", "line_amount": "销售额"},
        "options": {"marketplace": "amazon_de"},
    }
    load(warehouse, workbook(订单=[header, *rows]), file="x.xlsx", mapping=yaml.safe_dump(mapping, allow_unicode=True))
    found = sql(warehouse, "select count(*), sum(quantity), sum(amount)::double from order_line where kind = 'sold'")
    assert found == [(4, 1 + 2 + 4 + 5, 10.5 + 20.5 + 40.5 + 50.5)]


def restock_info(number):
    random = Random(number)
    held = [{"msku": f"CN{number:04d}-{at}", "afn_fulfillable_quantity": random.randrange(500),
             "reserved_fc_transfers": random.randrange(9), "reserved_fc_processing": 1}
            for at in range(1 + number % 2)]  # fmt: skip
    return {
        "sid": 119, "msku": held[0]["msku"], "mode": 1,
        "quantity_fba_valid": sum(each["afn_fulfillable_quantity"] for each in held),
        "quantity_sug_purchase": 411, "sug_date_purchase": "2023-01-03", "sales_avg_60": 2.34, "sales_total_90": 150,
        "msku_list": held, "suggest_sm_list": [{"sm_id": "241241710888379395", "name": "快递", "quantity_sug_purchase": 30}],
    }  # fmt: skip


def test_the_interface_s_answers_of_stock(warehouse):
    answers = [restock_info(number) for number in range(12)]
    result = load(warehouse, answers, file="info_20260308.json", marketplace="amazon_us")
    assert result.report == "lingxing.openapi.fbaSug.msku.getInfo"
    held = [each for answer in answers for each in answer["msku_list"]]
    totals = "count(*), sum(fulfillable), sum(fc_transfer), sum(fc_processing)"
    assert sql(warehouse, f"select {totals} from inventory_day") == [
        (len(held), sum(a["quantity_fba_valid"] for a in answers), sum(each["reserved_fc_transfers"] for each in held), len(held))
    ]


def test_settings_are_known_and_told_to_be_no_data(warehouse):
    settings = {
        "sid": 119,
        "msku": "CN1",
        "days_plan": 30,
        "days_qc": 3,
        "safe_day": 7,
        "sm_fba_list": [],
        "config_list": [{"weigth_3": 1}],
    }
    with pytest.raises(ImportRefused) as refused:
        load(warehouse, settings, file="config.json")
    assert refused.value.key == "json_not_rows"


def test_every_advertising_report_is_of_its_own_grain():
    ads = [d for name, d in report_definitions().items() if name.startswith("lingxing.export.广告_")]
    assert len(ads) == 7
    assert {d.constants["grain"] for d in ads} == {
        "campaign", "ad_group", "targeting", "advertised_product", "placement", "search_term",
    }  # fmt: skip
    assert all("cost" in d.needs_mapping for d in ads)
