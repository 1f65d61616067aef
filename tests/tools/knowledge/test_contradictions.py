"""Files of the team against the library: how many contradictions are found, and how many alarms are false."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from copilot.library import add_paths
from copilot.settings import Settings
from copilot.world import World
from tests.copilot.homes import knowledge_home, one_embedder, synced_folder

__all__ = ["knowledge_home", "one_embedder", "synced_folder"]

OWN_KNOWLEDGE = True
FILE = Path(__file__).parent / "contradictions.yaml"


class Rates(NamedTuple):
    precision: float
    recall: float
    right_rule: float


@cache
def sets():
    """By set its documents; each single sentence is one of its own, without a heading."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    single = [{"title": "", "sentences": [sentence]} for sentence in content.pop("single")]
    return {**content, "single": single}


def written(folder, documents):
    """The documents as files, as a team would keep them."""
    folder.mkdir()
    for number, document in enumerate(documents):
        heading = f"# {document['title']}\n\n" if document["title"] else ""
        lines = "".join(f"- {sentence['text']}\n" for sentence in document["sentences"])
        (folder / f"{folder.name}-{number:02}.md").write_text(heading + lines, encoding="utf-8")
    return folder


def rates(documents, added):
    """What was found of what contradicts, what was found wrongly, and where the rule was one of those meant."""
    found = {}
    for entry in added:
        for one in entry["contradictions"]:
            found.setdefault(one["passage"].removeprefix("- "), set()).add(one["rule_id"])
    sentences = [sentence for document in documents for sentence in document["sentences"]]
    assert found.keys() <= {sentence["text"] for sentence in sentences}
    wrong = [sentence for sentence in sentences if "rule" in sentence]
    hit = [sentence for sentence in wrong if sentence["text"] in found]
    right = [sentence for sentence in hit if found[sentence["text"]] & {*sentence["rule"]}]
    print("missed:", [sentence["text"] for sentence in wrong if sentence not in hit], "found:", found)
    return Rates(len(hit) / max(1, len(found)), len(hit) / len(wrong), len(right) / len(wrong))


@pytest.fixture
def world(knowledge_home):
    return World(Settings(home=knowledge_home))


# Measured on 2026-11-22 as precision, recall, and recall of the rule meant. On the first run of each, before anything was mended
# by what it showed: first 0.95, 0.67, 0.65; second 0.96, 0.80, 0.73; third 1.00, 0.84, 0.84. Since then: first 1.00, 0.83, 0.83;
# second 1.00, 0.83, 0.80; single 1.00, 0.96, 0.90. Thresholds lie about three points below the later ones.
@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("first", Rates(0.95, 0.80, 0.80)),
        ("second", Rates(0.95, 0.80, 0.76)),
        ("third", Rates(0.95, 0.78, 0.78)),
        ("single", Rates(0.97, 0.92, 0.86)),
    ],
)
def test_rates(world, tmp_path, name, least):
    measured = rates(sets()[name], add_paths(world, [written(tmp_path / name, sets()[name])], {}))
    assert all(value >= bound for value, bound in zip(measured, least, strict=True)), measured


@pytest.mark.parametrize("name", ["first", "second"])
def test_sets_are_balanced(name):
    sentences = [sentence for document in sets()[name] for sentence in document["sentences"]]
    texts = [sentence["text"] for sentence in sentences]
    assert len({*texts}) == len(texts) and all(("rule" in sentence) != ("why" in sentence) for sentence in sentences)
    assert sum("rule" in sentence for sentence in sentences) * 2 == len(sentences)


def test_every_rule_meant_is_one_that_may_be_contradicted(world):
    verified = {document.id for document in world.index.documents() if document.confidence != "low"}
    sentences = [one for documents in sets().values() for document in documents for one in document["sentences"]]
    assert {rule for one in sentences for rule in one.get("rule", [])} <= verified


def contradicted(world, tmp_path, text, name="note", **said):
    path = tmp_path / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    (entry,) = add_paths(world, [path], said)
    return [one["rule_id"] for one in entry["contradictions"]]


def test_neighbouring_sentences_lend_no_places(world, tmp_path):
    """Of two sentences in one passage one names Canada; the other is still about the United States."""
    canada, wrong = "Walmart Canada asks for a valid tracking rate above 85%.", "Walmart requires a valid tracking rate of 95%."
    assert contradicted(world, tmp_path, f"# Walmart\n\n- {canada}\n- {wrong}\n") == ["wmt-vtr-99"]


def test_many_files_on_the_matter_hide_no_rule(world, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(12):
        text = f"eBay titles, note {number}: an eBay title has at most 80 characters."
        (folder / f"n{number}.md").write_text(text, encoding="utf-8")
    assert not any(entry["contradictions"] for entry in add_paths(world, [folder], {}))
    assert contradicted(world, tmp_path, "eBay titles: an eBay title has at most 90 characters.") == ["ebay-title-80"]


def test_the_warning_shows_both_sides(world, tmp_path):
    path = tmp_path / "n.md"
    path.write_text("Romania charges 19% VAT.", encoding="utf-8")
    (entry,) = add_paths(world, [path], {})
    (warning,) = [one for one in entry["warnings"] if one["code"] == "document_contradicts"]
    (found,) = entry["contradictions"]
    assert found["outdated"] and found["rule_id"] in warning["en"] and "19%" in warning["en"] and "21%" in warning["zh"]
