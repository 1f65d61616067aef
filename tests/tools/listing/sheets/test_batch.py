from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.tools.listing.sheets.fakes import DAY, run
from tests.tools.listing.sheets.files import FLAT_FILE, PATH, TEMPLATE_ROW, template
from tools.core.errors import InvalidInput
from tools.listing.sheets import export
from tools.listing.sheets.batch import run_batch
from tools.listing.sheets.drafts import draft_tables
from tools.listing.sheets.export import batch_workbook
from tools.listing.sheets.reading import read_table_file
from tools.listing.sheets.source import Task

SHEET = (
    "SKU,站点,标题,五点1,五点2,描述,搜索词,材质,价格,空列\n"
    "A1,US,Loud!,one,two,D,s,steel,9,\nA2,Mars,T,,,,,,,\nNO,US,T,,,,,,,\n"
    'A3,US,"=HYPERLINK(""http://x"",""y"")",one,,,,,,\n'
)


@pytest.fixture
def listings(tmp_path):
    def read(content=SHEET, name="a.csv", marketplace=None):
        path = tmp_path / "content"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_table_file(Task(path, name, marketplace), lambda *_: None)

    return read


def sheets_of(content):
    """Every sheet as rows of plain values; no cell is a formula."""
    book = load_workbook(BytesIO(content))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_every_row_has_its_state(listings):
    told = []
    batch = run_batch(listings().rows, "check", run, as_of=DAY, progress=lambda *done: told.append(done))
    assert [(row.line, row.state) for row in batch.rows] == [(2, "not_ready"), (3, "refused"), (4, "refused"), (5, "ready")]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert batch.summary() == {"rows": 4, "ready": 1, "not_ready": 1, "refused": 2, "blocking": 1, "warnings": 1}
    assert batch.rows[1].error["code"] == "unknown_reference" and batch.rows[2].error["code"] == "not_covered"


def test_a_batch_as_json_has_whole_results(listings):
    rows = run_batch(listings().rows, "rewrite", run, as_of=DAY).model_dump(mode="json")["rows"]
    assert rows[0]["result"]["draft"]["title"] == "LOUD!" and rows[0]["result"]["facts"][0]["value"] == "500 ml"


def test_localising_needs_a_store(listings):
    with pytest.raises(InvalidInput):
        run_batch(listings().rows, "localize", run, as_of=DAY)


def test_the_workbook_of_a_check(listings):
    sheet = listings()
    found = sheets_of(batch_workbook(sheet, run_batch(sheet.rows, "check", run, as_of=DAY), "zh"))
    assert list(found) == ["结果", "问题", "说明"]
    assert found["结果"][0] == [
        "行号",
        "SKU",
        "站点",
        "标题",
        "状态",
        "阻断",
        "提醒",
        "关键词覆盖（前）",
        "关键词覆盖（后）",
        "说明",
    ]
    assert found["结果"][1][:7] == [2, "A1", "amazon_us", "Loud!", "需处理", 1, 0]
    assert found["结果"][2][0] == 3 and found["结果"][2][4] == "未处理" and "a.csv 第 3 行“站点”列" in found["结果"][2][-1]
    assert found["结果"][4][3] == '=HYPERLINK("http://x","y")'
    expected = [2, "A1", "阻断", "标题", "=cmd|' /C calc'!A0", "太长", "删短", "amazon.x", "Help page", "2025-01-21", "现状"]
    assert found["问题"][1] == expected and found["问题"][2][3].endswith(" 1")


def test_the_workbook_of_drafts_has_the_columns_of_the_source(listings):
    sheet = listings()
    found = sheets_of(batch_workbook(sheet, run_batch(sheet.rows, "rewrite", run, as_of=DAY), "en"))
    assert list(found) == ["Results", "Findings", "Drafts", "Changes", "Facts", "Notes"]
    # The blank column is left out; what the source has no column for stands at the end.
    head = ["SKU", "站点", "标题", "五点1", "五点2", "描述", "搜索词", "材质", "价格", "highlights", "bullet3"]
    assert found["Drafts"][0] == head
    assert found["Drafts"][1] == ["A1", "US", "LOUD!", "one", "two", None, "st", "steel", "9", "one, two", "new"]
    # Rows without a draft are not there to be uploaded.
    assert len(found["Drafts"]) == 3
    assert found["Drafts"][2][2:5] == ['=HYPERLINK("HTTP://X","Y")', "one", "new"]
    assert found["Changes"][1] == [2, "A1", "Title", "Loud!", "LOUD!", "why", "amazon.x"]
    assert found["Facts"][1] == [2, "A1", "500 ml", "figure", "no", None, "gone"]
    assert found["Results"][1][7:] == [0.25, 0.5, "shouts"]


def test_the_store_of_a_localised_draft(listings):
    sheet = listings()
    batch = run_batch(sheet.rows, "localize", run, to="amazon_de", as_of=DAY)
    found = sheets_of(batch_workbook(sheet, batch, "zh"))
    assert [row[1] for row in found["草稿"][1:]] == ["amazon_de", "amazon_de"]
    assert found["未翻译"][1] == [2, "A1", "描述", "散文", "散文"]


def test_a_flat_file_comes_back_with_its_headers(listings):
    sheet = listings(FLAT_FILE + "A\tAcme\tBottle\tone\ttwo\tflask\tRed\t10\tLB\n", "flat.txt", "amazon_us")
    (table,) = draft_tables(sheet, run_batch(sheet.rows, "rewrite", run, as_of=DAY).rows, None)
    lines = [line.split("\t") for line in FLAT_FILE.splitlines()]
    width = len(lines[2])
    assert [cells[:width] for cells in table.headers] == [[*cells, *[""] * (width - len(cells))] for cells in lines]
    assert table.headers[2][width:] == ["highlights", "bullet3"]
    assert table.rows == [["A", "Acme", "BOTTLE", "one", "two", "st", "Red", "10", "LB", "one, two", "new"]]


def test_a_template_comes_back_with_its_headers(listings):
    sheet = listings(template(TEMPLATE_ROW), "t.xlsx")
    found = sheets_of(batch_workbook(sheet, run_batch(sheet.rows, "rewrite", run, as_of=DAY), "en"))
    drafts = found["Drafts"]
    title, third = drafts[4].index(f"item_name{PATH}#1.value"), drafts[4].index(f"bullet_point{PATH}#3.value")
    assert drafts[0][0].startswith("settings=attributeRow=5") and drafts[1] == [None] * len(drafts[1])
    assert (drafts[6][title], drafts[6][third]) == ("FOO BOTTLE", "new") and len(drafts) == 7


def test_json_gets_this_products_own_columns(listings):
    sheet = listings('[{"title": "x", "marketplace": "amazon_us", "bullets": ["a"]}]', "l.json")
    (table,) = draft_tables(sheet, run_batch(sheet.rows, "localize", run, to="amazon_de", as_of=DAY).rows, "amazon_de")
    named = ["line", "sku", "marketplace", "brand", "title", "highlights", "bullet1", "bullet2", "description", "search_terms"]
    assert table.headers == [named] and table.rows == [["1", "", "amazon_de", "", "X", "one, two", "a", "new", "", "st"]]
    content = batch_workbook(sheet, run_batch(sheet.rows, "localize", run, to="amazon_de", as_of=DAY), "en")
    assert sheets_of(content)["Drafts"][0] == named


def test_bullets_of_one_cell_go_back_into_it(listings):
    sheet = listings('站点,标题,五点\nUS,T,"a\nb"\n')
    (table,) = draft_tables(sheet, run_batch(sheet.rows, "rewrite", run, as_of=DAY).rows, None)
    assert table.rows[0][2] == "a\nb\nnew"


def test_the_same_batch_has_the_same_bytes(listings):
    first, second = (batch_workbook(s, run_batch(s.rows, "rewrite", run, as_of=DAY), "zh") for s in (listings(), listings()))
    assert first == second


def test_rows_that_do_not_fit_are_said(listings, monkeypatch):
    monkeypatch.setattr(export, "_MOST_ROWS", 1)
    sheet = listings()
    found = sheets_of(batch_workbook(sheet, run_batch(sheet.rows, "check", run, as_of=DAY), "en"))
    assert len(found["Findings"]) == 2 and any("more than 1 rows" in row[0] for row in found["Notes"])


def test_five_thousand_rows(listings):
    sheet = listings("SKU,站点,标题\n" + "".join(f"S{n},US,T{n}!\n" for n in range(5_000)))
    found = sheets_of(batch_workbook(sheet, run_batch(sheet.rows, "check", run, as_of=DAY), "en"))
    assert len(found["Results"]) == len(found["Findings"]) == 5_001 and found["Results"][5_000][3] == "T4999!"
