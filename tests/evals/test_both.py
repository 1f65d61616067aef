from datetime import date
from shutil import copytree

import pytest

from copilot.offline.both import asks_both
from copilot.offline.vocabulary import read_vocabulary
from knowledge.index import KnowledgeIndex
from tests.copilot.homes import loaded_embedder, synced_folder
from tests.evals import both
from tests.evals.scoring import load

__all__ = ["synced_folder"]
DAY_OF_ASKING = date(2026, 11, 1)
OF_ONE_KIND = (
    "utterances.yaml", "out_of_scope.yaml", "restock.yaml", "restock_blind.yaml", "restock_out_of_scope.yaml",
    "diagnosis_blind.yaml", "diagnosis_unseen.yaml", "knowledge.yaml",
)  # fmt: skip


@pytest.fixture(scope="module")
def vocabulary(demo_warehouse):
    return read_vocabulary(demo_warehouse, lambda _: False, DAY_OF_ASKING)


@pytest.fixture(scope="module")
def judged(vocabulary, synced_folder, tmp_path_factory):
    index = KnowledgeIndex(copytree(synced_folder, tmp_path_factory.mktemp("both") / "knowledge"), loaded_embedder())
    return both.judged(vocabulary, index)


def test_both_tools_are_called_with_the_right_figures(judged):
    missed = [(row["text"], row["calls"], row["wrong"]) for row in judged if not row["tools"] or row["wrong"]]
    assert len(missed) <= 0.03 * len(judged), missed


def test_the_rule_is_among_those_found(judged):
    ranks = {row["text"]: row["rank"] for row in judged if row["rank"] is not None}
    assert sum(rank <= 5 for rank in ranks.values()) >= 0.9 * len(ranks), ranks


@pytest.mark.parametrize("name", OF_ONE_KIND)
def test_questions_of_one_kind_are_not_cut(name, vocabulary):
    assert [entry["text"] for entry in load(name) if asks_both(entry["text"], vocabulary)] == []
