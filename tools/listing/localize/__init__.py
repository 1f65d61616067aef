"""A listing composed anew for another market from product facts, a term base and tables."""
