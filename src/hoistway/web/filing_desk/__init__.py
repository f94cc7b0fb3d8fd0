"""The district's desk of filings: board, draws with test calls, urging."""
