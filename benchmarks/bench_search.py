"""Search through the index against brute-force cosine over the same vectors."""

import tempfile
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.timing import Measured, paired_ms
from knowledge.index import KnowledgeIndex
from knowledge.shipped import shipped_vectors

QUERY = "How long may an Amazon title be?"


def run() -> list[Measured]:
    """One comparison over the shipped library."""
    with tempfile.TemporaryDirectory() as folder:
        index = KnowledgeIndex(Path(folder))
        index.sync()
        vectors = np.array(list(shipped_vectors(index.embedder_name).values()))
        embedder = index._embedder

        def brute_force() -> list[int]:
            return list(np.argsort(-(vectors @ embedder.questions([QUERY])[0]))[:5])

        ours, base = paired_ms(lambda: index.search(QUERY, k=5, as_of=date(2026, 11, 22)), brute_force, runs=30)
    return [Measured(f"search over {len(vectors)} passages", ours, "brute-force cosine, embedding included", base)]
