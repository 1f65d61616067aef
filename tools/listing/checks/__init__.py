"""One module per kind of check; the values of the rules say what they check."""
