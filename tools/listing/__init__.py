"""Listings: checked by the rules of the library, repaired without inventing, made for another market from product facts."""
