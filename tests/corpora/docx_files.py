"""Word documents: made by python-docx, or of parts written by hand."""

import io

import docx

from tests.corpora.packages import PACKAGE, relation, relations, zipped

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(document):
    """The bytes of a document of python-docx."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def written(*blocks):
    """A document by python-docx: a text is a paragraph, `(level, text)` a heading, a list of rows a table."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
        elif isinstance(block, tuple):
            document.add_heading(block[1], block[0])
        else:
            table = document.add_table(len(block), len(block[0]))
            for row, cells in zip(table.rows, block, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
    return saved(document)


def run(words, look=""):
    """A run; `look` is the inside of its properties."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(each if each.startswith('<') else run(each) for each in runs)}</w:p>"


def docx_parts(body, *, prolog="", styles="", more=None, related=()):
    """The parts of a document by hand."""
    listed = [relation(7, "styles", "styles.xml"), *related] if styles else list(related)
    found = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": relations(relation(1, "officeDocument", "word/document.xml")),
        "word/document.xml": f'{prolog}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": relations(*listed),
    }
    if styles:
        found["word/styles.xml"] = f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>'
    return found | (more or {})


def by_hand(body, **options):
    """The bytes of a document by hand."""
    return zipped(docx_parts(body, **options))


def part(name, inside):
    """A part beside the body."""
    return f'<w:{name} xmlns:w="{WORD}">{inside}</w:{name}>'
