"""What the shipped library must be, rule by rule and SOP by SOP."""

import re
from collections import Counter

import pytest
import yaml

from knowledge.document import passages_of
from knowledge.reading import LIBRARY, read_library

RULES = [
    (path.relative_to(LIBRARY).as_posix(), rule)
    for path in sorted(LIBRARY.glob("rules/**/*.yaml"))
    for rule in yaml.safe_load(path.read_text(encoding="utf-8"))
]
SOPS = {path.name: path.read_text(encoding="utf-8") for path in sorted(LIBRARY.glob("sops/*.md"))}
SOP_IDS = sorted({name.split(".")[0] for name in SOPS})
PLATFORMS = {"amazon", "ebay", "walmart", "tiktok", "temu", "aliexpress", "shopify"}
DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

every_rule = pytest.mark.parametrize("rule", [rule for _, rule in RULES], ids=[rule["id"] for _, rule in RULES])
every_sop = pytest.mark.parametrize("sop", SOP_IDS)


def front(name):
    return yaml.safe_load(SOPS[name].split("---\n")[1])


def steps(name):
    return [int(number) for number in re.findall(r"^(\d+)\. ", SOPS[name], re.MULTILINE)]


@every_rule
def test_a_rule_is_complete(rule):
    for field in ("title", "statement"):
        assert set(rule[field]) == {"zh", "en"} and all(text.strip() for text in rule[field].values()), field
    assert rule["source"]["title"].strip() and re.match(r"https?://\S+$", rule["source"]["url"])
    assert rule["confidence"] in {"high", "medium"}
    assert rule["platform"] in PLATFORMS and rule["marketplaces"]


@every_rule
def test_a_rule_is_written_in_its_languages(rule):
    for field in ("title", "statement"):
        assert re.search(r"[\u3400-\u9fff]", rule[field]["zh"]), f"{field}.zh"
        assert re.search(r"[A-Za-z]{3}", rule[field]["en"]), f"{field}.en"
        assert not re.search(r"[\u3000-\u303f\uff00-\uffef]", rule[field]["en"]), f"{field}.en"


@every_rule
def test_a_rule_is_dated(rule):
    # An undated page says when it was read.
    assert DAY.search(str(rule["as_of"]))
    for field in ("effective_from", "effective_to"):
        assert rule[field] is None or (isinstance(rule[field], str) and DAY.fullmatch(rule[field])), field
    if rule["effective_from"] and rule["effective_to"]:
        assert rule["effective_from"] <= rule["effective_to"]


def written(number):
    """A number as a statement may show it: 2000, 2,000, 2 MB for 2097152 bytes."""
    shown = {str(number), f"{number:,}"}
    for unit in (1024 * 1024, 1_000_000):
        if number % unit == 0:
            shown.add(str(number // unit))
    return shown


@every_rule
def test_limits_stand_in_both_statements(rule):
    limits = {k: v for k, v in (rule.get("value") or {}).items() if k.startswith("max_") and isinstance(v, int | float)}
    for language, statement in rule["statement"].items():
        numbers = set(re.findall(r"\d[\d,]*(?:\.\d+)?", statement)) | ({"1"} if re.search(r"\bone\b|一", statement) else set())
        missing = {name: value for name, value in limits.items() if not written(value) & {n.rstrip(",") for n in numbers}}
        assert not missing, language


@every_rule
def test_a_rule_says_where_it_stands(rule):
    path = next(path for path, other in RULES if other is rule)
    assert path.split("/")[1] == rule["platform"]


def test_no_id_is_used_twice():
    counts = Counter([rule["id"] for _, rule in RULES] + SOP_IDS)
    assert [name for name, count in counts.items() if count > 1] == []
    documents = Counter(document.id for document in read_library())
    assert max(documents.values()) == 1 and set(documents) == set(counts)


def test_ids_are_plain_names():
    assert [name for _, rule in RULES if not re.fullmatch(r"[A-Za-z0-9.\-]{3,64}", name := rule["id"])] == []


@every_sop
def test_an_sop_is_written_in_both_languages(sop):
    assert {name for name in SOPS if name.startswith(sop + ".")} == {f"{sop}.zh.md", f"{sop}.en.md"}
    zh, en = front(f"{sop}.zh.md"), front(f"{sop}.en.md")
    assert (zh["id"], zh["language"], en["id"], en["language"]) == (sop, "zh", sop, "en")
    same = ("kind", "category", "as_of", "effective_from", "confidence", "related_rules", "tools")
    assert {field: zh.get(field) for field in same} == {field: en.get(field) for field in same}
    assert zh["confidence"] in {"high", "medium"} and zh["title"] and en["title"] and zh["source"]["title"]


@every_sop
def test_an_sop_has_the_same_steps_in_both_languages(sop):
    zh, en = steps(f"{sop}.zh.md"), steps(f"{sop}.en.md")
    assert zh == en == list(range(1, len(zh) + 1)) and zh
    headings = [len(re.findall(r"^## ", SOPS[f"{sop}.{language}.md"], re.MULTILINE)) for language in ("zh", "en")]
    assert headings[0] == headings[1]


def test_every_document_has_passages_in_both_languages():
    for document in read_library():
        assert {passage.language for passage in passages_of(document)} == {"zh", "en"}, document.id


def test_passage_ids_are_unique():
    counts = Counter(passage.id for document in read_library() for passage in passages_of(document))
    assert max(counts.values()) == 1
