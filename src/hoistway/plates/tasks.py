"""Background entries of the plates room; they may ask the clock."""
