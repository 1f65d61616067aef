"""A draft put together from reply blocks, facts and decisions."""
