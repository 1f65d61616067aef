"""What the model sees of a sentence: its words, pairs of words and short runs of letters, each as a number."""

import zlib
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 15
_RUNS = (2, 3, 4, 5)
_MOST = 1_500
_PRIME = np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(64 - 15)


def features(units: tuple[str, ...]) -> NDArray[np.int64]:
    """Numbers of the features, repeated ones as often as they are there."""
    words = [zlib.crc32(unit.encode()) for unit in units]
    pairs = [zlib.crc32(f"{one} {two}".encode()) for one, two in pairwise(units)]
    whole = np.array(words + pairs, dtype=np.uint64) * _MIX >> _SHIFT
    return np.concatenate([whole, *_runs(f" {' '.join(units)} "[:_MOST])]).astype(np.int64)


def _runs(text: str) -> list[NDArray[np.uint64]]:
    """Runs of two to five letters, by a rolling hash."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    found, rolled = [], codes
    for length in range(2, _RUNS[-1] + 1):
        if len(codes) < length:
            break
        rolled = rolled[:-1] * _PRIME + codes[length - 1 :]
        found.append((rolled + np.uint64(length)) * _MIX >> _SHIFT)
    return found
