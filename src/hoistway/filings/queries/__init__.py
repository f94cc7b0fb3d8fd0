"""Questions about filings, about who answers for an elevator, and about what is overdue."""
