import dataclasses
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from tests.corpora.formulas import FORMULAS
from tests.corpora.hostile_workbooks import HEADER, PRODUCT, WORKBOOKS
from tests.corpora.packages import table, text_cell, workbook
from tools.core.errors import ImportRefused
from tools.warehouse.importing.limits import WORKBOOK_LIMITS
from tools.warehouse.importing.values import EXACT
from tools.warehouse.importing.workbook import read_workbook

STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


def read(folder, content, limits=WORKBOOK_LIMITS):
    path = folder / "upload"
    path.write_bytes(content)
    return {sheet.name: list(sheet.rows) for sheet in read_workbook(path, "f.xlsx", limits)}


def rows_of(folder, inside, **options):
    return read(folder, workbook({"A": inside}, **options))["A"]


def refused(folder, content, limits=WORKBOOK_LIMITS):
    with pytest.raises(ImportRefused) as refusal:
        read(folder, content, limits)
    return refusal.value


def saved(folder, fill):
    """The rows of a workbook that openpyxl writes."""
    book = openpyxl.Workbook()
    fill(book)
    book.save(folder / "saved.xlsx")
    return read(folder, (folder / "saved.xlsx").read_bytes())["Sheet"]


@pytest.mark.parametrize(("name", "make", "keys"), WORKBOOKS, ids=[name for name, _, _ in WORKBOOKS])
def test_hostile_workbooks_are_refused_or_read(tmp_path, name, make, keys):
    if keys:
        assert refused(tmp_path, make()).key in keys
    else:
        rows = read(tmp_path, make())["Products"]
        assert rows[0] == (1, HEADER)
        assert rows[1][1][1:3] == PRODUCT[1:3]


def test_formulas_in_texts_come_through_unchanged(tmp_path):
    rows = rows_of(tmp_path, table([[text] for text in FORMULAS]))
    assert len(FORMULAS) >= 60
    assert [cells for _, cells in rows] == [[text] for text in FORMULAS]


def test_a_far_row_keeps_its_number(tmp_path):
    rows = rows_of(tmp_path, f'{table([["a"]])}<row r="1048576">{text_cell("z", "B1048576")}</row>')
    assert rows == [(1, ["a"]), (1_048_576, [None, "z"])]


def test_rows_and_cells_without_a_place_follow_one_another(tmp_path):
    first = f"<row>{text_cell('a')}<c/>{text_cell('c')}</row><row/>"
    inside = f'{first}<row r="5">{text_cell("x", "C5")}{text_cell("y")}</row><row><c><v>1</v></c></row>'
    assert rows_of(tmp_path, inside) == [(1, ["a", None, "c"]), (5, [None, None, "x", "y"]), (6, [EXACT + "1"])]


def test_a_wrong_dimension_is_not_believed(tmp_path):
    content = workbook({"A": table([["a", "b"], ["c", "d"]])}, after='<dimension ref="A1"/>')
    assert read(tmp_path, content)["A"] == [(1, ["a", "b"]), (2, ["c", "d"])]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c><v>12.50</v></c>", EXACT + "12.5"),
        ('<c s="1"><v>0.987</v></c>', EXACT + "98.7%"),
        ('<c s="2"><v>46000</v></c>', "2025-12-09"),
        ('<c s="3"><v>46000</v></c>', "2025-12-09T00:00:00"),
        ('<c s="99"><v>5</v></c>', EXACT + "5"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="d"><v>2026-01-02T00:00:00</v></c>', "2026-01-02T00:00:00"),
        ('<c t="d" s="2"><v>2026-01-02T00:00:00</v></c>', "2026-01-02"),
        ('<c t="str"><v> 007 </v></c>', " 007 "),
        ('<c t="s"><v>0</v></c>', "a\rb"),
        ('<c t="s"><v>1</v></c>', "a_x000D_b"),
        ('<c t="s"><v>2</v></c>', "rich text"),
        ('<c t="s"><v>3</v></c>', "東京"),
        ('<c t="s"><v>4</v></c>', "BOX_x1234_A_x0000_"),
        ("<c><f>A1+B1</f><v>3</v></c>", "=A1+B1"),
        ("<c t=\"str\"><f>=cmd|'/C calc'!A0</f><v>x</v></c>", "=cmd|'/C calc'!A0"),
        ('<c t="array"><f t="array" ref="A1:A2">SUM(A1:A9)</f><v>3</v></c>', "=SUM(A1:A9)"),
        ("<c><v>99999999999999999999</v></c>", EXACT + "99999999999999999999"),
        ("<c><v>oops</v></c>", "oops"),
    ],
)
def test_cells_are_texts(tmp_path, cell, text):
    styles = (
        '<numFmts><numFmt numFmtId="170" formatCode="yyyy\\-mm\\-dd h:mm"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf/><xf numFmtId="10"/><xf numFmtId="31"/><xf numFmtId="170"/></cellXfs>'
        '<dxfs><dxf><numFmt numFmtId="170" formatCode="0%"/></dxf></dxfs>'
    )
    strings = (
        "<si><t>a_x000D_b</t></si><si><t>a_x005F_x000D_b</t></si><si><r><t>rich </t></r><r><rPr/><t>text</t></r></si>"
        '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t>BOX_x1234_A_x0000_</t></si>'
    )
    assert rows_of(tmp_path, f"<row>{cell}</row>", styles=styles, strings=strings) == [(1, [text])]


@pytest.mark.parametrize("cell", ["<c/>", '<c s="1"/>', "<c><v/></c>", '<c t="s"/>', '<c t="inlineStr"><is><t/></is></c>'])
def test_blank_cells_are_none(tmp_path, cell):
    assert rows_of(tmp_path, f"<row>{cell}{text_cell('b')}{cell}</row><row>{cell}</row>") == [(1, [None, "b"])]


def test_shared_formulas_are_shown_as_the_first_has_them(tmp_path):
    first = '<c><f t="shared" si="0" ref="A1:A2">B1*2</f><v>2</v></c>'
    inside = f'<row>{first}</row><row><c><f t="shared" si="0"/><v>4</v></c></row>'
    assert [cells for _, cells in rows_of(tmp_path, inside)] == [["=B1*2"], ["=B1*2"]]


@pytest.mark.parametrize("space", [STRICT, "http://schemas.openxmlformats.org/spreadsheetml/2006/main"])
def test_both_namespaces_are_read(tmp_path, space):
    assert rows_of(tmp_path, "<row><c><v>1</v></c></row>", space=space) == [(1, [EXACT + "1"])]


def test_prefixed_elements_are_read(tmp_path):
    sheet = '<x:worksheet xmlns:x="{}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    content = workbook({"A": ""}, more={"xl/worksheets/sheet1.xml": sheet.format(STRICT)})
    assert read(tmp_path, content)["A"] == [(1, [EXACT + "1"])]


@pytest.mark.parametrize("value", ["1", "true"])
def test_days_count_from_1904_where_the_workbook_says_so(tmp_path, value):
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    rows = rows_of(tmp_path, "<row><c><v>44538</v></c></row>", styles=styles, properties=f'date1904="{value}"')
    assert rows == [(1, ["2025-12-09"])]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_read_and_marked(tmp_path, state):
    (tmp_path / "f").write_bytes(workbook({"A": table([["a"]])}, state=f'state="{state}"'))
    [sheet] = read_workbook(tmp_path / "f", "f.xlsx")
    assert (sheet.hidden, list(sheet.rows)) == (True, [(1, ["a"])])


def test_what_openpyxl_writes(tmp_path):
    def fill(book):
        rich = CellRichText("bold ", TextBlock(InlineFont(b=True), "red"))
        book.active.append(["text", 12.5, 3, True, None, date(2026, 1, 2), datetime(2026, 1, 2, 3, 4, 5), "=A1", rich])
        book.active["B3"], book.active["B3"].number_format = 0.25, "0.0%"

    expected = ["text", EXACT + "12.5", EXACT + "3", "TRUE", None, "2026-01-02", "2026-01-02T03:04:05", "=A1", "bold red"]
    assert saved(tmp_path, fill) == [(1, expected), (3, [None, EXACT + "25%"])]


def test_sheets_in_their_order_and_rows_at_any_time(tmp_path):
    path = tmp_path / "f"
    path.write_bytes(workbook({"B": table([["b"]]), "A": table([["a"]])}))
    sheets = list(read_workbook(path, "f.xlsx"))
    assert [(sheet.name, list(sheet.rows)) for sheet in sheets] == [("B", [(1, ["b"])]), ("A", [(1, ["a"])])]


@pytest.mark.parametrize(
    "inside",
    [
        f'<row r="2">{text_cell("a")}</row><row r="2">{text_cell("b")}</row>',
        f'<row r="x">{text_cell("a")}</row>',
        f"<row>{text_cell('a', 'B1')}{text_cell('b', 'B1')}</row>",
        f"<row>{text_cell('a', '17')}</row>",
        f"<row>{text_cell('a', 'AAAA1')}</row>",
        '<row><c t="s"><v>7</v></c></row>',
        '<row><c t="s"><v>x</v></c></row>',
        "<row><c></row>",
    ],
)
def test_contradictions_are_no_guess(tmp_path, inside):
    assert refused(tmp_path, workbook({"A": inside})).key == "file_damaged_part"


def test_cells_count_over_all_sheets_and_blank_ones_too(tmp_path):
    limits = dataclasses.replace(WORKBOOK_LIMITS, cells=6)
    inside = "<row><c/><c/></row>"  # three of the six
    read(tmp_path, workbook({"A": inside, "B": inside}), limits)
    content = workbook({"A": inside, "B": inside, "C": "<row/>"})
    assert refused(tmp_path, content, limits).key == "file_too_many_cells"


def test_shared_texts_count_too(tmp_path):
    limits = dataclasses.replace(WORKBOOK_LIMITS, cells=6)
    assert refused(tmp_path, workbook({"A": ""}, strings="<si/>" * 7), limits).key == "file_too_many_cells"


def test_the_last_column_that_is_read(tmp_path):
    limits = dataclasses.replace(WORKBOOK_LIMITS, columns=26)
    read(tmp_path, workbook({"A": f"<row>{text_cell('x', 'Z1')}</row>"}), limits)
    error = refused(tmp_path, workbook({"A": f"<row>{text_cell('x', 'AA1')}</row>"}), limits)
    assert {name: error.details[name] for name in ("sheet", "line", "column", "limit")} == {
        "sheet": "A", "line": 1, "column": 27, "limit": 26,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("before", "block", "after"),
    [
        ("<!--", "x" * 2_000_000, "-->"),
        ('<row a="', "x" * 2_000_000, '"/>'),
        ("", "<row>" * 101, ""),
        ("", "".join(f"<x{n}/>" for n in range(60_000)), ""),
    ],
    ids=["comment", "attribute", "depth", "names"],
)
def test_markup_made_to_exhaust_the_parser(tmp_path, before, block, after):
    assert refused(tmp_path, workbook({"A": before + block + after})).key == "file_damaged_part"


def test_a_text_of_many_pieces_is_as_long_as_all_of_them(tmp_path):
    limits = dataclasses.replace(WORKBOOK_LIMITS, cell_chars=10)
    runs = "<r><t>12345</t></r>"
    assert rows_of(tmp_path, f'<row><c t="inlineStr"><is>{runs * 2}</is></c></row>') == [(1, ["1234512345"])]
    assert refused(tmp_path, workbook({"A": ""}, strings=f"<si>{runs * 3}</si>"), limits).key == "file_long_cell"


def test_thousands_of_listed_names_end(tmp_path):
    content = workbook({"A": ""}, more={"xl/workbook.xml": "<workbook>" + "<x/>" * 2_000_000 + "</workbook>"})
    assert refused(tmp_path, content).key == "file_damaged_part"
