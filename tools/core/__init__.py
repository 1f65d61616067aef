"""What every tool shares: errors, results, references, windows, the catalogue."""
