"""Sheets of listings written by hand."""

from io import BytesIO

from openpyxl import Workbook

PATH = "[marketplace_id=ATVPDKIKX0DER][language_tag=en_US]"
SETTINGS = "settings=attributeRow=5&contentLanguageTag=en_US&dataRow=7&labelRow=4&primaryMarketplaceId=amzn1.mp.o.ATVPDKIKX0DER"
TEMPLATE = [
    "contribution_sku#1.value",
    "product_type#1.value",
    "::record_action",
    f"item_name{PATH}#1.value",
    *(f"bullet_point{PATH}#{n}.value" for n in range(1, 6)),
    f"title_differentiation{PATH}#1.value",
    f"generic_keyword{PATH}#1.value",
    "item_weight[marketplace_id=ATVPDKIKX0DER]#1.value",
    "item_weight[marketplace_id=ATVPDKIKX0DER]#1.unit",
    f"special_feature{PATH}#1.value",
    f"special_feature{PATH}#2.value",
]
TEMPLATE_ROW = ["S1", "BOTTLE", "Edit", "Foo Bottle", "b1", "b2", None, None, None, "x, y", "flask", 2.5, "pounds", "cold", "hot"]
FLAT_FILE = (
    "TemplateType=fptcustom\tVersion=2023.1116\tThe top 3 rows are for Amazon.com use only.\t\t\t\t\t\t\n"
    "Seller SKU\tBrand Name\tProduct Name\tKey Product Features\tKey Product Features\tSearch Terms\tColor\tItem Weight\tUnit\n"
    "item_sku\tbrand_name\titem_name\tbullet_point1\tbullet_point2\tgeneric_keywords\tcolor_name\titem_weight\t"
    "item_weight_unit_of_measure\n"
)


def workbook(**sheets):
    """An XLSX file of those sheets, each a list of rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def template(*rows, **others):
    """Amazon's newer template."""
    head = [[SETTINGS], [], ["Listing Identity"], ["SKU", "Product Type"], TEMPLATE, ["ABC123", None, None, "Example title"]]
    return workbook(Template=[*head, *rows], **others)
