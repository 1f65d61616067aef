"""HTTP: routes translate and nothing else. The only room that imports FastAPI."""

from api.app import create_app

__all__ = ["create_app"]
