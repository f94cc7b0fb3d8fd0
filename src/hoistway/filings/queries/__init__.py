"""Questions about filings."""
