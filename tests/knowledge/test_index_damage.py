"""Files of the vector index that were lost or cut: never a wrong answer, always mended from the ledger."""

from shutil import copytree, rmtree

import pytest

from knowledge.index import KnowledgeIndex
from knowledge.store import VectorStore
from tests.copilot.homes import close_index, loaded_embedder
from tests.knowledge.conftest import TODAY, WordEmbedder, note

# Chroma writes its HNSW files from 1,000 vectors on; fewer are answered from its log.
SHELVES = 1_200
QUERY = "item number77 shelf row77 box77"


@pytest.fixture
def large(index, tmp_path):
    """A folder with enough passages for HNSW files, closed."""
    shelves = [f"Item number{n} lies in shelf row{n} beside box{n}. {'x' * 260}" for n in range(SHELVES)]
    index.add([note("\n\n".join(shelves), "stock")], TODAY)
    close_index(index)
    return tmp_path / "knowledge"


def hnsw_folders(folder):
    return [path for path in (folder / "chroma").iterdir() if path.is_dir()]


def cut(name):
    return lambda folder: [(hnsw / name).write_bytes(b"") for hnsw in hnsw_folders(folder)]


DAMAGES = {
    "index folder deleted": lambda folder: [rmtree(hnsw) for hnsw in hnsw_folders(folder)],
    "index file deleted": lambda folder: [(hnsw / "data_level0.bin").unlink() for hnsw in hnsw_folders(folder)],
    "index file cut": cut("data_level0.bin"),
    "header cut": cut("header.bin"),
    "lengths cut": cut("length.bin"),
    "links cut": cut("link_lists.bin"),
    "all deleted": lambda folder: rmtree(folder / "chroma"),
    "database is no database": lambda folder: (folder / "chroma" / "chroma.sqlite3").write_bytes(b"no database " * 500),
}


def test_a_damaged_index_still_answers_right(large, tmp_path, subtests):
    for number, (name, damage) in enumerate(DAMAGES.items()):
        with subtests.test(name):
            folder = copytree(large, tmp_path / f"damaged{number}")
            damage(folder)
            damaged = KnowledgeIndex(folder, WordEmbedder())
            assert damaged.search(QUERY, as_of=TODAY).hits[0].passage_id == "stock/-/78"
            close_index(damaged)


@pytest.mark.parametrize("folder", ["library", "large"])
def test_a_sound_index_is_opened_as_it_is(synced_copy, large, folder, caplog):
    opened = KnowledgeIndex(synced_copy, loaded_embedder()) if folder == "library" else KnowledgeIndex(large, WordEmbedder())
    assert opened.search(QUERY, as_of=TODAY).hits
    assert "built anew" not in caplog.text
    close_index(opened)


def test_vectors_missing_from_the_store_are_noticed(index, tmp_path, caplog):
    index.add([note("The broker in Hamburg is called Petersen.", "broker")], TODAY)
    close_index(index)
    store = VectorStore(tmp_path / "knowledge" / "chroma", "words-of-tests")
    store.remove(["broker/-/1"])
    store.close()
    again = KnowledgeIndex(tmp_path / "knowledge", WordEmbedder())
    assert again.search("broker Hamburg Petersen", as_of=TODAY).hits[0].document.id == "broker"
    assert "built anew" in caplog.text


def test_the_library_survives_the_loss_of_its_index(synced_folder, tmp_path):
    folder = copytree(synced_folder, tmp_path / "damaged")
    for hnsw in hnsw_folders(folder):
        rmtree(hnsw)
    damaged = KnowledgeIndex(folder, loaded_embedder())
    found = damaged.search("亚马逊标题最多多少字符？", as_of=TODAY)
    assert found.basis and "title" in found.hits[0].document.id
    close_index(damaged)
