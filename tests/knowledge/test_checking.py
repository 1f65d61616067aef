"""What `documents check` tells of each kind of mistake: where it is, and what to do."""

import re

import pytest

from knowledge.checking import problems
from prompts import message
from tests.knowledge.conftest import RULE

AMAZON, EBAY = (f"- id: {part}" for part in RULE.strip().split("- id: ")[1:])
TITLES, BAY, SOP = "rules/amazon/titles.yaml", "rules/ebay/titles.yaml", "sops/SOP-X-01.zh.md"


@pytest.fixture
def folder(small_library):
    """The small library as the check wants it."""
    (small_library / "rules" / "all" / "titles.yaml").unlink()
    (small_library / "rules" / "all").rmdir()
    for name, text in ((TITLES, AMAZON), (BAY, EBAY)):
        (small_library / name).parent.mkdir()
        (small_library / name).write_text(text, encoding="utf-8")
    return small_library


def told(problem):
    """A problem in both languages, with its place."""
    said = message(problem.code, **problem.details)
    assert all(said.values()) and not re.search(r"Error|Traceback|\{\{|None", str(said)), said
    return problem.file, problem.line, problem.entry, problem.field, problem.code


def changed(folder, name, before, after):
    text = (folder / name).read_text(encoding="utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after), encoding="utf-8")


def test_a_sound_library_has_no_problems(folder):
    assert problems() == []


FIELDS = [
    ("platform: amazon", "platform: amazone", "platform"),
    ("platform: amazon", "platfrom: amazon", "platfrom"),
    ("title: {zh: 标题上限, en: Title limit}", "title: {zh: 标题上限}", "title.en"),
    ("title: {zh: 标题上限, en: Title limit}", "title: {zh: Title limit, en: Title limit}", "title.zh"),
    ("en: Title limit}", "en: Title（limit）}", "title.en"),
    ("en: An Amazon title has at most 75 characters.", "en: ''", "statement.en"),
    ("zh: [标题能写多长]", "zh: []", "questions.zh"),
    ("https://example.com/title", "example.com/title", "source.url"),
    ("title: Seller help", "title: ''", "source.title"),
    ('effective_from: "2026-07-27"', 'effective_from: "27.7.2026"', "effective_from"),
    ('effective_from: "2026-07-27"', 'effective_from: "2026-02-30"', "effective_from"),
    ('effective_from: "2026-07-27"', 'effective_from: "2026-13"', "effective_from"),
    ('effective_from: "2026-07-27"', "effective_from: 2026-07-27", "effective_from"),
    ('effective_from: "2026-07-27"\n  ', "", "effective_from"),
    ("confidence: medium", "confidence: certain", "confidence"),
    ("confidence: medium", "confidence: medium\n  status: planned", "status"),
    ("amz-title-max", "amz title max", "id"),
    ("amz-title-max\n", "amz-title-max\n  replaced_by: amz_title\n", "replaced_by"),
    ('as_of: "2026-08"', 'as_of: "last summer"', ""),
    ('source: {title: Seller help, url: "https://example.com/title"}', "source: null", ""),
    ("effective_to: null", 'effective_to: "2025-01-01"', ""),
    ("effective_to: null", 'effective_to: "2026-07-26"', ""),
]


@pytest.mark.parametrize(("before", "after", "field"), FIELDS)
def test_a_wrong_field_is_named_with_its_entry_and_line(folder, before, after, field):
    (folder / TITLES).write_text(f"# Titles\n\n{AMAZON}", encoding="utf-8")
    changed(folder, TITLES, before, after)
    entry = "amz title max" if field == "id" else "amz-title-max"
    assert [told(problem)[:4] for problem in problems()] == [(TITLES, 3, entry, field)]


def test_all_wrong_fields_of_all_entries_are_told_at_once(folder):
    second = AMAZON.replace("amz-title-max", "amz-other")
    (folder / TITLES).write_text(AMAZON + second, encoding="utf-8")
    changed(folder, TITLES, "confidence: medium", "confidence: certain")
    changed(folder, TITLES, "platform: amazon", "platform: amazone")
    lines = len(AMAZON.splitlines())
    found = [told(problem)[1:4] for problem in problems()]
    assert found == [
        (line, entry, field)
        for line, entry in ((1, "amz-title-max"), (lines + 1, "amz-other"))
        for field in ("platform", "confidence")
    ]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        (AMAZON.replace("  platform: amazon", " platform: amazon"), 2, "library_yaml"),
        (AMAZON.replace("title: {zh: 标题上限, en: Title limit}", "title: {zh: 标题上限, en: Title limit"), 5, "library_yaml"),
        (AMAZON.replace("- id: ", "id: ").replace("\n  ", "\n"), None, "library_no_list"),
        ("", None, "library_no_list"),
        ("# nothing yet\n", None, "library_no_list"),
    ],
    ids=["indentation", "bracket", "mapping", "empty", "comment"],
)
def test_a_file_that_is_no_list_of_entries(folder, text, line, code):
    (folder / TITLES).write_text(text, encoding="utf-8")
    (found,) = problems()
    assert told(found)[0] == TITLES and found.code == code
    assert found.line is None if line is None else abs(found.line - line) <= 1


@pytest.mark.parametrize(
    ("before", "after", "field", "code"),
    [
        ("platform: amazon", "platfrom: amazon", "platfrom", "library_field_unknown"),
        ("platform: amazon", "platform: amazone", "platform", "library_field_value"),
        ("confidence: medium", "", "confidence", "library_field_missing"),
        ("confidence: medium", "confidence: medium\n  platform: amazon", "platform", "library_field_twice"),
    ],
)
def test_common_slips_have_a_sentence_of_their_own(folder, before, after, field, code):
    changed(folder, TITLES, before, after)
    assert [told(problem) for problem in problems()] == [(TITLES, 1, "amz-title-max", field, code)]


def test_a_file_that_is_not_utf_8(folder):
    (folder / TITLES).write_bytes(AMAZON.encode("gb18030"))
    assert [problem.file for problem in problems()] == [TITLES]


def test_an_entry_that_is_mere_text(folder):
    (folder / TITLES).write_text("- Titles have 75 characters\n", encoding="utf-8")
    assert [told(problem) for problem in problems()] == [(TITLES, 1, "", "", "library_field")]


def test_unverified_entries_stand_apart_and_others_do_not(folder):
    changed(folder, TITLES, "confidence: medium", "confidence: low")
    (folder / BAY).rename(folder / "rules/ebay/unverified.yaml")
    assert [told(problem) for problem in problems()] == [
        (TITLES, 1, "amz-title-max", "confidence", "library_unverified_apart"),
        ("rules/ebay/unverified.yaml", 1, "eby-title-max", "confidence", "library_unverified_apart"),
    ]
    (folder / TITLES).rename(folder / "rules/amazon/unverified.yaml")
    (folder / "rules/ebay/unverified.yaml").rename(folder / BAY)
    assert problems() == []


def test_a_rule_in_the_folder_of_another_platform(folder):
    (folder / BAY).rename(folder / "rules/amazon/bay.yaml")
    (found,) = problems()
    assert told(found) == ("rules/amazon/bay.yaml", 1, "eby-title-max", "platform", "library_other_folder")
    assert found.details == {"folder": "amazon"}


@pytest.mark.parametrize("name", ["amz-title-max", "amz-old"])
def test_a_name_that_is_used_twice(folder, name):
    changed(folder, TITLES, "  platform: amazon", "  aliases: [amz-old]\n  platform: amazon")
    changed(folder, BAY, "eby-title-max", name)
    found = [told(problem) for problem in problems()]
    assert {(file, line) for file, line, *_ in found} & {(TITLES, 1), (BAY, 1)}
    assert {(entry, code) for _, _, entry, _, code in found} == {(name, "library_id_twice")}


@pytest.mark.parametrize("field", ["conflicts_with: [no-such]", "replaced_by: no-such"])
def test_a_reference_that_leads_nowhere(folder, field):
    changed(folder, BAY, "  platform: ebay", f"  {field}\n  platform: ebay")
    (found,) = problems()
    assert told(found) == (BAY, 1, "eby-title-max", field.split(":")[0], "library_reference")
    assert "no-such" in message(found.code, **found.details)["en"]


def test_a_procedure_that_rests_on_no_rule(folder):
    for language in ("zh", "en"):
        changed(folder, f"sops/SOP-X-01.{language}.md", "kind: sop", "kind: sop\nrelated_rules: [eby-title-max, no-such]")
    (found,) = problems()
    assert told(found)[0].startswith("sops/SOP-X-01.") and found.code == "library_reference"
    assert found.details == {"reference": "no-such"}


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("category: logistics\n", "", "category"),
        ("kind: sop", "kind: [sop", "SOP-X-01"),
        ("source: {title: Handbook}", "source: {}", "title"),
        ("source: {title: Handbook}", "source: Handbook", "source"),
    ],
)
def test_a_procedure_with_a_wrong_head(folder, before, after, says):
    for language in ("zh", "en"):
        changed(folder, f"sops/SOP-X-01.{language}.md", before, after)
    found = problems()
    assert {told(problem)[0] for problem in found} == {SOP, SOP.replace("zh", "en")}
    for problem in found:
        said = message(problem.code, **problem.details)
        assert says in said["zh"] and says in said["en"] and "document_" not in said["en"]


@pytest.mark.parametrize(("missing", "left"), [("zh", "en"), ("en", "zh")])
def test_a_procedure_in_one_language(folder, missing, left):
    (folder / f"sops/SOP-X-01.{missing}.md").unlink()
    (found,) = problems()
    assert told(found)[0] == f"sops/SOP-X-01.{left}.md"
    assert f"SOP-X-01.{missing}.md" in message(found.code, **found.details)["en"]


def test_a_procedure_with_other_steps_in_english(folder):
    with (folder / "sops/SOP-X-01.en.md").open("a") as file:
        file.write("2. Pay.\n")
    for found in problems():
        assert told(found)[0].startswith("sops/SOP-X-01.") and found.code == "library_steps"
        assert (found.details["zh"], found.details["en"]) == (1, 2)
    assert problems()
