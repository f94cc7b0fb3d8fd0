"""Written notices and hazards, on every desk that has to do with them."""
