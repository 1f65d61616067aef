"""What product code never does."""

import ast

import pytest

from tests.architecture.tree import imports, modules, named_calls

NEVER_IMPORTED = {"pickle", "marshal", "shelve", "dill", "subprocess", "pty", "ctypes", "telnetlib", "ftplib"}
NEVER_CALLED = {
    "eval", "exec", "compile", "__import__", "os.system", "os.popen", "os.execv", "os.spawnl", "yaml.unsafe_load",
    "yaml.full_load", "np.load_pickle", "breakpoint", "pdb.set_trace",
}  # fmt: skip
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "requests",
    "httpx",
    "httpx2",
    "aiohttp",
    "openai",
    "websockets",
    "smtplib",
    "ftplib",
}
CLOCKS = {"now", "today", "utcnow", "fromtimestamp", "localtime", "gmtime", "time_ns"}
# Waiting for other writers is no calculation.
WAITS = {"tools/warehouse/engines/duckdb.py", "tools/warehouse/engines/clickhouse_lock.py"}
PATHS = sorted(modules())


@pytest.mark.parametrize("path", PATHS)
def test_nothing_dangerous_is_used(path):
    tree = modules()[path]
    assert imports(tree) & NEVER_IMPORTED == set()
    assert named_calls(tree) & NEVER_CALLED == set()


@pytest.mark.parametrize("path", PATHS)
def test_stored_arrays_hold_no_objects(path):
    for node in ast.walk(modules()[path]):
        if isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            assert isinstance(node.value, ast.Constant) and node.value.value is False


@pytest.mark.parametrize("path", PATHS)
def test_yaml_is_loaded_safely(path):
    loaders = [
        keyword.value
        for node in ast.walk(modules()[path])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "load"
        and getattr(node.func.value, "id", "") == "yaml"
        for keyword in node.keywords
        if keyword.arg == "Loader"
    ]  # fmt: skip
    assert all("loader" in ast.unparse(loader).lower() and "unsafe" not in ast.unparse(loader).lower() for loader in loaders)


@pytest.mark.parametrize("path", sorted(modules("tools", "prompts")))
def test_calculations_know_no_clock_chance_or_environment(path):
    tree = modules()[path]
    assert imports(tree) & ({"random", "secrets", "uuid"} | NETWORK) == set()
    called = {name.split(".")[-1] for name in named_calls(tree)}
    assert called & CLOCKS == set()
    assert not [name for name in named_calls(tree) if name.startswith(("np.random", "numpy.random"))]
    if path not in WAITS:
        assert "time" not in imports(tree)
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert attributes & {"environ", "getenv"} == set()


@pytest.mark.parametrize("path", sorted(modules("knowledge", "api")))
def test_nothing_below_the_endpoint_calls_out(path):
    assert imports(modules()[path]) & NETWORK == set()


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_left_to_do(path):
    source = ast.unparse(modules()[path])
    assert "NotImplementedError" not in source
