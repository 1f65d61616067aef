from pathlib import Path

import numpy as np
import pytest

from knowledge.store import LANGUAGES, VectorStore, destroy, open_sound

VECTORS = np.eye(6, dtype=np.float32)
IDS = list("abcdef")
PLACES = [("library", "zh"), ("user", "zh"), *[("library", "en")] * 2, ("library", "de"), ("library", "")]
KNOWN = dict(zip(IDS, VECTORS, strict=True))


@pytest.fixture
def store(tmp_path):
    opened = VectorStore(tmp_path / "chroma", "vectors")
    yield opened
    opened.close()


@pytest.fixture
def filled(store):
    store.add(IDS, VECTORS, PLACES)
    return store


def nearest(store, vector, limit, group="library"):
    return store.nearest(group, dict.fromkeys(LANGUAGES, np.array(vector, dtype=np.float32)), limit)


def near(store, vector, limit=6):
    return [name for group in ("library", "user") for name, score in nearest(store, vector, limit, group) if score > 0.5]


def test_an_empty_store_finds_nothing(store):
    assert store.count() == 0
    assert nearest(store, VECTORS[0], 5) == []
    assert store.is_sound({}, 0) and not store.is_sound({"a": VECTORS[0]}, 1)


def test_the_nearest_come_first_with_their_cosine(filled):
    found = nearest(filled, [0, 0, 0.8, 0.6, 0, 0], 2)
    assert [name for name, _ in found][1:3] == ["c", "d"]
    assert [score for _, score in found][1:3] == pytest.approx([0.8, 0.6], abs=1e-5)


def test_so_many_of_each_language(filled):
    assert [name for name, _ in nearest(filled, VECTORS[0], 1)][:1] == ["a"]
    assert len(nearest(filled, VECTORS[0], 1)) == 3


def test_groups_are_apart(filled):
    assert [name for name, _ in nearest(filled, VECTORS[0], 9, "user")] == ["b"]
    assert (filled.count("library"), filled.count("user")) == (5, 1)


def test_each_language_is_asked_with_its_own_vector(filled):
    asked = {"zh": VECTORS[0], "en": VECTORS[3], "other": VECTORS[4]}
    assert {name for name, score in filled.nearest("library", asked, 9) if score > 0.5} == {"a", "d", "e"}


def test_more_than_there_are(filled):
    assert len(nearest(filled, VECTORS[0], 500)) == 5


def test_removed_vectors_are_not_found(filled):
    filled.remove(["a", "unknown"])
    assert filled.count() == 5 and near(filled, VECTORS[0]) == []
    filled.remove([])
    assert filled.count() == 5


def test_a_vector_of_the_same_id_is_replaced(filled):
    filled.add(["a"], VECTORS[1:2], [("library", "zh")])
    assert filled.count() == 6 and sorted(near(filled, VECTORS[1])) == ["a", "b"]
    assert near(filled, VECTORS[0]) == []


def test_a_stored_vector_finds_itself(filled):
    assert filled.is_sound(KNOWN, 6)


@pytest.mark.parametrize(
    ("known", "expected"), [(KNOWN, 5), (KNOWN, 7), ({"unknown": VECTORS[0]}, 6), ({"a": VECTORS[1]}, 6), ({}, 0)]
)
def test_a_store_of_other_vectors_is_not_sound(filled, tmp_path, known, expected):
    assert not filled.is_sound(known, expected)
    assert open_sound(tmp_path / "chroma", "vectors", known, expected) is None


def test_a_missing_store_is_not_made(tmp_path):
    assert open_sound(tmp_path / "none", "vectors", {}, 0) is None and not (tmp_path / "none").exists()


def test_another_opening_holds_the_same(filled, tmp_path):
    filled.close()
    again = VectorStore(tmp_path / "chroma", "vectors")
    assert again.count() == 6 and near(again, VECTORS[2]) == ["c"]
    again.close()


def test_another_name_is_another_store(filled, tmp_path):
    assert VectorStore(tmp_path / "chroma", "others").count() == 0


def test_a_destroyed_store_is_gone(filled, tmp_path):
    destroy(tmp_path / "chroma")
    assert not (tmp_path / "chroma").exists()
    assert VectorStore(tmp_path / "chroma", "vectors").count() == 0


def test_many_are_added_in_parts(store):
    count = 4_500
    vectors = np.random.default_rng(1).normal(size=(count, 4)).astype(np.float32)
    store.add([str(number) for number in range(count)], vectors, [("library", "zh"), ("user", "en")] * (count // 2))
    assert store.count() == count
    store.remove([str(number) for number in range(4_400)])
    assert store.count() == 100


def test_only_this_file_knows_the_vector_database():
    room = Path(__file__).parents[2] / "knowledge"
    naming = [path.name for path in room.glob("*.py") if "import chromadb" in (t := path.read_text()) or "from chromadb" in t]
    assert naming == ["store.py"]
