"""What the filings room judges."""
