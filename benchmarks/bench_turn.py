"""A whole offline turn against a bare loop that calls the same tool; first answers; cold starts."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.timing import Measured, median_ms, paired_ms
from copilot.copilot import Copilot
from copilot.settings import Settings
from copilot.shops import load_demo
from copilot.toolbox import run_tool

QUESTION = "德国站上周销售额多少，比前一周怎样？"
RULE = "亚马逊标题最多多少字符？"
ARGUMENTS = {
    "metrics": ["gross_revenue"], "filters": {"marketplace": ["DE"]}, "window": {"period": "last_week"},
    "compare": {"rule": "previous_period"},
}  # fmt: skip


def run() -> list[Measured]:
    """All comparisons, over one demo folder."""
    with tempfile.TemporaryDirectory() as folder:
        copilot = Copilot(Settings(home=Path(folder)))
        load_demo(copilot)
        copilot.world.index.sync()
        found = [_turn(copilot), _rule(copilot)]
        copilot.close()
        return [*found, *_cold(Path(folder))]


def _turn(copilot: Copilot) -> Measured:
    with asyncio.Runner() as runner:
        ours, bare = paired_ms(
            lambda: runner.run(copilot.ask(QUESTION)),
            lambda: run_tool("sales_query", ARGUMENTS, copilot.world).model_dump_json(),
            runs=40,
        )
    return Measured("offline turn, one sales tool call, stored", ours, "bare call of the same tool", bare)


def _rule(copilot: Copilot) -> Measured:
    arguments = {"query": RULE, "language": "zh", "platform": "amazon"}
    with asyncio.Runner() as runner:
        ours, bare = paired_ms(
            lambda: runner.run(copilot.ask(RULE)),
            lambda: run_tool("knowledge_search", arguments, copilot.world).model_dump_json(),
            runs=40,
        )
    return Measured("offline turn, one knowledge tool call, stored", ours, "bare call of the same tool", bare)


def _cold(folder: Path) -> list[Measured]:
    environment = {**os.environ, "CHUHAI_HOME": str(folder)}
    chuhai = str(Path(sys.executable).parent / "chuhai")

    def command(question: str) -> float:
        return median_ms(
            lambda: subprocess.run([chuhai, "ask", question], env=environment, capture_output=True, check=True), runs=5, warm=1
        )

    empty = median_ms(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True), runs=5, warm=1)
    return [
        Measured("chuhai ask, sales question, cold process", command(QUESTION), "python -c pass", empty),
        Measured("chuhai ask, rule question, cold process", command(RULE), "python -c pass", empty),
        Measured("server start to first answer", _first_answer(chuhai, environment), "python -c pass", empty),
    ]


def _first_answer(chuhai: str, environment: dict[str, str]) -> float:
    import httpx

    started = time.perf_counter()
    with subprocess.Popen([chuhai, "serve", "--port", "8765"], env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            while time.perf_counter() - started < 60:
                try:
                    answer = httpx.post("http://127.0.0.1:8765/v1/chat", json={"message": QUESTION}, timeout=30)
                    answer.raise_for_status()
                    return round((time.perf_counter() - started) * 1000, 1)
                except httpx.ConnectError:
                    time.sleep(0.05)
        finally:
            server.terminate()
    raise TimeoutError("the server did not answer")
