import pytest

from tools.documents.front import known_front

FRONT = """---
Title: Returns of our shop
author: Ann
language: zh-CN
effective_date: 2026-01-01
effective_to: 2026-12-31
version: 2.1
shop: [main, second]
platform: amazon, ebay
kind: sop
source: {title: Our lawyer, url: "https://example.com/returns", more: x}
unknown: {deep: [1, 2]}
---
# A heading

Thirty days.
"""


def test_front_matter_says_what_a_document_is(read):
    for name in ("a.md", "a.txt"):
        parsed = read(FRONT, name)
        assert parsed.front == {
            "title": "Returns of our shop", "owner": "Ann", "language": "zh", "effective_from": "2026-01-01",
            "effective_to": "2026-12-31", "version": "2.1", "shop": ["main", "second"], "platform": ["amazon", "ebay"],
            "kind": "sop", "source": {"title": "Our lawyer", "url": "https://example.com/returns"},
        }  # fmt: skip
        assert parsed.title == "Returns of our shop"
    assert read(FRONT, "a.md").sections[0].heading == ("A heading",)


@pytest.mark.parametrize("text", ["---\n- a list\n---\ntext", "text\n\n---\n\nmore", "---\nno end"])
def test_what_is_no_front_matter_is_text(read, text):
    parsed = read(text, "a.txt")
    assert parsed.sections[0].text == text and set(parsed.front) <= {"language"}


@pytest.mark.parametrize("text", ["\ufeff---\r\ntitle: T\r\n---\r\ntext", "\n---\ntitle: T\n...\ntext"])
def test_marks_of_windows_do_not_matter(read, text):
    parsed = read(text, "a.txt")
    assert (parsed.front["title"], parsed.sections[0].text) == ("T", "text")


@pytest.mark.parametrize(
    "front", ["title: [x", "a: b: c", "x: !!python/object/apply:os.getcwd []", "a: &a [1]\nb: *a", "a: [[[[[[1]]]]]]"]
)
def test_front_matter_that_is_wrong_or_a_trap_is_refused_with_its_line(refused, front):
    refusal = refused(f"---\n{front}\n---\ntext")
    assert refusal.key == "document_front_matter" and "line" in refusal.details["reason"]


def test_values_are_plain_and_short():
    found = known_front(
        {"title": "a\u202eb\nc " + "x" * 999, "owner": {"x": 1}, "version": None, "shop": [1, None, {"x": 1}], 3: 4}
    )
    assert found["title"].startswith("ab c x") and len(found["title"]) == 300
    assert found["shop"] == ["1"] and set(found) == {"title", "shop"}


def test_a_page_says_what_it_is(read):
    head = "<html lang=de-DE><head><title>Rückgabe | Shop</title><meta name=author content=Ann></head>"
    parsed = read(f"{head}<body><h1>Rückgabe</h1><p>30 Tage", "a.html")
    assert parsed.front == {"title": "Rückgabe", "language": "de", "owner": "Ann"} and parsed.title == "Rückgabe"
    assert read(f"{head}<body><p>30 Tage", "a.html").title == "Rückgabe | Shop"
