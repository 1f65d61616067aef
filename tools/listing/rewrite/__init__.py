"""Repairs with a reason for each, within the limits, with every fact kept or listed."""
