"""What goods cost until they are sold: import taxes, weights that carriers charge, transit times, landed cost and margin."""
