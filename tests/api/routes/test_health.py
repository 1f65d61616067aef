import pytest

OWN_KNOWLEDGE = True


def test_it_lives_and_is_ready(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"ready": True, "checks": {"warehouse": "ok", "knowledge": "ok", "threads": "ok"}}


@pytest.mark.parametrize(
    ("file", "check"),
    [("warehouse.duckdb", "warehouse"), ("knowledge/knowledge.sqlite", "knowledge"), ("threads.sqlite", "threads")],
)
def test_a_damaged_store_is_named(client, knowledge_home, file, check):
    (knowledge_home / file).write_bytes(b"no database " * 1000)
    (knowledge_home / f"{file}-wal").unlink(missing_ok=True)  # SQLite would read the pages that wait there
    response = client.get("/readyz")
    assert response.status_code == 503
    found = response.json()
    assert found["ready"] is False and [name for name, state in found["checks"].items() if state != "ok"] == [check]
    assert str(knowledge_home) not in response.text
    assert client.get("/healthz").status_code == 200
