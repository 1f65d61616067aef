"""Settings: the only reader of the environment."""

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What the operator of the product may set.

    Attributes:
        home: Folder of all data (`CHUHAI_HOME`).
        model: `offline`, or the name of a model of an OpenAI-compatible endpoint (`CHUHAI_MODEL`).
        api_key: Key that callers of the HTTP API must send (`CHUHAI_API_KEY`).
        language: Language of answers where the question does not decide (`CHUHAI_LANGUAGE`).
        openai_api_key: Key of the endpoint (`OPENAI_API_KEY`).
        openai_base_url: Address of the endpoint (`OPENAI_BASE_URL`); OpenAI's own when unset.
        model_seconds: Longest silence of the endpoint (`CHUHAI_MODEL_SECONDS`).
        turn_seconds: Longest turn (`CHUHAI_TURN_SECONDS`).
        warehouse: Address of the database with the shops' data (`CHUHAI_WAREHOUSE`); a DuckDB file in the folder when unset.
        debug: Print the trace of a fault (`CHUHAI_DEBUG`).
        import_megabytes: Largest file that is taken (`CHUHAI_IMPORT_MEGABYTES`).
    """

    model_config = SettingsConfigDict(env_prefix="CHUHAI_", extra="ignore", populate_by_name=True)

    home: Path = Path("~/.chuhai")
    model: str = "offline"
    api_key: SecretStr | None = None
    language: Literal["zh", "en"] = "zh"
    openai_api_key: SecretStr | None = Field(default=None, validation_alias="OPENAI_API_KEY")
    openai_base_url: str | None = Field(default=None, validation_alias="OPENAI_BASE_URL")
    model_seconds: float = 60.0
    turn_seconds: float = 180.0
    import_megabytes: int = 200
    warehouse: SecretStr | None = None
    debug: bool = False

    @property
    def is_offline(self) -> bool:
        """Whether no endpoint is configured."""
        return self.model == "offline"

    @cached_property
    def folder(self) -> Path:
        """The data folder, made when missing."""
        folder = self.home.expanduser().resolve()
        folder.mkdir(parents=True, exist_ok=True)
        return folder
