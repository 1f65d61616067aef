"""Checks between the model and the user: what may be run, what may be said."""
