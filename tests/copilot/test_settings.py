import ast
from pathlib import Path

import pytest
from pydantic import ValidationError

import copilot
from copilot.settings import Settings

ROOT = Path(copilot.__file__).parents[1]
ROOMS = ("api", "copilot", "knowledge", "prompts", "tools")


def test_defaults_need_nothing(monkeypatch):
    monkeypatch.delenv("CHUHAI_HOME")
    settings = Settings()
    assert settings.is_offline and settings.language == "zh" and settings.home == Path("~/.chuhai")
    assert settings.api_key is settings.openai_api_key is settings.openai_base_url is None


@pytest.mark.parametrize(
    ("name", "value", "field", "read"),
    [
        ("CHUHAI_MODEL", "deepseek-chat", "model", "deepseek-chat"),
        ("CHUHAI_LANGUAGE", "en", "language", "en"),
        ("CHUHAI_MODEL_SECONDS", "5", "model_seconds", 5.0),
        ("CHUHAI_TURN_SECONDS", "0.5", "turn_seconds", 0.5),
        ("CHUHAI_IMPORT_MEGABYTES", "1", "import_megabytes", 1),
        ("CHUHAI_DEBUG", "1", "debug", True),
        ("OPENAI_BASE_URL", "http://127.0.0.1:1/v1", "openai_base_url", "http://127.0.0.1:1/v1"),
    ],
)
def test_the_environment_is_read(monkeypatch, name, value, field, read):
    monkeypatch.setenv(name, value)
    assert getattr(Settings(), field) == read


@pytest.mark.parametrize(("name", "field"), [("CHUHAI_API_KEY", "api_key"), ("OPENAI_API_KEY", "openai_api_key")])
def test_keys_are_not_shown(monkeypatch, name, field):
    monkeypatch.setenv(name, "s3cret")
    settings = Settings()
    assert getattr(settings, field).get_secret_value() == "s3cret"
    assert "s3cret" not in repr(settings) and "s3cret" not in str(settings.model_dump())


@pytest.mark.parametrize(("name", "value"), [("CHUHAI_LANGUAGE", "fr"), ("CHUHAI_TURN_SECONDS", "long")])
def test_wrong_values_are_refused(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError):
        Settings()


def test_the_folder_is_made(tmp_path):
    settings = Settings(home=tmp_path / "a" / "b")
    assert settings.folder == tmp_path / "a" / "b" and settings.folder.is_dir()


def reads_environment(path):
    """Lines that read the process environment; setting a default for a library is no reading."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb"):
            yield node.lineno
        if isinstance(node, ast.ImportFrom) and node.module == "os" and {"environ", "getenv"} & {n.name for n in node.names}:
            yield node.lineno


def test_settings_are_the_only_reader_of_the_environment():
    found = {
        f"{path.relative_to(ROOT)}:{line}": path.read_text(encoding="utf-8").splitlines()[line - 1].strip()
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for line in reads_environment(path)
    }
    assert [line for line in found.values() if not line.startswith("os.environ.setdefault(")] == [], found
