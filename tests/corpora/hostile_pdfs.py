"""PDF files that attack their reader, each with what must become of it."""

import io
import zlib

from pypdf import PdfReader, PdfWriter

from tests.corpora.pdfs import Pdf, pdf, picture, text

SEEN = text("Refunds take thirty days.")


def _repacked(data, times):
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def _with_page(file, contents, page="", resources=""):
    """A file of one page whose content is an object of `file`."""
    font = file.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    parent = len(file.objects) + 2
    kid = file.add(f"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 595 842] /Contents {contents} "
                   f"/Resources << /Font << /F1 {font} 0 R >> {resources} >> {page} >>")  # fmt: skip
    file.add(f"<< /Type /Pages /Count 1 /Kids [{kid} 0 R] >>")
    return file.written(file.add(f"<< /Type /Catalog /Pages {parent} 0 R >>"))


def inflating(filters=1):
    """A page that unpacks to 200 MB, packed so many times."""
    file = Pdf()
    data = _repacked(b"0 g " * 50_000_000, filters)
    names = " ".join(["/FlateDecode"] * filters)
    number = file.add(f"<< /Length {len(data)} /Filter [{names}] >>\nstream\n".encode() + data + b"\nendstream")
    return _with_page(file, f"{number} 0 R")


def many_operators():
    file = Pdf()
    return _with_page(file, f"{file.stream('0 g ' * 1_200_000)} 0 R")


def deep_objects():
    file = Pdf()
    file.add("[" * 200_000 + "]" * 200_000)
    return _with_page(file, f"{file.stream(SEEN)} 0 R", page="/Deep 1 0 R", resources="/Properties 1 0 R")


def deep_content():
    file = Pdf()
    return _with_page(file, f"{file.stream('[' * 100_000 + ']' * 100_000 + ' TJ')} 0 R")


def many_pages(count=150_000):
    file = Pdf()
    page = file.add("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>")
    file.add(f"<< /Type /Pages /Count {count} /Kids [{f'{page} 0 R ' * count}] >>")
    return file.written(file.add("<< /Type /Catalog /Pages 2 0 R >>"))


def page_cycle():
    file = Pdf()
    file.add("<< /Type /Pages /Count 2 /Kids [1 0 R 1 0 R] >>")
    return file.written(file.add("<< /Type /Catalog /Pages 1 0 R >>"))


def forms(levels, calls):
    """Forms that draw the next one so many times."""
    file = Pdf()
    font = file.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for level in range(2, levels + 2):
        following = f"/Font << /F1 {font} 0 R >> /XObject << /X {level + 1 if level <= levels else 2} 0 R >>"
        file.stream("/X Do " * calls + "BT /F1 9 Tf (deeper) Tj ET", f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
                    f"/Resources << {following} >>")  # fmt: skip
    return _with_page(file, f"{file.stream(SEEN + '/X Do')} 0 R", resources="/XObject << /X 2 0 R >>")


def outline_cycle():
    def prepare(file):
        file.add("<< /First 2 0 R /Last 2 0 R >>")
        file.add("<< /Title (A) /Next 2 0 R /First 1 0 R /Last 1 0 R /Dest [0 /Fit] >>")
        return (1,)

    return pdf(SEEN, catalog="/Outlines {0} 0 R", prepare=prepare)


def encrypted(user="secret"):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(SEEN))))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def truncated():
    content = pdf(*[SEEN] * 40)
    return content[: len(content) // 2]


def wrong_length():
    return pdf(SEEN).replace(b"/Length", b"/Length 99999999 /L", 1)


def unicode_bomb():
    file = Pdf()
    table = file.stream("begincmap 1 begincodespacerange <00> <ffffffff> endcodespacerange "
                        "1 beginbfrange <00000000> <ffffffff> <0000> endbfrange endcmap")  # fmt: skip
    font = file.add(f"<< /Type /Font /Subtype /Type1 /BaseFont /X /ToUnicode {table} 0 R >>")
    return _with_page(file, f"{file.stream('BT /F9 9 Tf (words) Tj ET')} 0 R", resources=f"/Font << /F9 {font} 0 R >>")


def object_stream_bomb():
    file = Pdf()
    packed = zlib.compress(b"5 0 " + b" " * 100_000_000, 9)
    file.add(f"<< /Type /ObjStm /N 1 /First 4 /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
             + packed + b"\nendstream")  # fmt: skip
    return _with_page(file, f"{file.stream(SEEN)} 0 R")


def scripted():
    return pdf(
        SEEN,
        catalog="/OpenAction << /S /JavaScript /JS (app.alert(1)) >> /Names << /EmbeddedFiles << /Names [(a.exe) {0} 0 R] >> >>",
        prepare=lambda file: (file.stream("MZ"),),
    )


def unmapped_font():
    """Letters of a font of its own that does not say which they are."""
    file = Pdf()
    below = file.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X "
                     "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>")  # fmt: skip
    font = file.add(f"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [{below} 0 R] >>")
    digits = "".join(f"{code:04x}" for code in range(1, 28))
    return _with_page(file, f"{file.stream(f'BT /F9 9 Tf <{digits}> Tj ET')} 0 R", resources=f"/Font << /F9 {font} 0 R >>")


READ = frozenset()
DAMAGED = frozenset({"document_damaged"})
STOPPED = frozenset(
    {"document_damaged", "file_takes_too_much", "file_takes_too_long", "document_empty", "document_no_text_layer"}
)

# Name, bytes, and the refusals that may answer; none of them: it is read.
PDFS = [
    ("inflating.pdf", inflating, STOPPED),
    ("inflating_thrice.pdf", lambda: inflating(3), STOPPED),
    ("many_operators.pdf", many_operators, STOPPED),
    ("deep_objects.pdf", deep_objects, STOPPED | {"read"}),
    ("deep_content.pdf", deep_content, STOPPED),
    ("many_pages.pdf", many_pages, frozenset({"document_too_many_pages", "document_damaged"})),
    ("page_cycle.pdf", page_cycle, STOPPED),
    ("form_in_itself.pdf", lambda: forms(1, 1), READ),
    ("forms_upon_forms.pdf", lambda: forms(12, 12), STOPPED | {"read"}),
    ("outline_cycle.pdf", outline_cycle, DAMAGED | {"read"}),
    ("password.pdf", encrypted, frozenset({"document_encrypted"})),
    ("truncated.pdf", truncated, DAMAGED),
    ("wrong_length.pdf", wrong_length, DAMAGED | {"read"}),
    ("only_head.pdf", lambda: b"%PDF-1.7\n", DAMAGED),
    ("garbage.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 99 + b"startxref\n9\n%%EOF", DAMAGED),
    ("unicode_bomb.pdf", unicode_bomb, STOPPED | {"document_unreadable_text"}),
    ("object_stream_bomb.pdf", object_stream_bomb, STOPPED | {"read"}),
    ("inline_picture_without_end.pdf", lambda: pdf("BI /W 1 /H 1 /CS /G /BPC 8 ID \x80\x80\x80\x80"), STOPPED),
    ("scripted.pdf", scripted, READ),
    ("scan.pdf", lambda: pdf(picture(), picture()), frozenset({"document_no_text_layer"})),
    ("unmapped_font.pdf", unmapped_font, frozenset({"document_unreadable_text"})),
]  # fmt: skip
