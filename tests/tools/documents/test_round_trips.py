"""What is written into a document of any kind comes out of it, in its order, under its headings."""

import io

import pytest
import xlsxwriter

from tests.corpora.docx_files import written
from tests.corpora.pdfs import lines, pdf
from tests.corpora.pdfs import text as shown

TEXTS = {
    "zh": [
        "海关扣货时，请在七个工作日内提交商业发票和装箱单。",
        "退款政策：收到货后三十天内可以无理由退货，运费由买家承担。",
        "差评回复不得索要好评，也不得提供任何补偿。",
    ],
    "ja": [
        "返品は商品の到着後三十日以内に受け付けます。",
        "税関で止められた荷物については、インボイスを送ってください。",
        "レビューの削除をお客様にお願いしてはいけません。",
    ],
    "de": [
        "Die Gebühr für übergroße Pakete beträgt 12,50 € je Stück.",
        "Rücksendungen sind innerhalb von dreißig Tagen möglich – auch ohne Grund.",
        "Bei Zollproblemen ist die Rechnung mit der Größe „XL“ und dem Maß beizufügen.",
    ],
    "en": [
        "Parcels that customs hold must be released within seven working days.",
        "Refunds are paid within thirty days; the buyer's shipping is not refunded.",
        "Do not ask the buyer for a better review, and do not offer anything for it.",
    ],
}


def _markdown(paragraphs):
    return "# Title\n\n## Part\n\n" + "\n\n".join(paragraphs)


def _page(paragraphs):
    return "<html><body><h1>Title</h1><h2>Part</h2>" + "".join(f"<p>{each}</p>" for each in paragraphs)


def _workbook(paragraphs):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Part")
    sheet.write_row(0, 0, ["No", "Rule", "Note"])
    for row, each in enumerate(paragraphs, 1):
        sheet.write_row(row, 0, [row, each, "-"])
    book.close()
    return out.getvalue()


def _pdf(paragraphs):
    return pdf(shown("Title", y=770, size=20) + shown("Part", y=745, size=15) + lines(*paragraphs, size=10, step=30))


def _said(parsed):
    return "\n".join(section.text for section in parsed.sections)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.md", _markdown),
        ("a.html", _page),
        ("a.docx", lambda paragraphs: written((1, "Title"), (2, "Part"), *paragraphs)),
        ("a.pdf", _pdf),
    ],
)
def test_paragraphs_come_out_as_they_went_in(read, name, make, language):
    parsed = read(make(TEXTS[language]), name)
    [section] = parsed.sections
    assert [line for line in section.text.split("\n") if line] == TEXTS[language]
    assert section.heading == ("Title", "Part")
    assert parsed.title == "Title" and parsed.front["language"] == language and parsed.remarks == ()
    assert section.page == (1 if name == "a.pdf" else None)


@pytest.mark.parametrize("language", TEXTS)
def test_plain_text_is_unchanged(read, language):
    text = "\n\n".join(TEXTS[language]) + "\n\n  a list:\n  - one\n\t- two"
    parsed = read(text, "a.txt")
    assert _said(parsed) == text and parsed.front == {"language": language}


@pytest.mark.parametrize("language", TEXTS)
def test_rows_of_a_workbook_and_of_a_csv_file_say_what_each_cell_is(read, language):
    expected = [f"No: {row}; Rule: {each}; Note: -" for row, each in enumerate(TEXTS[language], 1)]
    [section] = read(_workbook(TEXTS[language]), "a.xlsx").sections
    assert section.text.split("\n") == expected and (section.heading, section.rows) == (("Part",), "Part!2:4")
    cells = "\n".join(["No,Rule,Note", *(f'{row},"{each}",-' for row, each in enumerate(TEXTS[language], 1))])
    [section] = read(cells, "a.csv").sections
    assert section.text.split("\n") == expected and (section.heading, section.rows) == ((), "2:4")


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("zh", "gb18030"),
        ("zh", "utf-16"),
        ("zh", "utf-8-sig"),
        ("ja", "cp932"),
        ("ja", "utf-16"),
        ("de", "cp1252"),
        ("de", "utf-16"),
    ],
)
def test_texts_of_other_encodings_are_read_as_they_are(read, language, encoding):
    text = "\n".join(TEXTS[language] * 3)
    for name in ("a.txt", "a.md"):
        assert _said(read(text.encode(encoding), name)) == text
    assert _said(read(text.replace("\n", "\r\n").encode(encoding), "a.txt")) == text


@pytest.mark.parametrize(
    ("stated", "encoding"), [("gb2312", "gb18030"), ("GBK", "gb18030"), ("shift_jis", "cp932"), ("big5", "big5")]
)
def test_a_page_is_read_in_the_encoding_it_states(read, stated, encoding):
    words = "税関" if encoding == "cp932" else "海關" if encoding == "big5" else "海关"
    assert _said(read(f'<html><meta charset="{stated}"><p>{words}'.encode(encoding), "a.html")) == words


def test_a_page_that_states_a_packing_for_its_encoding_is_read_as_text(read):
    for stated in ("zlib", "rot13", "unicode_escape", "idna", "utf-7", "none"):
        assert _said(read(f'<html><meta charset="{stated}"><p>+ADw-Größe'.encode(), "a.html")) == "+ADw-Größe"


def test_long_documents_come_out_whole(read):
    paragraphs = [f"Paragraph {number}: " + TEXTS["en"][number % 3] for number in range(3_000)]
    for name, content in (("a.docx", written(*paragraphs)), ("a.md", "\n\n".join(paragraphs)), ("a.html", _page(paragraphs))):
        [section] = read(content, name).sections
        assert section.text.split("\n\n") == paragraphs
