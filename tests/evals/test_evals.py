"""What the offline model understands, against colleagues' readings written without sight of it."""

from shutil import copytree

import pytest

from copilot.offline.vocabulary import read_vocabulary
from knowledge.index import KnowledgeIndex
from tests.copilot.homes import loaded_embedder, synced_folder
from tests.evals.scoring import conversation, load, score

__all__ = ["synced_folder"]


@pytest.fixture(scope="module")
def vocabulary(demo_warehouse, synced_folder, tmp_path_factory):
    index = KnowledgeIndex(copytree(synced_folder, tmp_path_factory.mktemp("evals") / "knowledge"), loaded_embedder())
    return read_vocabulary(demo_warehouse, lambda query: index.search(query, k=1).basis)


def test_utterances_reach_their_tool_with_the_right_arguments(vocabulary):
    found = score(load("utterances.yaml"), vocabulary)
    misses = "\n".join(found["misses"])
    assert found["tool"] >= 0.97 * found["total"], f"tool {found['tool']} of {found['total']}\n{misses}"
    assert found["arguments"] >= 0.92 * found["total"], f"arguments {found['arguments']} of {found['total']}\n{misses}"


def test_what_is_out_of_scope_calls_nothing(vocabulary):
    entries = load("out_of_scope.yaml")
    by_id = {entry["id"]: entry for entry in entries}
    called = {entry["id"]: (entry["text"], calls) for entry in entries if (calls := conversation(entry, by_id, vocabulary))}
    assert len(called) <= 0.03 * len(entries), "\n".join(f"{name} {text!r}: {calls}" for name, (text, calls) in called.items())


def test_why_questions_written_before_their_rules(vocabulary):
    found = score(load("diagnosis_blind.yaml"), vocabulary)
    misses = "\n".join(found["misses"])
    assert found["tool"] >= 0.97 * found["total"] and found["arguments"] >= 0.95 * found["total"], misses


def test_why_questions_as_operators_type_them(vocabulary):
    found = score(load("diagnosis_unseen.yaml"), vocabulary)
    misses = "\n".join(found["misses"])
    assert found["tool"] >= 0.97 * found["total"] and found["arguments"] >= 0.95 * found["total"], misses
