"""One embedder and one synced knowledge folder per run; every test that writes gets a copy."""

from functools import cache
from pathlib import Path
from shutil import copyfile, copytree

import pytest

from knowledge import index
from knowledge.embedding import Embedder, default_embedder
from knowledge.index import KnowledgeIndex
from knowledge.store import forget_open_folders


@cache
def loaded_embedder() -> Embedder:
    """The default embedder; its models are loaded once."""
    return default_embedder()


def close_index(_: KnowledgeIndex) -> None:
    """Let go of Chroma's files, so that the folder can be copied or changed."""
    forget_open_folders()


@pytest.fixture(scope="session")
def synced_folder(tmp_path_factory) -> Path:
    """A knowledge folder that holds the shipped library; not to be written."""
    folder = tmp_path_factory.getbasetemp() / "synced_knowledge"
    if not folder.exists():
        synced = KnowledgeIndex(folder, loaded_embedder())
        synced.sync()
        close_index(synced)
    return folder


@pytest.fixture
def synced_copy(synced_folder, tmp_path) -> Path:
    """The same, to write to."""
    return Path(copytree(synced_folder, tmp_path / "synced"))


@pytest.fixture
def one_embedder(monkeypatch):
    """Every index of the test uses the embedder that is loaded already."""
    monkeypatch.setattr(index, "default_embedder", loaded_embedder)


@pytest.fixture
def knowledge_home(synced_folder, one_embedder, tmp_path, request) -> Path:
    """A data folder (`CHUHAI_HOME`) with the library and an empty warehouse.

    The library is that of all tests; a module whose tests change it says `OWN_KNOWLEDGE = True` and gets copies.
    """
    home = tmp_path / "chuhai"
    home.mkdir()
    if getattr(request.module, "OWN_KNOWLEDGE", False):
        copytree(synced_folder, home / "knowledge")
    else:
        (home / "knowledge").symlink_to(synced_folder, target_is_directory=True)
    return home


@pytest.fixture
def demo_home(knowledge_home, demo_warehouse) -> Path:
    """A data folder with the library and the demo shop."""
    copyfile(demo_warehouse.path, knowledge_home / "warehouse.duckdb")
    return knowledge_home
