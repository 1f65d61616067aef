"""Forbidden wording found in six languages, with its exceptions."""
