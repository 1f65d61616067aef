"""Faults on purpose: killed imports, imports at the same moment, hostile uploads. `make faults` runs all at full size."""
