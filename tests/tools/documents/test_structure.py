"""Headings, tables, lists, pages and rows, by which a citation later finds its place."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from tests.corpora.docx_files import by_hand, paragraph, part, run, written
from tests.corpora.packages import parts, relation, table, text_cell, workbook, zipped
from tests.corpora.pdfs import lines, pdf, picture, text


def _placed(parsed):
    return [(section.heading, section.text) for section in parsed.sections]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", "# Returns\nWords\n## EU\nThirty days\n### Hygiene\nNone\n## UK\n# Claims\nSend photos"),
        ("a.html", "<h1>Returns</h1>Words<h2>EU</h2><p>Thirty days<h3>Hygiene</h3>None<h2>UK</h2><h1>Claims</h1>Send photos"),
        ("a.docx", written((1, "Returns"), "Words", (2, "EU"), "Thirty days", (3, "Hygiene"), "None", (2, "UK"), (1, "Claims"),
                           "Send photos")),
    ],
)  # fmt: skip
def test_headings_make_the_path_and_a_bare_one_is_its_own_text(read, name, content):
    assert _placed(read(content, name)) == [
        (("Returns",), "Words"),
        (("Returns", "EU"), "Thirty days"),
        (("Returns", "EU", "Hygiene"), "None"),
        (("Returns", "UK"), "UK"),
        (("Claims",), "Send photos"),
    ]


ROWS = [["Carrier", "Cut-off", "Zones"], ["DHL", "16:00", "1-4"], ["UPS", "", "2"]]
ROW_LINES = ["Carrier: DHL; Cut-off: 16:00; Zones: 1-4", "Carrier: UPS; Zones: 2"]


def _html_table(rows):
    return "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows) + "</table>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.md", "\n".join(["|" + "|".join(row) + "|" for row in [ROWS[0], ["-"] * 3, *ROWS[1:]]])),
        ("a.html", _html_table(ROWS)),
        ("a.html", _html_table(ROWS).replace("<td>Carrier", "<th>Carrier").replace("<table>", "<table><caption></caption>")),
        ("a.docx", written(ROWS)),
        ("a.xlsx", workbook({"S": table(ROWS)})),
        ("a.csv", "\n".join(",".join(row) for row in ROWS)),
        ("a.csv", "\n".join(";".join(row) for row in ROWS)),
        ("a.tsv", "\n".join("\t".join(row) for row in ROWS)),
    ],
)
def test_rows_of_tables_become_lines_that_say_what_each_cell_is(read, name, content):
    [section] = read(content, name).sections
    assert section.text.split("\n") == ROW_LINES


def test_two_columns_of_which_nobody_says_they_have_headers_are_names_and_values(read):
    rows = [["Owner", "Ann"], ["Version", "2.1"]]
    for name, content in (("a.docx", written(rows)), ("a.html", _html_table(rows))):
        assert read(content, name).sections[0].text == "Owner: Ann\nVersion: 2.1"
    headed = "<table><tr><th>Country</th><th>Days</th></tr><tr><td>DE</td><td>14</td></tr></table>"
    assert read(headed, "a.html").sections[0].text == "Country: DE; Days: 14"


def test_cells_over_several_columns_and_rows_stand_in_each_of_them(read):
    page = ("<table><tr><th>Zone<th>Days<th>Price<tr><td colspan=3>Europe<tr><td rowspan=2>DE<td>2<td>5"
            "<tr><td>3<td>4</table>")  # fmt: skip
    assert read(page, "a.html").sections[0].text == "Europe\nZone: DE; Days: 2; Price: 5\nZone: DE; Days: 3; Price: 4"
    start, on = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    rows = [[("", "Zone"), ("", "Days"), ("", "Price")], [(start, "DE"), ("", "2"), ("", "5")], [(on, ""), ("", "3"), ("", "4")]]
    cells = ["".join(f"<w:tc>{said}{paragraph(words)}</w:tc>" for said, words in row) for row in rows]
    body = f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
    assert read(by_hand(body), "a.docx").sections[0].text == "Zone: DE; Days: 2; Price: 5\nZone: DE; Days: 3; Price: 4"


def test_steps_of_lists_keep_their_numbers(read):
    steps = read("1. Open\n2. Close\n   - at night\n3. Lock", "a.md").sections[0].text
    assert steps == "1. Open\n2. Close\n  - at night\n3. Lock"
    levels = ('<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
              '<w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/>'
              '<w:lvlText w:val="%1.%2)"/></w:lvl>'
              '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/>'
              '<w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
              '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>')  # fmt: skip
    item = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
    steps = [
        ("Open", 0, 1),
        ("Close", 0, 1),
        ("at night", 1, 1),
        ("by day", 1, 1),
        ("Lock", 0, 1),
        ("范围", 0, 2),
        ("职责", 0, 2),
    ]
    body = "".join(paragraph(words, properties=item.format(level, number)) for words, level, number in steps)
    content = by_hand(body, related=[relation(5, "numbering", "numbering.xml")],
                      more={"word/numbering.xml": part("numbering", levels)})  # fmt: skip
    assert read(content, "a.docx").sections[0].text.split("\n") == [
        "1. Open", "2. Close", "  2.a) at night", "  2.b) by day", "3. Lock", "第一条 范围", "第二条 职责"
    ]  # fmt: skip


def test_a_word_document_is_read_with_its_boxes_notes_links_changes_and_running_lines(read):
    box = f"<w:r><w:pict><x><w:txbxContent>{paragraph('In a box')}</w:txbxContent></x></w:pict></w:r>"
    body = (
        paragraph("See ", f"<w:hyperlink>{run('the portal')}</w:hyperlink>", f"<w:ins>{run(' today')}</w:ins>",
                  f"<w:del>{run('gone')}</w:del>", box)
        + paragraph("Noted", '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + f"<w:sdt><w:sdtContent>{paragraph('In a control')}</w:sdtContent></w:sdt>"
        + paragraph("1 Scope .... 3", properties='<w:pStyle w:val="TOC1"/>')
    )  # fmt: skip
    more = {
        "word/footnotes.xml": part("footnotes", f'<w:footnote w:id="2">{paragraph("A note")}</w:footnote>'),
        "word/header1.xml": part("hdr", paragraph("SOP-017 v2")),
        "word/footer1.xml": part("ftr", paragraph("Page 1 of 3")),
    }
    related = [
        relation(5, "footnotes", "footnotes.xml"),
        relation(6, "header", "header1.xml"),
        relation(4, "footer", "footer1.xml"),
    ]
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>'
    parsed = read(by_hand(body, styles=styles, related=related, more=more), "a.docx")
    assert parsed.sections[0].text.split("\n\n") == [
        "SOP-017 v2", "See the portal today", "In a box", "Noted", "A note", "In a control"
    ]  # fmt: skip
    assert [(remark.code, remark.details) for remark in parsed.remarks] == [("document_left_out", {"kinds": ["deleted"]})]


def test_headings_of_word_are_known_by_outline_level_and_in_chinese(read):
    styles = ('<w:style w:type="paragraph" w:styleId="a"><w:name w:val="标题 2"/></w:style>'
              '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="mine"/><w:basedOn w:val="a"/></w:style>')  # fmt: skip
    body = (paragraph("总则", properties='<w:outlineLvl w:val="0"/>') + paragraph("范围", properties='<w:pStyle w:val="b"/>')
            + paragraph("全部店铺"))  # fmt: skip
    assert _placed(read(by_hand(body, styles=styles), "a.docx")) == [(("总则", "范围"), "全部店铺")]


def test_pages_of_a_pdf_go_on_under_the_last_heading(read):
    large = lambda words, y=770: text(words, y=y, size=18)  # noqa: E731
    content = pdf(
        large("Customs") + lines("Send the invoice."), lines("And the packing list."), large("Returns") + lines("Thirty days.")
    )
    parsed = read(content, "a.pdf")
    assert [(s.page, s.heading, s.text) for s in parsed.sections] == [
        (1, ("Customs",), "Send the invoice."),
        (2, ("Customs",), "And the packing list."),
        (3, ("Returns",), "Thirty days."),
    ]


def test_the_outline_of_a_pdf_names_its_headings(read):
    pages = pdf(lines("1. Customs", "Send the invoice."), lines("Still customs.", "2. Returns", "Thirty days."))
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pages)))
    writer.add_outline_item(title="Customs", page_number=0)
    writer.add_outline_item(title="Returns", page_number=1)
    out = io.BytesIO()
    writer.write(out)
    content = out.getvalue()
    assert [(s.page, s.heading, s.text) for s in read(content, "a.pdf").sections] == [
        (1, ("1. Customs",), "Send the invoice."),
        (2, ("1. Customs",), "Still customs."),
        (2, ("2. Returns",), "Thirty days."),
    ]


def test_lines_that_run_along_every_page_are_said_once(read):
    pages = [lines("SOP-017 Returns", f"Body of page {word}.", top=800) + text(f"Page {n} of 5", y=30)
             for n, word in enumerate(["one", "two", "three", "four", "five"], 1)]  # fmt: skip
    said = "\n".join(section.text for section in read(pdf(*pages), "a.pdf").sections)
    assert said.count("SOP-017 Returns") == 1 and "of 5" not in said and said.count("Body of page") == 5


def test_rows_of_numbers_at_the_edges_of_pages_are_no_running_lines(read):
    rows = [[f"A{10 * page + row} {row * page} {7 * page * page + row}" for row in range(1, 5)] for page in range(1, 7)]
    parsed = read(pdf(*[lines(*each, "Price list", f"Page {page} of 6") for page, each in enumerate(rows, 1)]), "a.pdf")
    said = "\n".join(section.text for section in parsed.sections)
    assert said.count("Price list") == 1 and "of 6" not in said
    assert [row for each in rows for row in each if row not in said] == []
    parsed = read(pdf(lines("Price", "299", step=30), lines("Price of A17", "310", "2", step=30)), "a.pdf")
    assert [section.text for section in parsed.sections] == ["Price\n299", "Price of A17\n310"]


def test_wrapped_lines_of_a_pdf_are_put_together(read):
    content = pdf(
        lines(
            "The parcel that customs hold must be released within seven",
            "working days against the invoice.",
            "Send it to the carrier in time, with all of the docu-",
            "ments that it asks for.",
            "• One",
            "• Two",
            step=13,
        )
    )
    assert read(content, "a.pdf").sections[0].text.split("\n") == [
        "The parcel that customs hold must be released within seven working days against the invoice.",
        "Send it to the carrier in time, with all of the documents that it asks for.",
        "• One",
        "• Two",
    ]


def test_cells_of_a_table_in_a_pdf_stay_on_their_line(read):
    content = pdf("".join(text(cell, x=72 + 150 * column, y=700 - 20 * row) for row, cells in enumerate(ROWS)
                          for column, cell in enumerate(cells) if cell))  # fmt: skip
    assert [line.split() for line in read(content, "a.pdf").sections[0].text.split("\n")] == [
        ["Carrier", "Cut-off", "Zones"], ["DHL", "16:00", "1-4"], ["UPS", "2"]
    ]  # fmt: skip


def test_long_sheets_are_cut_into_sections_that_name_their_rows(read):
    rows = [["SKU", "Days", "Note"], *([f"A{n}", str(n), "x"] for n in range(100))]
    sections = read(workbook({"价格": table([["价格表"], [], *rows])}), "a.xlsx").sections
    assert [section.rows for section in sections] == ["价格!1:1", "价格!4:43", "价格!44:83", "价格!84:103"]
    assert sections[0].text == "价格表" and sections[1].text.split("\n")[0] == "SKU: A0; Days: 0; Note: x"
    assert all(section.heading == ("价格",) for section in sections)


def test_a_workbook_says_what_formulas_came_to(read):
    cells = (
        '<row r="1"><c r="A1" t="str"><f>A2&amp;"x"</f><v>Sum</v></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><f>9</f></c></row>'
    )
    parsed = read(workbook({"S": cells}), "a.xlsx")
    assert parsed.sections[0].text == "Sum; 2"
    assert [(remark.code, remark.details) for remark in parsed.remarks] == [("document_uncounted_formulas", {"count": 1})]


def test_properties_of_office_files_say_who_and_when(read):
    core = ('<c:coreProperties xmlns:c="c" xmlns:d="d" xmlns:t="t"><d:title>Returns</d:title><d:creator>Ann</d:creator>'
            '<t:modified>2026-03-02T10:00:00Z</t:modified></c:coreProperties>')  # fmt: skip
    expected = {"title": "Returns", "owner": "Ann", "as_of": "2026-03-02"}
    for name, content in (
        ("a.docx", by_hand(paragraph("7"), more={"docProps/core.xml": core})),
        ("a.xlsx", zipped(parts({"S": f"<row>{text_cell('7')}</row>"}) | {"docProps/core.xml": core})),
        ("a.pdf", pdf(text("7"), info="/Title (Returns) /Author (Ann) /ModDate (D:20260302100000Z)")),
    ):
        parsed = read(content, name)
        assert (parsed.front, parsed.title) == (expected, "Returns")
    assert read(pdf(text("7"), info="/Title (Microsoft Word - Draft1.docx)"), "a.pdf").title is None


def test_a_scan_with_recognised_text_is_read_and_said_to_be_one(read):
    content = pdf(
        picture() + text("Recognised words.", before="3 Tr"), picture() + text("More of them.", before="3 Tr"), picture()
    )
    parsed = read(content, "a.pdf")
    assert [(section.page, section.text) for section in parsed.sections] == [(1, "Recognised words."), (2, "More of them.")]
    assert {remark.code: remark.details["pages"] for remark in parsed.remarks} == {
        "document_recognised_text": [1, 2], "document_pages_without_text": [3]
    }  # fmt: skip


def test_placeholders_in_markdown_are_text_and_tags_are_not(read):
    text = "Dear <buyer name>, your order <order-id> is <b>late</b>; see `<code>` and a < b.\n\n<SKU>\n\n<title>Not the end"
    assert read(text, "a.md").sections[0].text == (
        "Dear <buyer name>, your order <order-id> is late; see <code> and a < b.\n\n<SKU>\n\n<title>Not the end"
    )
