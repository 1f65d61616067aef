"""Data folders with the demo shop and the library, and a copilot on one of them."""

import pytest

from copilot.copilot import Copilot
from copilot.settings import Settings
from tests.copilot.homes import demo_home, knowledge_home, one_embedder, synced_copy, synced_folder

__all__ = ["demo_home", "knowledge_home", "one_embedder", "synced_copy", "synced_folder"]


@pytest.fixture
def copilot(demo_home):
    """The offline copilot over the demo shop."""
    opened = Copilot(Settings(home=demo_home))
    yield opened
    opened.close()


@pytest.fixture
def plain_copilot(knowledge_home):
    """The same without any shop data."""
    opened = Copilot(Settings(home=knowledge_home))
    yield opened
    opened.close()
