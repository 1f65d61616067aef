"""Why sales changed: exact parts, noise told from cause, the date of the break, what to check."""
