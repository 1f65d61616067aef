import pytest

from copilot.library import MAX_QUERY, add_files, add_paths, describe, search_index, shown_text
from knowledge.document import Document
from tools.core.errors import ImportRefused, InvalidInput, UnknownReference

OWN_KNOWLEDGE = True

RESULT = {"document_id", "passage_id", "title", "text", "score", "kind", "source", "effective_date", "confidence"}


@pytest.fixture
def world(plain_copilot):
    return plain_copilot.world


def test_results_have_all_of_the_contract(world):
    found = search_index(world, "亚马逊标题最多多少字符？", k=3).model_dump()
    assert found["basis"] is True and len(found["results"]) == 3
    assert all(set(result) >= RESULT for result in found["results"])
    scores = [result["score"] for result in found["results"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("kind", ["rule", "sop"])
def test_results_of_one_kind(world, kind):
    assert {result.kind for result in search_index(world, "customs title", k=10, kind=kind).results} == {kind}


@pytest.mark.parametrize(
    ("query", "kind", "error"),
    [
        ("", None, InvalidInput),
        (" ", None, InvalidInput),
        ("x" * (MAX_QUERY + 1), None, InvalidInput),
        ("x", "poem", UnknownReference),
    ],
)
def test_searches_that_are_refused(world, query, kind, error):
    with pytest.raises(error):
        search_index(world, query, k=5, kind=kind)


def test_folders_are_walked(world, tmp_path):
    folder = tmp_path / "docs" / "deep"
    folder.mkdir(parents=True)
    (folder / "returns.md").write_text("# Our returns\nThirty days.", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "note.txt").write_text("A note.", encoding="utf-8")
    added = add_paths(world, [tmp_path / "docs", tmp_path / "note.txt"], {})
    assert [(entry["document_id"], entry["title"]) for entry in added] == [("returns", "Our returns"), ("note", "note")]
    with pytest.raises(ImportRefused):
        add_paths(world, [tmp_path / "none.md"], {})


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b"%PDF"), ("a.md", b""), ("amz-title-max-75.md", b"mine")])
def test_files_that_are_refused_say_why(world, name, content):
    with pytest.raises(InvalidInput) as refused:
        add_files(world, [(name, content)])
    assert refused.value.field == "document" and refused.value.text["zh"]


DOCUMENT = Document(
    id="d", kind="rule", titles={"zh": "标题", "en": "Title"}, texts={"zh": "正文", "en": "Text"}, source="S", url="U"
)


def test_a_document_described_and_shown():
    assert describe(DOCUMENT)["title"] == "标题" and "texts" not in describe(DOCUMENT)
    assert shown_text(DOCUMENT, "en") == "Title (d)\n\nText\n\nS U"
    assert shown_text(DOCUMENT, "zh").startswith("标题 (d)\n\n正文")
