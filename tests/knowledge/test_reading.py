import pytest

from knowledge import reading
from knowledge.document import KnowledgeError
from knowledge.reading import MAX_BYTES, fingerprint, library_files, read_file, read_library

FRONT = """---
id: returns-2026
title: Returns of our shop
kind: compliance
source: {title: Our lawyer, url: "https://example.com/returns"}
effective_from: 2026-01-01
effective_to: 2026-12-31
as_of: 2026-02
confidence: high
---
# A heading

Thirty days.
"""


def read(text, name="returns.md"):
    return read_file(name, text.encode() if isinstance(text, str) else text)


def test_front_matter_says_what_a_file_is():
    found = read(FRONT)
    assert (found.id, found.kind, found.titles, found.origin) == (
        "returns-2026",
        "compliance",
        {"": "Returns of our shop"},
        "user",
    )
    assert (found.source, found.url) == ("Our lawyer", "https://example.com/returns")
    assert (found.effective_from, found.effective_to, found.as_of, found.confidence) == (
        "2026-01-01",
        "2026-12-31",
        "2026-02",
        "high",
    )
    assert found.texts[""].startswith("# A heading") and found.title_counts


@pytest.mark.parametrize(
    ("name", "text", "title", "counts"),
    [
        ("returns.md", "Intro\n# Thirty  days #1\nmore", "Thirty  days #1", True),
        ("returns.md", "---\ntitle: From the front\n---\n# Heading\ntext", "From the front", True),
        ("returns.md", "## Only a second heading\ntext", "returns", False),
        ("政策 2026.txt", "没有标题", "政策 2026", False),
        ("a/b/deep.md", "text", "deep", False),
        ("x.TXT", "text", "x", False),
        ("y.md", "#hashtag is no heading", "y", False),
    ],
)
def test_the_title_is_front_matter_heading_or_stem(name, text, title, counts):
    found = read(text, name)
    assert (found.titles, found.title_counts) == ({"": title}, counts)


@pytest.mark.parametrize(
    ("front", "field", "value"),
    [
        ("effective_date: 2026-05-01", "effective_from", "2026-05-01"),
        ("source: a book", "source", "a book"),
        ("kind: sop", "kind", "sop"),
        ("id: 42", "id", "42"),
        ("- a list", "id", "file"),
        ("unknown: field", "id", "file"),
    ],
)
def test_single_fields_of_the_front_matter(front, field, value):
    assert getattr(read(f"---\n{front}\n---\ntext", "file.md"), field) == value


@pytest.mark.parametrize("text", ["\ufeff# Title\ntext", "# Title\r\ntext", "\ufeff---\r\ntitle: Title\r\n---\r\ntext"])
def test_marks_of_windows_do_not_matter(text):
    found = read(text)
    assert found.titles == {"": "Title"} and "\ufeff" not in found.texts[""]


def test_a_rule_of_dashes_is_no_front_matter():
    assert read("text\n\n---\n\nmore").texts == {"": "text\n\n---\n\nmore"}


def test_nul_characters_go():
    assert read("a\x00b").texts == {"": "ab"}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.docx", b"text", "document_suffix"),
        ("noextension", b"text", "document_suffix"),
        ("a.md", b"x" * (MAX_BYTES + 1), "document_too_large"),
        ("a.txt", "Köln".encode("latin-1"), "document_encoding"),
        ("a.txt", "中文".encode("gb18030"), "document_encoding"),
        ("a.txt", "text".encode("utf-16"), "document_encoding"),
        ("a.md", b"", "document_empty"),
        ("a.md", b" \n\t ", "document_empty"),
        ("a.md", b"---\ntitle: x\n---\n", "document_empty"),
        ("a.md", b"---\ntitle: [x\n---\ntext", "document_front_matter"),
        ("a.md", b"---\na: b: c\n---\ntext", "document_front_matter"),
        ("a.md", b"---\nx: !!python/object/apply:os.getcwd []\n---\ntext", "document_front_matter"),
        ("a.md", b"---\nkind: poem\n---\ntext", "document_kind"),
        ("a.md", b"---\nkind: [sop]\n---\ntext", "document_kind"),
    ],
)
def test_files_that_are_refused(name, content, code):
    with pytest.raises(KnowledgeError) as refused:
        read(content, name)
    assert refused.value.code == code and refused.value.details["file"] == name


def test_the_largest_file_is_read():
    assert len(read(b"x" * MAX_BYTES).texts[""]) == MAX_BYTES


def test_the_library_is_read_from_its_files(small_library):
    found = {document.id: document for document in read_library()}
    assert set(found) == {"amz-title-max", "eby-title-max", "SOP-X-01"}
    rule, sop = found["amz-title-max"], found["SOP-X-01"]
    assert (rule.kind, rule.platforms, rule.effective_from, rule.origin) == ("rule", ("amazon",), "2026-07-27", "library")
    assert (sop.kind, sop.titles, set(sop.texts)) == ("sop", {"zh": "海关扣货", "en": "Customs hold"}, {"zh", "en"})
    assert sop.as_of == "2026-11-21" and sop.effective_from is None


def test_the_fingerprint_changes_with_the_library(small_library):
    before = fingerprint()
    assert fingerprint() == before
    (small_library / "rules" / "more.yaml").write_text("[]\n")
    assert fingerprint() != before
    assert [path.name for path in library_files()] == ["more.yaml", "titles.yaml", "SOP-X-01.en.md", "SOP-X-01.zh.md"]


def test_the_shipped_library_is_not_empty():
    assert reading.LIBRARY.name == "library" and len(read_library()) > 100
