"""Background entries of the bulletins room; they may ask the clock."""
