"""What every tool result carries beside its own payload."""

from datetime import date
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from prompts import Text, message


class Warning(BaseModel):
    """Something the reader must know beside the figures."""

    code: str
    zh: str
    en: str


class Period(BaseModel):
    """A run of days; both ends belong to it. Written and read as `{"from": ..., "to": ...}`."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True, frozen=True)

    start: date = Field(alias="from")
    end: date = Field(alias="to")

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.end - self.start).days + 1


class Source(BaseModel):
    """Where figures come from."""

    report: str
    table: str
    files: list[str]
    data_from: date | None = None
    data_to: date | None = None
    complete_until: date | None = None
    settled: bool = False


class Definition(BaseModel):
    """The contract of one metric."""

    metric: str
    label: Text
    definition: Text
    unit: str
    basis: str
    additive: bool
    refunds: str
    tax: str
    promotion: str
    timezone: str
    source: str


class ToolResult(BaseModel):
    """Base of all tool results."""

    inputs: dict[str, Any]
    definitions: list[Definition] = []
    sources: list[Source] = []
    warnings: list[Warning] = []


def warning(key: str, **variables: Any) -> Warning:
    """A warning worded by `prompts/messages/`."""
    return _worded(key, **variables) if variables else _fixed(key)


@cache
def _fixed(key: str) -> Warning:
    return _worded(key)


def _worded(key: str, **variables: Any) -> Warning:
    text = message(key, **variables)
    return Warning(code=key, zh=text["zh"], en=text["en"])
