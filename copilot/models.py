"""Chat models: the offline model, or any OpenAI-compatible endpoint."""

from typing import Any

from langchain_core.language_models import BaseChatModel

from copilot.errors import MissingConfiguration
from copilot.settings import Settings


def endpoint_model(settings: Settings) -> BaseChatModel:
    """The configured endpoint's model.

    Raises:
        MissingConfiguration: There is neither a key nor an address of an own endpoint.
    """
    if settings.openai_api_key is None and settings.openai_base_url is None:
        raise MissingConfiguration("model_without_key", model=settings.model)
    from copilot.guards.complete_calls import CompleteChatOpenAI

    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else "not-needed"
    options: dict[str, Any] = {"base_url": settings.openai_base_url} if settings.openai_base_url else {}
    return CompleteChatOpenAI(
        model=settings.model,
        api_key=key,
        timeout=settings.model_seconds,
        stream_chunk_timeout=settings.model_seconds,
        max_retries=2,
        temperature=0,
        use_responses_api=False,
        stream_usage=False,
        **options,
    )
