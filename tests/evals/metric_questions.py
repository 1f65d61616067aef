"""Questions on an imported file of order lines, asked through the HTTP API; answers known from the file itself."""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from api import create_app
from copilot.settings import Settings

QUESTIONS, LINES = "uci_metric_questions.jsonl", "uci_online_retail_lines.csv"
MAPPING = """
columns: {order_id: InvoiceNo, sku: StockCode, title: Description, quantity: Quantity, unit_price: UnitPrice,
  purchased_at: InvoiceDate, customer_id: CustomerID, country: Country}
options: {currency: GBP, timezone: Europe/London, marketplace: uk_gift_shop, cancelled_prefix: C,
  non_product_skus: [POST, DOT, M, D, S, B, C2, CRUK, PADS, AMAZONFEE, BANK CHARGES, "gift_*", "DCGS*"]}
"""


def rates(folder: Path) -> list[dict[str, Any]]:
    """Right answers by language of the question.

    Args:
        folder: Holds the questions, and the file of order lines somewhere beside them.
    """
    questions = [json.loads(line) for line in (folder / QUESTIONS).read_text(encoding="utf-8").splitlines()]
    lines = next(folder.parent.rglob(LINES))
    with tempfile.TemporaryDirectory() as home:
        client = TestClient(create_app(Settings(home=Path(home))))
        client.post("/v1/imports", files={"files": (LINES, lines.read_bytes())}, data={"mapping": MAPPING})
        rows = []
        for language in ("zh", "en"):
            right = sum(_is_right(client, question, question[f"question_{language}"]) for question in questions)
            rows.append(
                {"what": f"metric questions, {language}", "right": right, "total": len(questions), "rate": right / len(questions)}
            )
    return rows


def _is_right(client: TestClient, question: dict[str, Any], text: str) -> bool:
    answer = client.post("/v1/chat", json={"message": text}).json()
    shown = answer["answer"]
    wanted = question["answer"]
    if wanted is None:
        without_dates = re.sub(r"\d{4}-\d{2}-\d{2}|[A-Za-z]+\d+", "", shown)
        return not any(call["ok"] for call in answer["tool_calls"]) and not re.search(r"\d", without_dates)
    if isinstance(wanted, list):
        return [sku for sku in re.findall(r"^\| (\S+) \|", shown, re.MULTILINE) if sku != "SKU"] == wanted
    figures = [float(figure.replace(",", "")) for figure in re.findall(r"-?\d[\d,]*(?:\.\d+)?", shown)]
    return wanted in figures
