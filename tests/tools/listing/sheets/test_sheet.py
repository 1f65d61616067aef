import json
from io import BytesIO

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.tools.listing.sheets.files import FLAT_FILE, TEMPLATE_ROW, template, workbook
from tools.core.errors import ImportRefused, UnknownReference
from tools.listing.sheets import table_rows
from tools.listing.sheets.reading import read_table_file
from tools.listing.sheets.sheet import read_sheet, row_fault
from tools.listing.sheets.source import Task

HEAD = "SKU,站点,品牌,标题,五点1,五点2,描述,搜索词,材质,价格\n"


@pytest.fixture
def read(tmp_path):
    """Reads content under a name."""

    def run(name, content, marketplace=None):
        path = tmp_path / "content"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_sheet(path, name, marketplace)

    return run


def given_of(sheet, at=0):
    return sheet.rows[at].listing.model_dump(exclude_defaults=True)


def keys(sheet):
    return [note.code for note in sheet.notes]


FIRST = {
    "marketplace": "amazon_de", "sku": "A1", "brand": "Akme", "title": "Flasche für Tee", "bullets": ["eins", "zwei"],
    "description": "Text", "search_terms": "flasche tee", "attributes": {"材质": "钢"},
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_a_sheet_with_our_own_names(read, encoding, sign):
    text = (HEAD + "A1,德国,Akme,Flasche für Tee,eins,zwei,Text,flasche tee,钢,9\n").replace(",", sign)
    sheet = read("a.csv", text.encode(encoding))
    assert given_of(sheet) == FIRST and sheet.rows[0].line == 2
    assert (sheet.unused, sheet.facts) == (["价格"], ["材质"])
    assert keys(sheet) == ["listing_columns_as_facts", "listing_columns_kept"]


def test_chinese_legacy_encoding(read):
    sheet = read(
        "a.csv", (HEAD + "A1,德国,爱可美,保温杯大容量男女士便携,防漏设计结实耐用,保温十二小时,描述文字,,钢,9\n").encode("gb18030")
    )
    assert given_of(sheet)["title"] == "保温杯大容量男女士便携"


def test_english_names_give_the_same(read):
    sheet = read(
        "a.csv", "sku,marketplace,brand,title,bullet1,bullet2,description,search_terms\nA1,amazon_us,B,T,one,two,D,s t\n"
    )
    assert given_of(sheet) == {
        "marketplace": "amazon_us", "sku": "A1", "brand": "B", "title": "T", "bullets": ["one", "two"], "description": "D",
        "search_terms": "s t",
    }  # fmt: skip


def test_one_bad_row_does_not_stop_the_others(read):
    text = HEAD + "A1,德国,,T,,,,,,\nA2,Mars,,T,,,,,,\n,,,,,,,,,\nA3,US,,,,,,,,9\nA4,,,T,,,,,,\nA5,US,,T,,,,,,\n"
    sheet = read("a.csv", text)
    assert [(row.line, bool(row.listing)) for row in sheet.rows] == [(2, True), (3, False), (5, False), (6, False), (7, True)]
    told = [fault.en for row in sheet.rows if (fault := row_fault(sheet, row))]
    assert told[0].startswith("a.csv, row 3, column 站点: ") and "Mars" in told[0]
    assert told[1].startswith("a.csv, row 5, column 标题: ") and told[2].startswith("a.csv, row 6, column 站点: ")
    assert given_of(read("a.csv", text, "amazon_uk"), 3)["marketplace"] == "amazon_uk"


def test_a_flat_file_with_three_header_rows(read):
    sheet = read("flat.txt", FLAT_FILE + 'A\tAcme\tBottle 12" high\tone\ttwo\tflask\tRed\t10\tLB\n', "Amazon.com")
    assert given_of(sheet) == {
        "marketplace": "amazon_us", "sku": "A", "brand": "Acme", "title": 'Bottle 12" high', "bullets": ["one", "two"],
        "search_terms": "flask", "attributes": {"color name": "Red", "item weight": "10 LB"},
    }  # fmt: skip
    assert sheet.rows[0].line == 4 and len(sheet.tables[0].headers) == 3


def test_a_template_with_attribute_paths(read):
    others = {"Example": [["item_sku", "item_name", "bullet_point1"], ["E", "Example", "b"]], "Valid Values": [["x"]]}
    sheet = read("t.xlsm", template(TEMPLATE_ROW, **others))
    (row,) = sheet.rows
    assert row.line == 7 and len(sheet.tables[0].headers) == 6
    assert given_of(sheet) == {
        "marketplace": "amazon_us", "language": "en", "sku": "S1", "product_type": "BOTTLE", "title": "Foo Bottle",
        "bullets": ["b1", "b2"], "highlights": "x, y", "search_terms": "flask",
        "attributes": {"item weight": "2.5 pounds", "special feature": "cold, hot"},
    }  # fmt: skip


def test_two_languages_side_by_side_are_two_listings(read):
    paths = (
        "[marketplace_id=A1F83G8C2ARO7P][language_tag=en_GB]#1.value",
        "[marketplace_id=APJ6JRA9NG5V4][language_tag=it_IT]#1.value",
    )
    names = [name + path for path in paths for name in ("item_name", "bullet_point")]
    sheet = read("t.xlsx", workbook(Template=[["contribution_sku#1.value", *names], ["S", "cup", "one", "tazza", "uno"]]))
    found = [(row.listing.marketplace, row.listing.language, row.listing.title, row.listing.bullets) for row in sheet.rows]
    assert found == [("amazon_uk", "en", "cup", ["one"]), ("amazon_it", "it", "tazza", ["uno"])]


def test_merged_header_rows_and_the_store_in_the_name_of_the_sheet(read):
    rows = [["基本信息", None, "五点描述", None, None, "描述"], ["SKU", "标题", 1, 2, 3], [], ["k", "T", "a", "b", "c", "d"]]
    sheet = read("m.xlsx", workbook(德国站=rows, 备注=[["随便写写"]]))
    assert given_of(sheet) == {
        "marketplace": "amazon_de", "sku": "k", "title": "T", "bullets": ["a", "b", "c"], "description": "d",
    }  # fmt: skip
    assert "listing_sheets_left" in keys(sheet)


def test_shopify_products(read):
    text = (
        "Handle,Title,Body (HTML),Vendor,Type,Tags,Option1 Name,Variant SKU,Variant Price\n"
        'h1,Cup,"<p>x, y</p>",V,Mug,"a, b",Size,S1,3\nh1,,,,,,,S2,4\nh2,Pan,,V,Pan,,,S3,5\n'
    )
    sheet = read("products_export.csv", text)
    assert [(row.line, row.listing.sku) for row in sheet.rows] == [(2, "S1"), (4, "S3")]
    assert given_of(sheet)["marketplace"] == "shopify" and given_of(sheet)["description"] == "<p>x, y</p>"
    assert "listing_rows_joined" in keys(sheet) and "Variant Price" in sheet.unused


def test_ebay_file_exchange(read):
    text = "*Action(SiteID=Germany|Country=DE|Version=1193),CustomLabel,*Title,*Description,C:Brand,C:Color\nAdd,S,T,D,B,Rot\n"
    assert given_of(read("e.csv", text)) == {
        "marketplace": "ebay_de", "sku": "S", "brand": "B", "title": "T", "description": "D", "attributes": {"Color": "Rot"},
    }  # fmt: skip


def test_walmart_and_lingxing(read):
    sheet = read("w.csv", "sku,productName,brand,shortDescription,keyFeatures1,keyFeatures2\nS,T,B,D,one,two\n")
    assert (given_of(sheet)["marketplace"], given_of(sheet)["bullets"]) == ("walmart_us", ["one", "two"])
    sheet = read("l.csv", 'MSKU,FNSKU,父ASIN,状态,店铺,标题,五点描述,7日销量\nM,F,P,在售,my-US,T,"a\nb",3\n', "amazon_us")
    assert given_of(sheet)["sku"] == "M" and given_of(sheet)["bullets"] == ["a", "b"] and "attributes" not in given_of(sheet)


def test_names_in_the_first_column(read):
    sheet = read("v.xlsx", workbook(S=[["标题", "Foo", "Bar"], ["五点1", "a", "b"], ["站点", "US", "德国"]]))
    assert [(row.listing.title, row.listing.marketplace) for row in sheet.rows] == [("Foo", "amazon_us"), ("Bar", "amazon_de")]


def test_several_columns_of_one_name(read):
    sheet = read("d.csv", "站点,标题,标题,卖点,卖点,颜色,颜色\nUS,first,second,a,b,red,blue\n")
    assert given_of(sheet) == {
        "marketplace": "amazon_us", "title": "first", "bullets": ["a", "b"], "attributes": {"颜色": "red, blue"},
    }  # fmt: skip
    assert sheet.unused == ["标题"]


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x","y")', "=1+1", "@SUM(A1)", "+49 30", "-5 °C", "שלום ‏500ml", "👨‍👩‍👧 Cup", "ＡＢＣ　１"]
)
def test_odd_texts_stay_as_they_are(read, text):
    quoted = text.replace('"', '""')
    assert given_of(read("o.csv", f'站点,标题,五点1,五点2\nUS,"{quoted}","{quoted}",x\n'))["title"] == text
    sheet = read("o.xlsx", workbook(S=[["站点", "标题", "五点1"], ["US", text, text]]))
    assert given_of(sheet)["title"] == text and given_of(sheet)["bullets"] == [text]


def test_formulas_are_said_to_be_text(read):
    assert "listing_formulas_as_text" in keys(read("o.csv", "站点,标题\nUS,=1+1\n"))


def test_a_formula_counts_as_what_it_came_to(read):
    content = BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["站点", "标题", "五点1"])
    sheet.write_row(1, 0, ["US"])
    sheet.write_formula(1, 1, '=CONCATENATE("Foo"," Bottle")', None, "Foo Bottle")
    sheet.write_string(1, 2, "=1+1")
    book.close()
    assert given_of(read("f.xlsx", content.getvalue())) == {
        "marketplace": "amazon_us",
        "title": "Foo Bottle",
        "bullets": ["=1+1"],
    }


def test_json_files(read):
    listings = [
        {"title": "x", "marketplace": "amazon_de", "keywords": [{"term": "a", "volume": 3}], "price": 3},
        {"title": ""},
        5,
    ]
    for content in (listings, {"listings": listings}):
        sheet = read("l.json", json.dumps(content))
        assert given_of(sheet) == {"marketplace": "amazon_de", "title": "x", "keywords": [{"term": "a", "volume": 3}]}
        assert [bool(row.error) for row in sheet.rows] == [False, True, True] and sheet.unused == ["price"]


def test_one_listing_as_text(read):
    sheet = read("one.txt", "Title: Foo\nBullet 1: x\n材质: steel\n", "amazon_de")
    assert given_of(sheet) == {"marketplace": "amazon_de", "title": "Foo", "bullets": ["x"], "attributes": {"材质": "steel"}}
    assert keys(sheet) == [] and keys(read("one.txt", "Title: Foo")) == ["listing_pasted_no_marketplace"]


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("e.csv", b"", "file_empty"),
        ("n.csv", b"a,b\n1,2\n", "listing_sheet_without_head"),
        ("n.xlsx", workbook(S=[["a", "b"], [1, 2]]), "listing_sheet_without_head"),
        ("j.json", b'{"title": "x"', "listing_json_broken"),
        ("z.xlsx", b"PK\x03\x04" + b"\x00" * 99, "file_cut_off"),
        ("b.csv", bytes(range(256)) * 20, "file_no_table"),
        ("deep.json", b"[" * 200_000, "file_takes_too_much"),
    ],
)
def test_files_that_cannot_be_read(read, name, content, key):
    with pytest.raises(ImportRefused) as refused:
        read(name, content)
    assert refused.value.key == key and name in refused.value.text["en"]


def test_an_unknown_store_is_refused_before_reading(read):
    with pytest.raises(UnknownReference):
        read("a.csv", HEAD, "amazon_mars")


def test_five_thousand_rows(read):
    sheet = read("big.csv", HEAD + "".join(f"S{n},US,B,Title {n},a,b,c,d,steel,9\n" for n in range(5_000)))
    assert len(sheet.rows) == 5_000 and sheet.rows[-1].listing.title == "Title 4999" and sheet.rows[-1].line == 5_001


def test_too_many_rows(read, monkeypatch, tmp_path):
    monkeypatch.setattr(table_rows, "MOST_ROWS", 10)
    path = tmp_path / "big.csv"
    path.write_text(HEAD + "S,US,B,T,a,b,c,d,steel,9\n" * 11)
    with pytest.raises(ImportRefused) as refused:
        read_table_file(Task(path, "big.csv"), lambda *_: None)
    assert refused.value.key == "listing_sheet_too_many_rows"


CELLS = st.text(st.characters(codec="utf-8", exclude_characters='\x00\r\n",\t;|'), max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8))
def test_every_row_with_a_text_is_there(tmp_path, rows):
    path = tmp_path / "p.csv"
    lines = ["sku,marketplace,title,bullet1,description", *(f'"{n}",US,"{a}","{b}","{c}"' for n, (a, b, c) in enumerate(rows))]
    path.write_bytes("\n".join(lines).encode())
    sheet = read_table_file(Task(path, "p.csv"), lambda *_: None)
    assert [row.cells[0] for row in sheet.rows] == [str(n) for n in range(len(rows))]
    assert [row.line for row in sheet.rows] == [n + 2 for n in range(len(rows))]
