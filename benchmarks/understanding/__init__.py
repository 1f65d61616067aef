"""Fits what `tools/reply/understanding` ships: `make weights`."""
