"""A second process on one knowledge folder: `LIBRARY FOLDER add|search TEXT`."""

import sys
from pathlib import Path

from knowledge import library
from knowledge.index import KnowledgeIndex
from tests.knowledge.conftest import TODAY, WordEmbedder, note

if __name__ == "__main__":
    library.LIBRARY = Path(sys.argv[1])
    opened = KnowledgeIndex(Path(sys.argv[2]), WordEmbedder())
    if sys.argv[3] == "add":
        opened.add([note(sys.argv[4], "other")], TODAY)
    print(*[hit.document.id for hit in opened.search(sys.argv[4], as_of=TODAY).hits], sep="\n")
