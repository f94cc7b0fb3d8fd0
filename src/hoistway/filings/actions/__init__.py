"""What the filings room writes."""
