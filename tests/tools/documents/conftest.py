import pytest

from tools.core.errors import ImportRefused
from tools.documents.reading import Task, read_document


@pytest.fixture
def read(tmp_path):
    """Reads a document in the test's own process: quick, and for friendly ones only."""

    def read_here(content, name="document.md"):
        path = tmp_path / "content"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_document(Task(path, name), lambda *_: None)

    return read_here


@pytest.fixture
def refused(read):
    """The refusal of a document."""

    def refusal(content, name="document.md"):
        with pytest.raises(ImportRefused) as caught:
            read(content, name)
        return caught.value

    return refusal
