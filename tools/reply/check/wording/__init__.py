"""Wording that replies may not have, in seven languages and mixtures of them, however it is spelled."""
