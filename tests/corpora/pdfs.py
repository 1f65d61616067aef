"""PDF files written by hand, also such as no program would write."""

import zlib

A4 = (595, 842)
WIDE = 1000


class Pdf:
    """Objects of a PDF, numbered as they come."""

    def __init__(self):
        self.objects = []

    def add(self, body):
        self.objects.append(body.encode("latin-1") if isinstance(body, str) else body)
        return len(self.objects)

    def stream(self, data, entries="", *, packed=True):
        data = data.encode("latin-1") if isinstance(data, str) else data
        data = zlib.compress(data, 9) if packed else data
        head = f"<< /Length {len(data)} {'/Filter /FlateDecode' if packed else ''} {entries} >>\nstream\n"
        return self.add(head.encode("latin-1") + data + b"\nendstream")

    def written(self, root, info=None):
        out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
        for number, body in enumerate(self.objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        named = f" /Info {info} 0 R" if info else ""
        out += f"trailer\n<< /Size {len(places) + 1} /Root {root} 0 R{named} >>\nstartxref\n{start}\n%%EOF\n".encode()
        return bytes(out)


def pdf(*contents, resources="", catalog="", info="", page="", prepare=None):
    """A PDF with one page for each content; `{font}` and `{wide}` of its resources are Helvetica and `wide_font`.

    Args:
        contents: Content streams.
        resources: More entries of the pages' resources.
        catalog: More entries of the catalogue.
        info: Entries of the document's properties.
        page: More entries of each page.
        prepare: Called with the file first; its result fills `{0}`, `{1}` … in `resources` and `catalog`.
    """
    file = Pdf()
    made = prepare(file) if prepare else ()
    plain = file.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    wide = wide_font(file, "".join(chr(code) for code in sorted({code for each in contents for code in _codes(each)})))
    fonts = f"/Font << /F1 {plain} 0 R /F2 {wide} 0 R >>"
    streams = [file.stream(each) for each in contents]
    parent = len(file.objects) + len(streams) + 1
    kids = [
        file.add(
            f"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 {A4[0]} {A4[1]}] /Contents {stream} 0 R "
            f"/Resources << {fonts} {resources.format(*made)} >> {page} >>"
        )
        for stream in streams
    ]
    file.add(f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>")
    root = file.add(f"<< /Type /Catalog /Pages {parent} 0 R {catalog.format(*made)} >>")
    return file.written(root, file.add(f"<< {info} >>") if info else None)


def _codes(content):
    """Characters written as `<feff...>` by `wide`."""
    for run in content.split("<")[1:]:
        digits = run.partition(">")[0]
        if len(digits) % 4 == 0 and digits:
            try:
                yield from (int(digits[at : at + 4], 16) for at in range(0, len(digits), 4))
            except ValueError:
                continue


def wide_font(file, letters):
    """A font whose codes are UTF-16, and which says so."""
    pairs = "\n".join(f"<{ord(letter):04x}> <{ord(letter):04x}>" for letter in letters or "A")
    count = len(letters or "A")
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{count} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )
    unicode = file.stream(table)
    below = file.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 "
                     "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>")  # fmt: skip
    return file.add(
        f"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [{below} 0 R] "
        f"/ToUnicode {unicode} 0 R >>"
    )


def text(words, x=72, y=720, size=11, before="", font=None):
    """A line of text as operators; characters beyond Latin-1 are written in the wide font."""
    is_plain = font == "F1" or (font is None and all(ord(letter) < 128 for letter in words))
    if is_plain:
        escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"q BT /F1 {size} Tf {before} 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET Q\n"
    digits = "".join(f"{ord(letter):04x}" for letter in words)
    return f"q BT /F2 {size} Tf {before} 1 0 0 1 {x} {y} Tm <{digits}> Tj ET Q\n"


def lines(*words, top=720, size=11, step=14):
    """Lines below each other."""
    return "".join(text(line, y=top - step * number, size=size) for number, line in enumerate(words))


def picture(x=0, y=0, width=A4[0], height=A4[1]):
    """A picture of one point, drawn large."""
    return f"q {width} 0 0 {height} {x} {y} cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
