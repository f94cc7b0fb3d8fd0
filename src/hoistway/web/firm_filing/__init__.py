"""Pages on which firms file themselves and districts look at it."""
