import pytest

OWN_KNOWLEDGE = True

RESULT = {"document_id", "passage_id", "title", "text", "score", "kind", "source", "effective_date", "confidence"}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "returns.md"
    path.write_text("# Returns in Leipzig\nReturned parcels go to Leipzig within 30 days.\n", encoding="utf-8")
    return path


def test_a_document_is_added_listed_shown_found_and_removed(chuhai, knowledge_home, file):
    added = chuhai("documents", "add", file)
    assert added.code == 0 and "returns" in added.out and "Returns in Leipzig" in added.out
    assert any(line.startswith("returns ") for line in chuhai("documents", "list").out.splitlines())
    assert "within 30 days" in chuhai("documents", "show", "returns").out
    assert chuhai("search", "Where do returned parcels go?", "--json").json["results"][0]["document_id"] == "returns"
    assert chuhai("documents", "remove", "returns").code == 0
    assert "returns" not in [d["document_id"] for d in chuhai("documents", "list", "--json").json["documents"]]


def test_documents_as_json(chuhai, knowledge_home, file):
    (added,) = chuhai("documents", "add", file, "--json").json["documents"]
    assert (added["document_id"], added["title"], added["origin"]) == ("returns", "Returns in Leipzig", "user")
    shown = chuhai("documents", "show", "SOP-LOG-01", "--json").json
    assert shown["kind"] == "sop" and set(shown["texts"]) == {"zh", "en"}
    assert len(chuhai("documents", "list", "--json").json["documents"]) > 100


@pytest.mark.parametrize("command", ["show", "remove"])
@pytest.mark.parametrize("as_json", [False, True])
def test_an_unknown_document_is_refused(chuhai, knowledge_home, command, as_json):
    ran = chuhai("documents", command, "no-such", *(["--json"] if as_json and command == "show" else []))
    assert ran.code == 1 and "no-such" in ran.err and "Traceback" not in ran.err


def test_library_documents_cannot_be_removed(chuhai, knowledge_home):
    ran = chuhai("documents", "remove", "SOP-LOG-01")
    assert ran.code == 1 and "SOP-LOG-01" in ran.err


@pytest.mark.parametrize(("name", "content"), [("a.pdf", b"%PDF"), ("a.md", b""), ("SOP-LOG-01.md", b"mine")])
def test_files_that_are_refused(chuhai, knowledge_home, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    ran = chuhai("documents", "add", path, "--json")
    assert ran.code == 1 and ran.json["error"]["code"] == "invalid_input" and path.stem in ran.err


def test_a_missing_file(chuhai, knowledge_home, tmp_path):
    assert chuhai("documents", "add", tmp_path / "none.md").code == 1
    assert chuhai("documents", "add").code == 2


def test_search(chuhai, knowledge_home):
    ran = chuhai("search", "亚马逊标题最多多少字符？", "--k", "2")
    assert ran.code == 0 and ran.out.startswith("1. [") and "amz-title-max-75" in ran.out and "\n3." not in ran.out


def test_search_as_json(chuhai, knowledge_home):
    found = chuhai("search", "customs hold", "--kind", "sop", "--k", "3", "--json").json
    assert len(found["results"]) == 3 and all(set(result) >= RESULT for result in found["results"])
    assert {result["kind"] for result in found["results"]} == {"sop"}


@pytest.mark.parametrize(
    ("arguments", "code"), [([""], 1), (["x", "--kind", "poem"], 1), (["x", "--k", "0"], 2), (["x", "--k", "many"], 2), ([], 2)]
)
def test_searches_that_are_refused(chuhai, knowledge_home, arguments, code):
    ran = chuhai("search", *arguments)
    assert ran.code == code and ran.err.strip()
