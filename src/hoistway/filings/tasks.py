"""Background entries of the filings room; they may ask the clock."""
