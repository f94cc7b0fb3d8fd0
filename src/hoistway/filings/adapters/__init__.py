"""What the filings room reads from outside Python."""
