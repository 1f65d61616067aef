"""The demo folder that the copilot's tests use."""

from tests.copilot.homes import demo_home, knowledge_home, one_embedder, synced_copy, synced_folder

__all__ = ["demo_home", "knowledge_home", "one_embedder", "synced_copy", "synced_folder"]
