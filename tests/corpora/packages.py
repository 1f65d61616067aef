"""Workbooks and ZIP files written by hand, also such as no program would write."""

import io
import struct
import zipfile
import zlib
from typing import NamedTuple
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def text_cell(text, at=""):
    place = f' r="{at}"' if at else ""
    return f'<c{place} t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def table(rows):
    """Rows of texts as the inside of a sheet."""
    return "".join(f"<row>{''.join(map(text_cell, cells))}</row>" for cells in rows)


def relation(number, kind, target, mode=""):
    return f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def relations(*each):
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(each)}</Relationships>'


def parts(sheets, *, after="", styles="", strings="", properties="", state="", more=None, space=MAIN):
    """The parts of a workbook: its sheets' rows by name, what follows the rows, and parts that replace or join these."""
    names = list(sheets)
    listed = "".join(f'<sheet name="{n}" sheetId="{i}" {state} r:id="rId{i}"/>' for i, n in enumerate(names, 1))
    related = [relation(i, "worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(names) + 1)]
    main = relation(1, "officeDocument", "xl/workbook.xml")
    found = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations(main),
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{OFFICE}"><workbookPr {properties}/>'
        f"<sheets>{listed}</sheets></workbook>",
    }
    for number, name in enumerate(names, 1):
        found[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{space}"><sheetData>{sheets[name]}</sheetData>{after}</worksheet>'
        )
    if styles:
        related.append(relation(len(names) + 1, "styles", "styles.xml"))
        found["xl/styles.xml"] = f'<styleSheet xmlns="{space}">{styles}</styleSheet>'
    if strings:
        related.append(relation(len(names) + 2, "sharedStrings", "/xl/sharedStrings.xml"))
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{space}">{strings}</sst>'
    found["xl/_rels/workbook.xml.rels"] = relations(*related)
    return found | (more or {})


def zipped(contents, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(sheets, **options):
    """The bytes of a workbook; options as of `parts`."""
    return zipped(parts(sheets, **options))


class Entry(NamedTuple):
    """One entry of a ZIP file as it is to be declared."""

    name: str
    packed: bytes
    declared: int
    crc: int = 0
    method: int = 8
    flags: int = 0


def entry(name, content, **declared):
    """An honest entry but for what is declared."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content) + packer.flush()
    return Entry(name, packed, len(content), zlib.crc32(content))._replace(**declared)


def raw_zip(entries, *, shared=False):
    """A ZIP file of such entries; shared ones all point to the bytes of the first."""
    body, directory, offset = io.BytesIO(), io.BytesIO(), 0
    for each in entries:
        name = each.name.encode()
        sizes = struct.pack("<LLLHH", each.crc, len(each.packed), each.declared, len(name), 0)
        common = struct.pack("<HHHHH", 20, each.flags, each.method, 0, 0x21)
        if not shared or not body.tell():
            offset = body.tell()
            body.write(b"PK\x03\x04" + common + sizes + name + each.packed)
        directory.write(b"PK\x01\x02\x14\x00" + common + sizes + struct.pack("<HHHLL", 0, 0, 0, 0, offset) + name)
    count = min(len(entries), 0xFFFF)
    end = struct.pack("<HHHHLLH", 0, 0, count, count, directory.tell(), body.tell(), 0)
    return body.getvalue() + directory.getvalue() + b"PK\x05\x06" + end


def repeated(block, times, head=b""):
    """A deflate stream of a block many times over, made without packing all of it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + one * times + packer.flush()
