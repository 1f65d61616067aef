import pytest

from knowledge.document import KnowledgeError, Section
from knowledge.reading import document_of, front_and_text

FRONT = {
    "id": "returns-2026",
    "title": "Returns of our shop",
    "kind": "compliance",
    "source": {"title": "Our lawyer", "url": "https://example.com/returns"},
    "effective_from": "2026-01-01",
    "effective_to": "2026-12-31",
    "as_of": "2026-02",
    "confidence": "high",
    "owner": "Li",
    "shop": "north",
    "platform": ["amazon", "ebay"],
    "marketplace": "de",
    "language": "en",
}
SECTIONS = (Section("Thirty days.", ("A heading",), 3),)


def test_front_matter_says_what_a_file_is():
    found = document_of("returns.md", SECTIONS, FRONT)
    assert (found.id, found.kind, found.titles) == ("returns-2026", "compliance", {"": "Returns of our shop"})
    assert (found.source, found.url, found.origin) == ("Our lawyer", "https://example.com/returns", "user")
    assert (found.effective_from, found.effective_to, found.as_of) == ("2026-01-01", "2026-12-31", "2026-02")
    assert (found.confidence, found.owner, found.shops, found.language) == ("high", "Li", ("north",), "en")
    assert (found.platforms, found.places) == (("amazon", "ebay"), ("DE",))
    assert found.texts == {"": "Thirty days."} and found.sections == SECTIONS


@pytest.mark.parametrize(
    ("name", "front", "sections", "title", "counts"),
    [
        ("returns.md", {"title": "From the front"}, SECTIONS, "From the front", True),
        ("returns.md", {}, SECTIONS, "A heading", True),
        ("a/b/deep.md", {}, (Section("text"),), "deep", False),
        ("政策 2026.txt", {}, (Section("没有标题"),), "政策 2026", False),
    ],
)
def test_the_title_is_the_files_own_its_heading_or_its_stem(name, front, sections, title, counts):
    found = document_of(name, sections, front)
    assert (found.titles, found.title_counts) == ({"": title}, counts)


@pytest.mark.parametrize(
    ("front", "field", "value"),
    [
        ({"effective_date": "2026-05-01"}, "effective_from", "2026-05-01"),
        ({"source": "a book"}, "source", "a book"),
        ({"kind": "sop"}, "kind", "sop"),
        ({"id": 42}, "id", "42"),
        ({"unknown": "field"}, "id", "file"),
        ({"shop": ["a", None, "b"]}, "shops", ("a", "b")),
    ],
)
def test_single_fields(front, field, value):
    assert getattr(document_of("file.md", SECTIONS, front), field) == value


@pytest.mark.parametrize(
    ("front", "sections", "code"),
    [
        ({}, (), "document_empty"),
        ({}, (Section(" \n"),), "document_empty"),
        ({"kind": "poem"}, SECTIONS, "document_kind"),
        ({"kind": ["sop"]}, SECTIONS, "document_kind"),
        ({"effective_from": "next spring"}, SECTIONS, "document_day"),
        ({"effective_to": "2026-1-1"}, SECTIONS, "document_day"),
    ],
)
def test_what_cannot_be_is_refused(front, sections, code):
    with pytest.raises(KnowledgeError) as refused:
        document_of("a.md", sections, front)
    assert refused.value.code == code and refused.value.details["file"] == "a.md"


def test_front_matter_is_split_from_the_text():
    assert front_and_text("---\r\ntitle: T\r\n---\r\ntext", "a.md") == ({"title": "T"}, "text")
    assert front_and_text("text\n\n---\n\nmore", "a.md") == ({}, "text\n\n---\n\nmore")
    assert front_and_text("---\n- a list\n---\ntext", "a.md") == ({}, "text")


@pytest.mark.parametrize("front", ["title: [x", "a: b: c", "x: !!python/object/apply:os.getcwd []"])
def test_front_matter_that_is_no_yaml_is_refused(front):
    with pytest.raises(KnowledgeError) as refused:
        front_and_text(f"---\n{front}\n---\ntext", "a.md")
    assert refused.value.code == "document_front_matter"
